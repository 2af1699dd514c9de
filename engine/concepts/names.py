"""What a concept may be called. A name is for people; it never becomes a file name."""

import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from engine.errors import InputError

LONGEST_NAME = 64
"""Characters, after Unicode's NFC."""

_SEPARATORS = frozenset("/\\")
_JOINERS = frozenset("\u200c\u200d")  # inside emoji, and between letters in Persian
_UNSEEN = _JOINERS | {"\ufe0e", "\ufe0f"}  # the last two choose between text and emoji style
_CONTROLS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # with bidi marks and lone surrogates
_READABLE = frozenset({"So", "Cn", "Co"})  # symbols, and emoji younger than this Python


class NameTakenError(InputError):
    """Another concept has this name."""

    def __init__(self, what: str, remedy: str, name: str = "") -> None:
        super().__init__(what, remedy)
        self.name = name
        """As that concept has it."""


def checked_name(name: str) -> str:
    """`name` in NFC without surrounding space; InputError where it cannot be a concept's name."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name:
        raise InputError("The name is empty.", remedy="Give the concept a name, such as Bo.")
    if len(name) > LONGEST_NAME:
        raise InputError(
            f"The name has {len(name)} characters; {LONGEST_NAME} are possible.",
            remedy="Choose a shorter name.",
        )
    if _SEPARATORS & set(name):
        raise InputError("The name has a slash or backslash.", remedy="Leave it out of the name.")
    if any(unicodedata.category(c) in _CONTROLS and c not in _JOINERS for c in name):
        raise InputError("The name has invisible control characters.", remedy="Type the name anew.")
    if not any(_readable(character) for character in name):
        raise InputError(
            f"“{name}” is punctuation only.", remedy="Use at least one letter, digit or emoji."
        )
    return name


def name_key(name: str) -> str:
    """What two names share when they count as the same: case and unseen characters are left out."""
    folded = unicodedata.normalize("NFC", name).strip().casefold()
    return unicodedata.normalize("NFC", "".join(c for c in folded if c not in _UNSEEN))


def _readable(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LN" or category in _READABLE


def suggestion(name: str, names: Sequence[str]) -> str:
    """What to do where no concept is called `name`, and these are all."""
    close = similar(name, names)
    if close:
        return f"Did you mean {' or '.join(f'“{one}”' for one in close)}?"
    return "Look at the list of concepts." if names else "Learn a concept first."


def similar(name: str, names: Sequence[str]) -> list[str]:
    """Those of `names` that a person may have meant by `name`, the closest first."""
    by_key = {name_key(one): one for one in names}
    return [by_key[key] for key in get_close_matches(name_key(name), by_key, cutoff=0.5)]
