"""Run within a session bus and a screen: starts the app and prints what a screen reader finds.

    dbus-run-session -- python -m tests.desktop.at_spi_walk HOME

Walks over what the first start shows, then over every page, which the window's own keys go to.
One JSON object on stdout for each thing in sight: the title of the window at that moment, the
thing's role, its name, whether it takes the focus. The bus is asked by busctl, as any screen reader
asks it, and keys are pressed by xdotool; nothing of Qt is used here.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

ACCESSIBLE = "org.a11y.atspi.Accessible"
ROOT = "/org/a11y/atspi/accessible/root"
FOCUSABLE, SHOWING = 11, 25
"""Bits of AT-SPI's states."""
PATIENCE = 60.0
SETTLES = 2.0
"""Seconds in which a page fills itself once it is shown."""
PAGES = "1234567890"
"""With Ctrl, the keys of the pages."""


class Bus:
    """The bus of things for screen readers."""

    def __init__(self) -> None:
        asked = ("call", "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        self._where = f"--address={_busctl('--user', *asked)[0]}"

    def call(self, name: str, path: str, method: str) -> Any:
        """The first thing that a method returns."""
        return _busctl(self._where, "call", name, path, ACCESSIBLE, method)[0]

    def name_of(self, name: str, path: str) -> str:
        """What a thing is called."""
        said: str = _busctl(self._where, "get-property", name, path, ACCESSIBLE, "Name")
        return said

    def below(self, name: str, path: str) -> Iterator[dict[str, Any]]:
        """A thing and all that is in it, as far as it is in sight and does not go meanwhile."""
        try:
            yield from self._below(name, path)
        except subprocess.CalledProcessError:
            return

    def _below(self, name: str, path: str) -> Iterator[dict[str, Any]]:
        states = self.call(name, path, "GetState")
        bits = states[0] | states[1] << 32
        if not bits >> SHOWING & 1:
            return
        role = self.call(name, path, "GetRoleName")
        yield {
            "role": role, "name": self.name_of(name, path), "focus": bool(bits >> FOCUSABLE & 1),
        }  # fmt: skip
        for child in self.call(name, path, "GetChildren"):
            yield from self.below(*child)


def _busctl(*words: str) -> Any:
    command = ["busctl", "--json=short", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["data"]


def found(bus: Bus) -> list[Any]:
    """The windows that are there; none while the app is only half on the bus."""
    try:
        there = bus.call("org.a11y.atspi.Registry", ROOT, "GetChildren")
        return [one for root in there for one in bus.call(*root, "GetChildren")]
    except subprocess.CalledProcessError:
        return []


def focus() -> None:
    """Give the keyboard to the window: there is no window manager that would."""
    command = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Chameleon"]
    subprocess.run([*command, "windowfocus", "--sync"], check=True, stdout=subprocess.DEVNULL)


def go_to(key: str, title: Callable[[], str]) -> None:
    """Press the key of a page, and wait until the window bears its title."""
    before, until = title(), time.monotonic() + PATIENCE
    subprocess.run(["xdotool", "key", f"ctrl+{key}"], check=True)
    while title() == before and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(SETTLES)


def walk(bus: Bus, window: tuple[str, str]) -> None:
    """Print what is in sight."""
    page = bus.name_of(*window)
    for one in bus.below(*window):
        print(json.dumps({"page": page} | one), flush=True)


def main(home: str) -> None:
    """Wait for the window, then walk."""
    app = subprocess.Popen([sys.executable, "-m", "desktop", "--data-dir", home])
    try:
        bus, until = Bus(), time.monotonic() + PATIENCE
        windows: list[Any] = []
        while not windows and time.monotonic() < until and app.poll() is None:
            time.sleep(0.5)
            windows = found(bus)
        time.sleep(SETTLES)
        [window] = windows
        walk(bus, window)
        focus()
        for key in PAGES:
            go_to(key, partial(bus.name_of, *window))
            walk(bus, window)
    finally:
        app.terminate()
        app.wait(PATIENCE)


if __name__ == "__main__":
    main(sys.argv[1])
