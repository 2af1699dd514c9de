"""Memory is watched from outside, children included, and a killed process is told as such."""

import multiprocessing
import os
import signal
import sys
import time

import pytest

from bench.memory import memory, watched

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
BYTES = 200_000_000


def hold(size):
    held = bytearray(size)
    held[::4096] = b"x" * len(held[::4096])
    time.sleep(0.2)
    return len(held)


def hold_in_a_child(size):
    process = multiprocessing.get_context("fork").Process(target=hold, args=(size,))
    process.start()
    process.join()


def end_like_out_of_memory():
    os.kill(os.getpid(), signal.SIGKILL)


def fail():
    raise ValueError("no")


def test_the_peak_is_what_was_held():
    size, peak = watched(hold, BYTES)
    assert size == BYTES
    assert BYTES < peak.anonymous < BYTES + 150_000_000
    assert peak.resident >= peak.anonymous


def test_what_a_child_holds_counts():
    assert watched(hold_in_a_child, BYTES)[1].anonymous > BYTES


def test_a_killed_process_has_a_peak_and_no_result():
    result, peak = watched(end_like_out_of_memory)
    assert result is None
    assert peak.seconds > 0


def test_an_error_comes_back():
    with pytest.raises(ValueError, match="no"):
        watched(fail)


def test_a_process_that_is_gone_holds_nothing():
    assert memory(2**22 + 1) == (0, 0)
    assert memory()[0] > 0
