"""Whole decode steps as CUDA graphs: read, choose the next id, go on, without the host."""

from typing import Any

import torch
from torch import Tensor

from bench.gpu.static_decoder import Linear, StaticDecoder

BUCKET = 256
"""Positions: there is one graph for each multiple of it, so that a short context reads less."""
_WARMING = 3


class CapturedDecoder:
    """A decoder with its head, rows and positions on the device."""

    def __init__(self, decoder: StaticDecoder, head: Linear, *, compiled: bool = False) -> None:
        rows, device = decoder.buffers.shape[2], decoder.buffers.device
        self._decoder, self._head = decoder, head
        self._hidden = decoder.hidden
        if compiled:
            self._hidden = torch.compile(decoder.hidden, dynamic=False)
        self.ids = torch.zeros((rows, 1), device=device, dtype=torch.long)
        self.position = torch.zeros(1, device=device, dtype=torch.long)
        self._graphs: dict[int, torch.cuda.CUDAGraph] = {}

    def start(self, position: int) -> None:
        """Count `position` positions as read."""
        self.position.fill_(position)
        self.ids.zero_()

    def prepare(self, first: int, last: int) -> None:
        """Capture what steps from position `first` to `last` need, so that no step waits for it."""
        for slots in range(slots_of(first), slots_of(last) + 1, BUCKET):
            if slots not in self._graphs:
                self._graphs[slots] = self._capture(slots)

    def steps(self, first: int, count: int) -> None:
        """Queue `count` steps from position `first`; nothing waits for their end."""
        for place in range(first, first + count):
            self._graphs[slots_of(place)].replay()

    def _capture(self, slots: int) -> torch.cuda.CUDAGraph:
        cuda: Any = torch.cuda
        stream = cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(_WARMING):
                self.position.fill_(slots - 1)
                self.step(slots)
        torch.cuda.current_stream().wait_stream(stream)
        graph = torch.cuda.CUDAGraph()
        self.position.fill_(slots - 1)
        with torch.cuda.graph(graph):
            self.step(slots)
        return graph

    def step(self, slots: int) -> None:
        """One step: the id of each row is replaced by the next one (Gumbel-max)."""
        hidden = self._hidden(self.ids, self.position, slots)
        self.ids.copy_(_drawn(self._head(hidden)[:, -1]))
        self.position.add_(1)


def slots_of(position: int) -> int:
    """The bucket that an id at `position` needs."""
    return (position // BUCKET + 1) * BUCKET


def _drawn(logits: Tensor) -> Tensor:
    noise = -torch.log(
        -torch.log(torch.rand_like(logits, dtype=torch.float32).clamp_(1e-9, 1 - 1e-7))
    )
    return (logits.float() + noise).argmax(dim=-1, keepdim=True)
