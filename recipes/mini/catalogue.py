"""The catalogues of the furniture package: which meshes there are, who made them.

The nouns themselves are listed in `nouns`; nothing here opens a mesh.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recipes.mini.nouns import MESHES, NEIGHBOURS, PACKS, PETS, UNSEEN

LICENCES = {
    "BlendSwap-CC-0": "CC0-1.0",
    "BlendSwap-CC-BY": "CC-BY-3.0",
    "KatorLegaz": "CC-BY-3.0",
    "Reallusion": "CC-BY-3.0",
    "Scopia": "CC-BY-3.0",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A mesh of the catalogue that the world uses."""

    id: str
    name: str
    noun: str
    kind: str  # "pet", "person" or "object"
    split: str  # "train", "L2" or "L3"
    rank: int  # its place among the meshes of its noun
    pack: str
    creator: str
    licence: str
    model: Path
    rotation: NDArray[np.float64]  # (3, 3), from model to catalogue axes


def entries(packs_folder: Path) -> list[Entry]:
    """Every mesh of the world, the most frequent nouns first."""
    catalogues = {pack: _read(packs_folder / pack) for pack in PACKS.values()}
    found = []
    for noun, row in MESHES.items():
        for rank, code in enumerate(row.split()):
            pack = PACKS[code.lstrip("*")[0]]
            item = catalogues[pack][int(code.lstrip("*")[1:])]
            found.append(_entry(item, packs_folder / pack, noun=noun, code=code, rank=rank))
    return found


def credits(packs_folder: Path) -> Iterator[tuple[str, str, str]]:
    """(name, creator, licence) of every mesh used, for the notice."""
    for entry in entries(packs_folder):
        yield entry.name, entry.creator, entry.licence


def frequency_rank(noun: str) -> int:
    """0 for the most frequent noun; unknown nouns come last."""
    return list(MESHES).index(noun) if noun in MESHES else len(MESHES)


def companions(noun: str) -> frozenset[str]:
    """Nouns that often share a picture with this one."""
    return frozenset(other for row in NEIGHBOURS if noun in row for other in row) - {noun}


def _entry(item: dict[str, str], folder: Path, *, noun: str, code: str, rank: int) -> Entry:
    rotation = item.get("modelRotation", "1 0 0 0 1 0 0 0 1")
    split = "L3" if noun in UNSEEN else "L2" if code.startswith("*") else "train"
    return Entry(
        id=re.sub(r"[^a-z0-9]+", "-", item["id"].lower()),
        name=item["name"],
        noun=noun,
        kind="pet" if noun in PETS else "person" if noun == "person" else "object",
        split=split,
        rank=rank,
        pack=folder.name,
        creator=item["creator"],
        licence=LICENCES[folder.name],
        model=folder / item["model"].lstrip("/"),
        rotation=np.array(rotation.split(), dtype=np.float64).reshape(3, 3),
    )


def _read(folder: Path) -> dict[int, dict[str, str]]:
    """Catalogue number -> its properties."""
    items: dict[int, dict[str, str]] = {}
    text = (folder / "PluginFurnitureCatalog.properties").read_text("latin-1")
    for key, number, value in re.findall(r"^(\w+)#(\d+)=(.*)$", text, re.MULTILINE):
        items.setdefault(int(number), {})[key] = value.strip()
    return items
