"""One base model: its size and place, what runs it, its compiled models, and what can be done."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desktop import theme
from desktop.actions import explain
from desktop.palettes import Tone
from desktop.state import machine_words
from desktop.state.job_words import size
from desktop.state.models import Compiled, Model
from desktop.theme import SPACE
from desktop.widgets.action_button import ActionButton
from desktop.widgets.sign import Sign


class ModelCard(QFrame):
    """Shows one model; what is pressed is told by its signals."""

    use_asked = Signal(str)
    verify_asked = Signal(str)
    forget_asked = Signal(str)
    compile_asked = Signal(str)
    licence_asked = Signal(str)
    """Of this fingerprint."""
    remove_asked = Signal(object)
    """The Compiled that is to go."""

    def __init__(
        self, model: Model, reason: str, add: Callable[..., QAction], *, active: bool
    ) -> None:
        """`add` makes a command: `Actions.add`, with the page as its scope."""
        super().__init__()
        self._model, self._add = model, add
        theme.as_card(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.m)
        layout.setSpacing(SPACE.s)
        layout.addLayout(self._heading(active))
        place = self.tr("Came with the program") if model.bundled else str(model.folder)
        where = self.tr("{size}. {place}").format(size=size(model.bytes), place=place)
        for words in (where, self._badge()):
            if words:
                layout.addWidget(theme.as_note(QLabel(words)))
        for words in (model.problem, reason):
            if words:
                layout.addWidget(theme.as_note(QLabel(words)))
        for one in model.compiled:
            layout.addLayout(self._compiled(one))
        layout.addLayout(self._buttons(active))

    def _badge(self) -> str:
        """Whose its files are."""
        if self._model.bundled:
            return ""
        if self._model.copied:
            return self.tr("Copied: its files lie in the private folder.")
        return self.tr("Linked: its files are yours and are never deleted by this app.")

    def _heading(self, active: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        name = theme.as_heading(QLabel(self._model.name))
        name.setWordWrap(True)
        line.addWidget(name, 1)
        if active:
            line.addWidget(Sign("circle-check", 1, Tone.GOOD))
            line.addWidget(QLabel(self.tr("In use")))
        return line

    def _compiled(self, one: Compiled) -> QHBoxLayout:
        line = QHBoxLayout()
        words = one.problem or self.tr("Compiled for {target} in {precision}, {size}").format(
            target={"onnx": "ONNX Runtime", "tensorrt": "TensorRT"}.get(one.target, one.target),
            precision=one.precision,
            size=size(one.bytes),
        )
        likeness = machine_words.likeness(one.tested) if one.tested and not one.problem else ""
        label = QLabel(f"{words}\n{likeness}".strip())
        label.setWordWrap(True)
        remove = self._add(self, "models.remove", partial(self.remove_asked.emit, one), about=words)
        line.addWidget(label, 1)
        line.addWidget(ActionButton(remove, short=True))
        return line

    def _buttons(self, active: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        model = self._model
        for name, signal, what, possible in (
            ("use", self.use_asked, model.name, not active),
            ("compile", self.compile_asked, model.name, True),
            ("verify", self.verify_asked, model.name, True),
            ("licence", self.licence_asked, model.fingerprint, model.licensed),
            ("forget", self.forget_asked, model.name, not model.bundled),
        ):
            action = self._add(self, f"models.{name}", partial(signal.emit, what), about=model.name)
            action.setEnabled(possible)
            if name == "forget":
                explain(action, self.tr("Takes it from this list; its files stay."))
            button = ActionButton(action, short=True)
            button.setVisible(possible)
            line.addWidget(button)
        line.addStretch()
        return line
