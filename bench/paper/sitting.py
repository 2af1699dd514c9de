"""One sitting at the plan: what is in it, and how any process opens it. Plain values."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bench.paper.arms import MAIN as MAIN_ARM
from bench.paper.fast import CONCEPTS
from bench.paper.material import SUITE, Lab, of_many, truth
from bench.paper.plan import Plan
from bench.paper.scope import Scope
from bench.teaching.opened import Bench, open_bench
from bench.teaching.results import Results
from bench.teaching.subjects import Subject, choose, read_folders, read_suite
from engine.evaluation.protocol import OURS, find
from engine.events import Job, finish
from engine.settings import Settings

RESULTS, WORK = Path("bench/paper/results"), Path("build/bench/paper")
MAIN, ABLATED, SWEPT = 16, 8, 1
QUESTIONS = 120
"""Of each benchmark, evenly over it: the same for everybody who is examined."""
SUBJECTS = 15
"""Of real photos."""
FAST_DRAWINGS, FAST_QUESTIONS = 4, 40
"""The fast subset: the first concepts of the plan, their controls, parts of the benchmarks."""
ON_CPU, ON_GPU = 2, 8
"""Subjects that learn in one batch; on a CPU a larger one is no faster, and its end is later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Which plan over which checkpoint."""

    checkpoint: str
    """A folder."""
    results: Path = RESULTS
    quick: bool = False
    data: Path | None = None
    """Real photos."""
    seeds: int = 2
    only: frozenset[str] = frozenset()
    """Experiments; empty: all."""
    planned: frozenset[str] = frozenset()
    """Experiments that this checkpoint is asked at all; empty: all."""
    threads: int | None = None
    protocol: str = OURS.name
    """How concepts are learned and measured."""

    def opened(self) -> Job[Plan]:
        """The plan, with its model open."""
        settings = Settings(checkpoint=self.checkpoint, threads=self.threads)
        bench = yield from open_bench(WORK / "bench", settings, self._drawings)
        return self._plan(bench)

    def beside(self, other: Plan) -> Plan:
        """The plan over the model that another one has open."""
        return self._plan(replace(other.lab.bench, drawings=self._drawings))

    def _plan(self, bench: Bench) -> Plan:
        short, on_cpu = bench.base.checkpoint.short, bench.base.model.device.type == "cpu"
        limit = FAST_QUESTIONS if self.quick else QUESTIONS
        folder = short if self.protocol == OURS.name else f"{short}-{self.protocol}"
        return Plan(
            lab=Lab(bench, find(self.protocol), limit, cache=WORK / short),
            results=Results(self.results / folder),
            work=WORK / folder / ("quick" if self.quick else "full"),
            scope=replace(self.scope, together=ON_CPU if on_cpu else ON_GPU),
        )

    @property
    def _drawings(self) -> int:
        return FAST_DRAWINGS if self.quick else find(self.protocol).drawings

    @property
    def scope(self) -> Scope:
        """The subjects of the plan; the fast subset has the first ones of the whole."""
        everything = tuple(read_suite(SUITE, ("L1", "L2", "L3")))
        suite = [one for one in everything if one.level != "L3"]
        chosen = choose(suite, MAIN)
        if self.quick:
            return Scope(
                main=tuple(chosen[:CONCEPTS]),
                ablated=(),
                many=(),
                swept=(),
                suite=everything,
                seeds=1,
                only=frozenset({MAIN_ARM}),
            )
        rest = [one for one in suite if one not in chosen]
        real = read_folders(self.data, SUBJECTS, fewest=3) if self.data else ()
        return Scope(
            main=tuple(chosen),
            ablated=tuple(chosen[:ABLATED]),
            many=_many(suite),
            swept=tuple(rest[:SWEPT]),
            real=tuple(real),
            suite=everything,
            seeds=self.seeds,
            only=self.only,
            planned=self.planned,
        )


def left_over(results: Path, shown: Collection[str]) -> Iterator[str]:
    """The checkpoints whose records lie in `results` beside those that are `shown`, by their short
    fingerprints: `mini 4749a3e54169: 6 layers of 256 (28 records)`.
    """
    for folder in sorted(one for one in results.iterdir() if one.is_dir()):
        if folder.name not in shown and (count := len(list(folder.glob("*.json")))):
            yield f"{_named(folder)} ({count} records)"


def _named(folder: Path) -> str:
    """By its record of the base model, where that says what model it is."""
    base = folder / "base.json"
    known = json.loads(base.read_text(encoding="utf-8")) if base.exists() else {}
    name, *size = str(known.get("model", "")).split(":")
    return f"{name} {folder.name}:{size[0]}" if size else folder.name


def run_task(sitting: Sitting, name: str) -> None:
    """What is missing of one task of the plan, in a process that keeps the plan open."""
    plan = _opened(sitting)
    finish(next(task for task in plan.tasks() if task.name == name).run())


@cache
def _opened(sitting: Sitting) -> Plan:
    return finish(sitting.opened())


def _many(suite: list[Subject]) -> tuple[Subject, ...]:
    facts = truth()
    return tuple(of_many(one, facts[one.key]) for one in suite if "many" in facts[one.key])
