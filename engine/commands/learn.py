"""`engine learn`: photos → a concept."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import click

from engine import jobs
from engine.commands.baseline import BASELINE_NAMES, BASELINE_OPTIONS, METHODS, learn_baseline
from engine.commands.border import keeps, report
from engine.commands.choices import machine_options
from engine.commands.consent import consent_option, with_consent
from engine.commands.crops import Given, crop_option, whole_option, with_crops
from engine.commands.sections import sectioned
from engine.commands.shown import metric
from engine.concepts.concept import KINDS, MOST_PREFIX_POSITIONS
from engine.courtesy import Courtesy, slowed
from engine.learning import crew, together, unfinished
from engine.learning.keeping import AUGMENTED, Learned
from engine.learning.lesson import Lesson
from engine.settings import Settings
from engine.training.config import PRESETS
from engine.training.fit import FITS
from engine.training.forecast import Forecast
from engine.training.variants import Draft, Variant
from engine.watch import watch

_SECTIONS = {
    "What": ("kind", "consent", "crops", "whole", "continued", "many"),
    "How long and on what machine": ("preset", "memory", "forecast"),
    "A learning that was stopped": ("keep", "discard"),
    "Beyond the paper": ("deep",),
    "The paper's settings (each default names its source in engine/training/config.py)": (
        "variant",
        "draft",
        "questions",
        "pool",
    ),
    "For comparison only: fine-tuning, which changes the model and keeps no concept": (
        "method",
        "iterations",
        "rate",
        "class_name",
        "keep_weights",
    ),
    "Machine": ("checkpoint", "device", "threads", "backend"),
}
_OPTIONS = (
    click.option("--kind", type=click.Choice(KINDS), default="object", show_default=True),
    consent_option,
    crop_option,
    whole_option,
    click.option(
        "--continue", "continued", is_flag=True,
        help="Teach NAME more, from new PHOTOS or from those it has: a new version.",
    ),
    click.option(
        "--many", type=click.Path(path_type=Path), metavar="FILE",
        help='Learn many at once: [[concept]] tables in TOML with name = "Bo", photos = ["bo/"].',
    ),
    click.option(
        "--preset", type=click.Choice(list(PRESETS)), default="quick", show_default=True,
        help="quick: minutes. paper: the published settings, hours. positives-only: from your "
        "photos on other backgrounds, without pictures that look alike.",
    ),
    click.option(
        "--memory",
        type=click.Choice(["auto", *(name.removesuffix(" GB") for name in FITS)]),
        default="auto", show_default=True,
        help="GB for a 7B model; auto looks at what is free. full: as fast as it can be.",
    ),
    click.option(
        "--forecast", is_flag=True, help="Say how long it takes and how much memory; learn nothing."
    ),
    click.option("--keep", is_flag=True, help="Keep its best snapshot so far as the concept."),
    click.option("--discard", is_flag=True, help="Erase what it has left."),
    click.option(
        "--variant", type=click.Choice([one.value for one in Variant]),
        default=Variant.SELF_PROMPTING.value, show_default=True,
        help="The method, or a row of the paper's table of ablations by its name.",
    ),
    click.option(
        "--deep", type=click.IntRange(0, MOST_PREFIX_POSITIONS), default=0, metavar="N",
        help="A deep concept: N positions (8, say) are learned inside every layer, besides the "
        "rows. It is used alone, never together with others. 0, the default: rows alone.",
    ),
    click.option(
        "--draft", type=click.Choice([one.value for one in Draft]),
        help="What learning begins with; none: the checkpoint's reserved rows, as preset paper has "
        "it. words: what the base model says of the photos, the default of the others.",
    ),
    click.option(
        "--questions", type=click.Path(path_type=Path), metavar="FILE",
        help="Questions and answers that you have corrected.",
    ),
    *BASELINE_OPTIONS,
    click.option(
        "--pool", multiple=True, metavar="TITLE",
        help="A source of look-alikes, see `engine pool list`; all by default.",
    ),
)  # fmt: skip


def _with_options(command: Callable[..., None]) -> Callable[..., None]:
    return reduce(lambda wrapped, option: option(wrapped), reversed(_OPTIONS), command)


@click.command(cls=sectioned(_SECTIONS), no_args_is_help=True)
@click.argument("name", required=False)
@click.argument("photos", nargs=-1, type=click.Path(path_type=Path))
@_with_options
@machine_options
def learn(settings: Settings, name: str | None, photos: tuple[Path, ...], **options: Any) -> None:
    """Learn NAME from PHOTOS: files, or folders whose pictures are meant. Four or five do well.

    \b
    engine learn Bo bo1.jpg bo2.jpg bo3.heic --kind pet
    engine learn "My cup" photos/cup/
    engine learn Bo new/ --continue       teach it more
    engine learn --many family.toml       several at once

    Ctrl-C stops it; the same command goes on where it stopped, also after a crash. Every snapshot
    is kept: `engine concepts versions NAME` lists them, `engine concepts use` chooses one.
    """
    asked = _Asked(**{key: options.pop(key) for key in _Asked.__slots__})
    tuning = {key: options.pop(key) for key in BASELINE_NAMES}
    lesson = Lesson(name=name or "", photos=photos, **options)
    if asked.many:
        _learn_many(asked.many, lesson, settings, asked)
        return
    if name is None:
        raise click.UsageError("Missing argument 'NAME'.")
    if tuning["method"] != METHODS[0]:
        learn_baseline(name, photos, tuning, settings)
    elif asked.discard:
        unfinished.discard_unfinished(name)
        report({"discarded": name}, f"What was begun of {name} is erased.")
    elif asked.keep:
        learned = unfinished.keep_unfinished(name)
        report(_facts(learned), *_lines(learned))
    elif asked.forecast:
        found = watch(jobs.forecast(lesson, settings))
        report(_forecast_facts(found), *_forecast_lines(found, settings))
    else:
        _learn(lesson, settings, asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the command is to do, beside the lesson."""

    many: Path | None
    forecast: bool
    keep: bool
    discard: bool
    consent: bool
    crops: Given
    whole: bool


def _learn(lesson: Lesson, settings: Settings, asked: _Asked) -> None:
    if not lesson.photos and not lesson.continued:
        raise click.UsageError("Missing argument 'PHOTOS...': one at least, or --continue.")
    (lesson,) = with_consent([lesson], given=asked.consent)
    keeps(
        "What was learned so far is kept: the same command goes on from there; with --keep its "
        "best snapshot becomes the concept, with --discard it is erased."
    )
    if crew.rank():
        watch(jobs.assist(lesson, settings))
        return
    lesson = with_crops(lesson, asked.crops, settings, whole=asked.whole)
    learned = watch(jobs.learn(lesson, settings), courtesy=Courtesy.of(settings))
    report(_facts(learned), *_lines(learned))


def _learn_many(file: Path, like: Lesson, settings: Settings, asked: _Asked) -> None:
    if like.name:
        raise click.UsageError("--many takes names and photos from its FILE.")
    lessons = [
        with_crops(lesson, asked.crops, settings, whole=asked.whole)
        for lesson in with_consent(together.read_lessons(file, like), given=asked.consent)
    ]
    keeps("What was learned so far is kept: the same command goes on from there.")
    learned = watch(jobs.learn_together(lessons, settings), courtesy=Courtesy.of(settings))
    facts = {"concepts": [_facts(one) for one in learned]}
    report(facts, *(_lines(one)[0] for one in learned))


def _facts(learned: Learned) -> dict[str, object]:
    return {
        "name": learned.entry.name,
        "kind": learned.entry.kind,
        "version": learned.entry.current_version,
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
        f"{metric('similarity', learned.facts)} of drawings {scores['similarity']:.2f}.",
        f'Now try: engine ask {name!r} "Is {name} in this photo?" --photo FILE',
    ]


def _forecast_facts(found: Forecast) -> dict[str, object]:
    return {name: getattr(found, name) for name in (*Forecast.__slots__, "fits")}


def _forecast_lines(found: Forecast, settings: Settings) -> list[str]:
    minutes = slowed(found.seconds, settings) / 60
    verdict = "that fits" if found.fits else "that does NOT fit: choose a smaller --memory"
    return [
        f"About {minutes:.1f} minutes: {found.steps} steps of {found.seconds_per_step:.2f} s, and "
        f"{found.seconds_per_snapshot:.0f} s to score each snapshot.",
        f"Memory: {found.peak_bytes / 2**30:.1f} GiB of {found.free_bytes / 2**30:.1f} GiB that "
        f"are free; {verdict} (settings “{found.fit}”, weights {found.weights}).",
    ]
