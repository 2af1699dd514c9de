"""How pictures are given away, and by what they are enlarged."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.gallery import GalleryState
from desktop.views.export_dialog import ExportDialog
from engine.events import finish
from engine.vision import upscalers
from tests.desktop.drawn import kept
from tests.engine.vision.networks import upscaler


@pytest.fixture
def state(context: Context) -> GalleryState:
    """The gallery of an empty home."""
    return GalleryState(context.home, context.queue, context.notices, context.settings)


def test_the_mark_is_offered_for_people_only(
    state: GalleryState, context: Context, qtbot: QtBot
) -> None:
    for people in (True, False):
        dialog = ExportDialog(context, state.upscalers, people)
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog._mark.isVisible() is people
        assert dialog.wrapping.mark_people


def test_an_upscaler_is_brought_chosen_and_enlarges_as_a_job(
    state: GalleryState, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "net.onnx").write_bytes(upscaler(4).SerializeToString())
    dialog = ExportDialog(context, state.upscalers, False)
    qtbot.addWidget(dialog)
    state.upscalers.add(tmp_path / "net.onnx")
    assert not dialog._bring.isEnabled()
    qtbot.waitUntil(lambda: dialog._scale.count() == 4, timeout=10_000)
    assert "net" in dialog._scale.itemText(3) and dialog._bring.isEnabled()
    dialog._scale.setCurrentIndex(3)
    (picture,) = kept(context.home, 1)
    with qtbot.waitSignal(state.exported, timeout=10_000) as exported:
        state.export([picture.id], tmp_path, dialog.wrapping)
    (path,) = exported.args[0]
    assert path.name == f"drawing-{picture.seed}-net-4x.png"
    with Image.open(path) as large:
        assert large.size == (picture.width * 4, picture.height * 4)


def test_an_upscaler_that_is_chosen_can_be_removed(
    state: GalleryState, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "net.onnx").write_bytes(upscaler(2).SerializeToString())
    finish(upscalers.add(tmp_path / "net.onnx"))
    dialog = ExportDialog(context, state.upscalers, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert not dialog._remove_button.isVisible()
    dialog._scale.setCurrentIndex(3)
    assert dialog._remove_button.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert dialog._scale.count() == 3 and not dialog._remove_button.isVisible()
    assert dialog.wrapping.scale == 1
    assert upscalers.installed() == []


def test_a_file_that_is_no_upscaler_is_told(
    state: GalleryState, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "net.onnx").write_bytes(b"no network")
    with qtbot.waitSignal(state.upscalers.failed, timeout=10_000) as failed:
        state.upscalers.add(tmp_path / "net.onnx")
    assert "no upscaler" in str(failed.args[0])
    assert state.upscalers.known == [] and not state.upscalers.checking
