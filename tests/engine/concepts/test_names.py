"""What a concept may be called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.concepts.names import LONGEST_NAME, checked_name, name_key
from engine.errors import InputError


@pytest.mark.parametrize(
    "name",
    ["Bo", "Frau Müller", "<bo>", "<image>", "<reserved16200>", "小白", "🐶", "👩‍👧", "No. 7", "7"],
)
def test_an_ordinary_name_stays_as_it_is(name: str) -> None:
    assert checked_name(name) == name


def test_space_around_a_name_is_left_out() -> None:
    assert checked_name("  Bo \n") == "Bo"


def test_a_decomposed_umlaut_becomes_one_character() -> None:
    assert checked_name("Mu\u0308ller") == "Müller"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "empty"),
        (" \t\u3000", "empty"),
        ("x" * (LONGEST_NAME + 1), "65 characters"),
        ("a/b", "slash"),
        ("..\\b", "slash"),
        ("B\0o", "control"),
        ("B\no", "control"),
        ("B\x1b[2Jo", "control"),
        ("Bo\u202egpj", "control"),
        ("\u2066Bo\u2069", "control"),
        ("B\u200bo", "control"),
        ("B\ud800o", "control"),
        ("...", "punctuation"),
        ("<>", "punctuation"),
        ("\u0301", "punctuation"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused_in_a_sentence(name: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as error:
        checked_name(name)
    assert error.value.remedy.endswith(".")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bo", "BO"),
        ("Straße", "STRASSE"),
        ("MÜLLER", "mu\u0308ller"),
        ("👩‍👧", "👩👧"),
        (" Bo", "bo "),
    ],
)
def test_names_that_look_alike_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@given(st.text(max_size=80))
def test_a_checked_name_is_checked_again_without_change(text: str) -> None:
    try:
        name = checked_name(text)
    except InputError:
        return
    assert checked_name(name) == name
    assert name.encode().decode() == name
    assert 1 <= len(name) <= LONGEST_NAME


@given(st.text(max_size=80))
def test_a_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)
