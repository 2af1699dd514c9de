"""The commands of the window itself, and its menus."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from desktop.state.engine_state import EngineState
from desktop.state.jobs import JobHandle, JobStatus
from desktop.state.navigation import Place
from desktop.state.opening import CONCEPT, PICTURES
from desktop.views.palette import Palette
from desktop.views.shortcuts import ShortcutsDialog

if TYPE_CHECKING:
    from desktop.views.main_window import MainWindow

_KEY = QKeySequence.StandardKey


class WindowCommands(QObject):
    """Made once for a window; `refresh` enables what can be done now."""

    def __init__(self, window: "MainWindow", engine: EngineState) -> None:
        super().__init__(window)
        self._window, self._engine = window, engine
        self._queue = window.context.queue
        self._actions = window.context.actions
        self._places: dict[QAction, Place] = {}
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
        add, window = self._actions.add, self._window
        open_ = self.tr("&Open…")
        menu.addAction(add(window, "file.open", open_, self._open, _KEY.Open, icon="folder-open"))
        words = self.tr("Show the data &folder")
        menu.addAction(add(window, "file.folder", words, self._show_folder, icon="folder"))
        menu.addSeparator()
        quit_ = add(window, "file.quit", self.tr("&Quit"), window.close, "Ctrl+Q", icon="log-out")
        quit_.setMenuRole(QAction.MenuRole.QuitRole)
        menu.addAction(quit_)

    def _fill_view(self, menu: QMenu) -> None:
        add, window, looks = self._actions.add, self._window, self._window.looks
        for number, (place, entry) in enumerate(window.entries.items(), start=1):
            action = add(
                window,
                f"view.{place}",
                entry.title,
                self._go,
                f"Ctrl+{number % 10}",
                icon=entry.icon,
            )
            self._places[action] = place
            menu.addAction(action)
        menu.addSeparator()
        back = self.tr("&Back")
        menu.addAction(add(window, "view.back", back, window.back, _KEY.Back, icon="arrow-left"))
        larger, smaller, usual = self.tr("&Larger"), self.tr("&Smaller"), self.tr("&Usual size")
        for name, text, slot, keys, icon in (
            ("view.larger", larger, looks.larger, "Ctrl++", "zoom-in"),
            ("view.smaller", smaller, looks.smaller, "Ctrl+-", "zoom-out"),
            ("view.usual", usual, looks.usual, "Ctrl+Shift+0", "maximize"),
        ):
            menu.addAction(add(window, name, text, slot, keys, icon=icon))

    def _fill_jobs(self, menu: QMenu) -> None:
        add, window = self._actions.add, self._window
        self._pause = add(
            window, "jobs.pause", self.tr("&Pause"), self._rest, "Ctrl+Shift+P", icon="pause"
        )
        self._resume = add(
            window, "jobs.resume", self.tr("&Go on"), self._go_on, "Ctrl+Shift+G", icon="play"
        )
        self._stop = add(window, "jobs.stop", self.tr("&Stop"), self._end, "Ctrl+.", icon="square")
        self._stop_all = add(
            window, "jobs.stop_all", self.tr("Stop &all"), self._queue.cancel_all, icon="circle-x"
        )
        words = self.tr("Free the engine's &memory")
        self._unload = add(window, "jobs.unload", words, self._engine.unload, icon="memory-stick")
        for action in (*self.job_actions, self._stop_all, self._unload):
            menu.addAction(action)

    def _fill_help(self, menu: QMenu) -> None:
        add, window = self._actions.add, self._window
        commands, keys = self.tr("&Commands…"), self.tr("&Keyboard shortcuts")
        about = add(window, "help.about", self.tr("&About"), self._about, icon="info")
        menu.addAction(
            add(window, "help.commands", commands, self._palette, "Ctrl+K", icon="command")
        )
        menu.addAction(add(window, "help.keys", keys, self._shortcuts, "F1", icon="keyboard"))
        menu.addSeparator()
        menu.addAction(about)

    def _fill_page(self) -> None:
        """The commands of the page that is shown."""
        self._page_menu.clear()
        own = [c.action for c in self._actions.usable() if c.owner is not self._window]
        self._page_menu.addActions(own)
        if not own:
            nothing = self._page_menu.addAction(self.tr("No commands here"))
            nothing.setEnabled(False)

    def _go(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction) and sender in self._places:
            self._window.show_place(self._places[sender])

    def _open(self) -> None:
        endings = " ".join(f"*{ending}" for ending in (CONCEPT, *sorted(PICTURES)))
        kinds = self.tr("Concepts and pictures ({endings})").format(endings=endings)
        found, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Open"), "", kinds)
        self._window.open_files([Path(one) for one in found])

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._window.context.home)))

    def _palette(self) -> None:
        Palette(self._actions, self._window).open()

    def _shortcuts(self) -> None:
        ShortcutsDialog(self._actions, self._window).open()

    def _about(self) -> None:
        text = self.tr(
            "<h3>Yo'Chameleon</h3>"
            "<p>Your own concepts, on your own computer. Nothing leaves it.</p>"
            "<p>Apache License 2.0. Icons: Lucide, ISC License.</p>"
        )
        QMessageBox.about(self._window, self.tr("About Yo'Chameleon"), text)

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
