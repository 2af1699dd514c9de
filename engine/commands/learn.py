"""`engine learn`: photos → a concept."""

from pathlib import Path

import click

from engine import jobs
from engine.commands.border import keeps, report
from engine.commands.choices import machine_options
from engine.concepts.concept import KINDS
from engine.learning.lesson import AUGMENTED, Learned, Lesson
from engine.settings import Settings
from engine.watch import watch


@click.command(no_args_is_help=True)
@click.argument("name")
@click.argument("photos", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), default="object", show_default=True)
@click.option(
    "--preset",
    type=click.Choice(["quick", "paper"]),
    default="quick",
    show_default=True,
    help="quick: minutes. paper: the published settings, hours.",
)
@machine_options
def learn(settings: Settings, name: str, photos: tuple[Path, ...], kind: str, preset: str) -> None:
    """Learn NAME from PHOTOS: files, or folders whose pictures are meant. Four or five do well.

    \b
    engine learn Bo bo1.jpg bo2.jpg bo3.heic --kind pet
    engine learn "My cup" photos/cup/

    Ctrl-C stops it; the same command goes on where it stopped.
    """
    lesson = Lesson(name=name, photos=photos, kind=kind, preset=preset)
    keeps("What was learned so far is kept: the same command goes on from there.")
    learned = watch(jobs.learn(lesson, settings))
    report(_facts(learned), *_lines(learned))


def _facts(learned: Learned) -> dict[str, object]:
    return {
        "name": learned.entry.name,
        "kind": learned.entry.kind,
        "best_epoch": learned.epoch,
        "scores": learned.scores,
        "training": learned.facts,
    }


def _lines(learned: Learned) -> list[str]:
    name, scores = learned.entry.name, learned.scores
    augmented = learned.facts["held_out"] == AUGMENTED
    judged = "a changed view of a photo it knows" if augmented else "a photo it had not seen"
    photos, seconds = learned.facts["photos"], learned.facts["seconds"]
    photos = "one photo" if photos == 1 else f"{photos} photos"
    return [
        f"Learned {name} from {photos}; learning itself took {seconds:.0f} s.",
        f"On {judged}: recognition {scores['recognition']:.2f} (1 is certain and right), "
        f"EffNet-Lite0 similarity of drawings {scores['similarity']:.2f}.",
        f'Now try: engine ask {name!r} "Is {name} in this photo?" --photo FILE',
    ]
