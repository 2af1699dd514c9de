"""Disks that are small, full or read-only, and everything that a person may have on one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from engine.chats.store import open_chats
from engine.gallery.store import open_gallery
from engine.learning.keeping import open_library
from engine.settings import Settings
from tests.desktop import drawn, learned

MEGABYTES = 6
_BALLAST = "ballast"


@dataclass(slots=True)
class Disk:
    """A file system of its own, which can be filled and made read-only."""

    folder: Path
    home: Path = field(init=False)

    def __post_init__(self) -> None:
        self.home = self.folder / "home"

    def fill(self) -> None:
        """Leave no byte free."""
        with (self.folder / _BALLAST).open("wb", buffering=0) as ballast:
            for size in (65536, 4096, 1):
                try:
                    while True:
                        ballast.write(bytes(size))
                except OSError:
                    continue

    def free(self) -> None:
        """Make room again."""
        (self.folder / _BALLAST).unlink(missing_ok=True)

    def lock(self) -> None:
        """Allow reading only."""
        self._remount("ro")

    def unlock(self) -> None:
        """Allow writing again."""
        self._remount("rw")

    def _remount(self, how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", str(self.folder)], check=True)


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """A disk of a few megabytes with a home on it; skipped where nobody lets us mount one."""
    if not sys.platform.startswith("linux") or shutil.which("mount") is None:
        pytest.skip("a disk of its own needs Linux and mount")
    folder = tmp_path / "small disk"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs"]
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"no disk of its own can be mounted here: {done.stderr.decode().strip()}")
    try:
        made = Disk(folder)
        made.home.mkdir()
        monkeypatch.setenv("YOCHAMELEON_HOME", str(made.home))
        yield made
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def lived_in(disk: Disk, tmp_path: Path) -> Disk:
    """The same with a concept, a chat, two pictures and settings."""
    learned.add(tmp_path / "photos", "Bo", "dog")
    with open_chats() as chats:
        chat = chats.new()
        said = chats.say(chat.id, 0, "Where is Bo?")
        chats.answer(said.id, {})
    drawn.kept(disk.home, 1, 2)
    Settings(theme="dark").save()
    return disk


def everything() -> list[str]:
    """All that a person would miss, in words, as another process reads it; files must be whole."""
    found = [f"theme {Settings.load().theme}"]
    with open_library() as library:
        for entry in library:
            library.load(entry)
            sizes = [len(photo.path.read_bytes()) for photo in library.photos(entry.name)]
            found.append(f"{entry.name} {library.card(entry.name)} {sizes}")
    with open_chats() as chats:
        for chat in chats.chats():
            found += [f"{one.id} {one.speaker} {one.text}" for one in chats.messages(chat.id)]
    with open_gallery() as gallery:
        for picture in gallery.pictures(gallery.ids()):
            found.append(f"{picture.id} {picture.tags} {len(picture.path.read_bytes())}")
    return found


def files_in(folder: Path) -> set[str]:
    """Names of all files, but for what a database keeps beside itself."""
    paths = (Path(root, name) for root, _, names in os.walk(folder) for name in names)
    return {path.relative_to(folder).as_posix() for path in paths if "library.db" not in path.name}
