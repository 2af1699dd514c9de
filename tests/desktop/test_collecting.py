"""Garbage goes between two events of the window, never in another thread."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop import collecting
from desktop.collecting import Collector


class Knot:
    """Only a collection can free it."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def looked_at_again() -> Iterator[None]:
    """Other tests may free what was there during these."""
    yield
    gc.unfreeze()


def test_what_is_there_at_the_start_is_not_looked_at_again(qtbot: QtBot) -> None:
    collector = Collector()
    assert gc.get_freeze_count() > 10_000 > len(gc.get_objects())
    kept = [Knot() for _ in range(100)]
    collector.keep()
    assert not any(one in kept for one in gc.get_objects() if type(one) is Knot)
    collector.deleteLater()


def test_python_collects_nothing_by_itself_and_the_collector_does(qtbot: QtBot) -> None:
    collector = Collector()
    assert not gc.isenabled()
    known = weakref.ref(Knot())
    many = threading.Thread(target=lambda: [Knot() for _ in range(5000)])
    many.start()
    many.join()
    assert known() is not None
    qtbot.waitUntil(lambda: known() is None)
    collector.deleteLater()


def test_little_garbage_waits() -> None:
    gc.disable()
    gc.collect()
    known = weakref.ref(Knot())
    collecting.collect_due()
    assert known() is not None
