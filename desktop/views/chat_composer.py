"""Where the next message is written: words with concepts, a photo, and how it is answered."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.pasted import png_of
from desktop.state import opening
from desktop.state.attachments import Attachments
from desktop.theme import SPACE, as_note, as_primary, icon, icon_size
from desktop.widgets.concept_edit import ConceptEdit
from engine.chats.entries import NewPicture, Way
from engine.chats.photos import attached_bytes

_LINES = 3.5  # of text that the field and a photo's thumbnail are high


class ChatComposer(QWidget):
    """Asks to send; keeps nothing itself but what is being written."""

    sent = Signal()
    stopped = Signal()

    def __init__(self, attachments: Attachments, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attachments = attachments
        self._coming = False
        self.edit = _Field(attachments, self)
        self.edit.setAccessibleName(self.tr("Message"))
        self.edit.setPlaceholderText(self.tr("Ask something. @ names a concept."))
        self.edit.setFixedHeight(SPACE.lines(_LINES))
        self.edit.submitted.connect(self.sent)
        self.way = QComboBox(self)
        self.way.setAccessibleName(self.tr("Answer with"))
        self.way.setToolTip(self.tr("What the answer is made of"))
        for way, words in self._ways().items():
            self.way.addItem(words, way)
        self.edit.textChanged.connect(self.refresh)
        attachments.changed.connect(self.refresh)
        self._buttons = {
            "remove_photo": self._button("x", self.tr("Remove the photo")),
            "attach": self._button("paperclip", self.tr("Attach a photo")),
            "gallery": self._button("images", self.tr("Attach a picture from the gallery")),
        }
        self._photo_row()
        self._lay_out()
        self.setAcceptDrops(True)
        self.refresh()

    @property
    def chosen_way(self) -> Way:
        """How the message is to be answered."""
        return Way(self.way.currentData())

    def bind(self, actions: Mapping[str, QAction]) -> None:
        """Let buttons stand for these: `attach`, `gallery` and `remove_photo`."""
        for name, action in actions.items():
            words = self._buttons[name].accessibleName()
            self._buttons[name].setDefaultAction(action)
            self._buttons[name].setAccessibleName(words)

    def set_coming(self, coming: bool) -> None:
        """Whether an answer is coming: then there is a stop button instead of send."""
        if coming != self._coming:
            self._coming = coming
            self.refresh()

    def clear(self) -> None:
        """Begin the next message."""
        self.edit.clear()

    def take_back(self, words: str) -> None:
        """Write words again that could not be said, before what was written since."""
        self.edit.set_text("\n".join(filter(None, (words, self.edit.text))))

    def refresh(self) -> None:
        """Show the photo that goes with the message, and what can be pressed."""
        photo = self._attachments.photo
        self._photo.setVisible(photo is not None)
        if photo is not None:
            self._thumbnail.setPixmap(_thumbnail(photo, self._thumbnail.devicePixelRatioF()))
        something = bool(self.edit.text.strip()) or photo is not None
        self.send.setVisible(not self._coming)
        self.send.setEnabled(something)
        self.stop.setVisible(self._coming)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Photos may be dropped; of other files it is said why they are not taken."""
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Attach what was dropped."""
        attach(event.mimeData(), self._attachments)
        event.acceptProposedAction()

    def _ways(self) -> dict[Way, str]:
        return {
            Way.WORDS: self.tr("Words"),
            Way.BOTH: self.tr("Words and pictures"),
            Way.PICTURE: self.tr("A picture"),
        }

    def _photo_row(self) -> None:
        self._photo = QWidget(self)
        row = QHBoxLayout(self._photo)
        row.setContentsMargins(0, 0, 0, 0)
        self._thumbnail = QLabel(self._photo)
        self._thumbnail.setAccessibleName(self.tr("Attached photo"))
        words = as_note(QLabel(self.tr("The model looks at one photo with each message.")))
        remove = self._buttons["remove_photo"]
        row.addWidget(self._thumbnail)
        row.addWidget(remove)
        row.addWidget(words, 1)

    def _lay_out(self) -> None:
        self.send = self._button("send", self.tr("Send"))
        as_primary(self.send)
        self.send.clicked.connect(self.sent)
        self.stop = self._button("square", self.tr("Stop the answer"))
        self.stop.clicked.connect(self.stopped)
        label = QLabel(self.tr("&Answer with"), self)
        label.setBuddy(self.way)
        buttons = QHBoxLayout()
        for widget in (self._buttons["attach"], self._buttons["gallery"], label, self.way):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        buttons.addWidget(self.send)
        buttons.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addWidget(self._photo)
        column.addWidget(self.edit)
        column.addLayout(buttons)

    def _button(self, name: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setIconSize(icon_size())
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button


class _Field(ConceptEdit):
    """The field of words, which takes pasted and dropped photos as well."""

    def __init__(self, attachments: Attachments, parent: QWidget) -> None:
        super().__init__(parent)
        self._attachments = attachments

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Words and photos."""
        return has_photo(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """A photo is attached, words are written."""
        if has_photo(source):
            attach(source, self._attachments)
        else:
            super().insertFromMimeData(source)


def has_photo(data: QMimeData) -> bool:
    """Whether there is a picture or a file in what is pasted or dropped."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def attach(data: QMimeData, attachments: Attachments) -> None:
    """Attach the photo in what was pasted or dropped."""
    files, others = opening.sorted_out(data, opening.is_picture)
    if files:
        attachments.add_files(files)
    if files or not data.hasImage():  # a browser's picture comes with the link that it is from
        if others:
            attachments.refused.emit(others)
        return
    image = data.imageData()
    if isinstance(image, QPixmap):
        image = image.toImage()
    if isinstance(image, QImage) and not image.isNull():
        attachments.add(partial(_from_image, image.copy()))


def _from_image(image: QImage) -> NewPicture:
    return attached_bytes(png_of(image))


def _thumbnail(photo: NewPicture, ratio: float) -> QPixmap:
    side = SPACE.lines(_LINES)
    image = QImage.fromData(photo.data)
    scaled = image.scaled(
        QSize(side, side) * ratio,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    scaled.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(scaled)
