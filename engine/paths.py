"""Where resources and the user's library live. Importing this creates nothing."""

import os
from pathlib import Path

from platformdirs import user_data_path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
MINI_CHECKPOINT = RESOURCES / "checkpoints" / "mini"


def home() -> Path:
    """The user's private folder: `YOCHAMELEON_HOME`, else the platform's data folder."""
    chosen = os.environ.get("YOCHAMELEON_HOME")
    return Path(chosen).expanduser() if chosen else user_data_path("yochameleon", appauthor=False)
