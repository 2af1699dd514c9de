"""What can be done with a base model that has just been brought, where one is waiting for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop import theme
from desktop.theme import SPACE


class BroughtCard(QFrame):
    """Hidden until a model is there; goes when it is told to, or compiling was chosen."""

    use_asked = Signal(str)
    compile_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.name = ""
        theme.as_card(self)
        self.heading = theme.as_heading(QLabel())
        self.heading.setWordWrap(True)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.use = QPushButton(self.tr("Use it"))
        self.compile = QPushButton(self.tr("Compile for this computer…"))
        self.later = QPushButton(self.tr("Later"))
        theme.as_primary(self.use)
        line = QHBoxLayout()
        for button in (self.use, self.compile, self.later):
            line.addWidget(button)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.m)
        layout.setSpacing(SPACE.s)
        layout.addWidget(self.heading)
        layout.addWidget(self.words)
        layout.addLayout(line)
        self.use.clicked.connect(self._use)
        self.compile.clicked.connect(self._compile)
        self.later.clicked.connect(self.hide)
        self.hide()

    def offer(self, name: str, *, copied: bool) -> None:
        """Say that a model is here, whose its files are, and what can be done with it."""
        self.name = name
        self.heading.setText(
            self.tr("{name} is here, and every file was checked").format(name=name)
        )
        whose = (
            self.tr("It was copied: the drive that it came from is no longer needed.")
            if copied
            else self.tr("It is linked: its files stay where they are, and stay yours.")
        )
        faster = self.tr("Compiled for this computer it is smaller in memory, and faster.")
        self.words.setText(f"{whose} {faster}")
        self.use.setEnabled(True)
        self.show()

    def _use(self) -> None:
        self.use.setEnabled(False)
        self.use_asked.emit(self.name)

    def _compile(self) -> None:
        self.hide()
        self.compile_asked.emit(self.name)
