"""Tries settings of learning on a few concepts, to find a preset: `python3 dev.py bench tries`.

    python3 dev.py bench tries --jobs 2 --with decision_weight=1 --with decision_weight=16,epochs=10

learns each concept with the preset as it is, and with each of the two changes. A try that was made
before is read from the folder, where its drawings and contact sheets lie too.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import click

from bench.bars import Bar, show
from bench.concepts import SUITE, settings_of
from bench.crew import Crew
from bench.teaching import lessons, summary
from bench.teaching.opened import Bench, open_bench, own_home
from bench.teaching.plan import Plan, write_sheet
from bench.teaching.results import digest
from bench.teaching.shared import Place, opened
from bench.teaching.subjects import Subject, choose, read_suite
from engine.errors import InputError, YoError
from engine.evaluation import similarity
from engine.events import Job, finish
from engine.training.config import PRESETS, TrainingConfig
from engine.watch import watch

FOLDER = Path("build/bench/tries")
AS_IT_IS = "as it is"


@click.command()
@click.option("--quick", is_flag=True, help="One concept, the preset alone.")
@click.option("--concept", "keys", multiple=True, help="Of the suite. Default: two of each level.")
@click.option("--with", "changes", multiple=True, help="name=value,…: one more try.")
@click.option("--preset", type=click.Choice(list(PRESETS)), default="quick", show_default=True)
@click.option("--seed", default=0, show_default=True)
@click.option("--checkpoint", help="A name or folder. Default: the bundled mini.")
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes, of one thread each.")
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER, show_default=True)
def main(folder: Path, **options: Any) -> None:
    """Learn the same concepts with each setting, and print a line for each.

    The bars are those of the preset as it is.
    """
    quick = options["quick"]
    try:
        plain = replace(PRESETS[options["preset"]], seed=options["seed"])
        changes = () if quick else options["changes"]
        tries = {AS_IT_IS: plain} | {one: changed(plain, one) for one in changes}
        subjects = subjects_of(options["keys"])[: 1 if quick else None]
        with own_home(folder.resolve() / "home"):
            bench = watch(
                open_bench(folder, settings_of(options["checkpoint"], None), similarity.DRAWINGS)
            )
            crew = Crew(jobs=options["jobs"], note="Trying")
            watch(tried(bench, subjects, list(tries.values()), crew))
            levels = {name: together(bench, subjects, one) for name, one in tries.items()}
    except YoError as error:
        raise click.ClickException(f"{error}\n{error.remedy}") from error
    click.echo("\n".join(lines(levels)))
    sys.exit(show(bars_of(levels[AS_IT_IS])))


def changed(config: TrainingConfig, words: str) -> TrainingConfig:
    """The same settings but for `name=value,…`. InputError where there is no such setting."""
    known = {field.name: getattr(config, field.name) for field in fields(config)}
    new: dict[str, Any] = {}
    for change in words.split(","):
        name, _, value = change.partition("=")
        if name not in known or not value:
            raise InputError(
                f"{change!r} is no change of a setting.",
                remedy=f"Write name=value, with one of: {', '.join(known)}.",
            )
        kind = type(known[name])
        try:
            new[name] = value == "True" if kind is bool else kind(value)
        except ValueError as error:
            raise InputError(
                f"{value!r} is no value of {name}.", remedy=f"Give a {kind.__name__}."
            ) from error
    return replace(config, **new)


def subjects_of(keys: Sequence[str]) -> list[Subject]:
    """Concepts of the suite by name; without any, two of each level that has a claim."""
    if not keys:
        return choose(read_suite(SUITE, ("L1", "L2")), 4)
    known = {one.key: one for one in read_suite(SUITE, ("L1", "L2", "L3"))}
    if unknown := [key for key in keys if key not in known]:
        raise InputError(
            f"The suite has no concept {unknown[0]!r}.", remedy=f"Choose of: {', '.join(known)}."
        )
    return [known[key] for key in keys]


def tried(
    bench: Bench, subjects: Sequence[Subject], configs: Sequence[TrainingConfig], crew: Crew
) -> Job[int]:
    """Make what is missing; how many records."""
    place = Place.of(bench)
    words = [(place, one, None) for one in subjects if not lessons.words_of(bench, one)]
    runs = [
        (place, subject, config)
        for subject in subjects
        for config in configs
        if not lessons.run_of(of_try(bench, config), subject, config)
    ]
    return (yield from crew.work(make, [*words, *runs]))


def make(place: Place, subject: Subject, config: TrainingConfig | None) -> None:
    """One record: of a try, or of what words alone reach."""
    bench = opened(place)
    if config is None:
        finish(lessons.baselines(bench, subject))
        return
    own = of_try(bench, config)
    finish(lessons.taught(own, subject, config))
    plan = Plan(subjects=(subject,), config=config, seeds=1)
    write_sheet(own, subject, plan, bench.results.folder)


def of_try(bench: Bench, config: TrainingConfig) -> Bench:
    """The same bench with a results folder for these settings, whatever their seed."""
    folder = bench.results.folder / digest([repr(replace(config, seed=0))])
    return replace(bench, results=replace(bench.results, folder=folder))


def together(bench: Bench, subjects: Sequence[Subject], config: TrainingConfig) -> summary.Level:
    """The figures of one setting over all concepts."""
    own = of_try(bench, config)
    rows = [
        summary.row(
            (one.key, one.level),
            [lessons.run_of(own, one, config) or {}],
            lessons.words_of(bench, one) or {},
            [],
        )
        for one in subjects
    ]
    return summary.level(rows)


def lines(levels: dict[str, summary.Level]) -> Iterator[str]:
    """A table in words."""
    yield f"{'setting':<44} similarity  gap closed   easy   hard  AUROC easy  hard  seconds"
    for name, one in levels.items():
        yield (
            f"{name[:44]:<44} {one.similarity['concept']:10.3f} {one.gap.value:11.2f} "
            f"{one.weighted_easy.value:6.2f} {one.weighted_hard.value:6.2f} "
            f"{one.easy_auroc:11.2f} {one.hard_auroc:5.2f} {one.seconds:8.0f}"
        )


def bars_of(level: summary.Level) -> list[Bar]:
    """The aims of recognition."""
    return [
        Bar(name="weighted recognition, easy", figure=level.weighted_easy.value, bound=0.95),
        Bar(name="weighted recognition, hard", figure=level.weighted_hard.value, bound=0.75),
    ]


if __name__ == "__main__":
    main()
