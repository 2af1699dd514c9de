"""The page of models."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from desktop.context import Context
from desktop.views.bring_dialog import BringDialog
from desktop.views.compile_dialog import CompileDialog
from desktop.views.licences_dialog import LicencesDialog
from desktop.views.models_page import ModelsPage
from engine.events import finish
from engine.licences import find_licence
from engine.model.bringing import Bringing, bring
from engine.settings import Settings
from tests.desktop.scripted_engine import playing
from tests.desktop.views.models_screen import (
    SECONDS,
    button,
    card_of,
    opened,
    run,
    said_by,
    words_of,
)
from tests.graphics_cards import card


@pytest.fixture
def page(context: Context, qtbot: Any) -> ModelsPage:
    """The page of models, having looked."""
    return opened(context, qtbot)


def test_what_makes_the_gpu_usable_can_be_read_and_copied(page: ModelsPage) -> None:
    assert not page.panel.advice.isVisible()
    page._state.advice = ("This PyTorch was built without CUDA.", "pip install torch")
    page._state.changed.emit()
    assert page.panel.advice.text().endswith("CUDA.\npip install torch")
    flags = page.panel.advice.textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_the_machine_and_the_verdicts_are_said_in_words(page: ModelsPage) -> None:
    said = words_of(page)
    assert "Processor" not in said or "core" in said
    assert "What this computer can do with mini" in said
    assert said.count("It takes about") == 4
    assert "In use" in said


def test_without_a_gpu_there_is_nothing_to_try(page: ModelsPage) -> None:
    assert not page.try_gpu.isEnabled()


def test_cards_are_chosen_by_name_where_there_are_several(page: ModelsPage, qtbot: Any) -> None:
    choice, state = page.panel.card, page._state
    assert not choice.isVisibleTo(page)
    assert state.machine is not None
    state.machine = replace(state.machine, gpus=(card("Old", "GPU-a", 8), card("New", "GPU-b", 24)))
    state.changed.emit()
    assert choice.isVisibleTo(page)
    qtbot.keyClicks(choice.box, "Old")
    choice.box.activated.emit(choice.box.currentIndex())
    assert Settings.load().gpu == "GPU-a"
    qtbot.waitUntil(lambda: not state.looking, timeout=SECONDS)
    assert "which is not here now" in choice.box.currentText()


@pytest.fixture
def anole(page: ModelsPage, tiny_checkpoint: Path, tmp_path: Path, qtbot: Any) -> Path:
    """A model that was linked with its licence, and is in the list."""
    folder = tmp_path / "Anole"
    shutil.copytree(tiny_checkpoint, folder)
    (folder / "LICENSE").write_text("Research only.")
    licence = find_licence(folder).sha256
    finish(bring(Bringing(folder=folder, name="Anole", copy=False, licence=licence)))
    page.open(None)
    qtbot.waitUntil(lambda: page._state.find("Anole") is not None, timeout=SECONDS)
    return folder


def test_a_card_says_whose_the_files_are(page: ModelsPage, anole: Path) -> None:
    said = words_of(card_of(page, "Anole"))
    assert "Linked: its files are yours and are never deleted by this app." in said
    assert "Linked" not in words_of(card_of(page, "mini"))
    shown = replace(page._state.models[1], copied=True)
    page._state.models = (page._state.models[0], shown)
    page.refresh()
    assert "Copied: its files lie in the private folder." in words_of(card_of(page, "Anole"))


def test_verifying_says_that_nothing_has_changed(
    page: ModelsPage, context: Context, anole: Path, qtbot: Any
) -> None:
    told = said_by(context)
    run(page, "verify", "Anole")
    expected = "Every file of Anole is as it was when it was added."
    qtbot.waitUntil(lambda: expected in told, timeout=SECONDS)


def test_verifying_damaged_files_fails_with_what_to_do(
    page: ModelsPage, context: Context, anole: Path, qtbot: Any
) -> None:
    told = said_by(context)
    (anole / "config.json").write_text((anole / "config.json").read_text() + "\n")
    run(page, "verify", "Anole")
    qtbot.waitUntil(lambda: bool(context.queue.past), timeout=SECONDS)
    error = context.queue.past[0].error
    assert error is not None and "config.json" in str(error) and error.remedy
    assert not any("as it was" in one for one in told)


def test_a_forgotten_model_leaves_its_files_and_says_so(
    page: ModelsPage, context: Context, anole: Path, qtbot: Any
) -> None:
    told = said_by(context)
    run(page, "use", "Anole")
    assert context.settings.value.checkpoint == "Anole"
    forget = button(card_of(page, "Anole"), "Forget")
    assert forget.toolTip().startswith("Takes it from this list; its files stay.")
    run(page, "forget", "Anole")
    qtbot.waitUntil(lambda: page._state.find("Anole") is None, timeout=SECONDS)
    assert f"Anole is forgotten. Its files stay in {anole}." in told
    assert anole.exists() and context.settings.value.checkpoint is None


def test_the_accepted_licence_is_read_again_from_the_card(page: ModelsPage, anole: Path) -> None:
    run(page, "licence", "Anole")
    dialog = page.findChild(LicencesDialog)
    assert dialog is not None
    first = dialog.list.item(0)
    assert first is not None and first.text().startswith("Anole: accepted on ")
    assert dialog.text.toPlainText() == "Research only."
    dialog.reject()
    mini = card_of(page, "mini")
    assert not next(one for one in mini.actions() if "licence" in one.objectName()).isEnabled()


def test_cards_stay_and_keep_the_focus_while_nothing_of_them_changes(
    page: ModelsPage, anole: Path
) -> None:
    before = card_of(page, "Anole")
    page._state.changed.emit()
    assert card_of(page, "Anole") is before
    page._state.use("Anole")
    assert card_of(page, "Anole") is not before


def test_a_model_that_was_brought_is_offered_to_be_used_and_compiled(
    page: ModelsPage,
    context: Context,
    tiny_checkpoint: Path,
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("export.choosing.offers", lambda *_: playing([], ()))
    told = said_by(context)
    page.bring.trigger()
    dialog = page.findChild(BringDialog)
    assert dialog is not None and not page.brought.isVisible()
    dialog._state.look_at(tiny_checkpoint)
    qtbot.waitUntil(lambda: dialog._state.candidate is not None, timeout=SECONDS)
    dialog._state.choose(name="tiny", agreed=True)
    dialog.start.click()
    qtbot.waitUntil(page.brought.isVisible, timeout=SECONDS)
    assert "tiny is here, and every file was checked" in words_of(page.brought)
    assert "It is linked" in words_of(page.brought)
    assert any(one.startswith("tiny is here") for one in told)
    page.brought.use.click()
    assert context.settings.value.checkpoint == "tiny"
    page.brought.compile.click()
    assert not page.brought.isVisible()
    compiling = page.findChild(CompileDialog)
    assert compiling is not None and "tiny" in compiling.windowTitle()
    compiling.reject()


def test_bringing_opens_a_dialog_that_waits_for_a_folder(page: ModelsPage, qtbot: Any) -> None:
    page.bring.trigger()
    dialog = page.findChild(BringDialog)
    assert dialog is not None
    assert not dialog.start.isEnabled()
    assert not dialog.agreed.isEnabled()
    assert "Nothing is ever downloaded" in words_of(dialog)
    dialog.reject()
