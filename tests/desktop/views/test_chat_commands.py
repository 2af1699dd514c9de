"""What can be done with a chat: by key, menu and dialog."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.views.chat_page import ChatPage
from desktop.widgets.gallery_picker import GalleryPicker
from engine.chats import talk
from engine.chats.entries import Way
from engine.chats.store import ChatStore
from engine.concepts.concept import Concept
from engine.concepts.library import ConceptLibrary
from engine.errors import SetupError
from engine.events import Job, Said
from tests.desktop.chat_screen import (
    bubbles,
    button,
    chats_of,
    new_concept,
    page,
    say,
    script,
    until,
)
from tests.desktop.chat_script import Script, Until, texts
from tests.desktop.drawn import kept

__all__ = ["new_concept", "page", "script", "until"]


def test_an_answer_and_a_question_are_edited_in_a_dialog(
    page: ChatPage, qtbot: QtBot, until: Until
) -> None:
    say(page, "Hello", qtbot, until)
    qtbot.mouseClick(button(bubbles(page)[1], "Edit"), Qt.MouseButton.LeftButton)
    dialog = page.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog) and dialog.textValue() == "One two."
    dialog.setTextValue("Three.")
    dialog.accept()
    until(lambda: texts(chats_of(page)) == ["Hello", "Three."])
    until(lambda: "edited" in bubbles(page)[1]._marks.text())
    page.commands._edit_message(chats_of(page).chat.shown[0].message.id)
    dialog = page.findChildren(QInputDialog)[-1]
    dialog.setTextValue("Good morning")
    dialog.accept()
    until(lambda: texts(chats_of(page)) == ["Good morning", "One two."])


def test_try_again_answers_what_has_failed_wherever_the_person_looks(
    page: ChatPage, qtbot: QtBot, until: Until, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> Job[list[object]]:
        raise SetupError("No memory.", remedy="Close programs.")
        yield Said("")

    say(page, "Hello", qtbot, until)
    answers, chat = talk.respond, chats_of(page).chat
    monkeypatch.setattr(talk, "respond", refused)
    chats_of(page).send("A cat", (), Way.PICTURE)
    until(lambda: chat.problem is not None and chat.answering is None)
    bubbles(page)[1].chosen.emit(chat.shown[1].message.id)
    monkeypatch.setattr(talk, "respond", answers)
    qtbot.mouseClick(page.conversation._retry, Qt.MouseButton.LeftButton)
    until(lambda: len(chat.shown) == 4 and chat.answering is None)
    assert (script.asked[-1][0].way, script.asked[-1][1][-1].text) == (Way.PICTURE, "A cat")


def test_the_whole_chat_and_one_message_are_copied(
    page: ChatPage, qtbot: QtBot, until: Until
) -> None:
    say(page, "Hello", qtbot, until)
    page.commands.actions["copy"].trigger()
    assert QGuiApplication.clipboard().text() == "One two."
    page.commands.actions["copy_all"].trigger()
    assert QGuiApplication.clipboard().text().count("**") == 4


def test_a_chat_is_written_as_the_kind_of_file_that_was_chosen(
    page: ChatPage, qtbot: QtBot, until: Until, tmp_path: Path
) -> None:
    say(page, "Hello", qtbot, until)
    qtbot.keyClick(
        page.conversation.composer.edit, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier
    )
    dialog = page.findChild(QFileDialog)
    kinds = [one.rpartition("(")[2] for one in dialog.nameFilters()]
    assert kinds == ["*.md)", "*.txt)", "*.html)", "*.json)"]
    dialog.selectNameFilter(dialog.nameFilters()[1])
    dialog.fileSelected.emit(str(tmp_path / "talk"))
    until((tmp_path / "talk.txt").exists)
    assert "You:\n\nHello" in (tmp_path / "talk.txt").read_text(encoding="utf-8")
    dialog.reject()


def test_only_a_file_that_the_dialog_has_asked_about_is_written_over(
    page: ChatPage, context: Context, qtbot: QtBot, until: Until, tmp_path: Path
) -> None:
    say(page, "Hello", qtbot, until)
    said: list[str] = []
    context.notices.said.connect(lambda notice: said.append(notice.text))
    file = tmp_path / "talk.md"
    file.write_text("mine")
    page.commands.actions["export"].trigger()
    dialog = page.findChild(QFileDialog)
    assert dialog.defaultSuffix() == "md" and not dialog.testOption(
        QFileDialog.Option.DontConfirmOverwrite
    )
    dialog.fileSelected.emit(str(file.with_suffix("")))
    until(lambda: bool(said))
    assert "exists" in said[0] and file.read_text() == "mine"
    dialog.fileSelected.emit(str(file))
    until(lambda: len(said) == 2)
    assert "Hello" in file.read_text(encoding="utf-8")
    dialog.selectNameFilter(dialog.nameFilters()[2])
    dialog.filterSelected.emit(dialog.nameFilters()[2])
    assert dialog.defaultSuffix() == "html"
    dialog.reject()


def test_every_command_has_words_and_is_known_to_the_palette(
    page: ChatPage, context: Context
) -> None:
    names = {one.declared.name for one in context.actions.commands()}
    assert {"chat.new", "chat.stop", "chat.search", "chat.again", "chat.export"} <= names
    assert all(one.action.text() for one in context.actions.commands())


def test_a_picture_of_the_gallery_goes_with_the_next_message(
    page: ChatPage, context: Context, qtbot: QtBot, until: Until, script: Script
) -> None:
    [drawn] = kept(context.home, 1)
    page.commands.actions["gallery"].trigger()
    [picker] = page.findChildren(GalleryPicker)
    until(lambda: picker.list.model().rowCount() == 1)
    picker.list.setCurrentIndex(picker.list.model().index(0, 0))
    picker.list.setFocus()
    qtbot.keyClick(picker.list, Qt.Key.Key_Return)
    until(lambda: chats_of(page).attachments.photo is not None)
    say(page, "Who is this?", qtbot, until)
    [photo] = script.asked[-1][1][-1].pictures
    assert (photo.width, photo.height, photo.drawn) == (drawn.width, drawn.height, False)


def test_a_chip_changes_the_version_and_takes_the_concept_out(
    page: ChatPage,
    context: Context,
    qtbot: QtBot,
    until: Until,
    new_concept: Callable[..., Concept],
) -> None:
    say(page, "Is @Bo here?", qtbot, until)
    with ConceptLibrary(context.home / "library") as library:
        library.add_version("Bo", new_concept(seed=2))
    chats_of(page).known.refresh()
    until(lambda: chats_of(page).known.newest(chats_of(page).chat.concepts[0]) == 2)
    assert menu_of_chip(page, "Bo, version 1", qtbot) == [
        "Use version 2",
        "Take out of this chat",
    ]
    choose("Use version 2")
    assert [one.version for one in chats_of(page).chat.concepts] == [2]
    assert menu_of_chip(page, "Bo, version 2", qtbot) == ["Take out of this chat"]
    choose("Take out of this chat")
    assert chats_of(page).chat.concepts == ()
    with ChatStore.open(context.home / "library") as store:
        until(lambda: store.chats()[0].concepts == ())


def menu_of_chip(page: ChatPage, chip: str, qtbot: QtBot) -> list[str]:
    """Press a chip; what its menu offers."""
    qtbot.mouseClick(button(page.conversation.chips, chip), Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return [one.text() for one in menu.actions() if one.isEnabled()]


def choose(words: str) -> None:
    """Choose this of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    [action] = [one for one in menu.actions() if one.text() == words]
    action.trigger()
    menu.close()
