"""For how long the window ever does not answer, how soon a stop is obeyed, and what rest costs.

    python -m bench.responsiveness [--quick]

A person goes through the app by mouse and by keys (`bench/journeys`) with the mini model, then
stops answers and drawings at random moments, then rests. Every time without an answer of more than
50 ms is listed with what was running. Only a machine with nothing else to do gives figures that
hold.
"""

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import click
import numpy as np

from bench.bars import Bar, show
from bench.journeys.person import Stall
from bench.journeys.travel import Report, screen, travel
from engine.files import write_whole

RESULTS = Path("build/bench/responsiveness")
BLOCK, STOP, REST = 50.0, 200.0, 1.0
"""Milliseconds without an answer; milliseconds for 95 of 100 stops; % of one core at rest."""


@click.command()
@click.option("--quick", is_flag=True, help="A small learning and few stops: whether it runs.")
@click.option("--folder", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
def main(quick: bool, folder: Path) -> None:
    """Show the bars."""
    options = {way: ["--quick" if quick else "--full"] for way in ("mouse", "keys", "stops")}
    with screen() as environment:
        found = {way: made(way, environment, given) for way, given in options.items()}
    for way, report in found.items():
        for stall in report.stalls:
            click.echo(f"{way}: {words(stall)}")
    folder.mkdir(parents=True, exist_ok=True)
    facts = {way: asdict(report) for way, report in found.items()}
    write_whole(folder / "results.json", json.dumps(facts, indent=2).encode())
    sys.exit(show(bars(found)))


def made(way: str, environment: dict[str, str], options: list[str]) -> Report:
    """One journey in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="journey-") as folder:
        return travel(way, Path(folder), environment, *options)


def words(stall: Stall) -> str:
    """`62 ms (58 ms of work) press 'Next': desktop/views/…`."""
    seconds, worked = 1000 * stall.seconds, 1000 * stall.worked
    return f"{seconds:.0f} ms ({worked:.0f} ms of work) {stall.step}: {'; '.join(stall.doing)}"


def bars(found: dict[str, Report]) -> list[Bar]:
    """What must be reached. A journey that was not made to its end reaches nothing."""
    lost = float("nan")
    figures = found["stops"].figures
    stops = {
        "95 % of stops": figures.get("stop") or [lost],
        "95 % of stopped answers": figures.get("stop an answer") or [lost],
    }
    (rest,) = figures.get("rest", [lost])
    blocks = [
        _at_most(f"longest block, {way}", longest(report), BLOCK, "ms")
        for way, report in found.items()
    ]
    left = sum(len(report.left) for report in found.values())
    return [
        *blocks,
        *(
            _at_most(name, 1000 * float(np.quantile(took, 0.95)), STOP, "ms")
            for name, took in stops.items()
        ),
        _at_most("CPU at rest, window and engine", rest, REST, "%"),
        _at_most("processes left behind", left, 0, ""),
    ]


def longest(report: Report) -> float:
    """Milliseconds of the longest time without an answer over 50 ms, else 0."""
    if report.trouble:
        return float("nan")
    return 1000 * max((stall.seconds for stall in report.stalls), default=0.0)


def _at_most(name: str, figure: float, bound: float, unit: str) -> Bar:
    return Bar(name=name, figure=figure, bound=bound, at_most=True, unit=unit)


if __name__ == "__main__":
    main()
