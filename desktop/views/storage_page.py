"""What uses how much, and what can be cleaned up."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.context import Context
from desktop.state import machine_words
from desktop.state.job_words import size
from desktop.state.navigation import Place
from desktop.state.storage import StorageState
from desktop.theme import SPACE
from desktop.views.file_list_dialog import FileListDialog
from desktop.views.folder_move import FolderMove
from desktop.views.library_backup import LibraryBackup
from desktop.views.problem_dialog import show_problem
from desktop.widgets.action_button import ActionButton
from engine.cleaning import Cleaned, CleanUp
from engine.storage import Part, Used


class StoragePage(QWidget):
    """A tree of sizes, and below it the clean-ups with their files to be seen first."""

    place = Place.STORAGE
    icon_name = "hard-drive"

    def __init__(self, state: StorageState, context: Context) -> None:
        super().__init__()
        self._state, self._context = state, context
        self.total = QLabel()
        self.tree = self._make_tree()
        self._offers = QVBoxLayout()
        look = context.actions.add(self, "storage.look", state.look)
        self.backups = LibraryBackup(context, self)
        self.moving = FolderMove(state, context, self)
        top = QHBoxLayout()
        top.addWidget(theme.as_title(QLabel(self.title)))
        top.addStretch()
        backups = (self.backups.back_up, self.backups.check, self.backups.restore)
        for action in (self.moving.move, *backups, look):
            top.addWidget(ActionButton(action))
        layout = QVBoxLayout(self)
        theme.as_page(layout)
        layout.addLayout(top)
        layout.addWidget(self.total)
        layout.addWidget(self.moving.row)
        layout.addWidget(self.tree, 3)
        layout.addWidget(theme.as_heading(QLabel(self.tr("What can go"))))
        layout.addWidget(self._scroll(), 2)
        state.changed.connect(self.refresh)
        state.cleaned.connect(self._on_cleaned)
        state.failed.connect(self._on_failed)
        self.backups.replaced.connect(state.look)
        self.refresh()

    @property
    def title(self) -> str:
        """The place in words."""
        return self.tr("Storage")

    def open(self, what: object) -> None:
        """Look at the folder as it is now."""
        self._state.look()

    def refresh(self) -> None:
        """Show what was found."""
        if self._state.busy and not self._state.used:
            self.total.setText(self.tr("Looking…"))
        else:
            place = str(self._context.home)
            self.total.setText(
                self.tr("{size} in {folder}").format(size=size(self._state.total), folder=place)
            )
        self.total.setWordWrap(True)
        self._fill_tree()
        self._fill_offers()

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(self.tr("What uses how much"))
        tree.setHeaderLabels([self.tr("What"), self.tr("Size"), self.tr("Files")])
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setStretchLastSection(False)
        for column in (1, 2):
            tree.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        tree.setUniformRowHeights(True)
        return tree

    def _scroll(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._offers)
        column.addStretch()
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(self.tr("Clean-ups"))
        return area

    def _fill_tree(self) -> None:
        rows = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        opened = {item.text(0) for item in rows if item and item.isExpanded()}
        self.tree.clear()
        parents: dict[object, QTreeWidgetItem] = {}
        for one in sorted(self._state.used, key=_order):
            item = self._item(one)
            if one.name and one.part in parents:
                parents[one.part].addChild(item)
            else:
                parents[one.part] = item
                self.tree.addTopLevelItem(item)
                item.setExpanded(item.text(0) in opened)

    def _item(self, one: Used) -> QTreeWidgetItem:
        replaced = one.name and one.part is Part.REPLACED
        name = machine_words.set_aside(one.name) if replaced else one.name
        name = name or machine_words.part(one.part)
        item = QTreeWidgetItem([name, size(one.bytes), self.locale().toString(one.files)])
        for column in (1, 2):
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        return item

    def _fill_offers(self) -> None:
        while self._offers.count():
            item = self._offers.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for offer in self._state.offers:
            self._offers.addWidget(self._offer_row(offer))
        if not self._state.offers:
            self._offers.addWidget(theme.as_note(QLabel(self.tr("Nothing can go now."))))

    def _offer_row(self, offer: CleanUp) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, SPACE.xs, 0, SPACE.xs)
        words = QVBoxLayout()
        title = _title(offer)
        heading = QLabel(self.tr("{what}: {size}").format(what=title, size=size(offer.bytes)))
        heading.setWordWrap(True)
        words.addWidget(heading)
        words.addWidget(theme.as_note(QLabel(machine_words.consequence(offer.part))))
        line.addLayout(words, 1)
        add = partial(self._context.actions.add, row, about=title, scope=self)
        actions = [add("storage.clean", partial(self._show_files, offer))]
        if offer.part is Part.REPLACED:
            folder = self._context.home / Part.REPLACED / offer.name
            back = partial(self.backups.put_in_place, folder)
            actions.insert(0, add("storage.bring_back", back))
        for action in actions:
            line.addWidget(ActionButton(action, short=True))
        return row

    def _show_files(self, offer: CleanUp) -> None:
        dialog = FileListDialog(offer, _title(offer), machine_words.consequence(offer.part), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.agreed.connect(self._state.clean)
        dialog.open()

    def _on_cleaned(self, done: Cleaned) -> None:
        said = self.tr("%n file(s) removed, {size}.", "", done.removed)
        self._context.notices.say(said.format(size=size(done.bytes)))

    def _on_failed(self, error: Exception) -> None:
        show_problem(self, error)


def _title(offer: CleanUp) -> str:
    if offer.part is Part.REPLACED:
        return machine_words.set_aside(offer.name)
    return offer.name or machine_words.part(offer.part)


def _order(one: Used) -> tuple[bool, int]:
    """Parts first, so that each is there before what is in it; then the largest."""
    return bool(one.name), -one.bytes
