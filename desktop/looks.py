"""Keeps the window's look as the person and the system want it: colours, size of text, motion."""

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop import stylesheet, theme
from desktop.dressing import Wardrobe
from desktop.state.settings import SettingsState

STEPS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
"""Sizes of text, as multiples of the system's."""
_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


class Looks(QObject):
    """Follows the settings and the system, live."""

    def __init__(
        self, settings: SettingsState, memory: QSettings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self.memory = settings, memory
        self.wardrobe = Wardrobe(self)
        self._usual = QFont(QApplication.font())
        kept = str(memory.value("text_size", "1.0"))
        self._step = min(range(len(STEPS)), key=lambda step: abs(STEPS[step] - _number(kept)))
        settings.changed.connect(self.refresh)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.refresh)
        hints.accessibility().contrastPreferenceChanged.connect(self.refresh)
        self._write_font()
        self.refresh()

    @property
    def size(self) -> float:
        """The size of text, as a multiple of the system's."""
        return STEPS[self._step]

    def refresh(self) -> None:
        """Apply what holds now."""
        value = self._settings.value
        theme.apply(value.theme)
        for effect in _EFFECTS:
            QApplication.setEffectEnabled(effect, not value.reduced_motion)
        self.wardrobe.change(stylesheet.sheet(theme.shown(), still=value.reduced_motion))

    def larger(self) -> None:
        """One step larger text."""
        self._set(self._step + 1)

    def smaller(self) -> None:
        """One step smaller text."""
        self._set(self._step - 1)

    def usual(self) -> None:
        """Text as large as the system's."""
        self._set(STEPS.index(1.0))

    def _set(self, step: int) -> None:
        self._step = min(max(step, 0), len(STEPS) - 1)
        self.memory.setValue("text_size", str(self.size))
        self._write_font()

    def _write_font(self) -> None:
        font = QFont(self._usual)
        font.setPointSizeF(self._usual.pointSizeF() * self.size)
        QApplication.setFont(font)
        theme.refresh_fonts()


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0
