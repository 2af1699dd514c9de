"""A learning that goes on: its phase, how long it still takes, losses, drawings, pause and stop."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.context import Context
from desktop.state import job_words
from desktop.state.lesson_run import LEARNING, LessonRun
from desktop.state.teaching import TeachingState
from desktop.views.learning_curves import LearningCurves
from desktop.widgets.action_button import ActionButton
from desktop.widgets.bar import show_progress
from desktop.widgets.drawn_picture import DrawnPicture
from desktop.widgets.sample_strip import SampleStrip
from engine.events import Progress

_TRIED_IN_LINES = 6
_TICK = 1000  # milliseconds between two looks at the time that is left


class TeachRun(QWidget):
    """Shows the state's run."""

    def __init__(self, state: TeachingState, context: Context, page: QWidget) -> None:
        """Its keys work in all of `page`."""
        super().__init__()
        self._state, self._context = state, context
        self._title, self._phase, self._left = QLabel(), QLabel(), theme.as_note(QLabel())
        self._bar = QProgressBar(textVisible=False)
        self._curves = LearningCurves(context, "teach.csv", page)
        self._strip = SampleStrip()
        self._notes = theme.as_note(QLabel())
        self._trial = QWidget()
        self._words = QLineEdit()
        self._tried = DrawnPicture(_TRIED_IN_LINES)
        self._shown: LessonRun | None = None
        self._total = 0
        self._clock = QTimer(self, interval=_TICK)
        add = partial(context.actions.add, scope=page)
        self._pause_action = add(self, "teach.pause", self._pause_or_resume)
        self._stop_action = add(self, "teach.stop", self._ask_stop)
        self._another = add(self, "teach.new", state.begin_anew)
        self._try = add(self._trial, "teach.try", self._on_try)
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show the run as it is now."""
        run = self._state.run
        if run is None:
            self._clock.stop()
            return
        self._clock.start()
        if run is not self._shown:
            self._turn_to(run)
        self._title.setText(self.tr("Learning {name}").format(name=run.lesson.name))
        self._show_progress()
        self._show_buttons(run)
        self._curves.show_curves(run.lesson.name, run.curves, self._total)
        self._strip.show_samples(run.samples, run.scores, run.embedder)
        self._notes.setText("\n".join(run.notices[-3:]))
        self._show_trial(run)

    def _turn_to(self, run: LessonRun) -> None:
        """Forget what belongs to the run that was shown before."""
        self._shown, self._total = run, 0
        self._words.clear()
        self._words.setModified(False)
        self._tried.show_words("")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(theme.as_heading(self._title), 1)
        head.addWidget(ActionButton(self._pause_action))
        head.addWidget(ActionButton(self._stop_action))
        head.addWidget(ActionButton(self._another))
        line = QHBoxLayout()
        line.addWidget(self._phase, 1)
        line.addWidget(self._left)
        self._bar.setAccessibleName(self.tr("Progress"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addLayout(line)
        layout.addWidget(self._curves, 1)
        layout.addWidget(theme.as_heading(QLabel(self.tr("What it draws after each epoch"))))
        layout.addWidget(self._strip)
        layout.addWidget(self._trial_box())
        layout.addWidget(self._notes)

    def _trial_box(self) -> QWidget:
        row = QHBoxLayout(self._trial)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel(self.tr("&Try it while it rests"))
        label.setBuddy(self._words)
        self._words.setAccessibleName(self.tr("What to draw"))
        self._tried.setAccessibleName(self.tr("What it has drawn"))
        row.addWidget(label)
        row.addWidget(self._words, 1)
        row.addWidget(ActionButton(self._try))
        row.addWidget(self._tried)
        return self._trial

    def _connect(self) -> None:
        self._state.changed.connect(self.refresh)
        self._clock.timeout.connect(self._show_progress)
        self._words.returnPressed.connect(self._on_try)

    def _show_progress(self) -> None:
        run = self._state.run
        if run is None:
            return
        progress = run.job.progress or Progress(0, 0)
        if progress.note == LEARNING:
            self._total = progress.total
        busy = run.running and not run.paused
        show_progress(self._bar, progress if progress.total or busy else Progress(progress.done, 1))
        words = job_words.status(run.job)
        if run.running and not run.paused and run.phase:
            words = job_words.progress(progress)
        elif run.stopped and run.began:
            words = self.tr("It broke off. What was learned is kept, and it can go on from there.")
        self._phase.setText(words)
        self._left.setText("" if run.paused else job_words.left(run.eta))
        self._bar.setAccessibleDescription(f"{words} {self._left.text()}")

    def _show_buttons(self, run: LessonRun) -> None:
        resting = run.paused or run.stopped
        self._pause_action.setText(self.tr("&Resume") if resting else self.tr("&Pause"))
        self._pause_action.setIcon(theme.icon("play" if resting else "pause"))
        self._pause_action.setEnabled(not run.job.stopping)
        self._stop_action.setEnabled(not run.job.stopping)

    def _show_trial(self, run: LessonRun) -> None:
        self._trial.setVisible(run.paused)
        self._try.setEnabled(run.can_try)
        if not self._words.text() and not self._words.isModified():
            self._words.setText(self.tr("A photo of {name}.").format(name=run.lesson.name))
        if run.tried is not None:
            self._tried.show_picture(run.tried)
        elif not run.scores:
            self._tried.show_words(self.tr("Not before the first epoch has ended"))
        elif run.trial is not None:
            self._tried.show_words(self.tr("Drawing"))

    def _pause_or_resume(self) -> None:
        run = self._state.run
        if run is not None:
            if run.paused or run.stopped:
                run.resume()
            else:
                run.pause()

    def _ask_stop(self) -> None:
        """Keep what was learned, throw it away, or go on after all."""
        run = self._state.run
        if run is None:
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Stop learning {name}?").format(name=run.lesson.name))
        keep = box.addButton(self.tr("&Keep the best so far"), QMessageBox.ButtonRole.AcceptRole)
        keep.setEnabled(bool(run.scores))
        discard = box.addButton(self.tr("&Discard it"), QMessageBox.ButtonRole.DestructiveRole)
        back = box.addButton(self.tr("&Go on"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(back)
        if not run.scores:
            box.setInformativeText(self.tr("There is nothing to keep before the first epoch ends."))
        box.exec()
        if box.clickedButton() is keep:
            run.stop(keep=True)
        elif box.clickedButton() is discard:
            run.stop(keep=False)

    def _on_try(self) -> None:
        run = self._state.run
        if run is not None and run.can_try and self._words.text().strip():
            run.try_out(self._words.text().strip())
