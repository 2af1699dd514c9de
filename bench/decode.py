"""Times decode steps on the CPU, side by side: transformers, ONNX Runtime, llama.cpp.

All run the same random weights in one process, in turn: each figure is a median over interleaved
rounds. Beside it stands the share of the memory's bandwidth that it reaches, and what limits it.

    python3 dev.py bench decode             half an hour to an hour, alone on the machine
    python3 dev.py bench decode             the same after a stop or a kill: the missing cases only
    python3 dev.py bench decode --fresh     all of it again
"""

import json
import os
import shutil
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
from bench.decoding.cases import Case, Cases, Timed
from bench.decoding.checkpoint import MEDIUM, QUICK, Shape, write_random_checkpoint
from bench.decoding.lineup import Lineup
from bench.decoding.results import OURS, Parity, Row
from bench.decoding.rounds import Cell, Plan
from bench.decoding.systems import System
from bench.performance_page import write_section
from bench.teaching.opened import own_home
from engine import offline
from engine.files import write_whole
from engine.model.config import CONFIG
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
@click.option("--fresh", is_flag=True, help="Forget the cases of an earlier run.")
@click.option("--threads", type=int, help="Default: one for each core.")
@click.option("--folder", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
@click.option("--llama/--no-llama", default=True, help="Whether llama.cpp is measured.")
def main(quick: bool, fresh: bool, threads: int | None, folder: Path, llama: bool) -> None:
    """Show the bars; only a full run with llama.cpp writes docs/performance.md.

    Each case is kept when it is measured: after a stop, the same command goes on with the others.
    """
    offline.stay_offline()
    threads = threads or len(os.sched_getaffinity(0))
    torch.set_num_threads(threads)
    scope, shape = (SMALL, QUICK) if quick else (FULL, MEDIUM)
    bandwidth = Bandwidth(threads, scope.buffer)
    cases = Cases(folder / "cases", _conditions(scope, shape, threads, llama))
    if fresh:
        shutil.rmtree(cases.folder, ignore_errors=True)
    with own_home(folder.resolve() / "home"):
        models = {"random": _checkpoint(folder / ("quick" if quick else "medium"), shape)}
        models |= {} if quick else {"mini": MINI_CHECKPOINT}
        found = [
            measured(
                Lineup(name, checkpoint, folder / name, threads, llama), scope, bandwidth, cases
            )
            for name, checkpoint in models.items()
        ]
    rate = max(case.bandwidth for own, _ in found for case in own)
    each = [(list(_rows(own, rate)), agreed) for own, agreed in found]
    rows = [row for own, _ in each for row in own]
    parities = [parity for _, own in each for parity in own]
    bars = [bar for own, agreed in each for bar in results.bars_of(own, agreed)]
    facts = _facts(scope, rate, threads, llama)
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


def _conditions(scope: Scope, shape: Shape, threads: int, llama: bool) -> dict[str, object]:
    """All that a case depends on but the code, as JSON gives it back."""
    facts = {
        "machine": machine.in_words(),
        "scope": asdict(scope),
        "shape": asdict(shape),
        "threads": threads,
        "llama": llama,
    }
    read: dict[str, object] = json.loads(json.dumps(facts))
    return read


def measured(
    lineup: Lineup, scope: Scope, bandwidth: Bandwidth, cases: Cases
) -> tuple[list[Case], list[Parity]]:
    """Every system in every cell; what `cases` has is taken from there.

    The bandwidth is measured anew before each cell. Nothing is opened where nothing is missing.
    """
    longest = lineup.positions - scope.plan.room
    cells = [
        Cell(batch, min(context, longest)) for context in scope.contexts for batch in scope.batches
    ]
    missing = [cell for cell in cells if cases.find(lineup.name, cell) is None]
    if missing or cases.parities(lineup.name) is None:
        click.echo(f"{lineup.name}: {len(missing)} of {len(cells)} cases are missing", err=True)
        with lineup.opened() as systems:
            if cases.parities(lineup.name) is None:
                cases.keep_parities(lineup.name, lineup.parities(systems))
            for cell in missing:
                rate = bandwidth.measure()
                cases.keep(_case(lineup, systems, cell, scope.plan, rate))
    found = [case for cell in cells if (case := cases.find(lineup.name, cell))]
    return found, cases.parities(lineup.name) or []


def _case(lineup: Lineup, systems: Sequence[System], cell: Cell, plan: Plan, rate: float) -> Case:
    times = rounds.medians(rounds.measure(systems, cell, plan, lineup.text_ids))
    click.echo(f"{lineup.name}, {cell}: {_shown(times)}", err=True)
    timed = [
        Timed(
            system=system.name,
            weights=system.weights,
            seconds=times[system.name],
            arithmetic_floor=_arithmetic(system, cell, lineup.threads),
        )
        for system in systems
    ]
    return Case(
        model=lineup.name, cell=cell, timed=tuple(timed), bandwidth=rate, load=machine.load()
    )


def _arithmetic(system: System, cell: Cell, threads: int) -> float:
    """Seconds that our kernels need for weights in the cache."""
    if not system.name.startswith(OURS):
        return results.NO_FLOOR
    own = system.weights
    return own.bytes / kernels.cached_rate(own.precision, cell.batch, threads)


def _rows(cases: Sequence[Case], rate: float) -> Iterator[Row]:
    """With the floors of each: `rate` is the memory's, in bytes a second."""
    for case in cases:
        for one in case.timed:
            read = one.weights.step_bytes(case.cell.batch, case.cell.context)
            yield Row(
                model=case.model,
                system=one.system,
                weights=one.weights,
                cell=case.cell,
                seconds=one.seconds,
                bytes_floor=read / rate,
                arithmetic_floor=one.arithmetic_floor,
            )


def _shown(times: dict[str, float]) -> str:
    return ", ".join(f"{name} {1e3 * seconds:.1f} ms" for name, seconds in times.items())


def _facts(scope: Scope, rate: float, threads: int, llama: bool) -> dict[str, str]:
    """What the figures were measured with."""
    plan = scope.plan
    facts = {
        "Medians": f"of {plan.rounds} rounds of {plan.steps} steps of each system in turn, "
        f"{threads} threads",
        "Memory": f"{rate / _GIGABYTE:.1f} GB/s, the best read-only sum over "
        f"{scope.buffer / _GIGABYTE:.2g} GB beside these cases; last cache "
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
