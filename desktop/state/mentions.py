"""Concepts that a text names with an @: found, completed and spelled. Pure functions of text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.concepts.library import ConceptLibrary
from engine.concepts.names import LONGEST_NAME

MARK = "@"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentionable:
    """A concept as a completion and as a chip show it."""

    name: str
    kind: str
    version: int
    portrait: Path | None = None
    """One of its photos; None where it has none."""
    versions: tuple[int, ...] = ()
    """Numbers of all its versions."""


def mentionables(library: ConceptLibrary) -> list[Mentionable]:
    """Every concept of the library, by name."""
    return [
        Mentionable(
            name=card.entry.name,
            kind=card.entry.kind,
            version=card.entry.current_version,
            portrait=card.portrait,
            versions=tuple(one.number for one in library.versions(card.entry.name)),
        )
        for card in library.cards()
    ]


def begun(text: str, position: int) -> str | None:
    """What stands between an @ and the cursor at `position`; None where no name is being typed."""
    at = text.rfind(MARK, 0, position)
    if at < 0 or (at > 0 and text[at - 1].isalnum()):  # an e-mail address names nobody
        return None
    typed = text[at + 1 : position]
    return typed if "\n" not in typed and len(typed) <= LONGEST_NAME else None


def completions(typed: str, known: Sequence[Mentionable]) -> list[Mentionable]:
    """Concepts whose name begins with what was typed, in any case."""
    start = typed.casefold()
    return [one for one in known if one.name.casefold().startswith(start)]


def mentioned(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names that stand in the text after an @, each once, in their order there."""
    spelled = {name.casefold(): name for name in names}
    found = [spelled[match[1].casefold()] for match in _mentions(text, names)]
    return tuple(dict.fromkeys(found))


def spans(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """Where each mention begins, with its @, and how long it is."""
    return [(match.start(), match.end() - match.start()) for match in _mentions(text, names)]


def unmarked(text: str, names: Sequence[str]) -> str:
    """The text as the model reads it: names without their @."""
    for start, _ in reversed(spans(text, names)):
        text = text[:start] + text[start + 1 :]
    return text


def marked(text: str, names: Sequence[str]) -> str:
    """The text as a person edits it: the first of each name gets its @, where it has none."""
    for name in names:
        if name in mentioned(text, names):
            continue
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
        if found:
            text = text[: found.start()] + MARK + text[found.start() :]
    return text


def _mentions(text: str, names: Sequence[str]) -> list[re.Match[str]]:
    if not names:
        return []
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return list(re.finditer(rf"(?<!\w){MARK}({longest_first})(?!\w)", text, re.IGNORECASE))
