"""The page of settings; every button about this computer has words."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QSpinBox, QWidget

from desktop.context import Context
from desktop.state.logs import LogsState
from desktop.state.models import ModelsState
from desktop.state.storage import StorageState
from desktop.views.logs_page import LogsPage
from desktop.views.models_page import ModelsPage
from desktop.views.settings_page import SettingsPage
from desktop.views.storage_page import StoragePage
from engine.setting import Kind
from engine.settings import Settings, declared


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
