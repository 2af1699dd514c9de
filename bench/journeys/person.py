"""Sits at the app and takes each step of a script as soon as what it waits for is shown."""

import time
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from bench.journeys import eyes
from bench.journeys.steps import Rest, Script, Step
from bench.journeys.witness import Witness
from desktop.views.main_window import MainWindow
from desktop.watchdog import Watchdog

LOOK_EVERY = 20
"""Milliseconds between two looks; also between two keys."""
NESTED = 0.25
"""Seconds after which what is still being done has opened a dialog with a loop of its own."""
LONG = 0.05
"""Seconds without an answer that are written down."""
PATIENCE = 300.0
"""Seconds for one step; a person would have gone by then."""


@dataclass(frozen=True, slots=True)
class Stall:
    """A time without an answer, in seconds; in which step, and what was running."""

    seconds: float
    own: float
    """Of them, what the machine's other work is not to blame for."""
    worked: float
    """Of them, what the window's thread computed."""
    step: str
    doing: list[str]


class Person(QObject):
    """Begins with the first paint of the window. `trouble` says what never came."""

    def __init__(self, app: QApplication, script: Script, pictures: Path) -> None:
        """`pictures` is the folder for what was on the screen when something went wrong."""
        super().__init__(app)
        self._app, self._script, self._pictures = app, script, pictures
        self.stalls: list[Stall] = []
        self.trouble = ""
        self._step: Step | Rest | None = None
        self._doing: Step | None = None
        self._since = 0.0
        self._watchdog = Watchdog(self)
        self._witness = Witness(self._watchdog)
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        app.installEventFilter(self)

    @property
    def report(self) -> dict[str, object]:
        """What was found, for JSON."""
        return {"trouble": self.trouble, "stalls": [asdict(one) for one in self.stalls]}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the window."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, MainWindow):
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, self._sit_down)
        return False

    def _sit_down(self) -> None:
        self._app.aboutToQuit.connect(self._leave)
        self._watch()
        self._next()

    def _watch(self) -> None:
        self._watchdog.start()
        self._witness.start()
        self._timer.start()

    def _rest(self) -> None:
        self._note_stalls()
        self._timer.stop()
        self._watchdog.stop()
        self._witness.stop()

    def _leave(self) -> None:
        self._rest()
        if self._doing is not None:  # what ends the app is done, and nothing may come after it
            self._next()
        if self._step is not None and not self.trouble:
            self.trouble = f"the app ended before: {self._step.words}"

    def _next(self) -> None:
        self._doing = None
        self._step, self._since = next(self._script, None), time.monotonic()
        if isinstance(self._step, Rest):
            self._rest()
            QTimer.singleShot(round(self._step.seconds * 1000), self, self._awake)
        elif self._step is None:
            self._timer.stop()

    def _awake(self) -> None:
        assert isinstance(self._step, Rest)
        self._step.told()
        self._watch()
        self._next()

    def _look(self) -> None:
        self._note_stalls()
        self._manage_windows()
        passed = time.monotonic() - self._since
        if self._doing is not None:
            if passed > NESTED:
                self._next()
        elif isinstance(self._step, Step):
            found = self._step.find()
            if found:
                self._do(self._step, found)
            elif passed > PATIENCE:
                self._give_up(self._step)

    def _manage_windows(self) -> None:
        """Give what is in front the keyboard, as a window manager does; here there is none."""
        here = eyes.front()
        if here is not None and not here.isActiveWindow():
            here.activateWindow()

    def _do(self, step: Step, found: object) -> None:
        """Outside this slot: what is done may open a dialog that has a loop of its own."""

        def act() -> None:
            if step.act is not None:
                step.act(found)
            if self._doing is step:
                self._next()

        self._doing, self._since = step, time.monotonic()
        QTimer.singleShot(0, act)

    def _note_stalls(self) -> None:
        blocks, self._watchdog.blocks = self._watchdog.blocks, []
        doing = self._witness.take()
        for block in blocks:
            if block.seconds > LONG:
                words = self._step.words if self._step is not None else ""
                self.stalls.append(Stall(block.seconds, block.own, block.worked, words, doing))

    def _give_up(self, step: Step) -> None:
        self.trouble = f"never came: {step.words}"
        for number, top in enumerate(QApplication.topLevelWidgets()):
            if top.isVisible():
                top.grab().save(str(self._pictures / f"trouble-{number}.png"))
        self._step = None
        window = eyes.window()
        if window is not None:
            window.context.queue.cancel_all()
        self._app.exit(1)
