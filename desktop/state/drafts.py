"""Pasted photos, kept in the private folder until they are learned from or left out."""

import shutil
from pathlib import Path
from uuid import uuid4

from engine.files import storing, write_whole

_FOLDER = "drafts"


def keep(home: Path, png: bytes) -> Path:
    """Write a pasted picture to a file of its own. SetupError where the disk refuses."""
    folder = home / _FOLDER
    with storing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{uuid4().hex}.png"
    write_whole(path, png)
    return path


def is_draft(home: Path, path: Path) -> bool:
    """Whether the file is one of ours."""
    return path.parent == home / _FOLDER


def erase(home: Path) -> None:
    """Erase all of them: those of a window that was killed."""
    shutil.rmtree(home / _FOLDER, ignore_errors=True)
