"""Compiling a base model for this computer: precisions in plain words, with what each one takes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop import sentences, theme
from desktop.state import job_words, machine_words
from desktop.state.compiling import CompilingState
from desktop.state.job_words import size
from desktop.state.jobs import JobStatus
from desktop.views.problem_dialog import show_problem
from export.choosing import Offer

_OFFER = Qt.ItemDataRole.UserRole


class CompileDialog(QDialog):
    """A list of precisions; the suggested one is chosen."""

    def __init__(
        self, state: CompilingState, checkpoint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._checkpoint = state, checkpoint
        self.setWindowTitle(self.tr("Compile {model}").format(model=checkpoint))
        self.target = QComboBox()
        self.target.setAccessibleName(self.tr("For which program"))
        self.target.setToolTip(self.target.accessibleName())
        self.target.addItem(self.tr("ONNX Runtime: the CPU, or an NVIDIA GPU"), "onnx")
        self.target.addItem(self.tr("TensorRT: an NVIDIA GPU"), "tensorrt")
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Precisions"))
        self.list.setWordWrap(True)
        self.needs = theme.as_note(QLabel())
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = self._buttons.addButton(
            self.tr("Compile"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        layout = QVBoxLayout(self)
        words = self.tr(
            "A compiled model answers and draws faster. It is made once for this computer, serves "
            "every concept, and can be stopped and gone on with."
        )
        layout.addWidget(theme.as_note(QLabel(words)))
        for widget in (self.target, self.list, self.needs, self._buttons):
            layout.addWidget(widget)
        self.resize(theme.room(self, 34, 22))
        self.target.activated.connect(self._ask)
        self.list.currentRowChanged.connect(self._show_needs)
        self._buttons.accepted.connect(self._start)
        self._buttons.rejected.connect(self.reject)
        self.rejected.connect(state.leave)
        state.changed.connect(self.refresh)
        state.failed.connect(self._on_failed)
        self._ask()

    @property
    def chosen(self) -> Offer | None:
        """The offer in the list that is chosen."""
        item = self.list.currentItem()
        offer = item.data(_OFFER) if item else None
        return offer if isinstance(offer, Offer) else None

    def refresh(self) -> None:
        """Show the offers, when they have come."""
        if [self._offer(row) for row in range(self.list.count())] != list(self._state.offers):
            self.list.clear()
            for offer in self._state.offers:
                self._add(offer)
        self._show_needs()

    def _add(self, offer: Offer) -> None:
        words = machine_words.precision(offer.precision)
        if offer.suggested:
            words = self.tr("{words} — suggested here").format(words=words)
        item = QListWidgetItem(words)
        item.setData(_OFFER, offer)
        if offer.obstacle:
            why = sentences.translated(offer.obstacle)
            item.setText(f"{words}\n{why}")
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self.list.addItem(item)
        if offer.suggested and not offer.obstacle:
            self.list.setCurrentItem(item)

    def _offer(self, row: int) -> object:
        item = self.list.item(row)
        return item.data(_OFFER) if item else None

    def _show_needs(self) -> None:
        offer, asked = self.chosen, self._state.asked
        self.start.setEnabled(offer is not None)
        if offer is not None:
            words = self.tr("It takes {disk} of disk while it is made, and about {memory} in use.")
            said = words.format(disk=size(offer.disk), memory=size(offer.memory))
        elif asked is not None and asked.status is JobStatus.WAITING:
            said = self.tr("Waiting until the engine has time: something else runs.")
        elif asked is not None and not asked.over:
            said = job_words.progress(asked.progress) or self.tr("Looking at the model…")
        else:
            said = self.tr("Choose a precision.")
        self.needs.setText(said)

    def _ask(self) -> None:
        self._state.ask(
            self._checkpoint, self.target.currentData(), self.tr("Looking at the model")
        )

    def _start(self) -> None:
        if self.chosen is not None:
            title = self.tr("Compiling {model} in {precision}").format(
                model=self._checkpoint, precision=self.chosen.precision
            )
            self._state.compile(self.chosen, title)
            self.accept()

    def _on_failed(self, error: Exception) -> None:
        show_problem(self, error)
