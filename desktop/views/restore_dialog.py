"""Asks before another library takes the place of the one in use, and shows how far that is."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFormLayout, QWidget

from desktop import theme
from desktop.state.job_words import size
from desktop.state.picture_words import when
from desktop.state.restoring import RestoringState
from desktop.views.sole_dialog import SoleDialog, wrapped
from engine.backup.holding import Holding


class RestoreDialog(SoleDialog):
    """What comes, and what is set aside."""

    def __init__(
        self, state: RestoringState, parent: QWidget | None = None, losses: Sequence[str] = ()
    ) -> None:
        super().__init__(state.work, parent, losses)
        self.name(self.tr("Restore a library"), self.tr("Replace the library"))
        self._state = state
        self.coming, self.going = wrapped(), wrapped()
        self.note = theme.as_note(wrapped())
        form = QFormLayout()
        form.addRow(self.tr("This comes:"), self.coming)
        form.addRow(self.tr("In use now:"), self.going)
        self.content.addLayout(form)
        self.content.addWidget(self.note)
        state.changed.connect(self.refresh)
        state.failed.connect(self.show_failure)
        state.replaced.connect(self.accept)
        self.refresh()

    def refresh(self) -> None:
        """Show the state as it is now."""
        state = self._state
        self.coming.setText(self._described(state.there) if state.there else self.tr("Looking…"))
        self.going.setText(self._described_now())
        self.note.setText(self._note())
        self.start.setEnabled(state.there is not None and not state.work.busy)
        super().refresh()

    def begin(self) -> None:
        """Replace the library."""
        self._state.start(self.tr("Restoring a library"))

    def _described_now(self) -> str:
        if self._state.there is None:
            return self.tr("Looking…")
        if self._state.now is None:
            return self.tr("Its list is damaged.")
        return self.tr("Nothing") if self._state.now.empty else self._described(self._state.now)

    def _described(self, what: Holding) -> str:
        counts = ", ".join(
            (
                self.tr("%n concept(s)", "", what.concepts),
                self.tr("%n chat(s)", "", what.chats),
                self.tr("%n drawing(s)", "", what.pictures),
            )
        )
        lines = [self.tr("{counts}; {size}").format(counts=counts, size=size(what.bytes))]
        if what.made_at:
            lines.append(self.tr("Backed up on {when}").format(when=when(what.made_at)))
        if not what.photos:
            lines.append(self.tr("Without photos: no concept can be taught more."))
        return "\n".join(lines)

    def _note(self) -> str:
        sentences = []
        if not self._state.source.is_dir():
            sentences.append(self.tr("Every file is proved before anything changes."))
        if self._state.now is None or not self._state.now.empty:
            sentences.append(
                self.tr(
                    "The library in use is then set aside as it is: on the page of storage it can "
                    "be brought back, or removed."
                )
            )
        return " ".join(sentences)
