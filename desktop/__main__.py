"""`python -m desktop [files] [--data-dir FOLDER] [--without-gpu]`.

Light, as the engine's process imports it too.
"""

import sys


def main() -> int:
    """Show the window and return the exit status."""
    from desktop.app import run  # noqa: PLC0415 - Qt is for the window's process only

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
