"""What can be done with the album that the gallery shows."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from desktop.context import Context
from desktop.state.gallery import GalleryState
from desktop.widgets.action_button import tool_button


class GalleryAlbum(QObject):
    """Two commands of the page, whose `buttons` are there while it shows one album only."""

    def __init__(self, state: GalleryState, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._state, self._page = state, page
        add = context.actions.add
        self._rename = add(page, "gallery.rename_album", self._on_rename)
        self._remove = add(page, "gallery.remove_album", self._on_remove)
        self.buttons = [tool_button(self._rename), tool_button(self._remove)]

    def refresh(self) -> None:
        """Offer them where there is an album to work on."""
        chosen = bool(self._state.query.album)
        for action in (self._rename, self._remove):
            action.setEnabled(chosen)
        for button in self.buttons:
            button.setVisible(chosen)

    def _on_rename(self) -> None:
        dialog = QInputDialog(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Rename album"))
        dialog.setLabelText(self.tr("Name"))
        album = self._state.query.album
        dialog.setTextValue(album)
        dialog.textValueSelected.connect(lambda name: self._state.albums.rename(album, name))
        dialog.open()

    def _on_remove(self) -> None:
        self._state.albums.remove(self._state.query.album)
