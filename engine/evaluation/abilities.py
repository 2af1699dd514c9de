"""General abilities, measured with a concept active or without: did it forget the rest?

By likelihood: yes against no as the first word of the answer; of options, the one whose own words
are likeliest as the answer (mean over its ids, options not shown), which small models can do too;
and, as MMLU has it, the likeliest of the letters after all options were shown. By words, as
the authors' scripts do: `replies.py`.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from PIL import Image

from engine.errors import FormatError
from engine.evaluation.choices import capital
from engine.evaluation.examinee import Asked, Examinee, parts
from engine.evaluation.exams import LETTERS, Exam, Form, Picture, Question
from engine.evaluation.protocol import OURS, Protocol
from engine.evaluation.recognition import HALF
from engine.evaluation.replies import judged
from engine.evaluation.statistics import Interval, Table, bootstrap
from engine.events import Job, Progress
from engine.runtime.backends.rows import prefix_positions
from engine.tokens.images import read_photo
from engine.tokens.prompts import Codes

NOTE = "Examining"
POPE_REPLY, LETTER_REPLY, WORDS_REPLY = 3, 10, 20
"""New ids of a reply; the first is the paper's (method.md 2.9)."""
_AT_ONCE = 32
_SPARE = 32  # positions left for the answer when examples open a prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """One exam, taken: what was right, question by question, in the exam's order."""

    exam: str
    right: tuple[float, ...]
    """By the rule of the protocol: 0 or 1 (TextVQA: 0…1)."""
    by_likelihood: tuple[float, ...]
    """Empty for answers in words."""
    by_letter: tuple[float, ...]
    """Empty where there are no letters."""
    by_words: tuple[float, ...]
    """Empty where only another rule was asked."""
    subjects: Mapping[str, float]
    """Share right of each subject."""
    shots: float
    """Answered examples before a question, on average."""
    unread: int
    """Questions too long for the model; they count as wrong."""

    @property
    def accuracy(self) -> Interval:
        """Share right, with its 95 % interval over questions."""
        return bootstrap(np.array(self.right)[:, None], lambda table: float(table.mean()))

    @property
    def figures(self) -> dict[str, object]:
        """What was measured, by name."""
        found = self.accuracy
        return {
            "accuracy": found.value,
            "low": found.low,
            "high": found.high,
            "questions": len(self.right),
            "by_likelihood": _mean(self.by_likelihood),
            "by_letter": _mean(self.by_letter),
            "by_words": _mean(self.by_words),
            "shots": round(self.shots, 2),
            "unread": self.unread,
            "subjects": dict(self.subjects),
        }


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an exam: with the concept less without, over the same questions."""

    exam: str
    interval: Interval


def take(
    examinee: Examinee,
    exam: Exam,
    protocol: Protocol = OURS,
    *,
    known: dict[Picture, Codes] | None = None,
    alone: bool = False,
) -> Job[Marks]:
    """Ask every question of an exam. FormatError where a photo cannot be read.

    Photos whose codes are `known` are not encoded, others join them. With `alone` only the
    protocol's own rule is asked: a third of the reading.
    """
    known = {} if known is None else known
    rules = _rules(exam.form, protocol, alone)
    marks = {rule: np.zeros(len(exam.questions)) for rule in rules}
    total, shots, unread = len(exam.questions), 0, 0
    for places in parts(range(total), _AT_ONCE):
        yield Progress(places[0], total, f"{NOTE}: {exam.name}")
        sitting = _Sitting([], [], [])
        for place in places:
            one = exam.questions[place]
            text, used = _with_examples(examinee, exam, one, protocol.shots)
            asked = Asked(text, _codes(examinee, one.picture, known))
            if len(examinee.spelled(asked)) + _limit(exam.form) > _context(examinee):
                unread += 1
                continue
            shots += used
            sitting.add(place, one, asked)
        for rule, column in marks.items():
            column[sitting.places] = rule(examinee, exam.form, sitting)
    yield Progress(total, total, f"{NOTE}: {exam.name}")
    return _marks(exam, protocol, marks, shots / max(1, total - unread), unread)


def change(before: Marks, after: Marks) -> Change:
    """The difference in accuracy, with its interval over questions: both answered the same ones."""
    pairs = np.array([after.right, before.right]).T
    return Change(
        after.exam, bootstrap(pairs, lambda table: float((table[:, 0] - table[:, 1]).mean()))
    )


def picture_of(picture: Picture) -> Image.Image:
    """The photo of a question. FormatError where it cannot be read."""
    if not isinstance(picture, bytes):
        return read_photo(picture)
    try:
        return Image.open(io.BytesIO(picture)).convert("RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise FormatError(
            "A photo inside the benchmark's file is damaged.", remedy="Download the file again."
        ) from error


@dataclass(frozen=True, slots=True)
class _Sitting:
    """Some questions of an exam, spelled, and where they stand in it."""

    places: list[int]
    questions: list[Question]
    asked: list[Asked]

    def add(self, place: int, question: Question, asked: Asked) -> None:
        self.places.append(place)
        self.questions.append(question)
        self.asked.append(asked)


def _rules(form: Form, protocol: Protocol, alone: bool) -> list["_Rule"]:
    """What is asked of an exam; the rule that decides comes first."""
    if form is Form.WORDS:
        return [_by_words]
    likely: list[_Rule] = [_likely, *([_by_letter] if form is Form.LETTER else [])]
    rules = [_by_words, *likely] if protocol.by_words else [*likely, _by_words]
    return rules[:1] if alone else rules


def _marks(
    exam: Exam, protocol: Protocol, found: Mapping["_Rule", Table], shots: float, unread: int
) -> Marks:
    marks = {rule: tuple(float(one) for one in column) for rule, column in found.items()}
    right = next(iter(marks.values()))
    return Marks(
        exam=exam.name,
        right=right,
        by_likelihood=marks.get(_likely, ()),
        by_letter=marks.get(_by_letter, ()),
        by_words=marks.get(_by_words, ()),
        subjects=_by_subject(exam.questions, right),
        shots=shots,
        unread=unread,
    )


_Rule: TypeAlias = Callable[[Examinee, Form, _Sitting], list[float]]
"""How answers are judged: 0…1 for each question of a sitting."""


def _by_words(examinee: Examinee, form: Form, sitting: _Sitting) -> list[float]:
    """By what stands in the reply."""
    replies = examinee.replies(sitting.asked, _limit(form))
    pairs = zip(sitting.questions, replies, strict=True)
    return [judged(form, one, reply.text) for one, reply in pairs]


def _likely(examinee: Examinee, form: Form, sitting: _Sitting) -> list[float]:
    """By the likeliest yes or no, or the likeliest words of an option."""
    if form is Form.YES_NO:
        certain = examinee.certainties(sitting.asked)
        pairs = zip(sitting.questions, certain, strict=True)
        return [float((sure > HALF) == (one.right[0] == "yes")) for one, sure in pairs]
    plain = [
        Asked(one.text, asked.photo)
        for one, asked in zip(sitting.questions, sitting.asked, strict=True)
    ]
    options = [[capital(option) for option in one.options] for one in sitting.questions]
    scores = examinee.endings(plain, options)
    return _chosen(sitting.questions, [int(row.argmax()) for row in scores])


def _by_letter(examinee: Examinee, form: Form, sitting: _Sitting) -> list[float]:
    """By the likeliest letter among those that are options."""
    scores = examinee.options(sitting.asked, LETTERS)
    pairs = zip(sitting.questions, scores, strict=True)
    return _chosen(sitting.questions, [int(row[: len(one.options)].argmax()) for one, row in pairs])


def _chosen(questions: Sequence[Question], places: Sequence[int]) -> list[float]:
    pairs = zip(questions, places, strict=True)
    return [float(one.right[0] == LETTERS[place]) for one, place in pairs]


def _with_examples(
    examinee: Examinee, exam: Exam, question: Question, shots: int
) -> tuple[str, int]:
    """The question after as many answered examples of its subject as fit, and their number."""
    own = [one for one in exam.examples if one.subject == question.subject][:shots]
    room = _context(examinee) - _SPARE
    for count in range(len(own), 0, -1):
        opened = [f"{one.asked} {one.right[0]}" for one in own[:count]]
        text = "\n\n".join([*opened, question.asked])
        if len(examinee.spelled(Asked(text))) <= room:
            return text, count
    return question.asked, 0


def _codes(
    examinee: Examinee, picture: Picture | None, known: dict[Picture, Codes]
) -> Codes | None:
    if picture is None:
        return None
    if picture not in known:
        known[picture] = examinee.encode([picture_of(picture)])[0]
    return known[picture]


def _context(examinee: Examinee) -> int:
    """How many ids a prompt and its answer may have."""
    return examinee.backend.context - prefix_positions(examinee.soft_prompt)


def _limit(form: Form) -> int:
    return {Form.YES_NO: POPE_REPLY, Form.LETTER: LETTER_REPLY, Form.WORDS: WORDS_REPLY}[form]


def _by_subject(questions: Sequence[Question], right: Sequence[float]) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for one, value in zip(questions, right, strict=True):
        found.setdefault(one.subject, []).append(value)
    return {name: sum(own) / len(own) for name, own in sorted(found.items()) if name}


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
