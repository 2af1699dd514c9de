"""Backing up the library, and putting another one in its place: what is asked, and what is said."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop.context import Context
from desktop.state.backing_up import BackupState
from desktop.state.restoring import RestoringState
from desktop.views.restore_dialog import RestoreDialog


class LibraryBackup(QObject):
    """The commands of `page` about backups."""

    replaced = Signal()
    """Another library is in use."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._state = BackupState(context.queue, self)
        add = context.actions.add
        self.back_up = add(page, "storage.backup", self._ask_backup)
        self.check = add(page, "storage.check_backup", self._ask_checked)
        self.restore = add(page, "storage.restore", self._ask_file)
        self._state.changed.connect(self._on_changed)
        self._state.written.connect(self._on_written)
        self._state.checked.connect(self._on_checked)

    def put_in_place(self, source: Path) -> RestoreDialog:
        """Ask whether a backup, or a library that was set aside, is to replace the one in use."""
        self._context.notices.commit()  # what waits for an undo is of the library in use
        state = RestoringState(self._context.queue, source)
        losses = self._context.navigation.losses()
        dialog = RestoreDialog(state, self._page.window(), losses)
        state.setParent(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        state.replaced.connect(self._on_replaced)
        state.look()
        dialog.open()
        return dialog

    def _ask_backup(self) -> None:
        chosen = ask_backup(self._page)
        if chosen is not None:
            self._state.start(self.tr("Backing up the library"), *chosen)

    def _ask_checked(self) -> None:
        name = self._ask_backup_file(self.tr("Test a backup"))
        if name:
            self._state.check(self.tr("Testing {file}").format(file=Path(name).name), Path(name))

    def _ask_file(self) -> None:
        name = self._ask_backup_file(self.tr("Restore a backup"))
        if name:
            self.put_in_place(Path(name))

    def _ask_backup_file(self, title: str) -> str:
        pattern = _tr("Backups (*.zip)")
        return QFileDialog.getOpenFileName(self._page, title, str(Path.home()), pattern)[0]

    def _on_changed(self) -> None:
        for action in (self.back_up, self.check):
            action.setEnabled(not self._state.busy)

    def _on_checked(self, file: Path) -> None:
        said = self.tr("{file} is sound: all of it can be restored.")
        self._context.notices.say(said.format(file=file.name))

    def _on_written(self, file: Path) -> None:
        said = self.tr("The library is backed up in {file}.")
        self._context.notices.say(said.format(file=file.name))

    def _on_replaced(self, former: Path | None) -> None:
        said = self.tr("The library is restored.")
        if former is not None:
            said = self.tr("The library is restored; the former one is set aside.")
        self._context.notices.say(said)
        self._context.navigation.renewed.emit()
        self.replaced.emit()


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
