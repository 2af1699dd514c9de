"""What `engine learn --method full|lora` does: fine-tuning, for comparison with soft prompts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from engine.commands.border import report
from engine.courtesy import Courtesy
from engine.evaluation.similarity import NAME
from engine.measuring.baselines import Curve, Tuning, tune
from engine.settings import Settings
from engine.watch import watch

METHODS = ("soft-prompt", "full", "lora")
"""The first is the product's; the others change the model's weights and keep no concept."""


BASELINE_OPTIONS = (
    click.option("--method", type=click.Choice(METHODS), default=METHODS[0], show_default=True),
    click.option(
        "--iterations",
        type=click.IntRange(1, 1000),
        help="The supplement has up to 1000, and reports 300 and 500. Default: 500.",
    ),
    click.option(
        "--rate",
        type=click.FloatRange(0, 1, min_open=True, max_open=True),
        help="The supplement has 1e-7, its configs 1e-5. Default: 1e-5, for lora 1e-3.",
    ),
    click.option(
        "--class-name", default="", help='Such as "a dog": its pictures keep the word what it was.'
    ),
    click.option("--keep-weights", is_flag=True, help="Write the weights at each kept iteration."),
)
BASELINE_NAMES = ("method", "iterations", "rate", "class_name", "keep_weights")


def learn_baseline(
    name: str, photos: Sequence[Path], options: Mapping[str, Any], settings: Settings
) -> None:
    """Fine-tune, and print the curve of likeness and abilities."""
    tuning = Tuning(name=name, photos=tuple(photos), **options)
    curve = watch(tune(tuning, settings), courtesy=Courtesy.of(settings))
    report(asdict(curve), *_lines(curve))


def _lines(curve: Curve) -> list[str]:
    lines = [f"{curve.method} fine-tuning on {curve.name}, {curve.seconds:.0f} s:"]
    for point in curve.points:
        likeness = point[NAME]["similarity"]
        marks = [f"{name} {value:.2f}" for name, value in point.items() if isinstance(value, float)]
        shown = ", ".join(one for one in marks if not one.startswith("loss"))
        lines.append(f"iteration {point['iteration']}: {NAME} {likeness:.2f}; {shown}")
    return [*lines, f"The curve is in {curve.folder}. No concept was added to the library."]
