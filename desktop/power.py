"""Has the system sleep or shut down, as a person at its own menu would."""

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

from desktop.state.afterwards import After
from engine.errors import SetupError

_COMMANDS: Mapping[str, Mapping[After, Sequence[str]]] = {
    "linux": {
        After.SLEEP: ("systemctl", "suspend"),
        After.SHUT_DOWN: ("systemctl", "poweroff"),
    },
    "win32": {
        After.SLEEP: ("rundll32.exe", "powrprof.dll,SetSuspendState", "0,1,0"),
        After.SHUT_DOWN: ("shutdown", "/s", "/t", "0"),
    },
    "darwin": {
        After.SLEEP: ("pmset", "sleepnow"),
        After.SHUT_DOWN: ("osascript", "-e", 'tell application "System Events" to shut down'),
    },
}
PATIENCE = 30
"""Seconds that the system may take to agree."""


def ask_system(
    after: After,
    run: Callable[[Sequence[str]], int] | None = None,
    system: str = sys.platform,
) -> None:
    """Do what was chosen; `run` returns a command's exit code. SetupError where it is refused."""
    command = _COMMANDS.get(system, {}).get(after)
    if command is None:
        return
    try:
        code = (run or _run)(command)
    except (OSError, subprocess.TimeoutExpired):
        code = 1
    if code:
        raise SetupError(
            "The system did not want to sleep or to shut down.",
            remedy="Do it in the system's own menu; a program or another person may be in the way.",
        )


def _run(command: Sequence[str]) -> int:
    quiet = subprocess.DEVNULL
    done = subprocess.run(  # noqa: S603 - one of the commands above
        command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=PATIENCE, check=False
    )
    return done.returncode
