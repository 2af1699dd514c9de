"""The first run as steps that can be left and come back to; nothing in it is a must."""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from desktop.state.settings import SettingsState


class Step(StrEnum):
    """Where the first run is; its value is what the settings keep."""

    HARDWARE = "hardware"
    PLACE = "place"
    MODEL = "model"
    READY = "ready"
    DONE = "done"


_ORDER = list(Step)


class FirstRun(QObject):
    """The step that is kept in the settings, so that closing the window never starts it again."""

    changed = Signal()

    def __init__(self, settings: SettingsState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        settings.changed.connect(self.changed)

    @property
    def step(self) -> Step:
        """Where it is; an unknown word of another version counts as the beginning."""
        kept = self._settings.value.first_run
        return Step(kept) if kept in _ORDER else Step.HARDWARE

    @property
    def over(self) -> bool:
        """Whether nothing is left of it."""
        return self.step is Step.DONE

    @property
    def number(self) -> int:
        """The step counted from 1."""
        return _ORDER.index(self.step) + 1

    @property
    def count(self) -> int:
        """Steps that are shown."""
        return len(_ORDER) - 1

    def next(self) -> None:
        """Go on; after the last step it is over."""
        self._go(_ORDER.index(self.step) + 1)

    def back(self) -> None:
        """Return to the step before."""
        self._go(_ORDER.index(self.step) - 1)

    def finish(self) -> None:
        """End it here; all of it stays reachable on the page of models."""
        self._settings.change(first_run=Step.DONE.value)

    def again(self) -> None:
        """Begin anew."""
        self._settings.change(first_run=Step.HARDWARE.value)

    def _go(self, place: int) -> None:
        kept = _ORDER[min(max(place, 0), len(_ORDER) - 1)]
        self._settings.change(first_run=kept.value)
