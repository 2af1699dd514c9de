"""The `.concept` file as bytes: facts and rows in, facts and rows out. What they mean is not known.

It is safetensors with two float32 tensors, `embeddings` and `head`, and two strings of metadata:
`format`, a number, and `concept`, JSON of all other facts with a SHA-256 of the tensors' bytes.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors import numpy as safetensors

from engine.errors import FormatError

Rows: TypeAlias = NDArray[np.float32]
Facts: TypeAlias = dict[str, Any]

FORMAT = 1
UPGRADES: Mapping[int, Callable[[Facts], Facts]] = {}
"""Format → what makes its facts those of the next format, one step each."""

TENSORS = ("embeddings", "head")
LARGEST_FILE = 64 * 2**20
"""Bytes; 129 rows of a model twice as wide as Chameleon 30B take 17 MB."""
LARGEST_HEADER = 2**20
"""Bytes; facts take less than a thousandth."""

LEARN_AGAIN = "Copy the file again, or learn the concept again from its photos."
CHOOSE_ANOTHER = "Choose a .concept file."


def encoded(facts: Facts, rows: Mapping[str, Rows]) -> bytes:
    """The whole file. `rows` are C-contiguous float32, `facts` plain JSON without NaN."""
    text = json.dumps(facts | {"sha256": _checksum(rows)}, allow_nan=False)
    return safetensors.save(dict(rows), metadata={"format": str(FORMAT), "concept": text})


def decoded(data: bytes, name: str) -> tuple[Facts, dict[str, Rows]]:
    """Facts of this format, and both tensors. FormatError, naming the file, where unsound."""
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


def _rows(data: bytes, header: Facts, name: str) -> dict[str, Rows]:
    """Both tensors. Their types are looked at first: numpy does not have every type."""
    if header.keys() != {"__metadata__", *TENSORS}:
        raise FormatError(f"{name} is damaged: it has not the two tensors.", LEARN_AGAIN)
    for tensor in TENSORS:
        if not isinstance(header[tensor], dict) or header[tensor].get("dtype") != "F32":
            raise FormatError(f"{name} is damaged: {tensor} is not float32.", LEARN_AGAIN)
    try:
        return safetensors.load(data)
    except (SafetensorError, ValueError) as error:
        raise FormatError(f"{name} is damaged: it is cut short or torn.", LEARN_AGAIN) from error


def _checksum(rows: Mapping[str, Rows]) -> str:
    return hashlib.sha256(b"".join(rows[tensor].tobytes() for tensor in TENSORS)).hexdigest()
