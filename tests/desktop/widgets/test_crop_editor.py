"""Choosing a square by mouse and by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from desktop.widgets.crop_editor import SMALLEST, CropEditor

SUGGESTED = (100, 50, 300, 250)


@pytest.fixture
def editor(qtbot: QtBot) -> CropEditor:
    """A photo of 400 × 300 pixels, seen at its own size."""
    made = CropEditor()
    qtbot.addWidget(made)
    made.resize(400, 300)
    view = QPixmap(400, 300)
    view.fill(Qt.GlobalColor.gray)
    made.show_photo(view, (400, 300), SUGGESTED)
    made.show()
    return made


def test_it_begins_with_the_suggestion_or_the_largest_square(editor: CropEditor) -> None:
    assert editor.box == SUGGESTED
    editor.show_photo(QPixmap(), (400, 300), None)
    assert editor.box == (50, 0, 350, 300)


@pytest.mark.parametrize(
    ("key", "modifier", "box"),
    [
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, (85, 50, 285, 250)),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, (103, 50, 303, 250)),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, (100, 35, 300, 235)),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.NoModifier, (92, 42, 307, 257)),
        (Qt.Key.Key_Minus, Qt.KeyboardModifier.NoModifier, (107, 57, 292, 242)),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, (50, 0, 350, 300)),
    ],
)
def test_keys_move_and_resize(
    editor: CropEditor,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    box: tuple[int, int, int, int],
) -> None:
    with qtbot.waitSignal(editor.changed) as changed:
        qtbot.keyClick(editor, key, modifier)
    assert editor.box == changed.args[0] == box


def test_home_takes_the_suggestion_again_and_undo_what_was_before(
    editor: CropEditor, qtbot: QtBot
) -> None:
    qtbot.keyClick(editor, Qt.Key.Key_End)
    qtbot.keyClick(editor, Qt.Key.Key_Home)
    assert editor.box == SUGGESTED
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.box == (50, 0, 350, 300)
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.box == SUGGESTED


def test_the_square_never_leaves_the_photo(editor: CropEditor, qtbot: QtBot) -> None:
    for _ in range(50):
        qtbot.keyClick(editor, Qt.Key.Key_Left)
        qtbot.keyClick(editor, Qt.Key.Key_Up)
    assert editor.box == (0, 0, 200, 200)
    for _ in range(50):
        qtbot.keyClick(editor, Qt.Key.Key_Plus)
    assert editor.box == (0, 0, 300, 300)
    for _ in range(100):
        qtbot.keyClick(editor, Qt.Key.Key_Minus)
    left, top, right, bottom = editor.box
    assert right - left == bottom - top == SMALLEST


def test_the_mouse_drags_the_square(editor: CropEditor, qtbot: QtBot) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(editor, left, pos=QPoint(200, 150))
    qtbot.mouseMove(editor, QPoint(220, 160))
    with qtbot.waitSignal(editor.changed):
        qtbot.mouseRelease(editor, left, pos=QPoint(220, 160))
    assert editor.box == (120, 60, 320, 260)


def test_the_mouse_drags_a_corner_and_the_opposite_one_stays(
    editor: CropEditor, qtbot: QtBot
) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(editor, left, pos=QPoint(300, 250))
    qtbot.mouseMove(editor, QPoint(340, 260))
    qtbot.mouseRelease(editor, left, pos=QPoint(340, 260))
    assert editor.box == (100, 50, 340, 290)


def test_what_is_chosen_is_said(editor: CropEditor) -> None:
    assert editor.accessibleName()
    assert "200 pixels" in editor.accessibleDescription()
