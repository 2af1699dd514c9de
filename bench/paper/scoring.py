"""Measures one examinee on one subject: a concept, a control or a tuned model, all alike."""

from dataclasses import asdict, dataclass
from pathlib import Path

from PIL.Image import Image

from bench.paper.material import Lab, questions, truth
from bench.teaching.opened import photos, save_drawings
from bench.teaching.results import Record
from bench.teaching.subjects import Subject
from engine.evaluation import abilities, choices, faces, following, recognition, similarity
from engine.evaluation.examinee import Asked, Examinee
from engine.events import Job
from engine.tokens.prompts import Codes
from engine.vision.faces import Faces


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidate:
    """Who is measured, and how the subject is named to it."""

    examinee: Examinee
    name: str
    """In questions: `l1-dog-1`, or `a dog`."""
    caption: str
    """The request for a drawing."""
    context: str = ""
    """Words before each question: a description."""
    shown: Codes | None = None
    """A photo before each question: an image prompt."""


def drawings(lab: Lab, candidate: Candidate) -> Job[list[Image]]:
    """Drawings of the caption; always with the same seeds."""
    sampling = lab.protocol.sampling
    return candidate.examinee.draw(candidate.caption, lab.bench.drawings, sampling, candidate.shown)


def likeness(lab: Lab, subject: Subject, drawn: list[Image]) -> Record:
    """Every metric of drawings against held-out and against learned photos."""
    found: Record = {}
    for looks in lab.looks:
        learned = lab.seen(looks, subject.learned)
        compared = similarity.Compared(
            reals=lab.seen(looks, subject.held_out),
            others=lab.seen(looks, subject.hard) if subject.hard else None,
            training=learned,
        )
        seen = looks.embed(drawn)
        scores = similarity.score(seen, compared)
        found[looks.name] = scores.figures | {"copied": scores.copied}
        if lab.protocol.averaged:
            found[looks.name]["paper_rule"] = similarity.averaged(seen, learned)
    return found


def recognised(candidate: Candidate, subject: Subject) -> Job[Record]:
    """Accuracies by likelihood and by words, easy and hard apart."""
    positives, easy, hard = (photos(one) for one in (subject.held_out, subject.easy, subject.hard))
    shown = recognition.Shown(positives=positives, easy=easy, hard=hard)
    question = f"{candidate.context} Is {candidate.name} in this photo?".strip()
    if candidate.shown is not None:
        return (yield from _by_image_prompt(candidate, shown))
    certain = yield from recognition.certainties(candidate.examinee, shown, question)
    emitted = yield from recognition.replied(candidate.examinee, shown, question, emitted=True)
    return {
        "likelihood": recognition.judge(certain).figures,
        "words, self-emitted": emitted.figures,
    }


def answered(lab: Lab, candidate: Candidate, subject: Subject) -> Job[Record]:
    """Two-choice questions that the suite knows the answers of; nothing for other subjects."""
    everything = truth()
    if subject.key not in everything or candidate.shown is not None:
        return {}
    asked = questions(everything[subject.key], list(everything.values()))
    if candidate.context:
        asked = [_after(candidate.context, one) for one in asked]
    scores = yield from choices.measure(candidate.examinee, asked, candidate.name, lab.protocol)
    return {name: value for name, value in asdict(scores).items() if name != "right"}


def examined(lab: Lab, examinee: Examinee) -> Job[Record]:
    """The share right of every benchmark, with how many questions there were."""
    found: Record = {}
    for exam in lab.exams:
        marks = yield from abilities.take(examinee, exam, lab.protocol, known=lab.codes, alone=True)
        found[exam.name] = {"accuracy": marks.accuracy.value, "questions": len(marks.right)}
    return found


def faced(lab: Lab, subject: Subject, drawn: list[Image]) -> Job[Record]:
    """Facial similarity where the subject is a person; the cell says so where it cannot be told."""
    if subject.kind != "person":
        return {}
    reals = photos(subject.held_out)
    scores = yield from faces.measure(lab.bench.examinee(), drawn, reals, Faces(1))
    return dict(scores.figures)


def elsewhere(lab: Lab, candidate: Candidate, subject: Subject) -> Job[Record]:
    """Identity and the asked place, and whether the class name became the concept."""
    looks = lab.looks[0]
    reals, base = lab.seen(looks, subject.held_out), lab.bench.examinee()
    if not subject.hard:
        return {}
    groups = following.Groups(looks=looks, reals=reals, others=lab.seen(looks, subject.hard))
    found, _ = yield from following.recontextualise(
        candidate.examinee, base, candidate.name, groups, lab.protocol.sampling
    )
    caption = f"A photo of {subject.class_name}."
    count = lab.bench.drawings
    there = yield from candidate.examinee.draw(caption, count, lab.protocol.sampling)
    compared = similarity.Compared(reals=reals)
    leaked = similarity.score(looks.embed(there), compared).similarity
    return {"recontextualised": asdict(found), "class drawings": leaked}


def measured(lab: Lab, candidate: Candidate, subject: Subject, folder: Path) -> Job[Record]:
    """Everything about a subject but the benchmarks; drawings go to `folder`."""
    drawn = yield from drawings(lab, candidate)
    save_drawings(folder, drawn)
    return {
        "similarity": likeness(lab, subject, drawn),
        "recognition": (yield from recognised(candidate, subject)),
        "questions": (yield from answered(lab, candidate, subject)),
        "faces": (yield from faced(lab, subject, drawn)),
    }


def _by_image_prompt(candidate: Candidate, shown: recognition.Shown) -> Job[Record]:
    """The photo of the concept stands before the question, the photo that is asked about after."""
    yield from ()
    question = f"This is {candidate.name}. Is {candidate.name} in this photo?"
    sure = candidate.examinee.certainties(
        [Asked(question, one, candidate.shown) for one in candidate.examinee.encode(shown.all)]
    )
    first, second = len(shown.positives), len(shown.positives) + len(shown.easy)
    certain = recognition.Certainties(
        positives=tuple(sure[:first]), easy=tuple(sure[first:second]), hard=tuple(sure[second:])
    )
    return {"likelihood": recognition.judge(certain).figures}


def _after(context: str, one: choices.Choice) -> choices.Choice:
    words = context.replace("{", "{{").replace("}", "}}")
    return choices.Choice(
        question=f"{words} {one.question}", options=one.options, right=one.right, photo=one.photo
    )
