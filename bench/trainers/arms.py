"""The trainers that are compared: the authors' recipe, each of our savings alone, and ours."""

from collections.abc import Callable, Mapping
from typing import Protocol

from bench.trainers.learned import RowsAlone, WholeTables
from bench.trainers.material import Material
from bench.trainers.plain import PlainTrainer, Savings
from engine.model.chameleon import Chameleon, Rows
from engine.training.examples import concept_ids
from engine.training.run import Run
from engine.training.steps import Stepper

AUTHORS, OURS = "authors' recipe", "our trainer"
ALONE: Mapping[str, Savings] = {
    "no padding": Savings(padding=True),
    "pictures encoded once": Savings(encoding=True),
    "logits where labels are": Savings(head=True),
    "attention without a mask": Savings(kernels=True),
}
"""Savings that the plain trainer makes alone."""
OPTIMIZER = "rows alone in the optimizer"
ENCODES_ONCE = ("pictures encoded once", OURS)
"""Arms whose epoch takes its share of encoding every view once."""


class Trainer(Protocol):
    """One arm."""

    def take(self, step: int) -> None:
        """The optimizer step of this number; numbers rise by one."""

    def begin_anew(self) -> None:
        """As before the first step."""

    def rows(self) -> Rows:
        """What was learned, copied."""


class Ours:
    """The product's own trainer, `engine.training`, as a learning calls it."""

    def __init__(self, model: Chameleon, material: Material) -> None:
        self._model, self._material = model, material
        self._stepper = Stepper.alone(model)
        self._run = self._begun()

    def take(self, step: int) -> None:
        """ValueError where the run is at another step."""
        if self._run.state.step != step:
            raise ValueError(f"The run is at step {self._run.state.step}, not at {step}.")
        (found,) = self._stepper.gradients([self._run])
        for _ in self._run.advance(found, 0.0):
            pass

    def begin_anew(self) -> None:
        """A run of its own."""
        self._run = self._begun()

    def rows(self) -> Rows:
        """Copies."""
        rows = self._run.state.rows
        return Rows(rows.first, rows.embeddings.detach().clone(), rows.head.detach().clone())

    def _begun(self) -> Run:
        return Run.begin(self._model, self._material.training_set, self._material.config)


def both(model: Chameleon, material: Material) -> dict[str, Trainer]:
    """The two ends: what the authors describe, and ours."""
    return {AUTHORS: authors(model, material), OURS: Ours(model, material)}


def every(model: Chameleon, material: Material) -> dict[str, Trainer]:
    """All arms. Those with whole matrices share them and their optimizer, as memory is finite."""
    plain = authors(model, material)
    ids = concept_ids(material.training_set.tokenizer, material.config).all
    alone: dict[str, Trainer] = {
        name: PlainTrainer(model=model, material=material, learned=plain.learned, savings=one)
        for name, one in ALONE.items()
    }
    rows = RowsAlone(model, ids, material.config)
    alone[OPTIMIZER] = PlainTrainer(model=model, material=material, learned=rows)
    return {AUTHORS: plain, **alone, OURS: Ours(model, material)}


def authors(model: Chameleon, material: Material) -> PlainTrainer:
    """The recipe without any saving."""
    ids = concept_ids(material.training_set.tokenizer, material.config).all
    whole = WholeTables(model, ids, material.config)
    return PlainTrainer(model=model, material=material, learned=whole)


Arms = Callable[[Chameleon, Material], dict[str, Trainer]]
