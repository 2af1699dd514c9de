"""What the private folder holds, and cleaning it up, as the window sees it."""

from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from desktop import background
from engine import cleaning, former_folder, storage
from engine.cleaning import Cleaned, CleanUp
from engine.former_folder import Former
from engine.storage import Used

_Found: TypeAlias = tuple[tuple[Used, ...], tuple[CleanUp, ...], Former | None]


class StorageState(QObject):
    """Looks in the background; every clean-up is looked for again before it is done."""

    changed = Signal()
    failed = Signal(object)
    """The exception that stopped a look or a clean-up."""
    cleaned = Signal(object)
    """A Cleaned."""
    erased = Signal(object)
    """Bytes that the former folder took."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.used: tuple[Used, ...] = ()
        self.offers: tuple[CleanUp, ...] = ()
        self.former: Former | None = None
        """What is left of the folder that was in use before it was moved."""
        self.busy = False

    @property
    def total(self) -> int:
        """Bytes of everything."""
        return sum(one.bytes for one in self.used if not one.name)

    def look(self) -> None:
        """Look at the folder again; nothing where that is going on."""
        if self.busy:
            return
        self._begin()
        pending = background.run(_looked)
        pending.done.connect(self._on_looked)
        pending.failed.connect(self._on_failed)

    def clean(self, offer: CleanUp) -> None:
        """Remove the files of a clean-up, as they were listed."""
        self._begin()
        pending = background.run(cleaning.clean, offer)
        pending.done.connect(self._on_cleaned)
        pending.failed.connect(self._on_failed)

    def erase_former(self, listed: Former) -> None:
        """Erase what is left of the former folder, as it was listed."""
        self._begin()
        pending = background.run(former_folder.erase_former, listed)
        pending.done.connect(self._on_erased)
        pending.failed.connect(self._on_not_erased)

    def _begin(self) -> None:
        self.busy = True
        self.changed.emit()

    def _on_looked(self, found: _Found) -> None:
        self.used, self.offers, self.former = found
        self.busy = False
        self.changed.emit()

    def _on_cleaned(self, done: Cleaned) -> None:
        self.busy = False
        self.cleaned.emit(done)
        self.look()

    def _on_erased(self, size: int) -> None:
        self.busy = False
        self.erased.emit(size)
        self.look()

    def _on_not_erased(self, error: Exception) -> None:
        """It may hold something else by now: the next list shows it."""
        self._on_failed(error)
        self.look()

    def _on_failed(self, error: Exception) -> None:
        self.busy = False
        self.changed.emit()
        self.failed.emit(error)


def _looked() -> _Found:
    return storage.survey(), cleaning.clean_ups(), former_folder.look()
