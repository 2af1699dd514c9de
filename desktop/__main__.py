"""`python -m desktop [files] [--data-dir FOLDER] [--without-gpu]`.

Light, as the engine's process imports it too.
"""

import gc
import sys

from engine.offline import stay_offline


def main() -> int:
    """Show the window and return the exit status."""
    stay_offline()
    gc.disable()  # what a start makes stays; `desktop/collecting.py` collects what comes later
    from desktop.app import run  # noqa: PLC0415 - Qt is for the window's process only

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
