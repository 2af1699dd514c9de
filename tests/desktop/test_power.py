"""What is asked of the system; a test never asks it."""

from collections.abc import Sequence

import pytest

from desktop.power import ask_system
from desktop.state.afterwards import After
from engine.errors import SetupError


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
def test_each_system_is_asked_in_its_own_words_for_sleep_and_for_shutting_down(system: str) -> None:
    asked: list[Sequence[str]] = []

    def record(command: Sequence[str]) -> int:
        asked.append(command)
        return 0

    for after in After:
        ask_system(after, record, system)
    sleep, shut_down = asked
    assert sleep != shut_down
    if system == "linux":
        assert asked == [("systemctl", "suspend"), ("systemctl", "poweroff")]
    if system == "win32":
        assert shut_down == ("shutdown", "/s", "/t", "0")


def test_a_system_that_refuses_is_said_to_have_refused() -> None:
    with pytest.raises(SetupError, match="did not want to") as error:
        ask_system(After.SLEEP, lambda _: 1, "linux")
    assert "menu" in error.value.remedy


def test_a_system_without_the_command_is_no_bug() -> None:
    def missing(command: Sequence[str]) -> int:
        raise FileNotFoundError(command[0])

    with pytest.raises(SetupError, match="did not want to"):
        ask_system(After.SHUT_DOWN, missing, "linux")
