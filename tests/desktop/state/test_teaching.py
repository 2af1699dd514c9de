"""From a form to a concept, with jobs that need no model."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state import lesson_run, photo_tray
from desktop.state.jobs import JobStatus
from desktop.state.lesson_run import LessonRun
from desktop.state.teaching import TeachingState, TeachMore
from engine import jobs
from engine.errors import InputError, SetupError
from engine.events import Job, Progress
from engine.learning.keeping import open_library
from engine.learning.lesson import Lesson
from engine.learning.unfinished import unfinished
from engine.settings import Settings
from engine.training.forecast import Forecast
from tests.desktop import learned
from tests.desktop.scripted_engine import ScriptedEngine

FORECAST = Forecast(peak_bytes=2**30, seconds_per_step=0.1, steps=600, seconds=62.0)


def forecasting(lesson: Lesson, settings: Settings) -> Job[Forecast]:
    """What `jobs.forecast` says."""
    yield Progress(1, 3, "Trying three steps")
    return FORECAST


@pytest.fixture
def state(
    context: Context, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TeachingState]:
    """An empty form in an empty library."""
    monkeypatch.setattr(photo_tray, "check_photos", learned.looking)
    monkeypatch.setattr(jobs, "learn", learned.learning)
    monkeypatch.setattr(jobs, "forecast", forecasting)
    monkeypatch.setattr(jobs, "try_out", learned.trying)
    made = TeachingState(context)
    yield made
    errands = [made._errands, made.tray._errands]
    errands += [part._errands for part in (made.run, made.choice) if part is not None]
    qtbot.waitUntil(lambda: not any(one.busy for one in errands))


@pytest.fixture
def ready(state: TeachingState, tmp_path: Path, qtbot: QtBot) -> TeachingState:
    """Two photos of Bo; nothing is missing."""
    state.tray.add([learned.photo(tmp_path / f"{n}.png", 80 * n) for n in range(2)])
    qtbot.waitUntil(lambda: len(state.tray.reports) == 2 and not state.tray.checking)
    state.fill_in(name="Bo")
    state.choose_kind("pet")
    qtbot.waitUntil(lambda: not state.tray.checking)
    return state


def started(state: TeachingState) -> LessonRun:
    """The run of the lesson that begins now."""
    state.start()
    assert state.run is not None
    return state.run


def names() -> list[str]:
    """What is in the library."""
    with open_library() as library:
        return [entry.name for entry in library]


def test_what_is_missing_is_said_one_after_the_other(
    state: TeachingState, tmp_path: Path, qtbot: QtBot
) -> None:
    assert "photos" in state.missing
    state.tray.add([learned.photo(tmp_path / "a.png")])
    qtbot.waitUntil(lambda: bool(state.tray.photos))
    assert "name" in state.missing
    state.fill_in(name="a/b")
    assert "slash" in state.missing
    state.fill_in(name="Ada")
    state.choose_kind("person")
    assert "agreed" in state.missing
    state.consent(True)
    assert state.missing == ""
    state.start()
    assert state.run is not None
    assert state.run.lesson.consent == state.statement


def test_a_taken_name_is_said_before_learning(
    state: TeachingState, tmp_path: Path, qtbot: QtBot
) -> None:
    learned.add(tmp_path, "Bo")
    state.refresh_library()
    state.tray.add([learned.photo(tmp_path / "a.png")])
    qtbot.waitUntil(lambda: not state._errands.busy and bool(state.tray.photos))
    state.fill_in(name="bo")
    assert "taken" in state.missing


def test_a_forecast_holds_until_something_changes(ready: TeachingState, qtbot: QtBot) -> None:
    ready.measure()
    assert ready.measuring
    qtbot.waitUntil(lambda: ready.forecast == FORECAST)
    ready.fill_in(memory="8 GB")
    assert ready.forecast is None


def test_learning_ends_in_the_library_and_in_a_choice(ready: TeachingState, qtbot: QtBot) -> None:
    run = started(ready)
    qtbot.waitUntil(lambda: run.learned is not None)
    assert names() == ["Bo"]
    assert [len(points) for points in run.curves.losses().values()] == [20, 20]
    assert sorted(run.samples) == sorted(run.scores) == [1, 2]
    assert run.notices == ["Where they were taken was removed from 2 of the photos."]
    qtbot.waitUntil(lambda: ready.choice is not None and len(ready.choice.snapshots) == 2)
    assert ready.tray.photos == ()


def test_the_time_that_is_left_counts_scoring_in_and_rests_out(
    ready: TeachingState, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    monkeypatch.setattr(lesson_run.time, "monotonic", lambda: clock[0])
    run = started(ready)
    run.job.pause()
    run.job.become(JobStatus.RUNNING)
    assert run.eta is None
    for done, now in ((1, 10.0), (2, 20.0)):
        clock[0] = now
        run.job.take(Progress(done, 10, "Learning"))
    run.job.take(Progress(0, 1, "Scoring"))
    clock[0] = 40.0
    run.job.take(Progress(3, 10, "Learning"))
    assert run.eta == pytest.approx(15.0 * 7)
    run.job.become(JobStatus.PAUSED)
    clock[0] = 500.0
    assert run.eta == pytest.approx(15.0 * 7)


def test_crops_and_kind_go_into_the_lesson(ready: TeachingState) -> None:
    ready.tray.crop(ready.tray.photos[0].path, (0, 0, 40, 40))
    lesson = started(ready).lesson
    assert (lesson.name, lesson.kind, lesson.consent) == ("Bo", "pet", "")
    assert lesson.crops[0].box == (0, 0, 40, 40)


def test_memory_and_depth_go_into_the_lesson(ready: TeachingState) -> None:
    ready.fill_in(memory="12 GB", deep=8)
    lesson = started(ready).lesson
    assert (lesson.memory, lesson.deep, lesson.preset) == ("12 GB", 8, "quick")


def test_a_paused_learning_can_be_tried_and_goes_on(ready: TeachingState, qtbot: QtBot) -> None:
    run = started(ready)
    learned.until_scored(run, qtbot)
    run.pause()
    assert run.paused and run.can_try
    run.try_out("A photo of Bo.", seed=7)
    qtbot.waitUntil(lambda: run.tried is not None and run.trial is None)
    assert run.tried is not None and run.tried.getpixel((0, 0)) == (10, 7, 10)
    assert run.paused
    run.resume()
    qtbot.waitUntil(lambda: run.learned is not None)


def test_stopping_can_keep_the_best_so_far(ready: TeachingState, qtbot: QtBot) -> None:
    run = started(ready)
    learned.until_scored(run, qtbot)
    run.stop(keep=True)
    qtbot.waitUntil(lambda: run.learned is not None)
    assert names() == ["Bo"]
    assert unfinished() == []


def test_stopping_can_discard_everything(ready: TeachingState, qtbot: QtBot, home: Path) -> None:
    run = started(ready)
    learned.until_scored(run, qtbot)
    run.stop(keep=False)
    qtbot.waitUntil(lambda: run.discarded)
    assert names() == []
    assert list((home / "learning").iterdir()) == []
    assert ready.run is None


def test_a_learning_that_died_with_its_engine_goes_on(
    ready: TeachingState, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    run = started(ready)
    learned.until_scored(run, qtbot)
    with qtbot.waitSignal(ready.failed):
        engine.die(SetupError("The engine stopped unexpectedly.", remedy="Try again."))
    assert run.stopped and run.job.status is JobStatus.FAILED
    run.resume()
    qtbot.waitUntil(lambda: run.learned is not None)


def test_what_another_start_left_is_offered_and_can_be_kept(
    state: TeachingState, tmp_path: Path, qtbot: QtBot
) -> None:
    photos = (learned.photo(tmp_path / "a.png"),)
    job = learned.learning(Lesson(name="Cup", photos=photos), Settings())
    next(event for event in job if getattr(event, "epoch", 0) == 2)
    next(job)
    job.close()
    state.refresh_library()
    qtbot.waitUntil(lambda: len(state.unfinished) == 1)
    (found,) = state.unfinished
    assert (found.lesson.name, found.epochs) == ("Cup", (1, 2))
    assert all(photo.exists() for photo in found.lesson.photos)
    state.keep(found)
    qtbot.waitUntil(lambda: state.unfinished == () and state.choice is not None)
    assert names() == ["Cup"]


def test_what_was_left_can_be_gone_on_with_or_discarded(
    state: TeachingState, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("Cup", "Mug"):
        photos = (learned.photo(tmp_path / "a.png"),)
        job = learned.learning(Lesson(name=name, photos=photos), Settings())
        next(event for event in job if getattr(event, "epoch", 0) == 1)
        job.close()
    state.refresh_library()
    qtbot.waitUntil(lambda: len(state.unfinished) == 2)
    mug = next(one for one in state.unfinished if one.lesson.name == "Mug")
    cup = next(one for one in state.unfinished if one.lesson.name == "Cup")
    state.discard(mug)
    state.go_on(cup)
    run = state.run
    assert run is not None
    qtbot.waitUntil(lambda: run.learned is not None)
    assert names() == ["Cup"]
    assert unfinished() == []


def test_teaching_more_needs_no_new_photo_and_keeps_the_name(state: TeachingState) -> None:
    state.begin_more(TeachMore("Bo", "pet"))
    assert (state.missing, state.kind) == ("", "pet")
    lesson = started(state).lesson
    assert (lesson.name, lesson.continued, lesson.photos) == ("Bo", True, ())


def endless(*_: object) -> Job[None]:
    """A job that gets nowhere."""
    while True:
        yield Progress(0, 1)


def test_keeping_before_the_first_epoch_says_what_to_do(
    ready: TeachingState, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "learn", endless)
    run = started(ready)
    qtbot.waitUntil(lambda: run.job.progress is not None)
    run.pause()
    with qtbot.waitSignal(ready.failed) as failed:
        run.stop(keep=True)
    assert isinstance(failed.args[0], InputError)
    assert run.stopped
