"""Where files go that the system hands to the app, and what is said of those that fit nowhere."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData

from desktop.state.navigation import Place

CONCEPT = ".concept"
PICTURES = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".bmp", ".gif", ".tif", ".tiff"}
)

_NAMED = 3


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


def is_picture(path: Path) -> bool:
    """Whether its name is that of a picture that can be read."""
    return path.suffix.lower() in PICTURES


def is_concept(path: Path) -> bool:
    """Whether its name is that of a file that a concept is in."""
    return path.suffix.lower() == CONCEPT


def sorted_out(data: QMimeData, fits: Callable[[Path], bool]) -> tuple[list[Path], list[str]]:
    """Files of a drop or of the clipboard that fit, and the names of all else that it points to."""
    urls = data.urls()
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    links = [url.toDisplayString() for url in urls if not url.isLocalFile()]
    others = [path.name for path in files if not fits(path)]
    return [path for path in files if fits(path)], others + links


def only_photos(refused: Sequence[str], *, folders: bool = False) -> str:
    """What is not taken, and which photos are."""
    kinds = "JPEG, PNG, WebP, HEIC, AVIF, BMP, GIF, TIFF"
    words = _tr("{names}: not taken. What is taken: photos ({kinds}).")
    if folders:
        words = _tr("{names}: not taken. What is taken: photos ({kinds}) and folders of them.")
    return words.format(names=_named(refused), kinds=kinds)


def only_concepts(refused: Sequence[str]) -> str:
    """What is not taken, and that concepts are."""
    words = _tr("{names}: not taken. What is taken: concepts (*{ending}).")
    return words.format(names=_named(refused), ending=CONCEPT)


def _named(names: Sequence[str]) -> str:
    """The first ones by name; the rest is left out."""
    shown = ", ".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown}, …"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Opening", text)
