"""Private and offline, watched from outside: no library opens a network socket, however late."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Photo

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def strace() -> str:
    """The tool; where it is missing the test is skipped, but in CI it fails."""
    tool = shutil.which("strace")
    if tool is None and "CI" in os.environ:
        pytest.fail("strace is not installed")
    if tool is None:
        pytest.skip("strace is not installed")
    return tool


def network_calls(strace: str, log: Path, *arguments: str) -> list[str]:
    """Run Python with these arguments; the calls that name an Internet address family."""
    watched = [strace, "-f", "--seccomp-bpf", "-e", "trace=network", "-o", str(log)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ORT", "HF"))}
    command = [*watched, sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [line for line in log.read_text().splitlines() if "AF_INET" in line]


def test_the_watch_sees_a_socket(strace: str, tmp_path: Path) -> None:
    script = "import socket; socket.socket(socket.AF_INET).close()"
    assert network_calls(strace, tmp_path / "log", "-c", script)


def test_a_journey_of_eighteen_seconds_opens_no_network_socket(
    strace: str, tiny_checkpoint: Path, tmp_path: Path, photo: Photo
) -> None:
    photos, pool = tmp_path / "photos", tmp_path / "pool"
    for folder, count in ((photos, 4), (pool, 16)):
        folder.mkdir()
        for number in range(count):
            photo(count + number).save(folder / f"{number}.png")
    journey = ("-m", "tests.journey", str(tiny_checkpoint), str(photos), str(pool))
    assert network_calls(strace, tmp_path / "log", *journey) == []
