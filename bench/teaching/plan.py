"""A plan of learnings carried out: every subject with every seed, measured and put together."""

from dataclasses import dataclass, replace
from pathlib import Path

from bench.teaching import lessons, summary
from bench.teaching.invariance import reseen, words_reseen
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
    todo = [(seed, one) for seed in range(plan.seeds) for one in plan.subjects]
    for done, (seed, subject) in enumerate(todo):
        yield Progress(done, len(todo), "Learning concepts")
        yield from lessons.baselines(bench, subject)
        yield from lessons.taught(bench, subject, replace(plan.config, seed=seed))
    return found(bench, plan)


def found(bench: Bench, plan: Plan) -> Found:
    """What there is of a plan, put together by the bench's metric, and a sheet for each subject.

    A subject that was not learned yet is left out.
    """
    runs = {one.key: _runs(bench, plan, one) for one in plan.subjects}
    words = {one.key: _words(bench, one) for one in plan.subjects}
    learned = (one for one in plan.subjects if runs[one.key] and words[one.key])
    plan = replace(plan, subjects=tuple(learned))
    rows: list[summary.Row] = []
    for one in plan.subjects:
        write_sheet(bench, one, plan)
        other = _other_rows(bench, plan, one)
        rows.append(summary.row((one.key, one.level), runs[one.key], words[one.key], other))
    return Found(rows=tuple(rows), levels=summary.levels(rows))


def _runs(bench: Bench, plan: Plan, subject: Subject) -> list[Record]:
    """The records of a subject's learnings that there are."""
    records: list[Record] = []
    for seed in range(plan.seeds):
        config = replace(plan.config, seed=seed)
        if one := lessons.run_of(bench, subject, config):
            folder = bench.results.folder / lessons.run_name(subject, config)
            records.append(one if bench.plain else reseen(bench, subject, folder, one))
    return records


def _words(bench: Bench, subject: Subject) -> Record:
    """The record of what words alone reach; empty where it is not there yet."""
    one = lessons.words_of(bench, subject) or {}
    folder = bench.results.folder / f"{subject.key}-words"
    return words_reseen(bench, subject, folder, one) if one and not bench.plain else one


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
    configs = [replace(plan.config, seed=seed) for seed in range(plan.seeds)]
    made = [one for one in configs if lessons.run_of(bench, other, one)]
    return [lessons.of_others(bench, subject, lessons.run_name(other, one)) for one in made]
