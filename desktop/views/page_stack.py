"""The pages of the window: the frame of each is there at once, and the page a few turns later."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from desktop.loading import Loader
from desktop.state.navigation import Place

_SOON = 10
"""Milliseconds until a page is built: by then it is painted which one was chosen."""


class PageStack(QStackedWidget):
    """Builds a page when it is first shown, puts it into its frame, and opens it on what was asked.

    Each is a turn of the loop of its own: together they would keep the window from answering. In a
    window that is not shown yet, they are done at once.
    """

    opened = Signal()
    """A page shows what it was asked for."""
    framed = Signal(object)
    """The frame that a page will lie in; sent before it is shown."""

    def __init__(
        self, builds: Mapping[Place, Callable[[], QWidget]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._builds = builds
        self._pages: dict[Place, QWidget] = {}
        self._frames: dict[Place, QScrollArea] = {}
        self._wanted: dict[Place, list[object]] = {}
        self._loader: Loader | None = None
        self._turns = QTimer(self)
        self._turns.timeout.connect(self._turn)

    def wait_for(self, loader: Loader) -> None:
        """Build nothing in turns before `loader` has brought what pages are made of."""
        self._loader = loader
        loader.over.connect(self._begin)

    def show_place(self, place: Place, what: object) -> None:
        """Show the frame of a place, and as soon as it is there its page, opened on `what`."""
        self._wanted.setdefault(place, []).append(what)
        self.setCurrentWidget(self._frame(place))
        if place in self._pages or not self.isVisible():
            self.page(place)
        elif self._loader is None or self._loader.done:
            self._begin()
        else:
            self._loader.start()

    def page(self, place: Place) -> QWidget:
        """The page of a place, opened on all that was asked of it; built now if it is not there."""
        while self._advance(place):
            pass
        return self._pages[place]

    def renew(self) -> None:
        """Forget every page but the one that is shown."""
        for place, frame in list(self._frames.items()):
            if frame is not self.currentWidget():
                del self._frames[place]
                self._pages.pop(place, None)
                self.removeWidget(frame)
                frame.deleteLater()

    def _begin(self) -> None:
        self._turns.start(_SOON)

    def _turn(self) -> None:
        """One step towards a page that is wanted, of the one that is shown first."""
        self._turns.setInterval(0)
        if not self._wanted:
            self._turns.stop()
            return
        here = self.currentWidget()
        self._advance(min(self._wanted, key=lambda place: self._frames.get(place) is not here))

    def _advance(self, place: Place) -> bool:
        """Take one step towards an open page; False where nothing was left to do."""
        frame = self._frame(place)
        if place not in self._pages:
            self._pages[place] = self._built(place)
        elif frame.widget() is None:
            frame.setWidget(self._pages[place])
            if frame.hasFocus():
                _focus_first(self._pages[place])
        elif place in self._wanted:
            self._open(place)
        else:
            return False
        return True

    def _built(self, place: Place) -> QWidget:
        try:
            return self._builds[place]()
        except Exception:  # it is told once, not again in each turn
            self._wanted.pop(place, None)
            raise

    def _open(self, place: Place) -> None:
        opens = getattr(self._pages[place], "open", None)
        for what in self._wanted.pop(place):
            if opens is not None:
                opens(what)
        self.opened.emit()

    def _frame(self, place: Place) -> QScrollArea:
        """Lets a page that is larger than the window be reached at every scale."""
        if place not in self._frames:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QScrollArea.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.addWidget(area)
            self.framed.emit(area)
            self._frames[place] = area
        return self._frames[place]


def _focus_first(page: QWidget) -> None:
    """Give the keyboard to what Tab would reach first, as Qt does where the page is there."""
    one = page.nextInFocusChain()
    while one is not None and one is not page and page.isAncestorOf(one):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled():
            one.setFocus()
            return
        one = one.nextInFocusChain()
