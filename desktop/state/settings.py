"""The settings of the person, as the window sees them."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from engine.settings import Settings


class SettingsState(QObject):
    """Holds the one `Settings` value; a change is saved at once."""

    changed = Signal()

    def __init__(self, value: Settings | None = None, parent: QObject | None = None) -> None:
        """Begin with `value`, else with what is saved. FormatError where that is damaged."""
        super().__init__(parent)
        self._value = Settings.load() if value is None else value

    @property
    def value(self) -> Settings:
        """What holds now."""
        return self._value

    def change(self, **fields: object) -> None:
        """Set fields and save. InputError for nonsense.

        SetupError where saving fails: then they hold until the window is closed.
        """
        value = replace(self._value, **fields)  # type: ignore[arg-type]  # checked by Settings
        if value == self._value:
            return
        self._value = value
        try:
            value.save()
        finally:
            self.changed.emit()
