"""Our trainer against the authors' recipe: time of an epoch, memory, and what both reach.

    python3 dev.py bench learning             mini and about 200 M parameters; half an hour or two
    python3 dev.py bench learning --quick     narrower models, few rounds: to see that it works

The authors' recipe is written as plainly as they describe it (bench/trainers/plain.py). Each saving
of ours is measured alone and all of them together, in interleaved rounds of one run. Memory needs
Linux, and 18 GB for a step of the authors' recipe at the full width of 7B.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click
import torch

from bench import machine
from bench.bars import show
from bench.performance_page import write_section
from bench.trainers.arms import OURS, both, every
from bench.trainers.full_width import ALL_KEPT, authors_bytes, taken
from bench.trainers.material import AS_THE_AUTHORS, Material, gathered
from bench.trainers.outcome import Outcome, learned
from bench.trainers.page import Found, bars, section
from bench.trainers.plain import padded_to
from bench.trainers.random_model import random_model
from bench.trainers.timing import (
    Plan,
    Times,
    arithmetic_share,
    encoding_per_epoch,
    medians,
    rounds,
)
from engine import offline
from engine.files import write_whole
from engine.model.chameleon import Chameleon
from engine.model.memory import available_memory
from engine.model.weights import open_checkpoint
from engine.paths import MINI_CHECKPOINT
from engine.tokens.tokenizer import Tokenizer
from engine.training.config import TrainingConfig
from engine.training.memory_model import Shapes, estimate

RESULTS = Path("build/bench/learning")
_ROOM = 1.15  # of what is computed: allocators leave gaps, and this process has its own memory
MEDIUM = Shapes(hidden=1024, intermediate=2816, layers=5, heads=16, kv_heads=16)
"""198 M numbers with the real 65,536 rows, of which both tables are 134 M."""
NARROW = Shapes(hidden=256, intermediate=704, layers=2, heads=4, kv_heads=4, vocabulary=8192)
"""What `--quick` has in the place of `MEDIUM` and of 7B."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """How much is measured."""

    medium: Shapes
    wide: Shapes
    """A few layers of the width that memory is measured at."""
    of_mini: Plan
    of_medium: Plan
    steps: int
    """Of a learning whose final loss is compared."""
    seeds: int = 3
    config: TrainingConfig = AS_THE_AUTHORS


FULL = Scope(
    medium=MEDIUM,
    wide=replace(Shapes(), layers=2, picture_tokenizer=0),
    of_mini=Plan(rounds=9, steps=8),
    of_medium=Plan(rounds=5, steps=2),
    steps=380,
)
QUICK = Scope(
    medium=NARROW,
    wide=replace(NARROW, row=300, labels=280, picture_tokenizer=0),
    of_mini=Plan(rounds=2, steps=1),
    of_medium=Plan(rounds=2, steps=1),
    steps=4,
    config=replace(
        AS_THE_AUTHORS, soft_positives=16, hard_negatives=4, colour_negatives=0, easy_negatives=4
    ),
)


@click.command()
@click.option("--quick", is_flag=True, help="Narrow models, few rounds: to see that it works.")
@click.option("--threads", type=int, help="CPU threads. Default: one for each core.")
@click.option("--folder", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
def main(quick: bool, threads: int | None, folder: Path) -> None:
    """Show the bars; exit status 1 where one falls short. Only a full run writes the page."""
    offline.stay_offline()
    torch.set_num_threads(threads or len(os.sched_getaffinity(0)))
    scope = QUICK if quick else FULL
    check_memory(scope.wide)
    mini = open_checkpoint(MINI_CHECKPOINT, dtype=torch.float32)
    click.echo("Encoding pictures once.", err=True)
    material = gathered(mini, Tokenizer.open(MINI_CHECKPOINT), scope.config)
    times = list(_timed(mini, material, scope))
    found = Found(
        times=times,
        outcome=_outcome(mini, material, scope),
        taken=taken(scope.wide),
        layers=scope.wide.layers,
        full_width=scope.wide.hidden == Shapes().hidden,
    )
    keep(folder, found)
    click.echo(section(found), err=True)
    if not quick:
        write_section("learning", section(found), bench="dev.py bench learning")
    sys.exit(show(bars(found)))


def check_memory(wide: Shapes) -> None:
    """ClickException at once, not after an hour, where a step at that width would not fit."""
    need = authors_bytes(wide) + estimate(wide, AS_THE_AUTHORS, ALL_KEPT).weights
    if (free := available_memory()) < _ROOM * need:
        raise click.ClickException(
            f"A step of the authors' recipe takes about {_ROOM * need / 1e9:.0f} GB of memory; "
            f"{free / 1e9:.0f} GB are free. Close programs, or try --quick."
        )


def keep(folder: Path, found: Found) -> None:
    """Write `results.json` and `section.md`."""
    facts = {"machine": machine.in_words(), "load": machine.load(), "found": asdict(found)}
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "results.json", f"{json.dumps(facts, indent=1)}\n".encode())
    write_whole(folder / "section.md", f"{section(found)}\n".encode())


def timed(name: str, model: Chameleon, material: Material, plan: Plan) -> Times:
    """Every arm on one model."""
    found: dict[str, list[float]] = {}
    arms = every(model, material)
    for number, found in enumerate(rounds(arms, plan), start=1):  # noqa: B007
        click.echo(f"{name}: round {number} of {plan.rounds}", err=True)
    layers = sum(one.numel() for one in model.inner.layers.parameters())
    taken_already = 1 + plan.rounds * plan.steps
    return Times(
        model=name,
        plan=plan,
        parameters=layers + model.table.numel() + model.head.numel(),
        vocabulary=len(model.head),
        mean_row=material.mean_row,
        padded_to=padded_to(material),
        steps_per_epoch=material.steps_per_epoch,
        seconds=medians(found),
        encoding=encoding_per_epoch(material),
        arithmetic=arithmetic_share(arms[OURS], range(taken_already, taken_already + plan.steps)),
    )


def _timed(mini: Chameleon, material: Material, scope: Scope) -> Iterator[Times]:
    yield timed("mini", mini, material, scope.of_mini)
    wide = random_model(scope.medium, "fp32", mini.vqgan)
    yield timed("random weights", wide, material, scope.of_medium)


def _outcome(mini: Chameleon, material: Material, scope: Scope) -> Outcome:
    outcome: Outcome | None = None
    for outcome in learned(mini, material, both, scope.steps, scope.seeds):
        click.echo(f"final losses: {len(next(iter(outcome.losses.values())))} seeds", err=True)
    assert outcome is not None
    return outcome


if __name__ == "__main__":
    main()
