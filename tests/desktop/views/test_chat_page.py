"""The chat page as a person meets it: keys, buttons, words, pictures, and screen readers."""

import time
from itertools import pairwise
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.views.chat_page import ChatPage
from engine.chats.entries import State, Way
from engine.chats.store import ChatStore
from engine.events import Preview, Said
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

__all__ = ["new_concept", "page", "script", "until"]


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
    assert "stopped" in bubbles(page)[-1]._marks.text()


def test_a_flood_of_words_is_shown_thirty_times_a_second_at_most_and_none_is_lost(
    page: ChatPage, until: Until, script: Script
) -> None:
    script.events = tuple(Said(f"{number} ") for number in range(5000))
    looks: list[float] = []
    page.conversation._looks.timeout.connect(lambda: looks.append(time.monotonic()))
    chats_of(page).send("Count", (), Way.WORDS)
    until(lambda: len(chats_of(page).chat.shown) == 2 and chats_of(page).chat.answering is None)
    assert chats_of(page).chat.shown[1].message.text.split() == [str(one) for one in range(5000)]
    assert "4999" in bubbles(page)[-1]._texts[0].toPlainText()
    assert looks and all(later - before > 0.02 for before, later in pairwise(looks))


def test_arrows_step_through_branches(page: ChatPage, qtbot: QtBot, until: Until) -> None:
    say(page, "Hello", qtbot, until)
    qtbot.mouseClick(button(bubbles(page)[1], "Answer again"), Qt.MouseButton.LeftButton)
    chat = chats_of(page).chat
    until(lambda: len(chat.shown) == 2 and chat.shown[1].branch.count == 2)
    until(lambda: bubbles(page)[1]._place.text() == "2/2")
    qtbot.mouseClick(button(bubbles(page)[1], "Former branch"), Qt.MouseButton.LeftButton)
    until(lambda: bubbles(page)[1]._place.text() == "1/2")
    assert not button(bubbles(page)[1], "Former branch").isEnabled()


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
    removing = button(page, "Remove the photo")
    assert removing.toolTip() == "Remove the photo (Ctrl+G, P)"
    qtbot.mouseClick(removing, Qt.MouseButton.LeftButton)
    assert not button(page, "Send").isEnabled() and not removing.isEnabled()


def test_a_file_that_is_no_photo_is_refused_with_the_reason(
    page: ChatPage, context: Context, tmp_path: Path
) -> None:
    said: list[str] = []
    context.notices.said.connect(lambda notice: said.append(notice.text))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "bill.pdf")), QUrl("https://example.org/x")])
    page.conversation.composer.edit.insertFromMimeData(data)
    [words] = said
    assert words.startswith("bill.pdf, https://example.org/x: not taken. What is taken: photos")
    assert chats_of(page).attachments.photo is None


def test_a_temporary_chat_says_so(page: ChatPage) -> None:
    page.commands.actions["temporary"].trigger()
    assert page.conversation._temporary.isVisible()
    assert page.commands.actions["temporary"].isChecked()
    assert not page.commands.actions["rename"].isEnabled()
    page.commands.actions["new"].trigger()
    assert not page.conversation._temporary.isVisible()


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
