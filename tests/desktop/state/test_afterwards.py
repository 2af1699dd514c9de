"""What happens when the queue is done."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.state.afterwards import SECONDS, After, Afterwards
from desktop.state.jobs import JobHandle, JobKind, Queue
from engine.errors import InputError, SetupError
from engine.events import Job, Progress
from tests.desktop.scripted_engine import failing, playing


def endless() -> Job[None]:
    """A job that ends only when it is asked to."""
    while True:
        yield Progress(1, 2)


@pytest.fixture
def done() -> list[After]:
    """What was done in the end."""
    return []


@pytest.fixture
def afterwards(queue: Queue, done: list[After]) -> Afterwards:
    """A state that only writes down what it would do."""
    return Afterwards(queue, done.append)


def ended(qtbot: QtBot, *jobs: JobHandle) -> None:
    """Wait until these jobs are over."""
    qtbot.waitUntil(lambda: all(job.over for job in jobs))


def count_down(afterwards: Afterwards) -> None:
    """Let a minute pass."""
    for _ in range(SECONDS):
        afterwards._clock.timeout.emit()


def test_nothing_happens_where_nothing_was_chosen(
    afterwards: Afterwards, queue: Queue, qtbot: QtBot
) -> None:
    ended(qtbot, queue.add("Draw", JobKind.DRAW, playing, []))
    assert afterwards.left is None


def test_after_the_last_job_a_minute_passes_and_it_is_done_once(
    afterwards: Afterwards, queue: Queue, done: list[After], qtbot: QtBot
) -> None:
    first = queue.add("Draw", JobKind.DRAW, playing, [])
    second = queue.add("Learn", JobKind.LEARN, playing, [])
    afterwards.choose(After.SHUT_DOWN)
    ended(qtbot, first)
    ended(qtbot, second)
    assert (afterwards.left, done) == (SECONDS, [])
    count_down(afterwards)
    qtbot.waitUntil(lambda: done == [After.SHUT_DOWN])
    assert (afterwards.chosen, afterwards.left) == (After.NOTHING, None)
    ended(qtbot, queue.add("Draw", JobKind.DRAW, playing, []))
    assert afterwards.left is None


def test_a_job_that_failed_has_ended_by_itself_as_well(
    afterwards: Afterwards, queue: Queue, qtbot: QtBot
) -> None:
    afterwards.choose(After.SLEEP)
    ended(qtbot, queue.add("Draw", JobKind.DRAW, failing, InputError("No.", remedy="Yes.")))
    assert afterwards.left == SECONDS


def test_a_job_that_waits_or_rests_is_waited_for(
    afterwards: Afterwards, queue: Queue, qtbot: QtBot
) -> None:
    resting = queue.add("Learn", JobKind.LEARN, endless)
    resting.pause()
    afterwards.choose(After.SLEEP)
    ended(qtbot, queue.add("Draw", JobKind.DRAW, playing, []))
    assert afterwards.left is None
    resting.cancel()
    ended(qtbot, resting)
    assert afterwards.left is None  # who stops it sits here


def test_a_countdown_is_called_off_and_ends_where_more_is_asked_for(
    afterwards: Afterwards, queue: Queue, done: list[After], qtbot: QtBot
) -> None:
    afterwards.choose(After.SLEEP)
    ended(qtbot, queue.add("Draw", JobKind.DRAW, playing, []))
    assert afterwards.left == SECONDS
    more = queue.add("Draw", JobKind.DRAW, playing, [])
    assert afterwards.left is None
    ended(qtbot, more)
    assert afterwards.left == SECONDS
    afterwards.call_off()
    count_down(afterwards)
    assert (afterwards.chosen, done) == (After.NOTHING, [])


def test_a_system_that_refuses_is_told(queue: Queue, qtbot: QtBot) -> None:
    def refuse(_: After) -> None:
        raise SetupError("The system did not want to.", remedy="Do it yourself.")

    afterwards = Afterwards(queue, refuse)
    afterwards.choose(After.SLEEP)
    ended(qtbot, queue.add("Draw", JobKind.DRAW, playing, []))
    with qtbot.waitSignal(afterwards.failed) as told:
        afterwards.hurry()
    assert isinstance(told.args[0], SetupError)
