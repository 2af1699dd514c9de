"""`python -m bench.gpu.learn OUT`: real steps of learning at 7B, by the presets of memory.

The authors' code took 1.02 s a step of one row at 7B (method.md 0.5, an independent run of it).
Weights are random and kept as each preset says: their bytes and their time are those of real ones.
"""

import gc
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import torch

from bench.gpu import device
from bench.gpu.rows import NO_GPU, Check, Row, conclude
from bench.trainers.full_width import IDS, one_step
from bench.trainers.random_model import random_model
from engine.model.chameleon import Chameleon
from engine.training.config import PAPER
from engine.training.fit import FITS, Fit
from engine.training.memory_model import CUDA_CONTEXT, Shapes, estimate
from engine.training.state import TrainingState
from engine.training.steps import Stepper

AUTHORS, FASTER = 1.02, 5.0
"""Seconds a step of one row; and how many times as fast the best preset must be."""
BATCHES = (1, PAPER.batch_size)
WITHIN = 0.15
"""Of the measured peak: what the memory model may be wrong by, as on the CPU."""
_WARM, _STEPS = 2, 9
_GIB = 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A preset with so many rows a step."""

    preset: str
    batch: int
    shapes: Shapes

    @property
    def fit(self) -> Fit:
        """With `auto` weights as they come at 7B."""
        fit = FITS[self.preset]
        return replace(fit, weights="bf16") if fit.weights == "auto" else fit

    @property
    def name(self) -> str:
        """`8 GB, int4`."""
        return f"{self.preset}, {self.fit.weights}"

    @property
    def computed(self) -> int:
        """Bytes by the memory model, without what CUDA itself takes."""
        config = replace(PAPER, batch_size=self.batch)
        return estimate(self.shapes, config, self.fit).total


@dataclass(frozen=True, slots=True)
class Found:
    """What a case took, or why it could not be tried."""

    case: Case
    seconds: float | None = None
    peak: int = 0
    """Bytes in use at most, weights included."""
    note: str = ""

    @property
    def row(self) -> Row:
        """As the table shows it."""
        if self.seconds is None:
            return Row(name=self.case.name, rows=self.case.batch, note=self.note)
        said = f"{self.peak / _GIB:.2f} GiB at most, {self.case.computed / _GIB:.2f} computed"
        return Row(
            name=self.case.name,
            rows=self.case.batch,
            context=self.case.shapes.row,
            milliseconds=1e3 * self.seconds,
            note=said,
        )


def main(arguments: list[str]) -> None:
    """Print a table and write learn.json; --quick takes two layers and a small vocabulary."""
    out, quick = Path(arguments[0]), "--quick" in arguments
    shapes = replace(Shapes(), picture_tokenizer=0)
    shapes = replace(shapes, layers=2, vocabulary=16384) if quick else shapes
    found = [one for preset in FITS for one in tried(preset, shapes)]
    conclude("learn", out, [one.row for one in found], checks(found, quick), device.in_words())


def tried(preset: str, shapes: Shapes) -> Iterator[Found]:
    """A preset with one row a step and with the paper's four."""
    cases = [Case(preset=preset, batch=batch, shapes=shapes) for batch in BATCHES]
    if not torch.cuda.is_available():
        yield from (Found(case, note=NO_GPU) for case in cases)
        return
    try:
        model = random_model(shapes, cases[0].fit.weights, device="cuda")
        for case in cases:
            yield measured(model, case)
    except (RuntimeError, ImportError) as error:  # memory, or a library that is not there
        yield Found(cases[0], note=str(error).splitlines()[0][:120])
    finally:
        gc.collect()
        torch.cuda.empty_cache()


def measured(model: Chameleon, case: Case) -> Found:
    """The median of some steps, gradients and AdamW, and the peak of memory over them."""
    config = replace(PAPER, batch_size=case.batch)
    run = one_step(TrainingState(model.reserved_rows(IDS), config), case.shapes, config)
    stepper = Stepper.alone(model, case.fit)

    def step() -> None:
        stepper.gradients([run])
        run.state.optimizer.step()

    torch.cuda.reset_peak_memory_stats()
    times = [device.seconds(partial(step)) for _ in range(_WARM + _STEPS)]
    peak = torch.cuda.max_memory_allocated()
    return Found(case, seconds=statistics.median(times[_WARM:]), peak=peak)


def checks(found: list[Found], quick: bool) -> list[Check]:
    """At 7B: how fast one row is; every preset within its memory; the model of memory."""
    timed = [one for one in found if one.seconds is not None]
    if not timed or quick:
        return [Check(f"a step of one row is {FASTER:g} times as fast as 1.02 s", None)]
    single = [one.seconds for one in timed if one.case.batch == 1 and one.seconds]
    best = min(single, default=float("inf"))
    return [
        Check(
            f"a step of one row is {FASTER:g} times as fast as 1.02 s",
            best * FASTER <= AUTHORS,
            f"{best:.3f} s, {AUTHORS / best:.1f} times",
        ),
        *(_fits(one) for one in timed if one.case.preset.endswith(" GB")),
        *(_held(one) for one in timed),
    ]


def _fits(one: Found) -> Check:
    size = float(one.case.preset.removesuffix(" GB"))
    taken = (one.peak + CUDA_CONTEXT) / _GIB
    said = f"{taken:.2f} GiB, CUDA's own included"
    return Check(f"{one.case.name}, {one.case.batch} rows: within its memory", taken <= size, said)


def _held(one: Found) -> Check:
    off = one.case.computed / one.peak - 1
    title = f"{one.case.name}, {one.case.batch} rows: memory model"
    return Check(title, abs(off) <= WITHIN, f"off by {off:+.0%}")


if __name__ == "__main__":
    main(sys.argv[1:])
