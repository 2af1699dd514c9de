"""Words of a message before it is kept: names after an @, a title, a search."""

import re
from collections.abc import Iterable

from engine.chats.entries import LONGEST_TITLE, PICTURE


def mentioned(text: str, names: Iterable[str]) -> tuple[str, list[str]]:
    """`text` with each `@name` as the name alone, and the names so marked, in their order.

    Names may have spaces; the longest that fits counts, in any case of letters.
    """
    known = {name.casefold(): name for name in names}
    if not known:
        return text, []
    longest_first = sorted(known, key=len, reverse=True)
    pattern = "|".join(re.escape(name) for name in longest_first)
    found: list[str] = []

    def replaced(match: re.Match[str]) -> str:
        name = known[match.group(1).casefold()]
        if name not in found:
            found.append(name)
        return name

    return re.sub(rf"(?<!\w)@({pattern})(?!\w)", replaced, text, flags=re.IGNORECASE), found


def title_of(text: str) -> str:
    """The first words, on one line, cut between words where they are many."""
    line = " ".join(text.replace(PICTURE, " ").split())
    if len(line) <= LONGEST_TITLE:
        return line
    cut = line[:LONGEST_TITLE]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut[:-1]}…"


def search_query(typed: str) -> str:
    """What FTS5 is asked: all words, each also as a beginning. Empty where there are no words."""
    words = re.findall(r"\w+", typed)
    return " ".join(f'"{word}"*' for word in words)


def plain_snippet(text: str) -> str:
    """Words around a hit on one line."""
    return " ".join(text.replace(PICTURE, " ").split())
