"""How a weight becomes codes and scales: to the nearest code, or to what costs the outputs least.

Three ways, each symmetric in blocks: `nearest` (the range of a block sets its scale), `fitted` (the
scale that loses least of a block's weights, found by trying and least squares, after HQQ's idea of
fitting the grid without data: mobiusml.github.io/hqq_blog), and `calibrated` (GPTQ, arXiv
2210.17323: each column's error is made good by those after it, as the inputs of real sequences
weigh them).
"""

import torch
from torch import Tensor

from engine.model.quantized_file import Quantized
from export.config import Rounding

BLOCK, SMALLEST = 128, 16
_SHRUNK = torch.linspace(1.0, 0.55, 16)
"""Shares of the full range that are tried: what lies beyond is cut off."""
_DAMPING = 0.01
"""Of the mean of the Hessian's diagonal, added to it (GPTQ, section 3.3)."""
_ROWS = 4096
"""Rows rounded at once, so that a head of 65,536 needs no second copy of itself."""


def block_of(columns: int) -> int | None:
    """Neighbours that share a scale: 128, or the largest power of two that divides; None: none."""
    sizes = (BLOCK >> halvings for halvings in range(4))
    return next((size for size in sizes if size >= SMALLEST and columns % size == 0), None)


@torch.no_grad()
def rounded(weight: Tensor, bits: int, rounding: Rounding) -> Quantized:
    """Codes and scales of a weight (out, in) of any float dtype, without calibration."""
    block = _block(weight)
    parts = []
    for rows in torch.split(weight, _ROWS):
        blocks = rows.float().reshape(len(rows), -1, block)
        scales = nearest_scales(blocks, bits)
        if rounding != "nearest":
            scales = fitted_scales(blocks, scales, bits)
        parts.append((_codes(blocks, scales, bits).flatten(1).to(torch.int8), scales))
    codes, scales = (torch.cat(part) for part in zip(*parts, strict=True))
    return _quantized(codes, scales, block, bits)


@torch.no_grad()
def calibrated(weight: Tensor, hessian: Tensor, bits: int) -> Quantized:
    """GPTQ: codes and scales of a weight (out, in) whose inputs x have `hessian` = Σ x xᵀ.

    hessian: float32 (in, in). Columns are rounded from left to right; what a column loses is taken
    from those after it, in the measure in which their inputs go together.
    """
    block = _block(weight)
    left = weight.float().clone()
    upper = _upper_inverse(hessian)
    weigh = hessian.diagonal().clamp_min(1e-8)
    codes = torch.empty_like(left)
    scales = left.new_empty(len(left), left.shape[1] // block)
    for number, at in enumerate(range(0, left.shape[1], block)):
        here = slice(at, at + block)
        scales[:, number] = _block_scales(left[:, here], weigh[here], bits)
        codes[:, here], errors = _columns(
            left[:, here].clone(), scales[:, [number]], upper[here, here], bits
        )
        left[:, here.stop :] -= errors @ upper[here, here.stop :]
    return _quantized(codes, scales, block, bits)


def nearest_scales(blocks: Tensor, bits: int) -> Tensor:
    """The smallest scales (…, n) at which nothing of blocks (…, n, block) is cut off."""
    low, high = _range(bits)
    scales = torch.maximum(blocks.amax(-1) / high, blocks.amin(-1) / low)
    return _stored(torch.where(scales > 0, scales, torch.ones_like(scales)))


def fitted_scales(blocks: Tensor, scales: Tensor, bits: int, weigh: Tensor | float = 1.0) -> Tensor:
    """The scales (…, n) that lose least of blocks (…, n, block), each error weighed by `weigh`."""
    best, least = scales, torch.full_like(scales, torch.inf)
    for share in _SHRUNK.tolist():
        tried = _stored(scales * share)
        codes = _codes(blocks, tried, bits)
        for _ in range(2):  # as tried, then the scale that suits these codes best
            loss = ((blocks - codes * tried.unsqueeze(-1)).square() * weigh).sum(-1)
            best = torch.where(loss < least, tried, best)
            least = torch.minimum(loss, least)
            fit = (blocks * codes * weigh).sum(-1) / (codes.square() * weigh).sum(-1)
            tried = torch.where((fit > 0) & fit.isfinite(), _stored(fit), tried)
    return best


def _block_scales(columns: Tensor, weigh: Tensor, bits: int) -> Tensor:
    blocks = columns.unsqueeze(1)
    return fitted_scales(blocks, nearest_scales(blocks, bits), bits, weigh)[:, 0]


def _columns(left: Tensor, scales: Tensor, upper: Tensor, bits: int) -> tuple[Tensor, Tensor]:
    """Codes of one block of columns (out, block), and its errors for the columns after it."""
    codes, errors = torch.empty_like(left), torch.empty_like(left)
    for at in range(left.shape[1]):
        own = left[:, [at]]
        codes[:, [at]] = code = _clamped(own / scales, bits)
        errors[:, [at]] = error = (own - code * scales) / upper[at, at]
        left[:, at:] -= error * upper[at, at:]
    return codes, errors


def _upper_inverse(hessian: Tensor) -> Tensor:
    """U, upper triangular, with UᵀU the inverse of the damped Hessian.

    From the last row and column to the first, H = R Rᵀ with R upper triangular; U is R's inverse.
    """
    damped = hessian.flip(0, 1)
    diagonal = damped.diagonal()
    diagonal += _DAMPING * diagonal.mean() + 1e-8
    root = torch.linalg.cholesky(damped).flip(0, 1)
    identity = torch.eye(len(root), device=root.device)
    inverse: Tensor = torch.linalg.solve_triangular(root, identity, upper=True)
    return inverse


def _codes(blocks: Tensor, scales: Tensor, bits: int) -> Tensor:
    return _clamped(blocks / scales.unsqueeze(-1), bits)


def _clamped(levels: Tensor, bits: int) -> Tensor:
    return levels.round().clamp(*_range(bits))


def _range(bits: int) -> tuple[int, int]:
    return -(1 << (bits - 1)), (1 << (bits - 1)) - 1


def _stored(scales: Tensor) -> Tensor:
    """As the file keeps them: eight significant bits."""
    return scales.to(torch.bfloat16).float()


def _block(weight: Tensor) -> int:
    block = block_of(weight.shape[1])
    assert block is not None  # the caller leaves such weights as they are
    return block


def _quantized(codes: Tensor, scales: Tensor, block: int, bits: int) -> Quantized:
    return Quantized(codes.to(torch.int8).numpy(), scales.numpy(), block, bits)
