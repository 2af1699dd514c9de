"""A scrolled column of rows of any height, of which only those to be seen are widgets."""

from collections.abc import Hashable
from typing import Protocol

import numpy as np
from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from desktop.theme import SPACE

_ROUNDS = 6  # of measuring until what is seen no longer moves
_NEAR = 4  # pixels from the end that count as the end
_READY = 12
"""Empty widgets that are made while nothing else happens, so that a long column opens at once."""


class Rows(Protocol):
    """What a column shows."""

    def keys(self) -> list[Hashable]:
        """What each row is known by, wherever it stands."""
        ...

    def estimates(self, width: int) -> list[int]:
        """About how high each row will be, in pixels."""
        ...

    def make(self, parent: QWidget) -> QWidget:
        """An empty widget, which shows one row after another."""
        ...

    def fill(self, widget: QWidget, row: int) -> None:
        """Show a row in the widget."""
        ...


class VirtualColumn(QAbstractScrollArea):
    """Keeps what is being read where it is when rows change, and the end in sight when it was."""

    def __init__(self, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._keys: list[Hashable] = []
        self._row_of: dict[Hashable, int] = {}
        self._sizes = np.zeros(0, np.int64)
        """Pixels that each row takes: measured, or estimated for rows that were never seen."""
        self._measured: dict[Hashable, int] = {}
        self._tops = np.zeros(1, np.int64)
        """(n + 1,) Where each row begins, and where the last one ends."""
        self._widgets: dict[Hashable, QWidget] = {}
        self._spare: list[QWidget] = []
        self._anchor: tuple[Hashable, int] | None = None
        self._at_end = True
        self._placing = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._prepare)
        self._idle.start()
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._measure_anew)

    @property
    def widgets(self) -> dict[Hashable, QWidget]:
        """The widgets of the rows that are to be seen, by the rows' keys."""
        return dict(self._widgets)

    def reset(self) -> None:
        """Show other rows, from their end."""
        self._measured = {}
        self._anchor, self._at_end = None, True
        self._release(set())
        self._read()
        self.place()

    def refresh(self) -> None:
        """Rows came, went or changed; those that are seen are filled and measured anew."""
        for key in self._widgets:
            self._measured.pop(key, None)
        self._read()
        for key, widget in self._widgets.items():
            if key in self._row_of:
                self._rows.fill(widget, self._row_of[key])
        self.place()

    def refresh_last(self) -> None:
        """The last row has grown."""
        last = len(self._keys) - 1
        if last < 0:
            return
        self._measured.pop(self._keys[last], None)
        if widget := self._widgets.get(self._keys[last]):
            self._rows.fill(widget, last)
            self.place()

    def scroll_to(self, key: Hashable) -> None:
        """Bring a row to the top."""
        self._anchor, self._at_end = (key, 0), False
        self.place()

    def scroll_to_end(self) -> None:
        """Bring the last row's end into sight, and keep it there."""
        self._at_end = True
        self.place()

    def row_height(self) -> int:
        """Between rows, in pixels."""
        return SPACE.s

    def place(self) -> None:
        """Measure and place what is to be seen."""
        if self._placing:
            return
        self._placing = True
        try:
            for _ in range(_ROUNDS):
                self._scroll()
                if not self._measure_seen():
                    break
            self._scroll()
            self._show_seen()
        finally:
            self._placing = False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Other widths, other heights."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure_anew()
        else:
            self.place()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Other distances or letters, other heights: as soon as the rows have them as well."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._soon.start()

    def _measure_anew(self) -> None:
        self._measured = {}
        self._read()
        self.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Home and End, besides what a scroll area knows."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def _read(self) -> None:
        """Take over the rows, as high as they were measured or else are estimated."""
        self._keys = self._rows.keys()
        self._row_of = {key: row for row, key in enumerate(self._keys)}
        self._sizes = np.array(self._rows.estimates(self.viewport().width()), np.int64)
        for key, height in self._measured.items():
            if key in self._row_of:
                self._sizes[self._row_of[key]] = height
        self._stack()

    def _stack(self) -> None:
        """Put the rows one below the other."""
        gap = self.row_height()
        self._tops = gap + np.concatenate(([0], np.cumsum(self._sizes + gap)))

    def _seen(self) -> range:
        top = self.verticalScrollBar().value()
        ends = (top, top + self.viewport().height())
        first, last = np.searchsorted(self._tops, ends, side="right")
        return range(max(0, int(first) - 1), min(int(last), len(self._keys)))

    def _scroll(self) -> None:
        """Stay at the end, or at the row that was at the top."""
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, int(self._tops[-1]) - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(SPACE.l)
        if self._at_end:
            bar.setValue(bar.maximum())
        elif self._anchor is not None and self._anchor[0] in self._row_of:
            key, below = self._anchor
            bar.setValue(int(self._tops[self._row_of[key]]) + below)

    def _measure_seen(self) -> bool:
        """Measure rows that are seen and were not measured; whether there were any."""
        width, found = self.viewport().width(), False
        for row in self._seen():
            key = self._keys[row]
            if key not in self._measured:
                self._measured[key] = self._sizes[row] = _height(self._widget(key, row), width)
                found = True
        if found:
            self._stack()
        return found

    def _show_seen(self) -> None:
        width, top = self.viewport().width(), self.verticalScrollBar().value()
        seen = {self._keys[row]: row for row in self._seen()}
        self._release(set(seen))
        for key, row in seen.items():
            widget = self._widget(key, row)
            place = QRect(0, int(self._tops[row]) - top, width, int(self._sizes[row]))
            widget.setGeometry(place)
            widget.show()
        for spare in self._spare:
            spare.hide()

    def _widget(self, key: Hashable, row: int) -> QWidget:
        """The row's widget, filled when it begins to show the row."""
        if key not in self._widgets:
            self._widgets[key] = self._spare.pop() if self._spare else self._made()
            self._rows.fill(self._widgets[key], row)
        return self._widgets[key]

    def _prepare(self) -> None:
        if len(self._spare) + len(self._widgets) < _READY:
            self._spare.append(self._made())
            self._spare[-1].hide()
        else:
            self._idle.stop()

    def _made(self) -> QWidget:
        widget = self._rows.make(self.viewport())
        widget.ensurePolished()
        return widget

    def _release(self, kept: set[Hashable]) -> None:
        for key in set(self._widgets) - kept:
            widget = self._widgets.pop(key)
            if widget.isAncestorOf(QApplication.focusWidget() or self):
                self.setFocus()
            self._spare.append(widget)  # hidden later, unless it shows another row at once

    def _on_scrolled(self, value: int) -> None:
        if self._placing:
            return
        if self._keys:
            row = int(np.searchsorted(self._tops, value, side="right")) - 1
            row = max(0, min(row, len(self._keys) - 1))
            self._anchor = (self._keys[row], value - int(self._tops[row]))
        self._at_end = value >= self.verticalScrollBar().maximum() - _NEAR
        self.place()


def _height(widget: QWidget, width: int) -> int:
    layout = widget.layout()
    if layout is None:
        return widget.sizeHint().height()
    layout.invalidate()
    return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
