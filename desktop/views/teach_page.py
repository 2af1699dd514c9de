"""Teach: photos and a form, then a learning that is watched, then the choice of a snapshot."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import theme, thumbnails
from desktop.context import Context
from desktop.state import concept_words
from desktop.state.jobs import JobHandle
from desktop.state.navigation import Place
from desktop.state.teaching import TeachingState, TeachMore
from desktop.theme import SPACE
from desktop.views.lesson_tabs import LessonTabs
from desktop.views.problem_dialog import show_problem
from desktop.views.teach_choice import TeachChoice
from desktop.views.teach_form import TeachForm
from desktop.views.teach_photos import TeachPhotos
from desktop.views.teach_run import TeachRun
from desktop.widgets.action_button import ActionButton
from desktop.widgets.folding_splitter import FoldingSplitter
from engine.errors import YoError
from engine.learning.unfinished import Unfinished


class TeachPage(QWidget):
    """Shows one of the three steps, as the state says."""

    place = Place.TEACH
    icon_name = "graduation-cap"

    def __init__(self, state: TeachingState, context: Context) -> None:
        super().__init__()
        self._state, self._context = state, context
        self._heading = theme.as_title(QLabel())
        self._offers = QVBoxLayout()
        self._offered: tuple[Unfinished, ...] = ()
        self._tabs = LessonTabs(state.lessons)
        self._steps = QStackedWidget(self)
        self._lesson = FoldingSplitter()
        self._steps.addWidget(self._lesson)
        self._photos = TeachPhotos(state.tray, context, thumbnails.shared(), self)
        self._form = TeachForm(state, context, self)
        self._run: TeachRun | None = None
        self._choice: TeachChoice | None = None
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._make_step)
        self._lay_out()
        state.changed.connect(self.refresh)
        state.failed.connect(self._show_problem)
        self.refresh()

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.tr("Teach")

    def open(self, what: object) -> None:
        """Begin with photos, or go on with a concept or a job; else show what is there."""
        self._state.refresh_library()
        if isinstance(what, TeachMore):
            self._state.begin_more(what)
        elif isinstance(what, tuple):
            self._state.add_photos([path for path in what if isinstance(path, Path)])
        elif isinstance(what, JobHandle):
            self._state.lessons.show_job(what)
        if self._state.lessons.shown is None and not self._state.name:
            self._form.focus_first()

    def refresh(self) -> None:
        """Show the step that the state is at."""
        state = self._state
        step = self._step()
        if step is None:
            if not self._turn.isActive():  # else what goes on would put it off again and again
                self._turn.start()
            return
        self._steps.setCurrentWidget(step)
        more = state.more is not None and step is self._lesson
        words = self.tr("Teach {name} more").format(name=state.name) if more else self.title
        self._heading.setText(words)
        if state.lessons.unfinished != self._offered:
            self._offered = state.lessons.unfinished
            self._show_offers()

    def _step(self) -> QWidget | None:
        """What the state is at; None where that is not made yet."""
        if self._state.choice is not None:
            return self._choice
        return self._lesson if self._state.run is None else self._run

    def _make_step(self) -> None:
        """Make what is reached for the first time, in a turn of the loop of its own."""
        if self._step() is None and self._state.choice is not None:
            self._choice = TeachChoice(self._state, self._context, self)
            self._steps.addWidget(self._choice)
        elif self._step() is None:
            self._run = TeachRun(self._state, self._context, self)
            self._steps.addWidget(self._run)
        self.refresh()

    def _lay_out(self) -> None:
        self._lesson.addWidget(self._photos)
        self._lesson.addWidget(self._form_column())
        self._lesson.setStretchFactor(0, 1)
        self._lesson.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        theme.as_page(layout)
        layout.addWidget(self._heading)
        layout.addLayout(self._offers)
        layout.addWidget(self._tabs)
        layout.addWidget(self._steps, 1)

    def _form_column(self) -> QWidget:
        """The form, which may be longer than the window, and what always stands below it."""
        scroll = _FormArea(self._form)
        scroll.setWidget(self._form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(self.tr("What is taught"))
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll, 1)
        column.addWidget(self._form.ending)
        return whole

    def _show_offers(self) -> None:
        while self._offers.count():
            item = self._offers.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for found in self._offered:
            self._offers.addWidget(self._offer(found))

    def _offer(self, found: Unfinished) -> QWidget:
        """A learning that was interrupted, and what can be done with it."""
        frame = QFrame()
        theme.as_card(frame)
        row = QHBoxLayout(frame)
        words = self.tr("The learning of “{name}” was interrupted on {day}, after {epochs}.")
        epochs = self.tr("%n epoch(s)", "", max(found.epochs, default=0))
        day = concept_words.day(found.changed_at)
        said = words.format(name=found.lesson.name, day=day, epochs=epochs)
        row.addWidget(QLabel(said, wordWrap=True), 1)
        lessons = self._state.lessons
        for name, slot, usable in (
            ("go_on", lessons.go_on, True),
            ("keep", lessons.keep, bool(found.epochs)),
            ("discard", lessons.discard, True),
        ):
            action = self._context.actions.add(
                frame, f"teach.{name}", partial(slot, found), about=found.lesson.name, scope=self
            )
            action.setEnabled(usable)
            row.addWidget(ActionButton(action, short=True))
        return frame

    def _show_problem(self, error: YoError) -> None:
        show_problem(self, error)


class _FormArea(QScrollArea):
    """As wide as its form and the bar beside it, so that nothing is cut at the right."""

    def __init__(self, form: QWidget) -> None:
        super().__init__()
        self._form = form

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough for the words of any language."""
        bar = self.verticalScrollBar().sizeHint().width()
        width = self._form.minimumSizeHint().width() + bar
        return QSize(max(width, SPACE.lines(17)), super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Grow with the form, as when text is made larger."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
