"""What can be done with the selected pictures: by key, by menu, by palette."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QAction, QDrag, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu

from desktop.context import Context
from desktop.state.drawing import more_like, reuse
from desktop.state.gallery import GalleryState
from desktop.state.navigation import Place
from desktop.views.compare_dialog import CompareDialog
from desktop.views.export_dialog import ExportDialog
from desktop.widgets.picture_tiles import PictureTiles
from engine.gallery.export import Wrapping, file_name
from engine.gallery.picture import MOST_STARS, Picture
from engine.gallery.query import Query


class GalleryCommands(QObject):
    """Actions of the tiles. Single letters work while the tiles have the focus."""

    def __init__(self, tiles: PictureTiles, state: GalleryState, context: Context) -> None:
        super().__init__(tiles)
        self._tiles, self._state, self._context = tiles, state, context
        self.use = self._about_prompt()
        self.labels = self._about_labels()
        self.out = self._about_files()
        self._delete = self._add("delete", self._on_delete)
        tiles.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tiles.customContextMenuRequested.connect(self._on_menu)
        tiles.drag_asked.connect(self._on_drag)
        tiles.activated.connect(self._on_activated)
        state.copied.connect(self._on_copied)
        state.liked.connect(self._on_liked)
        state.model.modelReset.connect(self.refresh)
        tiles.selectionModel().selectionChanged.connect(self.refresh)
        self.refresh()

    @property
    def picture(self) -> Picture | None:
        """The picture that the keyboard is on."""
        return self._state.model.picture(self._tiles.currentIndex().row())

    def refresh(self) -> None:
        """Offer what fits the selection."""
        count = self._tiles.chosen_count
        for action in (*self.use, *self.labels, *self.out, self._delete):
            action.setEnabled(count > 0)
        self._compare.setEnabled(count == 2)
        self._more.setEnabled(self._state.model.rowCount() > 0)

    def compare(self) -> None:
        """Show two selected pictures side by side."""
        pictures = self._pictures()
        if len(pictures) == 2:
            left, right = pictures
            dialog = CompareDialog(left, right, self._context.actions, self._tiles.window())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def export(self, *, ask: bool = False) -> None:
        """Write the selected pictures; how, is asked once, or again where `ask`."""
        if not self._tiles.chosen:
            return
        if not ask and self._context.settings.value.export_recipe != "ask":
            self._export_as(self._state.wrapping())
            return
        dialog = ExportDialog(
            self._context,
            self._state.upscalers,
            self._shows_person(),
            self._tiles.window(),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self._on_export_chosen, dialog))
        dialog.open()

    def _about_prompt(self) -> list[QAction]:
        self._more = self._add("more", self._on_more)
        return [
            self._add("use_prompt", partial(self._on_use, "prompt")),
            self._add("use_seed", partial(self._on_use, "seed")),
            self._add("use_all", partial(self._on_use, "all")),
            self._more,
            self._add("job", self._on_job),
            self._add("chat", self._on_chat),
        ]

    def _about_labels(self) -> list[QAction]:
        stars = range(MOST_STARS + 1)
        return [
            self._add("favourite", self._on_favourite),
            self._add("tag", self._on_tag),
            self._add("album", self._on_album),
            *(self._add(f"rate_{number}", partial(self._on_rate, number)) for number in stars),
        ]

    def _about_files(self) -> list[QAction]:
        self._compare = self._add("compare", self.compare)
        return [
            self._compare,
            self._add("copy", self._on_copy),
            self._add("export", self._on_export),
            self._add("export_as", self._on_export_as),
            self._add("sheet", self._on_sheet),
        ]

    def _add(self, name: str, slot: Callable[..., object]) -> QAction:
        return self._context.actions.add(self._tiles, f"gallery.{name}", slot)

    def _on_use(self, what: str) -> None:
        if self.picture is not None:
            parts = reuse(
                self.picture,
                prompt=what in ("prompt", "all"),
                seed=what in ("seed", "all"),
                settings=what == "all",
            )
            self._context.navigation.go(Place.DRAW, parts)

    def _on_more(self) -> None:
        """Of the selected pictures the best one, else of all that are shown."""
        self._state.find_best(self._tiles.chosen)

    def _on_liked(self, picture: Picture) -> None:
        self._context.navigation.go(Place.DRAW, more_like(picture))

    def _on_job(self) -> None:
        if self.picture is not None:
            self._state.show(Query(batch=self.picture.batch))

    def _on_chat(self) -> None:
        paths = tuple(one.path for one in self._pictures() if not one.missing)
        self._context.navigation.go(Place.CHAT, paths)

    def _on_activated(self) -> None:
        self._on_use("prompt")

    def _on_favourite(self) -> None:
        favourite = self.picture is None or not self.picture.favourite
        self._state.set_favourite(self._tiles.chosen, favourite)

    def _on_rate(self, stars: int) -> None:
        self._state.rate(self._tiles.chosen, stars)

    def _on_tag(self) -> None:
        known = [one.name for one in self._state.found.tags]
        if word := self._word(self.tr("Add a tag"), self.tr("&Tag"), known):
            self._state.tag(self._tiles.chosen, word)

    def _on_album(self) -> None:
        known = [one.name for one in self._state.found.albums]
        if word := self._word(self.tr("Put into an album"), self.tr("&Album"), known):
            self._state.put(self._tiles.chosen, word)

    def _word(self, title: str, label: str, known: list[str]) -> str:
        """A known word or a new one; empty where the person thought better of it."""
        word, sure = QInputDialog.getItem(self._tiles, title, label, known, -1, True)
        return word.strip() if sure else ""

    def _on_delete(self) -> None:
        self._state.delete(self._tiles.chosen)

    def _on_copy(self) -> None:
        if self.picture is not None:
            QGuiApplication.clipboard().setImage(QImage(str(self.picture.path)))
            self._context.notices.say(self.tr("Copied"))

    def _on_export(self) -> None:
        self.export()

    def _on_export_as(self) -> None:
        self.export(ask=True)

    def _on_export_chosen(self, dialog: ExportDialog) -> None:
        self._export_as(dialog.wrapping)

    def _export_as(self, how: Wrapping) -> None:
        chosen = self._tiles.chosen
        place = self._folder() if len(chosen) > 1 else self._file(how)
        if place is not None:
            self._state.export(chosen, place, how)

    def _on_sheet(self) -> None:
        named = str(Path(_folder_of_pictures()) / "contact-sheet.png")
        path, _ = QFileDialog.getSaveFileName(
            self._tiles, self.tr("Save as contact sheet"), named, self.tr("PNG (*.png)")
        )
        if path:
            self._state.export_sheet(self._tiles.chosen, Path(path).with_suffix(".png"))

    def _folder(self) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(
            self._tiles, self.tr("Export into a folder"), _folder_of_pictures()
        )
        return Path(chosen) if chosen else None

    def _file(self, how: Wrapping) -> Path | None:
        known = self._pictures()
        name = file_name(known[0], how) if known else "drawing.png"
        chosen, _ = QFileDialog.getSaveFileName(
            self._tiles,
            self.tr("Export a picture"),
            str(Path(_folder_of_pictures()) / name),
            self.tr("PNG (*.png);;JPEG (*.jpg)"),
        )
        return Path(chosen) if chosen else None

    def _pictures(self) -> list[Picture]:
        """The selected pictures whose facts are known."""
        rows = [self._state.model.row_of(one) for one in self._tiles.chosen]
        found = [self._state.model.picture(row) for row in rows]
        return [one for one in found if one is not None]

    def _shows_person(self) -> bool:
        known = self._pictures()
        return len(known) < len(self._tiles.chosen) or any(one.shows_person for one in known)

    def _on_drag(self) -> None:
        self._state.copy_out(self._tiles.chosen)

    def _on_copied(self, paths: list[Path]) -> None:
        """Begin the drag, if the button is still held."""
        if not paths or not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return
        content = QMimeData()
        content.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        drag = QDrag(self._tiles)
        drag.setMimeData(content)
        drag.exec(Qt.DropAction.CopyAction)

    def _on_menu(self, place: QPoint) -> None:
        menu = QMenu(self._tiles)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in (self.use, self.labels[:3], self.out, [self._delete]):
            menu.addActions(group)
            menu.addSeparator()
        stars = menu.addMenu(self.tr("Stars"))
        stars.addActions(self.labels[3:])
        menu.popup(self._tiles.viewport().mapToGlobal(place))


def _folder_of_pictures() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
