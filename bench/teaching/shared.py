"""The learnings of a plan shared among processes, each with one thread and a bench of its own."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bench.crew import Crew
from bench.teaching import lessons
from bench.teaching.opened import Bench, open_bench
from bench.teaching.plan import Plan
from bench.teaching.subjects import Subject
from engine.events import Job, finish
from engine.settings import Settings
from engine.training.config import TrainingConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How another process opens the same bench."""

    folder: Path
    checkpoint: str
    drawings: int

    @classmethod
    def of(cls, bench: Bench) -> "Place":
        """That of a bench which is open here."""
        folder, checkpoint = bench.results.folder.resolve(), str(bench.base.checkpoint.folder)
        return cls(folder=folder, checkpoint=checkpoint, drawings=bench.drawings)


def learn_ahead(bench: Bench, plan: Plan, crew: Crew) -> Job[int]:
    """Make the records that a plan lacks, those of each subject's words first; how many.

    What was made is then found by `plan.measured`.
    """
    place = Place.of(bench)
    words = [(place, one, None) for one in plan.subjects if not lessons.words_of(bench, one)]
    runs = [
        (place, subject, config)
        for seed in range(plan.seeds)
        for subject in plan.subjects
        if not lessons.run_of(bench, subject, config := replace(plan.config, seed=seed))
    ]
    return (yield from crew.work(make, [*words, *runs]))


def make(place: Place, subject: Subject, config: TrainingConfig | None) -> None:
    """One record: of a learning, or of what words alone reach. Its events are not told."""
    bench = opened(place)
    if config is None:
        finish(lessons.baselines(bench, subject))
    else:
        finish(lessons.taught(bench, subject, config))


@cache
def opened(place: Place) -> Bench:
    """The bench of a place, with one thread; it stays open."""
    settings = Settings(checkpoint=place.checkpoint, threads=1)
    return finish(open_bench(place.folder, settings, place.drawings))
