"""Drives decoder.onnx and head.onnx alone: full-size graphs of which nothing else was compiled."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx

from bench.decoding.systems import Ids, Logits
from engine.runtime.backends.ort_sessions import runtime
from export.trial import open_graph

_NO_CONCEPT = -1


class Graphs:
    """Two graphs of the contrib dialect on ONNX Runtime's CPU kernels, their buffers shared."""

    def __init__(self, folder: Path, threads: int) -> None:
        paths = (folder / "decoder.onnx", folder / "head.onnx")
        self._decoder, self._head = (open_graph(path, threads) for path in paths)
        declared = {one.name: one for one in self._decoder.get_inputs()}
        self._hidden = int(declared["concept_embeddings"].shape[1])
        self._dtype = np.float16 if "float16" in declared["past.0.key"].type else np.float32
        self._shapes = {n: one.shape for n, one in declared.items() if n.startswith("past.")}
        self._buffers: dict[str, Any] = {}
        self._batch = self.length = 0

    def start(self, batch: int, capacity: int, length: int = 0) -> None:
        """Make buffers for `batch` rows, of which `length` positions count as read (zeros)."""
        self._batch, self.length = batch, length
        self._buffers = {
            name: runtime().OrtValue.ortvalue_from_numpy(
                np.zeros((batch, shape[1], capacity, shape[3]), self._dtype)
            )
            for name, shape in self._shapes.items()
        }

    def read(self, ids: Ids) -> Logits:
        """Read ids (B, S) more and return the logits after the last of each row (B, V)."""
        last = np.full((self._batch, 1), ids.shape[1] - 1, np.int64)
        self.length += ids.shape[1]
        feeds = {
            "input_ids": ids,
            "concept_embeddings": np.zeros((1, self._hidden), self._dtype),
            "concept_first": np.array([_NO_CONCEPT], np.int64),
            "wanted": last,
            "seqlens_k": np.full(self._batch, self.length - 1, np.int32),
            "total_sequence_length": np.array(self.length, np.int32),
        }
        binding = self._decoder.io_binding()
        for name, value in feeds.items():
            binding.bind_cpu_input(name, value)
        for name, buffer in self._buffers.items():
            binding.bind_ortvalue_input(name, buffer)
            binding.bind_ortvalue_output(name.replace("past", "present"), buffer)
        binding.bind_output("hidden", "cpu")
        self._decoder.run_with_iobinding(binding)
        return self._logits(binding.get_outputs()[-1].numpy())  # in the order they were bound

    def _logits(self, hidden: Any) -> Logits:
        feeds = {
            "hidden": hidden,
            "concept_head": np.zeros((1, self._hidden), self._dtype),
            "concept_first": np.array([_NO_CONCEPT], np.int64),
        }
        logits: Logits = self._head.run(["logits"], feeds)[0][:, -1]
        return logits


def streamed_bytes(folder: Path) -> int:
    """Bytes of weights that one step reads: all of decoder and head, but what it looks up in."""
    total = 0
    for name in ("decoder.onnx", "head.onnx"):
        graph = onnx.load(str(folder / name), load_external_data=False).graph
        gathered = {node.input[0] for node in graph.node if node.op_type == "Gather"}
        gathered |= {"cosine", "sine"}
        total += sum(_bytes(one) for one in graph.initializer if one.name not in gathered)
    return total


def _bytes(tensor: onnx.TensorProto) -> int:
    where = {entry.key: entry.value for entry in tensor.external_data}
    return int(where["length"]) if where else len(tensor.raw_data)
