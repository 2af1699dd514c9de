"""The paper's claims as an experiment: `python3 dev.py bench reproduction --hours 2`.

Each run is one JSON in bench/paper/results/, so that any number of sittings will do: what is there
is not measured again, unless the checkpoint or the settings changed. The plan is in
bench/paper/PLAN.md; the page is docs/reproduction.md and is written after every sitting.
"""

import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from bench import machine
from bench.bars import Bar, show
from bench.concepts import settings_of
from bench.paper import page, pictures
from bench.paper.arms import arms
from bench.paper.findings import Findings, likeness_at
from bench.paper.material import SUITE, Lab, of_many, truth
from bench.paper.plan import Plan, Scope, run_name
from bench.paper.tables import at, cell
from bench.teaching.opened import open_bench, own_home
from bench.teaching.results import Results
from bench.teaching.subjects import Subject, choose, read_folders, read_suite
from engine.errors import YoError
from engine.files import write_whole
from engine.watch import watch

RESULTS, PAGE = Path("bench/paper/results"), Path("docs/reproduction.md")
PICTURES, WORK = Path("docs/pictures/reproduction"), Path("build/bench/paper")
MAIN, ABLATED, SWEPT, DRAWINGS = 16, 8, 2, 8
SUBJECTS = 15
"""Of real photos."""
QUICK = {"main": 2, "ablated": 0, "swept": 0, "drawings": 4, "limit": 40}
"""The fast subset: two concepts, their controls, parts of the benchmarks; no fine-tuning."""


@click.command()
@click.option("--quick", is_flag=True, help="Two concepts and their controls: ≤ 10 minutes.")
@click.option("--hours", type=float, help="Begin no further run after so many hours.")
@click.option("--only", multiple=True, help="Experiments, such as 'table 1'. Default: all.")
@click.option("--data", type=click.Path(path_type=Path, exists=True), help="Real photos: DIR/*/*.")
@click.option("--checkpoint", "checkpoints", multiple=True, help="Sizes; default: the mini.")
@click.option("--threads", type=int, help="CPU threads. Default: one for each core.")
@click.option("--seeds", default=2, show_default=True)
@click.option("--list", "listed", is_flag=True, help="Say what is left to run, and stop.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
def main(results: Path, **options: Any) -> None:
    """Run what is missing of the plan, and write the page from all records.

    With --quick the records go to build/ and the page is not touched: its figures are compared
    with the intervals of the full run where there is one.
    """
    quick, ends = options["quick"], _ends(options["hours"])
    results = (WORK / "quick") if quick and results == RESULTS else results
    found: list[Findings] = []
    status = 0
    try:
        with own_home((WORK / "home").resolve()):
            for checkpoint in options["checkpoints"] or (None,):
                plan = _plan(checkpoint, results, options)
                if options["listed"]:
                    _list(plan)
                    continue
                _sit(plan, ends)
                found.append(Findings(plan))
            if found and quick:
                status = show(_bars(found[0]))
            elif found:
                _write(found)
    except YoError as error:
        raise click.ClickException(f"{error}\n{error.remedy}") from error
    sys.exit(status)


def _plan(checkpoint: str | None, results: Path, options: dict[str, Any]) -> Plan:
    """The plan over one checkpoint."""
    quick = options["quick"]
    drawings, limit = (QUICK["drawings"], QUICK["limit"]) if quick else (DRAWINGS, None)
    settings = settings_of(checkpoint, options["threads"])
    bench = watch(open_bench(WORK / "bench", settings, drawings))
    folder = results / bench.base.checkpoint.short
    return Plan(
        lab=Lab(bench, limit),
        results=Results(folder),
        work=WORK / bench.base.checkpoint.short / ("quick" if quick else "full"),
        scope=_scope(options),
    )


def _scope(options: dict[str, Any]) -> Scope:
    suite = read_suite(SUITE, ("L1", "L2"))
    if options["quick"]:
        main, ablated, swept = QUICK["main"], QUICK["ablated"], QUICK["swept"]
    else:
        main, ablated, swept = MAIN, ABLATED, SWEPT
    chosen = choose(suite, main)
    rest = [one for one in suite if one not in chosen]
    every = () if options["quick"] else tuple(read_suite(SUITE, ("L1", "L2", "L3")))
    real = tuple(read_folders(options["data"], SUBJECTS, fewest=3)) if options["data"] else ()
    return Scope(
        main=tuple(chosen),
        ablated=tuple(choose(chosen, ablated)),
        many=() if options["quick"] else _many(suite),
        swept=tuple(rest[:swept]),
        real=real,
        suite=every,
        seeds=1 if options["quick"] else options["seeds"],
        only=frozenset({"main"} if options["quick"] else options["only"]),
    )


def _many(suite: list[Subject]) -> tuple[Subject, ...]:
    facts = truth()
    return tuple(of_many(one, facts[one.key]) for one in suite if "many" in facts[one.key])


def _sit(plan: Plan, ends: float | None) -> None:
    """Run what is missing until the time is over; a task that began is finished."""
    tasks = [task for task in plan.tasks() if plan.missing(task)]
    for number, task in enumerate(tasks, start=1):
        if ends is not None and time.monotonic() > ends:
            click.echo(f"Time is over; {len(tasks) - number + 1} tasks are left.", err=True)
            return
        click.echo(f"{number} of {len(tasks)}: {task.name}", err=True)
        watch(task.run())


def _list(plan: Plan) -> None:
    for task in plan.tasks():
        left = plan.missing(task)
        click.echo(f"{'done' if not left else f'{len(left)} left'}  {task.name}")


def _write(found: list[Findings]) -> None:
    """The page and its plots."""
    records = planned = 0
    for one in found:
        names = [name for task in one.plan.tasks() for name in task.records]
        planned += len(names)
        records += sum(one.plan.get(name) is not None for name in names)
        pictures.write(one, PICTURES)
    facts = {
        "date": date.today().isoformat(),
        "machine": machine.in_words(),
        "records": records,
        "planned": planned,
        "hours": sum(one.hours() for one in found),
        "models": {_short(one): _model(one) for one in found},
    }
    write_whole(PAGE, page.page(found, facts).encode())


def _short(found: Findings) -> str:
    return found.plan.lab.bench.base.checkpoint.short


def _model(found: Findings) -> str:
    config = found.plan.lab.bench.base.model.config
    return (
        f"{found.plan.lab.bench.base.checkpoint.name} {_short(found)}: "
        f"{config.num_hidden_layers} layers of {config.hidden_size}"
    )


def _bars(quick: Findings) -> list[Bar]:
    """The fast subset against the intervals of the full run, and against what must always hold."""
    full = Findings(
        replace(
            quick.plan,
            lab=Lab(replace(quick.plan.lab.bench, drawings=DRAWINGS)),
            results=Results(RESULTS / _short(quick)),
            scope=_scope({"quick": False, "data": None, "seeds": 2, "only": ()}),
        )
    )
    similar = at(*likeness_at(quick.metric))
    reached = cell(quick.main, similar).interval.value
    bars = [
        Bar(
            name="soft prompt above its shuffled rows",
            figure=reached - cell(quick.broken("shuffled rows"), similar).interval.value,
            bound=0.0,
        ),
        Bar(
            name="soft prompt above another concept's rows",
            figure=reached - cell(quick.broken("another concept's rows"), similar).interval.value,
            bound=0.0,
        ),
    ]
    for subject in quick.plan.scope.main:
        known = full.plan.get(run_name(next(arms()), subject, 0))
        own = quick.main.get(subject.key)
        if known and own:
            low, high = (at(*likeness_at(quick.metric, end))(known) for end in ("low", "high"))
            figure = similar(own[0]) or float("nan")
            name = f"{subject.key}: similarity within the full run's interval"
            bars.append(Bar(name=name, figure=figure, bound=low or 0.0))
            bars.append(Bar(name=name, figure=figure, bound=high or 1.0, at_most=True))
    return bars


def _ends(hours: float | None) -> float | None:
    return None if hours is None else time.monotonic() + 3600 * hours


if __name__ == "__main__":
    main()
