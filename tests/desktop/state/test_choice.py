"""Two snapshots side by side."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.choice import ChoiceState
from desktop.state.jobs import JobStatus
from engine import jobs
from engine.events import Snapshot
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
    assert (choice.used_now(2), choice.used_now(1), choice.epochs) == (True, False, [2, 1])
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
    qtbot.waitUntil(lambda: choice.used_now(1))
    with open_library() as library:
        assert library.find("Bo").current_snapshot == 1


def test_what_was_measured_and_drawn_stays_with_the_version(choice: ChoiceState) -> None:
    record = choice.record
    assert record.curves.rows() == [(1, {"text loss": 2.0})]
    assert {epoch: len(drawn) for epoch, drawn in record.samples.items()} == {1: 1, 2: 1}
    assert record.scores[2] == {"recognition": 0.75, "similarity": 0.5}


def test_a_drawing_whose_file_is_lost_is_left_out(
    choice: ChoiceState, context: Context, qtbot: QtBot
) -> None:
    with open_library() as library:
        library.record("Bo").samples[1][0].unlink()
    again = ChoiceState(context, "Bo", 1)
    qtbot.waitUntil(lambda: again.in_use is not None)
    assert list(again.record.samples) == [2]


def test_of_an_older_version_even_its_best_snapshot_can_be_chosen(
    context: Context, choice: ChoiceState, qtbot: QtBot
) -> None:
    with open_library() as library:
        library.add_version("Bo", learned.concept("Bo"))
    older = ChoiceState(context, "Bo", 1)
    qtbot.waitUntil(lambda: older.in_use is not None)
    assert not older.used_now(2) and older.can_use(0)
    with qtbot.waitSignal(older.used):
        older.use(0)
    with open_library() as library:
        entry = library.find("Bo")
    assert (entry.current_version, entry.current_snapshot) == (1, 2)
    qtbot.waitUntil(lambda: older.used_now(2))


def test_what_learning_begins_with_can_be_seen_and_not_chosen(
    context: Context, qtbot: QtBot, choice: ChoiceState
) -> None:
    rows = learned.concept("Cup")
    with open_library() as library:
        library.add(rows, snapshots=[Snapshot(rows, 0), Snapshot(rows, 2)])
    cup = ChoiceState(context, "Cup", 1)
    qtbot.waitUntil(lambda: cup.in_use is not None)
    assert cup.epochs == [2, 0]
    assert not cup.can_use(1)


def test_nobody_waits_for_drawings_of_a_choice_that_is_gone(
    choice: ChoiceState, context: Context, qtbot: QtBot
) -> None:
    choice.draw("Bo at sea", 9)
    choice.stop()
    qtbot.waitUntil(lambda: not choice.drawing)
    assert context.queue.jobs == []
    assert {job.status for job in context.queue.past} == {JobStatus.CANCELLED}
