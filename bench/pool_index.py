"""Which vector index a photo pool is kept in: memory, time and recall at a million vectors.

    python3 dev.py bench pool_index             10⁶ random 1280-d fp16 vectors
    python3 dev.py bench pool_index --quick     2·10³, to see that it works

Each system works on one core in a process of its own. Random vectors are the hardest case for a
graph: everything is about equally far away. Photos lie in clusters and are easier.
"""

import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import TypeAlias

import click
import numpy as np

from bench.bars import Bar, show
from bench.indexing.systems import SYSTEMS
from bench.indexing.timing import QUERIES, TOP, Timed, timed_index
from bench.indexing.vectors import ADDED, DIMENSIONS, nearest, queries, write
from bench.memory import watched
from engine.files import write_whole

RESULTS = Path("build/bench/pool_index")
CHOSEN = "mapped file, usearch exact"
"""What `engine/pool` uses: docs/decisions/011-pool-index.md."""
LIBRARIES = ("usearch", "faiss-cpu", "hnswlib", "sqlite-vec", "numpy")
_GB = 2**30

Figures: TypeAlias = dict[str, str | float]


@click.command()
@click.option("--count", default=1_000_000, show_default=True, help="Vectors.")
@click.option("--only", multiple=True, type=click.Choice(list(SYSTEMS)), help="Default: all.")
@click.option("--minutes", default=10.0, show_default=True, help="A system may take to be built.")
@click.option("--quick", is_flag=True, help="2,000 vectors.")
def main(count: int, only: Sequence[str], minutes: float, quick: bool) -> None:
    """Measure the systems; exit status 1 where the one in use misses a bar."""
    count = 2 * TOP if quick else count
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "random.f16"
        write(path, count)
        rows: list[Figures] = []
        for name in only or SYSTEMS:
            rows.append(measured(name, path, count, minutes * 60))
            click.echo(_line(rows[-1]), err=True)
            _keep(count, rows)
    chosen = [row for row in rows if row["name"] == CHOSEN]
    sys.exit(show(bars(chosen[0])) if chosen else 0)


def measured(name: str, path: Path, count: int, seconds: float) -> Figures:
    """One system's figures; of one that was killed only how long that took."""
    timed, peak = watched(timed_index, name, str(path), count, seconds)
    figures: Figures = {"name": name, "memory": peak.resident / _GB}
    if isinstance(timed, Timed):
        own = {name: value for name, value in asdict(timed).items() if name != "found"}
        return figures | own | {"recall": recall(timed, path)}
    return figures | {"problem": timed or f"killed after {peak.seconds:.0f} s"}


def recall(timed: Timed, path: Path) -> float:
    """Part of the exact top 1,000 that was found, over all queries."""
    count = timed.vectors + ADDED
    shared = [
        len(np.intersect1d(found, nearest(path, count, query, TOP)))
        for found, query in zip(timed.found, queries(QUERIES), strict=True)
    ]
    return statistics.mean(shared) / TOP


def bars(row: Figures) -> list[Bar]:
    """The issue's bars for one system."""

    def figure(name: str) -> float:
        value = row.get(name)
        return float(value) if isinstance(value, int | float) else float("nan")

    return [
        Bar(name="memory", figure=figure("memory"), bound=6, at_most=True, unit="GB"),
        Bar(name="top 1,000", figure=figure("searched"), bound=1, at_most=True, unit="s"),
        Bar(name="recall of 1,000", figure=figure("recall"), bound=0.95),
        Bar(name="1,000 added", figure=figure("added"), bound=10, at_most=True, unit="s"),
    ]


def _keep(count: int, rows: Sequence[Figures]) -> None:
    facts = {
        "count": count,
        "dimensions": DIMENSIONS,
        "versions": {name: metadata.version(name) for name in LIBRARIES},
        "systems": list(rows),
    }
    RESULTS.mkdir(parents=True, exist_ok=True)
    write_whole(RESULTS / f"{count}.json", f"{json.dumps(facts, indent=1)}\n".encode())


def _line(row: Figures) -> str:
    figures = (
        f"{name} {value:.3g}" if isinstance(value, int | float) else str(value)
        for name, value in row.items()
    )
    return ", ".join(figures)


if __name__ == "__main__":
    main()
