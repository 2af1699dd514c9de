from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.state.jobs import JobKind, JobStatus, Queue
from engine.errors import InputError, SetupError
from engine.events import Job, Progress
from tests.desktop.scripted_engine import ScriptedEngine, failing, playing


def endless() -> Job[None]:
    """A job that never ends by itself."""
    step = 0
    while True:
        step += 1
        yield Progress(step, 1000, "Learning")


def test_a_job_runs_tells_and_ends_with_its_result(qtbot: QtBot, queue: Queue) -> None:
    job = queue.add("Draw Mila", JobKind.DRAW, playing, [Progress(1, 2), Progress(2, 2)], "done")
    seen: list[object] = []
    job.happened.connect(seen.append)
    with qtbot.waitSignal(job.ended):
        pass
    assert (job.status, job.result, seen) == (
        JobStatus.DONE,
        "done",
        [Progress(1, 2), Progress(2, 2)],
    )
    assert queue.jobs == [] and queue.past == [job]


def test_one_job_advances_at_a_time(qtbot: QtBot, queue: Queue) -> None:
    first = queue.add("Learn", JobKind.LEARN, endless)
    second = queue.add("Chat", JobKind.CHAT, playing, [])
    assert (first.status, second.status) == (JobStatus.RUNNING, JobStatus.WAITING)
    qtbot.waitUntil(lambda: first.progress is not None and first.progress.done > 3)
    assert second.status is JobStatus.WAITING


def test_a_chat_runs_while_a_learning_rests_and_the_learning_goes_on_where_it_was(
    qtbot: QtBot, queue: Queue, engine: ScriptedEngine
) -> None:
    learning = queue.add("Learn", JobKind.LEARN, endless)
    qtbot.waitUntil(lambda: learning.progress is not None)
    learning.pause()
    assert learning.progress is not None
    rested = learning.progress.done
    chat = queue.add("Chat", JobKind.CHAT, playing, [], "said")
    qtbot.waitUntil(lambda: chat.status is JobStatus.DONE)
    assert learning.status is JobStatus.PAUSED and learning.progress.done == rested
    learning.resume()
    qtbot.waitUntil(lambda: learning.progress is not None and learning.progress.done > rested)
    assert [asked for asked in engine.asked if asked == ("open", learning.id)] == [
        ("open", learning.id)
    ]


def test_chats_go_before_drawings_and_drawings_before_the_rest(qtbot: QtBot, queue: Queue) -> None:
    ended: list[str] = []
    first = queue.add("first", JobKind.CHECK, endless)
    for kind in (JobKind.MEASURE, JobKind.DRAW, JobKind.CHAT):
        job = queue.add(kind.value, kind, playing, [])
        job.ended.connect(lambda name=kind.value: ended.append(name))
    first.cancel()
    qtbot.waitUntil(lambda: len(ended) == 3)
    assert ended == ["chat", "draw", "measure"]


def test_the_order_of_waiting_jobs_can_be_changed(qtbot: QtBot, queue: Queue) -> None:
    ended: list[str] = []
    first = queue.add("first", JobKind.DRAW, endless)
    jobs = [queue.add(name, JobKind.DRAW, playing, []) for name in "ab"]
    for job in jobs:
        job.ended.connect(lambda name=job.title: ended.append(name))
    queue.move(jobs[1], 1)
    assert [job.title for job in queue.jobs] == ["first", "b", "a"]
    first.cancel()
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert ended == ["b", "a"]


def test_a_waiting_job_is_cancelled_at_once_and_never_begun(
    queue: Queue, engine: ScriptedEngine
) -> None:
    queue.add("first", JobKind.DRAW, endless)
    second = queue.add("second", JobKind.DRAW, endless)
    second.cancel()
    assert second.status is JobStatus.CANCELLED
    assert ("open", second.id) not in engine.asked


def test_nothing_else_begins_while_a_job_is_stopping(qtbot: QtBot, queue: Queue) -> None:
    first = queue.add("first", JobKind.DRAW, endless)
    second = queue.add("second", JobKind.DRAW, endless)
    first.cancel()
    assert first.stopping and second.status is JobStatus.WAITING
    qtbot.waitUntil(lambda: second.status is JobStatus.RUNNING)
    assert first.status is JobStatus.CANCELLED


def test_cancelling_all_leaves_nothing_and_begins_nothing(
    qtbot: QtBot, queue: Queue, engine: ScriptedEngine
) -> None:
    jobs = [queue.add(name, JobKind.DRAW, endless) for name in "abc"]
    queue.cancel_all()
    qtbot.waitUntil(lambda: not queue.jobs)
    assert {job.status for job in jobs} == {JobStatus.CANCELLED}
    assert [number for what, number in engine.asked if what == "open"] == [jobs[0].id]


def test_a_failure_stays_with_its_job_and_the_next_one_runs(qtbot: QtBot, queue: Queue) -> None:
    bad = queue.add("bad", JobKind.DRAW, failing, InputError("No.", remedy="Yes."))
    good = queue.add("good", JobKind.DRAW, playing, [])
    qtbot.waitUntil(lambda: good.status is JobStatus.DONE)
    assert bad.status is JobStatus.FAILED
    assert bad.error is not None and bad.error.remedy == "Yes."


def test_a_failed_job_can_be_tried_again(qtbot: QtBot, queue: Queue) -> None:
    attempts: Iterator[bool] = iter([False, True])

    def second_time_lucky() -> Job[str]:
        yield Progress(0, 1)
        if not next(attempts):
            raise SetupError("No memory.", remedy="Close something.")
        return "well"

    job = queue.add("learn", JobKind.LEARN, second_time_lucky)
    qtbot.waitUntil(lambda: job.status is JobStatus.FAILED)
    queue.retry(job)
    qtbot.waitUntil(lambda: job.status is JobStatus.DONE)
    assert (job.result, job.error, queue.past) == ("well", None, [job])


@pytest.mark.parametrize(
    ("kind", "status"), [(JobKind.LEARN, JobStatus.PAUSED), (JobKind.CHAT, JobStatus.FAILED)]
)
def test_when_the_engine_dies_a_paused_learning_can_still_go_on_but_an_answer_cannot(
    kind: JobKind, status: JobStatus, qtbot: QtBot, queue: Queue, engine: ScriptedEngine
) -> None:
    paused = queue.add("paused", kind, endless)
    paused.pause()
    running = queue.add("running", JobKind.DRAW, endless)
    engine.die(SetupError("Killed.", remedy="Go on."))
    assert running.status is JobStatus.FAILED and str(running.error) == "Killed."
    assert paused.status is status
    if kind is JobKind.LEARN:
        paused.resume()
        qtbot.waitUntil(lambda: paused.progress is not None)
        assert engine.asked.count(("open", paused.id)) == 2


def test_a_job_that_waits_survives_the_engine(
    qtbot: QtBot, queue: Queue, engine: ScriptedEngine
) -> None:
    queue.add("running", JobKind.DRAW, endless)
    waiting = queue.add("waiting", JobKind.DRAW, playing, [], "well")
    engine.die(SetupError("Killed.", remedy="Go on."))
    qtbot.waitUntil(lambda: waiting.status is JobStatus.DONE)
