"""The steps of the first run, on the page of models."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.context import Context
from desktop.views.models_page import ModelsPage
from desktop.views.move_dialog import MoveDialog
from engine.errors import SetupError
from engine.fitting import Card, Trial
from engine.settings import Settings
from tests.desktop.scripted_engine import failing, playing
from tests.desktop.views.models_screen import SECONDS, button, opened, with_card, words_of


@pytest.fixture
def page(context: Context, qtbot: Any) -> ModelsPage:
    """The page of models, having looked."""
    return opened(context, qtbot)


def test_the_first_run_is_walked_through_and_goes_away(page: ModelsPage, qtbot: Any) -> None:
    assert "Step 1 of 4" in words_of(page)
    qtbot.mouseClick(button(page, "Next"), Qt.MouseButton.LeftButton)
    assert "are kept in this private folder" in words_of(page)
    qtbot.mouseClick(button(page, "Next"), Qt.MouseButton.LeftButton)
    assert button(page.first_run, "Bring a base model…").isVisible()
    qtbot.mouseClick(button(page, "Next"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(page, "Done"), Qt.MouseButton.LeftButton)
    assert page.first_run.isHidden()
    assert Settings.load().first_run == "done"


def test_the_step_of_the_place_names_the_room_and_offers_another_folder(
    page: ModelsPage, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.first_run.next.click()
    said = page.first_run.words.text()
    assert "are free on its disk" in said and "takes 4.8 GB of it" in said
    assert "19.4 GB where they are copied" in said
    chosen = str(tmp_path / "elsewhere")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: chosen)
    button(page.first_run, "Choose another folder…").click()
    dialog = page.findChild(MoveDialog)
    assert dialog is not None and chosen in words_of(dialog).replace("\u200b", "")
    dialog.reject()


def test_the_step_of_the_model_says_what_7b_would_do_here_before_it_is_brought(
    page: ModelsPage, qtbot: Any
) -> None:
    assert not page.first_run.prospects.isVisible()
    page.first_run.next.click()
    page.first_run.next.click()
    shown = page.first_run.prospects
    assert shown.isVisible()
    said = words_of(shown)
    assert said.count("It takes about") == 4
    assert "Reckoned for PyTorch" in said or "Reckoned for a compiled model" in said
    for preset in ("8 GB (int4)", "12 GB (int4)", "16 GB (int8)", "24 GB (bf16)"):
        assert said.count(f"For {preset}") == 1


def test_a_gpu_is_tried_by_itself_in_the_first_run_and_what_came_of_it_is_shown(
    page: ModelsPage, context: Context, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial = Trial(device="RTX", teraflops=50.04, seconds=1.0)
    asked: list[object] = []

    def tried(*what: object) -> object:
        asked.append(what)
        return playing([], trial)

    monkeypatch.setattr("engine.jobs.try_device", tried)
    assert page._state.trial is None
    with_card(page)
    assert "The GPU is being tried" in page.first_run.words.text()
    job = page._state.trial
    assert job is not None
    qtbot.waitUntil(lambda: job.over, timeout=SECONDS)
    assert asked == [("cuda", Card("8.9", "580.65"))]
    assert "RTX works: 50.0 TFLOP/s in 1.0 seconds" in page.first_run.words.text()
    qtbot.waitUntil(lambda: "RTX works" in words_of(page.panel), timeout=SECONDS)
    with_card(page)
    assert page._state.trial is job and len(asked) == 1


def test_a_gpu_that_fails_is_said_where_it_is_named(
    page: ModelsPage, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    unfit = SetupError("The GPU's driver 470 is too old.", remedy="Update it.")
    monkeypatch.setattr("engine.jobs.try_device", lambda *_: failing(unfit))
    with_card(page, "470")
    qtbot.waitUntil(lambda: "too old. Update it." in words_of(page.panel), timeout=SECONDS)


@pytest.mark.parametrize("chosen", [{"device": "cpu"}, {"first_run": "done"}])
def test_nothing_is_tried_where_no_gpu_is_wanted_or_the_first_run_is_over(
    chosen: dict[str, str], page: ModelsPage, context: Context
) -> None:
    context.settings.change(**chosen)
    with_card(page)
    assert page._state.trial is None
