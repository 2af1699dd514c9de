"""How long must learning take: what concepts are after a quarter, a half and all of the steps.

    python3 dev.py bench course --jobs 2        12 held-out concepts with 2 seeds
    python3 dev.py bench course --quick         one concept in few steps, to see that it works

Each learning is one JSON in the results folder, so a bench that was stopped goes on where it was.
The figures are those of `bench concepts`, on photos that nothing was learned from.
"""

import json
import math
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from bench import machine
from bench.bars import Bar, show
from bench.concepts import SUITE, settings_of, without_nan
from bench.crew import Crew
from bench.performance_page import bar_table, table, write_section
from bench.teaching.course import FIGURES, Part, averaged, learn_all
from bench.teaching.opened import Bench, open_bench, own_home
from bench.teaching.plan import Plan
from bench.teaching.subjects import choose, read_suite
from engine.errors import YoError
from engine.evaluation import similarity
from engine.evaluation.statistics import Interval
from engine.files import write_whole
from engine.training.config import PRESETS
from engine.watch import watch

RESULTS = Path("build/bench/course")
FEWEST = 10
"""Concepts that the published table must rest on."""
QUICKEST = replace(
    PRESETS["quick"],
    epochs=4, positive_rows=2, negative_rows=2, text_rows=2, drawing_rows=2, soft_rows=0,
)  # fmt: skip
_QUICK_DRAWINGS = 2


@click.command()
@click.option("--quick", is_flag=True, help="One concept, one seed, a few steps an epoch.")
@click.option("--concepts", default=12, show_default=True, help="How many, spread over the levels.")
@click.option("--seeds", default=2, show_default=True, help="Learnings of each concept.")
@click.option("--preset", type=click.Choice(list(PRESETS)), default="quick", show_default=True)
@click.option("--checkpoint", help="A name or folder. Default: the bundled mini.")
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes, of one thread each.")
@click.option("--hours", type=float, help="Begin no further learning after so many hours.")
@click.option("--folder", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
def main(folder: Path, **options: Any) -> None:
    """Learn and measure what is missing. Exit status 1 where a bar is missed.

    Only a full run in the usual folder writes docs/performance.md.
    """
    quick, hours = options["quick"], options["hours"]
    config = QUICKEST if quick else PRESETS[options["preset"]]
    ends = None if hours is None else time.monotonic() + 3600 * hours
    try:
        with own_home(folder.resolve() / "home"):
            drawings = _QUICK_DRAWINGS if quick else similarity.DRAWINGS
            settings = settings_of(options["checkpoint"], options["jobs"])
            bench = watch(open_bench(folder, settings, drawings))
            chosen = choose(read_suite(SUITE, ["L1", "L2"]), 1 if quick else options["concepts"])
            plan = Plan(
                subjects=tuple(chosen), config=config, seeds=1 if quick else options["seeds"]
            )
            watch(learn_all(bench, plan, Crew(jobs=options["jobs"], note="Learning", ends=ends)))
            parts, subjects = averaged(bench, plan)
    except YoError as error:
        raise click.ClickException(f"{error}\n{error.remedy}") from error
    if not parts:
        raise click.ClickException("No concept was learned in that time. Allow for more --hours.")
    fewest = 1 if quick else FEWEST
    _keep(folder, bench, parts, subjects)
    text = section(parts, subjects, plan, bars(parts, subjects, fewest))
    click.echo(text, err=True)
    if folder == RESULTS and not quick and subjects >= FEWEST:
        write_section("how long learning takes", text, bench="dev.py bench course")
    sys.exit(show(bars(parts, subjects, fewest)))


def bars(parts: Sequence[Part], subjects: int, fewest: int = FEWEST) -> list[Bar]:
    """Enough concepts; and the later steps must not take away what the first ones gave."""
    first, last = parts[0], parts[-1]
    hard = "weighted_hard"
    return [
        Bar(name="concepts that were learned with every seed", figure=subjects, bound=fewest),
        Bar(
            name="similarity that the last three quarters of the steps add",
            figure=last.similarity.value - first.similarity.value,
            bound=0.0,
        ),
        Bar(
            name="recognition, hard, that they add",
            figure=last.recognition[hard].value - first.recognition[hard].value,
            bound=0.0,
        ),
    ]


def section(parts: Sequence[Part], subjects: int, plan: Plan, found: Sequence[Bar]) -> str:
    """The body of the section."""
    columns = ("steps", "number", "s", "similarity", "gap closed", "recognition, easy", "hard")
    rows = [
        (
            f"{one.part:.0%}",
            f"{one.steps:.0f}",
            f"{one.seconds:.0f}",
            *map(_interval, (one.similarity, one.gap)),
            *(_interval(one.recognition[name]) for name in FIGURES),
        )
        for one in parts
    ]
    said = (
        f"Means over {subjects} held-out concepts with {plan.seeds} seed(s) each, on photos that "
        "nothing was learned from; brackets are 95 % bootstrap intervals over concepts. Seconds "
        "are those of the steps, in a process of one thread. Similarity, gap and weighted accuracy "
        "are explained in docs/learning.md."
    )
    return "\n\n".join([said, table((*columns, "AUROC, hard"), rows), bar_table(found)])


def _interval(found: Interval) -> str:
    """Of a single concept there is no interval."""
    if math.isnan(found.low):
        return f"{found.value:.2f}"
    return f"{found.value:.2f} [{found.low:.2f}, {found.high:.2f}]"


def _keep(folder: Path, bench: Bench, parts: Sequence[Part], subjects: int) -> None:
    facts = {
        "machine": machine.in_words(),
        "load": machine.load(),
        "checkpoint": f"{bench.base.checkpoint.name} {bench.base.checkpoint.short}",
        "concepts": subjects,
        "parts": [asdict(one) for one in parts],
    }
    text = json.dumps(without_nan(facts), indent=1)
    write_whole(folder / "summary.json", f"{text}\n".encode())


if __name__ == "__main__":
    main()
