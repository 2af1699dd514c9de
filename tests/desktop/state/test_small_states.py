"""Notices, navigation, opening of files, settings, words: without a widget."""

from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.engine_side import Holds
from desktop.state import job_words, notices
from desktop.state.engine_state import EngineState
from desktop.state.jobs import JobKind, JobStatus, Queue
from desktop.state.navigation import Navigation, Place
from desktop.state.notices import Notice, Notices
from desktop.state.opening import places, unknown
from desktop.state.settings import SettingsState
from engine.errors import InputError
from engine.estimate import Left
from engine.events import Progress
from engine.model.memory import GpuMemory
from engine.settings import Settings
from tests.desktop.scripted_engine import ScriptedEngine, playing


def test_an_undo_that_is_not_taken_is_committed_after_its_time(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "UNDO_SECONDS", 0.05)
    done: list[str] = []
    shown = Notices()
    shown.offer_undo("Deleted.", lambda: done.append("commit"), lambda: done.append("undo"))
    assert done == []
    qtbot.waitUntil(lambda: bool(done))
    shown.undo()
    assert done == ["commit"]


class Deletions:
    """Several of them, by a clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0
        self.notices = Notices(clock=lambda: self.now)
        self.done: list[str] = []
        self.settled: list[int] = []
        self.notices.settled.connect(self.settled.append)

    def delete(self, what: str) -> None:
        """Delete it, with an undo."""
        commit, undo = (partial(self.done.append, f"{word} {what}") for word in ("erase", "keep"))
        self.notices.offer_undo(what, commit, undo)

    def at(self, seconds: float) -> list[str]:
        """What has happened so many seconds after the beginning."""
        self.now = 100.0 + seconds
        self.notices.look()
        return self.done


def test_each_of_several_undos_has_ten_seconds_of_its_own(qapp: object) -> None:
    deletions = Deletions()
    deletions.delete("a")
    assert deletions.at(6) == []
    deletions.delete("b")
    assert deletions.at(9.9) == []
    assert deletions.at(10) == ["erase a"]
    assert deletions.at(15.9) == ["erase a"]
    assert deletions.at(16) == ["erase a", "erase b"]
    assert deletions.settled == [1, 2]


def test_an_undo_takes_the_latest_back_or_the_one_that_is_meant(qapp: object) -> None:
    deletions = Deletions()
    for what in "abc":
        deletions.delete(what)
    deletions.notices.undo()
    deletions.notices.undo(1)
    deletions.notices.undo(1)
    assert deletions.done == ["keep c", "keep a"]
    assert deletions.at(10) == ["keep c", "keep a", "erase b"]
    deletions.notices.undo()
    assert deletions.settled == [3, 1, 2]


def test_quitting_does_all_for_good_in_its_order(qapp: object) -> None:
    deletions, said = Deletions(), []
    deletions.notices.said.connect(said.append)
    deletions.delete("a")
    deletions.delete("b")
    deletions.notices.commit()
    deletions.notices.commit()
    assert deletions.done == ["erase a", "erase b"]
    assert said == [Notice("a", undo=1), Notice("b", undo=2)]


def test_navigation_asks_for_a_place_with_what_to_show() -> None:
    navigation, asked = Navigation(), []
    navigation.asked.connect(lambda place, what: asked.append((place, what)))
    navigation.go(Place.LIBRARY, "Mila")
    navigation.go(Place.QUEUE)
    assert asked == [(Place.LIBRARY, "Mila"), (Place.QUEUE, None)]


def test_files_are_sorted_by_the_page_that_takes_them(tmp_path: Path) -> None:
    concept, photo, folder = tmp_path / "Mila.CONCEPT", tmp_path / "1.heic", tmp_path / "photos"
    folder.mkdir()
    given = [photo, concept, folder, tmp_path / "notes.txt"]
    assert places(given, Place.QUEUE) == [
        (Place.LIBRARY, (concept,)),
        (Place.TEACH, (photo, folder)),
    ]
    assert unknown(given) == (tmp_path / "notes.txt",)


def test_a_changed_setting_is_saved_and_nonsense_changes_nothing(home: Path) -> None:
    state, changes = SettingsState(Settings()), []
    state.changed.connect(lambda: changes.append(state.value.theme))
    state.change(theme="dark")
    with pytest.raises(InputError):
        state.change(theme="plaid")
    state.change(theme="dark")
    assert changes == ["dark"] and Settings.load().theme == "dark"


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (0.2, 0.3, "about 1 s left"),
        (40, 40.2, "about 40 s left"),
        (30, 50, "30 to 50 s left"),
        (115, 125, "about 2 min left"),
        (40, 130, "1 to 2 min left"),
        (7300, 7500, "about 2 h left"),
        (5000, 11000, "1 to 3 h left"),
    ],
)
def test_a_time_is_told_as_a_range_as_coarse_as_it_is_long(
    least: float, most: float, words: str
) -> None:
    assert job_words.left(Left(least, most)) == words
    assert job_words.left(None) == ""


def test_progress_is_told_in_words() -> None:
    assert job_words.progress(Progress(3, 40, "Learning")) == "Learning, 3 of 40"
    assert job_words.progress(Progress(3, 40)) == "3 of 40"
    assert job_words.progress(None) == ""


def test_every_kind_and_state_of_a_job_has_words(queue: Queue) -> None:
    job = queue.add("Draw", JobKind.DRAW, playing, [])
    for status in JobStatus:
        job.status = status
        assert job_words.status(job)
    assert len({job_words.kind(kind) for kind in JobKind}) == len(JobKind)


def test_the_engine_line_says_what_runs_and_what_is_free(
    qtbot: QtBot, engine: ScriptedEngine
) -> None:
    import os

    settings = SettingsState(Settings())
    state = EngineState(engine, settings)
    assert state.words == "Engine at rest" and "mini" in state.model
    engine.pid = os.getpid()
    with qtbot.waitSignal(state.changed):
        engine.changed.emit()
    assert state.words == "Engine ready"
    if Path("/proc/meminfo").exists():
        assert "in use" in state.memory and "free" in state.memory
    state.unload()
    assert engine.asked == [("unload", None)]


def test_the_engine_line_says_what_is_loaded_and_what_is_taken_of_the_gpu(
    home: Path, engine: ScriptedEngine
) -> None:
    settings = SettingsState(Settings())
    state = EngineState(engine, settings)
    assert (state.model, state.loaded) == ("Model: mini", "")
    engine.holds = Holds(("mini (TensorRT)",), GpuMemory(9_800_000_000, 12_000_000_000))
    assert state.model == "Model: mini, loaded"
    assert state.loaded == "In memory: mini (TensorRT)"
    assert "GPU 9.8 GB of 12.0 GB" in state.memory
    settings.leave_gpu()
    assert state.model == "Model: mini, without the GPU, loaded"


def test_another_gpu_asks_for_another_process(home: Path, engine: ScriptedEngine) -> None:
    settings = SettingsState(Settings())
    state = EngineState(engine, settings)
    settings.change(threads=2)
    assert engine.asked == []
    settings.change(gpu="GPU-a")
    assert engine.asked == [("unload", None)]
    assert not state.alive
