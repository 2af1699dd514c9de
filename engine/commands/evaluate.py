"""`engine evaluate …`: how well a concept is known, on photos that it was not learned from."""

from collections.abc import Callable
from pathlib import Path

import click

from engine import jobs
from engine.commands.border import report
from engine.commands.choices import machine_options
from engine.settings import Settings
from engine.watch import watch

_folder = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def evaluate() -> None:
    """Measure how well NAME is known, on photos that it was not learned from.

    \b
    engine evaluate recognition Bo --positives new/bo/ --negatives new/other-dogs/
    engine evaluate similarity Bo --positives new/bo/ --negatives new/other-dogs/
    """


def _photo_folders(command: Callable[..., None]) -> Callable[..., None]:
    """Add --positives and --negatives."""
    for option, what in (("--negatives", "other things"), ("--positives", "NAME, new ones")):
        text = f"A folder with photos of {what}."
        command = click.option(option, type=_folder, required=True, help=text)(command)
    return command


@evaluate.command()
@click.argument("name")
@_photo_folders
@machine_options
def recognition(settings: Settings, name: str, positives: Path, negatives: Path) -> None:
    """Ask of each photo whether NAME is in it. Weighted accuracy counts both folders alike."""
    scores = watch(jobs.evaluate_recognition(name, jobs.Examples(positives, negatives), settings))
    report({"name": name, **scores}, *_lines(scores, ""))


@evaluate.command()
@click.argument("name")
@_photo_folders
@machine_options
def similarity(settings: Settings, name: str, positives: Path, negatives: Path) -> None:
    """Draw NAME and compare the drawings with the photos, by the look alone."""
    scores = watch(jobs.evaluate_similarity(name, jobs.Examples(positives, negatives), settings))
    report({"name": name, **scores}, *_lines(scores, "EffNet-Lite0 "))


def _lines(scores: dict[str, float], metric: str) -> list[str]:
    return [f"{metric}{name.replace('_', ' ')}: {value:.3g}" for name, value in scores.items()]
