"""Every command of the chat page: the actions, and the dialogs and menus that they open."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QWidget

from desktop.context import Context
from desktop.state.chats import Chats
from desktop.state.navigation import Place
from desktop.theme import icon
from desktop.views.chat_conversation import ChatConversation
from desktop.widgets.chat_picture import ChatPicture
from desktop.widgets.gallery_picker import GalleryPicker
from engine.chats.entries import Speaker
from engine.chats.export import Format

_PHOTOS = "*.jpg *.jpeg *.png *.webp *.heic *.heif *.avif *.gif *.bmp *.tif *.tiff"


class ChatCommands(QObject):
    """What can be done with the open chat and its messages. The states do the work."""

    def __init__(self, state: Chats, context: Context, page: QWidget) -> None:
        """The actions belong to `page`."""
        super().__init__(page)
        self._state, self._context, self._page = state, context, page
        self._conversation: ChatConversation | None = None
        self.actions: dict[str, QAction] = {}
        self._add()
        self.menu = self._menu()

    def join(self, conversation: ChatConversation) -> None:
        """Work on what is shown there."""
        self._conversation = conversation
        messages, composer = conversation.messages, conversation.composer
        messages.copied.connect(self._copy_message)
        messages.edited.connect(self._edit_message)
        messages.again.connect(self._state.chat.again)
        messages.stepped.connect(self._state.chat.step)
        messages.asked_about.connect(self._on_picture)
        composer.sent.connect(self.send)
        self._state.chat.unsaid.connect(composer.take_back)
        composer.stopped.connect(self._stop)
        composer.bind({name: self.actions[name] for name in ("attach", "gallery", "remove_photo")})
        self._state.attachments.changed.connect(self.refresh)
        conversation.retried.connect(self._retry)
        conversation.chip_chosen.connect(self._on_chip)
        self._state.exported.connect(self._on_exported)
        self.refresh()

    def refresh(self) -> None:
        """Which commands can be used now."""
        chat = self._state.chat
        kept = chat.chat is not None and not chat.temporary
        for name in ("rename", "pin"):
            self.actions[name].setEnabled(kept)
        self.actions["delete"].setEnabled(kept or chat.temporary)
        for name in ("export", "copy_all"):
            self.actions[name].setEnabled(chat.chat is not None)
        for name in ("copy", "edit", "again", "back", "forth"):
            self.actions[name].setEnabled(bool(chat.shown))
        self.actions["stop"].setEnabled(chat.answering is not None)
        self.actions["remove_photo"].setEnabled(self._state.attachments.photo is not None)
        pinned = chat.chat is not None and chat.chat.pinned
        self.actions["pin"].setText(self.tr("Unpin") if pinned else self.tr("Pin"))
        self.actions["temporary"].setChecked(chat.temporary)

    def send(self) -> None:
        """Say what is written."""
        if self._conversation is None:
            return
        composer = self._conversation.composer
        spoken, mentioned = composer.edit.spoken, composer.edit.mentioned
        if self._state.send(spoken, mentioned, composer.chosen_way):
            composer.clear()
            self._conversation.messages.scroll_to_end()

    def _add(self) -> None:
        for name, slot in (
            ("new", self._new),
            ("temporary", self._temporary),
            ("rename", self._rename),
            ("pin", self._pin),
            ("export", self._export),
            ("copy_all", self._copy_all),
            ("delete", self._delete),
            ("delete_all", self._delete_all),
            ("send", self.send),
            ("stop", self._stop),
            ("attach", self._attach),
            ("gallery", self._gallery),
            ("remove_photo", self._state.attachments.remove),
            ("copy", self._copy),
            ("edit", self._edit),
            ("again", self._again),
            ("back", self._back),
            ("forth", self._forth),
        ):
            self.actions[name] = self._context.actions.add(self._page, f"chat.{name}", slot)
        self.actions["temporary"].setCheckable(True)

    def _menu(self) -> QMenu:
        menu = QMenu(self._page)
        for name in ("rename", "pin", "copy_all", "export", "delete"):
            menu.addAction(self.actions[name])
        menu.addSeparator()
        menu.addAction(self.actions["delete_all"])
        return menu

    def _new(self) -> None:
        self._state.chat.begin()
        self._write()

    def _temporary(self) -> None:
        self._state.chat.begin_temporary()
        self.refresh()
        self._write()

    def _write(self) -> None:
        if self._conversation is not None:
            self._conversation.composer.edit.setFocus()

    def _rename(self) -> None:
        chat = self._state.chat.chat
        if chat is not None:
            dialog = self._dialog(self.tr("Rename chat"), self.tr("Title"), chat.title)
            dialog.textValueSelected.connect(partial(self._state.list.rename, chat.id))
            dialog.open()

    def _pin(self) -> None:
        chat = self._state.chat.chat
        if chat is not None:
            self._state.list.pin(chat.id, not chat.pinned)

    def _delete(self) -> None:
        chat = self._state.chat
        if chat.temporary:
            chat.end_temporary()
        elif chat.chat is not None:
            self._state.list.delete(chat.chat.id)

    def _delete_all(self) -> None:
        self._state.list.delete_all()

    def _stop(self) -> None:
        self._state.chat.stop()

    def _attach(self) -> None:
        dialog = QFileDialog(self._page, self.tr("Attach a photo"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Photos ({endings})").format(endings=_PHOTOS), self.tr("All files (*)")]
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_photo)
        dialog.open()

    def _on_photo(self, file: str) -> None:
        self._state.attachments.add_files([Path(file)])

    def _gallery(self) -> None:
        picker = GalleryPicker(self._page)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.accepted.connect(partial(self._on_picked, picker))
        picker.open()

    def _on_picked(self, picker: GalleryPicker) -> None:
        if picker.chosen is not None:
            self._state.attachments.add_files([picker.chosen])

    def _export(self) -> None:
        chat = self._state.chat.chat
        if chat is None:
            return
        dialog = QFileDialog(self._page, self.tr("Export chat"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters = {
            self.tr("Markdown (*.md)"): Format.MARKDOWN,
            self.tr("Plain text (*.txt)"): Format.TEXT,
            self.tr("Web page in one file (*.html)"): Format.HTML,
            self.tr("JSON with all branches (*.json)"): Format.JSON,
        }
        dialog.setNameFilters(list(filters))
        choose = partial(self._on_form, dialog, filters)
        choose(dialog.selectedNameFilter())
        dialog.filterSelected.connect(choose)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._on_export, dialog, filters))
        dialog.open()

    def _on_form(self, dialog: QFileDialog, filters: dict[str, Format], name: str) -> None:
        """A name without an ending is asked about with it."""
        dialog.setDefaultSuffix(filters[name].value)

    def _on_export(self, dialog: QFileDialog, filters: dict[str, Format], file: str) -> None:
        """The dialog has asked whether a file of this name may be replaced, and of no other."""
        form = filters[dialog.selectedNameFilter()]
        path = agreed = Path(file)
        if path.suffix.lower() != f".{form.value}":
            path = path.with_name(f"{path.name}.{form.value}")
        self._state.export(path, form, replace=path == agreed)

    def _on_exported(self, files: list[Path]) -> None:
        words = self.tr("Written to {path}.").format(path=files[0])
        self._context.notices.say(words)

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self._state.words())
        self._context.notices.say(self.tr("The chat is copied."))

    def _current(self) -> int:
        """The message that the person is at, else the last one; 0 where there is none."""
        shown = [one.message.id for one in self._state.chat.shown]
        here = self._conversation.messages.current if self._conversation else 0
        return here if here in shown else (shown[-1] if shown else 0)

    def _copy(self) -> None:
        self._copy_message(self._current())

    def _copy_message(self, message: int) -> None:
        chosen = self._conversation.messages.selected() if self._conversation else ""
        words = chosen or self._state.chat.text(message)
        QGuiApplication.clipboard().setText(words)
        self._context.notices.say(self.tr("The message is copied."))

    def _edit(self) -> None:
        self._edit_message(self._current())

    def _edit_message(self, number: int) -> None:
        message = self._state.chat.message(number)
        if message is None:
            return
        person = message.speaker is Speaker.PERSON
        title = self.tr("Say it differently") if person else self.tr("Edit the answer")
        dialog = self._dialog(title, self.tr("Message"), message.text)
        dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        slot = self._state.chat.say_instead if person else self._state.chat.correct
        dialog.textValueSelected.connect(partial(slot, number))
        dialog.open()

    def _again(self) -> None:
        if current := self._current():
            self._state.chat.again(current)

    def _retry(self) -> None:
        """Answer what has failed, wherever the person looks meanwhile."""
        if shown := self._state.chat.shown:
            self._state.chat.again(shown[-1].message.id)

    def _back(self) -> None:
        if current := self._current():
            self._state.chat.step(current, -1)

    def _forth(self) -> None:
        if current := self._current():
            self._state.chat.step(current, 1)

    def _on_picture(self, picture: ChatPicture) -> None:
        menu = QMenu(self._page)
        menu.addAction(icon("copy"), self.tr("Copy picture")).triggered.connect(picture.copy)
        gallery = menu.addAction(icon("images"), self.tr("Open the gallery"))
        gallery.triggered.connect(partial(self._context.navigation.go, Place.GALLERY))
        menu.popup(self._page.cursor().pos())

    def _on_chip(self, name: str) -> None:
        menu = QMenu(self._page)
        used = next((one for one in self._state.chat.concepts if one.name == name), None)
        newest = self._state.known.newest(used) if used else None
        if newest is not None:
            text = self.tr("Use version {number}").format(number=newest)
            menu.addAction(text).triggered.connect(partial(self._state.use_newest, name))
        drop = menu.addAction(icon("x"), self.tr("Take out of this chat"))
        drop.setEnabled(used is not None)
        drop.triggered.connect(partial(self._state.drop, name))
        menu.popup(self._page.cursor().pos())

    def _dialog(self, title: str, label: str, text: str) -> QInputDialog:
        dialog = QInputDialog(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setTextValue(text)
        return dialog
