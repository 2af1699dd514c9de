"""A plan of learnings carried out: every subject with every seed, measured and put together."""

from dataclasses import dataclass, replace
from pathlib import Path

from bench.teaching import lessons, summary
from bench.teaching.opened import Bench, drawings, photos
from bench.teaching.results import Record
from bench.teaching.sheet import contact_sheet
from bench.teaching.subjects import Subject
from engine.events import Job, Progress
from engine.training.config import TrainingConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which subjects are learned, and how often."""

    subjects: tuple[Subject, ...]
    config: TrainingConfig
    seeds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a plan gave."""

    rows: tuple[summary.Row, ...]
    levels: dict[str, summary.Level]


def measured(bench: Bench, plan: Plan) -> Job[Found]:
    """Learn and measure every subject with every seed, then put rows together."""
    runs: dict[str, list[Record]] = {one.key: [] for one in plan.subjects}
    words: dict[str, Record] = {}
    todo = [(seed, one) for seed in range(plan.seeds) for one in plan.subjects]
    for done, (seed, subject) in enumerate(todo):
        yield Progress(done, len(todo), f"{done + 1} of {len(todo)}: {subject.key}, seed {seed}")
        words[subject.key] = yield from lessons.baselines(bench, subject)
        run = yield from lessons.taught(bench, subject, replace(plan.config, seed=seed))
        runs[subject.key].append(run)
        write_sheet(bench, subject, plan)
    rows = [
        summary.row(
            (one.key, one.level), runs[one.key], words[one.key], _other_rows(bench, plan, one)
        )
        for one in plan.subjects
    ]
    return Found(rows=tuple(rows), levels=summary.levels(rows))


def write_sheet(bench: Bench, subject: Subject, plan: Plan, words: Path | None = None) -> None:
    """Write the contact sheet of a subject with every learning so far.

    `words` is the folder of what words alone reach, where it is not that of the results.
    """
    learned = photos(subject.learned)
    words = (words or bench.results.folder) / f"{subject.key}-words"
    strips = [
        (f"{subject.key}: photos it was learned from", learned),
        ("the same after encode-decode", bench.examinee().reconstructed(learned)),
    ]
    for seed in range(plan.config.seed, plan.config.seed + plan.seeds):
        folder = bench.results.folder / lessons.run_name(subject, replace(plan.config, seed=seed))
        strips += [(f"drawings, seed {seed}", drawings(folder))] if folder.exists() else []
    strips.append((f"class name: {subject.class_name}", drawings(words / "class")))
    if subject.description:
        strips.append((" ".join(subject.description), drawings(words / "description")))
    contact_sheet(strips).save(bench.results.folder / f"{subject.key}.png")


def _other_rows(bench: Bench, plan: Plan, subject: Subject) -> list[float]:
    """Similarity of another subject's drawings to this one's photos, for each seed."""
    place = plan.subjects.index(subject)
    after = (*plan.subjects[place + 1 :], *plan.subjects[:place])
    other = next((one for one in after if one.class_name != subject.class_name), None)
    if other is None:
        return []
    names = (lessons.run_name(other, replace(plan.config, seed=seed)) for seed in range(plan.seeds))
    return [lessons.of_others(bench, subject, name) for name in names]
