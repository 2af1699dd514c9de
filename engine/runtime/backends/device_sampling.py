"""`engine.runtime.sampling.chosen` on the device where logits lie; only what is chosen leaves it.

The same numbers in the same order: float32 scores, float64 probabilities and noise. Scores are
equal to the last bit; logarithms and running sums may be rounded otherwise, by parts in 10^15, so
that another id is chosen only where two are as good as equal. Nothing here waits for the device
before the end. It ran on no GPU of ours; on the CPU it is compared with numpy.
"""

from collections.abc import Sequence
from functools import reduce

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.runtime.backends.device_noise import Noise
from engine.runtime.sampling import Choice, Sampling


def gpu_sampler() -> "DeviceSampler | None":
    """One for the GPU that PyTorch uses; None where it sees none."""
    return DeviceSampler(torch.device("cuda")) if torch.cuda.is_available() else None


class DeviceSampler:
    """Chooses ids on one device, and keeps there what stays the same from step to step."""

    def __init__(self, device: torch.device) -> None:
        self._device, self._noise = device, Noise(device)
        self._room = torch.zeros((0, 0), dtype=torch.float32, device=device)
        self._given: NDArray[np.int64] | None = None
        self._among = torch.zeros(0, dtype=torch.int64, device=device)

    def room(self, rows: int, columns: int) -> Tensor:
        """Where a step may put its logits (rows, columns) float32; the next one gets it again."""
        if self._room.shape != (rows, columns):
            self._room = self._room.new_empty((rows, columns))
        return self._room

    @torch.inference_mode()
    def chosen(self, logits: Tensor, choice: Choice) -> list[int]:
        """The place that is chosen for each seed. logits: (branches · seeds, columns) float32."""
        places: list[int] = self.places(logits, choice).tolist()
        return places

    def places(self, logits: Tensor, choice: Choice) -> Tensor:
        """The same (seeds,) as int64, still on the device."""
        sampling = choice.sampling
        scores = guided(logits, choice.weights)
        if choice.among is not None:
            scores = scores.index_select(1, self._columns(choice.among))
        scores = self._penalised(scores, choice)
        if sampling.temperature == 0:
            return scores.argmax(dim=1)
        kept = filtered(scores / self._number(sampling.temperature), sampling)
        noise = self._noise.at(choice.seeds, choice.position, scores.shape[1])
        return (kept + noise).argmax(dim=1)

    def _columns(self, among: NDArray[np.int64]) -> Tensor:
        if among is not self._given:
            self._among, self._given = torch.tensor(among.tolist(), device=self._device), among
        return self._among

    def _penalised(self, scores: Tensor, choice: Choice) -> Tensor:
        penalty = choice.sampling.repetition_penalty
        if penalty == 1 or not choice.said:
            return scores
        here = torch.tensor(sorted(set(choice.said)), device=self._device)
        old, by = scores.index_select(1, here), self._number(penalty)
        return scores.index_copy(1, here, torch.where(old > 0, old / by, old * by))

    def _number(self, value: float) -> Tensor:
        """On the device: by a number of the host CUDA would multiply with its reciprocal."""
        return torch.tensor(value, dtype=torch.float32, device=self._device)


def guided(logits: Tensor, weights: Sequence[float]) -> Tensor:
    """`sampling.guided`."""
    if len(weights) == 1:
        return logits
    parts = [w * part for w, part in zip(weights, logits.chunk(len(weights)), strict=True)]
    return reduce(torch.add, parts)


def filtered(scores: Tensor, sampling: Sampling) -> Tensor:
    """`sampling.filtered`."""
    if 0 < sampling.top_k < scores.shape[1]:
        weakest = scores.topk(sampling.top_k, dim=1).values.amin(dim=1, keepdim=True)
        scores = scores.masked_fill(scores < weakest, -torch.inf)
    return _nucleus(scores, sampling.top_p) if sampling.top_p < 1 else scores


def _nucleus(scores: Tensor, top_p: float) -> Tensor:
    """Top-p; of equals at its edge the first ones stay."""
    ranked = scores.sort(dim=1, descending=True).values
    likely = torch.softmax(ranked.to(torch.float64), dim=1)
    count = ((likely.cumsum(dim=1) - likely) < top_p).sum(dim=1, keepdim=True)
    weakest = ranked.gather(1, count - 1)
    above, equal = scores > weakest, scores == weakest
    room = count - above.sum(dim=1, keepdim=True)
    kept = above | (equal & (equal.cumsum(dim=1) <= room))
    return torch.where(kept, scores, -torch.inf)
