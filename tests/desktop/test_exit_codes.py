import signal

import pytest

from desktop import exit_codes


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (-signal.SIGKILL, "killed from outside"),
        (-signal.SIGSEGV, "crashed (SIGSEGV)"),
        (-signal.SIGTERM, "ended from outside (SIGTERM)"),
        (0xC0000005, "crashed (0xc0000005)"),
        (exit_codes.GPU_LOST, "GPU stopped answering"),
        (3, "exit code 3"),
        (-99, "signal 99"),
    ],
)
def test_an_exit_code_is_told_in_words(code: int, words: str) -> None:
    error = exit_codes.in_words(code)
    assert words in str(error) and error.remedy


def test_what_the_system_tells_of_memory_goes_before_the_signal() -> None:
    error = exit_codes.in_words(-signal.SIGKILL, out_of_memory=True)
    assert "memory ran out" in str(error)


def test_memory_kills_are_counted_where_the_system_tells() -> None:
    assert exit_codes.memory_kills() >= 0
