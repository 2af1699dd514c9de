"""The shortest visit: take the sample concept, ask it one question, read the answer, and quit."""

from PySide6.QtWidgets import QPlainTextEdit

from bench.journeys import eyes
from bench.journeys.hands import click_on, click_row, key, press, write
from bench.journeys.mouse import answered
from bench.journeys.steps import Script, Trip, until
from desktop.state.navigation import Place


def journey(trip: Trip) -> Script:
    """Nothing is learned and no file is opened, so `trip` gives nothing."""
    del trip
    yield press("Leave out")
    yield click_row("Places", list(Place).index(Place.LIBRARY))
    yield press("Try it with a sample")
    yield until("the sample is there", lambda: eyes.rows("Concepts") == 1)
    yield click_row("Concepts", 0)
    yield press("Chat")
    yield click_on(QPlainTextEdit, "Message")
    yield from write("What is Mila?")
    yield press("Send")
    yield until("the answer is there", answered)
    yield key("Ctrl+Q")
