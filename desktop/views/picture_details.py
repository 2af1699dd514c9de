"""The panel beside the gallery: what drew the picture, what its score means, and its labels."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.state import picture_words
from desktop.state.gallery import GalleryState
from desktop.theme import SPACE
from desktop.thumbnails import Thumbnails
from desktop.widgets.action_button import ActionButton
from desktop.widgets.picture import Picture as PictureView
from engine.gallery.picture import MOST_STARS, Picture

_WIDTH, _EDGES = 22, 3
"""Lines of text: the panel at least, and what its margins and its scroll bar take of it."""


class PictureDetails(QScrollArea):
    """Shows one picture; labels are written as soon as a field is left."""

    def __init__(
        self, state: GalleryState, thumbnails: Thumbnails, reuse: Sequence[QAction]
    ) -> None:
        """`reuse` are offered under the prompt: use prompt, use seed, and below them use all."""
        super().__init__()
        self._state = state
        self._picture: Picture | None = None
        self._inside = QWidget()
        self._view = PictureView(thumbnails, 18)
        self._prompt, self._facts, self._score = QLabel(), QLabel(), QLabel()
        self._meaning = theme.as_note(QLabel(picture_words.meaning()))
        self._stars = QComboBox()
        self._tags, self._albums = QLineEdit(), QLineEdit()
        self._reuse = [ActionButton(action) for action in reuse]
        self._name()
        self._lay_out()
        self._stars.activated.connect(self._on_stars)
        self._tags.editingFinished.connect(self._on_tags)
        self._albums.editingFinished.connect(self._on_albums)

    def show_picture(self, picture: Picture | None) -> None:
        """Show this one; what is being typed about the same picture stays."""
        fresh = picture is None or self._picture is None or picture.id != self._picture.id
        self._picture = picture
        self._inside.setVisible(picture is not None)
        if picture is None:
            return
        self._view.show_file(None if picture.missing else picture.path, picture.prompt)
        prompt, *facts, score = picture_words.facts(picture)
        self._prompt.setText(prompt)
        self._facts.setText("\n".join(facts))
        self._score.setText(score)
        self._meaning.setVisible(picture.likeness is not None)
        self._stars.setCurrentIndex(picture.rating)
        for field, words in ((self._tags, picture.tags), (self._albums, picture.albums)):
            if fresh or not field.hasFocus():
                field.setText(", ".join(words))

    def _name(self) -> None:
        self._prompt.setWordWrap(True)
        for label in (self._prompt, self._facts, self._score):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._stars.addItem(self.tr("Not rated"))
        for stars in range(1, MOST_STARS + 1):
            self._stars.addItem("★" * stars)
            spoken = self.tr("%n star(s)", "", stars)
            self._stars.setItemData(stars, spoken, Qt.ItemDataRole.AccessibleTextRole)
        self._stars.setAccessibleName(self.tr("Stars"))
        self._tags.setAccessibleName(self.tr("Tags, separated by commas"))
        self._tags.setPlaceholderText(self.tr("sea, summer"))
        self._albums.setAccessibleName(self.tr("Albums, separated by commas"))
        self._albums.setPlaceholderText(self.tr("Best of Bo"))
        self.setAccessibleName(self.tr("About this picture"))

    def _lay_out(self) -> None:
        layout, grid, least = QVBoxLayout(self._inside), QGridLayout(), SPACE.lines(_WIDTH)
        for place, button in enumerate(self._reuse):
            grid.addWidget(button, place // 2, place % 2, 1, 1 + place // 2)
        layout.setSpacing(SPACE.s)
        layout.addWidget(self._view)
        layout.addWidget(theme.as_heading(self._prompt))
        layout.addLayout(grid)
        layout.addWidget(self._facts)
        layout.addWidget(self._score)
        layout.addWidget(self._meaning)
        form = QFormLayout()
        form.addRow(self.tr("&Stars"), self._stars)
        form.addRow(self.tr("Ta&gs"), self._tags)
        form.addRow(self.tr("&Albums"), self._albums)
        layout.addLayout(form)
        layout.addStretch(1)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(max(grid.minimumSize().width() + SPACE.lines(_EDGES), least))
        self._inside.setVisible(False)

    def _on_stars(self, stars: int) -> None:
        if self._picture is not None:
            self._state.rate([self._picture.id], stars)

    def _on_tags(self) -> None:
        if self._picture is not None:
            known = self._picture.tags
            self._write(self._tags, known, self._state.tag, self._state.untag)

    def _on_albums(self) -> None:
        if self._picture is not None:
            known = self._picture.albums
            self._write(self._albums, known, self._state.put, self._state.take_out)

    def _write(
        self,
        field: QLineEdit,
        known: Sequence[str],
        give: Callable[[Sequence[str], str], None],
        take: Callable[[Sequence[str], str], None],
    ) -> None:
        """Give and take what the field has more and less than is known."""
        if self._picture is None:
            return
        typed = [word.strip() for word in field.text().split(",") if word.strip()]
        before = {word.casefold() for word in known}
        for word in known:
            if word.casefold() not in {one.casefold() for one in typed}:
                take([self._picture.id], word)
        for word in typed:
            if word.casefold() not in before:
                give([self._picture.id], word)
