"""Every job: what runs, what waits, what has ended; reorder, pause, stop, try again."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.context import Context
from desktop.power import ask_system
from desktop.state.afterwards import After, Afterwards
from desktop.state.jobs import JobHandle, JobKind, JobStatus
from desktop.state.navigation import Place
from desktop.state.queue_model import Column, QueueModel
from desktop.views.countdown_dialog import CountdownDialog
from desktop.views.problem_dialog import show_problem
from desktop.widgets.action_button import tool_button
from desktop.widgets.empty_state import EmptyState


class QueuePage(QWidget):
    """A table of jobs with its commands above it."""

    place = Place.QUEUE
    icon_name = "list-ordered"

    def __init__(
        self, state: QueueModel, context: Context, act: Callable[[After], None] = ask_system
    ) -> None:
        """`act` has the computer sleep or shut down."""
        super().__init__()
        self._model, self._context, self._queue = state, context, context.queue
        self.afterwards = Afterwards(context.queue, act, self)
        self.countdown: CountdownDialog | None = None
        self.table = self._table()
        self.empty = EmptyState("list-ordered")
        self.empty.say(
            self.tr("Nothing runs and nothing waits."),
            self.tr("Learning, drawing and answers are listed here while they are at work."),
        )
        self._make_actions()
        title = QLabel(self.title)
        self._body = QStackedLayout()
        layout = QVBoxLayout(self)
        theme.as_page(layout)
        layout.addWidget(theme.as_title(title))
        layout.addLayout(self._bar())
        layout.addLayout(self._body, 1)
        self._body.addWidget(self.table)  # it shows what it gets: a window, had it no parent yet
        self._body.addWidget(self.empty)
        layout.addLayout(self._last_row())
        self._queue.changed.connect(self.refresh)
        self.table.selectionModel().currentRowChanged.connect(self.refresh)
        self.table.activated.connect(self._open_job)
        state.modelReset.connect(self.refresh)
        self.afterwards.changed.connect(self._show_countdown)
        self.afterwards.failed.connect(lambda error: show_problem(self, error))
        self.refresh()

    @property
    def title(self) -> str:
        """The place in words."""
        return self.tr("Queue")

    def open(self, what: object) -> None:
        """Show the page; `what` may be a JobHandle, which is then chosen."""
        if isinstance(what, JobHandle):
            self.table.selectRow(self._model.row(what))
        self.refresh()

    def refresh(self) -> None:
        """Show which commands the chosen job has."""
        self._body.setCurrentIndex(0 if self._model.rowCount() else 1)
        if self.table.currentIndex().row() < 0 and self._model.rowCount():
            self.table.selectRow(0)
        job = self._chosen()
        is_open = job is not None and not job.over
        resting = is_open and job is not None and job.status is JobStatus.PAUSED
        self.pause.setEnabled(is_open and not resting)
        self.resume.setEnabled(resting)
        self.stop.setEnabled(is_open and job is not None and not job.stopping)
        self.stop_all.setEnabled(bool(self._queue.jobs))
        self.clear.setEnabled(bool(self._queue.past))
        self.up.setEnabled(is_open and job in self._queue.jobs[1:])
        self.down.setEnabled(is_open and job in self._queue.jobs[:-1])
        again = job is not None and job.status in (JobStatus.FAILED, JobStatus.CANCELLED)
        self.retry.setEnabled(again)
        self.open_job.setEnabled(is_open and job is not None and job.kind is JobKind.LEARN)
        self.details.setEnabled(job is not None and job.error is not None)

    def _make_actions(self) -> None:
        add = self._context.actions.add
        self.pause = add(self, "queue.pause", self._pause)
        self.resume = add(self, "queue.resume", self._resume)
        self.stop = add(self, "queue.stop", self._stop)
        self.up = add(self, "queue.up", self._up)
        self.down = add(self, "queue.down", self._down)
        self.retry = add(self, "queue.retry", self._retry)
        self.open_job = add(self, "queue.open", self._open_job)
        self.details = add(self, "queue.details", self._details)
        self.clear = add(self, "queue.clear", self._queue.forget_past)
        self.stop_all = add(self, "queue.stop_all", self._queue.cancel_all)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        for action in (self.pause, self.resume, self.stop):
            bar.addWidget(tool_button(action, words=True))
        for action in (self.up, self.down):
            bar.addWidget(tool_button(action))
        bar.addStretch(1)
        for action in (self.open_job, self.retry, self.details):
            bar.addWidget(tool_button(action, words=True))
        return bar

    def _last_row(self) -> QHBoxLayout:
        self.after = QComboBox()
        self.after.addItem(self.tr("Nothing"), After.NOTHING)
        self.after.addItem(self.tr("The computer sleeps"), After.SLEEP)
        self.after.addItem(self.tr("The computer shuts down"), After.SHUT_DOWN)
        self.after.setToolTip(self.tr("It holds until the window is closed."))
        self.after.activated.connect(self._choose_after)
        label = QLabel(self.tr("When everything is done"))
        label.setBuddy(self.after)
        self.after.setAccessibleName(label.text())
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.after)
        row.addStretch(1)
        for action in (self.clear, self.stop_all):
            row.addWidget(tool_button(action, words=True))
        return row

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setAccessibleName(self.tr("Jobs"))
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        return table

    def _choose_after(self) -> None:
        self.afterwards.choose(After(self.after.currentData()))

    def _show_countdown(self) -> None:
        self.after.setCurrentIndex(self.after.findData(self.afterwards.chosen))
        if self.afterwards.left is not None and self.countdown is None:
            self.countdown = CountdownDialog(self.afterwards, self.window())
            self.countdown.finished.connect(self._forget_countdown)
            self.countdown.open()

    def _forget_countdown(self) -> None:
        self.countdown = None

    def _chosen(self) -> JobHandle | None:
        return self._model.job(self.table.currentIndex().row())

    def _pause(self) -> None:
        if (job := self._chosen()) is not None:
            job.pause()

    def _resume(self) -> None:
        if (job := self._chosen()) is not None:
            job.resume()

    def _stop(self) -> None:
        if (job := self._chosen()) is not None:
            job.cancel()

    def _open_job(self) -> None:
        """Show a learning where it can be watched."""
        if self.open_job.isEnabled():
            self._context.navigation.go(Place.TEACH, self._chosen())

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        job = self._chosen()
        if job in self._queue.jobs:
            self._queue.move(job, self._queue.jobs.index(job) + by)
            self.table.selectRow(self._model.row(job))

    def _retry(self) -> None:
        if (job := self._chosen()) is not None:
            self._queue.retry(job)

    def _details(self) -> None:
        job = self._chosen()
        if job is not None and job.error is not None:
            show_problem(self, job.error)
