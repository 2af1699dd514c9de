"""The ONNX Runtime backend, on a CPU or through CUDA: a compiled model in the contrib dialect.

Keys and values stay where they are (`Buffers`); only ids go in and logits come out. Rows of
different length are padded behind their end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import FormatError, SetupError
from engine.runtime.backends.base import Head, Ids, Logits, Pixels, SoftPrompt
from engine.runtime.backends.ort_buffers import Buffers, host_value
from engine.runtime.backends.ort_sessions import (
    Device,
    check_signature,
    enough_memory,
    open_session,
)
from engine.runtime.backends.rows import check_room, padded, rewound
from engine.runtime.compiled import AGAIN, CompiledModel

NOWHERE = -1
"""First id of rows that no id reads: the graph needs at least one row (export.md 1)."""


@dataclass(frozen=True, slots=True)
class _Pass:
    """What the decoder reads at once: ids (B, S) of the rows from `row` on."""

    ids: Ids
    before: Ids | int
    """How many ids each row has read (B,)."""
    new: Ids
    """How many of each row's ids are not padding (B,)."""
    wanted: Ids
    """Positions within `ids` whose logits are asked for (B, n)."""
    row: int = 0


class OrtBackend:
    """A `Backend` over a compiled model."""

    def __init__(self, model: CompiledModel, device: Device, threads: int | None) -> None:
        manifest = model.manifest
        self._model, self._device, self._threads = model, device, threads
        self._sizes, self._dtype = manifest.sizes, manifest.activation
        self._sessions: dict[str, Any] = {}
        for part in ("decoder", "head", "image_head"):
            self._session(part)
        self._buffers = Buffers(self._sizes, self._dtype, device)
        self._lengths: list[int] = []
        self._whole: Any = None
        """The binding of all rows, until a buffer or the soft prompt changes."""
        self.load_soft_prompt(None)

    @classmethod
    def open(
        cls, folder: Path, *, device: Device = "cpu", threads: int | None = None
    ) -> "OrtBackend":
        """Open a compiled model; `threads` None takes one for each core.

        SetupError where the folder, ONNX Runtime or the device is missing; FormatError where the
        folder is damaged, or was compiled for something else.
        """
        model = CompiledModel.open(folder)
        manifest = model.manifest
        if (manifest.target, manifest.dialect) != ("onnx", "contrib"):
            raise FormatError(
                f"{folder} was compiled for {manifest.target}, not for ONNX Runtime.", remedy=AGAIN
            )
        if device == "cpu" and manifest.activation != "float32":
            raise SetupError(
                f"{folder} computes in {manifest.activation}, which needs a GPU.",
                remedy="Compile the model for the CPU: fp32, int8 or int4.",
            )
        return cls(model, device, threads)

    @property
    def name(self) -> str:
        """For people: `ONNX Runtime on cpu, int4`."""
        return f"ONNX Runtime on {self._device}, {self._model.manifest.precision}"

    @property
    def context(self) -> int:
        """How many positions a row can hold."""
        return self._sizes.context

    @property
    def lengths(self) -> list[int]:
        """How many ids each row has read so far."""
        return list(self._lengths)

    def load_soft_prompt(self, prompt: SoftPrompt | None) -> None:
        """Read the concepts' ids from these rows until the next call; None: the base model."""
        none = np.zeros((1, self._sizes.hidden), np.float32)
        self._first = np.array([NOWHERE if prompt is None else prompt.first], np.int64)
        self._embeddings, self._head_rows = (
            host_value(rows, self._dtype)
            for rows in ((none, none) if prompt is None else (prompt.embeddings, prompt.head))
        )
        self._whole = None

    def prefill(self, rows: Sequence[Sequence[int]], head: Head = "words", kept: int = 0) -> Logits:
        """Forget everything, read each row's ids, return the logits after its last.

        (B, V) for `words`, (B, codes) for `images`. The first `kept` ids of a single row are not
        read again.
        """
        ids, lengths = padded(rows, kept)
        used = kept + ids.shape[1]
        check_room(used, self.context)
        if self._buffers.grow(used, kept) if kept else self._buffers.start(len(rows), used):
            self._whole = None
        self._lengths = [kept] * len(rows)
        ends = np.array(lengths, np.int64)
        logits = self._read(_Pass(ids, kept, ends, wanted=ends[:, None] - 1), head)
        self._lengths = [kept + length for length in lengths]
        return logits[:, 0]

    def step(self, ids: Ids, head: Head = "words") -> Logits:
        """Read ids (B, S) more and return the logits after each: (B, S, V) or (B, S, codes)."""
        count = ids.shape[1]
        used = max(self._lengths) + count
        check_room(used, self.context)
        if self._buffers.grow(used, kept=used - count):
            self._whole = None
        logits = self._read_on(ids, head)
        self._lengths = [length + count for length in self._lengths]
        return logits

    def fork(self, n: int) -> None:
        """Make each row n adjacent rows that share what was read."""
        self._buffers.repeat(n, max(self._lengths))
        self._lengths = [length for length in self._lengths for _ in range(n)]
        self._whole = None

    def rewind(self, lengths: Sequence[int]) -> None:
        """Forget what each row read beyond these lengths."""
        self._lengths = rewound(self._lengths, lengths)

    def encode_image(self, pixels: Pixels) -> Ids:
        """Pixels (B, 3, S, S) in [-1, 1] → codes (B, grid²)."""
        given = np.ascontiguousarray(pixels, np.float32)
        codes: Ids = self._plainly("image_encoder", "pixels", given)
        return codes

    def decode_image(self, codes: Ids) -> Pixels:
        """Codes (B, grid²) → pixels (B, 3, S, S) in [-1, 1]."""
        given = np.ascontiguousarray(codes, np.int64)
        pixels: Pixels = self._plainly("image_decoder", "codes", given)
        return pixels

    def close(self) -> None:
        """Give memory back; the backend is not used again."""
        self._whole = None
        self._sessions.clear()
        del self._buffers

    def _read_on(self, ids: Ids, head: Head) -> Logits:
        """Logits (B, S, columns) after each of ids (B, S), in as few passes as can be.

        Each reads all the weights. GroupQueryAttention reads several new ids behind old ones of one
        row at a time only, so such rows go one by one, or their ids do.
        """
        rows, count = ids.shape
        before = np.array(self._lengths, np.int64)
        if rows == 1 or count == 1:
            return self._read(_following(ids, before), head)
        if rows <= count:
            alone = (_following(ids[[row]], before[[row]], row) for row in range(rows))
            return np.concatenate([self._read(one, head) for one in alone])
        columns = (_following(ids[:, [place]], before + place) for place in range(count))
        return np.concatenate([self._read(one, head) for one in columns], axis=1)

    def _read(self, given: "_Pass", head: Head) -> Logits:
        total = given.before + given.new
        feeds = {
            "input_ids": given.ids,
            "wanted": given.wanted,
            "seqlens_k": (total - 1).astype(np.int32),
            "total_sequence_length": np.array(total.max(), np.int32),
        }
        binding = self._bound(given.row, len(given.ids))
        for name, array in feeds.items():
            binding.bind_cpu_input(name, array)
        binding.bind_output("hidden", self._device, 0)
        with enough_memory():
            self._session("decoder").run_with_iobinding(binding)
            return self._project(binding.get_outputs()[0], head)

    def _project(self, hidden: Any, head: Head) -> Logits:
        session = self._session("head" if head == "words" else "image_head")
        binding = session.io_binding()
        binding.bind_ortvalue_input("hidden", hidden)
        if head == "words":
            binding.bind_ortvalue_input("concept_head", self._head_rows)
            binding.bind_cpu_input("concept_first", self._first)
        binding.bind_output("logits", "cpu")
        session.run_with_iobinding(binding)
        logits: Logits = binding.get_outputs()[0].numpy()
        return logits

    def _bound(self, row: int, rows: int) -> Any:
        """The decoder's binding of some rows: their buffers, and the concepts' rows."""
        whole = rows == self._buffers.rows
        if whole and self._whole is not None:
            return self._whole
        binding = self._session("decoder").io_binding()
        binding.bind_output("hidden", self._device, 0)  # the first output
        binding.bind_ortvalue_input("concept_embeddings", self._embeddings)
        binding.bind_cpu_input("concept_first", self._first)
        for number, name in enumerate(self._buffers.names):
            place = self._buffers.binding(number, row, rows)
            binding.bind_input(f"past.{name}", *place)
            binding.bind_output(f"present.{name}", *place)
        if whole:
            self._whole = binding
        return binding

    def _session(self, part: str) -> Any:
        """The session of a part, opened when first asked for and checked against the manifest."""
        if part not in self._sessions:
            path = self._model.path(part)
            session = open_session(path, self._device, self._threads)
            check_signature(session, path, self._model.manifest.parts[part].inputs)
            self._sessions[part] = session
        return self._sessions[part]

    def _plainly(self, part: str, name: str, array: Any) -> Any:
        with enough_memory():
            return self._session(part).run(None, {name: array})[0]


def _following(ids: Ids, before: Ids, row: int = 0) -> _Pass:
    """A pass of ids (B, S) without padding, of all of which the logits are asked for."""
    rows, count = ids.shape
    new = np.full(rows, count, np.int64)
    wanted = np.tile(np.arange(count), (rows, 1))
    return _Pass(np.ascontiguousarray(ids, np.int64), before, new, wanted, row)
