"""The list of chats and the attached photo, without widgets."""

import base64
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester

from desktop.context import Context
from desktop.state.chats import Chats
from desktop.state.chats_model import DRAGGED, ChatsModel, Heading, Row
from desktop.views.chat_composer import attach
from engine.chats.entries import State, Used, Way
from engine.chats.export import Format
from engine.chats.store import ChatStore
from engine.gallery.mark import PACKET
from tests.desktop.chat_script import Script, Until, chats, kept, said, script, texts, until
from tests.engine.chats.test_store import a_picture

__all__ = ["chats", "said", "script", "until"]


def test_a_photo_goes_with_the_message_and_a_second_one_takes_its_place(
    chats: Chats, until: Until, tmp_path: Path, script: Script
) -> None:
    for name in ("a.png", "b.png"):
        Image.new("RGB", (64, 48), "red" if name == "a.png" else "blue").save(tmp_path / name)
    told: list[str] = []
    chats.attachments.replaced.connect(lambda: told.append("replaced"))
    chats.open((tmp_path / "a.png",))
    until(lambda: chats.attachments.photo is not None)
    first = chats.attachments.photo
    chats.attachments.add_files([tmp_path / "b.png"])
    until(lambda: chats.attachments.photo is not first)
    assert told == ["replaced"]
    assert chats.send("", (), Way.WORDS)
    assert chats.attachments.photo is None
    until(lambda: len(texts(chats)) == 2)
    [picture] = chats.chat.shown[0].message.pictures
    assert not picture.drawn and script.asked[0][1][-1].pictures == (picture,)


def test_what_is_no_photo_is_told(
    chats: Chats, context: Context, until: Until, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(b"no")
    told: list[object] = []
    context.notices.said.connect(told.append)
    chats.attachments.add_files([tmp_path / "a.png"])
    until(lambda: bool(told))
    assert chats.attachments.photo is None


def test_a_pasted_picture_is_attached(chats: Chats, until: Until) -> None:
    data, image = QMimeData(), QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0xFF00FF)
    data.setImageData(image)
    attach(data, chats.attachments)
    until(lambda: chats.attachments.photo is not None)
    assert (chats.attachments.photo.width, chats.attachments.photo.height) == (40, 30)  # type: ignore[union-attr]


def test_search_shows_chats_with_a_hit_and_opens_its_branch(
    chats: Chats, context: Context, until: Until
) -> None:
    with kept(context) as store:
        chat = store.new()
        first = store.say(chat.id, 0, "Where do marmots sleep?")
        store.say(chat.id, 0, "Something else")
        store.say(store.new().id, 0, "Owls")
    chats.list.search("marmot")
    until(lambda: chats.list.model.rowCount() == 1)
    row = chats.list.model.at(0)
    assert isinstance(row, Row) and row.hit is not None and row.hit.message == first.id
    chats.chat.open(row.chat.id, row.hit.message)
    until(lambda: texts(chats) == ["Where do marmots sleep?"])


def test_a_deleted_chat_comes_back_or_is_erased(
    chats: Chats, context: Context, said: Callable[..., None], until: Until
) -> None:
    said("Hello")
    chat = chats.chat.chat.id  # type: ignore[union-attr]
    chats.list.delete(chat)
    until(lambda: chats.list.model.rowCount() == 0)
    assert chats.chat.chat is None
    context.notices.undo()
    until(lambda: chats.list.model.rowCount() == 1)
    chats.list.delete_all()
    until(lambda: chats.list.model.rowCount() == 0)
    context.notices.commit()
    until(lambda: chats.chat.library.idle)
    with kept(context) as store:
        assert store.chats() == [] and store.messages(chat) == []


def test_a_chat_is_renamed_and_pinned_where_it_is_shown(
    chats: Chats, said: Callable[..., None], until: Until
) -> None:
    said("Hello")
    chat = chats.chat.chat.id  # type: ignore[union-attr]
    chats.list.rename(chat, "Greetings")
    chats.list.pin(chat, True)
    until(lambda: bool(chats.chat.chat and chats.chat.chat.pinned))
    assert chats.chat.chat.title == "Greetings"  # type: ignore[union-attr]


def test_a_chat_is_written_to_a_file(
    chats: Chats, said: Callable[..., None], until: Until, tmp_path: Path
) -> None:
    said("Hello")
    files: list[list[Path]] = []
    chats.exported.connect(files.append)
    chats.export(tmp_path / "chat.md", Format.MARKDOWN)
    until(lambda: bool(files))
    assert (tmp_path / "chat.md").read_text(encoding="utf-8") == chats.words()


def test_drawings_of_a_person_are_written_with_their_mark_where_the_settings_say_so(
    chats: Chats, context: Context, until: Until, tmp_path: Path
) -> None:
    with ChatStore.open(context.home / "library") as store:
        chat = store.new()
        begun = store.answer(store.say(chat.id, 0, "Ada").id, {"concepts": "Ada 1"})
        store.write(begun.id, "", State.WHOLE, [a_picture()])
    chats.open(chat.id)
    until(lambda: chats.chat.chat is not None)
    for wanted in (True, False):
        context.settings.change(mark_people=wanted)
        chats.export(tmp_path / f"{wanted}.html", Format.HTML)
        until((tmp_path / f"{wanted}.html").exists)
    [marked], [plain] = (
        re.findall(r"base64,([^\"]+)", (tmp_path / f"{wanted}.html").read_text(encoding="utf-8"))
        for wanted in (True, False)
    )
    assert PACKET.encode() in base64.b64decode(marked)
    assert base64.b64decode(plain) == a_picture().data


def test_a_copied_and_a_written_chat_speak_german_in_a_german_window(
    chats: Chats, said: Callable[..., None], until: Until, tmp_path: Path, german: None
) -> None:
    said("Hallo")
    assert "**Sie**" in chats.words() and "**Antwort**" in chats.words()
    file = tmp_path / "chat.txt"
    chats.export(file, Format.TEXT)
    until(file.exists)
    assert file.read_text(encoding="utf-8").splitlines()[2] == "Sie:"


def test_the_model_of_the_list_keeps_qts_rules(
    qapp: object, context: Context, chats: Chats, said: Callable[..., None]
) -> None:
    model = chats.list.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    said("Hello")
    said("And?")
    assert model.data(model.index(0), ChatsModel.ROW).chat.title == "Hello"
    assert tester.model() is model


def shown(chats: Chats) -> list[str]:
    """The list as a person reads it; folders in brackets."""
    rows = [chats.list.model.at(number) for number in range(chats.list.model.rowCount())]
    return [
        f"[{one.folder} {one.chats}]" if isinstance(one, Heading) else one.chat.title
        for one in rows
        if one is not None
    ]


def dropped(chats: Chats, chat: str, on: int) -> bool:
    """What the model says to a chat that is dropped on a row; -1 is below all of them."""
    model, data = chats.list.model, QMimeData()
    data.setData(DRAGGED, chat.encode())
    parent = model.index(on) if on >= 0 else QModelIndex()
    return model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, parent)


def test_chats_are_dragged_into_folders_which_open_and_close(
    chats: Chats, context: Context, until: Until
) -> None:
    with kept(context) as store:
        ids = {text: store.new().id for text in ("One", "Two")}
        for text, chat in ids.items():
            store.say(chat, 0, text)
    chats.list.refresh()
    until(lambda: shown(chats) == ["Two", "One"])
    chats.list.move(ids["One"], "Trips")
    until(lambda: shown(chats) == ["[Trips 1]", "One", "[ 1]", "Two"])
    assert dropped(chats, ids["Two"], 1), "on a chat of the folder"
    until(lambda: shown(chats) == ["[Trips 2]", "Two", "One", "[ 0]"])
    assert dropped(chats, ids["One"], 3), "on the heading of those in none"
    until(lambda: shown(chats) == ["[Trips 1]", "Two", "[ 1]", "One"])
    chats.list.toggle("Trips")
    assert shown(chats) == ["[Trips 1]", "[ 1]", "One"]
    assert chats.list.model.row_of(ids["Two"]) == -1
    first = chats.list.model.index(0)
    assert not first.flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert "not shown" in chats.list.model.data(first, Qt.ItemDataRole.AccessibleTextRole)
    dragged = chats.list.model.mimeData([chats.list.model.index(2)])
    assert dragged.data(DRAGGED).data().decode() == ids["One"]


def test_a_removed_folder_comes_back_with_its_chats(
    chats: Chats, context: Context, until: Until
) -> None:
    with kept(context) as store:
        chat = store.new()
        store.say(chat.id, 0, "One")
        store.folders.move([chat.id], "Trips")
    chats.list.rename_folder("Trips", "Travels")
    until(lambda: shown(chats) == ["[Travels 1]", "One", "[ 0]"])
    chats.list.remove_folder("Travels")
    until(lambda: shown(chats) == ["One"])
    until(lambda: bool(chats.chat.library.idle))
    context.notices.undo()
    until(lambda: shown(chats) == ["[Travels 1]", "One", "[ 0]"])


def test_only_the_chats_that_are_wanted_are_listed(
    chats: Chats, context: Context, until: Until
) -> None:
    with kept(context) as store:
        for text, folder in (("One ball", "Trips"), ("Two balls", "")):
            chat = store.new([Used(id=text, name=text[:3], version=1)])
            store.say(chat.id, 0, text)
            if folder:
                store.folders.move([chat.id], folder)
    chats.list.look_for(folder="Trips")
    until(lambda: shown(chats) == ["One ball"])
    assert chats.list.looking and chats.list.concepts == ["One", "Two"]
    chats.list.look_for(concept="Two")
    until(lambda: shown(chats) == [])
    chats.list.look_for_all()
    until(lambda: len(shown(chats)) == 4)
    chats.list.look_for(since=date.today(), concept="Two")
    chats.list.search("ball")
    until(lambda: shown(chats) == ["Two balls"])
