"""Many concepts at once: their rows in one batch over one frozen model, each learned as if alone.

Every position reads the rows of its own concept (`Batch.owners`), the loss of each concept is
divided by its own labels, and clipping and AdamW see its own rows. So none knows of the others, and
what is learned is that of learning alone, but for rounding. Weights are read once for all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import InputError
from engine.model.chameleon import Chameleon, Rows
from engine.training.config import TrainingConfig
from engine.training.examples import TrainingSet
from engine.training.run import Run
from engine.training.steps import Stepper
from engine.training.trainer import Place, Told, rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil:
    """One of many concepts: what it is learned from, and where its state is kept."""

    training_set: TrainingSet
    folder: Path | None = None
    start: Rows | None = None
    """Rows to begin with in place of the checkpoint's own."""


def learn_many(
    model: Chameleon, pupils: Sequence[Pupil], config: TrainingConfig, place: Place | None = None
) -> Told:
    """Learn all of them, a step of all at a time: pairs of a `Run` and what happened in it.

    The folder of `place` is not used. Each is resumed from its own folder, and finished on its own;
    one that runs away twice is left behind. InputError without any.
    """
    if not pupils:
        raise InputError("There is nothing to learn.", remedy="Name at least one concept.")
    place = place or Place()
    runs = [
        Run.begin(model, one.training_set, config, folder=one.folder, start=one.start)
        for one in pupils
    ]
    for run in runs:
        for event in run.resume():
            yield run, event
    stepper = Stepper(model, place.fit, place.workers)
    yield from rounds(stepper, runs, place.save_seconds)
