"""What the words of a reply to a benchmark's question are worth, as the authors' scripts judge.

“no” in the first sentence is a no; the right letter or option stands in the reply (method.md 2.9).
"""

import re
from collections.abc import Callable, Mapping, Sequence

from engine.evaluation.exams import LETTERS, Form, Question


def judged(form: Form, question: Question, reply: str) -> float:
    """0…1 for a reply, by the words in it."""
    return _JUDGES[form](question, reply)


def textvqa_accuracy(reply: str, answers: Sequence[str]) -> float:
    """min(people who said it / 3, 1), averaged over leaving each of them out (arXiv 1904.08920)."""
    said, given = _plain(reply), [_plain(one) for one in answers]
    left_out = [
        min(1.0, sum(one == said for one in (*given[:place], *given[place + 1 :])) / 3)
        for place in range(len(given))
    ]
    return sum(left_out) / len(left_out) if left_out else 0.0


def _yes_or_no(question: Question, reply: str) -> float:
    """The paper's rule: any of No, not, no in the first sentence is a no, all else a yes."""
    first = re.split(r"[.!?]", reply, maxsplit=1)[0].replace(",", " ").split()
    said = "no" if {"No", "no", "not"} & set(first) else "yes"
    return float(said == question.right[0])


def _letter(question: Question, reply: str) -> float:
    """The first letter that stands alone, else the one option whose words are in the reply."""
    alone = re.search(rf"\b([{LETTERS}])\b", reply)
    if alone:
        return float(alone[1] == question.right[0])
    named = [
        letter
        for letter, option in zip(LETTERS, question.options, strict=False)
        if option.lower() in reply.lower()
    ]
    return float(named == [question.right[0]])


def _words(question: Question, reply: str) -> float:
    return textvqa_accuracy(reply, question.right)


_JUDGES: Mapping[Form, Callable[[Question, str], float]] = {
    Form.YES_NO: _yes_or_no,
    Form.LETTER: _letter,
    Form.WORDS: _words,
}


def _plain(text: str) -> str:
    """Small letters, without articles and marks: as the official evaluation compares answers."""
    words = re.sub(r"[^\w\s']", " ", text.lower()).split()
    return " ".join(word for word in words if word not in ("a", "an", "the"))
