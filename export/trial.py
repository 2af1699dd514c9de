"""Runs a decoder's graphs on ONNX Runtime's CPU in either dialect: to prove them, not to use them.

Buffers are copied at every step and nothing is bound, so it is slow and short. The backends are in
`engine.runtime.backends`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.offline import stay_offline
from engine.runtime.backends.base import Head, Ids, Logits, SoftPrompt
from export.config import Dialect

Feeds = dict[str, NDArray[Any]]

_TYPES = {"tensor(float)": np.float32, "tensor(float16)": np.float16}
_UNSEEN = -1e4
"""Added to what a position may not look at: as good as never, and within float16."""


class Trial:
    """decoder.onnx, head.onnx and image_head.onnx of one folder."""

    def __init__(self, folder: Path, dialect: Dialect, *, capacity: int, threads: int = 1) -> None:
        """`capacity`: positions of the buffers; a graph with static buffers has its own."""
        self._dialect = dialect
        self._decoder = open_graph(folder / "decoder.onnx", threads)
        self._head = open_graph(folder / "head.onnx", threads)
        self._image_head = open_graph(folder / "image_head.onnx", threads)
        inputs = {given.name: given for given in self._decoder.get_inputs()}
        self._dtype = _TYPES[inputs["concept_embeddings"].type]
        self._buffers = {name: one.shape for name, one in inputs.items() if name[:5] == "past."}
        shape = inputs["past.0.key"].shape
        self.capacity = shape[2] if isinstance(shape[2], int) else capacity
        self._hidden: int = inputs["concept_embeddings"].shape[1]
        self._past: Feeds = {}
        self._lengths = np.zeros(0, np.int64)
        self.load_soft_prompt(None)

    def load_soft_prompt(self, prompt: SoftPrompt | None) -> None:
        """Read the concepts' ids from these rows; None: one unused row of zeros.

        ValueError for a deep concept: buffers begin empty here.
        """
        if prompt is not None and prompt.prefix is not None:
            raise ValueError("a trial reads no prefix")
        none = np.zeros((1, self._hidden), self._dtype)
        self._first = np.array([-1 if prompt is None else prompt.first], np.int64)
        self._embeddings = none if prompt is None else prompt.embeddings.astype(self._dtype)
        self._head_rows = none if prompt is None else prompt.head.astype(self._dtype)

    def prefill(self, rows: Sequence[Sequence[int]], head: Head = "words") -> Logits:
        """Forget everything, read each row's ids, give the logits after its last: (B, V)."""
        lengths = np.array([len(row) for row in rows], np.int64)
        padded = np.zeros((len(rows), lengths.max()), np.int64)
        for here, row in enumerate(rows):
            padded[here, : len(row)] = row
        self._past = {
            name: np.zeros((len(rows), shape[1], self.capacity, shape[3]), self._dtype)
            for name, shape in self._buffers.items()
        }
        self._lengths = np.zeros(len(rows), np.int64)
        return self._read(padded, lengths, (lengths - 1)[:, None], head)[:, 0]

    def step(self, ids: Ids, head: Head = "words") -> Logits:
        """Read ids (B, S) more and give the logits after each: (B, S, V)."""
        new = np.full(len(ids), ids.shape[1], np.int64)
        return self._read(ids, new, np.tile(np.arange(ids.shape[1]), (len(ids), 1)), head)

    def _read(self, ids: Ids, new: Ids, wanted: Ids, head: Head) -> Logits:
        """`new` (B,) says how many of each row's ids (B, S) are not padding."""
        feeds = {
            "input_ids": ids,
            "concept_embeddings": self._embeddings,
            "concept_first": self._first,
            "wanted": wanted,
        }
        own = self._contrib(ids, new) if self._dialect == "contrib" else self._standard(ids)
        hidden, *present = self._decoder.run(None, feeds | own | self._past)
        self._past = dict(zip(self._past, present, strict=True))
        self._lengths = self._lengths + new
        if head == "images":
            return np.asarray(self._image_head.run(None, {"hidden": hidden})[0])
        rows = {"concept_head": self._head_rows, "concept_first": self._first}
        return np.asarray(self._head.run(None, {"hidden": hidden} | rows)[0])

    def _contrib(self, ids: Ids, new: Ids) -> Feeds:
        """Lengths after this call; ONNX Runtime takes a longest row that is all new as a prompt."""
        total = self._lengths + new
        return {
            "seqlens_k": (total - 1).astype(np.int32),
            "total_sequence_length": np.array(total.max(), np.int32),
        }

    def _standard(self, ids: Ids) -> Feeds:
        """Each id's position, and a mask that ends at it."""
        positions = self._lengths[:, None] + np.arange(ids.shape[1])
        behind = np.arange(self.capacity) > positions[:, :, None]
        return {
            "position_ids": positions,
            "attention_mask": np.where(behind, _UNSEEN, 0).astype(self._dtype)[:, None],
            "write_index": self._lengths,
        }


def open_graph(path: Path, threads: int = 1) -> Any:
    """An ONNX Runtime session on the CPU."""
    stay_offline()
    import onnxruntime  # type: ignore[import-untyped]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
