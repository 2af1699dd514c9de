"""The gate: what it measures, what it refuses, and what it says then."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine.errors import SetupError
from engine.events import finish
from engine.model.quantized_file import QuantizedWeights
from engine.model.weights import open_checkpoint
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.tokens.tokenizer import Tokenizer
from export import material
from export.comparison import Distance
from export.gate import Scope, gate
from export.quantization import write_quantized
from export.rows import DENSE, Learned, stand_in
from export.verdict import Cell, Drawn, Verdict, enforce
from tests.conftest import Photo

SCOPE = Scope(questions=2, photos=1, pictures=0)


@pytest.fixture(autouse=True)
def small_pool(tmp_path: Path, photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few pictures to try with."""
    folder = tmp_path / "pool"
    folder.mkdir()
    for number in range(12):
        photo(number).save(folder / f"{number}.png")
    monkeypatch.setattr(material, "POOL", folder)


@pytest.fixture
def four_bits(tiny_checkpoint: Path, tmp_path: Path) -> Path:
    return finish(write_quantized(tiny_checkpoint, 4, tmp_path / "q4", rounding="nearest"))


def opened(checkpoint: Path, quantized: Path | None = None) -> PyTorchBackend:
    weights = QuantizedWeights.open(quantized) if quantized else None
    model = open_checkpoint(checkpoint, dtype=torch.float32, quantized=weights)
    return PyTorchBackend(model)


def verdict(kl: float, drawn: Drawn | None = None) -> Verdict:
    cell = Cell(kind="images", rows="none", distance=Distance(kl, 0.9, 100, kl))
    return Verdict(backend="ONNX Runtime on cpu, int4", cells=(cell,), drawn=drawn)


def test_the_checkpoint_itself_passes_at_no_distance(tiny_checkpoint: Path):
    found = finish(gate(tiny_checkpoint, opened(tiny_checkpoint), scope=SCOPE))
    assert found.passed
    assert [one.kind for one in found.cells] == ["words", "images"] * 2
    assert all(one.distance.kl == pytest.approx(0, abs=1e-9) for one in found.cells)


def test_words_and_images_are_tried_with_and_without_rows_of_both_weights(
    tiny_checkpoint: Path, four_bits: Path
):
    candidate = opened(tiny_checkpoint, four_bits)
    found = finish(gate(tiny_checkpoint, candidate, quantized=four_bits, scope=SCOPE))
    by_rows = {(one.kind, one.rows): one.distance.kl for one in found.cells}
    dense, own = "Una, learned on dense", "Una, learned on int4"
    assert set(by_rows) == {(k, r) for k in ("words", "images") for r in ("none", dense, own)}
    assert by_rows["images", own] == pytest.approx(0, abs=1e-9)
    assert by_rows["images", dense] > 1e-4
    assert by_rows["images", "none"] > 1e-4


def test_random_weights_in_four_bits_are_refused_and_eight_are_offered(
    tiny_checkpoint: Path, four_bits: Path
):
    candidate = opened(tiny_checkpoint, four_bits)
    found = finish(gate(tiny_checkpoint, candidate, quantized=four_bits, scope=SCOPE))
    assert not found.passed
    assert found.passing == "int8"
    with pytest.raises(SetupError, match="diverge") as refused:
        enforce(found)
    assert "--precision int8, which passes" in refused.value.remedy
    assert "--accept" in refused.value.remedy


def test_rows_of_a_learned_concept_are_tried_instead_of_stand_ins(
    tiny_checkpoint: Path, tiny_tokenizer: Tokenizer
):
    learned = [Learned(replace(stand_in(tiny_checkpoint, tiny_tokenizer), name="Bo"), DENSE)]
    found = finish(gate(tiny_checkpoint, opened(tiny_checkpoint), learned=learned, scope=SCOPE))
    assert {one.rows for one in found.cells} == {"none", "Bo, learned on dense"}


def test_both_sides_draw_the_same_and_are_compared(tiny_checkpoint: Path):
    scope = replace(SCOPE, pictures=4)
    found = finish(gate(tiny_checkpoint, opened(tiny_checkpoint), scope=scope))
    assert found.drawn is not None
    assert found.drawn.pictures == 4
    assert found.drawn.candidate == pytest.approx(found.drawn.reference)
    assert found.drawn.error == pytest.approx(0)


def test_a_closed_gate_leaves_nothing_behind(
    tiny_checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    job = gate(tiny_checkpoint, opened(tiny_checkpoint), scope=SCOPE)
    for _ in range(3):
        next(job)
    assert list(folder.iterdir())
    job.close()
    assert not list(folder.iterdir())


@pytest.mark.parametrize(("kl", "passed"), [(0.05, True), (0.051, False), (float("nan"), False)])
def test_the_bar_of_images_is_005(kl: float, passed: bool):
    assert verdict(kl).passed is passed


@pytest.mark.parametrize(("similarity", "passed"), [(0.58, True), (0.579, False), (0.7, True)])
def test_drawings_may_be_002_less_like_their_photos(similarity: float, passed: bool):
    assert verdict(0.0, Drawn(similarity, 0.6, 0.01, 32)).passed is passed


def test_what_was_accepted_is_kept_and_recorded():
    found = replace(verdict(0.2), accepted=True)
    enforce(found)
    assert found.record["accepted"] is True
    assert found.record["passed"] is False
    assert found.record["problems"] == found.problems


def test_stand_ins_are_rows_of_words(tiny_checkpoint: Path, tiny_tokenizer: Tokenizer):
    concept = stand_in(tiny_checkpoint, tiny_tokenizer)
    assert concept.embeddings.shape == concept.head.shape == (33, 64)
    assert concept.embeddings.std() > 0
