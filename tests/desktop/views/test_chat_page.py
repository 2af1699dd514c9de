"""The chat page as a person meets it: keys, buttons, words, pictures, and screen readers."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.chats import Chats
from desktop.views.chat_page import ChatPage
from desktop.widgets.message_bubble import MessageBubble
from engine.chats import talk
from engine.chats.entries import State, Way
from engine.chats.store import ChatStore
from engine.concepts.concept import Concept
from engine.concepts.library import ConceptLibrary
from engine.errors import SetupError
from engine.events import Job, Preview, Said
from tests.desktop.chat_script import Script, Until, script, texts, until
from tests.engine.concepts.conftest import new_concept

__all__ = ["new_concept", "script", "until"]


@pytest.fixture
def page(
    context: Context,
    script: Script,
    until: Until,
    qtbot: QtBot,
    new_concept: Callable[..., Concept],
) -> Iterator[ChatPage]:
    """The page over a library in which Bo and Mila are known."""
    folder = context.home / "library"
    with ConceptLibrary(folder) as library:
        for name in ("Bo", "Mila"):
            library.add(new_concept(name=name))
    chats = Chats(folder, context.queue, context.settings, context.notices)
    page = ChatPage(chats, context)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.open(None)
    until(lambda: chats.list.known and len(chats.known.cards) == 2)
    yield page
    until(lambda: chats.chat.library.idle)


def chats_of(page: ChatPage) -> Chats:
    """The page's state."""
    return page._state


def bubbles(page: ChatPage) -> list[MessageBubble]:
    """What is to be seen, from the top."""
    widgets = page.conversation.messages.widgets.values()
    return sorted((one for one in widgets if isinstance(one, MessageBubble)), key=lambda w: w.y())


def say(page: ChatPage, text: str, qtbot: QtBot, until: Until) -> None:
    """Type and press Enter; wait for the answer."""
    before = len(chats_of(page).chat.shown)
    page.conversation.composer.edit.setPlainText(text)
    qtbot.keyClick(page.conversation.composer.edit, Qt.Key.Key_Return)
    chat = chats_of(page).chat
    until(lambda: len(chat.shown) == before + 2 and chat.answering is None)


def button(widget: QWidget, name: str) -> QAbstractButton:
    """The button that a screen reader calls so; of several, the one that nobody has hidden."""
    told = Qt.WidgetAttribute.WA_WState_ExplicitShowHide  # what is not laid out yet is hidden, too
    named = [one for one in widget.findChildren(QAbstractButton) if one.accessibleName() == name]
    found = [one for one in named if not (one.isHidden() and one.testAttribute(told))] or named
    assert len(found) == 1, name
    return found[0]


def test_enter_sends_and_the_answer_is_named_for_screen_readers(
    page: ChatPage, qtbot: QtBot, until: Until
) -> None:
    say(page, "Where is **Bo**?", qtbot, until)
    assert [one.accessibleName() for one in bubbles(page)] == [
        "You said: Where is **Bo**?",
        "Answer: One two.",
    ]
    assert page.conversation.composer.edit.text == ""
    assert page.panel.list.currentIndex().data() == "Where is **Bo**?"


def test_a_named_concept_becomes_a_chip_and_stays_with_the_chat(
    page: ChatPage, qtbot: QtBot, until: Until, script: Script
) -> None:
    say(page, "Is @Bo here?", qtbot, until)
    assert texts(chats_of(page))[0] == "Is Bo here?"
    assert [one.name for one in chats_of(page).chat.concepts] == ["Bo"]
    assert button(page.conversation.chips, "Bo, version 1")
    assert not page.conversation._several.isVisible()
    page.conversation.composer.edit.setPlainText("And @Mila?")
    assert page.conversation._several.isVisible()
    chats_of(page).drop("Bo")
    assert [one.name for one in chats_of(page).chat.concepts] == []


def test_markdown_is_shown_and_nothing_is_ever_loaded(
    page: ChatPage, qtbot: QtBot, until: Until, script: Script, tmp_path: Path
) -> None:
    Image.new("RGB", (40, 40), "red").save(tmp_path / "red.png")
    file = QUrl.fromLocalFile(str(tmp_path / "red.png")).toString()
    script.events = (Said(f"**bold** <b>x</b> ![a]({file}) ![b](http://example.com/b.png)"),)
    say(page, "Hello", qtbot, until)
    [shown] = [one for one in bubbles(page)[1]._texts if one.isVisible()]
    assert "**" not in shown.toPlainText() and "bold" in shown.toPlainText()
    assert "<b>x</b>" in shown.toPlainText()
    red = shown.grab().toImage()
    colours = {red.pixelColor(x, y).name() for x in range(red.width()) for y in range(red.height())}
    assert "#ff0000" not in colours


def test_the_stop_button_is_there_while_an_answer_comes(
    page: ChatPage, qtbot: QtBot, until: Until, script: Script
) -> None:
    script.endless = True
    page.conversation.composer.edit.setPlainText("Hello")
    qtbot.keyClick(page.conversation.composer.edit, Qt.Key.Key_Return)
    until(lambda: "more" in bubbles(page)[-1].accessibleName() if bubbles(page) else False)
    stop = button(page, "Stop the answer")
    assert stop.isVisible() and not button(page, "Send").isVisible()
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    until(lambda: chats_of(page).chat.answering is None)
    assert chats_of(page).chat.shown[1].message.state is State.STOPPED
    assert "stopped" in bubbles(page)[1]._marks.text()


def test_arrows_step_through_branches(page: ChatPage, qtbot: QtBot, until: Until) -> None:
    say(page, "Hello", qtbot, until)
    qtbot.mouseClick(button(bubbles(page)[1], "Answer again"), Qt.MouseButton.LeftButton)
    chat = chats_of(page).chat
    until(lambda: len(chat.shown) == 2 and chat.shown[1].branch.count == 2)
    until(lambda: bubbles(page)[1]._place.text() == "2/2")
    qtbot.mouseClick(button(bubbles(page)[1], "Former branch"), Qt.MouseButton.LeftButton)
    until(lambda: bubbles(page)[1]._place.text() == "1/2")
    assert not button(bubbles(page)[1], "Former branch").isEnabled()


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


def test_pictures_stand_among_the_words_and_can_be_copied(
    page: ChatPage, qtbot: QtBot, until: Until, script: Script
) -> None:
    picture = Image.new("RGB", (16, 16), "blue")
    script.events = (Said("Look:"), Preview(0, picture, 0.5), Preview(0, picture, 1.0), Said("so"))
    page.conversation.composer.way.setCurrentIndex(1)
    say(page, "Draw", qtbot, until)
    assert page.conversation.composer.chosen_way is Way.BOTH
    [shown] = [one for one in bubbles(page)[1]._pictures if one.isVisible()]
    until(lambda: not shown.image.isNull())
    assert shown.accessibleName() == "A drawn picture"
    first, last = (one for one in bubbles(page)[1]._texts if one.isVisible())
    assert first.y() < shown.y() < last.y()
    shown.copy()
    assert QGuiApplication.clipboard().image().pixelColor(3, 3).name() == "#0000ff"


def test_a_dropped_photo_is_attached_and_can_be_removed(
    page: ChatPage, qtbot: QtBot, until: Until, tmp_path: Path
) -> None:
    Image.new("RGB", (64, 48)).save(tmp_path / "a.png")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png"))])
    edit = page.conversation.composer.edit
    assert edit.canInsertFromMimeData(data)
    edit.insertFromMimeData(data)
    until(lambda: chats_of(page).attachments.photo is not None)
    assert edit.text == "" and button(page, "Send").isEnabled()
    qtbot.mouseClick(button(page, "Remove the photo"), Qt.MouseButton.LeftButton)
    assert not button(page, "Send").isEnabled()


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


def test_a_temporary_chat_says_so(page: ChatPage) -> None:
    page.commands.actions["temporary"].trigger()
    assert page.conversation._temporary.isVisible()
    assert page.commands.actions["temporary"].isChecked()
    assert not page.commands.actions["rename"].isEnabled()
    page.commands.actions["new"].trigger()
    assert not page.conversation._temporary.isVisible()


def test_the_whole_chat_and_one_message_are_copied(
    page: ChatPage, qtbot: QtBot, until: Until
) -> None:
    say(page, "Hello", qtbot, until)
    page.commands.actions["copy"].trigger()
    assert QGuiApplication.clipboard().text() == "One two."
    page.commands.actions["copy_all"].trigger()
    assert QGuiApplication.clipboard().text().count("**") == 4


def test_a_long_chat_has_few_widgets_and_opens_at_its_end(
    page: ChatPage, context: Context, until: Until
) -> None:
    with ChatStore.open(context.home / "library") as store:
        chat, parent = store.new(), 0
        for number in range(60):
            parent = store.say(chat.id, parent, f"Message {number} " * (1 + number % 7)).id
    page.open(chat.id)
    until(lambda: len(chats_of(page).chat.shown) == 60)
    messages = page.conversation.messages
    assert 3 < len(bubbles(page)) < 30
    assert "Message 59" in bubbles(page)[-1].accessibleName()
    assert bubbles(page)[-1].geometry().bottom() <= messages.viewport().height()
    messages.setFocus()
    messages.verticalScrollBar().setValue(0)
    assert "Message 0" in bubbles(page)[0].accessibleName()
    tops = [(one.y(), one.geometry().bottom()) for one in bubbles(page)]
    assert all(below[0] > above[1] for above, below in pairwise(tops))


def test_what_is_read_stays_in_place_while_the_window_changes(
    page: ChatPage, context: Context, until: Until
) -> None:
    with ChatStore.open(context.home / "library") as store:
        chat, parent = store.new(), 0
        for number in range(40):
            parent = store.say(chat.id, parent, f"Message {number} " * 30).id
    page.open(chat.id)
    until(lambda: len(chats_of(page).chat.shown) == 40)
    bar = page.conversation.messages.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bubbles(page)[0].accessibleName()
    page.resize(700, 600)
    QApplication.processEvents()
    assert bubbles(page)[0].accessibleName() == before


def test_every_control_has_a_name(page: ChatPage, qtbot: QtBot, until: Until) -> None:
    say(page, "Is @Bo here?", qtbot, until)
    kinds = (QAbstractButton, QComboBox, QPlainTextEdit)
    controls = [one for kind in kinds for one in page.findChildren(kind) if one.isVisible()]
    nameless = [one for one in controls if not (one.accessibleName() or _words(one))]
    assert len(controls) > 10 and nameless == []
    for widget in (page.panel.list, page.panel.search, page.conversation.messages):
        assert widget.accessibleName()


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


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


def test_an_answer_about_a_concept_says_from_how_many_photos_it_speaks(
    page: ChatPage, context: Context, qtbot: QtBot, until: Until
) -> None:
    with ChatStore.open(context.home / "library") as store:
        chat = store.new()
        said = store.say(chat.id, 0, "Is this Bo?")
        for facts in ({}, {"concepts": "Bo 1", "photos": 4}):
            begun = store.answer(said.id, {"way": "words", **facts})
            store.write(begun.id, "Yes.", State.WHOLE)
    page.open(chat.id)
    until(lambda: len(bubbles(page)) == 2)
    asked, answer = bubbles(page)
    assert asked._badge.isHidden() and not asked.accessibleDescription()
    badge = "Says what it saw in 4 photo(s); may be wrong."
    assert (answer._badge.text(), answer.accessibleDescription()) == (badge, badge)
    assert answer._badge.isVisible() and page.conversation._honest.isVisible()
    chats_of(page).chat.step(answer.message, -1)
    until(lambda: not bubbles(page)[1]._badge.isVisible())


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
