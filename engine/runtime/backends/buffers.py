"""What a decoder's plan reads and writes at fixed places of the GPU's memory."""

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.runtime.backends.lane import Lane
from engine.runtime.compiled import Sizes

BOTH = ("past", "present")


class KeyValues:
    """Keys and values of all layers as one tensor (2 · layers, B, KV, capacity, D).

    The id at position p of a row stands in slot p; what lies beyond a row's length is stale and
    hidden by the mask. A plan updates its buffers where they lie, so each is bound twice.
    """

    def __init__(self, sizes: Sizes, dtype: torch.dtype, device: torch.device) -> None:
        shape = (2 * sizes.layers, 0, sizes.kv_heads, 0, sizes.head_dim)
        self.tensor = torch.zeros(shape, dtype=dtype, device=device)

    @property
    def rows(self) -> int:
        """How many sequences there is room for."""
        return int(self.tensor.shape[1])

    @property
    def capacity(self) -> int:
        """How many positions each of them can hold."""
        return int(self.tensor.shape[3])

    def start(self, rows: int, capacity: int) -> None:
        """Forget everything; make room for `rows` sequences of `capacity` positions."""
        if (rows, capacity) != (self.rows, self.capacity):
            layers, _, heads, _, width = self.tensor.shape
            self.tensor = self.tensor.new_empty(0)  # give back before taking
            self.tensor = self.tensor.new_zeros((layers, rows, heads, capacity, width))

    def grow(self, capacity: int) -> None:
        """Make room for more positions; keep what was read."""
        layers, rows, heads, old, width = self.tensor.shape
        larger = self.tensor.new_zeros((layers, rows, heads, capacity, width))
        larger[:, :, :, :old] = self.tensor
        self.tensor = larger

    def repeat(self, n: int) -> None:
        """Make each row n adjacent rows."""
        self.tensor = self.tensor.repeat_interleave(n, dim=1)

    def place(self, prefix: Tensor, rows: Sequence[int]) -> None:
        """Keys and values (layers, 2, KV, P, D) behind the first id of these rows."""
        own = prefix.flatten(0, 1).unsqueeze(1)
        self.tensor[:, list(rows), :, 1 : 1 + own.shape[3]] = own.to(self.tensor.dtype)

    def values(self) -> dict[str, Tensor]:
        """`past.{i}.key`, `present.{i}.key` and so on, two names for one place."""
        places = {
            f"{layer // 2}.{'value' if layer % 2 else 'key'}": buffer
            for layer, buffer in enumerate(self.tensor)
        }
        return {f"{when}.{at}": buffer for at, buffer in places.items() for when in BOTH}


class OneToken:
    """The inputs and outputs of a step of one id a row, at places that never move.

    Positions and places to write are the rows' lengths, so they share one memory; the mask is
    computed from them on the GPU. From the computer come the ids alone, and the logits go back.
    """

    def __init__(self, rows: int, mask: "Mask", hidden: int, lane: Lane) -> None:
        self._mask, self._seen = mask, mask.empty(rows)
        self._ids, self._wanted, lengths = torch.zeros(
            (3, rows, 1), dtype=torch.int64, device=lane.device
        )
        self._lengths, self._known = lengths.view(rows), [-1] * rows
        self.hidden = torch.zeros(rows, 1, hidden, dtype=mask.dtype, device=lane.device)
        self._host = lane.host((rows, 1), torch.int64)

    def values(self) -> dict[str, Tensor]:
        """What the decoder's plan binds, but for buffers and concepts."""
        return {
            "input_ids": self._ids,
            "position_ids": self._lengths.unsqueeze(1),
            "write_index": self._lengths,
            "attention_mask": self._seen,
            "wanted": self._wanted,
            "hidden": self.hidden,
        }

    def aim(self, ids: Tensor, lengths: Sequence[int]) -> None:
        """The next ids (B, 1), for rows that have read `lengths` ids."""
        self._host.copy_(ids)
        self._ids.copy_(self._host, non_blocking=True)
        if self._known != list(lengths):  # else the last step left them so
            self._lengths.copy_(torch.tensor(lengths))
            self._known = list(lengths)

    def hide(self) -> None:
        """Compute the mask from the lengths."""
        self._mask.write(self._lengths.unsqueeze(1), self._seen)

    def advance(self) -> None:
        """Each row has read one id more."""
        self._lengths.add_(1)
        self._known = [length + 1 for length in self._known]


class Mask:
    """Additive masks (B, 1, S, capacity): 0 up to an id's own position, else far below any score.

    Not -inf: a kernel that meets a tile without one visible slot would divide nothing by nothing.
    """

    def __init__(self, capacity: int, dtype: torch.dtype, device: torch.device) -> None:
        self.dtype = dtype
        self._slots = torch.arange(capacity, device=device)
        self._open = torch.zeros((), dtype=dtype, device=device)
        self._shut = torch.full_like(self._open, torch.finfo(dtype).min / 2)

    def empty(self, rows: int) -> Tensor:
        """Room for the mask of one id a row."""
        return torch.zeros(rows, 1, 1, len(self._slots), dtype=self.dtype, device=self._open.device)

    def write(self, positions: Tensor, mask: Tensor) -> None:
        """Fill `mask` for ids at `positions` (B, S)."""
        torch.where(self._behind(positions), self._shut, self._open, out=mask)

    def of(self, positions: Tensor) -> Tensor:
        """A mask for ids at `positions` (B, S)."""
        return torch.where(self._behind(positions), self._shut, self._open)

    def _behind(self, positions: Tensor) -> Tensor:
        return self._slots > positions[:, None, :, None]
