"""The lower edge of the window: the running job with pause and stop, and the engine."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from desktop import theme
from desktop.state import job_words
from desktop.state.engine_state import EngineState
from desktop.state.jobs import JobHandle, JobStatus, Queue
from desktop.widgets.bar import show_progress
from desktop.widgets.elided_label import ElidedLabel


class StatusLine(QWidget):
    """Follows the queue and the engine."""

    def __init__(self, queue: Queue, engine: EngineState, actions: tuple[QAction, ...]) -> None:
        super().__init__()
        self._queue, self._engine = queue, engine
        self._followed: JobHandle | None = None
        self.job = ElidedLabel()
        self.job.setAccessibleName(self.tr("Running job"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the running job"))
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(theme.SPACE.lines(10))
        self.left = QLabel()
        self.left.setAccessibleName(self.tr("Time left"))
        self.model = QLabel()
        self.model.setAccessibleName(self.tr("Model in use"))
        self.memory = QLabel()
        self.memory.setAccessibleName(self.tr("Memory"))
        self.state = QLabel()
        self.state.setAccessibleName(self.tr("Engine"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE.s, 0, theme.SPACE.s, 0)
        layout.setSpacing(theme.SPACE.m)
        for widget in (self.job, self.bar, self.left):
            layout.addWidget(widget)
        self.buttons = [_button(action) for action in actions]
        for button in self.buttons:
            layout.addWidget(button)
        layout.addStretch(1)
        for label in (self.model, self.memory):
            layout.addWidget(label)
        self.unload = self._unload_button()
        layout.addWidget(self.unload)
        layout.addWidget(self.state)
        for label in (self.job, self.left, self.model, self.memory, self.state):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        for label in (self.model, self.memory, self.state):
            label.setMinimumWidth(1)  # a narrow window shows the job before these
        queue.changed.connect(self.refresh)
        engine.changed.connect(self.refresh_engine)
        self.refresh()
        self.refresh_engine()

    def refresh(self) -> None:
        """Show the job that runs, else the one that rests."""
        self.unload.setEnabled(not self._queue.jobs)
        job = self._shown()
        self._follow(job)
        for widget in (self.job, self.bar, self.left):
            widget.setVisible(job is not None)
        for button in self.buttons:
            button.setVisible(job is not None and button.defaultAction().isVisible())
        if job is None:
            return
        running = job.status is JobStatus.RUNNING
        phase = job_words.progress(job.progress) if running else job_words.status(job)
        self.job.show_text(self.tr("{title}: {phase}").format(title=job.title, phase=phase))
        self.left.setText(job_words.left(job.eta) if running else "")
        progress = job.progress
        show_progress(self.bar, progress)

    def refresh_engine(self) -> None:
        """Show what the engine runs on, and its memory."""
        self.state.setText(self._engine.words)
        self.model.setText(self._engine.model)
        self.model.setToolTip(self._engine.loaded)
        self.memory.setText(self._engine.memory)
        self.unload.setVisible(self._engine.alive)
        self.unload.setEnabled(not self._queue.jobs)

    def _unload_button(self) -> QToolButton:
        button = QToolButton()
        button.setIcon(theme.icon("memory-stick"))
        button.setAutoRaise(True)
        button.setAccessibleName(self.tr("Free the engine's memory now"))
        button.setToolTip(button.accessibleName())
        button.clicked.connect(self._engine.unload)
        return button

    def _shown(self) -> JobHandle | None:
        resting = (job for job in self._queue.jobs if job.status is JobStatus.PAUSED)
        return self._queue.running or next(resting, None)

    def _follow(self, job: JobHandle | None) -> None:
        if job is self._followed:
            return
        if self._followed is not None:
            self._followed.changed.disconnect(self.refresh)
        if job is not None:
            job.changed.connect(self.refresh)
        self._followed = job


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setAutoRaise(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setAccessibleName(action.text())
    return button
