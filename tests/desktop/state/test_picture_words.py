"""What is said before something is drawn."""

import pytest

from desktop.state.mentions import Mentionable
from desktop.state.picture_words import beforehand

BO = Mentionable(name="Bo", kind="pet", version=3)
MILA = Mentionable(name="Mila", kind="person", version=1)


@pytest.mark.parametrize(
    ("spoken", "mentioned", "version", "words"),
    [
        ("Bo at sea", (BO,), 2, "Version 2 of “Bo” is drawn, as in that picture."),
        ("Bo at sea", (BO,), 3, "Resembles what it saw in a few photos"),
        ("Bo at sea", (BO,), None, "Resembles what it saw in a few photos"),
        ("a {red|blue} cup", (), None, "Each picture takes one of the words in braces"),
        ("Bo and Mila", (BO, MILA), None, "Several concepts at once are experimental"),
    ],
)
def test_a_person_knows_what_is_drawn(
    spoken: str, mentioned: tuple[Mentionable, ...], version: int | None, words: str
) -> None:
    assert beforehand(spoken, mentioned, version).startswith(words)


def test_of_plain_words_there_is_nothing_to_say() -> None:
    assert beforehand("a cup", (), None) == ""
