"""The product's own ONNX Runtime backend, over graphs of our own export."""

from pathlib import Path

from bench.decoding.checkpoint import decoder_parameters, position_numbers
from bench.decoding.full import export_graphs
from bench.decoding.graphs import streamed_bytes
from bench.decoding.systems import Ids, Logits, Weights
from engine.events import finish
from engine.model import checkpoints
from engine.model.config import read_config
from engine.runtime.backends.ort import OrtBackend
from engine.runtime.compiled import MANIFEST, write_manifest
from export.config import ExportConfig, Precision
from export.description import described


def compiled(checkpoint: Path, precision: Precision, folder: Path) -> Path:
    """A compiled model in `folder`, made where it is not there; the gate is not asked.

    Random weights would fail it. Rounding changes neither bytes nor time, so it is the quick one.
    """
    if not (folder / MANIFEST).exists():
        config = ExportConfig(precision=precision)
        export_graphs(checkpoint, config, folder, "nearest")
        manifest = finish(described(checkpoints.find(checkpoint), config, folder))
        write_manifest(folder, manifest)
    return folder


class Ours:
    """One precision of our export."""

    def __init__(self, checkpoint: Path, precision: Precision, folder: Path, threads: int) -> None:
        config = read_config(checkpoint)
        numbers = sum(decoder_parameters(config))
        position = 4 * position_numbers(config)
        self.name = f"ONNX Runtime {precision}"
        self.weights = Weights(precision, streamed_bytes(folder), numbers, position)
        self._backend = OrtBackend.open(folder, threads=threads)
        self._begin: list[int] = []

    def begin(self, ids: Ids, batch: int, room: int) -> Logits:
        """Read `ids` once, and fork."""
        logits: Logits = self._backend.prefill([ids.tolist()])[0]
        self._backend.fork(batch)
        self._begin = [len(ids)] * batch
        return logits

    def step(self, ids: Ids) -> Logits:
        """One id for each row."""
        logits: Logits = self._backend.step(ids[:, None])[:, 0]
        return logits

    def rewind(self) -> None:
        """Give the rows their former length."""
        self._backend.rewind(self._begin)

    def end(self) -> None:
        """Hold no more than one row of one id."""
        self._backend.prefill([[0]])

    def close(self) -> None:
        """Close the backend."""
        self._backend.close()
