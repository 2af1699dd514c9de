"""Kill a learning with -9 at random moments, resume it each time, and compare the rows bit by bit.

A tiny random model learns 20 steps in a process of its own, which is killed again and again until
it gets to its end.
"""

import multiprocessing
import os
import random
import time
from dataclasses import dataclass, field
from multiprocessing.context import BaseContext
from multiprocessing.synchronize import Event
from pathlib import Path

import click
import torch
from safetensors.numpy import load_file, save

from bench.bars import Bar
from engine.events import finish
from engine.files import write_whole
from engine.model.weights import open_checkpoint
from engine.tokens.prompts import Codes
from engine.tokens.tokenizer import Tokenizer
from engine.training.config import TrainingConfig
from engine.training.examples import Subject, TrainingSet, concept_ids
from engine.training.photos import Photos, Picture
from engine.training.state import TrainingState, inputs_of
from engine.training.trainer import Place, learn
from tests.tiny import write_tiny_checkpoint

STEPS = 20
RESULT = "rows.safetensors"

CONFIG = TrainingConfig(
    latent_tokens=4,
    batch_size=2,
    epochs=4,
    positive_rows=2,
    negative_rows=2,
    text_rows=1,
    drawing_rows=3,
    soft_rows=2,
)
"""Five steps an epoch, so that kills fall on both sides of a snapshot."""


@dataclass(slots=True)
class Tally:
    """What happened so far."""

    kills: int = 0
    resumed_at: list[int] = field(default_factory=list)
    """The step on file after each kill; 0 where nothing was saved yet."""
    runs: int = 0
    different: int = 0
    """Runs whose final rows are not those of the undisturbed one."""


def measure(scratch: Path, wanted: int, dice: random.Random) -> tuple[Tally, float]:
    """Kill `wanted` times, over several runs; also the seconds of an undisturbed one."""
    torch.set_num_threads(1)
    checkpoint = write_tiny_checkpoint(scratch / "tiny")
    context = multiprocessing.get_context("spawn" if os.name == "nt" else "fork")
    seconds = undisturbed(context, checkpoint, scratch / "undisturbed")
    tally = Tally()
    while tally.kills < wanted:
        folder = scratch / f"run {tally.runs}"
        while not finishes(context, checkpoint, folder, dice.uniform(0, 0.6 * seconds)):
            tally.kills += 1
            tally.resumed_at.append(step_on_file(checkpoint, folder))
        tally.runs += 1
        tally.different += rows_of(folder) != rows_of(scratch / "undisturbed")
    return tally, seconds


def undisturbed(context: BaseContext, checkpoint: Path, folder: Path) -> float:
    """Seconds that the learning itself takes when nobody kills it."""
    started = context.Event()
    process = start(context, checkpoint, folder, started)
    began = time.monotonic()
    process.join()
    if process.exitcode != 0:
        raise RuntimeError(f"the undisturbed learning ended with {process.exitcode}")
    return time.monotonic() - began


def finishes(context: BaseContext, checkpoint: Path, folder: Path, moment: float) -> bool:
    """Start or resume; False where the process was still at work at `moment` and was killed."""
    process = start(context, checkpoint, folder, context.Event())
    process.join(moment)
    process.kill()  # SIGKILL; nothing happens where it had ended
    process.join()
    return process.exitcode == 0


def start(
    context: BaseContext, checkpoint: Path, folder: Path, started: Event
) -> multiprocessing.process.BaseProcess:
    """A process that has just begun to learn, or goes on learning, in `folder`."""
    process: multiprocessing.process.BaseProcess = context.Process(  # type: ignore[attr-defined]
        target=learn_to_the_end, args=(checkpoint, folder, started)
    )
    process.start()
    started.wait()
    return process


def learn_to_the_end(checkpoint: Path, folder: Path, started: Event) -> None:
    """What the process does: learn, saving after every step, and write the rows down."""
    torch.set_num_threads(1)
    model, training_set = open_checkpoint(checkpoint, dtype=torch.float32), subject(checkpoint)
    started.set()
    place = Place(folder=folder, save_seconds=0.0)
    learned = finish(learn(model, training_set, CONFIG, place=place))
    rows = {"embeddings": learned.embeddings, "head": learned.head}
    write_whole(folder / RESULT, save(rows))


def subject(checkpoint: Path) -> TrainingSet:
    """Pictures by dice, always the same."""
    dice, tokenizer = random.Random(1), Tokenizer.open(checkpoint)

    def picture() -> Picture:
        rows = [tuple(dice.randrange(64) for _ in range(tokenizer.image_length)) for _ in range(2)]
        return Picture(*map(Codes, rows))

    return TrainingSet(
        subject=Subject("Bo", "pet", "tiny"),
        tokenizer=tokenizer,
        photos=Photos(
            positives=(picture(), picture()),
            soft_positives=(picture(), picture(), picture()),
            negatives=(picture(), picture()),
        ),
        answers=(("What colour is {name}?", "It is brown."),),
    )


def step_on_file(checkpoint: Path, folder: Path) -> int:
    """The step from which the next attempt will go on."""
    model, training_set = open_checkpoint(checkpoint, dtype=torch.float32), subject(checkpoint)
    ids = concept_ids(training_set.tokenizer, CONFIG)
    state = TrainingState(model.reserved_rows(ids.all), CONFIG)
    state.restore(folder, inputs_of(training_set, CONFIG))
    return state.step


def rows_of(folder: Path) -> dict[str, bytes]:
    """The final rows, as bytes."""
    return {name: rows.tobytes() for name, rows in load_file(folder / RESULT).items()}


def bars(tally: Tally, wanted: int, seconds: float) -> list[Bar]:
    """What must be so."""
    midway = sum(0 < step < STEPS for step in tally.resumed_at)
    click.echo(f"{STEPS} steps of a tiny model, {seconds:.2f} s undisturbed")
    click.echo(f"Steps on file after each kill: {' '.join(map(str, tally.resumed_at))}")
    return [
        Bar(name="kills of a learning", figure=tally.kills, bound=wanted),
        Bar(name="kills between the first step and the last", figure=midway, bound=1),
        Bar(name="runs that got to their end", figure=tally.runs, bound=1),
        Bar(
            name="runs whose rows differ from an undisturbed run's",
            figure=tally.different,
            bound=0,
            at_most=True,
        ),
    ]
