"""The counted noise of `engine.runtime.sampling.gumbel`, made where logits lie.

Philox4x64-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011) as numpy runs
it, to the last bit. PyTorch has no unsigned 64-bit arithmetic, so int64 carries the same bits.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

MULTIPLIERS = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
STRIDES = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)
"""Added to the two halves of the key before each round but the first."""
ROUNDS = 10
AT_ONCE = 1 << 19
"""Numbers made at once, for as many positions as that is: thirty calls a step would cost more."""
_LOW, _WORD = 0xFFFFFFFF, 1 << 64


class Noise:
    """`gumbel` of some seeds at one position after another, made for many positions at once."""

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._seeds: tuple[int, ...] = ()
        self._begin, self._made = 0, torch.zeros((0, 0, 0), dtype=torch.float64, device=device)

    def at(self, seeds: Sequence[int], position: int, candidates: int) -> Tensor:
        """Noise (seeds, candidates) float64."""
        here = position - self._begin
        known = (self._seeds, self._made.shape[2]) == (tuple(seeds), candidates)
        if not known or not 0 <= here < self._made.shape[1]:
            count = max(1, AT_ONCE // (len(seeds) * candidates))
            self._made = gumbel(seeds, range(position, position + count), candidates, self._device)
            self._seeds, self._begin, here = tuple(seeds), position, 0
        return self._made.select(1, here)


def gumbel(seeds: Sequence[int], positions: range, candidates: int, device: torch.device) -> Tensor:
    """Noise (seeds, positions, candidates) float64: numpy's, up to how a logarithm is rounded."""
    drawn = bits(seeds, positions, candidates, device)
    uniform = (_shifted(drawn, 11).to(torch.float64) + 0.5) * 2.0**-53
    return -torch.log(-torch.log(uniform))


def bits(seeds: Sequence[int], positions: range, count: int, device: torch.device) -> Tensor:
    """Raw Philox bits (seeds, positions, count) as int64.

    Those of `numpy.random.Philox(key=seed, counter=[0, 0, position, 0]).random_raw(count)`.
    """
    keys = [
        torch.tensor([_signed(seed >> shift) for seed in seeds], device=device).view(-1, 1, 1)
        for shift in (0, 64)
    ]
    blocks = torch.arange(1, -(-count // 4) + 1, device=device)  # numpy counts before it draws
    places = torch.arange(positions.start, positions.stop, device=device).view(1, -1, 1)
    words = [blocks, torch.zeros_like(blocks), places, torch.zeros_like(places)]
    for turn in range(ROUNDS):
        if turn:
            keys = [key + _signed(stride) for key, stride in zip(keys, STRIDES, strict=True)]
        words = _round(words, keys)
    return torch.stack(words, dim=-1).flatten(2).narrow(2, 0, count)


def _round(words: Sequence[Tensor], keys: Sequence[Tensor]) -> list[Tensor]:
    high, low = _product(MULTIPLIERS[0], words[0])
    other_high, other_low = _product(MULTIPLIERS[1], words[2])
    return [other_high ^ words[1] ^ keys[0], other_low, high ^ words[3] ^ keys[1], low]


def _product(factor: int, value: Tensor) -> tuple[Tensor, Tensor]:
    """Upper and lower 64 bits of an unsigned product, from four products of halves."""
    upper, lower = factor >> 32, factor & _LOW
    high, low = _shifted(value, 32), value & _LOW
    middle = upper * low + _shifted(_times(lower, low), 32)
    rest = _times(lower, high) + (middle & _LOW)
    return upper * high + _shifted(middle, 32) + _shifted(rest, 32), _times(factor, value)


def _times(factor: int, value: Tensor) -> Tensor:
    """The lower 64 bits of a product: PyTorch's integers wrap around."""
    return value * _signed(factor)


def _shifted(value: Tensor, places: int) -> Tensor:
    """To the right, with zeros from the left."""
    return (value >> places) & ((1 << (64 - places)) - 1)


def _signed(value: int) -> int:
    """The int64 with the lowest 64 bits of `value`."""
    low = value % _WORD
    return low - _WORD if low >> 63 else low
