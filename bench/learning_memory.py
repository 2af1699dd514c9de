"""The memory model of learning against real steps: two layers at the full width of 7B.

    python3 dev.py bench learning_memory            every preset; needs 10 GB of memory, Linux
    python3 dev.py bench learning_memory --quick    a narrow model, to see that it works

Each preset takes one real step in a process of its own, on random weights kept as the preset says.
What is measured there is compared with what `engine.training.memory_model` computes for the same
two layers; and the model's figures for all 32 layers are held against the memory they are for.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import click

from bench import machine
from bench.bars import Bar, show
from bench.memory import memory, watched
from bench.performance_page import bar_table, table, write_section
from bench.trainers.full_width import IDS, beyond, one_step
from bench.trainers.random_model import random_model
from engine import offline
from engine.files import write_whole
from engine.training.config import PAPER
from engine.training.fit import FITS, Fit
from engine.training.memory_model import CUDA_CONTEXT, Shapes, estimate
from engine.training.state import TrainingState
from engine.training.steps import Stepper

RESULTS = Path("build/bench/learning memory")
LAYERS = 2
NARROW = Shapes(
    hidden=512, intermediate=1408, heads=4, kv_heads=4, vocabulary=8192, row=300, labels=280
)
_WITHIN = 0.15  # of the measured peak beyond weights
_GIB = 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One preset, in GiB."""

    preset: str
    weights: str
    """What they are kept as."""
    measured: float
    """Beyond the weights, with the layers that were run; NaN where the process was killed."""
    computed: float
    """The same, by the memory model."""
    weights_measured: float
    weights_computed: float
    whole: float
    """Computed for all of 7B: weights and what CUDA itself takes included."""
    seconds: float
    """Of the step; on this machine."""

    @property
    def off(self) -> float:
        """How wrong the computed figure is, of the measured one."""
        return abs(self.computed / self.measured - 1) if self.measured else float("nan")


@click.command()
@click.option("--quick", is_flag=True, help="A narrow model: shows that the script works.")
@click.option("--folder", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
def main(quick: bool, folder: Path) -> None:
    """Show the bars; the exit status is 1 where one is missed. Only a full run writes the page."""
    offline.stay_offline()
    shapes = replace(NARROW if quick else Shapes(), layers=LAYERS, picture_tokenizer=0)
    found: list[Compared] = []
    for name in FITS:
        found.append(compared(shapes, name))
        click.echo(f"{found[-1]}", err=True)
    folder.mkdir(parents=True, exist_ok=True)
    facts = {"machine": machine.in_words(), "presets": [asdict(one) for one in found]}
    write_whole(folder / "results.json", f"{json.dumps(facts, indent=1)}\n".encode())
    click.echo(section(found), err=True)
    if not quick:
        write_section("learning memory", section(found), bench="dev.py bench learning_memory")
    sys.exit(show(bars(found)))


def compared(shapes: Shapes, name: str) -> Compared:
    """A step of a preset beyond its weights, measured and computed; and what all of 7B takes."""
    fit = FITS[name]
    kept_as = "bf16" if fit.weights == "auto" else fit.weights
    measured, _ = watched(step, asdict(shapes), asdict(replace(fit, weights=kept_as)))
    own, whole = estimate(shapes, PAPER, fit), estimate(Shapes(), PAPER, fit)
    beyond_weights, weights, seconds = measured or (float("nan"),) * 3
    return Compared(
        preset=name,
        weights=kept_as,
        measured=beyond_weights / _GIB,
        computed=own.beyond_weights / _GIB,
        weights_measured=weights / _GIB,
        weights_computed=own.weights / _GIB,
        whole=(whole.total + CUDA_CONTEXT) / _GIB,
        seconds=seconds,
    )


def step(sizes: dict[str, Any], chosen: dict[str, Any]) -> tuple[float, float, float]:
    """One real step in this process: bytes beyond the weights, bytes of the weights, seconds."""
    shapes, fit = Shapes(**sizes), Fit(**chosen)
    before = memory()[0]
    model = random_model(shapes, fit.weights)
    weights = memory()[0] - before
    run = one_step(TrainingState(model.reserved_rows(IDS), PAPER), shapes)
    began = time.monotonic()
    taken = beyond(lambda: Stepper.alone(model, fit).gradients([run]))
    return taken, weights, time.monotonic() - began


def bars(found: list[Compared]) -> list[Bar]:
    """The model must hold, and every preset must fit the memory that it is named for."""
    held = [
        Bar(name=f"{one.preset}: memory model off by", figure=one.off, bound=_WITHIN, at_most=True)
        for one in found
    ]
    named = [one for one in found if one.preset.endswith(" GB")]
    fitting = [
        Bar(
            name=f"preset {one.preset}: 7B, computed",
            figure=one.whole,
            bound=float(one.preset.removesuffix(" GB")),
            at_most=True,
            unit="GiB",
        )
        for one in named
    ]
    return [*held, *fitting]


def section(found: list[Compared]) -> str:
    """The body of the section."""
    figures = ("measured", "computed", "weights measured", "weights computed", "7B in all")
    rows = [
        (one.preset, one.weights, *(f"{value:.2f}" for value in _figures(one))) for one in found
    ]
    said = (
        f"GiB of one step of the paper's four rows: beyond the weights, measured in a process of "
        f"its own and computed from shapes, {LAYERS} layers at the full width of 7B; weights of "
        "the same layers; and what is computed for all 32 layers, weights, image tokenizer and "
        "CUDA's own memory included. `full` keeps everything and is for larger machines."
    )
    return "\n\n".join([said, table(("preset", "weights", *figures), rows), bar_table(bars(found))])


def _figures(one: Compared) -> tuple[float, ...]:
    computed = (one.weights_measured, one.weights_computed, one.whole)
    return (one.measured, one.computed, *computed)


if __name__ == "__main__":
    main()
