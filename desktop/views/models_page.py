"""This computer and its base models: the first run, verdicts, and everything done with a model."""

from functools import partial

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
from desktop.state.models import Compiled, Model, ModelsState
from desktop.state.navigation import Place
from desktop.theme import SPACE
from desktop.views.bring_dialog import BringDialog
from desktop.views.brought_card import BroughtCard
from desktop.views.compile_dialog import CompileDialog
from desktop.views.file_list_dialog import FileListDialog
from desktop.views.first_run_view import FirstRunView
from desktop.views.hardware_panel import HardwarePanel
from desktop.views.licences_dialog import show_licences
from desktop.views.model_card import ModelCard
from desktop.views.problem_dialog import show_problem
from engine.errors import YoError
from engine.model.bringing import is_copy
from engine.model.checkpoints import Checkpoint
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
        self.brought = BroughtCard()
        self.cards = QVBoxLayout()
        self._shown: list[tuple[Model, str, bool]] = []
        self._make_actions()
        self._lay_out()
        state.changed.connect(self.refresh)
        state.failed.connect(self._on_failed)
        state.verified.connect(self._on_verified)
        state.forgotten.connect(self._on_forgotten)
        self.brought.use_asked.connect(self._use)
        self.brought.compile_asked.connect(self._compile)
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
        self._show_cards()

    def _show_cards(self) -> None:
        """Make the cards anew where what they show has changed, so that the focus stays."""
        reasons, active = self._state.reasons, self._state.active
        shown = [(one, reasons.get(one.name, ""), one.name == active) for one in self._state.models]
        if shown == self._shown:
            return
        self._shown = shown
        while self.cards.count():
            item = self.cards.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        add = partial(self._context.actions.add, scope=self)
        for model, reason, in_use in shown:
            card = ModelCard(model, reason, add, active=in_use)
            card.use_asked.connect(self._use)
            card.verify_asked.connect(self._verify)
            card.forget_asked.connect(self._state.forget)
            card.compile_asked.connect(self._compile)
            card.licence_asked.connect(partial(show_licences, self))
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
        column.addWidget(self.brought)
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
        dialog.begun.connect(self._on_begun)
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

    def _on_begun(self, job: JobHandle) -> None:
        job.ended.connect(partial(self._on_brought, job))

    def _on_brought(self, job: JobHandle) -> None:
        found = job.result
        if job.status is not JobStatus.DONE or not isinstance(found, Checkpoint):
            return
        self.brought.offer(found.name, copied=is_copy(found))
        said = self.tr("{name} is here: on the page Models it can be used and compiled.")
        self._context.notices.say(said.format(name=found.name))

    def _on_verified(self, name: str) -> None:
        said = self.tr("Every file of {name} is as it was when it was added.")
        self._context.notices.say(said.format(name=name))

    def _on_forgotten(self, model: Model) -> None:
        said = (
            self.tr("{name} is forgotten. Its copy can be removed on the page Storage.")
            if model.copied
            else self.tr("{name} is forgotten. Its files stay in {folder}.")
        )
        self._context.notices.say(said.format(name=model.name, folder=model.folder))

    def _on_failed(self, error: Exception) -> None:
        show_problem(self, error)
