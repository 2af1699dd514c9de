"""Builds every object of the window and joins them: the only place that does."""

import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TypeAlias

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from desktop import background, commands, identity, languages, pages, restart, theme
from desktop.actions import Actions
from desktop.announcements import Announcements
from desktop.arguments import NAME, Arguments
from desktop.collecting import Collector
from desktop.context import Context
from desktop.engine_process import EngineProcess
from desktop.loading import Loader
from desktop.log import Log
from desktop.looks import Looks
from desktop.problems import UnexpectedError
from desktop.single_instance import SingleInstance
from desktop.state.engine_state import EngineState, Process
from desktop.state.first_run import Step
from desktop.state.jobs import Engine, Queue
from desktop.state.navigation import Navigation, Place
from desktop.state.notices import Notices
from desktop.state.settings import SettingsState
from desktop.sweeping import sweep
from desktop.views.crash_offer import CrashOffer
from desktop.views.main_window import MainWindow
from desktop.views.problem_dialog import show_problem
from desktop.wakefulness import Wakefulness
from engine.errors import YoError
from engine.offline import stay_offline
from engine.paths import home as home_folder
from engine.settings import Settings

PATIENCE = 3.0
"""Seconds that small work beside the window has to end when it closes."""
TURN = 0.0005
"""Seconds after which a thread beside the window hands Python's lock over, which one page painted
asks for many times."""
_SETTLED = 300
"""Milliseconds after which the window has been painted, and other pages may be loaded."""


class AnyEngine(Engine, Process, Protocol):
    """A process that runs jobs, and can be asked to go."""

    def quit(self) -> None:
        """End it and wait for that."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desktop:
    """The joined parts of a running app."""

    context: Context
    engine: AnyEngine
    window: MainWindow
    parts: tuple[QObject, ...]
    """What lives as long as the window and is asked for nothing."""

    def close(self) -> None:
        """Keep what must be kept, and leave no process behind."""
        self.context.notices.commit()
        self.engine.quit()
        background.wait_for_all(PATIENCE)


def assemble(home: Path, engine: AnyEngine, settings: SettingsState) -> Desktop:
    """A window that is not shown yet, over this engine."""
    context = Context(
        queue=Queue(engine),
        navigation=Navigation(),
        notices=Notices(),
        actions=Actions(commands.declared()),
        home=home,
        settings=settings,
    )
    looks = Looks(settings, QSettings(str(home / "window.ini"), QSettings.Format.IniFormat))
    state = EngineState(engine, settings)
    window = MainWindow(context, state, looks, pages.entries(context))
    parts = (
        looks,
        state,
        Wakefulness(context.queue, settings),
        Announcements(context.queue, settings, window),
        CrashOffer(engine.died, settings, window),
    )
    return Desktop(context=context, engine=engine, window=window, parts=parts)


def application() -> QApplication:
    """The application object with its name; the one that is there, where there is one."""
    there = QApplication.instance()
    app = there if isinstance(there, QApplication) else QApplication([NAME])
    identity.introduce(app)
    app.setStyle("Fusion")
    font = app.font()
    font.setKerning(False)  # Qt measures “&Tags” with it, paints it without, and cuts the s
    app.setFont(font)
    app.setWindowIcon(theme.app_icon())
    return app


def run(arguments: Sequence[str]) -> int:
    """Show the window until it is closed; hand the files over where one is open already."""
    asked = Arguments.of(arguments)
    if asked.data_dir is not None:
        os.environ["YOCHAMELEON_HOME"] = str(asked.data_dir.absolute())
    stay_offline()
    app, saved = application(), _settings()
    languages.install(app, saved[0].value.language)  # refusals are said in it as well
    try:
        home = home_folder()
    except YoError as error:  # it was moved to a drive that is not here now
        return _show_alone(app, error)
    instance = SingleInstance(home)
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return _refuse(app, f"The folder {home} cannot be made: {error.strerror}.")
    if not instance.claim():
        told = instance.call([*asked.files])
        return 0 if told else _refuse(app, "A window on this folder is open.")
    log = Log(home)
    try:
        code = _show(home, log, instance, asked, saved)
    finally:
        instance.release()
        log.close()
    if code == restart.CODE:
        restart.begin(asked.again)
        return 0
    return code


def _show(home: Path, log: Log, instance: SingleInstance, asked: Arguments, saved: "Saved") -> int:
    settings, damaged = saved
    if asked.without_gpu:
        settings.leave_gpu()
    background.run(sweep, home)
    desktop = assemble(home, EngineProcess(settings=lambda: settings.value), settings)
    window = desktop.window
    _prepare(window)
    reports = _Reports(window)
    log.watch(reports.show)
    crash = log.last_crash()
    instance.called.connect(window.come_forward)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop hears no Ctrl-C otherwise
    begun = settings.value.first_run != Step.DONE
    window.show_place(Place.MODELS if begun else window.last_place())
    window.show()
    if asked.files:
        window.open_files([*asked.files])
    for problem in (damaged, UnexpectedError(crash.text, earlier=True) if crash else None):
        if problem is not None:
            reports.show(problem)
    try:
        return QApplication.exec()
    finally:
        desktop.close()


def _prepare(window: MainWindow) -> None:
    """Load the other pages soon, or when one is asked for, and collect garbage between events."""
    sys.setswitchinterval(TURN)
    collector, loader = Collector(window), Loader(pages.modules(), window)
    loader.over.connect(collector.keep)
    loader.over.connect(identity.tell_version)
    loader.over.connect(partial(_back_up, window))
    window.stack.wait_for(loader)
    QTimer.singleShot(_SETTLED, loader.start)


def _back_up(window: MainWindow) -> None:
    """Begin the backup of the week; all that it takes is loaded by now."""
    from desktop.state.weekly import WeeklyBackup  # noqa: PLC0415 - a start does not wait for it

    here = window.context
    WeeklyBackup(here.queue, here.settings, window).begin()


class _Reports(QObject):
    """Shows in the window what nobody has caught, whatever thread it comes from."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def show(self, error: BaseException) -> None:
        """Open the dialog as soon as the window's loop turns."""
        QTimer.singleShot(0, self, lambda: show_problem(self._window, error))


Saved: TypeAlias = tuple[SettingsState, YoError | None]
"""The settings, and what was wrong with their file where defaults had to do."""


def _settings() -> Saved:
    try:
        return SettingsState(), None
    except YoError as error:
        return SettingsState(Settings()), error


def _refuse(app: QApplication, what: str) -> int:
    """Say why there is no window."""
    return _show_alone(
        app, YoError(what, remedy="Close it, or choose another folder with --data-dir.")
    )


def _show_alone(app: QApplication, error: YoError) -> int:
    """Say what is wrong without a window, and end."""
    dialog = show_problem(None, error)
    dialog.finished.connect(app.quit)
    app.exec()
    return 1
