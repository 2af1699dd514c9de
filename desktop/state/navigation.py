"""Where in the window the person is asked to go."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject, Signal


class Place(StrEnum):
    """The pages of the window, in the order of the sidebar."""

    LIBRARY = "library"
    TEACH = "teach"
    CHAT = "chat"
    DRAW = "draw"
    GALLERY = "gallery"
    MODELS = "models"
    QUEUE = "queue"
    STORAGE = "storage"
    LOGS = "logs"
    SETTINGS = "settings"


def title(place: Place) -> str:
    """What a page is called, in the person's language."""
    return _TITLES[place]()


class Navigation(QObject):
    """Asks the window for a page, perhaps with what is to be shown there."""

    asked = Signal(object, object)
    """(Place, what): a concept's name, a chat's id, a tuple of file paths, or None."""

    renewed = Signal()
    """Another library is in use: what pages know is old."""

    ending = Signal(object)
    """A list of sentences. Who would lose something where pages begin anew adds one to it."""

    def go(self, place: Place, what: object = None) -> None:
        """Ask for `place`, opened on `what`."""
        self.asked.emit(place, what)

    def losses(self) -> list[str]:
        """What would be lost where pages begin anew, for a person to read before that."""
        told: list[str] = []
        self.ending.emit(told)
        return told


def _tr(text: str) -> str:
    return QCoreApplication.translate("Place", text)


_TITLES = {
    Place.LIBRARY: lambda: _tr("Library"),
    Place.TEACH: lambda: _tr("Teach"),
    Place.CHAT: lambda: _tr("Chat"),
    Place.DRAW: lambda: _tr("Draw"),
    Place.GALLERY: lambda: _tr("Gallery"),
    Place.MODELS: lambda: _tr("Models"),
    Place.QUEUE: lambda: _tr("Queue"),
    Place.STORAGE: lambda: _tr("Storage"),
    Place.LOGS: lambda: _tr("Logs"),
    Place.SETTINGS: lambda: _tr("Settings"),
}
"""Translated when they are asked for: the language is known by then."""
