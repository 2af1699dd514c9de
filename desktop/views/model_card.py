"""One base model: its size and place, what runs it, its compiled models, and what can be done."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop import theme
from desktop.palettes import Tone
from desktop.state.job_words import size
from desktop.state.models import Compiled, Model
from desktop.theme import SPACE
from desktop.widgets.sign import Sign


class ModelCard(QFrame):
    """Shows one model; what is pressed is told by its signals."""

    use_asked = Signal(str)
    verify_asked = Signal(str)
    forget_asked = Signal(str)
    compile_asked = Signal(str)
    remove_asked = Signal(object)
    """The Compiled that is to go."""

    def __init__(self, model: Model, reason: str, *, active: bool) -> None:
        super().__init__()
        self._model = model
        theme.as_card(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.m)
        layout.setSpacing(SPACE.s)
        layout.addLayout(self._heading(active))
        place = self.tr("Came with the program") if model.bundled else str(model.folder)
        layout.addWidget(
            theme.as_note(
                QLabel(self.tr("{size}. {place}").format(size=size(model.bytes), place=place))
            )
        )
        for words in (model.problem, reason):
            if words:
                layout.addWidget(theme.as_note(QLabel(words)))
        for one in model.compiled:
            layout.addLayout(self._compiled(one))
        layout.addLayout(self._buttons(active))

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
        label = QLabel(words)
        label.setWordWrap(True)
        remove = QPushButton(self.tr("Remove…"))
        remove.setAccessibleName(self.tr("Remove: {what}").format(what=words))
        remove.clicked.connect(partial(self.remove_asked.emit, one))
        line.addWidget(label, 1)
        line.addWidget(remove)
        return line

    def _buttons(self, active: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        name = self._model.name
        for words, signal, shown in (
            (self.tr("Use"), self.use_asked, not active),
            (self.tr("Compile…"), self.compile_asked, True),
            (self.tr("Verify files"), self.verify_asked, True),
            (self.tr("Forget"), self.forget_asked, not self._model.bundled),
        ):
            if shown:
                button = QPushButton(words)
                button.setAccessibleName(
                    self.tr("{action}: {model}").format(action=words, model=name)
                )
                button.clicked.connect(partial(signal.emit, name))
                line.addWidget(button)
        line.addStretch()
        return line
