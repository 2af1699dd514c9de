"""The gallery's own folder: PNG files of pixels alone, under random names, written once."""

import io
import os
import re
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from PIL.Image import Image
from PIL.PngImagePlugin import PngInfo

from engine.files import TEMPORARY, storing, sync_folder, write_whole
from engine.gallery import mark
from engine.swapping import settle

FOLDER = "pictures"
_OURS = re.compile(rf"[0-9a-f]{{32}}(\.png|{re.escape(TEMPORARY)})")


class PictureFiles:
    """A private folder of pictures."""

    def __init__(self, library: Path) -> None:
        settle(library)
        self.folder = library / FOLDER
        with storing(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(self, picture: Image, name: str = "") -> str:
        """Write the pixels to a file, by default a new one, and return its name."""
        name = name or f"{uuid4().hex}.png"
        write_whole(self.folder / name, png(picture))
        return name

    def names(self) -> set[str]:
        """Every file that the gallery made, whole or not; what others put there is not counted."""
        with storing(self.folder):
            names = os.listdir(self.folder)  # noqa: PTH208 - a Path for each takes twice as long
            return {name for name in names if _OURS.fullmatch(name)}

    def remove(self, names: Iterable[str]) -> None:
        """Erase these files; those already gone are no error."""
        with storing(self.folder):
            for name in names:
                if _OURS.fullmatch(name):
                    (self.folder / name).unlink(missing_ok=True)
            sync_folder(self.folder)


def png(picture: Image, xmp: str = "") -> bytes:
    """The picture as a PNG file of pixels alone: no text, no time, no profile.

    `xmp` is a packet to add.
    """
    content = io.BytesIO()
    bare = picture.convert("RGB")
    bare.info = {}
    notes = PngInfo()
    if xmp:
        notes.add_itxt(mark.KEYWORD, xmp)
    bare.save(content, "PNG", pnginfo=notes)
    return content.getvalue()
