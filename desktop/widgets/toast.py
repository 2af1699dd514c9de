"""Short messages over the lower edge of the window, with an undo where there is one."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop import theme
from desktop.state.notices import UNDO_SECONDS, Notice, Notices

SECONDS = 6
"""How long a message without an undo stays; reading one line takes about three."""


class Toast(QFrame):
    """Shows the latest notice. A message in passing does not push an open undo away."""

    def __init__(self, notices: Notices, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._latest: Notice | None = None
        self._waiting: list[Notice] = []
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self.setForegroundRole(QPalette.ColorRole.ToolTipText)
        self.setAccessibleName(self.tr("Message"))
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.undo = QPushButton(theme.icon("undo-2"), self.tr("Undo"))
        self.dismiss = QToolButton()
        self.dismiss.setIcon(theme.icon("x"))
        self.dismiss.setAutoRaise(True)
        self.dismiss.setToolTip(self.tr("Close this message"))
        self.dismiss.setAccessibleName(self.tr("Close this message"))
        layout = QHBoxLayout(self)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.undo)
        layout.addWidget(self.dismiss)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)
        self.undo.clicked.connect(notices.undo)
        self.dismiss.clicked.connect(self._next)
        notices.said.connect(self._on_said)
        notices.settled.connect(self._on_settled)
        parent.installEventFilter(self)
        self.hide()

    def refresh(self) -> None:
        """Write the latest notice to the widgets, and place the panel."""
        notice = self._latest
        self.setVisible(notice is not None)
        if notice is None:
            return
        self.words.setText(notice.text)
        self.undo.setVisible(notice.undoable)
        self._place()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay at the lower edge of the parent."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _on_said(self, notice: Notice) -> None:
        if self._latest is not None and self._latest.undoable and not notice.undoable:
            self._waiting.append(notice)
            self._announce(notice)
            return
        self._show(notice)
        self._announce(notice)

    def _on_settled(self) -> None:
        if self._latest is not None and self._latest.undoable:
            self._next()

    def _next(self) -> None:
        self._timer.stop()
        self._latest = None
        if self._waiting:
            self._show(self._waiting.pop(0))
        self.refresh()

    def _show(self, notice: Notice) -> None:
        self._latest = notice
        self._timer.start((UNDO_SECONDS if notice.undoable else SECONDS) * 1000)
        self.refresh()

    def _announce(self, notice: Notice) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, notice.text))

    def _place(self) -> None:
        room = self._window.rect()
        margin = theme.SPACE.m
        width = min(room.width() - 2 * margin, max(self.sizeHint().width(), theme.SPACE.lines(24)))
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        left = (room.width() - width) // 2
        self.setGeometry(left, room.height() - height - margin, width, height)
