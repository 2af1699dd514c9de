"""What is said about an answer."""

from collections.abc import Mapping

import pytest
from PySide6.QtWidgets import QApplication

from desktop import languages
from desktop.state import chat_words
from engine.chats.entries import PICTURE, Fact, Message, Picture, Speaker

DRAWN = (Picture(file="1.png", width=8, height=8, drawn=True),)


def answer(text: str, facts: Mapping[str, Fact], **more: bool) -> Message:
    """What the model said."""
    pictures = DRAWN if PICTURE in text else ()
    return Message(
        id=2, parent=1, speaker=Speaker.MODEL, text=text, facts=facts, pictures=pictures, **more
    )


@pytest.mark.parametrize(
    ("text", "photos", "words"),
    [
        ("Yes.", {"photos": 4}, "Says what it saw in 4 photos; may be wrong."),
        ("Yes.", {"photos": 1}, "Says what it saw in 1 photo; may be wrong."),
        ("Yes.", {}, "Says what it saw in a few photos; may be wrong."),
        (f"Look: {PICTURE}", {"photos": 4}, "Says what it saw in 4 photos; may be wrong."),
        (PICTURE, {"photos": 4}, "Drawn from what 4 photos showed; it only resembles that."),
        (PICTURE, {}, "Drawn from what a few photos showed; it only resembles that."),
    ],
)
def test_an_answer_about_a_concept_is_worth_what_its_photos_showed(
    app: QApplication, text: str, photos: Mapping[str, Fact], words: str
) -> None:
    languages.install(app, "en")
    assert chat_words.badge(answer(text, {"concepts": "Bo 1", **photos})) == words


def test_what_is_about_no_concept_or_was_edited_or_said_by_the_person_has_no_badge() -> None:
    facts: Mapping[str, Fact] = {"concepts": "Bo 1", "photos": 4}
    assert chat_words.badge(answer("Yes.", {"concepts": "", "way": "words"})) == ""
    assert chat_words.badge(answer("Yes.", facts, edited=True)) == ""
    assert chat_words.badge(Message(id=1, parent=0, speaker=Speaker.PERSON, text="Is it?")) == ""


def test_the_badge_is_german_in_a_german_window(german: None) -> None:
    said = chat_words.badge(answer("Ja.", {"concepts": "Bo 1", "photos": 4}))
    assert said == "Sagt, was es auf 4 Fotos gesehen hat; kann falsch sein."
