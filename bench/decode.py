"""Times decode steps on the CPU, side by side: transformers, ONNX Runtime, llama.cpp.

All run the same random weights in one process, in turn: each figure is a median over interleaved
rounds. Beside it stands the share of the memory's bandwidth that it reaches, and what limits it.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import torch

from bench import machine
from bench.bars import show
from bench.decoding import kernels, results, rounds
from bench.decoding.bandwidth import BYTES, Bandwidth, largest_cache
from bench.decoding.checkpoint import MEDIUM, QUICK, Shape, write_random_checkpoint
from bench.decoding.lineup import Lineup
from bench.decoding.results import OURS, Parity, Row
from bench.decoding.rounds import Cell, Plan
from bench.decoding.systems import Weights
from bench.performance_page import write_section
from bench.teaching.opened import own_home
from engine import offline
from engine.files import write_whole
from engine.model.config import CONFIG, read_config
from engine.paths import MINI_CHECKPOINT

RESULTS = Path("build/bench/decode")
_GIGABYTE = 1e9
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Scope:
    """How much is measured."""

    batches: tuple[int, ...]
    contexts: tuple[int, ...]
    plan: Plan
    buffer: int
    """Bytes that the bandwidth is measured with."""


FULL = Scope((1, 4, 8), (64, 1024), Plan(rounds=9, steps=12), BYTES)
SMALL = Scope((1, 2), (16,), Plan(rounds=2, steps=3), BYTES // 20)


@click.command()
@click.option("--quick", is_flag=True, help="A tiny model, two rounds: to see that it works.")
@click.option("--threads", type=int, help="Default: one for each core.")
@click.option("--folder", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
@click.option("--llama/--no-llama", default=True, help="Whether llama.cpp is measured.")
def main(quick: bool, threads: int | None, folder: Path, llama: bool) -> None:
    """Show the bars; only a full run with llama.cpp writes docs/performance.md."""
    offline.stay_offline()
    threads = threads or len(os.sched_getaffinity(0))
    torch.set_num_threads(threads)
    scope, shape = (SMALL, QUICK) if quick else (FULL, MEDIUM)
    bandwidth = Bandwidth(threads, scope.buffer)
    with own_home(folder.resolve() / "home"):
        models = {"random": _checkpoint(folder / ("quick" if quick else "medium"), shape)}
        models |= {} if quick else {"mini": MINI_CHECKPOINT}
        found = [
            _measured(Lineup(name, checkpoint, folder / name, threads, llama), scope, bandwidth)
            for name, checkpoint in models.items()
        ]
    rows = [row for own, _ in found for row in own]
    parities = [parity for _, own in found for parity in own]
    bars = [bar for own, agreed in found for bar in results.bars_of(own, agreed)]
    facts = _facts(scope, bandwidth, threads, llama)
    _keep(folder, rows, facts)
    text = results.section(rows, parities, bars, facts)
    click.echo(text, err=True)
    if not quick and llama:
        write_section("decode", text, bench="dev.py bench decode")
    sys.exit(show(bars))


def _checkpoint(folder: Path, shape: Shape) -> Path:
    """The random checkpoint, from an earlier run where it is there."""
    if not (folder / CONFIG).exists():
        partial = folder.with_name(f"{folder.name}.partial")
        write_random_checkpoint(partial, shape)
        partial.rename(folder)
    return folder


def _measured(lineup: Lineup, scope: Scope, bandwidth: Bandwidth) -> tuple[list[Row], list[Parity]]:
    """Every system in every cell; the bandwidth is measured anew before each cell."""
    positions = int(read_config(lineup.checkpoint).max_position_embeddings)
    longest = positions - scope.plan.room
    cells = [
        Cell(batch, min(context, longest)) for context in scope.contexts for batch in scope.batches
    ]
    times: dict[Cell, dict[str, float]] = {}
    with lineup.opened() as systems:
        parities = lineup.parities(systems)
        weights = {system.name: system.weights for system in systems}
        for cell in cells:
            bandwidth.measure()
            each = rounds.measure(systems, cell, scope.plan, lineup.text_ids)
            times[cell] = rounds.medians(each)
            click.echo(f"{lineup.name}, {cell}: {_shown(times[cell])}", err=True)
    return list(_rows(lineup, times, weights, bandwidth.best)), parities


def _rows(
    lineup: Lineup,
    times: Mapping[Cell, Mapping[str, float]],
    weights: Mapping[str, Weights],
    rate: float,
) -> Iterator[Row]:
    """With the floors of each: `rate` is the memory's, in bytes a second."""
    for cell, here in times.items():
        for system, seconds in here.items():
            own, arithmetic = weights[system], results.NO_FLOOR
            if system.startswith(OURS):
                arithmetic = own.bytes / kernels.cached_rate(
                    own.precision, cell.batch, lineup.threads
                )
            yield Row(
                model=lineup.name,
                system=system,
                weights=own,
                cell=cell,
                seconds=seconds,
                bytes_floor=own.step_bytes(cell.batch, cell.context) / rate,
                arithmetic_floor=arithmetic,
            )


def _shown(times: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {1e3 * seconds:.1f} ms" for name, seconds in times.items())


def _facts(scope: Scope, bandwidth: Bandwidth, threads: int, llama: bool) -> dict[str, str]:
    """What the figures were measured with."""
    plan = scope.plan
    facts = {
        "Medians": f"of {plan.rounds} rounds of {plan.steps} steps of each system in turn, "
        f"{threads} threads",
        "Memory": f"{bandwidth.best / _GIGABYTE:.1f} GB/s, the best read-only sum over "
        f"{scope.buffer / _GIGABYTE:.2g} GB in this run; last cache "
        f"{largest_cache() / _MEGABYTE:.0f} MiB, in which smaller weights may stay",
        "Limit": "the higher of two floors, the bytes at that rate and our kernels' own pace on "
        "weights in the cache; calls and attention where both are below half of the step",
    }
    if llama:
        from bench.decoding.llama import instructions  # noqa: PLC0415

        facts["llama.cpp"] = f"built with {instructions()}; keys and values in fp16, its default"
    return facts


def _keep(folder: Path, rows: Sequence[Row], facts: Mapping[str, str]) -> None:
    """Write `results.json`."""
    content = {"machine": machine.in_words(), "load": machine.load(), "facts": facts}
    each = [asdict(row) | {"share": row.share, "limit": row.limit} for row in rows]
    write_whole(folder / "results.json", json.dumps(content | {"rows": each}, indent=1).encode())


if __name__ == "__main__":
    main()
