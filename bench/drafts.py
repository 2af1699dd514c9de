"""What an instant draft gives at 0, 10 and 50 steps, against the checkpoint's reserved rows.

    python3 dev.py bench drafts --jobs 2        12 concepts of the suite, every draft there is
    python3 dev.py bench drafts --quick         one concept, to see that it works

Losses are means over rows that were not learned from: the held-out photo drawn, questions about it
and about pictures of other things. Scores are those that every snapshot gets (engine/learning).
The drafter of the bundled mini is made by `python -m recipes.mini.drafter`, or by the last stage of
the recipe. What was measured before is read again.
"""

import json
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from bench import machine
from bench.bars import Bar, show
from bench.concepts import SUITE, settings_of
from bench.crew import Crew
from bench.drafting.records import Plan, known, lacking, make_all
from bench.drafting.trial import FIGURES, Figures
from bench.performance_page import bar_table, table, write_section
from bench.teaching.opened import Bench, open_bench, own_home
from bench.teaching.results import Record
from bench.teaching.subjects import choose, read_suite
from engine.errors import YoError
from engine.files import write_whole
from engine.learning.scoring import DRAWINGS
from engine.training.config import PRESETS
from engine.training.variants import Draft
from engine.watch import watch

RESULTS = Path("build/bench/drafts")
STEPS, QUICK_STEPS = (0, 10, 50), (0, 1, 2)
FEWEST = 10
"""Concepts that the published table must rest on."""
QUICKEST = replace(
    PRESETS["quick"],
    soft_positives=4,
    hard_negatives=4,
    colour_negatives=0,
    easy_negatives=4,
    batch_size=2,
)
_MISSING = "there is no drafter for this checkpoint; `python -m recipes.mini.drafter` trains one"


@click.command()
@click.option("--quick", is_flag=True, help="One concept, and 2 steps in the place of 50.")
@click.option("--concepts", default=12, show_default=True, help="How many, spread over the levels.")
@click.option("--drafts", default=",".join(Draft), show_default=True, help="Which.")
@click.option("--preset", type=click.Choice(list(PRESETS)), default="quick", show_default=True)
@click.option("--checkpoint", help="A name or folder. Default: the bundled mini.")
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes, of one thread each.")
@click.option("--hours", type=float, help="Begin no further concept after so many hours.")
@click.option("--folder", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
def main(folder: Path, **options: Any) -> None:
    """Measure what is missing. Exit status 1 where a bar is missed.

    Only a full run in the usual folder writes docs/performance.md.
    """
    hours, jobs = options["hours"], options["jobs"]
    ends = None if hours is None else time.monotonic() + 3600 * hours
    try:
        with own_home(folder.resolve() / "home"):
            bench = watch(open_bench(folder, settings_of(options["checkpoint"], jobs), DRAWINGS))
            plan, missing = _planned(bench, options)
            watch(make_all(bench, plan, Crew(jobs=jobs, note="Trying drafts", ends=ends)))
            found = known(bench, plan)
    except YoError as error:
        raise click.ClickException(f"{error}\n{error.remedy}") from error
    if not found:
        raise click.ClickException("No concept was measured in that time. Allow for more --hours.")
    text = section(averaged(found, plan), plan, len(found), missing)
    _keep(folder, bench, found, plan)
    click.echo(text, err=True)
    if folder == RESULTS and not options["quick"] and len(found) >= FEWEST and not missing:
        write_section("drafts", text, bench="dev.py bench drafts")
    sys.exit(show(bars(averaged(found, plan), plan.steps)))


def averaged(found: Sequence[dict[str, Record]], plan: Plan) -> dict[str, dict[int, Figures]]:
    """Draft → steps → the mean of each figure over the concepts."""

    def mean(draft: str, step: int, name: str) -> float:
        each: list[float] = [one[draft]["figures"][f"{step}/{name}"] for one in found]
        return statistics.mean(each)

    return {
        draft: {step: {name: mean(draft, step, name) for name in FIGURES} for step in plan.steps}
        for draft in plan.drafts
    }


def bars(found: dict[str, dict[int, Figures]], steps: Sequence[int]) -> list[Bar]:
    """The best draft must begin better than the reserved rows, and not fall behind them."""
    if len(found) < 2 or "none" not in found:
        return []
    first, last = steps[0], steps[-1]
    best = max((name for name in found if name != "none"), key=lambda n: found[n][first]["quality"])
    gain = found[best][first]["quality"] - found["none"][first]["quality"]
    end = found[best][last]["quality"] - found["none"][last]["quality"]
    loss = found[best][first]["image loss"] - found["none"][first]["image loss"]
    return [
        Bar(name=f"quality at {first} steps that {best} adds", figure=gain, bound=0.0),
        Bar(name=f"image loss at {first} steps", figure=loss, bound=0.0, at_most=True),
        Bar(name=f"quality at {last} steps that {best} adds", figure=end, bound=-0.02),
    ]


def section(
    found: dict[str, dict[int, Figures]], plan: Plan, concepts: int, missing: Sequence[str] = ()
) -> str:
    """The body of the section."""
    said = (
        f"Means over {concepts} held-out concept(s). `none` are the checkpoint's reserved rows, "
        "`words` the base model's own description, `drafter` a small network over the photos' "
        "looks, `kmeans` the middles of groups of their image tokens. Losses are of the held-out "
        "photo and questions about it; quality is the mean of recognition and similarity, as "
        "snapshots are scored."
    )
    rows = [
        (draft, step, *(f"{figures[name]:.3f}" for name in FIGURES))
        for draft, steps in found.items()
        for step, figures in steps.items()
    ]
    parts = [said, table(("draft", "steps", *FIGURES), rows)]
    parts += [f"Not measured: {one}: {_MISSING}." for one in missing]
    return "\n\n".join([*parts, bar_table(bars(found, plan.steps))])


def _planned(bench: Bench, options: dict[str, Any]) -> tuple[Plan, tuple[str, ...]]:
    """What is to be measured, and which of the drafts cannot be."""
    quick = options["quick"]
    plan = Plan(
        subjects=tuple(
            choose(read_suite(SUITE, ["L1", "L2"]), 1 if quick else options["concepts"])
        ),
        drafts=tuple(options["drafts"].split(",")),
        steps=QUICK_STEPS if quick else STEPS,
        config=QUICKEST if quick else PRESETS[options["preset"]],
    )
    missing = lacking(bench, plan)
    for one in missing:
        click.echo(f"{one} is left out: {_MISSING}.", err=True)
    return replace(plan, drafts=tuple(one for one in plan.drafts if one not in missing)), missing


def _keep(folder: Path, bench: Bench, found: Sequence[dict[str, Record]], plan: Plan) -> None:
    facts = {
        "machine": machine.in_words(),
        "load": machine.load(),
        "checkpoint": f"{bench.base.checkpoint.name} {bench.base.checkpoint.short}",
        "concepts": len(found),
        "drafts": averaged(found, plan),
    }
    write_whole(folder / "summary.json", f"{json.dumps(facts, indent=1)}\n".encode())


if __name__ == "__main__":
    main()
