"""A library with one of each in it, and a backup of it."""

from pathlib import Path

import pytest

from engine.backup.contents import LIST
from engine.backup.writing import back_up
from engine.chats.entries import NewPicture
from engine.chats.store import open_chats
from engine.events import finish
from engine.gallery.store import open_gallery
from tests.desktop.drawn import new
from tests.desktop.learned import add

PNG = b"\x89PNG of a ball"


@pytest.fixture
def library(tmp_path: Path, home: Path) -> Path:
    """Bo with photos and snapshots, a drawing, and a chat with a photo and a drawing in it."""
    add(tmp_path, "Bo")
    with open_gallery() as gallery, open_chats() as chats:
        gallery.add(new(3))
        shown = NewPicture(data=PNG, width=2, height=2)
        drawn = NewPicture(data=PNG + b"!", width=2, height=2, drawn=True)
        chats.say(chats.new().id, 0, "Is this the ball?", [shown, drawn])
    return home / "library"


@pytest.fixture
def backup(tmp_path: Path, library: Path) -> Path:
    """That library in one file."""
    file = tmp_path / "backup.zip"
    finish(back_up(file))
    return file


def state(folder: Path) -> dict[str, bytes]:
    """All files below a folder but the list, which SQLite writes as it likes."""
    paths = [one for one in folder.rglob("*") if one.is_file() and not one.name.startswith(LIST)]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
