"""One folder in the place of another: two renames that a power cut cannot leave half done.

What is to be done is written down beside the place from before the first rename until after the
second. Whoever opens what lies there calls `settle` first, so that nobody begins an empty one.
"""

import json
from contextlib import suppress
from pathlib import Path

from engine.errors import FormatError
from engine.files import storing, sync_folder, write_whole

ENDING = ".swap"
"""Of the file beside the place: `{"folder": …, "former": …}`, both named from there."""


def swap(folder: Path, place: Path, former: Path) -> None:
    """Rename `folder` to `place`; what is there becomes `former`, which is free.

    All lie below the folder of `place`. SetupError where the disk refuses: nothing has changed.
    """
    with storing(place.parent):
        note = _note(place)
        names = (one.relative_to(place.parent).as_posix() for one in (folder, former))
        write_whole(note, json.dumps(dict(zip(("folder", "former"), names, strict=True))).encode())
        try:
            if place.exists():
                place.rename(former)
                for changed in (former.parent, place.parent):
                    sync_folder(changed)
            with suppress(FileNotFoundError):  # another process has settled it meanwhile
                folder.rename(place)
        except OSError:
            if former.exists() and not place.exists():
                former.rename(place)
            note.unlink(missing_ok=True)
            raise
        sync_folder(place.parent)
        note.unlink(missing_ok=True)


def settle(place: Path) -> None:
    """Finish a swap that was interrupted between its renames; undo it where the new folder is gone.

    SetupError where the disk refuses, FormatError where nobody can read what was to be done.
    """
    note = _note(place)
    if not note.exists():
        return
    if place.exists():  # it had not begun, or it was done
        with suppress(OSError):
            note.unlink(missing_ok=True)
        return
    with storing(place.parent):
        for folder in _written(note):
            if folder.exists():
                with suppress(FileNotFoundError):  # another process does the same
                    folder.rename(place)
                sync_folder(place.parent)
                break
        note.unlink(missing_ok=True)


def _note(place: Path) -> Path:
    return place.with_name(f"{place.name}{ENDING}")


def _written(note: Path) -> tuple[Path, Path]:
    """The new folder, and the former one."""
    try:
        facts = json.loads(note.read_text(encoding="utf-8"))
        return note.parent / facts["folder"], note.parent / facts["former"]
    except (ValueError, KeyError, TypeError) as error:
        raise FormatError(
            f"{note} is damaged. It says which folder becomes {note.stem}.",
            remedy=f"Call that folder {note.stem} yourself, then delete the file.",
        ) from error
