"""What is offered after the engine has crashed on a computer with a GPU."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.problems import EngineCrashError
from desktop.state.settings import SettingsState
from desktop.views.crash_offer import CrashOffer
from engine.errors import SetupError
from engine.settings import Settings
from tests.desktop.scripted_engine import ScriptedEngine

CRASH = EngineCrashError("The engine crashed (SIGSEGV).", remedy="Start again.")


@pytest.fixture
def settings(home: Path) -> SettingsState:
    """The defaults."""
    return SettingsState(Settings())


@pytest.fixture
def offered(
    qtbot: QtBot, engine: ScriptedEngine, settings: SettingsState
) -> Callable[[bool], CrashOffer]:
    """An offer in a window, on a computer with a GPU or without."""
    window = QWidget()
    qtbot.addWidget(window)
    return lambda gpu: CrashOffer(engine.died, settings, window, lambda: gpu)


def press(offer: CrashOffer, words: str) -> None:
    """Press one of the buttons of the question."""
    assert offer.question is not None
    found = {one.text(): one for one in offer.question.findChildren(QAbstractButton)}
    found[words].click()


def test_after_a_crash_the_app_goes_on_without_the_gpu_until_it_is_closed(
    offered: Callable[[bool], CrashOffer], engine: ScriptedEngine, settings: SettingsState
) -> None:
    offer = offered(True)
    engine.die(CRASH)
    press(offer, "Go on without the GPU")
    assert offer.question is None
    assert (settings.value.device, settings.value.without_gpu) == ("cpu", True)
    assert not Settings.load().without_gpu
    engine.die(CRASH)
    assert offer.question is None


def test_it_is_kept_for_the_next_start_where_that_is_wanted(
    offered: Callable[[bool], CrashOffer], engine: ScriptedEngine, settings: SettingsState
) -> None:
    offer = offered(True)
    engine.die(CRASH)
    assert offer.question is not None
    assert offer.question.text() == "The engine crashed (SIGSEGV)."
    check = offer.question.checkBox()
    assert check is not None
    check.setChecked(True)
    press(offer, "Go on without the GPU")
    assert Settings.load().without_gpu
    settings.change(without_gpu=False)
    assert settings.value.device == "auto"


def test_who_keeps_the_gpu_keeps_it_and_is_asked_again_after_the_next_crash(
    offered: Callable[[bool], CrashOffer], engine: ScriptedEngine, settings: SettingsState
) -> None:
    offer = offered(True)
    engine.die(CRASH)
    press(offer, "Keep the GPU")
    assert not settings.value.without_gpu
    engine.die(CRASH)
    assert isinstance(offer.question, QMessageBox)
    press(offer, "Keep the GPU")


@pytest.mark.parametrize(
    ("gpu", "error"), [(False, CRASH), (True, SetupError("Memory ran out.", remedy="Wait."))]
)
def test_nothing_is_offered_where_no_gpu_can_be_the_cause(
    gpu: bool, error: SetupError, offered: Callable[[bool], CrashOffer], engine: ScriptedEngine
) -> None:
    offer = offered(gpu)
    engine.die(error)
    assert offer.question is None
