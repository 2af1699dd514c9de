"""The same with the keyboard alone; at the end the window is closed while it draws."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QLabel

from bench.journeys import eyes
from bench.journeys.hands import key, name_files, tab_to, write
from bench.journeys.mouse import NAME, answered
from bench.journeys.steps import Script, Trip, until
from desktop.state.navigation import Place


def journey(trip: Trip) -> Script:
    """All of it; the concept is exported before it is deleted."""
    yield from first_run()
    yield from teach(trip.photos)
    yield from chat(trip.photos)
    yield from draw()
    yield from export(trip.file)
    yield from delete()
    yield from quit_while_it_draws()


def first_run() -> Script:
    """Read what is here, and go on to teaching."""
    for heading in ("This computer", "Where everything is kept", "The base model"):
        yield until(heading, partial(eyes.reads, heading))
        yield from tab_to("Next")
        yield key("Space")
    yield until("the last step", lambda: eyes.reads("Ready"))
    yield from tab_to("Teach a concept")
    yield key("Space")


def teach(photos: Path) -> Script:
    """Four photos by their names."""
    yield key("Ctrl+O")
    yield from name_files(sorted(photos.iterdir()))
    yield until("the photos are there", lambda: eyes.reads("4 photos"))
    yield from tab_to("Name")
    yield from write(NAME)
    yield from tab_to("Pet")
    yield key("Space")
    yield until("it can be learned", lambda: eyes.find(QAbstractButton, "Learn"))
    yield key("Ctrl+Return")
    yield until("it is learned", lambda: eyes.reads(f"{NAME} is learned"))


def command(words: str) -> Script:
    """Find a command by its words."""
    yield key("Ctrl+K")
    yield until("the commands are shown", lambda: eyes.has_focus("Search commands"))
    yield from write(words)
    yield key("Return")


def chat(photos: Path) -> Script:
    """Ask about a photo."""
    yield from command("Chat with it")
    yield until("the chat is there", lambda: eyes.has_focus("Message"))
    yield key("Ctrl+O")
    yield from name_files([next(photos.iterdir())])
    yield until("the photo is attached", lambda: eyes.find(QLabel, "Attached photo"))
    yield from write("Is this Mila?")
    yield key("Return")
    yield until("the answer is there", answered)


def draw() -> Script:
    """Four pictures, named with @."""
    yield from go_to(Place.DRAW)
    yield until("words can be written", lambda: eyes.has_focus("What to draw"))
    yield from write("A photo of @Mi")
    yield key("Return")
    yield key("Return")
    yield until("four are drawn", lambda: eyes.reads("4 of 4 finished"))


def go_to(place: Place) -> Script:
    """By the number of the page."""
    yield key(f"Ctrl+{list(Place).index(place) + 1}")


def export(file: Path) -> Script:
    """One file, without the photos."""
    yield from go_to(Place.LIBRARY)
    yield from select()
    yield key("Ctrl+E")
    yield until("it asks about photos", lambda: eyes.find(QAbstractButton, "No"))
    yield key("Return")
    yield from name_files([file])
    yield until("it is written", lambda: eyes.reads("Written to"))


def select() -> Script:
    """Go into the grid, to the first concept."""
    yield until("a concept is there", lambda: eyes.rows("Concepts") == 1)
    yield from tab_to("Concepts")
    yield key("Home")
    yield until("its details are there", lambda: eyes.find(QAbstractButton, "More actions"))


def delete() -> Script:
    """Taken back once; then for good, when ten seconds have passed."""
    yield key("Delete")
    yield until("it can be taken back", lambda: eyes.find(QAbstractButton, "Undo"))
    yield from tab_to("Undo")
    yield key("Space")
    yield from select()
    yield key("Delete")
    yield until("it is erased", lambda: eyes.reads("is erased:"))
    yield until("nothing is left", lambda: eyes.reads("Nothing was learned yet"))


def quit_while_it_draws() -> Script:
    """Say that it is meant."""
    yield from go_to(Place.DRAW)
    yield until("words can be written", lambda: eyes.has_focus("What to draw"))
    yield from write("A photo of a dog")
    yield key("Return")
    yield until("it draws", lambda: eyes.reads("0 of 4 finished"))
    yield key("Ctrl+Q")
    yield from tab_to("Stop and quit")
    yield key("Space")
