"""Learning a concept: AdamW on its rows, everything else frozen. A job; close it to cancel.

Order, flips and words of every epoch follow from the seed, so a learning that was interrupted, or
killed, goes on from its folder and ends with the same rows on the same machine.
"""

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from engine.concepts.concept import Concept
from engine.errors import InputError
from engine.events import Event, Job, Measured, Noticed, Progress
from engine.model.chameleon import Chameleon, Rows
from engine.training.config import TrainingConfig
from engine.training.examples import TrainingSet
from engine.training.fit import FITS, Fit
from engine.training.run import Run
from engine.training.steps import Stepper
from engine.training.workers import ALONE, Workers

NOTE = "Learning"
SAVE_SECONDS = 10.0
"""A kill loses at most so much work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and on what a learning happens; none of it changes what is learned."""

    folder: Path | None = None
    """Where the state is kept, so that a later call goes on from it; the caller deletes it."""
    fit: Fit = FITS["full"]
    workers: Workers = ALONE
    save_seconds: float = SAVE_SECONDS


def learn(
    model: Chameleon,
    training_set: TrainingSet,
    config: TrainingConfig,
    *,
    place: Place | None = None,
    start: Rows | None = None,
) -> Job[Concept]:
    """Learn the concept. Yields losses and progress each step and a snapshot each epoch.

    After a kill an epoch's snapshot may come a second time. `start`: rows to begin with, (R, H),
    in place of the checkpoint's own. InputError where the rows run away twice, SetupError where
    memory runs out twice; earlier snapshots stay good.
    """
    place = place or Place()
    run = Run.begin(model, training_set, config, folder=place.folder, start=start)
    if place.workers.rank != 0:
        run.folder = None
    yield from run.resume()
    _share(run, place.workers)
    for _, event in rounds(Stepper(model, place.fit, place.workers), [run], place.save_seconds):
        yield event
    return run.concept()


Told: TypeAlias = Generator[tuple[Run, Event], None, None]
"""What happens, and in which run."""


def rounds(stepper: Stepper, runs: Sequence[Run], save_seconds: float = SAVE_SECONDS) -> Told:
    """Take every run to its end, a step of all of them at a time. Closing it keeps their states.

    Where there are several, one that runs away twice is left behind and the others go on.
    """
    left = [run for run in runs if not run.done]
    try:
        while left:
            halved = stepper.halved
            began = time.monotonic()
            found = stepper.gradients(left)
            each = (time.monotonic() - began) / len(left)
            if stepper.halved > halved:
                yield left[0], Noticed("Memory ran out, so half as much is read at once from now.")
            for run, losses in zip(tuple(left), found, strict=True):
                try:
                    yield from _stepped(run, losses, each, save_seconds)
                except InputError as error:
                    if len(runs) == 1:
                        raise
                    yield run, Noticed(f"{run.training_set.subject.name}: {error}")
                    left.remove(run)
            left = [run for run in left if not run.done]
    except GeneratorExit:
        for run in left:
            run.save()
        raise


def _stepped(run: Run, losses: dict[str, float], seconds: float, save_seconds: float) -> Told:
    before = run.state.step
    for event in run.advance(losses, seconds):
        yield run, event
    if run.state.step <= before:
        return  # it went back
    for name, value in losses.items():
        yield run, Measured(name, value, run.state.step)
    yield run, Progress(run.state.step, run.total, NOTE)
    if run.at_epoch_end or time.monotonic() - run.saved >= save_seconds:
        run.save()
    if run.at_epoch_end:
        yield run, run.snapshot()


def _share(run: Run, workers: Workers) -> None:
    """All processes go on from the state of the first one."""
    if workers.count > 1:
        run.inputs = workers.share(run.inputs.encode()).decode()
        content = workers.share(run.state.encoded(run.inputs) if workers.rank == 0 else b"")
        run.state.take(content, run.inputs)
