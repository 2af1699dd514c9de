"""Lessons that wait, run, broke off or are to be chosen from, with jobs that need no model."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.state.choice import ChoiceState
from desktop.state.jobs import JobKind, JobStatus, Queue
from desktop.state.teaching import TeachingState, TeachMore
from engine.errors import SetupError
from engine.events import Snapshot
from engine.learning.keeping import plan_of
from engine.learning.lesson import Lesson
from engine.learning.unfinished import unfinished
from engine.learning.workplace import Workplace
from engine.settings import Settings
from tests.desktop import learned
from tests.desktop.scripted_engine import ScriptedEngine
from tests.desktop.taught import endless, names, started


def test_what_another_start_left_is_offered_and_can_be_kept(
    state: TeachingState, tmp_path: Path, qtbot: QtBot
) -> None:
    photos = (learned.photo(tmp_path / "a.png"),)
    job = learned.learning(Lesson(name="Cup", photos=photos), Settings())
    next(event for event in job if getattr(event, "epoch", 0) == 2)
    next(job)
    job.close()
    state.refresh_library()
    qtbot.waitUntil(lambda: len(state.lessons.unfinished) == 1)
    (found,) = state.lessons.unfinished
    assert (found.lesson.name, found.epochs) == ("Cup", (1, 2))
    assert all(photo.exists() for photo in found.lesson.photos)
    state.lessons.keep(found)
    qtbot.waitUntil(lambda: state.lessons.unfinished == () and state.choice is not None)
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
    qtbot.waitUntil(lambda: len(state.lessons.unfinished) == 2)
    mug = next(one for one in state.lessons.unfinished if one.lesson.name == "Mug")
    cup = next(one for one in state.lessons.unfinished if one.lesson.name == "Cup")
    state.lessons.discard(mug)
    state.lessons.go_on(cup)
    run = state.run
    assert run is not None
    qtbot.waitUntil(lambda: run.learned is not None)
    assert names() == ["Cup"]
    assert unfinished() == []


def interrupted(name: str, tmp_path: Path, epoch: int) -> None:
    """Leave a learning behind as a crash does, some steps after this epoch."""
    photos = (learned.photo(tmp_path / "a.png"),)
    job = learned.learning(Lesson(name=name, photos=photos), Settings())
    for event in job:
        if isinstance(event, Snapshot) and event.epoch == epoch:
            break
    for _ in range(4):
        next(job)
    job.close()


def test_what_was_left_is_seen_at_once_and_can_be_tried_before_it_learns_more(
    state: TeachingState, queue: Queue, tmp_path: Path, qtbot: QtBot
) -> None:
    interrupted("Cup", tmp_path, epoch=1)
    state.refresh_library()
    qtbot.waitUntil(lambda: len(state.lessons.unfinished) == 1)
    busy = queue.add("Something else", JobKind.CHECK, endless)
    state.lessons.go_on(state.lessons.unfinished[0])
    run = state.run
    assert run is not None and run.job.status is JobStatus.WAITING
    assert state.lessons.unfinished == ()
    qtbot.waitUntil(lambda: sorted(run.scores) == [1])
    assert sorted(run.samples) == [1]
    assert [step for step, _ in run.curves.rows()] == list(range(1, len(run.curves.rows()) + 1))
    assert len(run.curves.rows()) >= 10
    run.pause()
    busy.cancel()
    run.try_out("A photo of Cup.", seed=5)
    qtbot.waitUntil(lambda: run.tried is not None and run.trial is None)
    assert run.tried is not None and run.tried.getpixel((0, 0)) == (10, 5, 10)
    run.stop(keep=True)
    qtbot.waitUntil(lambda: state.choice is not None)
    assert names() == ["Cup"]


def test_what_is_measured_anew_goes_before_what_was_left(
    state: TeachingState, tmp_path: Path, qtbot: QtBot
) -> None:
    interrupted("Cup", tmp_path, epoch=1)
    state.refresh_library()
    qtbot.waitUntil(lambda: len(state.lessons.unfinished) == 1)
    state.lessons.go_on(state.lessons.unfinished[0])
    run = state.run
    assert run is not None
    qtbot.waitUntil(lambda: run.learned is not None and not run._errands.busy)
    assert [step for step, _ in run.curves.rows()] == list(range(1, 21))
    assert sorted(run.scores) == sorted(run.samples) == [1, 2]


def fill_in(state: TeachingState, name: str, photo: Path, qtbot: QtBot) -> None:
    """All that a lesson needs."""
    state.tray.add([learned.photo(photo)])
    qtbot.waitUntil(lambda: bool(state.tray.photos) and not state.tray.checking)
    state.fill_in(name=name)


def test_another_lesson_waits_behind_the_one_that_runs_and_each_ends_in_its_choice(
    ready: TeachingState, queue: Queue, tmp_path: Path, qtbot: QtBot
) -> None:
    first = started(ready)
    learned.until_scored(first, qtbot)
    first.pause()
    ready.begin_anew()
    assert (ready.run, ready.name, ready.tray.photos) == (None, "", ())
    fill_in(ready, "Cup", tmp_path / "cup.png", qtbot)
    second = started(ready)
    assert ready.run is second and ready.lessons.all == (first, second)
    assert [job.title for job in queue.jobs] == ["Learn Bo", "Learn Cup"]
    ready.begin_anew()
    first.resume()
    qtbot.waitUntil(lambda: names() == ["Bo", "Cup"] and ready.lessons.names == frozenset())
    bo, cup = ready.lessons.all
    assert isinstance(bo, ChoiceState) and isinstance(cup, ChoiceState)
    ready.lessons.show(cup)
    assert ready.choice is cup and cup.name == "Cup"
    ready.begin_anew()
    assert ready.lessons.all == (bo,)
    qtbot.waitUntil(lambda: not (bo._errands.busy or cup._errands.busy))


def test_the_way_back_to_a_lesson_is_its_job(ready: TeachingState) -> None:
    run = started(ready)
    run.pause()
    ready.begin_anew()
    ready.lessons.show_job(run.job)
    assert ready.run is run


def test_photos_that_come_while_something_is_learned_stay_for_the_next_lesson(
    ready: TeachingState, tmp_path: Path, qtbot: QtBot
) -> None:
    run = started(ready)
    learned.until_scored(run, qtbot)
    run.pause()
    ready.add_photos([learned.photo(tmp_path / "new.png")])
    assert ready.run is None
    qtbot.waitUntil(lambda: len(ready.tray.photos) == 1)
    run.resume()
    qtbot.waitUntil(lambda: names() == ["Bo"] and ready.lessons.names == frozenset())
    assert [photo.path.name for photo in ready.tray.photos] == ["new.png"]


def test_pasted_photos_are_there_until_they_were_learned(
    state: TeachingState, tmp_path: Path, qtbot: QtBot
) -> None:
    state.tray.paste(learned.photo(tmp_path / "a.png").read_bytes())
    qtbot.waitUntil(lambda: bool(state.tray.photos) and not state.tray.checking)
    state.fill_in(name="Bo")
    run = started(state)
    (draft,) = run.lesson.photos
    assert draft.exists() and state.tray.photos == ()
    qtbot.waitUntil(lambda: not draft.exists())
    assert names() == ["Bo"]


def test_what_is_discarded_can_be_asked_for_otherwise(ready: TeachingState, qtbot: QtBot) -> None:
    photos = ready.tray.photos
    run = started(ready)
    learned.until_scored(run, qtbot)
    run.stop(keep=False)
    qtbot.waitUntil(lambda: ready.lessons.all == ())
    assert (ready.name, ready.kind, ready.tray.photos) == ("Bo", "pet", photos)


def test_a_lesson_that_waits_is_taken_back_without_a_trace(
    ready: TeachingState, queue: Queue, tmp_path: Path, qtbot: QtBot
) -> None:
    interrupted("Bo", tmp_path, epoch=1)  # of an earlier day, which nobody asked about
    busy = queue.add("Something else", JobKind.CHECK, endless)
    run = started(ready)
    run.stop(keep=False)
    qtbot.waitUntil(lambda: ready.lessons.all == ())
    busy.cancel()
    assert [one.lesson.name for one in unfinished()] == ["Bo"]


def test_what_broke_off_and_is_left_is_offered_as_interrupted(
    ready: TeachingState, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    run = started(ready)
    learned.until_scored(run, qtbot)
    engine.die(SetupError("The engine stopped unexpectedly.", remedy="Try again."))
    ready.begin_anew()
    assert ready.lessons.all == () and ready.tray.photos == ()
    qtbot.waitUntil(lambda: [one.epochs for one in ready.lessons.unfinished] == [(1,)])


def test_what_was_stopped_before_it_began_is_in_the_form_again(
    ready: TeachingState, queue: Queue, qtbot: QtBot
) -> None:
    queue.add("Something else", JobKind.CHECK, endless)
    run = started(ready)
    run.job.cancel()
    ready.begin_anew()
    assert (ready.name, len(ready.tray.photos), ready.lessons.all) == ("Bo", 2, ())


def test_a_name_that_is_being_learned_cannot_be_taught_twice(
    ready: TeachingState, tmp_path: Path, qtbot: QtBot
) -> None:
    started(ready).pause()
    ready.begin_anew()
    fill_in(ready, "bo", tmp_path / "b.png", qtbot)
    assert "being learned" in ready.missing


def test_a_person_is_asked_about_again_before_more_is_taught(
    state: TeachingState, tmp_path: Path, qtbot: QtBot
) -> None:
    place = Workplace.of("Ada")
    place.photos.mkdir(parents=True)
    lesson = Lesson(name="Ada", photos=(), kind="person", consent=state.statement)
    place.write("plan", plan_of(lesson, [], None))
    place.keep(Snapshot(learned.concept("Ada", "person"), 1))
    state.refresh_library()
    qtbot.waitUntil(lambda: len(state.lessons.unfinished) == 1)
    state.lessons.keep(state.lessons.unfinished[0])
    qtbot.waitUntil(lambda: state.choice is not None and state.choice.in_use is not None)
    assert state.choice is not None and state.choice.in_use is not None
    assert state.choice.in_use.kind == "person"
    state.begin_more(TeachMore("Ada", state.choice.in_use.kind))
    assert "agreed" in state.missing
