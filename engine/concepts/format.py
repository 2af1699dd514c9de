"""The `.concept` file as bytes: facts and rows in, facts and rows out. What they mean is not known.

It is safetensors with two float32 tensors, `embeddings` and `head`, and two strings of metadata:
`format`, a number, and `concept`, JSON of all other facts with a SHA-256 of the tensors' bytes.
Format 2 has photos as well, where these were asked for: uint8 tensors `photo.0000` and on, each the
bytes of a PNG or JPEG file. Format 3 has a third float32 tensor, `prefix`, where the concept is
deep. A file has the lowest format that holds it: without either it is of format 1, which every
version reads.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors import numpy as safetensors

from engine.errors import FormatError

Rows: TypeAlias = NDArray[np.float32]
Facts: TypeAlias = dict[str, Any]
Tensors: TypeAlias = dict[str, NDArray[Any]]
"""By name: float32 rows, and uint8 photos."""

FORMAT = 3
UPGRADES: Mapping[int, Callable[[Facts], Facts]] = {1: dict, 2: dict}
"""Format → what makes its facts those of the next format, one step each."""

TENSORS = ("embeddings", "head")
PREFIX = "prefix"
PHOTO = "photo."
LARGEST_FILE = 512 * 2**20
"""Bytes; 129 rows of a model twice as wide as Chameleon 30B take 17 MB, a photo about 1 MB,
and each position of a prefix 1 MB at 7B."""
LARGEST_HEADER = 2**20
"""Bytes; facts take less than a thousandth."""

LEARN_AGAIN = "Copy the file again, or learn the concept again from its photos."
CHOOSE_ANOTHER = "Choose a .concept file."


def encoded(facts: Facts, rows: Mapping[str, Rows], photos: Sequence[bytes] = ()) -> bytes:
    """The whole file. `rows` are C-contiguous float32, `facts` plain JSON without NaN."""
    pictures = {
        f"{PHOTO}{number:04}": np.frombuffer(photo, np.uint8) for number, photo in enumerate(photos)
    }
    tensors: Tensors = {**rows, **pictures}
    text = json.dumps(facts | {"sha256": _checksum(tensors)}, allow_nan=False)
    number = 3 if PREFIX in rows else 2 if photos else 1
    return safetensors.save(tensors, metadata={"format": str(number), "concept": text})


def decoded(data: bytes, name: str) -> tuple[Facts, Tensors]:
    """Facts of this format, and all tensors. FormatError, naming the file, where unsound."""
    header = _header(data, name)
    facts = _facts(header["__metadata__"], name)
    rows = _rows(data, header, name)
    if facts.pop("sha256", None) != _checksum(rows):
        raise FormatError(f"{name} is damaged: its checksum is wrong.", LEARN_AGAIN)
    return facts, rows


def _header(data: bytes, name: str) -> Facts:
    """The JSON that stands before the tensors, after 8 bytes with its length."""
    length = int.from_bytes(data[:8], "little")
    if len(data) < 8 or length > LARGEST_HEADER:
        raise FormatError(f"{name} is not a concept file.", CHOOSE_ANOTHER)
    if len(data) < 8 + length:
        raise FormatError(f"{name} is damaged: it is cut short.", LEARN_AGAIN)
    header = _parsed(data[8 : 8 + length])
    if not isinstance(header.get("__metadata__"), dict):
        raise FormatError(f"{name} is not a concept file.", CHOOSE_ANOTHER)
    return header


def _facts(metadata: Facts, name: str) -> Facts:
    found = _format_number(metadata)
    if found == 0 or "concept" not in metadata:
        raise FormatError(f"{name} is not a concept file.", CHOOSE_ANOTHER)
    if found > FORMAT:
        raise FormatError(
            f"{name} has format {found}; this version reads 1 to {FORMAT}.",
            remedy="Update the app, or learn the concept again from its photos.",
        )
    facts = _parsed(str(metadata["concept"]))
    for version in range(found, FORMAT):
        facts = UPGRADES[version](facts)
    return facts


def _format_number(metadata: Facts) -> int:
    """0 where the metadata has none."""
    text = str(metadata.get("format", ""))
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _parsed(text: str | bytes) -> Facts:
    """The JSON object in `text`; an empty one where there is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def photos_of(tensors: Tensors) -> list[bytes]:
    """The photos among the tensors, in their order."""
    return [tensors[name].tobytes() for name in sorted(tensors) if name.startswith(PHOTO)]


def _rows(data: bytes, header: Facts, name: str) -> Tensors:
    """All tensors. Their types are looked at first: numpy does not have every type."""
    found = {key for key in header if not key.startswith(PHOTO) and key != PREFIX}
    if found != {"__metadata__", *TENSORS}:
        raise FormatError(f"{name} is damaged: it has not the two tensors.", LEARN_AGAIN)
    for tensor in header.keys() - {"__metadata__"}:
        wanted, words = ("U8", "bytes") if tensor.startswith(PHOTO) else ("F32", "float32")
        if not isinstance(header[tensor], dict) or header[tensor].get("dtype") != wanted:
            raise FormatError(f"{name} is damaged: {tensor} is not {words}.", LEARN_AGAIN)
    try:
        return safetensors.load(data)
    except (SafetensorError, ValueError) as error:
        raise FormatError(f"{name} is damaged: it is cut short or torn.", LEARN_AGAIN) from error


def _checksum(tensors: Tensors) -> str:
    """Of both matrices, then of the photos in their order, then of a prefix."""
    digest = hashlib.sha256()
    for tensor in (*TENSORS, *sorted(tensors.keys() - set(TENSORS))):
        digest.update(tensors[tensor].tobytes())
    return digest.hexdigest()
