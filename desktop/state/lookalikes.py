"""Pictures of the pool that look like a concept: in their order, left out, taken in again."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.context import Context
from desktop.state.errands import Errands
from desktop.state.jobs import JobHandle, JobKind, JobStatus
from engine.learning.pool_ranking import Lookalike, Scope, leave_out, lookalikes_of, take_in


class LookalikesState(QObject):
    """The ranking for one concept; the engine makes it, and again after each change."""

    changed = Signal()
    failed = Signal(object)
    """A YoError to be shown."""

    def __init__(self, context: Context, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self.name = context, name
        self._errands = Errands(self)
        self._errands.failed.connect(self.failed)
        self.found: tuple[Lookalike, ...] = ()
        self.job: JobHandle | None = None

    @property
    def busy(self) -> bool:
        """Whether the ranking is being made, or waits for its turn."""
        return self.job is not None and not self.job.over

    @property
    def waiting(self) -> bool:
        """Whether another job goes before it."""
        return self.job is not None and self.job.status is JobStatus.WAITING

    def look(self) -> None:
        """Rank the pool; what is ranked already stays until then."""
        if self.busy:
            return
        title = self.tr("Look-alikes of {name}").format(name=self.name)
        settings = self._context.settings.value
        self.job = self._context.queue.add(title, JobKind.CHECK, lookalikes_of, self.name, settings)
        self.job.changed.connect(self.changed)
        self.job.ended.connect(self._on_ended)  # no partial: that would outlive this object
        self.changed.emit()

    def leave_out(self, one: Lookalike, scope: Scope) -> None:
        """Learn from a picture no longer: this concept, or every one."""
        name = self.name if scope is Scope.CONCEPT else ""
        self._errands.run(partial(leave_out, (one.key,), name), self._on_changed)

    def take_in(self, one: Lookalike) -> None:
        """Learn from a picture again."""
        name = self.name if one.left_out is Scope.CONCEPT else ""
        self._errands.run(partial(take_in, (one.key,), name), self._on_changed)

    def stop(self) -> None:
        """Nobody looks any more."""
        if self.job is not None:
            self.job.cancel()

    def _on_changed(self, _: object) -> None:
        self.look()

    def _on_ended(self) -> None:
        if self.job is not None and isinstance(self.job.result, tuple):
            self.found = self.job.result
        self.changed.emit()
        if self.job is not None and self.job.error is not None:
            self.failed.emit(self.job.error)
