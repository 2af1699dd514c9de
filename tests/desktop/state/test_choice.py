"""Two snapshots side by side."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.choice import ChoiceState
from engine import jobs
from engine.learning.keeping import open_library
from tests.desktop import learned


@pytest.fixture
def choice(
    context: Context, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ChoiceState]:
    """Two snapshots of Bo, the second in use."""
    monkeypatch.setattr(jobs, "try_out", learned.trying)
    learned.add(tmp_path, "Bo")
    made = ChoiceState(context, "Bo", 1)
    qtbot.waitUntil(lambda: len(made.snapshots) == 2)
    yield made
    qtbot.waitUntil(lambda: not made._errands.busy)


def test_the_one_in_use_stands_beside_another_with_what_each_drew(choice: ChoiceState) -> None:
    assert (choice.best, choice.epochs) == (2, [2, 1])
    assert all(choice.picture(side) is not None for side in (0, 1))


def test_both_draw_the_same_words_with_the_same_seed(choice: ChoiceState, qtbot: QtBot) -> None:
    choice.draw("Bo at sea", 9)
    assert choice.drawing
    qtbot.waitUntil(lambda: not choice.drawing)
    pictures = [choice.picture(side) for side in (0, 1)]
    assert [one.getpixel((0, 0)) if one else None for one in pictures] == [(10, 9, 10)] * 2


def test_what_was_drawn_is_not_drawn_again(choice: ChoiceState, qtbot: QtBot) -> None:
    choice.draw("Bo at sea", 9)
    qtbot.waitUntil(lambda: not choice.drawing)
    choice.draw("Bo at sea", 9)
    assert not choice.drawing


def test_the_chosen_one_is_used(choice: ChoiceState, qtbot: QtBot) -> None:
    with qtbot.waitSignal(choice.used):
        choice.use(1)
    qtbot.waitUntil(lambda: choice.best == 1)
    with open_library() as library:
        assert library.find("Bo").current_snapshot == 1
