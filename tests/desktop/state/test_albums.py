"""Albums of the gallery, renamed and removed without a widget."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.gallery import GalleryState
from engine.errors import InputError
from engine.gallery.store import Gallery
from tests.desktop.drawn import kept

Settle = Callable[[], None]


@pytest.fixture
def ids(home: Path) -> list[str]:
    """Three pictures: two are in the album Best; another album is empty."""
    ids = [one.id for one in kept(home, 1, 2, 3)]
    with Gallery(home / "library") as gallery:
        gallery.labels.put(ids[:2], "Best")
        gallery.labels.put([], "Empty")
    return ids


@pytest.fixture
def state(context: Context, ids: list[str]) -> GalleryState:
    """The gallery, which shows the album Best."""
    state = GalleryState(context.home, context.queue, context.notices, context.settings)
    state.ask(album="Best")
    return state


@pytest.fixture
def settle(state: GalleryState, qtbot: QtBot) -> Settle:
    """Waits until nothing is read or written any more."""
    return lambda: qtbot.waitUntil(
        lambda: state.loaded and not state.busy and not state.model._errands.busy, timeout=10_000
    )


def albums(state: GalleryState) -> list[tuple[str, int]]:
    return [(one.name, one.count) for one in state.found.albums]


def test_an_album_that_is_renamed_is_shown_on_under_its_new_name(
    state: GalleryState, ids: list[str], settle: Settle
) -> None:
    settle()
    state.model.index(0).data()
    settle()
    state.albums.rename("best", " Finest ")
    settle()
    assert state.query.album == "Finest" and state.model.ids == ids[1::-1]
    assert albums(state) == [("Empty", 0), ("Finest", 2)]
    state.model.index(0).data()
    settle()
    assert state.model.picture(0).albums == ("Finest",)  # type: ignore[union-attr]


def test_a_name_that_is_taken_is_told_and_nothing_changes(
    state: GalleryState, settle: Settle, qtbot: QtBot
) -> None:
    settle()
    with qtbot.waitSignal(state.failed, timeout=5000) as failed:
        state.albums.rename("Best", "empty")
    settle()
    assert isinstance(failed.args[0], InputError)
    assert state.query.album == "Best" and albums(state) == [("Best", 2), ("Empty", 0)]


def test_a_removed_album_leaves_its_pictures_and_can_be_brought_back(
    state: GalleryState, ids: list[str], settle: Settle, context: Context
) -> None:
    settle()
    state.albums.remove("Best")
    settle()
    assert state.query.album == "" and state.model.ids == ids[::-1]
    assert albums(state) == [("Empty", 0)]
    context.notices.undo()
    settle()
    assert albums(state) == [("Best", 2), ("Empty", 0)]


def test_an_emptied_album_can_be_removed(state: GalleryState, settle: Settle) -> None:
    state.ask(album="Empty")
    settle()
    assert state.model.ids == []
    state.albums.remove("Empty")
    settle()
    assert albums(state) == [("Best", 2)] and len(state.model.ids) == 3
