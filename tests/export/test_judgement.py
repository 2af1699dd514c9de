"""A compiled model is tried before it gets its name."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import SetupError
from engine.events import Event, Noticed
from engine.runtime.compiled import CompiledModel
from engine.runtime.self_test_files import REFERENCE, remembered
from export.config import ExportConfig
from export.gate import Scope
from export.judgement import opened
from export.pipeline import compile_model
from tests.jobs import heard

SMALL = Scope(questions=1, photos=1, pictures=0)
INT4 = ExportConfig(precision="int4")


def compiled(
    checkpoint: Path, out: Path, config: ExportConfig
) -> tuple[list[Event], CompiledModel]:
    """What a compilation says, and what it made."""
    return heard(compile_model(checkpoint, out, config, scope=SMALL))


def test_weights_that_drift_are_refused_unless_a_person_accepts_them(
    tiny_checkpoint: Path, tmp_path: Path
) -> None:
    """Random weights have no redundancy, so four bits are too few for them."""
    out = tmp_path / "out"
    with pytest.raises(SetupError, match="too far from the checkpoint") as caught:
        compiled(tiny_checkpoint, out, INT4)
    assert "--precision" in caught.value.remedy
    assert not out.exists()
    with pytest.raises(SetupError) as again:  # the verdict is kept: it takes a moment only
        compiled(tiny_checkpoint, out, INT4)
    assert again.value.args == caught.value.args
    said, model = compiled(tiny_checkpoint, out, replace(INT4, accept=True))
    assert Noticed("4 of 4 parts are there already.") in said
    verdict = model.manifest.verdict
    assert verdict is not None
    assert (verdict["passed"], verdict["accepted"]) == (False, True)
    assert not (out / "verdict.json").exists()


def test_the_self_test_on_this_machine_is_kept_with_the_compiled_model(
    tiny_checkpoint: Path, tmp_path: Path
) -> None:
    _, model = compiled(tiny_checkpoint, tmp_path / "out", ExportConfig())
    backend = opened(model)
    outcome = remembered(model, backend.name)
    backend.close()
    assert outcome is not None
    assert outcome.problem == ""


def test_what_cannot_run_here_is_said_and_keeps_the_answers_to_test_it_by(
    tiny_checkpoint: Path, tmp_path: Path
) -> None:
    said, model = compiled(tiny_checkpoint, tmp_path / "out", ExportConfig(precision="fp16"))
    notices = [event.text for event in said if isinstance(event, Noticed)]
    assert any("was not tried on this machine" in text for text in notices)
    assert (model.folder / REFERENCE).exists()
