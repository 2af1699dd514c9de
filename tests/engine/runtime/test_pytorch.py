"""The oracle itself: its slots and masks against the model without any cache."""

import numpy as np
import pytest
import torch

from engine.model.weights import open_checkpoint
from engine.runtime.backends.pytorch import CHUNK, PyTorchBackend
from tests.tiny import write_tiny_checkpoint


def plainly(model, ids):
    """Logits after each id by transformers' own causal mask, without any cache."""
    with torch.no_grad():
        rows = model.no_rows()
        return model.logits(model.hidden(torch.tensor([ids]), rows), rows).float().numpy()[0]


@pytest.mark.parametrize("variant", [{}, {"swin_norm": True}, {"kv_heads": 2}], ids=str)
def test_slots_and_masks_change_no_number(tmp_path, variant):
    model = open_checkpoint(
        write_tiny_checkpoint(tmp_path / "tiny", **variant), dtype=torch.float32
    )
    backend, ids = PyTorchBackend(model), list(range(400, 430))
    whole = plainly(model, ids)
    first = backend.prefill([ids[:10], ids[:3]])
    np.testing.assert_allclose(first, whole[[9, 2]], atol=1e-5)
    backend.rewind([10, 3])
    later = backend.step(np.array([ids[10:15], ids[3:8]], np.int64))
    np.testing.assert_allclose(later[0], whole[10:15], atol=1e-5)
    np.testing.assert_allclose(later[1], whole[3:8], atol=1e-5)


def test_room_grows_without_losing_what_was_read(tiny_model):
    backend, ids = PyTorchBackend(tiny_model), [400 + n % 200 for n in range(CHUNK + 20)]
    backend.prefill([ids[: CHUNK - 3]])
    backend.fork(2)
    stepped = backend.step(np.array([ids[CHUNK - 3 :]] * 2, np.int64))
    for row in stepped:
        np.testing.assert_allclose(row, plainly(tiny_model, ids)[CHUNK - 3 :], atol=2e-5)


def test_half_precision_runs_and_stays_close(tiny_checkpoint, tiny_model):
    half = PyTorchBackend(open_checkpoint(tiny_checkpoint, dtype=torch.bfloat16))
    ids = list(range(400, 410))
    assert half.name == "PyTorch on cpu, bfloat16"
    difference = np.abs(half.prefill([ids, ids[:4]])[0] - plainly(tiny_model, ids)[-1])
    assert 0 < difference.mean() < 0.1


def test_a_row_without_ids_is_a_bug(tiny_model):
    with pytest.raises(ValueError, match="not to be read"):
        PyTorchBackend(tiny_model).prefill([[400], []])
