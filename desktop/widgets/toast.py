"""Short messages over the lower edge of the window, with an undo where there is one."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop import theme
from desktop.state.notices import Notice, Notices

SECONDS = 6
"""How long a message without an undo stays; reading one line takes about three."""


class Toast(QFrame):
    """Shows the latest notice; a message in passing waits until no undo is open any more.

    Of several undos it is the latest one, and behind it the one before.
    """

    def __init__(self, notices: Notices, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._notices = notices
        self._undos: list[Notice] = []
        """Those that are open, the latest last."""
        self._passing: list[Notice] = []
        """Messages without an undo, the one to be shown next first."""
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
        self._timer.timeout.connect(self._pass)
        self.undo.clicked.connect(self._take_back)
        self.dismiss.clicked.connect(self._dismiss)
        notices.said.connect(self._on_said)
        notices.settled.connect(self._on_settled)
        parent.installEventFilter(self)
        self.hide()

    def refresh(self) -> None:
        """Write the latest notice to the widgets, and place the panel."""
        notice = next(iter([*self._undos[-1:], *self._passing]), None)
        self.setVisible(notice is not None)
        if notice is None:
            return
        self.words.setText(notice.text)
        self.undo.setVisible(bool(notice.undo))
        self._place()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay at the lower edge of the parent."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _on_said(self, notice: Notice) -> None:
        if notice.undo:
            self._passing = self._passing if self._undos else self._passing[1:]
            self._undos.append(notice)
            self._timer.stop()
        elif self._undos:
            self._passing.append(notice)
        else:
            self._passing = [notice, *self._passing[1:]]
        self._go_on()
        self._announce(notice)

    def _on_settled(self, number: int) -> None:
        self._undos = [one for one in self._undos if one.undo != number]
        self._go_on()

    def _take_back(self) -> None:
        self._notices.undo(self._undos[-1].undo)

    def _dismiss(self) -> None:
        """Show this one no longer; what it says is final when its time is over."""
        if self._undos:
            self._undos.pop()
            self._go_on()
        else:
            self._pass()

    def _pass(self) -> None:
        """The message in passing was shown long enough."""
        self._timer.stop()
        self._passing = self._passing[1:]
        self._go_on()

    def _go_on(self) -> None:
        if self._passing and not self._undos:
            self._timer.start(SECONDS * 1000)
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
