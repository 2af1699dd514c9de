"""A record of each draft of each concept, made once; several processes may share the work."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from bench.crew import Crew
from bench.drafting.trial import Trial, course, prepared
from bench.teaching.opened import Bench
from bench.teaching.results import Record
from bench.teaching.shared import Place, opened
from bench.teaching.subjects import Subject
from engine.events import Job, finish
from engine.training.config import TrainingConfig
from engine.training.drafter import find_drafter
from engine.training.variants import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which drafts are tried on which concepts, and after how many steps they are measured."""

    subjects: tuple[Subject, ...]
    drafts: tuple[str, ...]
    steps: tuple[int, ...]
    config: TrainingConfig


def record_of(bench: Bench, plan: Plan, subject: Subject, draft: str) -> Record | None:
    """What was measured; None where nothing was, or with another checkpoint or drafter."""
    return bench.results.get(_name(subject, draft), _request(bench, plan, subject, draft))


def lacking(bench: Bench, plan: Plan) -> tuple[str, ...]:
    """The drafts that cannot be made here: a drafter belongs to one checkpoint."""
    there = Draft.DRAFTER.value not in plan.drafts or _drafter(bench, plan.config)
    return () if there else (Draft.DRAFTER.value,)


def make_all(bench: Bench, plan: Plan, crew: Crew) -> Job[int]:
    """Make the records that a plan lacks, all of one concept in one process; how many concepts."""
    place = Place.of(bench)
    missing = [
        one
        for one in plan.subjects
        if not all(record_of(bench, plan, one, draft) for draft in plan.drafts)
    ]
    return (yield from crew.work(make, [(place, plan, one) for one in missing]))


def make(place: Place, plan: Plan, subject: Subject) -> None:
    """The records of one concept that are not there yet."""
    finish(measured(opened(place), plan, subject))


def measured(bench: Bench, plan: Plan, subject: Subject) -> Job[None]:
    """The same, as a job; each record is kept at once."""
    trial: Trial | None = None
    for draft in plan.drafts:
        if record_of(bench, plan, subject, draft):
            continue
        trial = trial or (yield from prepared(bench, subject, plan.config))
        figures = yield from course(bench, trial, plan.config, draft, plan.steps)
        request = _request(bench, plan, subject, draft)
        bench.results.put(_name(subject, draft), request, {"figures": figures})


def known(bench: Bench, plan: Plan) -> Sequence[dict[str, Record]]:
    """Draft → record, of each concept of which every draft was measured."""
    found = (
        {draft: record_of(bench, plan, one, draft) for draft in plan.drafts}
        for one in plan.subjects
    )
    return [
        {draft: record for draft, record in each.items() if record}
        for each in found
        if all(each.values())
    ]


def _name(subject: Subject, draft: str) -> str:
    return f"{subject.key}-draft-{draft}"


def _request(bench: Bench, plan: Plan, subject: Subject, draft: str) -> str:
    words = [repr(plan.config), repr(plan.steps), draft]
    if draft == Draft.DRAFTER.value:
        words.append(_drafter(bench, plan.config))
    return bench.request(subject, *words)


def _drafter(bench: Bench, config: TrainingConfig) -> str:
    """Which drafter there is, by its content; empty where there is none."""
    fingerprint, embedder = bench.base.checkpoint.fingerprint, bench.embedder.name
    path = find_drafter(fingerprint, embedder, config.layout)
    return "" if path is None else hashlib.sha256(path.read_bytes()).hexdigest()
