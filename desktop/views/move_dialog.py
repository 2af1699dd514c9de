"""Asks before the private folder is moved, shows how far that is, and begins the app again."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QFormLayout, QWidget

from desktop import restart, sentences, theme
from desktop.context import Context
from desktop.palettes import Tone
from desktop.state import job_words
from desktop.state.moving import MovingState
from desktop.views.sole_dialog import SoleDialog, path_words, wrapped
from engine.moving import Moved
from engine.paths import home


def ask_place(context: Context, over: QWidget) -> None:
    """Let a person choose where the private folder is to lie, then ask once more."""
    title = QCoreApplication.translate("FolderMove", "Where is the private folder to lie?")
    chosen = QFileDialog.getExistingDirectory(over, title, str(Path.home()))
    if chosen:
        ask_to_move(context, over.window(), Path(chosen))


def ask_to_move(context: Context, window: QWidget, chosen: Path) -> "MoveDialog":
    """Ask whether the folder is to go there."""
    context.notices.commit()  # what waits for an undo would be done while it is copied
    state = MovingState(context.queue, chosen)
    dialog = MoveDialog(state, window, context.navigation.losses())
    state.setParent(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    state.look()
    dialog.open()
    return dialog


class MoveDialog(SoleDialog):
    """From where, to where, and what speaks against it."""

    def __init__(
        self,
        state: MovingState,
        parent: QWidget | None = None,
        losses: Sequence[str] = (),
        leave: Callable[[], None] = restart.ask,
    ) -> None:
        """`leave` begins the app again, once the folder is elsewhere."""
        super().__init__(state.work, parent, losses)
        self.name(self.tr("Move the private folder"), self.tr("Move it"))
        self._state, self._leave = state, leave
        self._done = False
        form = QFormLayout()
        form.addRow(self.tr("From:"), wrapped(path_words(home())))
        form.addRow(self.tr("To:"), wrapped(path_words(state.target)))
        self.note = theme.as_note(wrapped())
        self.note.setText(
            self.tr(
                "Everything is copied and compared before the new place is used. Then the app "
                "begins again, and the former folder can be erased on the page of storage."
            )
        )
        self.doubts = theme.as_tone(wrapped(), Tone.WARNING)
        self.content.addLayout(form)
        self.content.addWidget(self.note)
        self.content.addWidget(self.doubts)
        state.changed.connect(self.refresh)
        state.failed.connect(self.show_failure)
        state.work.done.connect(self._on_moved)
        self.refresh()

    def refresh(self) -> None:
        """Show the state as it is now."""
        state = self._state
        self.doubts.setText("\n".join(map(sentences.translated, state.doubts)))
        self.doubts.setVisible(bool(state.doubts) and not self._done)
        self.start.setEnabled(self._done or (state.fit and not state.work.busy))
        super().refresh()

    def begin(self) -> None:
        """Move it; where that is done, begin the app again."""
        if self._done:
            self._leave()
        else:
            self._state.start(self.tr("Moving the private folder"))

    def reject(self) -> None:
        """Stop or close; where it is done, there is no way but to begin again."""
        if self._done:
            self._leave()
        else:
            super().reject()

    def _on_moved(self, done: Moved) -> None:
        self._done = True
        self.note.setText(
            self.tr("{size} are in the new place and are used there from now on.").format(
                size=job_words.size(done.bytes)
            )
        )
        self.start.setText(self.tr("Begin again"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).hide()
        self.refresh()
