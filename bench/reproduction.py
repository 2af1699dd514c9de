"""The paper's claims as an experiment: `python3 dev.py bench reproduction --jobs 2 --hours 0.5`.

Each run is one JSON in bench/paper/results/, so that any number of sittings will do: what is there
is not measured again, unless the checkpoint or the settings changed. The plan is in
bench/paper/PLAN.md; the page is docs/reproduction.md and is written after every sitting: of the
checkpoints that it names, each in a chapter, and of no other. Without time, `--hours 0`, it is
written anew from what is there.
"""

import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from bench import machine
from bench.bars import Bar, show
from bench.concepts import settings_of
from bench.crew import Call, Crew
from bench.paper import fast, page, pictures
from bench.paper.arms import CLAIMS
from bench.paper.findings import Findings
from bench.paper.plan import Plan
from bench.paper.sitting import RESULTS, WORK, Sitting, left_over, run_task
from bench.teaching.opened import own_home
from engine.errors import YoError
from engine.evaluation.protocol import PROTOCOLS
from engine.files import write_whole
from engine.watch import watch

PAGE = Path("docs/reproduction.md")
FULL = 256
"""Pixels of a picture, from which on what the page says of a mini is not said."""


@click.command()
@click.option("--quick", is_flag=True, help="Two concepts and their controls: ≤ 10 minutes.")
@click.option("--hours", type=float, help="Of runs, shared by the checkpoints.")
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes, of one thread each.")
@click.option("--only", multiple=True, help="Experiments, such as 'table 1'. Default: all.")
@click.option("--data", type=click.Path(path_type=Path, exists=True), help="Real photos: DIR/*/*.")
@click.option(
    "--checkpoint",
    "checkpoints",
    multiple=True,
    default=("mini",),
    help="Sizes, side by side on the page; those after the first have no ablations.",
)
@click.option(
    "--protocol",
    type=click.Choice(list(PROTOCOLS)),
    default="ours",
    show_default=True,
    help="Learn and measure as the authors did, or as the product does.",
)
@click.option("--page", type=click.Path(path_type=Path), default=PAGE, show_default=True)
@click.option("--threads", type=int, help="CPU threads. Default: one for each core.")
@click.option("--seeds", default=2, show_default=True)
@click.option("--list", "listed", is_flag=True, help="Say what is left to run, and stop.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
def main(**options: Any) -> None:
    """Run what is missing of the plan, and write the page from all records.

    With --quick the records go to build/ and the page is not touched: its figures are compared
    with the intervals of the full run where there is one.
    """
    status, began = 0, time.monotonic()
    try:
        planned = sittings(options)
        with own_home((WORK / "home").resolve()):
            plans = [watch(one.opened()) for one in planned]
            if options["listed"]:
                for plan in plans:
                    _list(plan)
                return
            shares = crews(options["jobs"], options["hours"], len(plans))
            for crew, sitting, plan in zip(shares, planned, plans, strict=True):
                _sit(sitting, plan, crew)
            found = [Findings(plan) for plan in plans]
            if options["quick"]:
                click.echo(f"{(time.monotonic() - began) / 60:.1f} minutes.", err=True)
                status = show([bar for one in found for bar in _bars(one)])
            else:
                _write(found, options["results"], options["page"])
    except YoError as error:
        raise click.ClickException(f"{error}\n{error.remedy}") from error
    sys.exit(status)


def sittings(options: dict[str, Any]) -> list[Sitting]:
    """One for each checkpoint; those after the first have the claims alone."""
    results = options["results"]
    if options["quick"] and results == RESULTS:
        results = WORK / "quick"
        if not options["listed"]:
            shutil.rmtree(results, ignore_errors=True)  # it is there to measure anew
    first = Sitting(
        checkpoint="",
        results=results,
        quick=options["quick"],
        data=options["data"],
        seeds=options["seeds"],
        only=frozenset(options["only"]),
        threads=options["threads"],
        protocol=options["protocol"],
    )
    folders = [str(settings_of(one, None).checkpoint) for one in options["checkpoints"]]
    return [
        replace(first, checkpoint=folder, planned=CLAIMS if place else first.planned)
        for place, folder in enumerate(folders)
    ]


def crews(jobs: int, hours: float | None, count: int) -> Iterator[Crew]:
    """One for each checkpoint, with an even share of the time that is left when it begins."""
    end = None if hours is None else time.monotonic() + 3600 * hours
    for left in range(count, 0, -1):
        now = time.monotonic()
        share = None if end is None else now + (end - now) / left
        yield Crew(jobs=jobs, note="Tasks of the plan", ends=share)


def _sit(sitting: Sitting, plan: Plan, crew: Crew) -> None:
    """Run what is missing until the time is over; a task that began is finished.

    The first task is done here: it keeps what every process would else compute for itself.
    """
    first, *others = plan.tasks()
    if plan.missing(first):
        watch(first.run())
    by_name = {task.name: task for task in others if plan.missing(task)}
    alone = crew.jobs == 1
    share = sitting if alone else replace(sitting, threads=1)

    def ready(call: Call) -> bool:
        return plan.ready(by_name[call[1]])

    done = watch(crew.work(run_task, [(share, name) for name in by_name], ready))
    if done < len(by_name):
        click.echo(f"Time is over; {len(by_name) - done} tasks are left.", err=True)


def _list(plan: Plan) -> None:
    for task in plan.tasks():
        left = plan.missing(task)
        state = f"{len(left)} left" if left else "done"
        click.echo(f"{plan.results.folder.name}  {state}  {task.name}")


def _write(found: list[Findings], results: Path, file: Path) -> None:
    """The page, and its plots beside it."""
    every = [record for one in found for record in one.records.values()]
    base = found[0].plan.lab.bench.base
    facts: dict[str, Any] = {
        "date": date.today().isoformat(),
        "machine": machine.in_words(),
        "records": sum(record is not None for record in every),
        "planned": len(every),
        "hours": sum(one.hours() for one in found),
        "protocol": found[0].plan.lab.protocol.name,
        "small": base.tokenizer.image_size < FULL,
        "plots": f"pictures/{file.stem}",
        "others": list(left_over(results, [one.plan.results.folder.name for one in found])),
    }
    pictures.write(found, file.parent / facts["plots"])
    write_whole(file, page.page(found, facts).encode())


def _bars(quick: Findings) -> list[Bar]:
    folder = quick.plan.lab.bench.base.checkpoint.folder
    protocol = quick.plan.lab.protocol.name
    full = Findings(Sitting(checkpoint=str(folder), protocol=protocol).beside(quick.plan))
    found = fast.bars(quick, full)
    if not fast.stated(full):
        click.echo("The full plan was not measured here: there are no intervals yet.", err=True)
    return found


if __name__ == "__main__":
    main()
