"""Opens a checkpoint folder as a `Chameleon`, tensor by tensor, so that 7B needs its size once.

The decoder may be fp32 or bf16; the VQGAN is fp32 always, because in bf16 some codes flip
(method.md trap 5).
"""

import json
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor, nn
from transformers import ChameleonConfig, ChameleonModel
from transformers.models.chameleon.modeling_chameleon import ChameleonRotaryEmbedding

from engine.errors import FormatError, SetupError
from engine.model.chameleon import Chameleon
from engine.model.config import HEAD, INDEX, build_empty, destinations, read_config
from engine.model.memory import available_memory
from engine.model.quantized import dense, lay_quantized
from engine.model.quantized_file import QuantizedWeights
from engine.model.vqgan import VQGAN
from engine.pickled import refuse_pickled

_VQGAN = "model.vqmodel."
_REMEDY = "Download the missing or changed files of the checkpoint again."


def open_checkpoint(
    folder: Path,
    *,
    device: str = "cpu",
    dtype: torch.dtype | None = None,
    quantized: QuantizedWeights | None = None,
) -> Chameleon:
    """Load the weights in `folder`, frozen, the decoder in `dtype` (None: what suits the device).

    Layers that `quantized` holds are taken from there, and stay codes in memory (the head is
    unfolded). SetupError where a file is missing or memory runs out; FormatError where a file
    does not fit.
    """
    config = read_config(folder)
    dtype = dtype or suitable_dtype(folder, torch.device(device))
    inner, vqgan = build_empty(config)
    head: Tensor | None = None
    try:
        laid = lay_quantized(inner, quantized, device) if quantized else set()
        places = destinations(inner, vqgan)
        if quantized and (stored := quantized.get(HEAD)):
            head = dense(stored, device, dtype)
        wanted = {*places, HEAD} - (laid if head is None else {*laid, HEAD})
        for name, tensor in read_tensors(folder, wanted, device):
            kept = tensor.to(torch.float32 if name.startswith(_VQGAN) else dtype)
            if name == HEAD:
                head = _fitting(name, kept, (config.vocab_size, config.hidden_size))
            else:
                _place(name, kept, *places[name])
    except torch.OutOfMemoryError as error:
        raise SetupError(
            f"The checkpoint does not fit into the memory of {device}.",
            remedy="Close other programs that use the GPU, or run on the CPU.",
        ) from error
    assert head is not None  # read_tensors gave every wanted name
    _restore_rotary(inner, config, device)
    return Chameleon(inner, head, vqgan)


def open_vqgan(folder: Path) -> VQGAN:
    """Load the image tokenizer alone, fp32 on the CPU. Errors as in `open_checkpoint`."""
    inner, vqgan = build_empty(read_config(folder))
    places = destinations(inner, vqgan)
    wanted = {name for name in places if name.startswith(_VQGAN)}
    for name, tensor in read_tensors(folder, wanted, "cpu"):
        _place(name, tensor.to(torch.float32), *places[name])
    return vqgan


def suitable_dtype(folder: Path, device: torch.device) -> torch.dtype:
    """bf16 on a GPU; on the CPU fp32 where it takes at most half of the free memory, else bf16."""
    if device.type != "cpu":
        return torch.bfloat16
    shards = {folder / file for file in shard_of(folder).values()}
    stored = sum(shard.stat().st_size for shard in shards if shard.exists())
    return torch.float32 if 2 * stored <= available_memory() // 2 else torch.bfloat16


def shard_of(folder: Path) -> dict[str, str]:
    """Tensor name → file name, from the index. SetupError or FormatError where it is unusable."""
    try:
        written = json.loads((folder / INDEX).read_text(encoding="utf-8"))
        places = {str(name): str(file) for name, file in written["weight_map"].items()}
    except OSError as error:
        refuse_pickled(folder)
        raise SetupError(f"{folder / INDEX} cannot be read.", remedy=_REMEDY) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormatError(f"{folder / INDEX} is damaged.", remedy=_REMEDY) from error
    for file in sorted(set(places.values())):
        _check_name(folder, file)
    return places


def _check_name(folder: Path, file: str) -> None:
    """A shard lies in the folder itself: other files of a disk are no business of an index."""
    if not file.endswith(".safetensors") or Path(file).name != file or "\\" in file:
        raise FormatError(
            f"{folder / INDEX} names {file!r}, which is no safetensors file of this folder.",
            remedy=_REMEDY,
        )


def read_tensors(folder: Path, wanted: set[str], device: str) -> Iterator[tuple[str, Tensor]]:
    """Each wanted tensor as stored, shard by shard; on the CPU mapped from disk."""
    places = shard_of(folder)
    if missing := sorted(wanted - places.keys()):
        raise FormatError(
            f"The checkpoint has no tensor {missing[0]} ({len(missing)} are missing).",
            remedy="Choose Anole weights: plain Chameleon has no picture decoder.",
        )
    for file in sorted({places[name] for name in wanted}):
        names = sorted(name for name in wanted if places[name] == file)
        yield from _read_shard(folder / file, names, device)


def _read_shard(path: Path, names: list[str], device: str) -> Iterator[tuple[str, Tensor]]:
    try:
        with safe_open(path, framework="pt", device=device) as shard:
            for name in names:
                yield name, shard.get_tensor(name)
    except OSError as error:
        raise SetupError(f"{path} cannot be read.", remedy=_REMEDY) from error
    except SafetensorError as error:
        raise FormatError(f"{path} is damaged or lacks a tensor.", remedy=_REMEDY) from error


def _place(name: str, tensor: Tensor, module: nn.Module, key: str) -> None:
    shape = tuple(getattr(module, key).shape)
    setattr(module, key, nn.Parameter(_fitting(name, tensor, shape), requires_grad=False))


def _fitting(name: str, tensor: Tensor, shape: tuple[int, ...]) -> Tensor:
    if tuple(tensor.shape) != shape:
        raise FormatError(
            f"Tensor {name} has shape {tuple(tensor.shape)}, but config.json asks for {shape}.",
            remedy=_REMEDY,
        )
    return tensor


def _restore_rotary(inner: ChameleonModel, config: ChameleonConfig, device: str) -> None:
    """Angles of the positions are computed, not stored; those built on `meta` are empty."""
    inner.rotary_emb = ChameleonRotaryEmbedding(config).to(device).train(False)
