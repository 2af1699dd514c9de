"""How fast the window is there, how quiet it is at rest, and for how long it ever does not answer.

    python -m bench.start [--quick]

Each start is a new process (`bench/starting.py`) on an empty library; the first warms the disk and
is not counted. Blocks are the longest lateness of a 5 ms timer: on each page's first visit, and
while the engine's process starts.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import click

from bench.bars import Bar, show
from engine.files import write_whole

RESULTS = Path("build/bench/start")
SHOWN, IDLE, BLOCK = 1.0, 1.0, 50.0
"""Seconds until the window is painted; % of one core at rest; milliseconds without an answer."""


@click.command()
@click.option("--quick", is_flag=True, help="Two starts with a short rest.")
@click.option("--folder", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
def main(quick: bool, folder: Path) -> None:
    """Show the bars."""
    starts, rest = (2, 2.0) if quick else (11, 10.0)
    with tempfile.TemporaryDirectory(prefix="bytecode-") as bytecode:
        found = [start(rest, Path(bytecode)) for _ in range(starts + 1)][1:]
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "results.json", json.dumps(found, indent=2).encode())
    sys.exit(show(bars(found)))


def start(rest: float, bytecode: Path) -> dict[str, Any]:
    """One start in a home of its own; CalledProcessError where it fails.

    `bytecode` is where Python keeps compiled modules, as it does beside an installed app's.
    """
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(bytecode)}
    with tempfile.TemporaryDirectory(prefix="start-") as home:
        command = [sys.executable, "-m", "bench.starting", home, repr(time.time()), str(rest)]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def bars(found: list[dict[str, Any]]) -> list[Bar]:
    """What must be reached, as medians over the starts."""

    def median(values: list[float]) -> float:
        return statistics.median(values)

    made = [
        _bar("window painted after the start", median([one["shown"] for one in found]), SHOWN, "s"),
        _bar("CPU at rest", median([one["idle"] for one in found]), IDLE, "%"),
        _bar("engine starts: block", 1000 * median([one["engine"] for one in found]), BLOCK, "ms"),
    ]
    for place in found[0]["pages"]:
        block = 1000 * median([one["pages"][place] for one in found])
        made.append(_bar(f"first visit of {place}: block", block, BLOCK, "ms"))
    return made


def _bar(name: str, figure: float, bound: float, unit: str) -> Bar:
    return Bar(name=name, figure=figure, bound=bound, at_most=True, unit=unit)


if __name__ == "__main__":
    main()
