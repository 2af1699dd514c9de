"""Choosing what a model is compiled for."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from desktop.context import Context
from desktop.state.compiling import CompilingState
from desktop.views.compile_dialog import CompileDialog
from export.choosing import Offer
from tests.desktop.scripted_engine import playing
from tests.desktop.views.models_screen import SECONDS


def test_precisions_are_offered_in_words_and_the_suggested_one_is_chosen(
    context: Context, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    offers = tuple(
        Offer(
            target="onnx",
            precision=precision,
            device="cpu",
            disk=7_000_000_000,
            memory=5_000_000_000,
            obstacle="There is no GPU here." if precision == "fp16" else "",
            suggested=precision == "int4",
        )
        for precision in ("fp16", "int8", "int4")
    )
    monkeypatch.setattr("export.choosing.offers", lambda *_: playing([], offers))
    monkeypatch.setattr("export.choosing.compile_checkpoint", lambda _: playing([], None))
    state = CompilingState(context.queue)
    dialog = CompileDialog(state, "mini")
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 3, timeout=SECONDS)
    assert dialog.chosen == offers[2]
    assert "7.0 GB of disk" in dialog.needs.text()
    first = dialog.list.item(0)
    assert first is not None
    assert "There is no GPU here." in first.text()
    assert not first.flags() & Qt.ItemFlag.ItemIsEnabled
    dialog.start.click()
    assert state.job is not None
    assert state.job.title == "Compiling mini in int4"
