"""Writes, into `resources/NOTICE.md`, who made the meshes and panoramas that shipped pictures show.

The section is generated between two marks; the rest of the file is written by hand.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from recipes.mini import catalogue, exams, samples
from recipes.mini.catalogue import Entry
from recipes.mini.world import World

BEGIN, END = "<!-- meshes: written by recipes/mini/notice.py -->", "<!-- /meshes -->"
LICENCES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-3.0": "https://creativecommons.org/licenses/by/3.0/",
    "CC-BY-3.0-US": "https://creativecommons.org/licenses/by/3.0/us/",
}
AMERICAN_PACKS = ("KatorLegaz", "Reallusion")
OPENING = """\
## Meshes: `pool/`, `suite/`, `samples/`

The pictures in these folders are renders, made by `recipes/mini`, of meshes out of Debian's
`sweethome3d-furniture` 1.8 (SweetHome3D's additional 3D models). Changed by us: rendered,
recoloured, stretched, lit, and laid over other backgrounds. The mini checkpoint was trained on such
renders and its drafter, `drafters/mini.drafter`, on those of the pool; `samples/mila.concept` was
learned from four of them.

Some backgrounds mix in light panoramas of npm `@pmndrs/assets` 1.7.0 (forest, city, park, workshop,
apartment, sunset, night): CC0-1.0. Cliparts of Debian's `openclipart-png` (public domain) helped to
train the image tokenizer; none is shipped.
"""


def write_notice(path: Path, entries: Sequence[Entry]) -> None:
    """Replace the section in NOTICE.md at `path`, or add it."""
    section = "\n".join([BEGIN, *_lines(entries), END, ""])
    written = path.read_text(encoding="utf-8") if path.exists() else "# Notices\n"
    before, _, rest = written.partition(BEGIN)
    after = rest.partition(END)[2].lstrip("\n")
    path.write_text(f"{before.rstrip()}\n\n{section}{after}", encoding="utf-8")


def credited(world: World, work: Path, resources: Path) -> list[Entry]:
    """The meshes that shipped pictures show, as their catalogues describe them."""
    shown = meshes_shown(world, resources)
    return [entry for entry in catalogue.entries(work / "packs") if entry.id in shown]


def meshes_shown(world: World, resources: Path) -> set[str]:
    """The ids of the meshes in shipped pictures."""
    shown = {one.mesh for one in exams.individuals(world)}
    shown |= {each["mesh"] for each in _read(resources / "pool" / "index.json")}
    for concept in _read(resources / "suite" / "concepts.json"):
        shown |= {concept["mesh"], *(other["mesh"] for other in concept["negatives"].values())}
    return shown | {samples.MILA.mesh, samples.OTHER.mesh}


def _read(path: Path) -> list[Mapping[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else []


def _lines(entries: Sequence[Entry]) -> Iterator[str]:
    yield OPENING
    for licence, address in LICENCES.items():
        yield f"{licence} ({address}):\n"
        makers: dict[str, list[str]] = {}
        for entry in entries:
            if _licence(entry) == licence:
                makers.setdefault(entry.creator, []).append(entry.name)
        for maker in sorted(makers, key=str.casefold):
            yield f"- {maker}: {', '.join(sorted(makers[maker], key=str.casefold))}"
        yield ""


def _licence(entry: Entry) -> str:
    return f"{entry.licence}-US" if entry.pack in AMERICAN_PACKS else entry.licence
