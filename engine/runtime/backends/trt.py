"""The TensorRT backend: plans, buffers that stay where they are, and one CUDA stream.

PyTorch is the GPU's memory, streams and graphs; it computes nothing here but masks, copies and
which id is chosen. This never ran on a GPU of ours; a stand-in for TensorRT checks all but kernels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.errors import FormatError
from engine.runtime.backends.base import Head, Ids, Logits, Pixels, SoftPrompt
from engine.runtime.backends.buffers import KeyValues, Mask, OneToken
from engine.runtime.backends.device_sampling import DeviceSampler
from engine.runtime.backends.lane import Lane, Work
from engine.runtime.backends.plan_shelf import DECODER, PlanShelf, check_plans, open_builder
from engine.runtime.backends.rows import Standing, check_room, check_rows, padded
from engine.runtime.backends.tensorrt_module import TensorRT
from engine.runtime.compiled import AGAIN, CompiledModel
from engine.runtime.sampling import Choice

PARTS: dict[Head, str] = {"words": "head", "images": "image_head"}
NOWHERE = -1
"""An id that never occurs: where there is no concept, its rows begin here."""


@dataclass(frozen=True, slots=True)
class _Recorded:
    """A step of one id, ready to be repeated, and where its logits (B, 1, columns) come out."""

    work: Work
    logits: Tensor


class TensorRTBackend:
    """A `Backend` over the plans of a compiled model."""

    def __init__(self, model: CompiledModel, tensorrt: TensorRT, device: torch.device) -> None:
        self._model, self._tensorrt, self._sizes = model, tensorrt, model.manifest.sizes
        self._dtype: torch.dtype = getattr(torch, model.manifest.activation)
        self._lane = Lane(device)
        self._plans = PlanShelf(model, tensorrt, device)
        self._kept = KeyValues(self._sizes, self._dtype, device)
        self._mask = Mask(0, self._dtype, device)
        self._standing = Standing()
        self._one: OneToken | None = None
        self._recorded: dict[Head, _Recorded] = {}
        self._sampler = DeviceSampler(device)
        self.load_soft_prompt(None)

    @classmethod
    def open(
        cls, folder: Path, *, device: str = "cuda", tensorrt: TensorRT | None = None
    ) -> "TensorRTBackend":
        """Open a compiled model's folder; its plans are loaded when they are first needed.

        `tensorrt`: None imports the one that built the plans. SetupError where it or a GPU is
        missing; FormatError where the plans were built for another GPU or version.
        """
        model = CompiledModel.open(folder)
        if model.manifest.target != "tensorrt":
            raise FormatError(f"{folder} holds no TensorRT plans.", remedy=AGAIN)
        found, place = tensorrt or open_builder(model), torch.device(device)
        check_plans(model, found, place)
        return cls(model, found, place)

    @property
    def name(self) -> str:
        """For people: `TensorRT-RTX 1.7.1.116 on cuda, int4`."""
        precision = self._model.manifest.precision
        return f"{self._tensorrt.title} on {self._lane.device.type}, {precision}"

    @property
    def context(self) -> int:
        """How many positions a row can hold."""
        return self._sizes.context

    @property
    def lengths(self) -> list[int]:
        """How many ids each row has read so far."""
        return list(self._standing.ids)

    @property
    def capacity(self) -> int:
        """How many positions the buffers hold now; they grow bucket by bucket."""
        return self._plans.capacity

    def load_soft_prompt(self, prompt: SoftPrompt | None) -> None:
        """Read the concepts' ids from these rows until the next call; None: the base model."""
        self._prompt = prompt
        if prompt is None:
            nothing = np.zeros((1, self._sizes.hidden), np.float32)
            prompt = SoftPrompt(NOWHERE, nothing, nothing)
        with self._lane.used():
            self._concepts = {
                "concept_embeddings": self._on_gpu(prompt.embeddings).to(self._dtype),
                "concept_head": self._on_gpu(prompt.head).to(self._dtype),
                "concept_first": self._on_gpu(np.array([prompt.first])),
            }
        self._recorded = {}

    def prefill(self, rows: Sequence[Sequence[int]], head: Head = "words", kept: int = 0) -> Logits:
        """Forget everything, read each row's ids, return the logits after its last.

        (B, V) for `words`, (B, codes) for `images`. Shorter rows are padded behind their end. The
        first `kept` ids of a single row are not read again.
        """
        standing = Standing.of(rows, self._prompt).keeping(kept, self._standing)
        ids, lengths = padded(rows, standing.ids[0])
        used = max(standing.after(ids.shape[1]).places)
        check_rows(len(rows), self._sizes.max_batch)
        check_room(used, self.context)
        with self._lane.used():
            self._make_room(standing, used)
            self._standing = standing
            hidden = self._read_all(ids, lengths)
            self._standing = standing.after(*lengths)
            return self._logits(hidden, head)[:, 0]

    def step(self, ids: Ids, head: Head = "words") -> Logits:
        """Read ids (B, S) more and return the logits after each: (B, S, V) or (B, S, codes)."""
        with self._lane.used():
            self._grow(max(self._standing.places) + ids.shape[1])
            if ids.shape[1] == 1:
                return self._step_one(ids, head).to("cpu", copy=True).numpy()
            length = self._plans.get(DECODER).most("wanted")[1]
            pieces = [ids[:, at : at + length] for at in range(0, ids.shape[1], length)]
            return np.concatenate([self._step_more(piece, head) for piece in pieces], axis=1)

    def choose(self, ids: Ids, choice: Choice, head: Head = "words") -> list[int]:
        """Read ids (B, 1) more, and choose the next; see Backend. No logits leave the GPU."""
        with self._lane.used():
            self._grow(max(self._standing.places) + 1)
            return self._sampler.chosen(self._step_one(ids, head)[:, 0], choice)

    def fork(self, n: int) -> None:
        """Make each row n adjacent rows that share what was read."""
        check_rows(n * len(self._standing.ids), self._sizes.max_batch)
        with self._lane.used():
            self._forget_places()
            self._kept.repeat(n)
        self._standing = self._standing.forked(n)

    def rewind(self, lengths: Sequence[int]) -> None:
        """Forget what each row read beyond these lengths."""
        self._standing = self._standing.rewound(lengths)

    def encode_image(self, pixels: Pixels) -> Ids:
        """Pixels (B, 3, S, S) in [-1, 1] → codes (B, grid²)."""
        like = torch.empty(self._sizes.grid**2, dtype=torch.int64)
        return self._translated("image_encoder", ("pixels", pixels), ("codes", like))

    def decode_image(self, codes: Ids) -> Pixels:
        """Codes (B, grid²) → pixels (B, 3, S, S) in [-1, 1]."""
        like = torch.empty(3, self._sizes.image_size, self._sizes.image_size)
        return self._translated("image_decoder", ("codes", codes), ("pixels", like))

    def close(self) -> None:
        """Give memory back; the backend is not used again."""
        self._lane.wait()
        self._forget_places()
        self._plans.close()
        del self._kept, self._concepts, self._mask
        if torch.cuda.is_available():
            torch.cuda.empty_cache()

    def _make_room(self, standing: Standing, used: int) -> None:
        """Buffers for `used` positions and a picture behind them, which never changes plans.

        What a single row has read stays; it never moves to a smaller plan.
        """
        picture = self._sizes.grid**2 + 2
        if not any(standing.ids):
            self._forget_places()
            self._fit(used + picture)
            self._kept.start(len(standing.ids), self.capacity)
            if self._prompt is not None and self._prompt.prefix is not None:
                self._kept.place(self._on_gpu(self._prompt.prefix), standing.deep)
        else:
            self._grow(used, picture)

    def _read_all(self, ids: Ids, lengths: Sequence[int]) -> Tensor:
        """Hidden states (B, 1, H) after each row's last id; long rows are read in pieces."""
        last = self._on_gpu(np.array(lengths)).unsqueeze(1) - 1
        hidden, length = self._hidden(len(ids), 1), self._plans.get(DECODER).most("input_ids")[1]
        for begin, end in self._standing.pieces(ids.shape[1], length):
            piece = ids[:, begin:end]
            wanted = last - begin
            ends_here = (wanted >= 0) & (wanted < piece.shape[1])
            at = self._standing.after(begin)
            read = self._read(piece, at.places, wanted.clamp(0, piece.shape[1] - 1))
            hidden = torch.where(ends_here.unsqueeze(2), read, hidden)
        return hidden

    def _read(self, ids: Ids, begin: Sequence[int], wanted: Tensor) -> Tensor:
        """Hidden states (B, n, H) at `wanted` (B, n) of ids (B, S); each row goes on at `begin`."""
        begins, hidden = self._on_gpu(np.array(begin)), self._hidden(*wanted.shape)
        positions = begins.unsqueeze(1) + torch.arange(ids.shape[1], device=begins.device)
        values = {
            "input_ids": self._on_gpu(ids),
            "position_ids": positions,
            "write_index": begins,
            "attention_mask": self._mask.of(positions),
            "wanted": wanted,
            "hidden": hidden,
        }
        values |= self._concepts | self._kept.values()
        self._plans.get(DECODER).prepared(values, self._lane.handle)()
        return hidden

    def _step_more(self, ids: Ids, head: Head) -> Logits:
        positions = torch.arange(ids.shape[1], device=self._lane.device)
        wanted = positions.expand(len(ids), -1).contiguous()
        hidden = self._read(ids, self._standing.places, wanted)
        self._standing = self._standing.after(ids.shape[1])
        return self._logits(hidden, head)

    def _step_one(self, ids: Ids, head: Head) -> Tensor:
        """Logits (B, 1, columns) where the next step writes its own. Nothing moves but the ids."""
        if self._one is None:
            self._one = OneToken(len(ids), self._mask, self._sizes.hidden, self._lane)
        self._one.aim(torch.from_numpy(np.ascontiguousarray(ids)), self._standing.places)
        if head not in self._recorded:
            self._recorded[head] = self._record(self._one, head)
        step = self._recorded[head]
        step.work()
        self._one.advance()
        self._standing = self._standing.after(1)
        return step.logits

    def _record(self, one: OneToken, head: Head) -> _Recorded:
        """The work of one step as a CUDA graph; where TensorRT makes graphs itself, as it is."""
        logits = self._empty_logits(one.hidden, head)
        places = one.values() | self._concepts | self._kept.values()
        parts = (self._plans.get(DECODER), self._plans.get(PARTS[head]))
        runs = [part.prepared(places | {"logits": logits}, self._lane.handle) for part in parts]

        def work() -> None:
            one.hide()
            for run in runs:
                run()

        if not self._tensorrt.captures_graphs and not parts[0].streams:
            work()  # TensorRT must have seen these shapes; what is written is written again
            work = self._lane.recorded(work)
        return _Recorded(work, logits)

    def _logits(self, hidden: Tensor, head: Head) -> Logits:
        logits = self._empty_logits(hidden, head)
        values = {"hidden": hidden, "logits": logits, **self._concepts}
        self._plans.get(PARTS[head]).prepared(values, self._lane.handle)()
        return logits.cpu().numpy()

    def _empty_logits(self, hidden: Tensor, head: Head) -> Tensor:
        width = self._sizes.vocabulary if head == "words" else self._sizes.codes
        return torch.empty(*hidden.shape[:2], width, device=hidden.device)

    def _hidden(self, rows: int, count: int) -> Tensor:
        shape = (rows, count, self._sizes.hidden)
        return torch.zeros(shape, dtype=self._dtype, device=self._lane.device)

    def _translated(
        self, part: str, given: tuple[str, NDArray[Any]], like: tuple[str, Tensor]
    ) -> NDArray[Any]:
        """Run an image plan over a batch, as many at once as it takes; `like` is one result."""
        with self._lane.used():
            plan, results = self._plans.get(part), []
            for source in torch.split(self._on_gpu(given[1]), plan.most(given[0])[0]):
                result = like[1].new_empty((len(source), *like[1].shape), device=source.device)
                plan.prepared({given[0]: source, like[0]: result}, self._lane.handle)()
                results.append(result.cpu().numpy())
        return np.concatenate(results)

    def _grow(self, used: int, spare: int = 0) -> None:
        """Buffers for `used` positions that keep what was read. InputError past the context."""
        check_room(used, self.context)
        if used > self.capacity:
            self._forget_places()
            self._fit(used + spare)
            self._kept.grow(self.capacity)

    def _fit(self, positions: int) -> None:
        if self._plans.fit(min(positions, self.context)):
            self._mask = Mask(self.capacity, self._dtype, self._lane.device)

    def _forget_places(self) -> None:
        """Buffers are about to move: what was recorded at the old places is void."""
        self._one, self._recorded = None, {}
        self._plans.forget()

    def _on_gpu(self, values: NDArray[Any]) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(values)).to(self._lane.device)
