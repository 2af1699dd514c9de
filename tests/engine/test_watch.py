"""A job as a person at a terminal sees it."""

import io
import os
import signal
import time

import pytest

from engine import watch as watching
from engine.courtesy import Courtesy
from engine.estimate import Left
from engine.events import Job, Measured, Noticed, Progress, Said
from engine.watch import BarDisplay, LineDisplay, printable, remaining, watch


def counting(total: int) -> Job[str]:
    """A job of `total` steps."""
    for done in range(total + 1):
        yield Progress(done, total, "counting")
        yield Measured("loss", 1 / (done + 1), done)
    return "done"


class Interrupted:
    """A job that presses Ctrl-C itself, and remembers whether it was closed in order."""

    def __init__(self) -> None:
        self.closed = False

    def job(self) -> Job[None]:
        """Endless."""
        try:
            while True:
                os.kill(os.getpid(), signal.SIGINT)
                yield Progress(0, 1)
        except GeneratorExit:
            self.closed = True
            raise


def test_the_result_comes_back_and_progress_goes_to_stderr(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert watch(counting(3)) == "done"
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Counting: 0/3" in shown.err


def test_a_courteous_job_rests_between_its_steps_and_ends_all_the_same() -> None:
    worked = 0.0

    def busy() -> Job[str]:
        nonlocal worked
        for _ in range(3):
            begun = time.monotonic()
            time.sleep(0.02)
            worked += time.monotonic() - begun
            yield Progress(0, 1)
        return "done"

    begun = time.monotonic()
    assert watch(busy(), courtesy=Courtesy(share=25)) == "done"
    assert time.monotonic() - begun > 4 * worked * 0.99


def test_a_rest_is_ended_by_ctrl_c() -> None:
    def slow() -> Job[None]:
        yield Progress(0, 2)
        time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGINT)
        yield Progress(1, 2)

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        watch(slow(), courtesy=Courtesy(share=1))
    assert time.monotonic() - begun < 10  # the rest alone would take twenty seconds


def test_the_pace_of_a_phase_that_comes_again_is_measured_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter([0.0, 100.0, 1000.0, 1010.0])
    monkeypatch.setattr(watching.time, "monotonic", lambda: next(clock))
    stream = io.StringIO()
    display = LineDisplay(stream)
    for done in (0, 100, 0, 10):
        display.progress(Progress(done, 100, "scoring"), "")
    assert stream.getvalue().splitlines()[-1] == "Scoring: 10/100, about 1:30 left"


def test_spoken_words_go_to_stdout_as_they_come(capsys: pytest.CaptureFixture[str]) -> None:
    def speaking() -> Job[None]:
        yield Said("Hello")
        yield Noticed("mind the gap")
        yield Said(", you.")

    watch(speaking())
    shown = capsys.readouterr()
    assert shown.out == "Hello, you."
    assert "mind the gap" in shown.err


def test_ctrl_c_closes_the_job_in_order() -> None:
    interrupted = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        watch(interrupted.job())
    assert interrupted.closed


def test_ctrl_c_means_what_it_did_when_the_job_is_over() -> None:
    before = signal.getsignal(signal.SIGINT)
    watch(counting(1))
    assert signal.getsignal(signal.SIGINT) is before


def test_what_a_job_raises_is_passed_on() -> None:
    def failing() -> Job[None]:
        yield Progress(0, 1)
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        watch(failing())


def test_a_log_gets_a_line_now_and_then_with_what_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr(watching.time, "monotonic", lambda: float(next(clock)))
    log = io.StringIO()
    display = LineDisplay(log)
    for done in range(6):
        display.progress(Progress(done, 6, "learning"), "loss 1.5")
    lines = log.getvalue().splitlines()
    assert lines == [
        "Learning: 0/6, loss 1.5",
        "Learning: 3/6, about 0:06 left, loss 1.5",
    ]


def test_a_terminal_shows_the_phase_and_its_count() -> None:
    terminal = io.StringIO()
    display = BarDisplay(terminal)
    display.progress(Progress(1, 4, "learning"), "loss 2")
    display.progress(Progress(1, 2, "scoring"), "")
    display.line("a sentence")
    display.close()
    assert "a sentence" in terminal.getvalue()


def test_the_estimate_is_in_minutes_and_seconds() -> None:
    assert remaining(Left(135.0, 135.2)) == "about 2:15 left"
    assert remaining(Left(125.0, 3605.0)) == "2:05 to 60:05 left"
    assert remaining(None) == ""


def test_words_of_a_model_cannot_steer_the_terminal() -> None:
    assert printable("a\x1b[2Jb\nc\td") == "a\ufffd[2Jb\nc\td"
