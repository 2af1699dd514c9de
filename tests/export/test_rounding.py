"""Weights → codes and scales: what each way of rounding keeps."""

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.model.quantized_file import Quantized
from export.config import Rounding
from export.rounding import block_of, calibrated, nearest_scales, rounded

BITS = (4, 8)


def weights(rows: int = 48, columns: int = 256) -> Tensor:
    return torch.randn(rows, columns, generator=torch.Generator().manual_seed(0)) * 0.02


def inputs(columns: int = 256) -> Tensor:
    """Inputs that go together, as real ones do: fewer directions than columns, unequal in size."""
    dice = torch.Generator().manual_seed(1)
    directions = torch.randn(columns // 4, columns, generator=dice)
    return torch.randn(400, columns // 4, generator=dice) @ directions


def loss(weight: Tensor, codes: Quantized, x: Tensor | None = None) -> float:
    error = torch.from_numpy(codes.dense()) - weight
    return float((error if x is None else x @ error.T).square().mean())


@pytest.mark.parametrize(
    ("columns", "block"), [(4096, 128), (11008, 128), (672, 32), (64, 64), (48, 16), (24, None)]
)
def test_a_block_is_128_or_the_largest_power_of_two_that_divides(columns: int, block: int | None):
    assert block_of(columns) == block


@pytest.mark.parametrize("bits", BITS)
@pytest.mark.parametrize("rounding", ["nearest", "fitted"])
def test_codes_stay_in_their_range_and_scales_are_positive(bits: int, rounding: Rounding):
    found = rounded(weights(), bits, rounding)
    assert found.codes.dtype == np.int8
    assert found.scales.dtype == np.float32
    assert found.codes.min() >= -(1 << (bits - 1))
    assert found.codes.max() < 1 << (bits - 1)
    assert (found.scales > 0).all()
    assert found.scales.shape == (48, 2)


@pytest.mark.parametrize("bits", BITS)
def test_to_the_nearest_code_no_weight_is_off_by_more_than_half_a_step(bits: int):
    weight = weights()
    found = rounded(weight, bits, "nearest")
    off = np.abs(found.dense() - weight.numpy()).reshape(48, -1, found.block)
    # Scales have eight significant bits, so the largest weight may lie a little beyond the range.
    assert (off <= found.scales[:, :, None] * (0.5 + (1 << (bits - 1)) * 2.0**-8)).all()


def test_scales_are_numbers_that_bfloat16_holds():
    scales = torch.from_numpy(rounded(weights(), 4, "fitted").scales)
    assert torch.equal(scales.to(torch.bfloat16).float(), scales)


def test_fitted_scales_lose_less_of_the_weights():
    weight = weights()
    assert loss(weight, rounded(weight, 4, "fitted")) < 0.95 * loss(
        weight, rounded(weight, 4, "nearest")
    )


def test_calibrated_codes_lose_less_of_the_outputs_though_more_of_the_weights():
    weight, x = weights(), inputs()
    fitted, better = rounded(weight, 4, "fitted"), calibrated(weight, x.T @ x, 4)
    assert loss(weight, better, x) < 0.6 * loss(weight, fitted, x)
    assert loss(weight, better) > loss(weight, fitted)


def test_calibrated_codes_of_inputs_that_never_vary_are_still_numbers():
    weight = weights(4, 64)
    found = calibrated(weight, torch.zeros(64, 64), 4)
    assert np.isfinite(found.dense()).all()
    assert loss(weight, found) < float(weight.square().mean()) / 10


def test_a_block_of_zeros_stays_zero():
    assert not rounded(torch.zeros(2, 32), 4, "fitted").dense().any()
    assert torch.equal(nearest_scales(torch.zeros(1, 1, 32), 4), torch.ones(1, 1))


def test_many_rows_are_rounded_as_few_are(monkeypatch: pytest.MonkeyPatch):
    whole = rounded(weights(), 4, "fitted")
    monkeypatch.setattr("export.rounding._ROWS", 7)
    parts = rounded(weights(), 4, "fitted")
    assert np.array_equal(whole.codes, parts.codes)
    assert np.array_equal(whole.scales, parts.scales)
