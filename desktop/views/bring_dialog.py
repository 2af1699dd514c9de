"""Bringing a base model: choose a folder, read its licence, link or copy."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop import sentences, theme
from desktop.state.bringing import BringingState, Candidate
from desktop.state.job_words import size
from desktop.theme import SPACE
from desktop.views.hardware_panel import VerdictTable
from desktop.views.problem_dialog import show_problem
from desktop.views.sole_dialog import path_words


class BringDialog(QDialog):
    """One page from top to bottom; the button works when all of it is decided."""

    begun = Signal(object)
    """The JobHandle of the checking and adding."""

    def __init__(self, state: BringingState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setWindowTitle(self.tr("Bring a base model"))
        self.folder = QLabel()
        self.folder.setWordWrap(True)
        self.choose = QPushButton(self.tr("Choose a folder…"))
        self.verdicts = VerdictTable()
        self.licence = QPlainTextEdit()
        self.licence.setReadOnly(True)
        self.licence.setTabChangesFocus(True)
        self.licence.setAccessibleName(self.tr("Text of the licence"))
        self.agreed = QCheckBox(self.tr("I have read this licence and accept it"))
        self.name = QLineEdit()
        self.link = QRadioButton(self.tr("Use the files where they are"))
        self.copy = QRadioButton(self.tr("Copy them to the private folder"))
        self._ways = QButtonGroup(self)
        for way in (self.link, self.copy):
            self._ways.addButton(way)
        self.note = theme.as_note(QLabel())
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = self._buttons.addButton(
            self.tr("Check and add"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen so far."""
        found = self._state.candidate
        for widget in (self.licence, self.agreed, self.name, self.link, self.copy, self.verdicts):
            widget.setEnabled(found is not None)
        if found is None:
            looking = self.tr("Looking at the folder…")
            nothing = self.tr(
                "A folder or a USB drive with Anole weights in the Hugging Face format."
            )
            self.folder.setText(looking if self._state.looking else nothing)
            self.verdicts.show_verdicts(())
        else:
            self.folder.setText(
                self.tr("{folder}, {size}").format(
                    folder=path_words(found.folder), size=size(found.bytes)
                )
            )
            self.verdicts.show_verdicts(found.verdicts)
        text = sentences.translated(found.licence.text) if found else ""
        if self.licence.toPlainText() != text:
            self.licence.setPlainText(text)
        self.agreed.setChecked(self._state.agreed)
        if not self.name.hasFocus():
            self.name.setText(self._state.name)
        (self.copy if self._state.copy else self.link).setChecked(True)
        self.note.setText(self._note())
        self.start.setEnabled(self._state.ready)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.folder, 1)
        top.addWidget(self.choose)
        form = QFormLayout()
        form.addRow(self.tr("&Name"), self.name)
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE.s)
        layout.addLayout(top)
        layout.addWidget(self.verdicts)
        layout.addWidget(theme.as_heading(QLabel(self.tr("Licence"))))
        layout.addWidget(self.licence, 1)
        layout.addWidget(self.agreed)
        layout.addLayout(form)
        layout.addWidget(self.link)
        layout.addWidget(self.copy)
        layout.addWidget(self.note)
        layout.addWidget(self._buttons)
        self.resize(theme.room(self, 38, 34))

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose)
        self.agreed.clicked.connect(self._agree)
        self.name.textEdited.connect(self._rename)
        self.link.clicked.connect(self._choose_way)
        self.copy.clicked.connect(self._choose_way)
        self._buttons.accepted.connect(self._start)
        self._buttons.rejected.connect(self.reject)
        self._state.changed.connect(self.refresh)
        self._state.failed.connect(self._on_failed)

    def _note(self) -> str:
        found = self._state.candidate
        if found is None:
            return self.tr("Nothing is ever downloaded: you obtain the weights yourself.")
        if self._state.name_problem:
            return self._state.name_problem
        if self._state.copy:
            return self._room(found)
        if found.removable:
            return self.tr("When the drive is pulled out, this model cannot be used.")
        return self.tr(
            "Every number in the files is checked; for a large model this takes minutes."
        )

    def _room(self, found: Candidate) -> str:
        """What a copy takes, and whether there is room for it."""
        words = (
            self.tr("A copy takes {need} on the disk of the private folder; {have} are free there.")
            if found.room_for_copy
            else self.tr(
                "A copy takes {need}, and {have} are free on the disk of the private folder. Make "
                "room, or use the files where they are."
            )
        )
        return words.format(need=size(found.copy), have=size(found.free))

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of the base model"))
        if chosen:
            self._state.look_at(Path(chosen))

    def _agree(self, agreed: bool) -> None:
        self._state.choose(agreed=agreed)

    def _rename(self, text: str) -> None:
        self._state.choose(name=text)

    def _choose_way(self) -> None:
        self._state.choose(copy=self.copy.isChecked())

    def _start(self) -> None:
        title = self.tr("Adding {name}").format(name=self._state.name.strip())
        job = self._state.start(title)
        if job is not None:
            self.begun.emit(job)
            self.accept()

    def _on_failed(self, error: Exception) -> None:
        show_problem(self, error)
