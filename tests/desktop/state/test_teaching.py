"""From a form to a concept, with jobs that need no model."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.state import lesson_run
from desktop.state.jobs import JobStatus
from desktop.state.teaching import TeachingState, TeachMore
from engine import jobs
from engine.errors import InputError, SetupError
from engine.estimate import Left
from engine.events import Progress
from engine.learning.unfinished import unfinished
from tests.desktop import learned
from tests.desktop.scripted_engine import ScriptedEngine
from tests.desktop.taught import FORECAST, endless, names, started


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
    ready.tray.changed.emit()  # a photo was looked at again, and nothing else is to be learned
    assert ready.forecast == FORECAST
    ready.tray.crop(ready.tray.photos[0].path, (0, 0, 40, 40))
    assert ready.forecast is None
    ready.measure()
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
    assert run.eta == Left(pytest.approx(15.0 * 7), pytest.approx(15.0 * 7))
    run.job.become(JobStatus.PAUSED)
    clock[0] = 500.0
    assert run.eta == Left(pytest.approx(15.0 * 7), pytest.approx(15.0 * 7))


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


def test_teaching_more_needs_no_new_photo_and_keeps_the_name(state: TeachingState) -> None:
    state.begin_more(TeachMore("Bo", "pet"))
    assert (state.missing, state.kind) == ("", "pet")
    lesson = started(state).lesson
    assert (lesson.name, lesson.continued, lesson.photos) == ("Bo", True, ())


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
