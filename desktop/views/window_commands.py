"""The commands of the window itself, and its menus."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu

from desktop.state.engine_state import EngineState
from desktop.state.jobs import JobHandle, JobStatus
from desktop.state.opening import CONCEPT, PICTURES
from desktop.views.about_dialog import AboutDialog
from desktop.views.elsewhere import Elsewhere
from desktop.views.palette import Palette
from desktop.views.shortcuts import ShortcutsDialog

if TYPE_CHECKING:
    from desktop.views.main_window import MainWindow


class WindowCommands(QObject):
    """Made once for a window; `refresh` enables what can be done now."""

    def __init__(self, window: "MainWindow", engine: EngineState) -> None:
        super().__init__(window)
        self._window, self._engine = window, engine
        self._queue = window.context.queue
        self._actions = window.context.actions
        self._elsewhere = Elsewhere(window)
        bar = window.menuBar()
        self._fill_file(bar.addMenu(self.tr("&File")))
        self._fill_view(bar.addMenu(self.tr("&View")))
        self._fill_jobs(bar.addMenu(self.tr("&Jobs")))
        self._page_menu = bar.addMenu(self.tr("&Page"))
        self._page_menu.aboutToShow.connect(self._fill_page)
        self._fill_help(bar.addMenu(self.tr("&Help")))
        self._queue.changed.connect(self.refresh)
        engine.changed.connect(self.refresh)

    @property
    def job_actions(self) -> tuple[QAction, ...]:
        """What the status line offers for the running job."""
        return self._pause, self._resume, self._stop

    def refresh(self) -> None:
        """Enable what can be done now."""
        running, resting = self._queue.running, self._resting()
        self._pause.setVisible(running is not None)
        self._resume.setVisible(running is None and resting is not None)
        self._stop.setEnabled((running or resting) is not None)
        self._stop_all.setEnabled(bool(self._queue.jobs))
        self._unload.setEnabled(self._engine.alive and not self._queue.jobs)

    def _fill_file(self, menu: QMenu) -> None:
        menu.addAction(self._add("file.open", self._open))
        menu.addAction(self._add("file.folder", self._show_folder))
        menu.addSeparator()
        quit_ = self._add("file.quit", self._window.close)
        quit_.setMenuRole(QAction.MenuRole.QuitRole)
        menu.addAction(quit_)

    def _fill_view(self, menu: QMenu) -> None:
        window, looks = self._window, self._window.looks
        for place in window.entries:
            menu.addAction(self._add(f"view.{place}", partial(window.show_place, place)))
        menu.addSeparator()
        menu.addAction(self._add("view.back", window.back))
        menu.addAction(self._add("view.larger", looks.larger))
        menu.addAction(self._add("view.smaller", looks.smaller))
        menu.addAction(self._add("view.usual", looks.usual))

    def _fill_jobs(self, menu: QMenu) -> None:
        self._pause = self._add("jobs.pause", self._rest)
        self._resume = self._add("jobs.resume", self._go_on)
        self._stop = self._add("jobs.stop", self._end)
        self._stop_all = self._add("jobs.stop_all", self._queue.cancel_all)
        self._unload = self._add("jobs.unload", self._engine.unload)
        menu.addActions([*self.job_actions, self._stop_all, self._unload])

    def _fill_help(self, menu: QMenu) -> None:
        menu.addAction(self._add("help.commands", self._palette))
        menu.addAction(self._add("help.keys", self._shortcuts))
        menu.addSeparator()
        menu.addAction(self._add("help.about", self._about))

    def _add(self, name: str, slot: Callable[..., object]) -> QAction:
        return self._actions.add(self._window, name, slot)

    def _fill_page(self) -> None:
        """The commands of the page that is shown."""
        self._page_menu.clear()
        own = [c.action for c in self._actions.usable() if c.owner is not self._window]
        self._page_menu.addActions(own)
        if not own:
            nothing = self._page_menu.addAction(self.tr("No commands here"))
            nothing.setEnabled(False)

    def _open(self) -> None:
        endings = " ".join(f"*{ending}" for ending in (CONCEPT, *sorted(PICTURES)))
        kinds = self.tr("Concepts and pictures ({endings})").format(endings=endings)
        found, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Open"), "", kinds)
        self._window.open_files([Path(one) for one in found])

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._window.context.home)))

    def _palette(self) -> None:
        Palette(self._actions, self._window, self._elsewhere.run).open()

    def _shortcuts(self) -> None:
        ShortcutsDialog(self._actions, self._window).open()

    def _about(self) -> None:
        AboutDialog(self._window).open()

    def _resting(self) -> JobHandle | None:
        jobs = (job for job in self._queue.jobs if job.status is JobStatus.PAUSED)
        return next(jobs, None)

    def _rest(self) -> None:
        if self._queue.running is not None:
            self._queue.running.pause()

    def _go_on(self) -> None:
        if (job := self._resting()) is not None:
            job.resume()

    def _end(self) -> None:
        if (job := self._queue.running or self._resting()) is not None:
            job.cancel()
