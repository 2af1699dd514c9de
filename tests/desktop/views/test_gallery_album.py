"""The gallery page's commands for the album that it shows."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QToolButton
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.gallery import GalleryState
from desktop.views.gallery_page import GalleryPage
from tests.desktop.drawn import kept


@pytest.fixture
def state(context: Context, home: Path) -> GalleryState:
    """The gallery with one picture, in no album."""
    kept(home, 1)
    return GalleryState(context.home, context.queue, context.notices, context.settings)


@pytest.fixture
def page(state: GalleryState, context: Context, qtbot: QtBot) -> GalleryPage:
    """The page that shows it."""
    page = GalleryPage(state, context)
    qtbot.addWidget(page)
    page.show()
    page.open(None)
    qtbot.waitUntil(lambda: state.model.rowCount() == 1, timeout=5000)
    return page


def button(page: GalleryPage, action: QAction) -> QToolButton:
    return next(one for one in page.findChildren(QToolButton) if one.defaultAction() is action)


def test_an_album_is_renamed_and_removed_where_it_is_shown(
    page: GalleryPage, state: GalleryState, context: Context, qtbot: QtBot
) -> None:
    rename, remove = map(context.actions.find, ("gallery.rename_album", "gallery.remove_album"))
    assert not (rename.isEnabled() or remove.isEnabled() or button(page, rename).isVisible())
    state.put(state.model.ids, "Best")
    state.ask(album="Best")
    assert button(page, rename).isVisible() and button(page, remove).isVisible()
    button(page, rename).click()
    dialog = page.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog) and dialog.textValue() == "Best"
    dialog.setTextValue("Finest")
    dialog.accept()
    qtbot.waitUntil(lambda: state.query.album == "Finest", timeout=5000)
    state.take_out(state.model.ids, "Finest")
    qtbot.waitUntil(lambda: state.model.rowCount() == 0, timeout=5000)
    button(page, remove).click()
    qtbot.waitUntil(lambda: state.found.albums == () and state.loaded, timeout=5000)
    assert state.query.album == "" and not button(page, remove).isVisible()
    qtbot.waitUntil(lambda: state.model.rowCount() == 1, timeout=5000)
