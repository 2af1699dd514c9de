"""How much of the time a long job works, and when it makes way on the GPU."""

import os
import sys
import time
from collections.abc import Collection
from multiprocessing import get_context

import pytest

from engine.courtesy import EAGER, LOOK, Courtesy, Rests, slowed
from engine.model.memory import GpuMemory
from engine.settings import Settings

GB = 10**9


@pytest.fixture(autouse=True)
def pytorch_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests have loaded says nothing of a job here."""
    for name in ("ort", "trt"):
        monkeypatch.delitem(sys.modules, f"engine.runtime.backends.{name}", raising=False)


@pytest.mark.parametrize(("duty", "rest"), [("100", 0.0), ("75", 1.0), ("50", 3.0), ("25", 9.0)])
def test_a_step_of_three_seconds_is_followed_by_the_rest_that_its_share_leaves(
    duty: str, rest: float
) -> None:
    rests = Rests(Courtesy.of(Settings(duty=duty)))
    assert rests.left(10.0) == 0
    rests.worked(10.0, 13.0)
    assert rests.left(13.0) == pytest.approx(rest)
    assert rests.left(13.0 + rest) == 0


def test_a_forecast_counts_the_rests() -> None:
    assert slowed(60.0, Settings()) == 60.0
    assert slowed(60.0, Settings(duty="25")) == 240.0


def test_where_a_person_waits_there_is_no_rest() -> None:
    rests = Rests(EAGER, lambda: GpuMemory(12 * GB, 12 * GB))
    rests.worked(0.0, 60.0)
    assert rests.left(60.0) == 0


class Card:
    """A GPU of 12 GB whose use a test changes."""

    def __init__(self) -> None:
        self.memory: GpuMemory | None = GpuMemory(taken=9 * GB, total=12 * GB, own=8 * GB)
        self.held: dict[int, int] = {}
        """What the driver tells, by process; nothing where it is empty."""
        self.asked = 0

    def ask(self) -> GpuMemory | None:
        """What is taken now."""
        return self.memory

    def ask_driver(self, processes: Collection[int]) -> int | None:
        """What these processes hold."""
        self.asked += 1
        found = [size for process, size in self.held.items() if process in processes]
        return sum(found) if found else None


def test_a_job_makes_way_for_a_game_and_goes_on_after_it_and_says_so_once() -> None:
    card = Card()
    rests = Rests(Courtesy.of(Settings(gpu_spare="2")), card.ask)
    assert rests.left(0.0) == 0
    card.memory = GpuMemory(taken=11 * GB, total=12 * GB, own=8 * GB)
    assert rests.left(1.0) == LOOK
    news = rests.news()
    assert news is not None and "rests until there is room" in news.text
    assert rests.left(2.0) == LOOK
    assert rests.news() is None
    card.memory = GpuMemory(taken=9 * GB, total=12 * GB, own=8 * GB)
    assert rests.left(3.0) == 0
    assert rests.news() is None


def test_a_job_never_waits_for_memory_that_it_has_taken_itself() -> None:
    card = Card()
    rests = Rests(Courtesy.of(Settings(gpu_spare="4")), card.ask)
    assert rests.left(0.0) == 0
    card.memory = GpuMemory(taken=11 * GB, total=12 * GB, own=10 * GB)
    assert rests.left(1.0) == 0


def test_a_job_never_waits_for_memory_that_a_process_of_its_own_has_taken() -> None:
    card = Card()
    rests = Rests(Courtesy.of(Settings(gpu_spare="2")), card.ask)
    assert rests.left(0.0) == 0
    card.memory = GpuMemory(taken=11 * GB, total=12 * GB, own=8 * GB)
    building = get_context("spawn").Process(target=time.sleep, args=(60,))
    building.start()
    assert rests.left(1.0) == 0
    building.kill()
    building.join()
    assert rests.left(2.0) == LOOK


def watched(card: Card) -> Rests:
    """A job that has begun on this card, beside 1 GB of others."""
    rests = Rests(Courtesy.of(Settings(gpu_spare="2")), card.ask, card.ask_driver)
    assert rests.left(0.0) == 0
    return rests


def test_a_job_never_waits_for_what_it_holds_through_other_libraries_than_pytorch() -> None:
    card = Card()
    card.held = {os.getpid(): 8 * GB}
    rests = watched(card)
    card.memory = GpuMemory(taken=11 * GB, total=12 * GB, own=0)
    card.held = {os.getpid(): 10 * GB, 1: GB}
    assert rests.left(1.0) == 0
    assert [rests.left(at) for at in (2.0, 3.0, 4.0)] == [0, 0, 0]
    assert card.asked == 2, "once more, where it seemed that others had grown"


def test_a_game_is_made_way_for_beside_a_model_of_another_library_too() -> None:
    card = Card()
    card.memory = GpuMemory(taken=8 * GB, total=12 * GB, own=0)
    card.held = {os.getpid(): 7 * GB, 1: GB}
    rests = watched(card)
    card.memory = GpuMemory(taken=11 * GB, total=12 * GB, own=0)
    assert rests.left(1.0) == LOOK
    card.memory = GpuMemory(taken=8 * GB, total=12 * GB, own=0)
    assert rests.left(2.0) == 0


def test_memory_that_the_job_gives_back_and_takes_again_is_no_game() -> None:
    card = Card()
    rests_at = {}
    card.memory, card.held = GpuMemory(taken=11 * GB, total=12 * GB), {os.getpid(): 10 * GB}
    rests = watched(card)
    for at, own in ((1.0, 1), (2.0, 10), (3.0, 1), (4.0, 10)):
        card.memory = GpuMemory(taken=(own + 1) * GB, total=12 * GB)
        card.held = {os.getpid(): own * GB}
        rests_at[at] = rests.left(at)
    assert set(rests_at.values()) == {0}


def test_what_a_process_of_its_own_holds_is_counted_and_a_game_beside_it_is_seen() -> None:
    card = Card()
    card.held = {os.getpid(): 8 * GB}
    rests = watched(card)
    building = get_context("spawn").Process(target=time.sleep, args=(60,))
    building.start()
    try:
        assert building.pid is not None
        card.held[building.pid] = 2 * GB
        card.memory = GpuMemory(taken=11 * GB, total=12 * GB, own=8 * GB)
        assert rests.left(1.0) == 0
        card.memory = GpuMemory(taken=12 * GB, total=12 * GB, own=8 * GB)
        assert rests.left(2.0) == LOOK
    finally:
        building.kill()
        building.join()


def test_where_nobody_can_tell_whose_memory_it_is_a_job_does_not_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    card = Card()
    rests = watched(card)
    monkeypatch.setitem(sys.modules, "engine.runtime.backends.trt", os)
    card.memory = GpuMemory(taken=11 * GB, total=12 * GB, own=0)
    assert [rests.left(at) for at in (1.0, 2.0, 3.0)] == [0, 0, 0]
    assert card.asked == 1, "a driver that does not tell is not asked again"


def test_without_a_gpu_nothing_is_short() -> None:
    card = Card()
    card.memory = None
    assert Rests(Courtesy.of(Settings(gpu_spare="4")), card.ask).left(0.0) == 0
