"""The draw page's state, without a widget."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state import drawing as state_module
from desktop.state.drawing import DrawingState, Reuse, more_like, reuse
from desktop.state.jobs import JobStatus
from engine.errors import InputError, SetupError
from engine.gallery.wildcards import chosen
from engine.runtime.sampling import Sampling
from tests.desktop.drawn import drawing, kept
from tests.desktop.scripted_engine import failing


@pytest.fixture
def state(context: Context, monkeypatch: pytest.MonkeyPatch) -> DrawingState:
    """Drawing by a job that needs no model."""
    monkeypatch.setattr(state_module.jobs, "draw", drawing)
    return DrawingState(context.home, context.queue, context.settings)


def test_pictures_grow_and_are_kept_while_the_job_runs(state: DrawingState, qtbot: QtBot) -> None:
    state.set(count=3, seed=5, seed_locked=True)
    state.draw("a photo of Bo", ["Bo"])
    batch = state.batch
    assert batch is not None and batch.request.seeds == (5, 6, 7)
    qtbot.waitUntil(lambda: batch.finished == 3, timeout=5000)
    assert [cell.kept.seed for cell in batch.cells if cell.kept] == [5, 6, 7]
    assert all(cell.picture is not None for cell in batch.cells)
    assert batch.job.status is JobStatus.DONE


def test_the_seed_varies_unless_it_is_locked(state: DrawingState) -> None:
    state.set(seed=5, seed_locked=True)
    state.draw("Bo", ["Bo"])
    assert state.seed == 5
    state.set(seed_locked=False)
    state.draw("Bo", ["Bo"])
    assert state.seed != 5


def test_a_sheet_asks_for_every_prompt_and_version(state: DrawingState) -> None:
    state.set(count=2, seed=1)
    state.draw_sheet(["Bo"], ["Bo at sea", "Bo in snow"], [1, 2])
    assert state.batch is not None and state.batch.request.count == 8 == len(state.batch.cells)
    titles = state.batch.titles
    assert titles is not None and titles.columns == ("Seed 1", "Seed 2")
    assert titles.rows[1:3] == ("Version 1: Bo in snow", "Version 2: Bo at sea")
    assert titles.cells[3] == "Bo in snow, seed 2, version 1"


def test_the_titles_of_a_sheet_say_the_words_that_a_seed_has_chosen(state: DrawingState) -> None:
    state.set(count=3, seed=1)
    state.draw_sheet([], ["a {red|blue} cup"])
    assert state.batch is not None and state.batch.titles is not None
    assert state.batch.titles.rows == ("a {red|blue} cup",)
    words = [chosen("a {red|blue} cup", seed) for seed in (1, 2, 3)]
    assert [one.partition(", seed")[0] for one in state.batch.titles.cells] == words
    state.draw("a cup", [])
    assert state.batch.titles is None


def test_an_empty_prompt_is_refused_in_words(state: DrawingState, qtbot: QtBot) -> None:
    with qtbot.waitSignal(state.failed, timeout=1000) as failed:
        state.draw(" ", [])
    assert isinstance(failed.args[0], InputError) and state.batch is None


def test_a_failed_job_is_told(
    state: DrawingState, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = SetupError("No memory.", remedy="Close programs.")
    monkeypatch.setattr(state_module.jobs, "draw", lambda *args: failing(error))
    with qtbot.waitSignal(state.failed, timeout=5000) as failed:
        state.draw("Bo", ["Bo"])
    assert failed.args == [error]


def test_stopping_keeps_what_was_finished(state: DrawingState, qtbot: QtBot) -> None:
    state.set(count=50)
    state.draw("Bo", ["Bo"])
    batch = state.batch
    assert batch is not None
    with qtbot.waitSignal(state.cell_changed, check_params_cb=lambda _: batch.finished >= 2):
        pass  # the script does not wait, so neither may we
    batch.job.cancel()
    qtbot.waitUntil(lambda: batch.job.over, timeout=5000)
    assert 2 <= batch.finished < 50


def test_prompts_of_kept_pictures_are_the_history(
    state: DrawingState, home: Path, qtbot: QtBot
) -> None:
    kept(home, 1, 2)
    with qtbot.waitSignal(state.changed, timeout=5000):
        state.load()
    assert state.known.history == ("Bo at sea 2", "Bo at sea 1")


def test_prompt_seed_and_settings_of_a_picture_are_used_apart(
    state: DrawingState, home: Path
) -> None:
    (picture,) = kept(home, 9)
    assert reuse(picture, prompt=True, seed=False, settings=False) == Reuse(
        prompt="Bo at sea 9", names=("Bo",)
    )
    before = state.sampling
    state.use(reuse(picture, prompt=False, seed=True, settings=False))
    assert (state.seed, state.seed_locked, state.sampling) == (9, True, before)
    state.use(reuse(picture, prompt=False, seed=False, settings=True))
    assert state.sampling == Sampling(guidance=2.5, temperature=0.7, top_p=0.9)


def test_all_of_a_picture_is_drawn_with_the_version_that_drew_it(
    state: DrawingState, home: Path
) -> None:
    (picture,) = kept(home, 9)
    state.use(reuse(picture, prompt=True, seed=True, settings=True))
    state.draw("Bo at sea 9", ["Bo"])
    assert state.batch is not None and state.batch.request.versions == (2,)
    state.draw("Mila at sea", ["Mila"])
    assert state.batch.request.versions == ()
    state.draw("a cup", [])
    assert state.batch.request.versions == ()
    assert state.version_of(["Bo"]) == 2
    state.forget_version()
    state.draw("Bo at sea 9", ["Bo"])
    assert state.batch.request.versions == ()
    state.use(reuse(picture, prompt=True, seed=True, settings=True))
    state.use(reuse(picture, prompt=True, seed=False, settings=False))
    assert state.version_of(["Bo"]) is None


def test_more_like_a_picture_is_drawn_at_once_with_new_seeds(
    state: DrawingState, home: Path
) -> None:
    (picture,) = kept(home, 9)
    state.set(count=3, seed=9, seed_locked=True)
    state.use(more_like(picture))
    assert state.batch is not None
    asked = state.batch.request
    assert (asked.prompts, asked.names, asked.versions) == (("Bo at sea 9",), ("Bo",), (2,))
    assert len(asked.seeds) == 3 and 9 not in asked.seeds
    assert asked.sampling == Sampling(guidance=2.5, temperature=0.7, top_p=0.9)


def test_only_settings_can_be_set(state: DrawingState) -> None:
    with pytest.raises(AttributeError):
        state.set(batch=None)
