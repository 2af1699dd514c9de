"""How much of the time a long job works, and when it makes way on the GPU."""

import time
from multiprocessing import get_context

import pytest

from engine.courtesy import EAGER, LOOK, Courtesy, Rests, slowed
from engine.model.memory import GpuMemory
from engine.settings import Settings

GB = 10**9


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

    def ask(self) -> GpuMemory | None:
        """What is taken now."""
        return self.memory


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


def test_without_a_gpu_nothing_is_short() -> None:
    card = Card()
    card.memory = None
    assert Rests(Courtesy.of(Settings(gpu_spare="4")), card.ask).left(0.0) == 0
