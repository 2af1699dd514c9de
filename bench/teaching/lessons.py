"""Learns one subject as a person would, then measures what was learned on what it never saw."""

import os
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from PIL.Image import Image

from bench.teaching.opened import Bench, drawings, embedded_pool, photos, save_drawings
from bench.teaching.results import Record, digest
from bench.teaching.subjects import Subject
from engine.concepts.concept import Concept
from engine.evaluation import recognition, similarity
from engine.evaluation.examinee import Examinee
from engine.evaluation.statistics import auroc
from engine.events import Job, Noticed
from engine.learning import lesson as lessons
from engine.learning.keeping import Learned, open_library
from engine.open_model import LearningBase
from engine.tokens.images import square
from engine.training.config import TrainingConfig
from engine.training.pool import similarity_to
from engine.vision import embedder as vision
from engine.vision.models import Floats

QUALIFICATION = "qualification"
"""What the record of the metric's own examination is called."""
POOL_LOOKS = 12
"""Pool pictures most like a subject, and as many others, that a threshold is chosen with."""
_SIDE = 224  # pixels; what the embedder looks at


def run_name(subject: Subject, config: TrainingConfig) -> str:
    """What a learning's record, drawings and concept are called."""
    return f"{subject.key}-seed{config.seed}"


def run_of(bench: Bench, subject: Subject, config: TrainingConfig) -> Record | None:
    """The record of one learning, where it was made."""
    return bench.results.get(run_name(subject, config), bench.request(subject, repr(config)))


def words_of(bench: Bench, subject: Subject) -> Record | None:
    """The record of what words alone reach, where it was made."""
    return bench.results.get(f"{subject.key}-words", bench.request(subject))


def taught(bench: Bench, subject: Subject, config: TrainingConfig) -> Job[Record]:
    """The record of one learning: from the results, else learned and measured now."""
    if known := run_of(bench, subject, config):
        return known
    name, request = run_name(subject, config), bench.request(subject, repr(config))
    began = time.monotonic()
    learned, concept = yield from learned_concept(bench, subject, config)
    seconds = time.monotonic() - began
    measured = yield from measured_concept(bench, subject, concept, bench.results.folder / name)
    lesson = {
        "seconds": round(seconds, 1),
        "steps": learned.facts["steps"],
        "best_epoch": learned.epoch,
        "snapshot_scores": learned.scores,
    }
    return bench.results.put(name, request, {"lesson": lesson, **measured})


def learned_concept(
    bench: Bench, subject: Subject, config: TrainingConfig
) -> Job[tuple[Learned, Concept]]:
    """Learn by the product's own path; the concept is then taken out of the library again."""
    name = f"{subject.key} {config.seed} {os.getpid()}"  # two benches may share a home
    lesson = lessons.Lesson(name=name, photos=subject.learned, kind=subject.kind)
    learned = yield from lessons.learn(lesson, _open(bench.base), config, bench.embedder)
    with open_library() as library:
        concept = replace(library.load(learned.entry), name=subject.key)
        library.delete(name)
    return learned, concept


def measured_concept(bench: Bench, subject: Subject, concept: Concept, folder: Path) -> Job[Record]:
    """Scores of a concept on what it never saw; the concept and its drawings go to `folder`."""
    session = bench.session(concept)
    drawn = yield from bench.draw(session, f"A photo of {concept.name}.")
    folder.mkdir(parents=True, exist_ok=True)
    concept.save(folder / "rows.concept")
    save_drawings(folder, drawn)
    scores = similarity.score(
        bench.embedder.embed(drawn),
        similarity.Compared(
            reals=bench.looks(subject.held_out), training=bench.looks(subject.learned)
        ),
    )
    examinee = bench.examinee(concept)
    certain = yield from _certainties(examinee, subject, f"Is {concept.name} in this photo?")
    threshold = yield from _threshold(bench, examinee, subject, concept.name)
    return {
        "similarity": asdict(scores) | {"copied": scores.copied},
        "recognition": recognition.judge(certain).figures,
        "own_threshold": recognition.judge(certain, threshold).figures,
        "certainties": asdict(certain),
    }


def baselines(bench: Bench, subject: Subject) -> Job[Record]:
    """What words alone reach: the class name and the description; and the ceiling."""
    if known := words_of(bench, subject):
        return known
    name, request = f"{subject.key}-words", bench.request(subject)
    captions = {"class": (f"Is {subject.class_name} in this photo?", subject.class_name)}
    if subject.description:
        known_by, asked = subject.description
        captions["description"] = (f"{known_by} Is Mila in this photo?", f"{known_by} {asked}")
    record: Record = {"ceiling": similarity.ceiling(bench.looks(subject.held_out))}
    session = bench.session()
    for kind, (question, caption) in captions.items():
        words = f"A photo of {caption}." if kind == "class" else caption
        drawn = yield from bench.draw(session, words)
        save_drawings(bench.results.folder / name / kind, drawn)
        scores = _compared(bench, drawn, subject)
        certain = yield from _certainties(bench.examinee(), subject, question)
        judged = recognition.judge(certain).figures
        record[kind] = {
            "caption": words, "similarity": scores.similarity, "recognition": judged
        }  # fmt: skip
    return bench.results.put(name, request, record)


def of_others(bench: Bench, subject: Subject, run: str) -> float:
    """Similarity of the drawings of another subject's run to this subject's held-out photos."""
    return _compared(bench, drawings(bench.results.folder / run), subject).similarity


def _compared(
    bench: Bench, drawn: Sequence[Image], subject: Subject
) -> similarity.SimilarityScores:
    reals = similarity.Compared(reals=bench.looks(subject.held_out))
    return similarity.score(bench.metric.embed(drawn), reals)


def qualified(bench: Bench, subjects: Sequence[Subject]) -> Job[Record]:
    """Whether the metric tells individuals apart after encode–decode, across backgrounds.

    `auc` against other subjects; `hard_auc` against the same noun with another look.
    """
    name, request = bench.metric.name, digest(bench.request(one) for one in subjects)
    known = bench.results.get(QUALIFICATION, request) or {"metrics": {}}
    if name not in known["metrics"]:
        yield Noticed(f"Asking whether {name} tells subjects apart.")
        known["metrics"][name] = _qualification(bench, subjects)
        bench.results.put(QUALIFICATION, request, known)
    found: Record = known["metrics"][name]
    return found


def _qualification(bench: Bench, subjects: Sequence[Subject]) -> Record:
    looks = {one.key: bench.looks((*one.learned, *one.held_out)) for one in subjects}
    who = [one.key for one in subjects for _ in looks[one.key]]
    found = similarity.qualify(np.concatenate(list(looks.values())), who)
    same = [_between(looks[one.key], None) for one in subjects]
    alike = [_between(looks[one.key], bench.looks(one.hard)) for one in subjects if one.hard]
    hard = auroc(np.concatenate(same), np.concatenate(alike)) if alike else float("nan")
    return {"auc": found.auc, "hard_auc": hard, "pairs": found.same_pairs + found.different_pairs}


def _certainties(
    examinee: Examinee, subject: Subject, question: str
) -> Job[recognition.Certainties]:
    positives, easy, hard = (photos(one) for one in (subject.held_out, subject.easy, subject.hard))
    shown = recognition.Shown(positives=positives, easy=easy, hard=hard)
    return (yield from recognition.certainties(examinee, shown, question))


def _threshold(bench: Bench, examinee: Examinee, subject: Subject, name: str) -> Job[float]:
    """Chosen with the photos that were learned from and pictures of the pool."""
    pool, embedded = yield from embedded_pool(bench.embedder)
    if not pool:
        return recognition.HALF
    own = bench.embedder.embed([square(photo, _SIDE) for photo in photos(subject.learned)])
    order = np.argsort(-similarity_to(embedded, own), kind="stable")
    far = order[POOL_LOOKS :: max(1, (len(order) - POOL_LOOKS) // POOL_LOOKS)][:POOL_LOOKS]
    others = photos([pool[index].path for index in (*order[:POOL_LOOKS], *far)])
    shown = recognition.Shown(positives=photos(subject.learned), easy=others)
    certain = yield from recognition.certainties(examinee, shown, f"Is {name} in this photo?")
    return recognition.choose_threshold(certain.positives, certain.easy)


def _open(base: LearningBase) -> Job[LearningBase]:
    """The opening of a model that is open."""
    yield from ()
    return base


def _between(one: Floats, other: Floats | None) -> Floats:
    """Cosines between all of `one` and `other` (None: between any two of `one`), flat."""
    cosines = vision.similarity(one, one if other is None else other)
    flat: Floats = cosines[np.triu_indices(len(one), 1)] if other is None else cosines.ravel()
    return flat
