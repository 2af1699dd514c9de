from itertools import pairwise

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop.widgets.tile_view import TileView


class Square(QStyledItemDelegate):
    """Tiles of 100 points."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, 100)


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
