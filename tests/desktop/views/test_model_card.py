"""What the card of a base model says of its compiled models."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop import languages
from desktop.context import Context
from desktop.state import machine_words
from desktop.state.models import ModelsState
from desktop.views.models_page import ModelsPage
from engine.events import finish
from engine.model import checkpoints
from engine.runtime.self_test import Outcome
from export.config import ExportConfig
from export.pipeline import compile_model, default_folder
from tests.desktop.views.test_models_page import SECONDS, words_of

TESTED = Outcome(
    problem="", equal_ids=63, error=0.004, same_codes=1.0, psnr=99.0, largest_error=0.021,
    seconds_per_step=0.0012, pytorch_seconds_per_step=0.0034,
)  # fmt: skip


def test_it_says_how_near_to_pytorch_and_how_fast_beside_it(german: None) -> None:
    assert machine_words.likeness(TESTED) == (
        "Neben PyTorch: 63 von 64 IDs sind gleich, Logits weichen um 0,4 % ab, "
        "das größte um 2,1 %; ein Schritt dauerte 1,2 ms, der von PyTorch 3,4 ms"
    )


def test_what_an_earlier_version_did_not_measure_is_left_out(app: QApplication) -> None:
    languages.install(app, "en")
    bare = replace(TESTED, largest_error=None, seconds_per_step=None)
    assert machine_words.likeness(bare) == (
        "Beside PyTorch: 63 of 64 ids are equal, logits differ by 0.4 %"
    )


def test_a_compiled_model_is_shown_with_its_self_test(
    context: Context, tiny_checkpoint: Path, app: QApplication, qtbot: Any
) -> None:
    languages.install(app, "en")
    found = finish(checkpoints.add(tiny_checkpoint, "tiny"))
    config = ExportConfig(precision="fp32")
    finish(compile_model(tiny_checkpoint, default_folder(found, config), config))
    page = ModelsPage(ModelsState(context.settings, context.queue), context)
    qtbot.addWidget(page)
    page.show()
    page.open(None)
    qtbot.waitUntil(lambda: "Compiled for ONNX Runtime in fp32" in words_of(page), timeout=SECONDS)
    assert "Beside PyTorch: 64 of 64 ids are equal, logits differ by" in words_of(page)
    assert "a step took" in words_of(page)
    remove = [one for one in page.findChildren(QAbstractButton) if "Remove" in one.text()]
    assert remove and not any("PyTorch" in one.accessibleName() for one in remove)
