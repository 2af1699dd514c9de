"""Asks where a concept is to be written, and whether its photos go with it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop.state.library import CONCEPT_FILE
from engine.concepts.cards import Card


def ask_export(parent: QWidget, card: Card) -> tuple[Path, bool] | None:
    """The file, and whether photos are in it; None where the person changed their mind."""
    with_photos = bool(card.photos) and _ask_about_photos(parent, card.photos)
    pattern = _tr("Concepts (*{ending})").format(ending=CONCEPT_FILE)
    suggested = f"{card.entry.name}{CONCEPT_FILE}"
    name, _ = QFileDialog.getSaveFileName(parent, _tr("Export a concept"), suggested, pattern)
    if not name:
        return None
    path = Path(name)
    return path.with_name(path.name.removesuffix(CONCEPT_FILE) + CONCEPT_FILE), with_photos


def _ask_about_photos(parent: QWidget, photos: int) -> bool:
    yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setStandardButtons(yes | no)
    box.setDefaultButton(no)
    box.setText(_tr("Put the %n photo(s) into the file as well?", photos))
    box.setInformativeText(
        _tr("Without them, whoever gets the file can chat and draw, and sees no photo.")
    )
    return box.exec() == yes


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("ExportDialog", text, "", count)
