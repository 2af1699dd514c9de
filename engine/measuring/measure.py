"""Measures a concept, one kind after the other; the result is plain values and pictures."""

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine import jobs
from engine.evaluation import abilities, choices, exams, faces, protocol, recognition
from engine.evaluation.examinee import base, with_concept
from engine.events import Job, Noticed
from engine.measuring import looks
from engine.measuring.examination import Examination, Facts, Strip
from engine.measuring.material import gathered
from engine.measuring.wish import Kind, Wish
from engine.settings import Settings
from engine.tokens.prompts import Codes


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Report:
    """What was measured. Picklable."""

    facts: Facts
    strips: tuple[Strip, ...] = ()
    figure: str = ""
    """The one figure for people, in a sentence; empty where it was not measured."""


def measure(wish: Wish, settings: Settings) -> Job[Report]:
    """Measure what is wished. InputError where the library or a folder lacks it.

    Closing the job loses what was measured; nothing is kept here.
    """
    began = time.monotonic()
    own = yield from _opened(wish, settings)
    facts: Facts = {
        "name": wish.name,
        "protocol": wish.protocol,
        "seed": wish.seed,
        "backend": own.examinee.backend.name,
    }
    if own.photos is not None:
        counted = ("positives", "training", "easy", "hard")
        facts["photos"] = {part: len(getattr(own.photos, part)) for part in counted}
        facts["photos"]["origin"] = own.photos.origin
    for kind in Kind:
        if kind in wish.kinds:
            facts[kind.value] = yield from _KINDS[kind](own)
    facts["seconds"] = round(time.monotonic() - began, 1)
    return Report(facts=plain(facts), strips=tuple(own.strips), figure=own.figure)


def plain(value: Any) -> Any:
    """The same as JSON can hold it: no NaN, tuples as lists."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, float) and not abs(value) < float("inf"):
        return None
    return str(value) if isinstance(value, Path) else value


def _opened(wish: Wish, settings: Settings) -> Job[Examination]:
    from engine.vision.embedder import Embedder

    way, embedder = protocol.find(wish.protocol), Embedder(settings.threads or 0)
    concept, material = None, None
    if wish.name is not None:
        with jobs.open_library() as library:
            concept = library.load(library.find(wish.name))
            if set(wish.kinds) - {Kind.ABILITIES}:
                material = yield from gathered(wish, library, embedder)
    session = yield from jobs.open_session([concept] if concept else [], settings)
    alone = base(session.backend, session.tokenizer)
    examinee = with_concept(session.backend, session.tokenizer, concept) if concept else alone
    return Examination(
        wish=wish,
        way=way,
        concept=concept,
        examinee=examinee,
        base=alone,
        photos=material,
        embedder=embedder,
        clip=_clip(wish.clip),
    )


def _clip(folder: Path | None) -> Any:
    if folder is None:
        return None
    from engine.evaluation.clip import Clip

    return Clip.open(folder)


def _recognition(own: Examination) -> Job[Facts]:
    photos = own.material
    shown = recognition.Shown(positives=photos.positives, easy=photos.easy, hard=photos.hard)
    known: recognition.Shown | None = None
    if photos.apart:  # a threshold chosen on what is scored would flatter
        known = recognition.Shown(positives=photos.training, easy=photos.known_others)
    found = yield from recognition.examine(own.examinee, shown, own.name, own.way, known)
    rules: Facts = {rule: scores.figures for rule, scores in found.rules.items()}
    return {**rules, "certainties": asdict(found.certainties)}


def _faces(own: Examination) -> Job[Facts]:
    from engine.vision.faces import Faces

    if own.concept is not None and own.concept.kind != "person":
        return {"cell": faces.NOT_MEASURABLE, "because": "it is no person"}
    drawn = yield from own.drawings()
    reals = [*own.material.positives, *own.material.training]
    scores = yield from faces.measure(own.base, drawn, reals, Faces())
    return {"name": faces.NAME, **scores.figures}


def _vqa(own: Examination) -> Job[Facts]:
    if own.wish.questions is None:
        yield Noticed("There is no file with questions about it, so none were asked.")
        return {"because": "no questions were given"}
    asked = choices.read_questions(own.wish.questions, own.name, own.wish.positives)
    found: Facts = {}
    for who, examinee in (("with the concept", own.examinee), ("the base model", own.base)):
        scores = yield from choices.measure(examinee, asked, own.name, own.way)
        found[who] = asdict(scores)
    return found


def _abilities(own: Examination) -> Job[Facts]:
    found = exams.find(own.wish.data, own.wish.photos)
    for sentence in found.left_out:
        yield Noticed(sentence)
    facts: Facts = {"left_out": list(found.left_out), "exams": {}}
    known: dict[exams.Picture, Codes] = {}  # both see the same photos
    for whole in found.exams:
        exam = exams.spread(whole, own.wish.limit)
        without = yield from abilities.take(own.base, exam, own.way, known=known)
        row: Facts = {"base": without.figures}
        if own.concept is not None:
            active = yield from abilities.take(own.examinee, exam, own.way, known=known)
            row["active"] = active.figures
            row["change"] = asdict(abilities.change(without, active).interval)
        facts["exams"][exam.name] = row
    return facts


_KINDS: Mapping[Kind, Callable[[Examination], Job[Facts]]] = {
    Kind.RECOGNITION: _recognition,
    Kind.SIMILARITY: looks.similarity,
    Kind.FACES: _faces,
    Kind.VQA: _vqa,
    Kind.ABILITIES: _abilities,
}
