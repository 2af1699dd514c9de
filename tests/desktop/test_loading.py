"""Modules come one in a turn, and whoever waits for them is told once."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop import pages
from desktop.loading import Loader
from tests.desktop.test_layers import FILES
from tests.test_architecture import module_name

NAMES = [f"small_part_{number}" for number in range(4)]


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Modules that nobody has imported yet; the second brings the third with it."""
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text("import small_part_2" if name == NAMES[1] else "")
    monkeypatch.syspath_prepend(tmp_path)
    for name in NAMES:
        monkeypatch.delitem(sys.modules, name, raising=False)
    return NAMES


def test_the_loop_turns_between_two_modules(parts: list[str], qtbot: QtBot) -> None:
    loader = Loader(parts)
    seen: list[int] = []
    others = QTimer(interval=0)
    others.timeout.connect(lambda: seen.append(len(sys.modules.keys() & set(parts))))
    with qtbot.waitSignal(loader.over):
        others.start()
        loader.start()
    others.stop()
    assert loader.done and set(seen) >= {1, 3, 4}
    assert seen == sorted(seen)


def test_a_start_that_comes_again_changes_nothing(parts: list[str], qtbot: QtBot) -> None:
    loader = Loader(parts)
    told: list[bool] = []
    loader.over.connect(lambda: told.append(True))
    loader.start()
    loader.start()
    qtbot.waitUntil(lambda: loader.done)
    loader.start()
    qtbot.wait(20)
    assert told == [True]


def test_every_module_of_a_page_is_named_from_the_ground_up() -> None:
    names = pages.modules()
    layers = [f"{layer}." for layer in pages.LAYERS]
    ours = {module_name(file) for file in FILES}
    assert {one for one in ours if one.startswith(tuple(layers))} <= set(names)
    ranks = [next(rank for rank, layer in enumerate(layers) if n.startswith(layer)) for n in names]
    assert ranks == sorted(ranks)
