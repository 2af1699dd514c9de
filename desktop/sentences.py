"""What is said in English wherever it is made, in the person's language where it is shown.

The engine speaks to terminals and logs as well, and puts values into what it says. Every place of
the window that shows such a sentence asks here (docs/decisions/016).
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.languages import FOLDER
from engine.errors import YoError

ENGINE = "engine"
"""The context of these sentences in the `.ts` files."""
TEMPLATES = FOLDER / "templates.json"
"""Sentences with `%1`, `%2` … where values go; desktop/translations/update.py writes the list."""
_LONGEST = 2000
"""Characters; what is longer is a listing that another program made."""
_MOST = 6
"""Sentences that are looked up one by one; more of them are not ours."""
_AMOUNT = re.compile(r"\d+\.\d+")
_UNITS = (" GB", " hours")
_END = re.compile(r"(?<=[.?!]) (?=\S)")


def translated(text: str) -> str:
    """One or more sentences in the person's language; as they are where they are not known."""
    fixed = QCoreApplication.translate(ENGINE, text) if text else ""
    if fixed != text or not text or QLocale().language() is QLocale.Language.English:
        return fixed
    if len(text) > _LONGEST:
        return text
    return _in_sentences(text) or _by_template(text) or text


def failure(error: YoError) -> str:
    """What happened and what to do about it, in the person's language."""
    return f"{translated(str(error))} {translated(error.remedy)}".strip()


@dataclass(frozen=True, slots=True)
class Template:
    """`%1 is damaged: %2.`, and what stands before, between and after its values."""

    text: str
    pieces: tuple[str, ...]

    def values(self, sentence: str) -> tuple[str, ...] | None:
        """What fills the places, each as short as it can be; None where it is another sentence.

        As an expression with lazy groups would find them, in one pass and without compiling it.
        """
        first, *between, last = self.pieces
        at, end = len(first), len(sentence) - len(last)
        if at > end or not (sentence.startswith(first) and sentence.endswith(last)):
            return None
        found = []
        for piece in between:
            begin = sentence.find(piece, at, end)
            if begin < 0:
                return None
            found.append(sentence[at:begin])
            at = begin + len(piece)
        return (*found, sentence[at:end])

    def filled(self, values: Sequence[str]) -> str:
        """The translation with these values."""
        between = zip(self.pieces, values, self.pieces[1:], strict=False)
        shown = [_shown(before, value, after) for before, value, after in between]
        words = QCoreApplication.translate(ENGINE, self.text)
        return re.sub(r"%(\d)", lambda place: shown[int(place[1]) - 1], words)


@cache
def templates() -> tuple[Template, ...]:
    """All of them: the one with the most words of its own comes first."""
    texts: list[str] = json.loads(TEMPLATES.read_text(encoding="utf-8"))
    found = [Template(text, tuple(re.split(r"%\d", text))) for text in texts]
    return tuple(sorted(found, key=lambda one: (-len("".join(one.pieces)), one.text)))


def _shown(before: str, value: str, after: str) -> str:
    """A value between these words: an amount as the person writes it, a phrase in their language.

    A name in quotation marks is nobody's phrase.
    """
    if _AMOUNT.fullmatch(value) and after.startswith(_UNITS):
        return QLocale().toString(float(value), "f", len(value.partition(".")[2]))
    return value if before.endswith("“") or " " not in value else translated(value)


def _by_template(sentence: str) -> str:
    """The sentence by the first template that it follows; empty where it follows none."""
    for one in templates():
        values = one.values(sentence)
        if values is not None:
            return one.filled(values)
    return ""


def _in_sentences(text: str) -> str:
    """Several sentences, each of them known; empty where one is not, or where it is only one."""
    ends = list(_END.finditer(text))
    for end in ends if len(ends) < _MOST else ():
        first, others = _known(text[: end.start()]), text[end.end() :]
        if first and (rest := _in_sentences(others) or _known(others)):
            return f"{first} {rest}"
    return ""


def _known(sentence: str) -> str:
    fixed = QCoreApplication.translate(ENGINE, sentence)
    return fixed if fixed != sentence else _by_template(sentence)
