import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop import background
from desktop.watchdog import Watchdog


class Asker(QObject):
    """Notes what it was told, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.threads: set[int] = set()

    def hear(self, value: object) -> None:
        self.told.append(value)
        self.threads.add(threading.get_ident())


def test_the_result_arrives_in_the_thread_that_asked(qtbot: QtBot) -> None:
    asker, worked = Asker(), []

    def work(value: int) -> int:
        worked.append(threading.get_ident())
        return value + 1

    background.run(work, 1).done.connect(asker.hear)
    qtbot.waitUntil(lambda: bool(asker.told))
    assert asker.told == [2] and asker.threads == {threading.get_ident()}
    assert worked != [threading.get_ident()]


def test_a_failure_arrives_as_the_exception(qtbot: QtBot) -> None:
    asker = Asker()

    def work() -> None:
        raise KeyError("no")

    background.run(work).failed.connect(asker.hear)
    qtbot.waitUntil(lambda: bool(asker.told))
    assert isinstance(asker.told[0], KeyError)


def test_many_pieces_of_work_are_all_told_and_none_is_kept(qtbot: QtBot) -> None:
    asker = Asker()
    for number in range(200):
        background.run(lambda value: value, number).done.connect(asker.hear)
    qtbot.waitUntil(lambda: len(asker.told) == 200)
    assert sorted(asker.told) == list(range(200))  # type: ignore[type-var]
    assert not background._open


def test_the_watchdog_measures_a_window_that_did_not_answer(qtbot: QtBot) -> None:
    watchdog = Watchdog()
    watchdog.start()
    qtbot.wait(60)
    watchdog.blocks.clear()
    threading.Event().wait(0.12)
    qtbot.wait(30)
    watchdog.stop()
    assert 0.1 < watchdog.longest < 1
    block = max(watchdog.blocks, key=lambda one: one.seconds)
    assert 0.05 < block.own <= block.seconds, "waiting is the window's own fault"
    assert block.worked < 0.05, "waiting is no work"
