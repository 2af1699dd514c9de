"""Concepts that a text names with an @."""

import pytest

from desktop.state.mentions import Mentionable, begun, completions, marked, mentioned, unmarked

NAMES = ["Bo", "Bo 2", "Mila", "Jürgen"]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("@", ""),
        ("a @Mi", "Mi"),
        ("(@Bo 2", "Bo 2"),
        ("me@bo", None),
        ("nothing", None),
        ("@Bo\nand", None),
        ("@" + "x" * 70, None),
    ],
)
def test_what_is_being_typed_after_an_at_sign(text: str, typed: str | None) -> None:
    assert begun(text, len(text)) == typed


def test_names_are_completed_in_any_case() -> None:
    known = [Mentionable(name=name, kind="pet", version=1) for name in NAMES]
    assert [one.name for one in completions("bO", known)] == ["Bo", "Bo 2"]
    assert [one.name for one in completions("jü", known)] == ["Jürgen"]


def test_the_longest_name_is_meant_and_each_is_told_once() -> None:
    assert mentioned("@bo 2, @Mila and @bo 2 with @Boris", NAMES) == ("Bo 2", "Mila")


@pytest.mark.parametrize("text", ["a photo of @Bo", "@Mila and @Bo 2!", "nobody", "me@Bo"])
def test_marking_gives_back_what_unmarking_took(text: str) -> None:
    names = mentioned(text, NAMES)
    assert marked(unmarked(text, NAMES), names) == text
