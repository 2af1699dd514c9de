"""Private and offline, watched from outside: nothing of the product ever reaches for the network.

Where the system lets it be done without rights, what is watched also runs without any interface.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Photo

ROOT = Path(__file__).resolve().parent.parent
WITHOUT_INTERFACES = ["unshare", "--user", "--map-root-user", "--net"]


@pytest.fixture
def strace() -> str:
    """The tool; where it is missing the test is skipped, but in CI it fails."""
    tool = shutil.which("strace")
    if tool is None and "CI" in os.environ:
        pytest.fail("strace is not installed")
    if tool is None:
        pytest.skip("strace is not installed")
    return tool


def alone() -> list[str]:
    """What begins a command in a network of its own with nothing in it; empty where forbidden."""
    if shutil.which(WITHOUT_INTERFACES[0]) is None:
        return []
    tried = subprocess.run([*WITHOUT_INTERFACES, "true"], capture_output=True, check=False)
    return WITHOUT_INTERFACES if tried.returncode == 0 else []


def network_calls(strace: str, log: Path, *arguments: str) -> list[str]:
    """Run Python with these arguments; its calls for anything but a socket of this machine."""
    watched = [strace, "-f", "--seccomp-bpf", "-e", "trace=network", "-o", str(log)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ORT", "HF"))}
    command = [*alone(), *watched, sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [line for line in log.read_text().splitlines() if leaves(line)]


def leaves(line: str) -> bool:
    """Whether a call names an Internet address family, or connects to anything but a file."""
    connects = "connect(" in line and "sa_family=" in line and "AF_UNIX" not in line
    return "AF_INET" in line or connects


def test_the_watch_sees_a_socket(strace: str, tmp_path: Path) -> None:
    script = "import socket; socket.socket(socket.AF_INET).close()"
    assert network_calls(strace, tmp_path / "log", "-c", script)


def test_the_watch_sees_a_connection_and_lets_local_ones_be() -> None:
    assert leaves("7 connect(3, {sa_family=AF_INET6, sin6_port=htons(443)}, 28) = -1")
    assert leaves("7 connect(3, {sa_family=AF_BLUETOOTH}, 8) = 0")
    assert not leaves('7 connect(3, {sa_family=AF_UNIX, sun_path="/run/bus"}, 19) = 0')


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


def test_the_window_and_its_engine_answer_a_question_and_open_no_network_socket(
    strace: str, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    assert network_calls(strace, log, "-m", "bench.journeys", "visit", str(tmp_path)) == []
    assert json.loads((tmp_path / "report.json").read_bytes())["trouble"] == ""
    assert "socketpair(AF_UNIX" in log.read_text()  # the pipe to the engine was seen
