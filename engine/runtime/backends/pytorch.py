"""The PyTorch backend: the oracle that every other backend is compared with. Runs everywhere.

Keys and values lie at the slot of their position, so rows of different length need no padding
between their ids, forgetting is a smaller number, and forking is one copy.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from transformers import Cache

from engine.model.chameleon import Chameleon, Rows
from engine.model.fallbacks import lay_fallback
from engine.model.quantized_file import QuantizedWeights
from engine.model.weights import open_checkpoint, suitable_dtype
from engine.runtime.backends.base import Head, Ids, Logits, Pixels, SoftPrompt
from engine.runtime.backends.device_sampling import DeviceSampler
from engine.runtime.backends.rows import Standing, check_room, padded
from engine.runtime.sampling import Choice, chosen
from engine.tokens.tokenizer import Tokenizer
from engine.tokens.vocabulary import Vocabulary

CHUNK = 256
"""Slots are added by this many, so that a short talk does not hold memory for a long one."""


class SlottedCache(Cache):
    """Keys and values of every layer as one tensor (2, layers, B, heads, slots, D).

    The id at position p of row r stands in slot p of row r; what lies beyond a row's length is
    stale and never seen, because the mask ends at each id's own position.
    """

    def __init__(self, model: Chameleon) -> None:
        config = model.config
        self.layers: list[Any] = []  # transformers asks these for sliding windows: there are none
        width = config.hidden_size // config.num_attention_heads
        heads = config.num_key_value_heads or config.num_attention_heads
        shape = (2, config.num_hidden_layers, 0, heads, 0, width)
        self.buffer = torch.zeros(shape, device=model.device, dtype=model.dtype)
        self.slots = torch.zeros((0, 0), device=model.device, dtype=torch.long)
        self.used = 0

    def start(self, rows: int) -> None:
        """Forget everything; make room for `rows` sequences."""
        shape = list(self.buffer.shape)
        if shape[2] != rows:
            shape[2] = rows
            self.buffer = self.buffer.new_zeros(shape)

    def aim(self, slots: Tensor, used: int) -> None:
        """The next ids go to `slots` (B, S), and look at the first `used` slots of their row."""
        self.slots, self.used = slots, used
        lacking = used - self.buffer.shape[4]
        if lacking > 0:
            shape = list(self.buffer.shape)
            shape[4] += -(-lacking // CHUNK) * CHUNK
            larger = self.buffer.new_zeros(shape)
            larger[:, :, :, :, : self.buffer.shape[4]] = self.buffer
            self.buffer = larger
        self.row = torch.arange(slots.shape[0], device=slots.device).unsqueeze(1)

    def place(self, prefix: Tensor, rows: Sequence[int]) -> None:
        """Keys and values (layers, 2, heads, P, D) behind the first id of these rows."""
        behind = slice(1, 1 + prefix.shape[3])
        self.buffer[:, :, list(rows), :, behind] = prefix.transpose(0, 1).unsqueeze(2)

    def repeat(self, n: int) -> None:
        """Make each row n adjacent rows."""
        self.buffer = self.buffer.repeat_interleave(n, dim=2)

    def update(
        self, key_states: Tensor, value_states: Tensor, layer_idx: int, *args: Any, **kwargs: Any
    ) -> tuple[Tensor, Tensor]:
        """Called by each attention layer with (B, heads, S, D): keep these, give back all."""
        keys, values = self.buffer[0, layer_idx], self.buffer[1, layer_idx]
        keys[self.row, :, self.slots] = key_states.transpose(1, 2)
        values[self.row, :, self.slots] = value_states.transpose(1, 2)
        return keys[:, :, : self.used], values[:, :, : self.used]


class PyTorchBackend:
    """A `Backend` over `engine.model`: every number as the model computes it."""

    def __init__(self, model: Chameleon, image_ids: Sequence[int] | None = None) -> None:
        """`image_ids`: the id of each image code; None takes them from the model's config."""
        self._model = model
        self._cache = SlottedCache(model)
        self._image_ids, self._image_head = image_ids, model.head[:0]
        self._standing = Standing()
        self._prompt: SoftPrompt | None = None
        self._rows: Rows = model.no_rows()
        on_cpu = model.device.type == "cpu"  # where numpy is at home
        self._sampler = None if on_cpu else DeviceSampler(model.device)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        device: str,
        dtype: str,
        threads: int | None = None,
        quantized: Path | str | None = None,
    ) -> "PyTorchBackend":
        """Load a checkpoint folder, its linear layers from the file `quantized` where one is given.

        A word in its place is one of `engine.model.fallbacks.KINDS`: they are quantized so here.
        `threads` sets PyTorch's CPU threads for the whole process.
        """
        if threads is not None:
            torch.set_num_threads(threads)
        image_ids = Tokenizer.open(folder).vocabulary.image_ids
        weights = QuantizedWeights.open(quantized) if isinstance(quantized, Path) else None
        kind: torch.dtype = getattr(torch, dtype)
        if isinstance(quantized, str):
            model = lay_fallback(open_checkpoint(folder, dtype=kind), quantized, device)
        else:
            model = open_checkpoint(folder, device=device, dtype=kind, quantized=weights)
        return cls(model, image_ids)

    @property
    def model(self) -> Chameleon:
        """The frozen model itself, so that learning need not open it a second time."""
        return self._model

    @property
    def name(self) -> str:
        """For people: `PyTorch on cpu, float32`."""
        return f"PyTorch on {self._model.device.type}, {_name(self._model.dtype)}"

    @property
    def context(self) -> int:
        """How many positions a row can hold."""
        return int(self._model.config.max_position_embeddings)

    @property
    def vocabulary_size(self) -> int:
        """Columns of the logits."""
        return int(self._model.head.shape[0])

    @property
    def lengths(self) -> list[int]:
        """How many ids each row has read so far."""
        return list(self._standing.ids)

    def load_soft_prompt(self, prompt: SoftPrompt | None) -> None:
        """Read the concepts' ids from these rows until the next call; None: the base model."""
        self._prompt = prompt
        if prompt is None:
            self._rows = self._model.no_rows()
            return
        learned = (prompt.embeddings, prompt.head, prompt.prefix)
        embeddings, head, *prefix = (
            torch.from_numpy(np.array(rows, np.float32)).to(self._model.device)
            for rows in learned
            if rows is not None
        )
        self._rows = Rows(prompt.first, embeddings, head, *prefix)

    @torch.inference_mode()
    def prefill(self, rows: Sequence[Sequence[int]], head: Head = "words", kept: int = 0) -> Logits:
        """Forget everything, read each row's ids, return the logits after its last.

        (B, V) for `words`, (B, codes) for `images`. Shorter rows are padded behind their end, where
        nothing that counts can see it. The first `kept` ids of a single row are not read again.
        """
        self._standing = Standing.of(rows, self._prompt).keeping(kept, self._standing)
        ids, lengths = padded(rows, self._standing.ids[0])
        self._cache.start(len(rows))
        hidden = self._read(ids)
        self._standing = self._standing.after(*lengths)
        last = torch.tensor(lengths, device=hidden.device) - 1
        ends = hidden[torch.arange(len(rows), device=hidden.device), last]
        return self._logits(ends, head)

    @torch.inference_mode()
    def step(self, ids: Ids, head: Head = "words") -> Logits:
        """Read ids (B, S) more and return the logits after each: (B, S, V) or (B, S, codes)."""
        hidden = self._read(ids)
        self._standing = self._standing.after(ids.shape[1])
        return self._logits(hidden, head)

    @torch.inference_mode()
    def choose(self, ids: Ids, choice: Choice, head: Head = "words") -> list[int]:
        """Read ids (B, 1) more, and choose the next as `sampling.chosen` does from their logits."""
        if self._sampler is None:
            return chosen(self.step(ids, head)[:, -1], choice)
        hidden = self._read(ids)
        self._standing = self._standing.after(1)
        return self._sampler.chosen(self._scores(hidden[:, -1], head), choice)

    @torch.inference_mode()
    def fork(self, n: int) -> None:
        """Make each row n adjacent rows that share what was read."""
        self._cache.repeat(n)
        self._standing = self._standing.forked(n)

    def rewind(self, lengths: Sequence[int]) -> None:
        """Forget what each row read beyond these lengths."""
        self._standing = self._standing.rewound(lengths)

    @torch.inference_mode()
    def encode_image(self, pixels: Pixels) -> Ids:
        """Pixels (B, 3, S, S) in [-1, 1] → codes (B, grid²)."""
        return self._model.vqgan.encode(self._tensor(pixels)).cpu().numpy()

    @torch.inference_mode()
    def decode_image(self, codes: Ids) -> Pixels:
        """Codes (B, grid²) → pixels (B, 3, S, S) in [-1, 1]."""
        return self._model.vqgan.decode(self._tensor(codes)).cpu().numpy()

    def close(self) -> None:
        """Give memory back; the backend is not used again."""
        del self._model, self._cache, self._rows, self._image_head
        if torch.cuda.is_available():
            torch.cuda.empty_cache()

    def _read(self, ids: Ids) -> Tensor:
        """Hidden states (B, S, H) of ids (B, S), each row going on where it stands."""
        standing, prefix = self._standing, self._rows.prefix
        used = max(standing.after(ids.shape[1]).places)
        check_room(used, self.context)
        begin, shift = torch.tensor([standing.ids, standing.shifts], device=self._model.device)
        slots = begin.unsqueeze(1) + torch.arange(ids.shape[1], device=begin.device)
        slots += shift.unsqueeze(1) * (slots > 0)
        self._cache.aim(slots, used)
        if standing.deep and not any(standing.ids):
            assert prefix is not None
            self._cache.place(prefix, standing.deep)
        mask = _seen(slots, used, self._model.dtype)
        return self._model.hidden(
            self._tensor(ids), self._rows, mask=mask, positions=slots, cache=self._cache
        )

    def _logits(self, hidden: Tensor, head: Head) -> Logits:
        logits: Logits = self._scores(hidden, head).cpu().numpy()
        return logits

    def _scores(self, hidden: Tensor, head: Head) -> Tensor:
        """Logits, where the model is."""
        if head == "images":
            return (hidden @ self._drawing_head().T).float()
        return self._model.logits(hidden, self._rows).float()

    def _drawing_head(self) -> Tensor:
        """The head's rows of the image codes (codes, H), gathered when first asked for."""
        if not len(self._image_head):
            if self._image_ids is None:
                names = self._model.config.vocabulary_map
                self._image_ids = Vocabulary.from_names(names or {}).image_ids
            self._image_head = self._model.head[list(self._image_ids)]
        return self._image_head

    def _tensor(self, values: Ids | Pixels) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(values)).to(self._model.device)


def _seen(slots: Tensor, used: int, dtype: torch.dtype) -> Tensor:
    """What the id at each slot (B, S) may look at: 0 up to itself, else -inf: (B, 1, S, used)."""
    behind = torch.arange(used, device=slots.device) > slots.unsqueeze(-1)
    mask = torch.zeros(behind.shape, device=slots.device, dtype=dtype)
    return mask.masked_fill_(behind, float("-inf")).unsqueeze(1)


def cuda_device() -> str | None:
    """The name of the GPU that PyTorch can use here; None where there is none."""
    return torch.cuda.get_device_name() if torch.cuda.is_available() else None


def free_cuda_memory() -> int:
    """Bytes of the GPU that others do not use: what this process holds could be given back."""
    free, _ = torch.cuda.mem_get_info()
    return int(free) + torch.cuda.memory_reserved()


def precision(checkpoint: Path, device: str) -> str:
    """The decoder's dtype that suits a checkpoint on this device: `float32` or `bfloat16`."""
    return _name(suitable_dtype(checkpoint, torch.device(device)))


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
