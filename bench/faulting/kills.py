"""Kills the engine and the window at random moments of a person's work, and looks what is left."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import click

from bench.bars import Bar
from bench.faulting import small
from bench.faulting.inspection import Findings, inspected
from bench.faulting.ledger import Kind, Line, Reading

PATIENCE = 1200.0
"""Seconds in which the app must have gone on; a busy machine needs many for the engine's start."""
MOST_LINES, MOST_SECONDS = 8, 2.0
"""A kill falls so many lines of the ledger, and then so many seconds, after the last one."""
GOES = 10.0
"""Seconds in which an engine must have gone after its window."""


@dataclass(slots=True)
class Tally:
    """What happened so far."""

    engines: int = 0
    windows: int = 0
    told: int = 0
    """Engines that died with a job, of which the window said why."""
    left: int = 0
    """Engines that lived on without their window."""
    findings: Findings = field(default_factory=Findings)
    shown: int = 0
    """Things that were shown as saved."""

    @property
    def kills(self) -> int:
        """Both."""
        return self.engines + self.windows


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happens. All paths have spaces and umlauts."""

    folder: Path

    @property
    def home(self) -> Path:
        """The person's private folder."""
        return self.folder / "Zuhause von Jörg"

    @property
    def photos(self) -> Path:
        """Photos to learn from."""
        return self.folder / "Meine schönen Fotos"

    @property
    def ledger(self) -> Path:
        """What was shown as saved."""
        return self.folder / "ledger.jsonl"


def measure(place: Place, checkpoint: Path, wanted: int, dice: random.Random) -> Tally:
    """Kill `wanted` times: the engine, then the window that went on without it, in turns."""
    small.write_pictures(place.photos, small.PHOTOS, 0)
    pool = [f"{number}.png" for number in range(16)]
    small.write_pictures(place.folder / "pool", pool, 1)
    os.environ["YOCHAMELEON_HOME"] = str(place.home)
    os.environ[small.POOL] = str(place.folder / "pool")
    place.home.mkdir()
    settings = f'{{"checkpoint": "{checkpoint}", "device": "cpu", "threads": 1}}'
    (place.home / "settings.json").write_text(settings, encoding="utf-8")
    tally, reading = Tally(), Reading(place.ledger)
    while tally.kills < wanted and not tally.findings.stuck:
        _run(place, reading, tally, wanted, dice)
        found = inspected(place.home, reading.look().standing())
        tally.findings.add(found)
        tally.shown = len(reading.standing())
        wrong = [*found.missing, *found.orphans, *found.stuck]
        said = f"{tally.kills} kills, {tally.shown} things shown as saved"
        click.echo("\n".join([said, *wrong]), err=True)
    return tally


def _run(place: Place, reading: Reading, tally: Tally, wanted: int, dice: random.Random) -> None:
    """One start of the app: its engine is killed and must come back, then the window is."""
    reading.lines.append(Line(Kind.ENGINE, "0"))
    window = _started(place)
    try:
        if _comes(lambda: reading.look().engine > 0, window, tally, "the engine does not start"):
            _wait(reading, window, dice)
            _kill_engine(reading, tally, window)
            if tally.kills < wanted:
                _wait(reading, window, dice)
                _kill_window(reading, tally, window)
    finally:
        window.kill()
        window.wait()


def _wait(reading: Reading, window: "subprocess.Popen[bytes]", dice: random.Random) -> None:
    """Until a random moment: by how far the work has come, whatever the machine's speed."""
    lines = len(reading.look().lines) + dice.randrange(MOST_LINES + 1)
    ends = time.monotonic() + PATIENCE
    while len(reading.look().lines) < lines and window.poll() is None and time.monotonic() < ends:
        time.sleep(0.02)
    time.sleep(dice.uniform(0, MOST_SECONDS))


def _started(place: Place) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "bench.faulting.person"]
    command += [str(path) for path in (place.home, place.ledger, place.photos)]
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    log = (place.folder / "window.log").open("ab")
    with log:
        return subprocess.Popen(command, env=environment, stderr=log)


def _kill_engine(reading: Reading, tally: Tally, window: "subprocess.Popen[bytes]") -> None:
    """Kill it, and wait until the window has a job done by another one."""
    if not _comes(lambda: reading.look().engine > 0, window, tally, "there is no engine"):
        return
    done, failed = reading.ended("done"), reading.ended("failed")
    with suppress(ProcessLookupError):
        os.kill(reading.engine, signal.SIGKILL)
        tally.engines += 1
    _comes(lambda: reading.look().ended("done") > done, window, tally, "no job is done any more")
    why = [line.value or "" for line in reading.lines if line.kind is Kind.JOB]
    tally.told += reading.ended("failed") == failed or any("killed from outside" in w for w in why)


def _kill_window(reading: Reading, tally: Tally, window: "subprocess.Popen[bytes]") -> None:
    """Kill it; its engine goes by itself."""
    window.kill()
    window.wait()
    tally.windows += 1
    engine = reading.look().engine
    ends = time.monotonic() + GOES
    while engine and lives(engine) and time.monotonic() < ends:
        time.sleep(0.05)
    tally.left += bool(engine) and lives(engine)


def _comes(
    true: Callable[[], bool], window: "subprocess.Popen[bytes]", tally: Tally, else_: str
) -> bool:
    """Wait until something is so; where it never is, that is a finding."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and window.poll() is None:
        if true():
            return True
        time.sleep(0.05)
    tally.findings.stuck.append(f"{else_} (window: {window.poll()})")
    return False


def lives(pid: int) -> bool:
    """Whether a thread of this process is left, and not only its exit status.

    Until the last one has gone, the files that the process had locked stay so.
    """
    with suppress(OSError):
        states = [
            path.read_text(encoding="utf-8").rpartition(") ")[2][:1]
            for path in Path(f"/proc/{pid}/task").glob("*/stat")
        ]
        return any(state not in "ZX" for state in states)
    return False


def bars(tally: Tally, wanted: int) -> list[Bar]:
    """What must be so."""

    def none(name: str, figure: int) -> Bar:
        return Bar(name=name, figure=figure, bound=0, at_most=True)

    return [
        Bar(name="kills of the engine and of the window", figure=tally.kills, bound=wanted),
        Bar(name="things shown as saved", figure=tally.shown, bound=1),
        none("of these missing or changed after a restart", len(tally.findings.missing)),
        none("orphan files", len(tally.findings.orphans)),
        none("stuck jobs", len(tally.findings.stuck)),
        none("engines that outlived their window", tally.left),
        none("engines that died unexplained", tally.engines - tally.told),
    ]
