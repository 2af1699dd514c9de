"""Which graphics card is used, told of made-up lists, and what a driver in trouble is."""

import os
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from engine import graphics
from engine.graphics import Gpu, Reason, choose, hold, ranked
from engine.settings import Settings
from tests.graphics_cards import DriverTool, card

GIB = 1 << 30
OLD, NEW, LIKE = card("Old", "GPU-a", 8), card("New", "GPU-b", 24), card("New", "GPU-c", 24)


def test_the_card_with_the_most_free_memory_is_used_and_the_order_asked_in_says_nothing() -> None:
    for cards in ((OLD, NEW, LIKE), (LIKE, NEW, OLD)):
        assert [one.uuid for one in ranked(cards)] == ["GPU-b", "GPU-c", "GPU-a"]
        assert choose(cards, Settings()) == graphics.Used(NEW, Reason.FREEST)


def test_a_few_windows_on_one_of_two_like_cards_do_not_turn_them_round() -> None:
    for taken in (0, 900_000_000):
        busy = replace(NEW, free=NEW.free + GIB - 1 - taken)
        assert choose((LIKE, busy), Settings()).gpu == busy
        assert choose((replace(LIKE, free=LIKE.free + taken), NEW), Settings()).gpu == NEW


def test_the_chosen_card_is_used_whatever_its_number_and_its_memory() -> None:
    for cards in ((OLD, NEW), (NEW, OLD)):
        assert choose(cards, Settings(gpu="GPU-a")) == graphics.Used(OLD, Reason.CHOSEN)


def test_where_the_chosen_card_is_gone_the_freest_is_used_and_that_is_said() -> None:
    assert choose((OLD, NEW), Settings(gpu="GPU-x")) == graphics.Used(NEW, Reason.GONE)
    assert choose((), Settings(gpu="GPU-x")) == graphics.Used(None, Reason.GONE)
    assert "not here now" in Reason.GONE


def test_what_the_environment_says_of_cards_holds() -> None:
    assert choose((OLD, NEW), Settings(gpu="GPU-a"), visible="1").reason is Reason.OUTSIDE
    assert choose((OLD, NEW), Settings(), visible="") == graphics.Used(None, Reason.OUTSIDE)
    assert choose((OLD, NEW), Settings(), visible="GPU-a").gpu == OLD


def test_one_card_and_none_are_said_to_be_that() -> None:
    assert choose((OLD,), Settings()).reason is Reason.ALONE
    assert choose((), Settings()) == graphics.Used(None, Reason.NONE)


def held(cards: tuple[Gpu, ...], settings: Settings, **before: str) -> dict[str, str]:
    """What the environment is after `hold` on a machine with these cards."""
    environment = dict(before)
    hold(settings, lambda: (cards, ""), environment)
    return environment


def test_a_process_sees_the_one_card_that_is_used() -> None:
    assert held((OLD, NEW), Settings()) == {"CUDA_VISIBLE_DEVICES": "GPU-b"}
    assert held((OLD, NEW), Settings(gpu="GPU-a")) == {"CUDA_VISIBLE_DEVICES": "GPU-a"}


def test_a_person_who_works_without_the_gpu_hides_every_card_whatever_was_said_before() -> None:
    without = Settings(gpu="GPU-a", without_gpu=True)
    assert choose((OLD, NEW), without) == graphics.Used(None, Reason.WITHOUT)
    assert held((OLD,), without, CUDA_VISIBLE_DEVICES="1") == {"CUDA_VISIBLE_DEVICES": ""}


def test_nothing_is_hidden_where_there_is_nothing_to_choose_or_somebody_else_has_chosen() -> None:
    assert held((OLD,), Settings()) == {}
    assert held((), Settings(gpu="GPU-a")) == {}
    assert held((OLD, NEW), Settings(device="cpu")) == {}
    assert held((OLD, NEW), Settings(), WORLD_SIZE="2") == {"WORLD_SIZE": "2"}
    own = {"CUDA_VISIBLE_DEVICES": "1"}
    assert held((OLD, NEW), Settings(gpu="GPU-a"), **own) == own


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DriverTool:
    """NVIDIA's own tool; a test says what it does."""
    return DriverTool(tmp_path / "bin", monkeypatch)


def test_a_driver_that_hangs_holds_nobody_up(tool: DriverTool) -> None:
    tool.does("sleep 60")
    begun = time.monotonic()
    gpus, trouble = graphics.ask_driver(patience=0.3)
    assert time.monotonic() - begun < 5
    assert gpus == ()
    assert "did not answer" in trouble


@pytest.mark.parametrize("script", ["exit 9", "echo nonsense", "echo a, b, c, d, e, [N/A]"])
def test_a_driver_that_talks_nonsense_is_no_gpu_with_a_reason(
    tool: DriverTool, script: str
) -> None:
    tool.does(script)
    assert graphics.ask_driver() == ((), "The driver's tool is here, but it names no GPU.")


def test_a_tool_that_cannot_start_is_a_reason_not_a_crash(tool: DriverTool) -> None:
    tool.does("")
    tool.path.write_bytes(b"\x7fELF broken")
    _, trouble = graphics.ask_driver()
    assert trouble


def test_without_a_driver_there_is_no_gpu_and_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert graphics.ask_driver() == ((), "")


def test_the_driver_tells_what_processes_hold_together(tool: DriverTool) -> None:
    tool.says("12, 3000\n13, 500\n99, 4000")
    assert graphics.held_by({12, 13}) == 3500 << 20


@pytest.mark.parametrize("rows", ["12, [N/A]", "99, 4000", "", "No running processes found"])
def test_a_driver_that_does_not_name_them_tells_nothing(tool: DriverTool, rows: str) -> None:
    tool.says(rows)
    assert graphics.held_by({12}) is None


def test_a_driver_that_hangs_tells_nothing_of_processes(tool: DriverTool) -> None:
    tool.does("sleep 60")
    assert graphics.held_by({12}, patience=0.3) is None


@pytest.mark.skipif(os.name == "nt", reason="there it is done, and not refused")
def test_on_windows_the_tool_is_asked_without_a_console_that_flashes(
    tool: DriverTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool.says("12, 3000")
    monkeypatch.setattr(subprocess, "CREATE_NO_WINDOW", 0x08000000, raising=False)
    with pytest.raises(ValueError, match="creationflags"):  # only Windows can do that
        graphics.ask_driver()
