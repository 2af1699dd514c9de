"""Offers to go on without the GPU after the engine has crashed, where there is one to blame."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, SignalInstance
from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

from desktop import sentences
from desktop.problems import EngineCrashError
from desktop.state.settings import SettingsState
from engine.runtime.backends.nvidia import nvidia_driver


class CrashOffer(QObject):
    """Waits for the engine to die; asks once at a time."""

    def __init__(
        self,
        died: SignalInstance,
        settings: SettingsState,
        window: QWidget,
        has_gpu: Callable[[], bool] = nvidia_driver,
    ) -> None:
        super().__init__(window)
        self._settings, self._window, self._has_gpu = settings, window, has_gpu
        self.question: QMessageBox | None = None
        died.connect(self._on_died)

    def _on_died(self, error: Exception) -> None:
        idle = self._settings.value.device == "cpu" or not self._has_gpu()
        if self.question is None and isinstance(error, EngineCrashError) and not idle:
            self._ask(sentences.translated(str(error)))

    def _ask(self, what: str) -> None:
        question = self.question = QMessageBox(self._window)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setWindowTitle(self.tr("The engine crashed"))
        question.setText(what)
        question.setInformativeText(
            self.tr(
                "Often a graphics driver is the cause. The app can go on without the GPU: slower, "
                "and with all that is saved. What was running can be started again in the queue."
            )
        )
        always = QCheckBox(self.tr("Also at the next start"), question)
        question.setCheckBox(always)
        leave = question.addButton(
            self.tr("Go on without the GPU"), QMessageBox.ButtonRole.AcceptRole
        )
        stay = question.addButton(self.tr("Keep the GPU"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(leave)
        question.setEscapeButton(stay)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        leave.clicked.connect(lambda: self._leave(always.isChecked()))
        question.finished.connect(self._on_answered)
        question.open()

    def _leave(self, always: bool) -> None:
        if always:
            self._settings.change(without_gpu=True)
        else:
            self._settings.leave_gpu()

    def _on_answered(self) -> None:
        self.question = None
