"""Is a checkpoint folder sound? Checks headers first, then every value, then hashes every file."""

import hashlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open

from engine.errors import FormatError, SetupError
from engine.events import Job, Progress
from engine.model.config import (
    CONFIG,
    DECODER_PREFIX,
    TOKENIZER,
    expected_shapes,
    read_config,
    vqgan_config,
)
from engine.model.weights import shard_of
from engine.tokens.tokenizer import Tokenizer
from engine.tokens.vocabulary import Vocabulary

_CHUNK = 1 << 24
"""Bytes hashed, or values looked at, between two events."""
_DTYPES = ("BF16", "F16", "F32")
_AGAIN = "Obtain this file again from where the checkpoint came from."


def hashed_files(folder: Path) -> list[str]:
    """The names of the files that make a checkpoint what it is, sorted."""
    return sorted({*shard_of(folder).values(), CONFIG, TOKENIZER})


def check_headers(folder: Path) -> None:
    """Index, tokenizer, and each tensor's name, shape and dtype; reads no weights.

    SetupError where a file is missing, FormatError where something does not fit.
    """
    config = read_config(folder)
    vocabulary = Tokenizer.open(folder).vocabulary
    _check_vocabulary(folder, vocabulary, config.vocabulary_map or {})
    codes = vqgan_config(config).num_embeddings
    if vocabulary.size > config.vocab_size or len(vocabulary.image_ids) != codes:
        raise FormatError(
            f"The tokenizer in {folder} belongs to another model than its config.json.",
            remedy="Obtain both files again, from one place.",
        )
    shapes = expected_shapes(config)
    places = shard_of(folder)
    _check_names(shapes.keys() - places.keys())
    for file in sorted(set(places.values())):
        own = {name: shape for name, shape in shapes.items() if places[name] == file}
        _check_shard(folder / file, own)


def check_values(folder: Path) -> Job[None]:
    """Look at every number of every shard. FormatError where one is not finite."""
    shards = sorted(set(shard_of(folder).values()))
    total = sum((folder / file).stat().st_size for file in shards)
    done = 0
    for file in shards:
        for read in _check_finite(folder / file):
            done += read
            yield Progress(min(done, total), total, "Checking the weights")


def hash_files(folder: Path) -> Job[dict[str, str]]:
    """SHA-256 of each file that makes the checkpoint: file name → hex."""
    files = hashed_files(folder)
    total = sum(_size(folder / file) for file in files)
    done = 0
    hashes = {}
    for file in files:
        digest = hashlib.sha256()
        for block in _blocks(folder / file):
            digest.update(block)
            done += len(block)
            yield Progress(done, total, "Reading the files")
        hashes[file] = digest.hexdigest()
    return hashes


def fingerprint(hashes: dict[str, str]) -> str:
    """One SHA-256 for a whole checkpoint, from the hashes of its files in the order of names."""
    lines = "".join(f"{name} {hashes[name]}\n" for name in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()


def _check_vocabulary(folder: Path, vocabulary: Vocabulary, described: dict[str, int]) -> None:
    """config.json may repeat the vocabulary; transformers believes that copy."""
    if described and Vocabulary.from_names(described).special_ids != vocabulary.special_ids:
        raise FormatError(
            f"The vocabularies in config.json and tokenizer.json of {folder} differ.",
            remedy="Obtain both files again, from one place.",
        )


def _check_names(missing: set[str]) -> None:
    if not missing:
        return
    if all(name.startswith(DECODER_PREFIX) for name in missing):
        raise FormatError(
            "This checkpoint cannot draw: it has no decoder of pictures (plain Chameleon).",
            remedy="Choose Anole weights, such as Anole-7b-v0.1-hf; they include it.",
        )
    raise FormatError(
        f"The checkpoint has no tensor {min(missing)} ({len(missing)} are missing).",
        remedy="Obtain model.safetensors.index.json and config.json again.",
    )


def _check_shard(path: Path, shapes: dict[str, tuple[int, ...]]) -> None:
    with _opened(path) as shard:
        absent = shapes.keys() - set(shard.keys())
        if absent:
            raise FormatError(f"{path} has no tensor {min(absent)}.", remedy=_AGAIN)
        for name, shape in shapes.items():
            entry = shard.get_slice(name)
            _check_entry(path, name, tuple(entry.get_shape()) == shape, entry.get_dtype())


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """A shard. SetupError where it is gone, also while it is read; FormatError where damaged."""
    try:
        with safe_open(path, framework="pt") as shard:
            yield shard
    except OSError as error:
        raise SetupError(f"The shard {path} is missing or unreadable.", remedy=_AGAIN) from error
    except SafetensorError as error:
        raise FormatError(f"{path} is damaged or cut short.", remedy=_AGAIN) from error


def _check_entry(path: Path, name: str, fits: bool, dtype: str) -> None:
    if not fits:
        raise FormatError(
            f"Tensor {name} in {path} has another shape than config.json asks for.",
            remedy="Download config.json and the shards from the same place again.",
        )
    if dtype not in _DTYPES:
        raise FormatError(
            f"Tensor {name} in {path} is stored as {dtype}.",
            remedy="Choose weights stored as bf16, fp16 or fp32.",
        )


def _check_finite(path: Path) -> Iterator[int]:
    """Yields bytes looked at."""
    with _opened(path) as shard:
        for name in shard.keys():  # noqa: SIM118 - a shard is no mapping
            for part in shard.get_tensor(name).flatten().split(_CHUNK):
                if part.is_floating_point() and not bool(torch.isfinite(part).all()):
                    raise FormatError(
                        f"Tensor {name} in {path} holds values that are no numbers.",
                        remedy=_AGAIN,
                    )
                yield part.numel() * part.element_size()


def _blocks(path: Path) -> Generator[bytes, None, None]:
    try:
        with path.open("rb") as file:
            while block := file.read(_CHUNK):
                yield block
    except OSError as error:
        raise SetupError(f"{path} is missing or unreadable.", remedy=_AGAIN) from error


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
