"""The gallery: a wall of pictures, filters above it, and a panel for the picture one is on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from desktop import theme, thumbnails
from desktop.context import Context
from desktop.state.gallery import GalleryState
from desktop.state.navigation import Place
from desktop.theme import SPACE
from desktop.views.gallery_album import GalleryAlbum
from desktop.views.gallery_commands import GalleryCommands
from desktop.views.gallery_filters import GalleryFilters
from desktop.views.picture_details import PictureDetails
from desktop.views.problem_dialog import show_problem
from desktop.widgets.action_button import ActionButton
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.picture_tiles import PictureTiles
from engine.gallery.query import Query

_WALL, _PANEL = 56, 24
"""Lines of text across, at first."""


class GalleryPage(QWidget):
    """Everything that was drawn."""

    place = Place.GALLERY
    icon_name = "images"

    def __init__(self, state: GalleryState, context: Context) -> None:
        super().__init__()
        self._state, self._context = state, context
        views = thumbnails.shared()
        self._filters = GalleryFilters(state, context, self)
        self._tiles = PictureTiles(state.model, views)
        self._commands = GalleryCommands(self._tiles, state, context)
        self._album = GalleryAlbum(state, context, self)
        self._details = PictureDetails(state, views, self._commands.use[:3])
        self._count, self._gone = QLabel(), QLabel()
        self._empty, self._begin = EmptyState("images"), QPushButton()
        self._wanted = ""
        self._act()
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def title(self) -> str:
        """The page's name."""
        return self.tr("Gallery")

    def open(self, what: object) -> None:
        """Show all, a query, or a picture: its id, alone or with a query."""
        match what:
            case Query():
                self._state.show(what)
            case (str(picture), Query() as query):
                self._wanted = picture
                self._state.show(query)
            case str() if what:
                self._wanted = what
                self._state.show(Query())
            case _:
                self._state.reload()
        self._tiles.setFocus()

    def refresh(self) -> None:
        """Show the state as it is."""
        state, count = self._state, self._state.model.rowCount()
        filtered = state.query != Query(sort=state.query.sort)
        self._stack.setCurrentIndex(1 if count or not state.loaded else 0)
        self._empty.say(*self._empty_words(filtered=filtered))
        self._begin.setVisible(not filtered)
        self._details.setVisible(count > 0)
        self._count.setText(self.tr("%n picture(s)", "", count) if count else "")
        missing = len(state.found.missing)
        self._gone.setText(self.tr("%n file(s) are gone; they can be decoded again.", "", missing))
        for part in (self._gone, self._recover, self._forget):
            part.setVisible(missing > 0)
        if self._wanted and state.current and state.model.row_of(self._wanted) >= 0:
            self._tiles.choose(self._wanted)
            self._wanted = ""
        self._commands.refresh()
        self._album.refresh()
        self._show_details()

    def _act(self) -> None:
        add = self._context.actions.add
        recover = add(self, "gallery.recover", self._state.recover)
        forget = add(self, "gallery.forget", self._state.forget_missing)
        self._recover, self._forget = ActionButton(recover), ActionButton(forget)
        self._begin.setText(self.tr("Draw a picture"))
        self._begin.setIcon(theme.icon("wand-sparkles"))
        self._begin.clicked.connect(self._on_begin)

    def _lay_out(self) -> None:
        self._empty.add_button(self._begin)
        wall = QWidget()
        self._stack = QStackedLayout(wall)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._tiles)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(wall)
        self._split.addWidget(self._details)
        self._split.setStretchFactor(0, 1)
        self._split.setChildrenCollapsible(False)
        self._split.setSizes([SPACE.lines(_WALL), SPACE.lines(_PANEL)])
        low = QHBoxLayout()
        low.addWidget(self._count)
        for button in self._album.buttons:
            low.addWidget(button)
        low.addStretch(1)
        for part in (self._gone, self._recover, self._forget):
            low.addWidget(part)
        layout = QVBoxLayout(self)
        theme.as_page(layout)
        layout.addWidget(theme.as_title(QLabel(self.title)))
        layout.addWidget(self._filters)
        layout.addWidget(self._split, 1)
        layout.addLayout(low)

    def _connect(self) -> None:
        self._state.changed.connect(self.refresh)
        self._state.failed.connect(self._on_failed)
        self._state.model.read.connect(self._show_details)
        self._tiles.selectionModel().currentChanged.connect(self._show_details)

    def _empty_words(self, *, filtered: bool) -> tuple[str, str]:
        if filtered:
            return self.tr("No picture fits"), self.tr("Show all, or look for something else.")
        words = self.tr("Pictures that are drawn come here, each as soon as it is finished.")
        return self.tr("Nothing was drawn yet"), words

    def _show_details(self) -> None:
        self._details.show_picture(self._commands.picture)

    def _on_begin(self) -> None:
        self._context.navigation.go(Place.DRAW)

    def _on_failed(self, error: Exception) -> None:
        show_problem(self, error)
