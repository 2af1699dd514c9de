"""A command as a value, before any widget has it."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from desktop.state.navigation import Place, title

_PLACE_ICONS = {
    Place.LIBRARY: "library",
    Place.TEACH: "graduation-cap",
    Place.CHAT: "message-circle",
    Place.DRAW: "wand-sparkles",
    Place.GALLERY: "images",
    Place.MODELS: "cpu",
    Place.QUEUE: "list-ordered",
    Place.STORAGE: "hard-drive",
    Place.LOGS: "scroll-text",
    Place.SETTINGS: "settings",
}


@dataclass(frozen=True, slots=True)
class Declared:
    """A command as a value: `name` is `group.verb`, `text` is translated."""

    name: str
    text: str
    keys: str | QKeySequence.StandardKey
    icon: str
    place: Place | None = None
    """The page that has it; None: the window."""
    free: bool = False
    """Whether it needs nothing but its page: it can be chosen from elsewhere."""
    dialog: bool = False
    """Whether it is in a dialog of the page, where no other key of page and window works."""

    @property
    def sequence(self) -> QKeySequence:
        """Its keys on this platform; one stroke, or two."""
        return QKeySequence(self.keys)

    @property
    def words(self) -> str:
        """What it does, after the title of its page where it has one: `Queue: Stop`."""
        return self.spelled(spoken(self.text))

    def spelled(self, command: str) -> str:
        """`command`, after the title of its page."""
        if self.place is None:
            return command
        both = QCoreApplication.translate("Command", "{page}: {command}")
        return both.format(page=title(self.place), command=command)


def spoken(text: str) -> str:
    """The words of a command without the mark of its menu key and without dots at the end."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…. ")


def place_icon(place: Place) -> str:
    """The name of a page's icon."""
    return _PLACE_ICONS[place]
