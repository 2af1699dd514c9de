"""An icon that stands for itself, without a button: sharp at every scale, in the colours of now."""

from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from desktop import theme
from desktop.palettes import Tone


class Sign(QWidget):
    """Takes no focus; where it says more than the words beside it, give it an accessible name."""

    def __init__(self, icon_name: str, lines: float = 1.25, tone: Tone | None = None) -> None:
        super().__init__()
        self._name, self._tone = icon_name, tone
        self.setFixedSize(theme.icon_size(lines))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it in the colour of its tone, else as quiet as a note."""
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
        colour = quiet if self._tone is None else theme.tone(self._tone)
        theme.paint_icon(self._name, QPainter(self), self.rect(), colour)
