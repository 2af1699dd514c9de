"""The row above the gallery: words to look for, and what pictures must have."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop.context import Context
from desktop.state.gallery import GalleryState
from desktop.theme import SPACE
from desktop.widgets.action_button import tool_button
from desktop.widgets.search_field import SearchField
from engine.gallery.picture import MOST_STARS, Counted
from engine.gallery.query import Query, Sort

_SETTLE = 200
"""Milliseconds after the last key before the gallery is searched."""
_LEAST_LETTERS = 3
"""Of a choice, where the window is small; elsewhere they share the room that there is."""


class GalleryFilters(QWidget):
    """Writes the query; what can be chosen follows what pictures have."""

    def __init__(self, state: GalleryState, context: Context, page: QWidget) -> None:
        """Its keys work in all of `page`."""
        super().__init__()
        self._state = state
        self._search = SearchField()
        self._concept, self._tag, self._album = QComboBox(), QComboBox(), QComboBox()
        self._stars, self._sort = QComboBox(), QComboBox()
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE)
        self._act(context, page)
        self._name()
        self._lay_out()
        self._settled.timeout.connect(self._on_search)
        self._search.textChanged.connect(self._settled.start)
        for box in (self._concept, self._tag, self._album, self._stars, self._sort):
            box.activated.connect(self._on_chosen)
        state.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the query, and what there is to choose from."""
        query, found = self._state.query, self._state.found
        if not self._search.hasFocus() and not self._settled.isActive():
            self._search.blockSignals(True)
            self._search.setText(query.text)
            self._search.blockSignals(False)
        _offer(self._concept, self.tr("All concepts"), found.concepts, query.concept)
        _offer(self._tag, self.tr("All tags"), found.tags, query.tag)
        _offer(self._album, self.tr("All albums"), found.albums, query.album)
        self._stars.setCurrentIndex(query.least_rating)
        self._sort.setCurrentIndex(list(Sort).index(query.sort))
        self._favourites.setChecked(query.favourite)
        self._clear.setEnabled(query != Query(sort=query.sort))

    def _act(self, context: Context, page: QWidget) -> None:
        add = partial(context.actions.add, self, scope=page)
        self._find = add("gallery.search", self._focus)
        self._favourites = add("gallery.favourites", self._on_favourites)
        self._favourites.setCheckable(True)
        self._clear = add("gallery.clear", self._on_clear)

    def _name(self) -> None:
        self._search.setPlaceholderText(self.tr("Search prompts, names and tags"))
        names = {
            self._search: self.tr("Search pictures"),
            self._concept: self.tr("Concept"),
            self._tag: self.tr("Tag"),
            self._album: self.tr("Album"),
            self._stars: self.tr("Least stars"),
            self._sort: self.tr("Order"),
        }
        for control, name in names.items():
            control.setAccessibleName(name)
            control.setToolTip(name)
        self._stars.addItem(self.tr("Any stars"), 0)
        for stars in range(1, MOST_STARS + 1):
            self._stars.addItem(self.tr("%n star(s) or more", "", stars), stars)
        words = {
            Sort.NEWEST: self.tr("Newest first"),
            Sort.OLDEST: self.tr("Oldest first"),
            Sort.RATING: self.tr("Best rated first"),
            Sort.RESEMBLANCE: self.tr("Most alike first"),
        }
        for sort in Sort:
            self._sort.addItem(words[sort], sort)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        self._search.setMinimumWidth(SPACE.lines(6))
        row.addWidget(self._search, 2)
        row.addWidget(tool_button(self._favourites))
        for box in (self._concept, self._tag, self._album, self._stars, self._sort):
            box.setMinimumContentsLength(_LEAST_LETTERS)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            row.addWidget(box, 1)
        row.addWidget(tool_button(self._clear))

    def _focus(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def _on_search(self) -> None:
        self._state.ask(text=self._search.text().strip())

    def _on_chosen(self) -> None:
        self._state.ask(
            concept=self._concept.currentData(),
            tag=self._tag.currentData(),
            album=self._album.currentData(),
            least_rating=self._stars.currentData(),
            sort=Sort(self._sort.currentData()),
        )

    def _on_favourites(self) -> None:
        self._state.ask(favourite=self._favourites.isChecked())

    def _on_clear(self) -> None:
        self._search.clear()
        self._settled.stop()
        self._state.show(Query(sort=self._state.query.sort))


def _offer(box: QComboBox, everything: str, choices: Sequence[Counted], chosen: str) -> None:
    """Fill a box, unless it is open or shows the same already."""
    wanted = [
        (everything, ""),
        *((f"{one.name} ({one.count})", one.id or one.name) for one in choices),
    ]
    shown = [(box.itemText(row), box.itemData(row)) for row in range(box.count())]
    if shown != wanted:
        box.clear()
        for text, data in wanted:
            box.addItem(text, data)
    folded = [data.casefold() for _, data in wanted]
    box.setCurrentIndex(folded.index(chosen.casefold()) if chosen.casefold() in folded else 0)
