"""The first run: four steps that say what is here and offer what can be done; each can be left."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop import sentences, theme
from desktop.context import Context
from desktop.state.first_run import FirstRun, Step
from desktop.state.models import ModelsState
from desktop.state.navigation import Place
from desktop.theme import SPACE
from engine.places import doubts


class FirstRunView(QFrame):
    """One step at a time; it goes away at the end and never holds anything up."""

    bring_asked = Signal()

    def __init__(self, steps: FirstRun, models: ModelsState, context: Context) -> None:
        super().__init__()
        self._steps, self._models, self._context = steps, models, context
        theme.as_card(self)
        self.count = theme.as_note(QLabel())
        self.heading = theme.as_heading(QLabel())
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.bring = QPushButton(self.tr("Bring a base model…"))
        self.teach = QPushButton(self.tr("Teach a concept"))
        self.back = QPushButton(self.tr("Back"))
        self.skip = QPushButton(self.tr("Leave out"))
        self.next = QPushButton(self.tr("Next"))
        theme.as_primary(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.m)
        layout.setSpacing(SPACE.s)
        for widget in (self.count, self.heading, self.words):
            layout.addWidget(widget)
        layout.addLayout(self._row(self.bring, self.teach))
        layout.addSpacing(SPACE.xs)
        layout.addLayout(self._row(self.back, self.next, self.skip))
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show the step that has been reached."""
        if self._steps.over:
            self.hide()
            return
        if self.parent() is not None:  # without one it would be a window of its own
            self.show()
        step = self._steps.step
        self.count.setText(
            self.tr("Step {number} of {count}").format(
                number=self._steps.number, count=self._steps.count
            )
        )
        self.heading.setText(self._heading(step))
        self.words.setText(self._words(step))
        self.bring.setVisible(step is Step.MODEL)
        self.teach.setVisible(step is Step.READY)
        self.back.setEnabled(step is not Step.HARDWARE)
        self.next.setText(self.tr("Done") if step is Step.READY else self.tr("Next"))
        self.skip.setVisible(step is not Step.READY)

    def _row(self, *buttons: QPushButton) -> QHBoxLayout:
        line = QHBoxLayout()
        for button in buttons:
            line.addWidget(button)
        line.addStretch()
        return line

    def _connect(self) -> None:
        self.back.clicked.connect(self._steps.back)
        self.next.clicked.connect(self._steps.next)
        self.skip.clicked.connect(self._steps.finish)
        self.bring.clicked.connect(self.bring_asked)
        self.teach.clicked.connect(self._teach)
        self._steps.changed.connect(self.refresh)
        self._models.changed.connect(self.refresh)

    def _heading(self, step: Step) -> str:
        return {
            Step.HARDWARE: self.tr("This computer"),
            Step.PLACE: self.tr("Where everything is kept"),
            Step.MODEL: self.tr("The base model"),
            Step.READY: self.tr("Ready"),
        }.get(step, "")

    def _words(self, step: Step) -> str:
        match step:
            case Step.HARDWARE:
                return self.tr(
                    "Below stands what was found here, and what it can do with the small model "
                    "that came with the program. Nothing is downloaded and nothing is sent."
                )
            case Step.PLACE:
                return self._place_words()
            case Step.MODEL:
                return self.tr(
                    "The bundled mini model works at once. It is a toy of 48 pixels that knows "
                    "twenty things: good for trying every page. For photos as you know them, "
                    "bring Anole weights that you obtained yourself, from a folder or a USB "
                    "drive. You can do that at any time on this page."
                )
            case _:
                return self.tr("Teach your first concept from a few photos: about a minute.")

    def _place_words(self) -> str:
        home = self._context.home
        said = [
            self.tr("Photos, concepts, chats and pictures are kept in this private folder:"),
            str(home),
        ]
        found = doubts(home)
        said += [sentences.translated(doubt.value) for doubt in found]
        if found:
            said.append(
                self.tr("On the page Storage it can be moved to another folder, now or later.")
            )
        return "\n".join(said)

    def _teach(self) -> None:
        self._steps.finish()
        self._context.navigation.go(Place.TEACH)
