"""Where files go that the system hands to the app."""

from collections.abc import Iterable
from pathlib import Path

from desktop.state.navigation import Place

CONCEPT = ".concept"
PICTURES = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".bmp", ".gif", ".tif", ".tiff"}
)


def places(paths: Iterable[Path], here: Place) -> list[tuple[Place, tuple[Path, ...]]]:
    """Pages with the files for each: concepts are imported, pictures are taught or asked about.

    Pictures go to a chat where one is shown now (`here`). A folder counts as pictures.
    """
    given = list(paths)
    concepts = tuple(path for path in given if path.suffix.lower() == CONCEPT)
    pictures = tuple(path for path in given if path.is_dir() or path.suffix.lower() in PICTURES)
    found: list[tuple[Place, tuple[Path, ...]]] = []
    if concepts:
        found.append((Place.LIBRARY, concepts))
    if pictures:
        found.append((Place.CHAT if here is Place.CHAT else Place.TEACH, pictures))
    return found


def unknown(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Files that no page takes."""
    return tuple(
        path
        for path in paths
        if not path.is_dir() and path.suffix.lower() not in PICTURES | {CONCEPT}
    )
