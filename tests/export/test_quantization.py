"""The one quantized artefact of a checkpoint: what is in it, and what a stopped job leaves."""

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.errors import InputError
from engine.events import Progress, finish
from engine.model.quantized_file import DONE, PARTIAL, QuantizedWeights
from engine.model.weights import read_tensors
from export import material
from export.quantization import Rounding, write_quantized
from tests.conftest import Photo

HEAD = "lm_head.weight"
UP = "model.layers.1.mlp.up_proj.weight"


@pytest.fixture(autouse=True)
def small_pool(tmp_path: Path, photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight pictures to calibrate with, and short calibration."""
    folder = tmp_path / "pool"
    folder.mkdir()
    for number in range(8):
        photo(number).save(folder / f"{number}.png")
    monkeypatch.setattr(material, "POOL", folder)
    monkeypatch.setattr(material, "CALIBRATION_TOKENS", 600)


def dense(checkpoint: Path, name: str) -> torch.Tensor:
    ((_, tensor),) = read_tensors(checkpoint, {name}, "cpu")
    return tensor.float()


@pytest.mark.parametrize("rounding", ["nearest", "fitted", "calibrated"])
def test_every_linear_layer_and_the_head_become_codes_near_their_weights(
    rounding: Rounding, tiny_checkpoint: Path, tmp_path: Path
):
    path = finish(write_quantized(tiny_checkpoint, 4, tmp_path / "q", rounding=rounding))
    weights = QuantizedWeights.open(path)
    assert len(weights.names) == 2 * 7 + 1
    assert weights.rounding == rounding
    for name in weights.names:
        stored, real = weights.get(name), dense(tiny_checkpoint, name)
        assert stored is not None
        off = torch.from_numpy(stored.dense()) - real
        assert off.norm() < (0.01 if name == HEAD else 0.2) * real.norm()


@pytest.mark.parametrize(("bits", "of_head"), [(4, 8), (8, 8)])
def test_the_head_has_eight_bits(bits: int, of_head: int, tiny_checkpoint: Path, tmp_path: Path):
    path = finish(write_quantized(tiny_checkpoint, bits, tmp_path / "q", rounding="nearest"))
    weights = QuantizedWeights.open(path)
    head, up = weights.spec(HEAD), weights.spec(UP)
    assert head is not None
    assert up is not None
    assert (weights.bits, up.bits, head.bits) == (bits, bits, of_head)


def test_the_file_knows_whose_weights_it_holds(tiny_checkpoint: Path, tmp_path: Path):
    from engine.model import checkpoints

    path = finish(write_quantized(tiny_checkpoint, 8, tmp_path / "q"))
    fingerprint = checkpoints.find(tiny_checkpoint).fingerprint
    assert QuantizedWeights.open(path, fingerprint).names


def test_other_bits_are_refused(tiny_checkpoint: Path, tmp_path: Path):
    with pytest.raises(InputError, match="3 bits"):
        finish(write_quantized(tiny_checkpoint, 3, tmp_path / "q"))


def test_progress_counts_the_bytes_of_the_file(tiny_checkpoint: Path, tmp_path: Path):
    job = write_quantized(tiny_checkpoint, 4, tmp_path / "q", rounding="fitted")
    events = [event for event in job if isinstance(event, Progress)]
    done = [event.done for event in events]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, events[-1].total)
    assert 0 < (tmp_path / "q").stat().st_size - events[-1].total < 20_000


@pytest.mark.parametrize("rounding", ["nearest", "calibrated"])
def test_a_stopped_job_leaves_no_file_and_goes_on_where_it_was(
    rounding: Rounding, tiny_checkpoint: Path, tmp_path: Path
):
    path = tmp_path / "q"
    whole = finish(write_quantized(tiny_checkpoint, 4, tmp_path / "whole", rounding=rounding))
    job = write_quantized(tiny_checkpoint, 4, path, rounding=rounding)
    first = None
    while first is None or first.done == 0 or first.done < first.total // 3:
        event = next(job)
        first = event if isinstance(event, Progress) else first
    job.close()
    assert not path.exists()
    again = write_quantized(tiny_checkpoint, 4, path, rounding=rounding)
    begun = next(again)
    assert isinstance(begun, Progress)
    assert begun.done >= first.done
    finish(again)
    assert path.read_bytes() == whole.read_bytes()
    assert not path.with_name(f"q{PARTIAL}").exists()
    assert not path.with_name(f"q{DONE}").exists()


def test_a_partial_file_of_another_rounding_is_not_gone_on_with(
    tiny_checkpoint: Path, tmp_path: Path
):
    job = write_quantized(tiny_checkpoint, 4, tmp_path / "q", rounding="nearest")
    while (event := next(job)) and not (isinstance(event, Progress) and event.done):
        pass
    job.close()
    other = next(write_quantized(tiny_checkpoint, 4, tmp_path / "q", rounding="fitted"))
    assert isinstance(other, Progress)
    assert other.done == 0


def test_calibration_loses_less_of_what_the_decoder_says(tiny_checkpoint: Path, tmp_path: Path):
    from engine.model.weights import open_checkpoint

    def hidden(path: Path | None) -> torch.Tensor:
        weights = QuantizedWeights.open(path) if path else None
        model = open_checkpoint(tiny_checkpoint, dtype=torch.float32, quantized=weights)
        ids = torch.from_numpy(np.random.default_rng(0).integers(4, 60, (4, 40)))
        return model.hidden(ids, model.no_rows(100))

    real = hidden(None)
    losses = [
        float((hidden(finish(write_quantized(tiny_checkpoint, 4, tmp_path / one, rounding=one)))
        - real).norm())
        for one in ("nearest", "calibrated")
    ]  # fmt: skip
    assert losses[1] < losses[0]
