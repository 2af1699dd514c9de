"""First run, teach, chat about a photo, draw, export and delete: with the mouse, words typed."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from bench.journeys import eyes
from bench.journeys.hands import (
    choose,
    click_on,
    click_row,
    key,
    name_files,
    open_menu,
    press,
    write,
)
from bench.journeys.steps import Script, Trip, until
from desktop.state.navigation import Place

NAME = "Mila"


def journey(trip: Trip) -> Script:
    """All of it; the concept is exported before it is deleted."""
    yield from first_run()
    yield from teach(trip.photos)
    yield from chat(trip.photos)
    yield from draw()
    yield from export(trip.file)
    yield from delete()
    yield open_menu("File")
    yield from choose("Quit")


def first_run() -> Script:
    """Read what is here, and go on to teaching."""
    for heading in ("This computer", "Where everything is kept", "The base model"):
        yield until(heading, partial(eyes.reads, heading))
        yield press("Next")
    yield until("the computer was looked at", lambda: eyes.reads("Ready"))
    yield press("Teach a concept")


def teach(photos: Path) -> Script:
    """Four photos from a folder."""
    yield press("Add a folder")
    yield from name_files([photos])
    yield until("the photos are there", lambda: eyes.reads("4 photos"))
    yield click_on(QLineEdit, "Name")
    yield from write(NAME)
    yield press("Pet")
    yield press("Learn")
    yield until("it is learned", lambda: eyes.reads(f"{NAME} is learned"))


def chat(photos: Path) -> Script:
    """Ask about a photo."""
    yield press("Chat with it")
    yield press("Attach a photo")
    yield from name_files([next(photos.iterdir())])
    yield until("the photo is attached", lambda: eyes.find(QLabel, "Attached photo"))
    yield click_on(QPlainTextEdit, "Message")
    yield from write("Is this Mila?")
    yield press("Send")
    yield until("the answer is there", answered)


def answered() -> bool:
    """A question and an answer are shown, and no more is coming."""
    window = eyes.window()
    if window is None:
        return False
    state = window.page(Place.CHAT)._state.chat  # type: ignore[attr-defined]  # of the chat page
    return len(state.shown) == 2 and state.answering is None


def draw() -> Script:
    """Four pictures, named with @."""
    yield click_row("Places", list(Place).index(Place.DRAW))
    yield click_on(QPlainTextEdit, "What to draw")
    yield from write("A photo of @Mi")
    yield key("Return")
    yield press("Draw")
    yield until("four are drawn", lambda: eyes.reads("4 of 4 finished"))


def export(file: Path) -> Script:
    """One file, without the photos."""
    yield click_row("Places", list(Place).index(Place.LIBRARY))
    yield click_row("Concepts", 0)
    yield press("More actions")
    yield from choose("Export")
    yield press("No")
    yield from name_files([file])
    yield until("it is written", lambda: eyes.reads("Written to"))


def delete() -> Script:
    """Taken back once; then for good, when ten seconds have passed."""
    yield press("More actions")
    yield from choose("Delete")
    yield press("Undo")
    yield until("it is back", lambda: eyes.rows("Concepts") == 1)
    yield click_row("Concepts", 0)
    yield press("More actions")
    yield from choose("Delete")
    yield until("it is erased", lambda: eyes.reads("is erased:"))
    yield until("nothing is left", lambda: eyes.reads("Nothing was learned yet"))
