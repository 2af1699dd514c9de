"""The list of chats and the attached photo, without widgets."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester

from desktop.context import Context
from desktop.state.chat_list import ChatsModel
from desktop.state.chats import Chats
from desktop.views.chat_composer import attach
from engine.chats.entries import Way
from engine.chats.export import Format
from tests.desktop.chat_script import Script, Until, chats, kept, said, script, texts, until

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
    assert row is not None and row.hit is not None and row.hit.message == first.id
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


def test_the_model_of_the_list_keeps_qts_rules(
    qapp: object, context: Context, chats: Chats, said: Callable[..., None]
) -> None:
    model = chats.list.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    said("Hello")
    said("And?")
    assert model.data(model.index(0), ChatsModel.ROW).chat.title == "Hello"
    assert tester.model() is model
