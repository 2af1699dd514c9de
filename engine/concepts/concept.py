"""A concept: what was learned about one dog, friend or cup. Numpy only; `format` has its file."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import numpy as np

from engine.concepts.format import (
    CHOOSE_ANOTHER,
    LARGEST_FILE,
    LEARN_AGAIN,
    PREFIX,
    TENSORS,
    Facts,
    Rows,
    decoded,
    encoded,
    photos_of,
)
from engine.errors import FormatError, InputError
from engine.files import write_whole

Fact: TypeAlias = str | int | float | bool

KINDS = ("pet", "person", "object")
MOST_LATENT_TOKENS = 64
"""Per set; the paper uses 16."""
MOST_PREFIX_POSITIONS = 64
_PREFIX_DIMENSIONS = 5
_TOO_LARGE = 2**63
"""An integer that nothing can calculate with any more; JSON has no end."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Concept:
    """Soft-prompt rows and what one must know to use them.

    Rows stand in the order identifier, generation, understanding (method.md 2.1);
    `embeddings` and `head` are (R, H) float32.
    """

    name: str
    kind: str
    """`pet`, `person` or `object`."""
    base_model: str
    """Fingerprint of the checkpoint that the rows belong to."""
    layout: str
    """`self-prompting`, `shared` or `concatenated`: `engine.tokens.prompts.Layout`."""
    latent_tokens: int
    prompt_version: int
    embeddings: Rows
    head: Rows
    prefix: Rows | None = None
    """Of a deep concept: (layers, 2, KV, P, D) float32, the keys and values of P positions behind
    begin of text, normed and turned as they stand in a session's cache."""
    training: Mapping[str, Fact] = field(default_factory=dict)
    """Facts: preset, seed, epochs, photos, seconds, …"""
    scores: Mapping[str, float] = field(default_factory=dict)
    """On the held-out photo: recognition, similarity, …"""

    def save(self, path: Path, photos: Sequence[bytes] = ()) -> None:
        """Write the file in one step: a kill leaves the old file or the new one.

        `photos` are PNG or JPEG files that go with it.
        A score that is NaN or infinite is left out. FormatError where the rows could not be
        loaded again, InputError where the photos make the file too large for that, SetupError where
        the disk refuses.
        """
        if problem := _problem(self):
            raise FormatError(
                f"“{self.name}” cannot be kept: {problem}.",
                remedy="Learn it again, at a lower learning rate.",
            )
        facts: Facts = {name: getattr(self, name) for name in _TYPES}
        facts |= {"training": finite(self.training), "scores": finite(self.scores)}
        names = TENSORS if self.prefix is None else (*TENSORS, PREFIX)
        rows = {name: np.ascontiguousarray(getattr(self, name)) for name in names}
        data = encoded(facts, rows, photos)
        if len(data) > LARGEST_FILE:
            raise InputError(
                f"“{self.name}” with its photos is too large for one file.",
                remedy="Give it away without photos, or back up the whole library.",
            )
        write_whole(path, data)

    @classmethod
    def load(cls, path: Path) -> "Concept":
        """Read a file of this or an older format, and check all of it.

        InputError where there is no such file, FormatError where it is not sound.
        """
        facts, rows = decoded(_bytes(path), path.name)
        missing = [name for name in (*_TYPES, "training", "scores") if name not in facts]
        if missing:
            raise FormatError(f"{path.name} is damaged: it has no {missing[0]}.", LEARN_AGAIN)
        concept = cls(
            **{name: facts[name] for name in _TYPES},
            training=facts["training"],
            scores=facts["scores"],
            embeddings=rows["embeddings"],
            head=rows["head"],
            prefix=rows.get(PREFIX),
        )
        if problem := _problem(concept):
            raise FormatError(f"{path.name} is damaged: {problem}.", LEARN_AGAIN)
        return concept


def enclosed_photos(path: Path) -> list[bytes]:
    """The photos in a concept file, as files of unproved content. Errors as in `Concept.load`."""
    _, tensors = decoded(_bytes(path), path.name)
    return photos_of(tensors)


_TYPES: Mapping[str, type] = {
    "name": str,
    "kind": str,
    "base_model": str,
    "layout": str,
    "latent_tokens": int,
    "prompt_version": int,
}
_LATENT_SETS = {"self-prompting": 2, "shared": 1, "concatenated": 2}


def check_base(concept: Concept, fingerprint: str) -> None:
    """FormatError unless the concept was learned on the checkpoint with this fingerprint."""
    if concept.base_model != fingerprint:
        raise FormatError(
            f"“{concept.name}” was learned on another model: its fingerprint is "
            f"{concept.base_model[:12]}, and this model's is {fingerprint[:12]}.",
            remedy="Use the model it was learned on, or learn it again from its photos.",
        )


def row_count(latent_tokens: int, layout: str) -> int:
    """Rows of a concept, equal to `engine.tokens.prompts.row_count`; a test holds them together."""
    return 1 + latent_tokens * _LATENT_SETS[layout]


def prefix_positions(concept: Concept) -> int:
    """How deep a concept is: P, or 0 where it has rows alone."""
    return 0 if concept.prefix is None else int(concept.prefix.shape[3])


def finite(values: Mapping[str, Fact]) -> dict[str, Fact]:
    """`values` without those that JSON cannot hold: NaN and infinity, as if never measured."""
    return {
        name: value
        for name, value in values.items()
        if not isinstance(value, float) or math.isfinite(value)
    }


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise InputError(f"There is no file {path}.", CHOOSE_ANOTHER)
        if path.stat().st_size > LARGEST_FILE:
            raise FormatError(f"{path.name} is too large for a concept file.", CHOOSE_ANOTHER)
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror or error}.",
            remedy="Allow reading it, or copy it to another folder.",
        ) from error


def _problem(concept: Concept) -> str:
    """The first thing that the format does not allow; empty where there is none."""
    checks = (_type_problems, _fact_problems, _row_problems, _prefix_problems)
    return next(chain.from_iterable(check(concept) for check in checks), "")


def _type_problems(concept: Concept) -> Iterator[str]:
    for name, expected in _TYPES.items():
        value = getattr(concept, name)
        if not isinstance(value, expected) or isinstance(value, bool):
            yield f"its {name} is {value!r}"


def _fact_problems(concept: Concept) -> Iterator[str]:
    if concept.kind not in KINDS:
        yield f"its kind is {concept.kind!r}"
    if concept.layout not in _LATENT_SETS:
        yield f"its layout is {concept.layout!r}"
    if not 1 <= concept.latent_tokens <= MOST_LATENT_TOKENS or concept.prompt_version < 1:
        yield "its numbers are out of range"
    if not isinstance(concept.training, Mapping) or not isinstance(concept.scores, Mapping):
        yield "its training facts or scores are no table"
    if not all(isinstance(fact, str | int | float) for fact in concept.training.values()):
        yield "its training facts are not plain"
    if not all(isinstance(score, int | float) for score in concept.scores.values()):
        yield "its scores are not numbers"
    numbers = (concept.prompt_version, *concept.training.values(), *concept.scores.values())
    if any(isinstance(number, int) and abs(number) >= _TOO_LARGE for number in numbers):
        yield "its numbers are out of range"


def _row_problems(concept: Concept) -> Iterator[str]:
    rows = row_count(concept.latent_tokens, concept.layout)
    for name in TENSORS:
        tensor = getattr(concept, name)
        if tensor.dtype != np.float32:
            yield f"{name} is {tensor.dtype}, not float32"
        if tensor.ndim != 2 or tensor.shape[0] != rows or tensor.shape[1] == 0:
            yield f"{name} has shape {tensor.shape}, not {rows} rows"
        if not np.isfinite(tensor).all():
            yield f"{name} holds values that are not finite"
    if concept.embeddings.shape != concept.head.shape:
        yield "embeddings and head differ in width"


def _prefix_problems(concept: Concept) -> Iterator[str]:
    prefix = concept.prefix
    if prefix is None:
        return
    if prefix.dtype != np.float32:
        yield f"prefix is {prefix.dtype}, not float32"
    if prefix.ndim != _PREFIX_DIMENSIONS or prefix.shape[1] != 2 or not prefix.size:
        yield f"prefix has shape {prefix.shape}, not keys and values of layers"
    elif prefix.shape[3] > MOST_PREFIX_POSITIONS:
        yield f"prefix has {prefix.shape[3]} positions"
    if not np.isfinite(prefix).all():
        yield "prefix holds values that are not finite"
