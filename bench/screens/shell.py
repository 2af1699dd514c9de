"""The window itself: queue, commands, keys, a problem, a message."""

from PySide6.QtWidgets import QWidget

from bench.screens.library import concepts
from bench.screenshots import Scene, settle
from desktop.app import Desktop
from desktop.problems import EngineCrashError, UnexpectedError
from desktop.state.afterwards import After
from desktop.state.jobs import JobKind
from desktop.state.navigation import Place
from desktop.state.queue_model import QueueModel
from desktop.views.crash_offer import CrashOffer
from desktop.views.library_page import LibraryPage
from desktop.views.palette import Palette
from desktop.views.problem_dialog import ProblemDialog
from desktop.views.queue_page import QueuePage
from desktop.views.shortcuts import ShortcutsDialog
from desktop.widgets.toast import Toast
from engine.errors import SetupError
from engine.events import Job, Progress


def learning(done: int) -> Job[None]:
    """A job that is `done` of 60 steps far, and stays there."""
    for step in range(done + 1):
        yield Progress(step, 60, "Learning")
    while True:
        yield Progress(done, 60, "Learning")


def refused() -> Job[None]:
    """A job that does not work here."""
    yield Progress(0, 1, "Opening the model")
    raise SetupError("There is not enough free memory for this.", remedy="Close other programs.")


def queue(desktop: Desktop) -> QWidget:
    """One job runs, two wait, one has failed."""
    jobs = desktop.context.queue
    failed = jobs.add("Draw Mila on the beach", JobKind.DRAW, refused)
    while not failed.over:
        settle(0.05)
    jobs.add("Learn Mila", JobKind.LEARN, learning, 23)
    jobs.add("Draw Mila in the snow", JobKind.DRAW, learning, 5)
    jobs.add("Compile mini", JobKind.COMPILE, learning, 5)
    desktop.window.show_place(Place.QUEUE)
    [toast] = desktop.window.findChildren(Toast)
    toast.dismiss.click()
    settle()
    return desktop.window


def commands(desktop: Desktop) -> QWidget:
    """Ctrl+K."""
    desktop.window.show_place(Place.QUEUE)
    dialog = Palette(desktop.context.actions, desktop.window)
    dialog.show()
    dialog.field.setText("st")
    return dialog


def keys(desktop: Desktop) -> QWidget:
    """F1."""
    dialog = ShortcutsDialog(desktop.context.actions, desktop.window)
    dialog.show()
    return dialog


def problem(desktop: Desktop) -> QWidget:
    """A failure that a person can act on."""
    error = SetupError("The engine was killed from outside.", remedy="Close other programs.")
    dialog = ProblemDialog(error, desktop.window)
    dialog.show()
    return dialog


def bug(desktop: Desktop) -> QWidget:
    """A failure that is ours to repair."""
    trace = 'Traceback (most recent call last):\n  File "engine/jobs.py", line 1\nKeyError: 7'
    dialog = ProblemDialog(UnexpectedError(trace), desktop.window)
    dialog.show()
    return dialog


def crash(desktop: Desktop) -> QWidget:
    """The engine has crashed on a computer with a GPU."""
    offer = CrashOffer(
        desktop.engine.died, desktop.context.settings, desktop.window, has_gpu=lambda: True
    )
    desktop.engine.died.emit(EngineCrashError("The engine crashed (SIGSEGV).", remedy=""))
    settle()
    return offer.question or desktop.window


def countdown(desktop: Desktop) -> QWidget:
    """The queue is done, and the computer is to shut down."""
    desktop.window.show_place(Place.QUEUE)
    page = QueuePage(QueueModel(desktop.context.queue), desktop.context, act=_nothing)
    page.setParent(desktop.window)
    page.afterwards.choose(After.SHUT_DOWN)
    desktop.context.queue.add("Draw Mila", JobKind.DRAW, soon)
    while page.countdown is None:
        settle(0.05)
    return page.countdown


def soon() -> Job[None]:
    """A job that is over at once."""
    yield Progress(1, 1, "Drawing")


def message(desktop: Desktop) -> QWidget:
    """A concept was deleted, and can be had back."""
    concepts(desktop)
    [page] = desktop.window.findChildren(LibraryPage)
    assert page._state.selected_card is not None
    page._state.delete(page._state.selected_card)
    settle()
    return desktop.window


def _nothing(*_: object) -> None:
    return


SCENES: dict[str, Scene] = {
    "queue": queue,
    "commands": commands,
    "keys": keys,
    "problem": problem,
    "bug": bug,
    "message": message,
    "crash": crash,
    "countdown": countdown,
}
