"""The library: a grid of concepts, a search, and a panel for the one that is selected."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme, thumbnails
from desktop.context import Context
from desktop.state import concept_words, opening
from desktop.state.concept_model import CARD
from desktop.state.library import CONCEPT_FILE, LibraryState, concept_files
from desktop.state.navigation import Place
from desktop.state.teaching import TeachMore
from desktop.theme import SPACE
from desktop.views.library_details import LibraryDetails
from desktop.views.library_export import ask_export
from desktop.views.library_merge import ask_merge
from desktop.views.library_name import ask_name
from desktop.views.problem_dialog import show_problem
from desktop.widgets.action_button import ActionButton, tool_button
from desktop.widgets.concept_tiles import ConceptTiles
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.search_field import SearchField
from engine.concepts.cards import Card
from engine.concepts.concept import KINDS
from engine.concepts.filtering import Sort


class LibraryPage(QWidget):
    """Shows what was learned, and begins everything that can be done with it."""

    place = Place.LIBRARY
    icon_name = "library"

    def __init__(self, state: LibraryState, context: Context) -> None:
        super().__init__()
        self._state, self._context = state, context
        views = thumbnails.shared()
        self._search = SearchField()
        self._tag, self._kind, self._sort = QComboBox(), QComboBox(), QComboBox()
        self._grid = ConceptTiles(views)
        self._grid.setModel(state.model)
        self.details = LibraryDetails(state, views, context, self)
        self._empty, self._first = EmptyState("library"), QPushButton()
        self._stack = QStackedWidget()
        self._menu = QMenu(self)
        self._add_actions()
        self._name_everything()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self.refresh()

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.tr("Library")

    def open(self, what: object) -> None:
        """Show the library anew; a name selects a concept, files are imported."""
        self._state.read()
        if isinstance(what, str):
            self._state.select_name(what)
        elif isinstance(what, tuple):
            self._state.import_files(concept_files([path for path in what if path]))

    def refresh(self) -> None:
        """Show the state as it is now."""
        state, card = self._state, self._state.selected_card
        self._show_tags()
        self._stack.setCurrentIndex(0 if state.model.rowCount() else 1)
        self._empty.say(*self._empty_words())
        for button in (self._first, self._sample):
            button.setVisible(state.empty)
        self._sample_action.setEnabled(state.empty)
        self._panel_widget.setVisible(card is not None and state.details is not None)
        self._select_row()
        for action in self._about_one:
            action.setEnabled(card is not None)
        self._merge_action.setEnabled(card is not None and bool(state.others(card)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take concept files; of others it is said why they are not taken."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Import them."""
        paths, others = opening.sorted_out(event.mimeData(), opening.is_concept)
        self._state.import_files(paths)
        if others:
            self._context.notices.say(opening.only_concepts(others))
        event.acceptProposedAction()

    def _add_actions(self) -> None:
        add = self._context.actions.add
        self._find_action = add(self, "library.find", self._focus_search)
        self._import_action = add(self, "library.import", self._import)
        self._sample_action = add(self._empty, "library.sample", self._state.add_sample, scope=self)
        self._sample = ActionButton(self._sample_action)
        self._about_one = [
            add(self, "library.chat", self._chat),
            add(self, "library.draw", self._draw),
            add(self, "library.teach_more", self._teach_more),
            add(self, "library.rename", self.details.edit_name),
            add(self, "library.duplicate", self._duplicate),
            add(self, "library.merge", self._merge),
            add(self, "library.export", self._export),
            add(self, "library.delete", self._delete),
        ]
        self._merge_action = self._about_one[-3]
        self._about_one[-1].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._grid.addAction(self._about_one[-1])  # not while a name is being typed
        self._menu.addActions(self._about_one)

    def _name_everything(self) -> None:
        self._search.setPlaceholderText(self.tr("Search names, tags and notes"))
        for widget, name in (
            (self._search, self.tr("Search")),
            (self._tag, self.tr("Tag")),
            (self._kind, self.tr("Kind")),
            (self._sort, self.tr("Order")),
            (self._grid, self.tr("Concepts")),
        ):
            widget.setAccessibleName(name)
        for box in (self._tag, self._kind, self._sort):
            box.setToolTip(box.accessibleName())
        self._first.setText(self.tr("Teach the first one"))
        self._first.setIcon(theme.icon("graduation-cap"))
        self._kind.addItem(self.tr("All kinds"), "")
        for kind in KINDS:
            self._kind.addItem(concept_words.kind(kind), kind)
        self._sort.addItem(self.tr("By name"), Sort.NAME)
        self._sort.addItem(self.tr("Latest first"), Sort.NEWEST)
        self._sort.addItem(self.tr("Best known first"), Sort.BEST)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self._search, 1)
        for box in (self._tag, self._kind, self._sort):
            bar.addWidget(box)
        bar.addWidget(tool_button(self._import_action))
        for button in (self._first, self._sample):
            self._empty.add_button(button)
        self._stack.addWidget(self._grid)
        self._stack.addWidget(self._empty)
        split = QSplitter()
        split.addWidget(self._stack)
        split.addWidget(self._panel())
        split.setStretchFactor(0, 1)
        split.setCollapsible(0, False)
        layout = QVBoxLayout(self)
        theme.as_page(layout)
        layout.addWidget(theme.as_title(QLabel(self.title)))
        layout.addLayout(bar)
        layout.addWidget(split, 1)

    def _panel(self) -> QWidget:
        """The details under the buttons that work on them."""
        row = QHBoxLayout()
        for action in self._about_one[:3]:
            row.addWidget(tool_button(action, words=True))
        more = QToolButton()
        more.setIcon(theme.icon("ellipsis"))
        more.setMenu(self._menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setToolTip(self.tr("More actions"))
        more.setAccessibleName(more.toolTip())
        row.addWidget(more)
        row.addStretch()
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(SPACE.s, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.details, 1)
        self._panel_widget = panel
        return panel

    def _connect(self) -> None:
        self._state.changed.connect(self.refresh)
        self._state.failed.connect(partial(show_problem, self))
        self._state.name_taken.connect(partial(ask_name, self))
        self._search.textChanged.connect(self._look_for_words)
        for box in (self._tag, self._kind, self._sort):
            box.activated.connect(self._narrow)
        self._first.clicked.connect(self._teach)
        self._grid.selectionModel().currentChanged.connect(self._on_current)
        self._grid.activated.connect(self._chat)
        self._grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._grid.customContextMenuRequested.connect(self._show_menu)
        self._state.model.modelReset.connect(self._select_row)

    def _show_tags(self) -> None:
        tags, wanted = self._state.tags, self._state.filter.tag
        if [self._tag.itemData(row) for row in range(1, self._tag.count())] != tags:
            self._tag.clear()
            self._tag.addItem(self.tr("All tags"), "")
            for tag in tags:
                self._tag.addItem(tag, tag)
        self._tag.setCurrentIndex(max(0, self._tag.findData(wanted)))
        self._tag.setVisible(bool(tags))

    def _select_row(self) -> None:
        row = self._state.model.row_of(self._state.selected)
        if row != self._grid.currentIndex().row():
            index = self._state.model.index(row) if row >= 0 else QModelIndex()
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self._grid.selectionModel().setCurrentIndex(index, flag)

    def _empty_words(self) -> tuple[str, ...]:
        if self._state.empty:
            words = self.tr("Four photos are enough to begin. Mila, a dog, can be tried at once.")
            return self.tr("Nothing was learned yet"), words
        if self._state.filter.narrows:
            return (self.tr("Nothing fits this search."),)
        return (self.tr("Reading the library"),)

    def _on_current(self, index: QModelIndex) -> None:
        card = index.data(CARD) if index.isValid() else None
        if isinstance(card, Card) and card.entry.id != self._state.selected:
            self._state.select(card.entry.id)

    def _look_for_words(self, words: str) -> None:
        self._state.look_for(words=words)

    def _narrow(self) -> None:
        tag, kind, sort = (box.currentData() for box in (self._tag, self._kind, self._sort))
        self._state.look_for(tag=tag, kind=kind, sort=Sort(sort))

    def _focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _show_menu(self, point: object) -> None:
        self._menu.exec(self._grid.viewport().mapToGlobal(point))  # type: ignore[call-overload]

    def _teach(self) -> None:
        self._context.navigation.go(Place.TEACH)

    def _chat(self) -> None:
        if card := self._state.selected_card:
            self._context.navigation.go(Place.CHAT, card.entry.name)

    def _draw(self) -> None:
        if card := self._state.selected_card:
            self._context.navigation.go(Place.DRAW, card.entry.name)

    def _teach_more(self) -> None:
        if card := self._state.selected_card:
            self._context.navigation.go(Place.TEACH, TeachMore(card.entry.name, card.entry.kind))

    def _duplicate(self) -> None:
        if card := self._state.selected_card:
            self._state.duplicate(card.entry.name)

    def _merge(self) -> None:
        if card := self._state.selected_card:
            ask_merge(self, self._state, card)

    def _delete(self) -> None:
        if card := self._state.selected_card:
            self._state.delete(card)

    def _export(self) -> None:
        card = self._state.selected_card
        if card is None:
            return
        if chosen := ask_export(self, card):
            self._state.export(card.entry.name, *chosen)

    def _import(self) -> None:
        pattern = self.tr("Concepts (*{ending})").format(ending=CONCEPT_FILE)
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Import concepts"), "", pattern)
        self._state.import_files([Path(name) for name in names])
