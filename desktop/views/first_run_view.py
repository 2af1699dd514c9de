"""The first run: four steps that say what is here and offer what can be done; each can be left."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import sentences, theme
from desktop.context import Context
from desktop.state.first_run import FirstRun, Step
from desktop.state.job_words import size
from desktop.state.models import ModelsState
from desktop.state.navigation import Place
from desktop.theme import SPACE
from desktop.views.hardware_panel import NeedTable, VerdictTable
from desktop.views.move_dialog import ask_place
from engine.model.bringing import copy_room
from engine.places import doubts
from engine.sizes import CHAMELEON_7B
from engine.verdicts import Room


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
        self.prospects = Prospects(models)
        self.relocate = QPushButton(self.tr("Choose another folder…"))
        self.bring = QPushButton(self.tr("Bring a base model…"))
        self.teach = QPushButton(self.tr("Teach a concept"))
        self.back = QPushButton(self.tr("Back"))
        self.skip = QPushButton(self.tr("Leave out"))
        self.next = QPushButton(self.tr("Next"))
        theme.as_primary(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.m)
        layout.setSpacing(SPACE.s)
        for widget in (self.count, self.heading, self.words, self.prospects):
            layout.addWidget(widget)
        layout.addLayout(self._row(self.relocate, self.bring, self.teach))
        layout.addSpacing(SPACE.xs)
        layout.addLayout(self._row(self.back, self.next, self.skip))
        self._connect()
        self.refresh()

    @property
    def at_hardware(self) -> bool:
        """Whether it says now what this computer is."""
        return self._steps.step is Step.HARDWARE

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
        self.prospects.setVisible(step is Step.MODEL and bool(self._models.prospects))
        self.relocate.setVisible(step is Step.PLACE)
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
        self.relocate.clicked.connect(self._move)
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
                found = self.tr(
                    "Below stands what was found here, and what it can do with the small model "
                    "that came with the program. Nothing is downloaded and nothing is sent."
                )
                return "\n".join(filter(None, (found, self._models.trial_words)))
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
        said += [sentences.translated(doubt.value) for doubt in doubts(home)]
        said += [
            *self._room_words(),
            self.tr("It can be moved now or later, from here or Storage."),
        ]
        return "\n".join(said)

    def _room_words(self) -> list[str]:
        """How much room is there, and what weights of 7B would take of it."""
        machine = self._models.machine
        compiled = [one.need for one in self._models.prospects if one.room is Room.DISK]
        if machine is None or not compiled:
            return []
        copied = copy_room(CHAMELEON_7B.stored) + compiled[0]
        room = self.tr(
            "{free} are free on its disk. A large model (7B) takes {linked} of it where its files "
            "are used in their place, for its compiled form, and {copied} where they are copied."
        )
        sizes = {"free": machine.disk_free, "linked": compiled[0], "copied": copied}
        return [room.format(**{name: size(value) for name, value in sizes.items()})]

    def _move(self) -> None:
        ask_place(self._context, self)

    def _teach(self) -> None:
        self._steps.finish()
        self._context.navigation.go(Place.TEACH)


class Prospects(QWidget):
    """What weights of 7B would do here: a verdict for each action, then what each preset takes."""

    def __init__(self, models: ModelsState) -> None:
        super().__init__()
        self._models = models
        self.verdicts, self.needs = VerdictTable(), NeedTable()
        self._free = theme.as_note(QLabel())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.s)
        layout.addWidget(QLabel(self.tr("With a large model (7B), once it is here and compiled:")))
        for widget in (self.verdicts, self._free, self.needs):
            layout.addWidget(widget)
        models.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Reckon with the machine as it is now."""
        self.verdicts.show_verdicts(self._models.prospects)
        self.needs.show_needs(self._models.needs)
        have = next((one for one in self._models.needs), None)
        if have is not None:
            words = (
                self.tr("What the settings for each size of memory take; {have} of GPU are free:")
                if have.room is Room.GPU
                else self.tr("What the settings for each size of memory take; {have} are free:")
            )
            self._free.setText(words.format(have=size(have.have)))
