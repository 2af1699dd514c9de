"""What tests of the window share: a home of its own, a scripted engine, and a context over it."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop import commands, languages
from desktop.actions import Actions
from desktop.context import Context
from desktop.state.jobs import Queue
from desktop.state.navigation import Navigation
from desktop.state.notices import Notices
from desktop.state.settings import SettingsState
from engine.settings import Settings
from tests.desktop.scripted_engine import ScriptedEngine


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """What a test leaves is collected behind it, in this thread, as in the window's process."""
    was = gc.isenabled()
    gc.disable()
    yield
    gc.collect(1)
    if was:
        gc.enable()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private folder with nothing in it."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("YOCHAMELEON_HOME", str(folder))
    return folder


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application, with the language that it had before given back."""
    before, direction = QLocale(), qapp.layoutDirection()
    yield qapp
    for translator in qapp.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)
    qapp.setLayoutDirection(direction)


@pytest.fixture
def german(app: QApplication) -> None:
    """A German window."""
    languages.install(app, "de")


@pytest.fixture
def engine(qapp: object) -> Iterator[ScriptedEngine]:
    """An engine that plays jobs in this process."""
    scripted = ScriptedEngine()
    yield scripted
    scripted.quit()


@pytest.fixture
def queue(engine: ScriptedEngine) -> Queue:
    """A queue over the scripted engine."""
    return Queue(engine)


@pytest.fixture
def context(home: Path, queue: Queue) -> Context:
    """What a page is given."""
    return Context(
        queue=queue,
        navigation=Navigation(),
        notices=Notices(),
        actions=Actions(commands.declared()),
        home=home,
        settings=SettingsState(Settings()),
    )
