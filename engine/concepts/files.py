"""The library's own files: concepts and photos under random names, swept when nobody lists them."""

import re
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from engine.concepts.concept import Concept
from engine.concepts.entries import NewPhoto
from engine.files import TEMPORARY, storing, sync_folder, write_whole
from engine.swapping import settle

_NAMED = re.compile(r"[0-9a-f]{32}\.[a-z]+")
_OURS = re.compile(rf"[0-9a-f]{{32}}(\.concept|\.jsonl|\.png|\.jpg|{re.escape(TEMPORARY)})")


class LibraryFiles:
    """Two private folders of files that never change: each is written once, then only removed."""

    def __init__(self, folder: Path) -> None:
        settle(folder)
        self.concepts, self.photos = folder / "concepts", folder / "photos"
        for place in (folder, self.concepts, self.photos):
            with storing(place):
                place.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep_concept(self, concept: Concept) -> str:
        """Write the concept to a new file and return its name."""
        name = f"{uuid4().hex}.concept"
        concept.save(self.concepts / name)
        return name

    def keep_photo(self, photo: NewPhoto) -> str:
        """Write the photo to a new file and return its name."""
        name = f"{uuid4().hex}{photo.suffix}"
        write_whole(self.photos / name, photo.data)
        return name

    def keep_record(self, data: bytes, suffix: str) -> str:
        """Write a part of a learning's record to a new file and return its name."""
        name = f"{uuid4().hex}{suffix}"
        write_whole(self.concepts / name, data)
        return name

    def names(self) -> set[str]:
        """Every file that the library made, whole or not; what others put there is not counted."""
        with storing(self.concepts.parent):
            return {path.name for place in (self.concepts, self.photos) for path in _ours(place)}

    def found(self, names: Iterable[str]) -> list[Path]:
        """Where these files lie, without those that are already gone."""
        paths = (place / name for name in names for place in (self.concepts, self.photos))
        return [path for path in paths if path.is_file()]

    def bytes(self, names: Iterable[str]) -> int:
        """What these files take on disk."""
        return sum(path.stat().st_size for path in self.found(names))

    def remove(self, names: Iterable[str]) -> None:
        """Erase these files; those already gone are no error."""
        gone = set(names)
        for place in (self.concepts, self.photos):
            with storing(place):
                for path in _ours(place):
                    if path.name in gone:
                        path.unlink(missing_ok=True)
                sync_folder(place)


def _ours(place: Path) -> list[Path]:
    return [path for path in place.iterdir() if _OURS.fullmatch(path.name)]


def began(folder: Path) -> bool:
    """Whether files of ours lie in a folder of the library: then its list may not be empty.

    Else, with a lost list, all of them would be swept as unlisted.
    """
    return any(_NAMED.fullmatch(path.name) for path in folder.glob("*/*"))
