"""The shape of controls: flat, rounded, with a visible focus. Colours come from the palettes.

Lengths are in em, which Qt takes as the height of a line: they grow with the size of text. A
control with the focus has an edge of two pixels and one less inside, so that nothing moves.
"""

from string import Template

from desktop.palettes import STYLES, Colours
from engine.paths import RESOURCES

CONTROLS = RESOURCES / "icons" / "controls"
"""Arrows and ticks in the colour of each style: a style sheet cannot tint them itself."""
_STILL = "* { widget-animation-duration: 0; }"

_BUTTONS = """
QPushButton, QToolButton {
    background: $control; color: $text; border: 1px solid $edge; border-radius: 0.35em;
    padding: 0.28em 0.6em;
}
QToolButton { padding: 0.25em; }
QToolButton[toolButtonStyle="2"] { padding: 0.28em 0.2em 0.28em 0.55em; }
QToolButton[popupMode="2"]::menu-indicator { image: none; }
QPushButton { min-width: 3.4em; }
QPushButton:hover, QToolButton:hover { background: $hover; border-color: $outline; }
QPushButton:pressed, QToolButton:pressed { background: $edge; }
QPushButton:checked, QToolButton:checked { background: $soft; border-color: $highlight; }
QPushButton:disabled, QToolButton:disabled {
    color: $disabled; background: $window; border-color: $edge;
}
QToolButton[autoRaise="true"] { background: transparent; border-color: transparent; }
QToolButton[autoRaise="true"]:hover { background: $hover; }
QPushButton:default, QPushButton[primary="true"], QToolButton[primary="true"] {
    background: $highlight; color: $highlighted; border-color: $highlight;
}
QPushButton:default:hover, QPushButton[primary="true"]:hover, QToolButton[primary="true"]:hover {
    background: $strong; border-color: $strong;
}
QPushButton:default:disabled, QPushButton[primary="true"]:disabled,
QToolButton[primary="true"]:disabled {
    color: $disabled; background: $control; border-color: $edge;
}
QPushButton:focus { border: 2px solid $focus; padding: 0.2em 0.53em; }
QToolButton:focus { border: 2px solid $focus; padding: 0.18em; }
QToolButton[toolButtonStyle="2"]:focus { padding: 0.2em 0.13em 0.2em 0.48em; }
QPushButton:default:focus, QPushButton[primary="true"]:focus, QToolButton[primary="true"]:focus {
    border-color: $text;
}
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    background: $base; border: 1px solid $outline; border-radius: 0.35em;
    selection-background-color: $highlight; selection-color: $highlighted;
}
QLineEdit, QAbstractSpinBox, QComboBox { padding: 0.22em 0.45em; }
QPlainTextEdit, QTextEdit { padding: 0.15em; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: 2px solid $focus; padding: 0.15em 0.38em;
}
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: 0.08em; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
    background: $window; color: $disabled; border-color: $edge; }
QAbstractSpinBox QLineEdit {
    background: transparent; border: none; padding: 0 0.3em;
}
MarkdownText, MarkdownText:focus { background: transparent; border: none; padding: 0; }
QComboBox { background: $control; border-color: $edge; combobox-popup: 0; }
QComboBox:hover { background: $hover; border-color: $outline; }
QComboBox::drop-down { border: none; width: 1.4em; }
QComboBox::down-arrow { image: url($down); width: 0.85em; height: 0.85em; }
QComboBox QAbstractItemView { border: 1px solid $outline; border-radius: 0; padding: 0.15em; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    border: none; background: transparent; width: 1.3em;
}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url($up); width: 0.7em; height: 0.7em; }
QAbstractSpinBox::down-arrow { image: url($down); width: 0.7em; height: 0.7em; }
QCheckBox, QRadioButton { spacing: 0.45em; padding: 0.12em; border: 1px solid transparent; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $focus; border-radius: 0.25em; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QMenu::indicator {
    width: 0.95em; height: 0.95em; border: 1px solid $outline; background: $base;
}
QCheckBox::indicator, QAbstractItemView::indicator, QMenu::indicator { border-radius: 0.22em; }
QRadioButton::indicator { border-radius: 0.5em; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $text; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QMenu::indicator:checked {
    background: $highlight; border-color: $highlight; image: url($check);
}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
    background: $highlight; border-color: $highlight; image: url($part);
}
QRadioButton::indicator:checked {
    width: 0.4em; height: 0.4em; border: 0.3em solid $highlight; background: $highlighted;
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
    border-color: $edge; background: $control;
}
"""

_LISTS = """
QAbstractItemView {
    background: $base; border: 1px solid $edge; border-radius: 0.35em;
    padding: 1px; outline: none; gridline-color: $edge; alternate-background-color: $raised;
}
QAbstractItemView:focus { border: 2px solid $focus; padding: 0; }
ConceptTiles, ConceptTiles:focus, PictureTiles, PictureTiles:focus {
    border: none; background: transparent; padding: 0;
}
QListView[viewMode="0"]::item, QTreeView::item, QTableView::item { padding: 0.18em 0.3em; }
QListView::item { border-radius: 0.3em; }
QListView::item:hover, QTreeView::item:hover { background: $raised; color: $text; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {
    background: $highlight; color: $highlighted;
}
QHeaderView { background: $base; border: none; }
QHeaderView::section {
    background: $base; color: $quiet; border: none; border-bottom: 1px solid $edge;
    padding: 0.3em 0.45em;
}
QTableCornerButton::section { background: $base; border: none; }
Sidebar, Sidebar:focus {
    background: $raised; border: none; border-radius: 0; padding: 0.35em 0.3em;
}
Sidebar::item { border-radius: 0.4em; padding: 0 0.35em; border: 2px solid transparent; }
Sidebar::item:hover { background: $edge; }
Sidebar::item:selected { background: $highlight; color: $highlighted; }
Sidebar::item:selected:focus { border: 2px solid $text; }
"""

_REST = """
QMenuBar { background: $window; border-bottom: 1px solid $edge; padding: 0.1em 0.3em; }
QMenuBar::item { padding: 0.2em 0.55em; border-radius: 0.3em; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; color: $text; }
QMenu { background: $base; color: $text; border: 1px solid $outline; padding: 0.3em; }
QMenu::item { padding: 0.3em 1.4em 0.3em 0.5em; border-radius: 0.3em; }
QMenu::item:selected { background: $highlight; color: $highlighted; }
QMenu::item:disabled { color: $disabled; }
QMenu::item:disabled:selected { background: $raised; color: $disabled; }
QMenu::icon { padding-left: 0.4em; }
QMenu::indicator { margin-left: 0.4em; }
QMenu::separator { height: 1px; background: $edge; margin: 0.3em 0.4em; }
QToolTip {
    background: $base; color: $text; border: 1px solid $outline; padding: 0.25em 0.4em;
}
QStatusBar { background: $window; border-top: 1px solid $edge; }
QStatusBar::item { border: none; }
QProgressBar {
    background: $edge; border: none; border-radius: 0.25em; color: $text;
    min-height: 0.5em; max-height: 0.5em; text-align: center;
}
QProgressBar::chunk { background: $highlight; border-radius: 0.25em; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 0.8em; }
QScrollBar:horizontal { height: 0.8em; }
QScrollBar::handle { background: $outline; border-radius: 0.15em; margin: 0.2em; }
QScrollBar::handle:vertical { min-height: 2.2em; }
QScrollBar::handle:horizontal { min-width: 2.2em; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $edge; }
QGroupBox {
    border: none; margin-top: 1.4em; padding: 0; font-weight: 600;
}
QGroupBox::title { subcontrol-origin: margin; left: 0; padding: 0; color: $text; }
#good { color: $good; }
#warning { color: $warning; }
#bad { color: $bad; }
#card {
    background: $base; border: 1px solid $edge; border-radius: 0.5em;
}
QMessageBox QLabel#qt_msgbox_label, QMessageBox QLabel#qt_msgbox_informativelabel {
    min-width: 26em;
}
Toast { background: $base; border: 1px solid $outline; border-radius: 0.5em; }
"""

_CONTRAST = """
QPushButton:disabled, QToolButton:disabled { border-style: dashed; }
QPushButton:hover, QToolButton:hover, QComboBox:hover { border-color: $highlight; }
QListView::item:hover, QTreeView::item:hover, Sidebar::item:hover {
    background: $base; border: 1px solid $highlight;
}
QMenuBar::item:selected { background: $highlight; color: $highlighted; }
QScrollBar { border: 1px solid $edge; }
"""
"""Where grounds do not differ, edges say the same."""


def sheet(style: str, *, still: bool) -> str:
    """The style sheet of `light`, `dark` or `contrast`; `still` takes motion out."""
    parts = _BUTTONS + _FIELDS + _LISTS + _REST + (_CONTRAST if style == "contrast" else "")
    return Template(parts).substitute(_words(style)) + (_STILL if still else "")


def _words(style: str) -> dict[str, str]:
    colours: Colours = STYLES[style]
    words = {name: getattr(colours, name) for name in Colours.__slots__ if name != "tones"}
    words["highlighted"] = words.pop("highlighted_text")
    words |= {which.value: colour for which, colour in colours.tones.items()}
    pictures = {name: CONTROLS / f"{name}-{style}.svg" for name in ("down", "up", "check", "part")}
    return words | {name: f'"{path.as_posix()}"' for name, path in pictures.items()}
