"""Every page at the scales of fine screens and with larger text, in a window as small as they make.

Here a screen of 1920 × 1200 at 200 % is the smallest: 960 × 600 in the pixels that Qt counts.
"""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from desktop.state.navigation import Place
from tests.test_architecture import ROOT

SMALL = (960, 600)
CASES = [
    (1.5, 1.0, "en", SMALL),
    (3.0, 1.0, "de", SMALL),
    (1.0, 1.5, "de", SMALL),
    (1.0, 2.0, "en", (1920, 1200)),
]
"""Of Qt, of text, language and window."""


def visited(scale: float, size: float, language: str, room: tuple[int, int]) -> dict[str, Any]:
    """What a window says of its pages, in a process of its own."""
    words = [str(size), language, *map(str, room)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.desktop.scaled_window", *words],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(("scale", "size", "language", "room"), CASES)
def test_no_page_is_scrolled_sideways_and_no_main_button_is_cut(
    scale: float, size: float, language: str, room: tuple[int, int]
) -> None:
    told = visited(scale, size, language, room)
    assert (told["scale"], tuple(told["room"])) == (scale, room)
    assert told["pages"] == {place.value: [] for place in Place}
    assert len(told["primary"]) >= 4
