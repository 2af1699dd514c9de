"""The window: places at the side, the page in the middle, the running job below."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QChildEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QWidget,
)

from desktop import sentences, theme
from desktop.context import Context
from desktop.looks import Looks
from desktop.problems import UnexpectedError
from desktop.state import opening
from desktop.state.engine_state import EngineState
from desktop.state.jobs import JobHandle, JobStatus
from desktop.state.navigation import Place
from desktop.views.page_stack import PageStack
from desktop.views.problem_dialog import show_problem
from desktop.views.sidebar import Sidebar
from desktop.views.status_line import StatusLine
from desktop.views.window_commands import WindowCommands
from desktop.widgets.toast import Toast

NARROW = 70
"""Lines of text that a window is wide when its sidebar shows words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the window: its words, its icon, and how its page is made."""

    title: str
    icon: str
    build: Callable[[], QWidget]


class MainWindow(QMainWindow):
    """Joins the parts; what each shows is up to them."""

    closed = Signal()

    def __init__(
        self, context: Context, engine: EngineState, looks: Looks, entries: dict[Place, Entry]
    ) -> None:
        super().__init__()
        self.context, self.looks, self.entries = context, looks, entries
        self._history: list[Place] = []
        self._sure = False
        self._memory = looks.memory
        self.setWindowTitle(self.tr("Yo'Chameleon"))
        self.setWindowIcon(theme.app_icon())
        self.commands = WindowCommands(self, engine)
        self.sidebar = Sidebar()
        self.stack = PageStack({place: entry.build for place, entry in entries.items()})
        middle = QWidget()
        layout = QHBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self.stack.framed.connect(looks.wardrobe.add)
        self.toast = Toast(context.notices, self.stack)
        for part in (self.sidebar, self.toast):
            looks.wardrobe.add(part)
        self.status_line = StatusLine(context.queue, engine, self.commands.job_actions)
        self.statusBar().addWidget(self.status_line, 1)
        self.statusBar().setSizeGripEnabled(False)
        for place, entry in entries.items():
            self.sidebar.add(place, entry.title, entry.icon)
        self.sidebar.chosen.connect(self.show_place)
        context.navigation.asked.connect(self.show_place)
        context.navigation.renewed.connect(self.stack.renew)
        self.stack.opened.connect(self.commands.refresh)
        context.queue.job_ended.connect(self._on_job_ended)
        self._restore()

    @property
    def place(self) -> Place | None:
        """The place that is shown."""
        return self._history[-1] if self._history else None

    def page(self, place: Place) -> QWidget:
        """The page of a place, made where it is not there yet."""
        return self.stack.page(place)

    def show_place(self, place: Place, what: object = None) -> None:
        """Show a place, opened on `what`; one that is not in this window is left out."""
        if place not in self.entries:
            return
        if self.place is not place:
            self._history = [*self._history[-20:], place]
        self.sidebar.show_place(place)
        self.setWindowTitle(
            self.tr("{place} – Yo'Chameleon").format(place=self.entries[place].title)
        )
        self.stack.show_place(place, what)

    def back(self) -> None:
        """Show the place before this one."""
        if len(self._history) > 1:
            self._history.pop()
            before = self._history.pop()
            self.show_place(before)

    def open_files(self, paths: list[Path]) -> None:
        """Take files to the pages that they are for."""
        for place, files in opening.places(paths, self.place or Place.LIBRARY):
            self.show_place(place, files)
        for path in opening.unknown(paths):
            text = self.tr("{name} is neither a concept nor a picture.")
            self.context.notices.say(text.format(name=path.name))

    def come_forward(self, paths: object = None) -> None:
        """Be raised by a later start, with its files."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if isinstance(paths, list):
            self.open_files(paths)

    def childEvent(self, event: QChildEvent) -> None:  # noqa: N802 - Qt's name
        """Dress bars, and dialogs that open from the window itself; pages are dressed alone."""
        child = event.child()
        if event.polished() and isinstance(child, QWidget) and child is not self.centralWidget():
            self.looks.wardrobe.add(child)
        super().childEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give a narrow window's room to the page."""
        self.sidebar.set_narrow(self.width() < theme.SPACE.lines(NARROW))
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask first where a job is open; then keep how the window was."""
        if self.context.queue.jobs and not self._sure:
            event.ignore()
            self._ask()
            return
        self._memory.setValue("geometry", self.saveGeometry())
        self._memory.setValue("place", self.place or Place.LIBRARY)
        self._memory.sync()
        event.accept()
        self.closed.emit()

    def _ask(self) -> None:
        count = len(self.context.queue.jobs)
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle(self.tr("Quit?"))
        question.setText(self.tr("%n job(s) have not ended.", "", count))
        question.setInformativeText(
            self.tr("They are stopped. What a learning has done so far is kept, and goes on later.")
        )
        leave = question.addButton(self.tr("Stop and quit"), QMessageBox.ButtonRole.AcceptRole)
        stay = question.addButton(self.tr("Keep open"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(stay)
        question.setEscapeButton(stay)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        leave.clicked.connect(self._leave)
        question.open()

    def _leave(self) -> None:
        self._sure = True
        self.close()

    def _on_job_ended(self, job: JobHandle) -> None:
        if job.status is not JobStatus.FAILED or job.error is None:
            return
        if isinstance(job.error, UnexpectedError):
            show_problem(self, job.error)
        else:
            text = self.tr("{title} did not work: {reason}")
            reason = sentences.failure(job.error)
            self.context.notices.say(text.format(title=job.title, reason=reason))

    def _restore(self) -> None:
        kept = self._memory.value("geometry")
        if kept is None or not self.restoreGeometry(kept):
            self.resize(theme.room(self, 84, 54))

    def last_place(self) -> Place:
        """The place that was shown when the window was last closed."""
        kept = str(self._memory.value("place", Place.LIBRARY))
        place = Place(kept) if kept in set(Place) else Place.LIBRARY
        return place if place in self.entries else next(iter(self.entries))
