"""`engine evaluate …`: how well a concept is known, on photos that it was not learned from."""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from engine.commands.border import report as show
from engine.commands.choices import machine_options
from engine.courtesy import Courtesy
from engine.evaluation.protocol import PROTOCOLS
from engine.files import write_whole
from engine.measuring.measure import Report, measure
from engine.measuring.wish import EXAMS, Kind, Wish
from engine.settings import Settings
from engine.watch import watch

_folder = click.Path(exists=True, file_okay=False, path_type=Path)
_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_CONCEPT = (Kind.RECOGNITION, Kind.SIMILARITY, Kind.FACES, Kind.VQA)


@click.group()
def evaluate() -> None:
    """Measure how well NAME is known, and whether the rest was forgotten.

    \b
    engine evaluate report Bo --out bo.html
    engine evaluate recognition Bo --positives new/bo/ --negatives new/other-dogs/
    engine evaluate abilities Bo --data benchmarks/

    Without folders, what was held out when NAME was learned is used, and pictures of the pool.
    """


_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "positives": click.option("--positives", type=_folder, help="New photos of NAME."),
    "negatives": click.option("--negatives", type=_folder, help="Photos of other things."),
    "hard": click.option("--hard", type=_folder, help="Photos of what is easily taken for it."),
    "clip": click.option("--clip", type=_folder, help="A CLIP model, for CLIP-I and CLIP-T."),
    "noun": click.option("--noun", help="What it is one of, such as dog: did the word leak?"),
    "questions": click.option("--questions", type=_file, help="Questions of two choices (JSON)."),
    "data": click.option(
        "--data", type=_folder, default=EXAMS, help="POPE, MMBench, MMLU, TextVQA. Default: mini's."
    ),
    "photos": click.option("--images", "photos", type=_folder, help="Photos of the benchmarks."),
    "limit": click.option("--limit", type=click.IntRange(1), help="Questions of each benchmark."),
    "drawings": click.option("--drawings", type=click.IntRange(1, 1000), help="Of each caption."),
}
_KNOWN_BY: dict[Kind, tuple[str, ...]] = {
    Kind.RECOGNITION: ("positives", "negatives", "hard"),
    Kind.SIMILARITY: ("positives", "negatives", "hard", "clip", "noun", "drawings"),
    Kind.FACES: ("positives", "drawings"),
    Kind.VQA: ("questions", "positives"),
    Kind.ABILITIES: ("data", "photos", "limit"),
}


def _wishing(*kinds: Kind) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of these kinds, and a `Wish` in place of their values."""
    names = sorted({name for kind in kinds for name in _KNOWN_BY[kind]}, reverse=True)

    def decorated(command: Callable[..., None]) -> Callable[..., None]:
        @click.option(
            "--protocol",
            type=click.Choice(list(PROTOCOLS)),
            default="ours",
            show_default=True,
            help="paper: its prompts, sampling and rules.",
        )
        @click.option("--seed", type=click.IntRange(0), default=0, show_default=True)
        @machine_options
        @wraps(command)
        def with_wish(settings: Settings, **options: Any) -> None:
            extra = {key: options.pop(key) for key in ("out",) if key in options}
            wish = Wish(kinds=kinds, **options)
            command(settings, wish, **extra)

        for name in names:
            with_wish = _OPTIONS[name](with_wish)
        return with_wish

    return decorated


@evaluate.command()
@click.argument("name")
@_wishing(Kind.RECOGNITION)
def recognition(settings: Settings, wish: Wish) -> None:
    """Ask of each photo whether NAME is in it: by likelihood and by words, easy and hard apart."""
    _measured(settings, wish)


@evaluate.command()
@click.argument("name")
@_wishing(Kind.SIMILARITY)
def similarity(settings: Settings, wish: Wish) -> None:
    """Draw NAME and compare the drawings with photos; look for copies, and for leaks."""
    _measured(settings, wish)


@evaluate.command()
@click.argument("name")
@_wishing(Kind.FACES)
def faces(settings: Settings, wish: Wish) -> None:
    """Compare the face in drawings of NAME, a person, with that in the photos."""
    _measured(settings, wish)


@evaluate.command()
@click.argument("name")
@_wishing(Kind.VQA)
def vqa(settings: Settings, wish: Wish) -> None:
    """Ask questions of two choices about NAME, with photos and without."""
    _measured(settings, wish)


@evaluate.command()
@click.argument("name", required=False)
@_wishing(Kind.ABILITIES)
def abilities(settings: Settings, wish: Wish) -> None:
    """Take POPE, MMBench, MMLU and TextVQA without NAME, and with it active."""
    _measured(settings, wish)


@evaluate.command()
@click.argument("name")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The HTML file; the figures go into a JSON beside it.",
)
@_wishing(*Kind)
def report(settings: Settings, wish: Wish, out: Path) -> None:
    """Measure everything about NAME, and write it as one page with pictures and plots."""
    from engine.measuring import page

    found = watch(measure(wish, settings), courtesy=Courtesy.of(settings))
    page.write(found, out, mark_people=settings.mark_people)
    beside = out.with_suffix(".json")
    write_whole(beside, f"{json.dumps(found.facts, indent=1, ensure_ascii=False)}\n".encode())
    lines = [found.figure] if found.figure else []
    show({**found.facts, "page": out}, *lines, f"Written: {out} and {beside}")


def _measured(settings: Settings, wish: Wish) -> None:
    found: Report = watch(measure(wish, settings), courtesy=Courtesy.of(settings))
    lines = [found.figure] if found.figure else []
    for kind in wish.kinds:
        lines += _lines(found.facts[kind.value])
    show(found.facts, *lines)


def _lines(found: Any, before: str = "") -> list[str]:
    """Every single figure, a line each; lists of numbers are left to --json."""
    lines: list[str] = []
    for name, value in found.items():
        path = f"{before}{name.replace('_', ' ')}"
        if isinstance(value, dict):
            lines += _lines(value, f"{path}: ")
        elif isinstance(value, float):
            lines.append(f"{path}: {value:.3g}")
        elif isinstance(value, str | int):
            lines.append(f"{path}: {value}")
    return lines
