"""The ONNX Runtime backend, on a CPU or through CUDA: a compiled model in the contrib dialect.

Keys and values stay where they are (`Buffers`); ids go in and logits come out, on a GPU only what
was chosen from them. Rows of different length are padded behind their end.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import FormatError, SetupError
from engine.runtime.backends.base import Head, Ids, Logits, Pixels, SoftPrompt
from engine.runtime.backends.ort_buffers import Buffers, host_value
from engine.runtime.backends.ort_passes import Bound, OneId, Pass
from engine.runtime.backends.ort_sessions import (
    Device,
    check_signature,
    enough_memory,
    open_session,
)
from engine.runtime.backends.rows import Standing, check_room, padded
from engine.runtime.compiled import AGAIN, CompiledModel
from engine.runtime.sampling import Choice, chosen

if TYPE_CHECKING:
    from engine.runtime.backends.device_sampling import DeviceSampler

NOWHERE = -1
"""First id of rows that no id reads: the graph needs at least one row (export.md 1)."""


class OrtBackend:
    """A `Backend` over a compiled model."""

    def __init__(
        self, model: CompiledModel, device: Device, threads: int | None,
        sampler: "DeviceSampler | None" = None,
    ) -> None:  # fmt: skip
        """`sampler` chooses ids where `device` keeps logits; None: numpy does."""
        self._sampler, manifest = sampler, model.manifest
        self._model, self._device, self._threads = model, device, threads
        self._sizes, self._dtype = manifest.sizes, manifest.activation
        self._sessions: dict[str, Any] = {}
        for part in ("decoder", "head", "image_head"):
            self._session(part)
        self._buffers = Buffers(self._sizes, self._dtype, device)
        self._standing = Standing()
        self._whole: Any = None
        self._one: OneId | None = None
        """Bindings of all rows, until a buffer or the soft prompt changes."""
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
        if device == "cpu":
            return cls(model, device, threads)
        from engine.runtime.backends.device_sampling import gpu_sampler

        return cls(model, device, threads, gpu_sampler())

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
        return list(self._standing.ids)

    def load_soft_prompt(self, prompt: SoftPrompt | None) -> None:
        """Read the concepts' ids from these rows until the next call; None: the base model."""
        self._prompt = prompt
        none = np.zeros((1, self._sizes.hidden), np.float32)
        self._first = np.array([NOWHERE if prompt is None else prompt.first], np.int64)
        self._embeddings, self._head_rows = (
            host_value(rows, self._dtype)
            for rows in ((none, none) if prompt is None else (prompt.embeddings, prompt.head))
        )
        self._forget_places()

    def prefill(self, rows: Sequence[Sequence[int]], head: Head = "words", kept: int = 0) -> Logits:
        """Forget everything, read each row's ids, return the logits after its last.

        (B, V) for `words`, (B, codes) for `images`. The first `kept` ids of a single row are not
        read again.
        """
        standing = Standing.of(rows, self._prompt).keeping(kept, self._standing)
        ids, lengths = padded(rows, standing.ids[0])
        before, used = standing.places[0], max(standing.after(ids.shape[1]).places)
        check_room(used, self.context)
        if self._buffers.grow(used, before) if before else self._buffers.start(len(rows), used):
            self._forget_places()
        self._standing = standing
        if standing.deep and not before:
            logits = self._read_deep(ids, lengths, head)
        else:
            ends = np.array(lengths, np.int64)
            logits = self._read(Pass(ids, before, ends, wanted=ends[:, None] - 1), head)
        self._standing = standing.after(*lengths)
        return logits[:, 0]

    def step(self, ids: Ids, head: Head = "words") -> Logits:
        """Read ids (B, S) more and return the logits after each: (B, S, V) or (B, S, codes)."""
        self._grow(ids.shape[1])
        logits = self._read_on(ids, head)
        self._standing = self._standing.after(ids.shape[1])
        return logits

    def choose(self, ids: Ids, choice: Choice, head: Head = "words") -> list[int]:
        """Read ids (B, 1) more, and choose the next; see Backend."""
        if self._sampler is None:
            return chosen(self.step(ids, head)[:, -1], choice)
        self._grow(1)
        shape = [len(ids), self._columns(head)]
        logits = self._sampler.room(*shape)
        hidden = self._hidden(Pass.following(ids, np.array(self._standing.places, np.int64)))
        place = (self._device, 0, np.float32, [shape[0], 1, shape[1]], logits.data_ptr())
        self._projected(hidden, head, *place)
        self._standing = self._standing.after(1)
        return self._sampler.chosen(logits, choice)

    def fork(self, n: int) -> None:
        """Make each row n adjacent rows that share what was read."""
        self._buffers.repeat(n, max(self._standing.places))
        self._standing = self._standing.forked(n)
        self._forget_places()

    def rewind(self, lengths: Sequence[int]) -> None:
        """Forget what each row read beyond these lengths."""
        self._standing = self._standing.rewound(lengths)

    def encode_image(self, pixels: Pixels) -> Ids:
        """Pixels (B, 3, S, S) in [-1, 1] → codes (B, grid²)."""
        codes: Ids = self._plainly("image_encoder", "pixels", pixels.astype(np.float32))
        return codes

    def decode_image(self, codes: Ids) -> Pixels:
        """Codes (B, grid²) → pixels (B, 3, S, S) in [-1, 1]."""
        pixels: Pixels = self._plainly("image_decoder", "codes", codes.astype(np.int64))
        return pixels

    def close(self) -> None:
        """Give memory back; the backend is not used again."""
        self._forget_places()
        self._sessions.clear()
        del self._buffers

    def _read_deep(self, ids: Ids, lengths: Sequence[int], head: Head) -> Logits:
        """Logits (B, 1, columns) after the last of each row's ids (B, S), some behind a prefix.

        First ids are read together, and each row's others alone, as `_read_on` says why.
        """
        assert self._prompt is not None and self._prompt.prefix is not None
        self._buffers.place(self._prompt.prefix, self._standing.deep)
        none = np.zeros(len(ids), np.int64)
        logits = self._read(Pass(ids[:, :1].copy(), 0, none + 1, none[:, None]), head)
        before = np.array(self._standing.shifts, np.int64) + 1
        for row, length in enumerate(lengths):
            if length > 1:
                one = Pass.following(ids[[row], 1:length], before[[row]], row)
                one = replace(one, wanted=one.wanted[:, -1:])
                logits[row] = self._read(one, head)[0]
        return logits

    def _read_on(self, ids: Ids, head: Head) -> Logits:
        """Logits (B, S, columns) after each of ids (B, S), in as few passes as can be.

        Each reads all the weights. GroupQueryAttention reads several new ids behind old ones of one
        row at a time only, so such rows go one by one, or their ids do.
        """
        rows, count = ids.shape
        before = np.array(self._standing.places, np.int64)
        if count == 1 and self._device == "cpu":
            return self._one_id(head).read(ids, self._standing.places, head)
        if rows == 1 or count == 1:
            return self._read(Pass.following(ids, before), head)
        if rows <= count:
            alone = (Pass.following(ids[[row]], before[[row]], row) for row in range(rows))
            return np.concatenate([self._read(one, head) for one in alone])
        columns = (Pass.following(ids[:, [place]], before + place) for place in range(count))
        return np.concatenate([self._read(one, head) for one in columns], axis=1)

    def _grow(self, more: int) -> None:
        """Room for so many ids more. InputError where the context is full."""
        used = max(self._standing.places) + more
        check_room(used, self.context)
        if self._buffers.grow(used, kept=used - more):
            self._forget_places()

    def _read(self, given: Pass, head: Head) -> Logits:
        logits: Logits = self._projected(self._hidden(given), head, "cpu").numpy()
        return logits

    def _hidden(self, given: Pass) -> Any:
        """Hidden states (B, n, H), where the device has put them."""
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
        Bound(self._session("decoder"), binding).run()
        return binding.get_outputs()[0]

    def _projected(self, hidden: Any, head: Head, *place: Any) -> Any:
        """Logits (B, n, columns), put where `place` says in `bind_output`'s words."""
        bound = self._head(head)
        bound.binding.bind_ortvalue_input("hidden", hidden)
        bound.binding.bind_output("logits", *place)
        bound.run()
        return bound.binding.get_outputs()[0]

    def _head(self, head: Head) -> Bound:
        """A head with the concepts' rows."""
        session = self._session("head" if head == "words" else "image_head")
        binding = session.io_binding()
        if head == "words":
            binding.bind_ortvalue_input("concept_head", self._head_rows)
            binding.bind_cpu_input("concept_first", self._first)
        return Bound(session, binding)

    def _one_id(self, head: Head) -> OneId:
        """The step of one id a row, with this head."""
        if self._one is None:
            decoder = Bound(self._session("decoder"), self._binding(0, self._buffers.rows))
            self._one = OneId(decoder, self._buffers.rows, self._sizes.hidden)
        if not self._one.has(head):
            self._one.add(head, self._head(head), self._columns(head))
        return self._one

    def _columns(self, head: Head) -> int:
        return self._sizes.vocabulary if head == "words" else self._sizes.codes

    def _forget_places(self) -> None:
        self._whole = self._one = None

    def _bound(self, row: int, rows: int) -> Any:
        """The decoder's binding of some rows: their buffers, and the concepts' rows."""
        if rows != self._buffers.rows:
            return self._binding(row, rows)
        if self._whole is None:
            self._whole = self._binding(row, rows)
        return self._whole

    def _binding(self, row: int, rows: int) -> Any:
        binding = self._session("decoder").io_binding()
        binding.bind_output("hidden", self._device, 0)  # the first output
        binding.bind_ortvalue_input("concept_embeddings", self._embeddings)
        binding.bind_cpu_input("concept_first", self._first)
        for number, name in enumerate(self._buffers.names):
            place = self._buffers.binding(number, row, rows)
            binding.bind_input(f"past.{name}", *place)
            binding.bind_output(f"present.{name}", *place)
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
