"""Makes a journey in a process of its own, on a screen of its own, and says what came of it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.faulting.small import POOL
from bench.journeys.person import Stall
from bench.journeys.witness import ROOT
from engine.paths import RESOURCES

PHOTOS, POOL_PICTURES = 4, 20
GOES = 10.0
"""Seconds that processes have to go after the app has ended."""
LONGEST = 1800.0
"""Seconds after which a journey is ended from outside."""
_SIZE = "1400x1000x24"
_NO_SERVER = {"QT_QPA_PLATFORM": "offscreen"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`trouble` is empty where the whole journey was made."""

    status: int
    trouble: str
    stalls: list[Stall]
    figures: dict[str, list[float]]
    seconds: float
    left: list[str]
    """Command lines of processes that the app left behind."""


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment of a screen that nobody sees: Xvfb's, or Qt's own where there is none."""
    command = shutil.which("Xvfb")
    if command is None:
        yield _NO_SERVER
        return
    ours, theirs = os.pipe()
    arguments = ["-displayfd", str(theirs), "-screen", "0", _SIZE, "-nolisten", "tcp"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen([command, *arguments], pass_fds=[theirs], stderr=quiet)
    os.close(theirs)
    try:
        display = os.read(ours, 16).decode().strip()
        xvfb = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{display}"}
        yield xvfb if display else _NO_SERVER
    finally:
        os.close(ours)
        server.terminate()
        server.wait()


def travel(way: str, folder: Path, environment: Mapping[str, str], *options: str) -> Report:
    """Make the journey with what it needs in `folder`, which is empty."""
    _pack(folder)
    given = {**os.environ, **environment, POOL: str(folder / "pool")}
    command = [sys.executable, "-m", "bench.journeys", way, str(folder), *options]
    app = subprocess.Popen(command, cwd=ROOT, env=given, start_new_session=True)
    try:
        status = app.wait(LONGEST)
    except subprocess.TimeoutExpired:
        status = -signal.SIGKILL
    finally:
        if app.poll() is None:
            os.killpg(app.pid, signal.SIGKILL)
            app.wait()
    left = _left_behind(app.pid)
    file = folder / "report.json"
    told: dict[str, Any] = {"trouble": "it crashed"}
    if file.exists():
        told = json.loads(file.read_bytes())
    return Report(
        status=status,
        trouble=told["trouble"],
        stalls=[Stall(**one) for one in told.get("stalls", [])],
        figures=told.get("figures", {}),
        seconds=told.get("seconds", 0.0),
        left=left,
    )


def _pack(folder: Path) -> None:
    for name, source, count in (
        ("photos", "samples/mila", PHOTOS),
        ("pool", "pool", POOL_PICTURES),
    ):
        (folder / name).mkdir(parents=True)
        for picture in sorted((RESOURCES / source).glob("*.webp"))[:count]:
            shutil.copy(picture, folder / name)


def _left_behind(session: int) -> list[str]:
    """Processes of the app's session that are still there after a while. Linux only."""
    until = time.monotonic() + GOES
    while (left := _of_session(session)) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def _of_session(session: int) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            command = (folder / "cmdline").read_text().replace("\0", " ").strip()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(command)
    return found
