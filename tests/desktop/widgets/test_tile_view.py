"""A wall of tiles: where each is, where keys and the mouse lead, and what it costs."""

from itertools import pairwise

import pytest
from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from pytestqt.qtbot import QtBot

from desktop.widgets.tile_view import TileView

Index = QModelIndex | QPersistentModelIndex
COLUMNS, LINES = 5, 3
MANY = 10_000
Hint = QAbstractItemView.ScrollHint


class Square(QStyledItemDelegate):
    """Tiles of 100 points, which remember what was painted since they were last asked."""

    def __init__(self, parent: TileView) -> None:
        super().__init__(parent)
        self.painted: dict[int, QStyle.StateFlag] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, 100)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.painted[index.row()] = option.state


class Names(QStringListModel):
    """Counts how often it is asked for something."""

    asked = 0

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        self.asked += 1
        return super().rowCount(parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        self.asked += 1
        return super().data(index, role)


def shown(qtbot: QtBot, count: int, width: int = 100 * COLUMNS + 20) -> TileView:
    """A wall of so many tiles, three lines of which are seen."""
    view = TileView()
    qtbot.addWidget(view)
    view.setItemDelegate(Square(view))
    view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
    view.setModel(Names([str(number) for number in range(count)], view))
    view.resize(width, 100 * LINES)
    view.show()
    qtbot.waitExposed(view)
    QApplication.processEvents()
    view.resize(view.size() + QSize(width, 100 * LINES) - view.viewport().size())  # frame, padding
    QApplication.processEvents()
    return view


def chosen(view: TileView) -> list[int]:
    """Rows that are selected."""
    return sorted(index.row() for index in view.selectedIndexes())


def centre(view: TileView, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, 0)).center()


def click(qtbot: QtBot, view: TileView, row: int, key: Qt.KeyboardModifier) -> list[int]:
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, key, centre(view, row))
    return chosen(view)


def move(view: TileView, place: QPoint, button: Qt.MouseButton) -> None:
    """Move the mouse, as the window system says it."""
    viewport, none = view.viewport(), Qt.MouseButton.NoButton
    there, key = QPointF(viewport.mapToGlobal(place)), Qt.KeyboardModifier.NoModifier
    kind = QEvent.Type.MouseMove
    QApplication.sendEvent(viewport, QMouseEvent(kind, QPointF(place), there, none, button, key))


@pytest.mark.parametrize("width", [90, 100, 350, 512, 799])
def test_tiles_fill_every_row_of_any_width(qtbot: QtBot, width: int) -> None:
    view = TileView()
    qtbot.addWidget(view)
    view.setItemDelegate(Square(view))
    view.setModel(QStringListModel([str(number) for number in range(40)], view))
    view.resize(width, 300)
    view.show()
    QApplication.processEvents()
    columns, room = max(1, (view.viewport().width() - 1) // 100), view.viewport().width()
    first = [view.visualRect(view.model().index(row, 0)) for row in range(columns + 1)]
    assert {tile.top() for tile in first[:columns]} == {0} and first[columns].top() == 100
    gaps = {after.left() - before.right() for before, after in pairwise(first[:columns])}
    assert len(gaps) <= 1
    if columns > 1:
        assert room - first[columns - 1].right() < 100


@pytest.mark.parametrize(
    ("key", "begin", "end"),
    [
        (Qt.Key.Key_Right, 4, 5),
        (Qt.Key.Key_Left, 5, 4),
        (Qt.Key.Key_Left, 0, 0),
        (Qt.Key.Key_Right, 22, 22),
        (Qt.Key.Key_Down, 3, 8),
        (Qt.Key.Key_Down, 18, 18),
        (Qt.Key.Key_Up, 8, 3),
        (Qt.Key.Key_Up, 3, 3),
        (Qt.Key.Key_PageDown, 1, 11),
        (Qt.Key.Key_PageDown, 13, 18),
        (Qt.Key.Key_PageUp, 22, 12),
        (Qt.Key.Key_End, 3, 22),
        (Qt.Key.Key_Home, 22, 0),
    ],
)
def test_keys_lead_along_lines_and_columns(key: Qt.Key, begin: int, end: int, qtbot: QtBot) -> None:
    view = shown(qtbot, 23)
    view.setCurrentIndex(view.model().index(begin, 0))
    qtbot.keyClick(view, key)
    assert view.currentIndex().row() == end
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_the_first_key_leads_to_the_first_tile(qtbot: QtBot) -> None:
    view = shown(qtbot, 3)
    view.setCurrentIndex(QModelIndex())
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 0


def test_a_wall_without_tiles_can_be_used(qtbot: QtBot) -> None:
    view = shown(qtbot, 0)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_PageUp):
        qtbot.keyClick(view, key)
    assert not view.currentIndex().isValid() and not view.indexAt(QPoint(5, 5)).isValid()
    assert view.visualRect(QModelIndex()) == QRect()


def test_each_place_of_a_tile_belongs_to_it_and_the_room_between_to_none(qtbot: QtBot) -> None:
    view = shown(qtbot, 23, 100 * COLUMNS + 80)
    view.verticalScrollBar().setValue(130)
    tile = view.visualRect(view.model().index(12, 0))
    assert tile.size() == QSize(100, 100)
    for corner in (tile.topLeft(), tile.bottomRight()):
        assert view.indexAt(corner).row() == 12
    assert not view.indexAt(QPoint(tile.right() + 2, tile.center().y())).isValid()


def test_shift_chooses_from_one_to_the_other_and_control_one_more(qtbot: QtBot) -> None:
    view, keys = shown(qtbot, 23), Qt.KeyboardModifier
    assert click(qtbot, view, 3, keys.NoModifier) == [3]
    assert click(qtbot, view, 11, keys.ShiftModifier) == [*range(3, 12)]
    assert click(qtbot, view, 1, keys.ShiftModifier) == [1, 2, 3]
    assert click(qtbot, view, 9, keys.ControlModifier) == [1, 2, 3, 9]


def test_the_mouse_draws_a_band_around_tiles(qtbot: QtBot) -> None:
    view = shown(qtbot, 23, 100 * COLUMNS + 80)
    left, place = Qt.MouseButton.LeftButton, QPoint(view.viewport().width() - 1, 5)
    qtbot.mousePress(view.viewport(), left, pos=place)
    for step in (1, 2, 3):
        move(view, place + (centre(view, 7) - place) * step / 3, left)
    before = view.grab().toImage()
    assert chosen(view) == [2, 3, 4, 7, 8, 9]
    qtbot.mouseRelease(view.viewport(), left, pos=centre(view, 7))
    assert chosen(view) == [2, 3, 4, 7, 8, 9]
    assert view.grab().toImage() != before  # the band is gone


def test_a_tile_is_brought_into_sight_where_it_is_wanted(qtbot: QtBot) -> None:
    view = shown(qtbot, 100)
    tile, room = view.model().index(52, 0), view.viewport().height()
    wanted = {
        Hint.PositionAtTop: 1000,
        Hint.PositionAtBottom: 1100 - room,
        Hint.PositionAtCenter: 1050 - room // 2,
        Hint.EnsureVisible: 1100 - room,
    }
    for hint, value in wanted.items():
        view.verticalScrollBar().setValue(0)
        view.scrollTo(tile, hint)
        assert view.verticalScrollBar().value() == value


def test_tiles_close_up_where_some_go_and_spread_in_a_wider_window(qtbot: QtBot) -> None:
    view = shown(qtbot, 100)
    model = view.model()
    assert view.verticalScrollBar().maximum() == 2000 - view.viewport().height()
    model.removeRows(10, 80)
    assert view.visualRect(model.index(19, 0)).top() == 300
    assert view.verticalScrollBar().maximum() == 400 - view.viewport().height()
    view.resize(100 * 10 + 20, 100 * LINES)
    assert view.visualRect(model.index(19, 0)).top() == 100
    assert view.verticalScrollBar().maximum() == 0


def test_tiles_are_painted_as_they_are_chosen_and_pointed_at(qtbot: QtBot) -> None:
    view, flag = shown(qtbot, 23), QStyle.StateFlag
    square = view.itemDelegate()
    assert isinstance(square, Square)
    view.selectionModel().select(
        view.model().index(2, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    move(view, centre(view, 7), Qt.MouseButton.NoButton)
    square.painted.clear()
    view.viewport().repaint()
    assert list(square.painted) == [*range(COLUMNS * LINES)]
    for row, state in square.painted.items():
        assert bool(state & flag.State_Selected) is (row == 2)
        assert bool(state & flag.State_MouseOver) is (row == 7)
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    view.viewport().repaint()
    assert not square.painted[7] & flag.State_MouseOver


def test_in_a_language_from_right_to_left_tiles_begin_at_the_right(qtbot: QtBot) -> None:
    view = shown(qtbot, 23)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    places = [view.visualRect(view.model().index(row, 0)) for row in range(COLUMNS + 1)]
    assert all(one.left() > other.right() for one, other in pairwise(places[:COLUMNS]))
    assert places[COLUMNS].left() == places[0].left() and places[COLUMNS].top() == 100
    view.setCurrentIndex(view.model().index(1, 0))
    for key, row in ((Qt.Key.Key_Left, 2), (Qt.Key.Key_Right, 1)):
        qtbot.keyClick(view, key)
        assert view.currentIndex().row() == row


def test_only_what_is_seen_is_asked_for_and_painted(qtbot: QtBot) -> None:
    view = shown(qtbot, MANY)
    model, square = view.model(), view.itemDelegate()
    assert isinstance(model, Names) and isinstance(square, Square)
    model.asked = 0
    square.painted.clear()
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    view.resize(view.width() + 100, view.height())
    view.scrollTo(model.index(MANY - 1, 0))
    QApplication.processEvents()
    view.viewport().repaint()
    assert MANY - 1 in square.painted and len(square.painted) < 100
    assert model.asked < MANY // 10
    assert len(view.selectionModel().selectedRows()) == MANY
