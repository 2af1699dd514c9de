"""Clean copies on their way to other apps: made when asked for, erased when they are not needed."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from engine.events import finish
from engine.files import storing
from engine.gallery.export import Wrapping, given_away
from engine.paths import OUTGOING


class Outgoing:
    """A private folder of copies. Whoever drops one elsewhere gets a file of its own there."""

    def __init__(self, home: Path) -> None:
        self._library, self._folder = home / "library", home / OUTGOING

    def make(self, ids: Sequence[str], how: Wrapping) -> list[Path]:
        """A copy of each picture, in a new folder; runs aside. Errors as of `export`."""
        place = self._folder / uuid4().hex
        with storing(self._folder):
            place.mkdir(mode=0o700, parents=True)
        return finish(given_away(self._library, ids, place, how))

    def erase(self) -> None:
        """Erase all copies: at the start, where a crash left some, and at the end."""
        shutil.rmtree(self._folder, ignore_errors=True)
