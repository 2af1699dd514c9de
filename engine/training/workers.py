"""Several processes that learn one concept together: each its share of the rows of every step.

The loss is divided by the labels of all rows of a step, in whichever process they are, so that the
sum of the gradients is that of one process alone. Started by Hugging Face Accelerate.
"""

import os
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

import torch
from torch import Tensor

T = TypeVar("T")


class Workers(Protocol):
    """The processes of one learning, as one of them sees them."""

    rank: int
    """Which one this is; 0 keeps, scores and speaks."""
    count: int

    def sum(self, tensors: Sequence[Tensor]) -> None:
        """Replace each tensor by its sum over all processes."""
        ...

    def share(self, content: bytes) -> bytes:
        """What process 0 gives, in all of them."""
        ...


class Alone:
    """One process."""

    rank, count = 0, 1

    def sum(self, tensors: Sequence[Tensor]) -> None:
        """Nothing to add."""

    def share(self, content: bytes) -> bytes:
        """The same."""
        return content


ALONE = Alone()


class Accelerated:
    """Processes that `accelerate launch` started."""

    def __init__(self) -> None:
        from accelerate import PartialState  # type: ignore[import-untyped]

        self._state: Any = PartialState(cpu=not torch.cuda.is_available())
        self.rank, self.count = int(self._state.process_index), int(self._state.num_processes)

    def sum(self, tensors: Sequence[Tensor]) -> None:
        """One exchange for all of them."""
        joined = torch.cat([one.detach().float().flatten() for one in tensors])
        joined = self._on_device(joined)
        torch.distributed.all_reduce(joined)
        parts = torch.split(joined, [one.numel() for one in tensors])
        for tensor, part in zip(tensors, parts, strict=True):
            tensor.detach().copy_(part.view(tensor.shape))

    def share(self, content: bytes) -> bytes:
        """Sent as numbers: its length, then itself."""
        size = self._on_device(torch.tensor([len(content)]))
        torch.distributed.broadcast(size, src=0)
        data = torch.zeros(int(size.item()), dtype=torch.uint8)
        if self.rank == 0:
            data = torch.frombuffer(bytearray(content), dtype=torch.uint8)
        data = self._on_device(data)
        torch.distributed.broadcast(data, src=0)
        return bytes(data.cpu().numpy().tobytes())

    def _on_device(self, tensor: Tensor) -> Tensor:
        """Where the processes exchange: NCCL only knows GPUs."""
        return tensor.to(self._state.device) if self._state.backend == "nccl" else tensor.cpu()


def workers() -> Workers:
    """Those that this process was started with."""
    return Accelerated() if int(os.environ.get("WORLD_SIZE", "1")) > 1 else ALONE
