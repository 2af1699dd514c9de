"""The page where pictures are asked for in words and watched while they are drawn."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from desktop import theme, thumbnails
from desktop.context import Context
from desktop.state import job_words, picture_words
from desktop.state.drawing import DrawingState, Reuse
from desktop.state.jobs import JobStatus
from desktop.state.navigation import Place
from desktop.theme import SPACE
from desktop.views.draw_controls import DrawControls
from desktop.views.problem_dialog import show_problem
from desktop.views.sheet_dialog import SheetDialog
from desktop.views.style_dialog import StyleDialog
from desktop.widgets.action_button import ActionButton
from desktop.widgets.bar import show_progress
from desktop.widgets.concept_edit import ConceptChips, ConceptEdit
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.live_grid import LiveGrid
from desktop.widgets.prompt_history import PromptHistory
from engine.gallery.query import Query
from engine.gallery.styles import Style

_LINES_OF_WORDS = 3
_TICK = 500
"""Milliseconds between two looks at the time that is left."""


class DrawPage(QWidget):
    """Words, settings, and the pictures of the latest job."""

    place = Place.DRAW
    icon_name = "wand-sparkles"

    def __init__(self, state: DrawingState, context: Context) -> None:
        super().__init__()
        self._state, self._context = state, context
        self._edit, self._chips = ConceptEdit(), ConceptChips()
        self._note = theme.as_note(QLabel())
        self._controls = DrawControls(state, context, self)
        self._bar, self._said = QProgressBar(), QLabel()
        self._grid = LiveGrid(thumbnails.shared())
        self._empty = EmptyState("wand-sparkles")
        self._empty.say(
            self.tr("Describe a picture"),
            self.tr(
                "@ names a concept: “@Bo on the beach”. Drawings grow here row by row. Of "
                "“{red|blue|green}” each takes one word."
            ),
        )
        self._shown: object = None
        self._wanted = ""
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self._show_progress)
        self._act()
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def title(self) -> str:
        """The page's name."""
        return self.tr("Draw")

    def open(self, what: object) -> None:
        """Take over a concept's name, or parts of a kept picture."""
        match what:
            case str() if what:
                self._wanted = what
            case Reuse():
                self._state.use(what)
        self._state.load()
        self._edit.setFocus()

    def refresh(self) -> None:
        """Show the state as it is."""
        self._edit.set_concepts(self._state.known.concepts)
        if self._wanted and any(one.name == self._wanted for one in self._state.known.concepts):
            self._edit.mention(self._wanted)
            self._wanted = ""
        batch = self._state.batch
        if batch is not self._shown:
            self._shown = batch
            self._grid.begin(len(batch.cells) if batch else 0, batch.titles if batch else None)
        self._stack.setCurrentIndex(0 if batch is None else 1)
        self._history_action.setEnabled(bool(self._state.known.history))
        self._show_chips()
        self._show_progress()

    def _act(self) -> None:
        add = self._context.actions.add
        self._draw_action = add(self, "draw.start", self._on_draw)
        self._sheet_action = add(self, "draw.sheet", self._on_sheet)
        self._history_action = add(self, "draw.history", self._on_history)
        self._styles_action = add(self, "draw.styles", self._on_styles)
        self._stop_action = add(self, "draw.stop", self._on_stop)
        self._pause_action = add(self, "draw.pause", self._on_pause)
        self._stop, self._pause = ActionButton(self._stop_action), ActionButton(self._pause_action)

    def _lay_out(self) -> None:
        self._edit.setPlaceholderText(self.tr("A photo of @Bo on the beach"))
        self._edit.setAccessibleName(self.tr("What to draw"))
        lines = self._edit.fontMetrics().lineSpacing() * _LINES_OF_WORDS
        self._edit.setFixedHeight(lines + 2 * SPACE.s)
        self._bar.setAccessibleName(self.tr("How far the drawing is"))
        self._bar.setTextVisible(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self._controls, 1, Qt.AlignmentFlag.AlignTop)
        draw = ActionButton(self._draw_action, primary=True)
        buttons.addWidget(draw, 0, Qt.AlignmentFlag.AlignTop)
        progress = QHBoxLayout()
        progress.addWidget(self._bar, 1)
        progress.addWidget(self._said, 2)
        progress.addWidget(self._pause)
        progress.addWidget(self._stop)
        self._stack = QStackedLayout()
        layout = QVBoxLayout(self)
        theme.as_page(layout)
        layout.addLayout(self._head())
        for part in (self._edit, self._chips, self._note):
            layout.addWidget(part)
        layout.addLayout(buttons)
        layout.addLayout(progress)
        layout.addLayout(self._stack, 1)
        self._stack.addWidget(self._empty)  # it shows what it gets: a window, had it no parent yet
        self._stack.addWidget(self._grid)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(theme.as_title(QLabel(self.title)), 1)
        for action in (self._styles_action, self._history_action, self._sheet_action):
            head.addWidget(ActionButton(action))
        return head

    def _connect(self) -> None:
        self._edit.submitted.connect(self._draw_action.trigger)
        self._edit.mentions_changed.connect(self._on_mentions)
        self._edit.textChanged.connect(self._on_words)
        self._chips.chosen.connect(self._on_chip)
        self._grid.came.connect(self._fill)
        self._grid.chosen.connect(self._on_chosen)
        self._state.changed.connect(self.refresh)
        self._state.cell_changed.connect(self._on_cell)
        self._state.failed.connect(self._on_failed)
        self._state.noticed.connect(self._context.notices.say)
        self._state.reused.connect(self._on_reused)
        self._context.queue.changed.connect(self._show_progress)
        self._on_mentions()
        self._on_words()

    def _show_progress(self) -> None:
        batch = self._state.batch
        job = batch.job if batch else None
        active = job is not None and not job.over
        for part in (self._bar, self._stop, self._pause):
            part.setVisible(active)
        self._stop_action.setEnabled(active)
        self._pause_action.setEnabled(active)
        if batch is None or job is None:
            self._said.setText("")
            return
        self._clock.start() if active else self._clock.stop()
        if job.progress is not None:
            show_progress(self._bar, job.progress)
        self._show_pause(job.status is JobStatus.PAUSED)
        kept = self.tr("{done} of {count} finished").format(
            done=batch.finished, count=len(batch.cells)
        )
        said = [job_words.status(job), kept, job_words.left(job.eta) if active else ""]
        self._said.setText(" · ".join(part for part in said if part))

    def _show_pause(self, paused: bool) -> None:
        words = self.tr("Go on drawing") if paused else self.tr("Pause drawing")
        if words != self._pause_action.text():  # each change of an action paints its buttons anew
            self._pause_action.setText(words)
            self._pause_action.setIcon(theme.icon("play" if paused else "pause"))

    def _on_draw(self) -> None:
        self._state.draw(self._edit.spoken, [one.name for one in self._edit.mentioned])

    def _on_sheet(self) -> None:
        dialog = SheetDialog(self._state, self._edit.spoken, self._edit.mentioned, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_history(self) -> None:
        history = PromptHistory(self._state.known.history, self)
        history.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        history.chosen.connect(self._on_earlier)
        history.open()

    def _on_earlier(self, prompt: str) -> None:
        names = [one.name for one in self._state.known.concepts if one.name in prompt]
        self._edit.set_text(prompt, names)

    def _on_styles(self) -> None:
        dialog = StyleDialog(self._state.styles, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._on_style)
        dialog.open()

    def _on_style(self, style: Style) -> None:
        names = [one.name for one in self._edit.mentioned]
        self._edit.set_text(self._state.styles.applied(self._edit.spoken, style), names)

    def _on_stop(self) -> None:
        if self._state.batch:
            self._state.batch.job.cancel()

    def _on_pause(self) -> None:
        if self._state.batch:
            job = self._state.batch.job
            job.resume() if job.status is JobStatus.PAUSED else job.pause()

    def _on_mentions(self) -> None:
        mentioned = self._edit.mentioned
        self._show_chips()
        about = mentioned[0].name if mentioned else ""
        if about != self._state.about:
            self._state.load(about)

    def _show_chips(self) -> None:
        """The concepts that are named, the first with the version that is drawn; and the note."""
        shown = list(self._edit.mentioned)
        version = self._state.version_of([one.name for one in shown])
        if version is not None:
            shown[0] = replace(shown[0], version=version)
        self._chips.show_concepts(shown)
        self._show_note()

    def _show_note(self) -> None:
        """What is to be known before these words are drawn."""
        mentioned = self._edit.mentioned
        version = self._state.version_of([one.name for one in mentioned])
        words = picture_words.beforehand(self._edit.spoken, mentioned, version)
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def _on_words(self) -> None:
        self._show_note()
        self._draw_action.setEnabled(bool(self._edit.spoken))

    def _on_chip(self, name: str) -> None:
        current = {one.name: one.version for one in self._edit.mentioned}.get(name)
        if self._state.version_of([name]) in (None, current):
            self._context.navigation.go(Place.LIBRARY, name)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = self.tr("Use version {number}").format(number=current)
        menu.addAction(text).triggered.connect(self._state.forget_version)
        library = menu.addAction(self.tr("Show in the library"))
        library.triggered.connect(partial(self._context.navigation.go, Place.LIBRARY, name))
        menu.popup(self.cursor().pos())

    def _on_chosen(self, number: int) -> None:
        if self._state.batch:
            kept = self._state.batch.cells[number].kept
            self._context.navigation.go(
                Place.GALLERY, (kept.id if kept else "", Query(batch=kept.batch if kept else ""))
            )

    def _on_cell(self, number: int) -> None:
        if number < len(self._grid.tiles):  # else it is filled as soon as it comes
            self._fill(number)
        self._show_progress()

    def _fill(self, number: int) -> None:
        """Show a picture as far as it is."""
        if self._state.batch is None:
            return
        cell, tile = self._state.batch.cells[number], self._grid.tiles[number]
        if cell.kept is not None:
            tile.finish(cell.kept.path, cell.kept.prompt)
        elif cell.picture is not None:
            tile.grow(cell.picture, cell.done)

    def _on_reused(self, what: Reuse) -> None:
        if what.prompt is not None:
            self._edit.set_text(what.prompt, what.names)

    def _on_failed(self, error: Exception) -> None:
        show_problem(self, error)
