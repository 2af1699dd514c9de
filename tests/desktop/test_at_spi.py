"""What a screen reader finds over the real AT-SPI bus, of the real app on a real X screen."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from desktop.state.navigation import Place, title

NEEDED = ("xvfb-run", "dbus-run-session", "busctl", "xdotool")
HOLDERS = {"frame", "filler", "panel", "layered pane", "scroll pane", "split pane", "status bar"}
HOLDERS |= {
    "splitter",
    "grip",
    "menu bar",
    "label",
    "separator",
    "scroll bar",
    "grouping",
    "unknown",
    "tool tip",
}
"""Roles that hold others or are read by themselves."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI is Linux's")


@pytest.fixture(scope="module")
def tools() -> None:
    """What walks over the bus; where it is missing tests are skipped, but in CI they fail."""
    missing = [tool for tool in NEEDED if shutil.which(tool) is None]
    missing += [] if Path("/usr/libexec/at-spi-bus-launcher").exists() else ["at-spi2-core"]
    if missing:
        tell = pytest.fail if "CI" in os.environ else pytest.skip
        tell(f"{', '.join(missing)} is missing")


@pytest.fixture(scope="module")
def things(tools: None, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """Everything in sight after the first start, and on every page after that."""
    home = tmp_path_factory.mktemp("home")
    asked = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}
    walk = [sys.executable, "-m", "tests.desktop.at_spi_walk", str(home)]
    command = ["xvfb-run", "-a", "dbus-run-session", "--", *walk]
    environment = os.environ | asked | {"XDG_RUNTIME_DIR": str(home)}
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, env=environment, check=True, timeout=600
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    return [json.loads(line) for line in lines]


def test_every_page_is_gone_to_by_its_key(things: list[dict[str, object]]) -> None:
    titles = [title(place) for place in (Place.MODELS, *Place)]  # the first start shows the models
    gone = [page for page, _ in groupby(things, key=lambda one: one["page"])]
    assert gone == [f"{one} – Yo'Chameleon" for one in titles]


def test_the_window_and_its_places_are_found_by_name(things: list[dict[str, object]]) -> None:
    assert any(
        one["role"] == "frame" and str(one["name"]).endswith("Yo'Chameleon") for one in things
    )
    places = [one["name"] for one in things if one["role"] == "list item"]
    assert places[:5] == ["Library", "Teach", "Chat", "Draw", "Gallery"]


def test_nothing_that_can_be_used_is_without_a_name(things: list[dict[str, object]]) -> None:
    nameless = [
        one for one in things if not one["name"] and (one["focus"] or one["role"] not in HOLDERS)
    ]
    assert nameless == []
    counted = Counter(one["page"] for one in things)
    assert min(counted.values()) > 30


def test_the_first_step_can_be_taken_by_its_button(things: list[dict[str, object]]) -> None:
    buttons = [one["name"] for one in things if one["role"] in ("push button", "button")]
    assert "Next" in buttons
