"""A subject learned once and measured on the way: after a quarter, a half and all of the steps."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bench.crew import Crew
from bench.teaching import lessons
from bench.teaching.opened import Bench
from bench.teaching.plan import Plan
from bench.teaching.results import Record
from bench.teaching.shared import Place, opened
from bench.teaching.subjects import Subject
from engine.concepts.concept import Concept
from engine.evaluation.statistics import Interval, Table, bootstrap, gap_closed
from engine.events import Job, finish
from engine.learning import lesson
from engine.learning.keeping import open_library
from engine.open_model import LearningBase
from engine.training.config import TrainingConfig

PARTS = (0.25, 0.5, 1.0)
"""Of the steps."""
FIGURES = ("weighted_easy", "weighted_hard", "hard_auroc")
"""Of recognition, on photos that nothing was learned from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is known after a part of the steps: means over seeds, then over subjects."""

    part: float
    steps: float
    seconds: float
    """Of the steps themselves, as long as they took where they were taken."""
    similarity: Interval
    gap: Interval
    """Closed between the class name and another photo."""
    recognition: dict[str, Interval]
    """By `FIGURES`."""


def name_of(subject: Subject, config: TrainingConfig) -> str:
    """What a record is called."""
    return f"{lessons.run_name(subject, config)}-course"


def course_of(bench: Bench, subject: Subject, config: TrainingConfig) -> Record | None:
    """The record of one learning, where it was made."""
    request = bench.request(subject, repr(config), repr(PARTS))
    return bench.results.get(name_of(subject, config), request)


def measured(bench: Bench, subject: Subject, config: TrainingConfig) -> Job[Record]:
    """Learn by the product's own path, and measure the snapshots at `PARTS` of the steps.

    The last one is measured whether it was the best or not.
    """
    if known := course_of(bench, subject, config):
        return known
    folder = bench.results.folder / name_of(subject, config)
    record: Record = {"parts": {}}
    concepts = yield from _snapshots(bench, subject, config)
    for part, concept in concepts.items():
        found = yield from lessons.measured_concept(bench, subject, concept, folder / f"{part:g}")
        facts = {name: concept.training[name] for name in ("steps", "seconds", "epochs")}
        record["parts"][f"{part:g}"] = facts | {
            "similarity": found["similarity"]["similarity"],
            **{name: found["recognition"][name] for name in FIGURES},
        }
    request = bench.request(subject, repr(config), repr(PARTS))
    return bench.results.put(name_of(subject, config), request, record)


def learn_all(bench: Bench, plan: Plan, crew: Crew) -> Job[int]:
    """Make the records that a plan lacks, in several processes; how many."""
    place = Place.of(bench)
    words = [(place, one, None) for one in plan.subjects if not lessons.words_of(bench, one)]
    courses = [
        (place, subject, config)
        for seed in range(plan.seeds)
        for subject in plan.subjects
        if not course_of(bench, subject, config := replace(plan.config, seed=seed))
    ]
    return (yield from crew.work(make, [*words, *courses]))


def make(place: Place, subject: Subject, config: TrainingConfig | None) -> None:
    """One record: of a course, or of what words alone reach."""
    bench = opened(place)
    finish(
        lessons.baselines(bench, subject) if config is None else measured(bench, subject, config)
    )


def averaged(bench: Bench, plan: Plan) -> tuple[list[Part], int]:
    """Figures of the subjects that were learned with every seed; and how many these are."""
    known = {one.key: _records(bench, plan, one) for one in plan.subjects}
    subjects = [one for one in plan.subjects if len(known[one.key]) == plan.seeds]
    words = [lessons.words_of(bench, one) or {} for one in subjects]
    ends = np.array([[one["class"]["similarity"], one["ceiling"]] for one in words], np.float64)
    each = [known[one.key] for one in subjects]
    parts = [_part(part, each, ends) for part in PARTS] if subjects else []
    return parts, len(subjects)


def _part(part: float, subjects: Sequence[Sequence[Record]], ends: Table) -> Part:
    """`subjects` are records by seed; `ends` (N, 2) what a class name reaches, and the ceiling."""

    def of_each(name: str) -> Table:
        return np.array(
            [[np.mean([run["parts"][f"{part:g}"][name] for run in runs])] for runs in subjects]
        )

    similarity = of_each("similarity")
    return Part(
        part=part,
        steps=float(of_each("steps").mean()),
        seconds=float(of_each("seconds").mean()),
        similarity=bootstrap(similarity, _mean),
        gap=bootstrap(np.hstack([similarity, ends]), _gap),
        recognition={name: bootstrap(of_each(name), _mean) for name in FIGURES},
    )


def _records(bench: Bench, plan: Plan, subject: Subject) -> list[Record]:
    configs = (replace(plan.config, seed=seed) for seed in range(plan.seeds))
    found = (course_of(bench, subject, config) for config in configs)
    return [one for one in found if one] if lessons.words_of(bench, subject) else []


def _snapshots(bench: Bench, subject: Subject, config: TrainingConfig) -> Job[dict[float, Concept]]:
    """Part → the concept as it was then; the library is left as it was."""
    name = f"{subject.key} {config.seed} {os.getpid()}"  # two processes share a home
    asked = lesson.Lesson(name=name, photos=subject.learned, kind=subject.kind)
    learned = yield from lesson.learn(asked, _at_hand(bench.base), config, bench.embedder)
    epochs = {part: max(1, round(part * config.epochs)) for part in PARTS}
    with open_library() as library:
        found = {part: library.load(learned.entry, epoch=one) for part, one in epochs.items()}
        library.delete(name)
    return {part: replace(concept, name=subject.key) for part, concept in found.items()}


def _at_hand(base: LearningBase) -> Job[LearningBase]:
    """The opening of a model that is open."""
    yield from ()
    return base


def _mean(table: Table) -> float:
    return float(table.mean())


def _gap(table: Table) -> float:
    return gap_closed(table[:, 0], table[:, 1], table[:, 2])
