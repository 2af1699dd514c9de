"""Drawings of people leave a chat marked, in every format, and nothing else is touched."""

import base64
import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from engine.chats.entries import Message, Speaker, State, Used
from engine.chats.export import Format, export
from engine.chats.marking import marked
from engine.chats.store import ChatStore
from engine.gallery.mark import PACKET
from tests.engine.chats.test_store import a_picture

BO = Used(id="b", name="Bo", version=1)
MILA = Used(id="c", name="Mila", version=2)
THINGS = {"Bo"}
Exported = Callable[[Format, dict[str, str | int | float]], list[bytes]]


@pytest.fixture
def exported(tmp_path: Path) -> Exported:
    """The photo and the drawing of a chat about Bo, as a file of this form has them."""

    def write(form: Format, facts: dict[str, str | int | float]) -> list[bytes]:
        with ChatStore.open(tmp_path / "library") as store:
            chat = store.new([BO])
            said = store.say(chat.id, 0, "Who is it?", [a_picture(1, drawn=False)])
            store.write(store.answer(said.id, facts).id, "", State.WHOLE, [a_picture(2)])
            messages = marked(store.messages(chat.id), chat.concepts, THINGS)
            files = export(chat, messages, tmp_path / f"{chat.id}.{form}", form)
        return pictures(form, files)

    return write


def pictures(form: Format, files: list[Path]) -> list[bytes]:
    """The pictures that were written, in their order."""
    text = files[0].read_text(encoding="utf-8")
    if form is Format.JSON:
        found = [one for message in json.loads(text)["messages"] for one in message["pictures"]]
        return [base64.b64decode(one["data"]) for one in found]
    if form is Format.HTML:
        return [base64.b64decode(one) for one in re.findall(r"base64,([^\"]+)", text)]
    return [path.read_bytes() for path in files[1:]]


@pytest.mark.parametrize("form", list(Format))
def test_a_drawing_of_a_person_is_marked_and_a_photo_is_not(
    exported: Exported, form: Format
) -> None:
    photo, drawing = exported(form, {"concepts": "Mila 2"})
    assert photo == a_picture(1, drawn=False).data
    assert PACKET.encode() in drawing
    with Image.open(BytesIO(drawing)) as after, Image.open(BytesIO(a_picture(2).data)) as before:
        assert after.tobytes() == before.tobytes()


@pytest.mark.parametrize("form", list(Format))
def test_a_drawing_without_people_leaves_as_it_is(exported: Exported, form: Format) -> None:
    for concepts in ("Bo 1", ""):
        assert exported(form, {"concepts": concepts})[1] == a_picture(2).data


def drawn(**facts: str | int | float) -> Message:
    """An answer that is one drawing in memory."""
    with ChatStore.temporary() as store:
        said = store.say(store.new().id, 0, "Draw")
        begun = store.answer(said.id, dict(facts))
        store.write(begun.id, "", State.WHOLE, [a_picture()])
        found = store.path(begun.id)[-1]
    assert found.speaker is Speaker.MODEL
    return found


@pytest.mark.parametrize(
    ("facts", "now", "expected"),
    [
        ({"concepts": "Bo 1, Mila 2"}, [BO], True),
        ({"concepts": "Bo 1"}, [MILA], False),
        ({"concepts": "Somebody who is gone 3"}, [], True),
        ({}, [MILA], True),
        ({}, [BO], False),
        ({}, [], False),
    ],
)
def test_what_counts_is_whom_the_drawing_was_made_with(
    facts: dict[str, str], now: list[Used], expected: bool
) -> None:
    [picture] = marked([drawn(**facts)], now, THINGS)[0].pictures
    assert (PACKET.encode() in picture.read()) is expected
