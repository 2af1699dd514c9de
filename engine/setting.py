"""How one setting is declared: its default, what it may be, and its words for people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeAlias

from engine.errors import InputError

Value: TypeAlias = str | int | bool | None


class Kind(StrEnum):
    """How a setting is chosen."""

    CHOICE = "choice"
    SWITCH = "switch"
    NUMBER = "number"
    TEXT = "text"
    HIDDEN = "hidden"
    """Kept for the app itself; no person sets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The declaration of one setting. `title` and `words` are English sentences for people."""

    name: str = ""
    kind: Kind
    title: str
    words: str
    group: str = "Look"
    default: Value = None
    choices: Mapping[str, str] = field(default_factory=dict)
    """Value → its words; a CHOICE has at least two."""

    def read(self, text: str) -> Value:
        """The value that a person typed. InputError where it cannot be one; see `Settings`."""
        typed = text.strip()
        if typed.lower() in ("", "none", "default"):
            return self.default
        if self.kind is Kind.SWITCH:
            return self._switched(typed.lower())
        return int(typed) if self.kind is Kind.NUMBER and typed.isdecimal() else typed

    def check(self, value: object) -> None:
        """InputError where `value` cannot be this setting's."""
        match self.kind:
            case Kind.CHOICE:
                good, what = value in tuple(self.choices), f"There is no {self.name} {value!r}."
                remedy = f"Choose {_either(list(self.choices))}."
            case Kind.SWITCH:
                good, what = isinstance(value, bool), f"{value!r} is neither on nor off."
                remedy = f"Set {self.name} to on or off."
            case Kind.NUMBER:
                good = value is None or (type(value) is int and value >= 1)
                what, remedy = f"{value!r} is no number of {self.name}.", "Choose 1 or more."
            case _:
                good = value is None or isinstance(value, str)
                what = f"The setting {self.name} cannot be {value!r}."
                remedy = "Name one, or leave it out."
        if not good:
            raise InputError(what, remedy=remedy)

    def _switched(self, typed: str) -> bool:
        if typed not in ("on", "off", "yes", "no", "true", "false"):
            raise InputError(f"{typed!r} is neither on nor off.", f"Set {self.name} to on or off.")
        return typed in ("on", "yes", "true")


def _declared(default: Value, setting: Setting) -> Any:
    return field(default=default, metadata={"setting": setting})


def choice(title: str, words: str, group: str, choices: Mapping[str, str]) -> Any:
    """A setting whose default is the first choice."""
    kept = MappingProxyType(dict(choices))
    setting = Setting(kind=Kind.CHOICE, title=title, words=words, group=group, choices=kept)
    return _declared(next(iter(choices)), setting)


def other(default: Value, kind: Kind, group: str, title: str, words: str) -> Any:
    """A setting of another kind."""
    return _declared(default, Setting(kind=kind, title=title, words=words, group=group))


def _either(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
