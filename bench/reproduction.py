"""The paper's claims as an experiment: `python3 dev.py bench reproduction --jobs 2 --hours 0.5`.

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
from bench.crew import Call, Crew
from bench.paper import fast, page, pictures
from bench.paper.findings import Findings
from bench.paper.plan import Plan
from bench.paper.sitting import RESULTS, WORK, Sitting, run_task
from bench.teaching.opened import own_home
from engine.errors import YoError
from engine.files import write_whole
from engine.jobs import find_checkpoint
from engine.watch import watch

PAGE, PICTURES = Path("docs/reproduction.md"), Path("docs/pictures/reproduction")


@click.command()
@click.option("--quick", is_flag=True, help="Two concepts and their controls: ≤ 10 minutes.")
@click.option("--hours", type=float, help="Begin no further run after so many hours.")
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes, of one thread each.")
@click.option("--only", multiple=True, help="Experiments, such as 'table 1'. Default: all.")
@click.option("--data", type=click.Path(path_type=Path, exists=True), help="Real photos: DIR/*/*.")
@click.option("--checkpoint", "checkpoints", multiple=True, help="Sizes; default: the mini.")
@click.option("--threads", type=int, help="CPU threads. Default: one for each core.")
@click.option("--seeds", default=2, show_default=True)
@click.option("--list", "listed", is_flag=True, help="Say what is left to run, and stop.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
def main(**options: Any) -> None:
    """Run what is missing of the plan, and write the page from all records.

    With --quick the records go to build/ and the page is not touched: its figures are compared
    with the intervals of the full run where there is one.
    """
    crew = Crew(jobs=options["jobs"], note="Tasks of the plan", ends=_ends(options["hours"]))
    found: list[Findings] = []
    status = 0
    try:
        with own_home((WORK / "home").resolve()):
            for checkpoint in options["checkpoints"] or (None,):
                sitting = _sitting(checkpoint, options)
                plan = watch(sitting.opened())
                if options["listed"]:
                    _list(plan)
                    continue
                _sit(sitting, plan, crew)
                found.append(Findings(plan))
            if found and options["quick"]:
                status = show(_bars(found[0]))
            elif found:
                _write(found)
    except YoError as error:
        raise click.ClickException(f"{error}\n{error.remedy}") from error
    sys.exit(status)


def _sitting(checkpoint: str | None, options: dict[str, Any]) -> Sitting:
    results = options["results"]
    return Sitting(
        checkpoint=str(find_checkpoint(settings_of(checkpoint, None)).folder),
        results=(WORK / "quick") if options["quick"] and results == RESULTS else results,
        quick=options["quick"],
        data=options["data"],
        seeds=options["seeds"],
        only=frozenset(options["only"]),
        threads=options["threads"],
    )


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
    folder = quick.plan.lab.bench.base.checkpoint.folder
    full = Findings(Sitting(checkpoint=str(folder)).beside(quick.plan))
    found = fast.bars(quick, full)
    if not fast.stated(full):
        click.echo("The full plan was not measured here: there are no intervals yet.", err=True)
    return found


def _ends(hours: float | None) -> float | None:
    return None if hours is None else time.monotonic() + 3600 * hours


if __name__ == "__main__":
    main()
