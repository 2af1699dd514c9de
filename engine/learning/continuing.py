"""Teaching a concept more: its own photos join the new ones, and its own rows are where it begins.

What is learned so becomes a new version; the old ones stay as they are.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.concepts.concept import Concept, check_base, prefix_positions
from engine.concepts.entries import Entry, Role
from engine.concepts.library import ConceptLibrary
from engine.errors import InputError
from engine.files import write_whole
from engine.learning.intake import CleanCopy

if TYPE_CHECKING:
    from engine.training.config import TrainingConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the library knows of the concept that is to be taught more."""

    entry: Entry
    concept: Concept
    """The rows in use."""
    copies: tuple[CleanCopy, ...]
    """Its photos, copied to the workplace under the names that `intake` gives."""
    held_out: Path | None
    """The one that was kept back, and stays so."""

    @property
    def request(self) -> tuple[str, int, int]:
        """What these rows are, in short."""
        return (self.entry.id, self.entry.current_version, self.entry.current_snapshot)


def known(library: ConceptLibrary, name: str, folder: Path) -> Known:
    """The concept of this name, its photos copied into `folder`; lost ones are left out.

    InputError where there is no such concept.
    """
    entry = library.find(name)
    copies: list[CleanCopy] = []
    held_out: Path | None = None
    for photo in library.photos(entry.name):
        if not photo.path.exists():
            continue
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        data = photo.path.read_bytes()
        path = folder / (hashlib.sha256(data).hexdigest()[:32] + photo.path.suffix)
        write_whole(path, data)
        copies.append(CleanCopy(path, photo.width, photo.height))
        held_out = path if photo.role is Role.HELD_OUT else held_out
    concept = library.load(entry)
    return Known(entry=entry, concept=concept, copies=tuple(copies), held_out=held_out)


def config_for(known: Known, config: "TrainingConfig", fingerprint: str) -> "TrainingConfig":
    """The settings, with as many latent tokens as the concept has; and as deep, where it is.

    FormatError where it was learned on another base model, InputError where the variant has other
    latent tokens than it was learned with.
    """
    check_base(known.concept, fingerprint)
    if known.concept.layout != config.layout.value:
        raise InputError(
            f"“{known.entry.name}” was learned as {known.concept.layout}, and cannot go on as "
            f"{config.layout.value}.",
            remedy="Choose the variant that it was learned with, or learn it anew.",
        )
    positions = prefix_positions(known.concept) or config.prefix_positions
    return replace(config, latent_tokens=known.concept.latent_tokens, prefix_positions=positions)


def joined(known: Known, new: Sequence[CleanCopy]) -> list[CleanCopy]:
    """The photos that it had and the new ones, each once. InputError where there are none."""
    copies = {copy.path: copy for copy in (*known.copies, *new)}
    if not copies:
        raise InputError(
            f"“{known.entry.name}” has no photos here.", remedy="Teach it more with photos of it."
        )
    return [copies[path] for path in sorted(copies)]
