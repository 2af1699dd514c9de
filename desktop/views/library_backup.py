"""Asks where the library is to be backed up, and whether the person's photos go with it."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


def ask_backup(parent: QWidget) -> tuple[Path, bool] | None:
    """The file, and whether photos are in it; None where the person changed their mind."""
    photos = _ask_about_photos(parent)
    if photos is None:
        return None
    suggested = str(Path.home() / f"yochameleon-{date.today().isoformat()}.zip")
    pattern = _tr("Backups (*.zip)")
    name, _ = QFileDialog.getSaveFileName(parent, _tr("Back up the library"), suggested, pattern)
    return (Path(name), photos) if name else None  # as it is: this name may be replaced


def _ask_about_photos(parent: QWidget) -> bool | None:
    buttons = QMessageBox.StandardButton
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setStandardButtons(buttons.Yes | buttons.No | buttons.Cancel)
    box.setDefaultButton(buttons.Yes)
    box.setText(_tr("Put your photos into the backup as well?"))
    box.setInformativeText(
        _tr("Without them, chats and concepts still work, but no concept can be taught more.")
    )
    answer = box.exec()
    return None if answer == buttons.Cancel else answer == buttons.Yes


def _tr(text: str) -> str:
    return QCoreApplication.translate("BackupDialog", text)
