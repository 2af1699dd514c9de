"""The one quantized artefact of a checkpoint: read by every exported graph and by the trainer.

The decoder's linear layers take `bits`; the head takes 8, because every logit passes through it;
the embedding, the norms and the picture codec stay as they are. One tensor is in memory at a time,
and a job that is stopped or killed goes on where it was.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from torch import Tensor, nn

from engine.errors import InputError
from engine.events import Job, Progress
from engine.model import checkpoints
from engine.model.config import HEAD, build_empty, destinations, read_config
from engine.model.quantized_file import Layout, Quantized, QuantizedFile, QuantizedWeights, Spec
from engine.model.weights import read_tensors
from export import calibration
from export.aside import aside
from export.config import Rounding
from export.rounding import block_of, rounded

__all__ = ["Quantized", "QuantizedWeights", "Rounding", "write_quantized"]

BITS = (4, 8)
HEAD_BITS = 8
BEST: dict[int, Rounding] = {4: "calibrated", 8: "nearest"}
"""What the gate showed a gain for (docs/decisions/007)."""
_NOTE = "Quantizing the weights"


def write_quantized(
    checkpoint: Path, bits: int, path: Path, *, rounding: Rounding | None = None
) -> Job[Path]:
    """Write `path` from a checkpoint folder; None takes the rounding that is best at these bits.

    Progress counts bytes of the finished file. Closing the job, or a kill, leaves `path` absent
    and a partial file beside it, from which the same call goes on. InputError for other bits than
    4 and 8; SetupError where the disk is full or a shard is missing.
    """
    if bits not in BITS:
        raise InputError(f"Weights cannot be kept in {bits} bits.", remedy="Choose int4 or int8.")
    chosen = rounding or BEST[bits]
    specs = specified(checkpoint, bits)
    layout = Layout(checkpoints.find(checkpoint).fingerprint, chosen, specs)
    file = QuantizedFile(path, layout)
    total = sum(spec.bytes for spec in specs.values())
    yield Progress(_finished(file, specs), total, _NOTE)
    if chosen == "calibrated":
        for _ in calibration.calibrate(checkpoint, file, specs):
            yield Progress(_finished(file, specs), total, _NOTE)
    simple: Rounding = "nearest" if chosen == "nearest" else "fitted"
    for name in [name for name in specs if name not in file.done]:
        progress = Progress(_finished(file, specs), total, _NOTE)
        work = partial(rounded, _read(checkpoint, name), specs[name].bits, simple)
        file.put(name, (yield from aside(work, progress)))
    yield Progress(total, total, _NOTE)
    file.finish()
    return path


def specified(checkpoint: Path, bits: int) -> dict[str, Spec]:
    """Which tensors of a checkpoint become codes, in the order of the layers; the head last."""
    config = read_config(checkpoint)
    places = destinations(*build_empty(config))
    shapes = {name: tuple(module.weight.shape) for name, module in _linear(places)}
    shapes[HEAD] = (config.vocab_size, config.hidden_size)
    specs: dict[str, Spec] = {}
    for name, (rows, columns) in shapes.items():
        block = block_of(columns)
        if block is not None:
            own = HEAD_BITS if name == HEAD else bits
            specs[name] = Spec((rows, columns), own, block)
    return specs


def _linear(places: dict[str, tuple[nn.Module, str]]) -> Iterator[tuple[str, nn.Linear]]:
    for name, (module, key) in places.items():
        if name.startswith("model.layers.") and key == "weight" and isinstance(module, nn.Linear):
            yield name, module


def _read(checkpoint: Path, name: str) -> Tensor:
    ((_, tensor),) = read_tensors(checkpoint, {name}, "cpu")
    return tensor


def _finished(file: QuantizedFile, specs: dict[str, Spec]) -> int:
    return sum(specs[name].bytes for name in file.done)
