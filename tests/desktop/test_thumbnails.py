"""Small views of pictures for the window."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import thumbnails
from desktop.thumbnails import MOST_WAITING, Thumbnails, shared
from tests.desktop.learned import photo


@pytest.fixture
def views(qapp: object, home: Path) -> Thumbnails:
    """Nothing made yet."""
    return Thumbnails()


def test_a_view_comes_later_and_is_then_there_at_once(
    views: Thumbnails, tmp_path: Path, qtbot: QtBot
) -> None:
    path = photo(tmp_path / "a.png", size=(400, 300))
    with qtbot.waitSignal(views.ready) as ready:
        assert views.get(path, 90) is None
    view = views.get(path, 96)
    assert ready.args == [path]
    assert view is not None and (view.width(), view.height()) == (128, 96)


def test_what_is_no_picture_is_told_once_and_never_tried_again(
    views: Thumbnails, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "a.png").write_text("no")
    with qtbot.waitSignal(views.ready):
        views.get(tmp_path / "a.png", 96)
    assert views.unreadable(tmp_path / "a.png")
    with qtbot.assertNotEmitted(views.ready, wait=50):
        assert views.get(tmp_path / "a.png", 96) is None


def test_the_last_asked_for_comes_first_and_old_wishes_are_dropped(
    views: Thumbnails, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnails, "AT_ONCE", 1)  # two at once end in any order
    paths = [photo(tmp_path / f"{n}.png", n) for n in range(4)]
    gone = [tmp_path / f"gone {number}" for number in range(MOST_WAITING)]
    told: list[Path] = []
    views.ready.connect(told.append)
    for path in paths + gone:
        views.get(path, 96)
    qtbot.waitUntil(lambda: len(told) == MOST_WAITING + 1, timeout=10_000)
    assert told == [paths[0], *reversed(gone)]


def test_memory_is_bounded(
    views: Thumbnails, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnails, "MOST_PIXELS", 96 * 96)
    first, second = (photo(tmp_path / f"{n}.png", n, (96, 96)) for n in (1, 2))
    for path in (first, second):
        with qtbot.waitSignal(views.ready):
            views.get(path, 96)
    assert views.get(second, 96) is not None
    assert views.get(first, 96) is None


def test_a_forgotten_view_is_made_anew(views: Thumbnails, tmp_path: Path, qtbot: QtBot) -> None:
    path = photo(tmp_path / "a.png")
    with qtbot.waitSignal(views.ready):
        views.get(path, 96)
    views.forget(path)
    assert views.get(path, 96) is None


def test_the_window_has_one_for_all(qapp: object) -> None:
    assert shared() is shared()
