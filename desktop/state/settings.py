"""The settings of the person, as the window sees them."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from engine.settings import Settings


class SettingsState(QObject):
    """Holds the one `Settings` value; a change is saved at once.

    Work without the GPU may hold until the window is closed, without being saved.
    """

    changed = Signal()

    def __init__(self, value: Settings | None = None, parent: QObject | None = None) -> None:
        """Begin with `value`, else with what is saved. FormatError where that is damaged."""
        super().__init__(parent)
        self._value = Settings.load() if value is None else value
        self._without_gpu = self._value.without_gpu

    @property
    def value(self) -> Settings:
        """What holds now."""
        return replace(self._value, without_gpu=self._without_gpu).effective

    def leave_gpu(self) -> None:
        """Work without the GPU until the window is closed, or the person chooses otherwise."""
        if not self._without_gpu:
            self._without_gpu = True
            self.changed.emit()

    def change(self, **fields: object) -> None:
        """Set fields and save. InputError for nonsense.

        SetupError where saving fails: then they hold until the window is closed.
        """
        before, saved = self.value, self._value
        self._value = replace(saved, **fields)  # type: ignore[arg-type]  # checked by Settings
        self._without_gpu = bool(fields.get("without_gpu", self._without_gpu))
        try:
            if self._value != saved:
                self._value.save()
        finally:
            if before != self.value or self._value != saved:
                self.changed.emit()
