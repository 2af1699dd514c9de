"""The look-alikes of a concept, one by one, and what a person takes out of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.context import Context
from desktop.state.jobs import JobKind
from desktop.state.library import LibraryState
from desktop.views.library_page import LibraryPage
from desktop.views.lookalikes_dialog import LookalikesDialog
from engine.learning import pool_ranking
from engine.learning.pool_ranking import left_out_for
from tests.desktop import learned
from tests.desktop.scripted_engine import playing
from tests.engine.learning.test_lookalikes import pool
from tests.engine.pool.conftest import ColourEmbedder

__all__ = ["pool"]


@pytest.fixture
def dialog(
    context: Context, tmp_path: Path, pool: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[LookalikesDialog]:
    """Opened from the library, over a pool of twenty pictures."""
    monkeypatch.setattr(pool_ranking, "open_embedder", lambda _: ColourEmbedder())
    learned.add(tmp_path, "Bo")
    state = LibraryState(context)
    page = LibraryPage(state, context)
    qtbot.addWidget(page)
    page.show()
    page.open("Bo")
    qtbot.waitUntil(lambda: state.model.rowCount() == 1)
    state.select_name("Bo")
    qtbot.waitUntil(lambda: state.details is not None)
    page.details.see_lookalikes()
    opened = page.findChild(LookalikesDialog)
    assert isinstance(opened, LookalikesDialog)
    qtbot.waitUntil(lambda: opened.tiles.count() == 20)
    yield opened
    qtbot.waitUntil(lambda: not state._errands.busy and not context.queue.jobs)


def captions(dialog: LookalikesDialog) -> list[str]:
    """What stands below the first pictures."""
    return [dialog.tiles.item(row).text() for row in range(3)]


def test_each_picture_is_seen_with_its_likeness_and_source(dialog: LookalikesDialog) -> None:
    assert captions(dialog) == ["1", "2", "3"]
    first = dialog.current
    assert first is not None and dialog.picture.path == first.path
    assert "Source: Came with the app" in dialog.facts.text()
    dialog.tiles.setCurrentRow(2)
    assert dialog.picture.path == dialog.current.path != first.path  # type: ignore[union-attr]
    assert dialog.picture.accessibleName() == dialog.facts.text()


def test_a_picture_is_left_out_for_this_concept_and_taken_in_again(
    dialog: LookalikesDialog, qtbot: QtBot
) -> None:
    key = dialog.current.key  # type: ignore[union-attr]
    dialog.here.click()
    qtbot.waitUntil(lambda: captions(dialog) == ["1 – left out", "2", "3"])
    assert left_out_for("Bo") == {key} and left_out_for("another") == frozenset()
    assert dialog.again.isVisible() and not dialog.here.isVisible()
    assert "Left out for this concept" in dialog.facts.text()
    dialog.again.click()
    qtbot.waitUntil(lambda: captions(dialog) == ["1", "2", "3"])
    assert left_out_for("Bo") == frozenset()


def test_a_picture_is_left_out_for_every_concept(dialog: LookalikesDialog, qtbot: QtBot) -> None:
    dialog.tiles.setCurrentRow(1)
    key = dialog.current.key  # type: ignore[union-attr]
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keySequence(dialog.tiles, "Ctrl+Del")
    qtbot.waitUntil(lambda: captions(dialog)[1] == "2 – left out")
    assert left_out_for("another") == {key}
    assert dialog.tiles.currentRow() == 1, "the place stays selected"
    dialog.again.click()
    qtbot.waitUntil(lambda: captions(dialog)[1] == "2")


def test_it_waits_for_a_job_and_says_why_nothing_is_shown(
    context: Context, dialog: LookalikesDialog, qtbot: QtBot
) -> None:
    busy = context.queue.add("Learn", JobKind.LEARN, playing, [])
    dialog._state.look()
    assert "as soon as the running job is over" in dialog.note.text()
    qtbot.waitUntil(lambda: busy.over)
    qtbot.waitUntil(lambda: "not used when this is taught" in dialog.note.text())


def test_one_that_is_closed_while_it_looks_leaves_nothing_behind(
    context: Context, dialog: LookalikesDialog, qtbot: QtBot
) -> None:
    dialog._state.look()
    job = dialog._state.job
    assert job is not None and not job.over
    dialog.close()
    qtbot.waitUntil(lambda: not isValid(dialog))
    qtbot.waitUntil(lambda: job.over)
