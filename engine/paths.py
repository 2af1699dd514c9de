"""Where resources and the user's library live. Importing this creates nothing."""

import json
import os
from pathlib import Path

from platformdirs import user_data_path

from engine.errors import FormatError, SetupError

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
MINI_CHECKPOINT = RESOURCES / "checkpoints" / "mini"
MOVED = "moved.json"
"""In `base()`, where the private folder was moved from there: `{"folder": …, "former": …}`."""

OUTGOING = "outgoing"
"""In the private folder: clean copies of drawings on their way to other apps."""
WINDOW = "window.lock"
"""In the private folder: which process has a window on it, as Qt's QLockFile writes that."""


def base() -> Path:
    """Where the private folder is looked for first: `YOCHAMELEON_HOME`, else the platform's."""
    chosen = os.environ.get("YOCHAMELEON_HOME")
    return Path(chosen).expanduser() if chosen else user_data_path("yochameleon", appauthor=False)


def home() -> Path:
    """The user's private folder: `base()`, or where it was moved to.

    SetupError where that is not here now: beginning anew elsewhere would hide the library.
    """
    place = base()
    if not (place / MOVED).exists():
        return place
    folder = moved(place)[0]
    if not folder.is_dir():
        raise SetupError(
            f"Your library was moved to {folder}, which is not here now.",
            remedy=f"Connect its drive. To begin anew in {place}, delete {MOVED} there.",
        )
    return folder


def moved(place: Path) -> tuple[Path, Path | None]:
    """Where the folder at `place` was moved to, and the former one while it is still there."""
    path = place / MOVED
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        former = written["former"]
        return Path(written["folder"]), None if former is None else Path(former)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FormatError(
            f"{path} is damaged.", remedy="It says where your library lies: write it anew."
        ) from error
