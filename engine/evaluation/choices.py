"""Questions of two choices about a concept: with a photo (VQA) or in words alone (text-only QA).

Two files are read: that of Yo'LLaVA, concept → photo (or number) → question, and our own, a list.
Rule of the paper (method.md 2.9): right where the right option's words stand in the reply.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import FormatError, InputError
from engine.evaluation.examinee import Asked, Examinee, parts
from engine.evaluation.protocol import OURS, Protocol
from engine.events import Job, Progress
from engine.tokens.images import read_photo

NOTE = "Asking"
IDENTIFIERS = ("<sks>", "{name}", "sks")
"""What stands for the concept in question files."""
_AT_ONCE = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A question and its two options; `photo` is None where it is asked in words alone."""

    question: str
    """`{name}` stands for the concept."""
    options: tuple[str, str]
    right: int
    """Which of the two."""
    photo: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceScores:
    """Shares of questions answered right; None where there were none of a kind."""

    vqa: float | None
    text: float | None
    vqa_by_likelihood: float | None
    text_by_likelihood: float | None
    right: tuple[bool, ...]
    """By the paper's rule, for each question in order."""


def read_questions(path: Path, name: str, photos: Path | None = None) -> list[Choice]:
    """The questions of a file about the concept `name`; photos are looked for in `photos` too.

    FormatError where the file is neither of the two forms; InputError where it has none on `name`.
    """
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        found = list(_read(written, name, photos or path.parent))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise FormatError(
            f"{path.name} holds no questions of two choices.",
            remedy="Use Yo'LLaVA's form, or a list of {question, options: [a, b], right: 0 or 1}.",
        ) from error
    if not found:
        raise InputError(
            f"{path.name} has no question about {name}.", remedy="Choose another file or name."
        )
    return found


def measure(
    examinee: Examinee, questions: Sequence[Choice], name: str, protocol: Protocol = OURS
) -> Job[ChoiceScores]:
    """Ask every question as “question a or b?” and judge the greedy reply.

    By likelihood, the option whose words are likelier as the answer to the question alone counts.
    """
    right: list[bool] = []
    likely: list[bool] = []
    for some in parts(questions, _AT_ONCE):
        yield Progress(len(right), len(questions), NOTE)
        asked = [_asked(examinee, one, name) for one in some]
        replies = examinee.replies(asked, _limit(protocol, examinee), emitted=protocol.emitted)
        right += [holds(one, reply.text) for one, reply in zip(some, replies, strict=True)]
        plain = [
            Asked(one.question.format(name=name), question.photo)
            for one, question in zip(some, asked, strict=True)
        ]
        scores = examinee.endings(plain, [[capital(word) for word in one.options] for one in some])
        likely += [int(row.argmax()) == one.right for one, row in zip(some, scores, strict=True)]
    yield Progress(len(questions), len(questions), NOTE)

    def share(values: Sequence[bool], seen: bool) -> float | None:
        pairs = zip(values, questions, strict=True)
        own = [value for value, one in pairs if (one.photo is not None) is seen]
        return sum(own) / len(own) if own else None

    return ChoiceScores(
        vqa=share(right, True),
        text=share(right, False),
        vqa_by_likelihood=share(likely, True),
        text_by_likelihood=share(likely, False),
        right=tuple(right),
    )


def holds(question: Choice, reply: str) -> bool:
    """The paper's rule: the right option, in small letters, stands in the reply."""
    return question.options[question.right].lower() in reply.lower()


def _limit(protocol: Protocol, examinee: Examinee) -> int:
    own = sum(len(ids.understanding) for ids in examinee.introduced) if protocol.emitted else 0
    return protocol.choice_reply + own


def _asked(examinee: Examinee, one: Choice, name: str) -> Asked:
    first, second = one.options
    text = f"{one.question.format(name=name)} {first} or {second}?"
    photo = None if one.photo is None else examinee.encode([read_photo(one.photo)])[0]
    return Asked(text, photo)


def _read(written: Any, name: str, photos: Path) -> Iterator[Choice]:
    if isinstance(written, list):
        for entry in written:
            photo = photos / entry["photo"] if entry.get("photo") else None
            yield _choice(entry["question"], entry["options"], int(entry["right"]), photo)
        return
    for key, entry in (written.get(name) or {}).items():
        options = entry.get("options") or entry["option"]  # the two official files differ here
        letters = sorted(options)
        right = letters.index(entry["correct_answer"].strip().upper())
        pair = [options[letter] for letter in letters]
        yield _choice(entry["question"], pair, right, _photo(key, photos))


def _choice(question: str, options: Sequence[str], right: int, photo: Path | None) -> Choice:
    first, second = options
    if right not in (0, 1):
        raise ValueError("the right option is neither")
    text = question.replace("{name}", "\0")
    for word in ("<sks>", "sks"):
        text = text.replace(word, "\0")
    plain = text.replace("{", "{{").replace("}", "}}").replace("\0", "{name}")
    return Choice(question=plain, options=(first, second), right=right, photo=photo)


def _photo(key: str, photos: Path) -> Path | None:
    """The official key is a path such as ./yollava-data/test/bo/0.png; a number has no photo."""
    named = Path(key)
    if not named.suffix:
        return None
    places = [named, photos / named, photos / named.parent.name / named.name, photos / named.name]
    return next((place for place in places if place.exists()), photos / named)


def capital(text: str) -> str:
    """The same words, beginning with a capital: as an answer begins."""
    return text[:1].upper() + text[1:]
