"""Learns held-out concepts and measures what was learned: `python3 dev.py bench concepts --quick`.

Each learning is one JSON in the results folder, so a bench that was stopped goes on where it was;
records of another checkpoint, preset or suite are measured anew. Beside them lie the drawings, a
contact sheet of each subject, `summary.json`, and the page that `docs/learning.md` is. The whole of
it on two cores: `python3 dev.py bench concepts --jobs 2`.
"""

import json
import math
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from bench import machine
from bench.bars import Bar, show
from bench.crew import Crew
from bench.teaching import lessons
from bench.teaching.invariance import invariant, seen_by
from bench.teaching.opened import Bench, open_bench, own_home
from bench.teaching.page import page
from bench.teaching.plan import Found, Plan, found, measured
from bench.teaching.shared import learn_ahead
from bench.teaching.subjects import LEARNED, Subject, choose, read_folders, read_suite
from engine.errors import SetupError, YoError
from engine.evaluation import similarity
from engine.files import write_whole
from engine.jobs import find_checkpoint
from engine.paths import RESOURCES
from engine.settings import Settings
from engine.training.config import PRESETS
from engine.watch import watch

SUITE = RESOURCES / "suite"
RESULTS = Path("build/bench/concepts")
PAGE = Path("docs/learning.md")
QUALIFIED = 0.95
"""AUC that a metric must reach before its figures decide."""
FEWEST = 16
"""Concepts that the published page must rest on."""
LONGEST = 180.0
"""Seconds that the default preset may take for the mini checkpoint on two cores."""


@click.command()
@click.option("--quick", is_flag=True, help="3 concepts, 1 seed: at most 15 minutes on 2 cores.")
@click.option("--levels", default="L1,L2", show_default=True, help="Of L1, L2, L3.")
@click.option("--concepts", default=16, show_default=True, help="How many, spread over the levels.")
@click.option("--seeds", default=2, show_default=True, help="Learnings of each concept.")
@click.option("--drawings", default=similarity.DRAWINGS, show_default=True, help="Of each caption.")
@click.option("--preset", type=click.Choice(list(PRESETS)), default="quick", show_default=True)
@click.option("--data", type=click.Path(path_type=Path, exists=True), help="Real photos: DIR/*/*.")
@click.option("--checkpoint", help="A name or folder. Default: the bundled mini.")
@click.option("--threads", type=int, help="CPU threads. Default: one for each core.")
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes, of one thread each.")
@click.option("--hours", type=float, help="Begin no further learning after so many hours.")
@click.option("--folder", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
def main(folder: Path, **options: Any) -> None:
    """Learn held-out concepts of the suite; with --data also two subjects of real photos.

    Exits 1 where a bar is missed. Only a full run writes docs/learning.md; all write FOLDER.
    """
    quick, count = options["quick"], 3 if options["quick"] else options["concepts"]
    try:
        settings = settings_of(options["checkpoint"], options["threads"])
        with own_home(folder.resolve() / "home"):
            bench = watch(open_bench(folder, settings, options["drawings"]))
            suite = read_suite(SUITE, options["levels"].split(","))
            config, seeds = PRESETS[options["preset"]], 1 if quick else options["seeds"]
            plan = Plan(subjects=tuple(choose(suite, count)), config=config, seeds=seeds)
            status = run(bench, suite, plan, options["data"], crew_of(options))
    except YoError as error:
        raise click.ClickException(f"{error}\n{error.remedy}") from error
    if folder == RESULTS and learned_in(folder) >= FEWEST:
        write_whole(PAGE, (folder / "learning.md").read_bytes())
    sys.exit(status)


def learned_in(folder: Path) -> int:
    """How many subjects the summary in a folder rests on."""
    return len(json.loads((folder / "summary.json").read_text(encoding="utf-8"))["rows"])


def settings_of(checkpoint: str | None, threads: int | None) -> Settings:
    """With the checkpoint as a folder: its name is not known in another home."""
    if checkpoint is not None:
        checkpoint = str(find_checkpoint(Settings(checkpoint=checkpoint)).folder)
    return Settings(checkpoint=checkpoint, threads=threads)


def crew_of(options: Mapping[str, Any]) -> Crew | None:
    """Who shares the work; None where this process does all of it, without an end."""
    hours, jobs = options["hours"], options["jobs"]
    if hours is None and jobs == 1:
        return None
    ends = None if hours is None else time.monotonic() + 3600 * hours
    return Crew(jobs=jobs, note="Learning concepts", ends=ends)


def run(
    bench: Bench,
    suite: Sequence[Subject],
    plan: Plan,
    data: Path | None,
    crew: Crew | None = None,
) -> int:
    """Measure the plan and perhaps real photos, qualify the metric; returns the exit status."""
    learned = measure(bench, plan, crew)
    by_metric = judged(bench, suite, plan, learned)
    decisive = next((one for one in by_metric if one.qualifies), by_metric[0])
    bars = bars_of(decisive)
    facts = facts_of(bench, plan, learned)
    facts["metrics"] = [one.facts for one in by_metric]
    facts["bars"] = [bar.facts for bar in bars]
    if data is not None:
        real = replace(plan, subjects=tuple(read_folders(data, 2)))
        facts["real"] = facts_of(bench, real, measure(bench, real, crew))
    write_summary(bench.results.folder, facts)
    return show(bars)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a metric says of a plan, and of itself."""

    metric: str
    qualification: Mapping[str, float]
    found: Found

    @property
    def qualifies(self) -> bool:
        """Whether the metric tells subjects apart."""
        return self.qualification["auc"] >= QUALIFIED

    @property
    def facts(self) -> dict[str, Any]:
        """Everything, for `summary.json`."""
        levels = {name: asdict(level) for name, level in self.found.levels.items()}
        return {"name": self.metric, **self.qualification, "levels": levels}


def judged(bench: Bench, suite: Sequence[Subject], plan: Plan, learned: Found) -> list[Judged]:
    """By the shipped embedder; where that does not qualify, also by the one without backgrounds."""
    plain = _judged(bench, suite, learned)
    if plain.qualifies:
        return [plain]
    other = seen_by(bench, invariant(bench, bench.results.folder))
    return [plain, _judged(other, suite, found(other, plan))]


def _judged(bench: Bench, suite: Sequence[Subject], learned: Found) -> Judged:
    qualification = watch(lessons.qualified(bench, suite))
    return Judged(metric=bench.metric.name, qualification=qualification, found=learned)


def measure(bench: Bench, plan: Plan, crew: Crew | None) -> Found:
    """A plan carried out. SetupError where the time was too short for a single subject."""
    if crew is None:
        return watch(measured(bench, plan))
    watch(learn_ahead(bench, plan, crew))
    there = found(bench, plan)
    if not there.rows:
        raise SetupError("No subject was learned in that time.", remedy="Allow for more --hours.")
    return there


def bars_of(judged: Judged) -> list[Bar]:
    """The aims of the product's first issue, for the levels that were measured."""
    least, found = {"L1": 0.50, "L2": 0.30}, judged.found
    name = f"same/different AUC of {judged.metric}"
    bars = [Bar(name=name, figure=judged.qualification["auc"], bound=QUALIFIED)]
    bars += [
        Bar(name=f"gap closed, {name}", figure=found.levels[name].gap.value, bound=bound)
        for name, bound in least.items()
        if name in found.levels
    ]
    for kind, bound in (("easy", 0.95), ("hard", 0.75)):
        each = [getattr(one, f"weighted_{kind}") for one in found.rows]
        mean = sum(each) / len(each)
        bars.append(Bar(name=f"weighted recognition, {kind}", figure=mean, bound=bound))
    slowest = max(second for one in found.rows for second in one.seconds)
    bars.append(Bar(name="longest learning", figure=slowest, bound=LONGEST, at_most=True, unit="s"))
    return bars


def facts_of(bench: Bench, plan: Plan, found: Found) -> dict[str, Any]:
    """Everything for `summary.json`: figures, and what they were measured with."""
    checkpoint = bench.base.checkpoint
    return {
        "date": date.today().isoformat(),
        "machine": machine.in_words(),
        "load": f", {load}" if (load := machine.load()) else "",
        "checkpoint": f"{checkpoint.name} {checkpoint.short}",
        "preset": next((name for name, one in PRESETS.items() if one == plan.config), "custom"),
        "photos": LEARNED,
        "learnings": sum(len(one.seconds) for one in found.rows),
        "drawings": bench.drawings,
        "name": similarity.NAME,
        "levels": {name: asdict(level) for name, level in found.levels.items()},
        "rows": [asdict(one) for one in found.rows],
    }


def write_summary(folder: Path, facts: dict[str, Any]) -> None:
    """Write `summary.json` and the page made of it."""
    plain = without_nan(facts)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "summary.json", f"{json.dumps(plain, indent=1)}\n".encode())
    write_whole(folder / "learning.md", page(plain).encode())


def without_nan(value: Any) -> Any:
    """The same with None for every number that JSON cannot hold."""
    if isinstance(value, dict):
        return {key: without_nan(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [without_nan(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


if __name__ == "__main__":
    main()
