"""Pictures of chats: files under random names in the library's folder, or bytes in memory."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from engine.chats.entries import NewPicture, Picture
from engine.files import TEMPORARY, storing, sync_folder, write_whole

_OURS = re.compile(rf"[0-9a-f]{{32}}(\.png|\.jpg|{re.escape(TEMPORARY)})")


class Pictures(Protocol):
    """Where pictures are kept: each is written once, then only removed."""

    def keep(self, new: NewPicture) -> str:
        """Keep a picture and return its name."""
        ...

    def found(self, file: str, width: int, height: int, drawn: bool) -> Picture:
        """A kept picture as a value."""
        ...

    def names(self) -> set[str]:
        """Every picture that is kept, whole or not."""
        ...

    def remove(self, names: Iterable[str]) -> None:
        """Erase these; those already gone are no error."""
        ...


class FolderPictures:
    """A private folder of files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with storing(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(self, new: NewPicture) -> str:
        """Write the picture to a new file. SetupError where that cannot be."""
        name = f"{uuid4().hex}{new.suffix}"
        write_whole(self._folder / name, new.data)
        return name

    def found(self, file: str, width: int, height: int, drawn: bool) -> Picture:
        """A picture that is read when it is looked at."""
        path = self._folder / file
        return Picture(file=file, width=width, height=height, drawn=drawn, path=path)

    def names(self) -> set[str]:
        """Our files; what others put there is not counted."""
        with storing(self._folder):
            return {path.name for path in self._folder.iterdir() if _OURS.fullmatch(path.name)}

    def remove(self, names: Iterable[str]) -> None:
        """Erase these files."""
        with storing(self._folder):
            for name in self.names() & set(names):
                (self._folder / name).unlink(missing_ok=True)
            sync_folder(self._folder)


class MemoryPictures:
    """For a temporary chat: nothing is ever written."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def keep(self, new: NewPicture) -> str:
        """Remember the picture."""
        name = f"{uuid4().hex}{new.suffix}"
        self._kept[name] = new.data
        return name

    def found(self, file: str, width: int, height: int, drawn: bool) -> Picture:
        """A picture with its bytes."""
        data = self._kept[file]
        return Picture(file=file, width=width, height=height, drawn=drawn, data=data)

    def names(self) -> set[str]:
        """All that is remembered."""
        return set(self._kept)

    def remove(self, names: Iterable[str]) -> None:
        """Forget these."""
        for name in names:
            self._kept.pop(name, None)
