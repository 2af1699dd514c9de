"""This computer and its base models: the first run, verdicts, and everything done with a model."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop import sentences, theme
from desktop.context import Context
from desktop.state import machine_words
from desktop.state.bringing import BringingState
from desktop.state.compiling import CompilingState
from desktop.state.first_run import FirstRun
from desktop.state.jobs import JobHandle, JobStatus
from desktop.state.models import Compiled, ModelsState
from desktop.state.navigation import Place
from desktop.theme import SPACE
from desktop.views.bring_dialog import BringDialog
from desktop.views.compile_dialog import CompileDialog
from desktop.views.file_list_dialog import FileListDialog
from desktop.views.first_run_view import FirstRunView
from desktop.views.hardware_panel import HardwarePanel
from desktop.views.model_card import ModelCard
from desktop.views.problem_dialog import show_problem
from engine.errors import YoError
from engine.storage import Part
from export.choosing import Made


class ModelsPage(QWidget):
    """A column: the first run until it is over, the computer, then a card for each model."""

    place = Place.MODELS
    icon_name = "cpu"

    def __init__(self, state: ModelsState, context: Context) -> None:
        super().__init__()
        self._state, self._context = state, context
        self._compiling = CompilingState(context.queue, self)
        self.first_run = FirstRunView(FirstRun(context.settings, self), state, context)
        self.outcome = QLabel()
        self.outcome.setWordWrap(True)
        self.cards = QVBoxLayout()
        self._make_actions()
        self._lay_out()
        state.changed.connect(self.refresh)
        state.failed.connect(self._on_failed)
        self._compiling.removed.connect(state.look)
        self._compiling.failed.connect(self._on_failed)
        self._compiling.changed.connect(self.refresh)
        state.changed.connect(self._greet)
        self.first_run.bring_asked.connect(self._bring)
        context.queue.job_ended.connect(self._on_job_ended)
        self.refresh()

    @property
    def title(self) -> str:
        """The place in words."""
        return self.tr("Models")

    def open(self, what: object) -> None:
        """Look at the computer as it is now."""
        self._state.look()

    def refresh(self) -> None:
        """Show the models; what is pressed works on the state at that moment."""
        machine = self._state.machine
        self.try_gpu.setEnabled(machine is not None and machine.gpu is not None)
        made = self._compiling.made
        self.outcome.setVisible(bool(self.outcome.text()) or made is not None)
        if made is not None:
            self.outcome.setText(self._made_words(made))
        while self.cards.count():
            item = self.cards.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for model in self._state.models:
            reason = self._state.reasons.get(model.name, "")
            card = ModelCard(model, reason, active=model.name == self._state.active)
            card.use_asked.connect(self._use)
            card.verify_asked.connect(self._verify)
            card.forget_asked.connect(self._state.forget)
            card.compile_asked.connect(self._compile)
            card.remove_asked.connect(self._remove)
            self.cards.addWidget(card)

    def _make_actions(self) -> None:
        add = self._context.actions.add
        self.bring = add(self, "models.bring", self._bring)
        self.look = add(self, "models.look", self._state.look)
        self.explain = add(self, "models.explain", self._explain)
        self.try_gpu = add(self, "models.try_gpu", self._try)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        theme.as_page(column)
        column.setSpacing(SPACE.m)
        column.addWidget(theme.as_title(QLabel(self.title)))
        column.addWidget(self.first_run)
        column.addWidget(theme.as_heading(QLabel(self.tr("This computer"))))
        self.panel = HardwarePanel(self._state)
        column.addWidget(self.panel)
        column.addWidget(theme.as_heading(QLabel(self.tr("Base models"))))
        column.addLayout(self._bar())
        column.addWidget(self.outcome)
        column.addLayout(self.cards)
        column.addStretch()
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(self.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _bar(self) -> QHBoxLayout:
        line = QHBoxLayout()
        for action in (self.bring, self.explain, self.try_gpu, self.look):
            button = QPushButton(action.text())
            button.setEnabled(action.isEnabled())
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            line.addWidget(button)
        line.addStretch()
        return line

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _bring(self) -> None:
        state = BringingState(self._context.queue)
        dialog = BringDialog(state, self)
        state.setParent(dialog)
        self._open(dialog)

    def _compile(self, name: str) -> None:
        self._open(CompileDialog(self._compiling, name, self))

    def _use(self, name: str) -> None:
        self._state.use(name)
        self._context.notices.say(self.tr("{name} is used from now on.").format(name=name))

    def _verify(self, name: str) -> None:
        self._state.verify(name, self.tr("Verifying {name}").format(name=name))

    def _explain(self) -> None:
        self._state.examine(self.tr("Looking at this computer"))

    def _greet(self) -> None:
        """Try the GPU by itself while the first run says what is here."""
        if self.first_run.at_hardware and self._state.untried:
            self._try()

    def _try(self) -> None:
        self._state.try_gpu(self.tr("Trying the GPU"))

    def _remove(self, one: Compiled) -> None:
        try:
            files = self._compiling.files_of(one.folder)
        except YoError as error:
            show_problem(self, error)
            return
        loss = machine_words.consequence(Part.COMPILED)
        dialog = FileListDialog(files, one.folder.name, loss, self)
        dialog.agreed.connect(self._compiling.remove)
        self._open(dialog)

    def _made_words(self, made: Made) -> str:
        ready = self.tr("Compiled in {precision}.").format(precision=made.precision)
        return f"{ready}\n{sentences.translated(made.why)}"

    def _on_job_ended(self, job: JobHandle) -> None:
        if job is self._state.trial and job.status is JobStatus.DONE:
            self._context.notices.say(self._state.trial_words)

    def _on_failed(self, error: Exception) -> None:
        show_problem(self, error)
