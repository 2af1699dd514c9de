"""The pages about this computer: models, storage, logs, settings."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QSpinBox,
    QWidget,
)

from desktop.context import Context
from desktop.state.compiling import CompilingState
from desktop.state.logs import LogsState
from desktop.state.models import ModelsState
from desktop.state.storage import StorageState
from desktop.views.bring_dialog import BringDialog
from desktop.views.compile_dialog import CompileDialog
from desktop.views.file_list_dialog import FileListDialog
from desktop.views.licences_dialog import LicencesDialog
from desktop.views.logs_page import LogsPage
from desktop.views.model_card import ModelCard
from desktop.views.models_page import ModelsPage
from desktop.views.move_dialog import MoveDialog
from desktop.views.settings_page import SettingsPage
from desktop.views.storage_page import StoragePage
from engine.errors import SetupError
from engine.events import finish
from engine.fitting import Card, Trial
from engine.licences import find_licence
from engine.model.bringing import Bringing, bring
from engine.setting import Kind
from engine.settings import Settings, declared
from export.choosing import Offer
from tests.desktop.scripted_engine import failing, playing
from tests.graphics_cards import card

SECONDS = 20_000


def button(page: QWidget, words: str) -> QAbstractButton:
    """The visible button with these words."""
    found = [one for one in page.findChildren(QAbstractButton) if one.text() == words]
    return next(one for one in found if one.isVisibleTo(page))


def words_of(page: QWidget) -> str:
    """Every label that is to be seen."""
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


@pytest.fixture
def page(context: Context, qtbot: Any) -> ModelsPage:
    """The page of models, having looked."""
    state = ModelsState(context.settings, context.queue)
    made = ModelsPage(state, context)
    qtbot.addWidget(made)
    made.show()
    made.open(None)
    qtbot.waitUntil(lambda: not state.looking, timeout=SECONDS)
    return made


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


def with_card(page: ModelsPage, driver: str = "580.65") -> None:
    """Find a GPU in this computer."""
    state = page._state
    assert state.machine is not None
    one = replace(card("RTX", "GPU-a", 24), driver=driver)
    state.machine = replace(state.machine, gpus=(one,), visible=None)
    state.changed.emit()


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


def card_of(page: ModelsPage, name: str) -> ModelCard:
    """The card of a model."""
    cards = [page.cards.itemAt(row).widget() for row in range(page.cards.count())]
    return next(one for one in cards if isinstance(one, ModelCard) and one._model.name == name)


def run(page: ModelsPage, command: str, name: str) -> None:
    """Run a command of a model's card, as its key does."""
    actions = card_of(page, name).actions()
    action = next(one for one in actions if one.objectName() == f"models.{command}")
    assert action.isEnabled()
    action.trigger()


def said_by(context: Context) -> list[str]:
    """What is said in passing from now on."""
    told: list[str] = []
    context.notices.said.connect(lambda notice: told.append(notice.text))
    return told


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


def test_precisions_are_offered_in_words_and_the_suggested_one_is_chosen(
    context: Context, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    offers = tuple(
        Offer(
            target="onnx",
            precision=precision,
            device="cpu",
            disk=7_000_000_000,
            memory=5_000_000_000,
            obstacle="There is no GPU here." if precision == "fp16" else "",
            suggested=precision == "int4",
        )
        for precision in ("fp16", "int8", "int4")
    )
    monkeypatch.setattr("export.choosing.offers", lambda *_: playing([], offers))
    monkeypatch.setattr("export.choosing.compile_checkpoint", lambda _: playing([], None))
    state = CompilingState(context.queue)
    dialog = CompileDialog(state, "mini")
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 3, timeout=SECONDS)
    assert dialog.chosen == offers[2]
    assert "7.0 GB of disk" in dialog.needs.text()
    first = dialog.list.item(0)
    assert first is not None
    assert "There is no GPU here." in first.text()
    assert not first.flags() & Qt.ItemFlag.ItemIsEnabled
    dialog.start.click()
    assert state.job is not None
    assert state.job.title == "Compiling mini in int4"


def test_files_are_listed_before_they_go(context: Context, home: Path, qtbot: Any) -> None:
    (home / "logs").mkdir()
    (home / "logs" / "desktop.log").write_text("slow")
    state = StorageState()
    page = StoragePage(state, context)
    qtbot.addWidget(page)
    page.open(None)
    qtbot.waitUntil(lambda: bool(state.offers), timeout=SECONDS)
    page.show()
    button(page, "Show files…").click()
    dialog = page.findChild(FileListDialog)
    assert dialog is not None
    first = dialog.files.item(0)
    assert first is not None
    assert first.text() == "logs/desktop.log"
    assert (home / "logs" / "desktop.log").exists()
    dialog.remove.click()
    qtbot.waitUntil(lambda: not (home / "logs" / "desktop.log").exists(), timeout=SECONDS)
    qtbot.waitUntil(lambda: not state.busy, timeout=SECONDS)


def test_the_logs_show_what_would_be_saved(context: Context, qtbot: Any) -> None:
    state = LogsState()
    page = LogsPage(state, context)
    qtbot.addWidget(page)
    assert not page.save.isEnabled()
    page.open(None)
    qtbot.waitUntil(lambda: not state.busy, timeout=SECONDS)
    assert page.save.isEnabled()
    assert page.text.toPlainText() == state.sheets[0].text
    page.names.setCurrentRow(1)
    assert page.text.toPlainText() == state.sheets[1].text


@pytest.fixture
def settings_page(context: Context, qtbot: Any) -> SettingsPage:
    """The page of settings."""
    made = SettingsPage(context.settings, context)
    qtbot.addWidget(made)
    return made


def test_every_declared_setting_has_a_named_control(settings_page: SettingsPage) -> None:
    seen = {one.name for one in declared() if one.kind is not Kind.HIDDEN}
    assert settings_page.controls.keys() == seen
    assert all(control.accessibleName() for control in settings_page.controls.values())


def test_a_change_is_kept_at_once(settings_page: SettingsPage, context: Context) -> None:
    box = settings_page.controls["theme"]
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("dark"))
    box.activated.emit(box.currentIndex())
    switch = settings_page.controls["reduced_motion"]
    assert isinstance(switch, QCheckBox)
    switch.click()
    threads = settings_page.controls["threads"]
    assert isinstance(threads, QSpinBox)
    threads.setValue(3)
    threads.editingFinished.emit()
    saved = Settings.load()
    assert (saved.theme, saved.reduced_motion, saved.threads) == ("dark", True, 3)


def test_a_change_from_elsewhere_is_shown(settings_page: SettingsPage, context: Context) -> None:
    context.settings.change(theme="contrast")
    box = settings_page.controls["theme"]
    assert isinstance(box, QComboBox)
    assert box.currentData() == "contrast"


Make = Callable[[Context], QWidget]


@pytest.mark.parametrize(
    "make",
    [
        lambda context: ModelsPage(ModelsState(context.settings, context.queue), context),
        lambda context: StoragePage(StorageState(), context),
        lambda context: LogsPage(LogsState(), context),
        lambda context: SettingsPage(context.settings, context),
    ],
)
def test_every_button_has_words_that_a_screen_reader_can_say(
    make: Make, context: Context, qtbot: Any
) -> None:
    page = make(context)
    qtbot.addWidget(page)
    buttons = page.findChildren(QAbstractButton)
    own = [one for one in buttons if not one.objectName().startswith("qt_")]
    assert all(one.text() or one.accessibleName() for one in own)
