"""Whole journeys of a person, with a real window, the real engine's process and the mini model."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.journeys.stops import STOPS
from bench.journeys.travel import Report, screen, travel
from engine.concepts.concept import Concept
from engine.storage import files_below

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc what is left behind")
BLOCK = 0.075
"""Seconds that the window may compute without an answer: half more than bench/responsiveness.py
allows a machine with nothing else to do; a busy one computes slowly."""


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    """A screen that nobody sees."""
    with screen() as found:
        yield found


def test_a_person_with_a_mouse_teaches_chats_draws_exports_and_deletes(
    environment: dict[str, str], tmp_path: Path
) -> None:
    report = travel("mouse", tmp_path, environment)
    check(report, tmp_path)
    assert kept(tmp_path / "home") == []


def test_a_person_with_keys_alone_does_the_same_and_quits_while_it_draws(
    environment: dict[str, str], tmp_path: Path
) -> None:
    check(travel("keys", tmp_path, environment), tmp_path)


def test_a_person_stops_answers_and_drawings_and_rests(
    environment: dict[str, str], tmp_path: Path
) -> None:
    report = travel("stops", tmp_path, environment, "--quick")
    assert (report.trouble, report.status, report.left) == ("", 0, [])
    assert len(report.figures["stop"]) == STOPS[True]
    assert report.figures["stop an answer"]


def check(report: Report, folder: Path) -> None:
    """All of it was done, nothing is left running, and the window always answered."""
    assert (report.trouble, report.status) == ("", 0)
    assert report.left == []
    assert Concept.load(folder / "Mila.concept").name == "Mila"
    assert [stall for stall in report.stalls if stall.worked > BLOCK] == []


def kept(home: Path) -> list[str]:
    """Files of concepts, photos, drawings, chats and learnings, and small views of them."""
    places = ("library", "learning", "cache/thumbnails")
    found = [path for place in places for path in files_below(home / place)]
    names = [path.relative_to(home).as_posix() for path in found]
    return [name for name in names if not name.startswith("library/library.db")]
