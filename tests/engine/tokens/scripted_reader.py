"""A reader's process whose decoder does what the picture file's text says. For tests."""

import os
import socket
import sys
import time
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from engine.tokens.decoding import Answer, UnfitError, decoded
from engine.tokens.reader_process import MEMORY, main

YES, NO = "white", "black"


def scripted(file: BinaryIO) -> Image.Image:
    """A picture that says yes or no, or no picture at all."""
    act = ACTS.get(file.read())
    file.seek(0)
    return decoded(file) if act is None else _said(act())


def _said(yes: bool) -> Image.Image:
    return Image.new("RGB", (16, 16), YES if yes else NO)


def _can(act) -> bool:
    try:
        act()
    except OSError:
        return False
    return True


def _all_memory() -> bool:
    try:
        return bool(bytes(MEMORY))
    except MemoryError as error:
        raise UnfitError(Answer.TOO_LARGE) from error


def _heard() -> bool:
    print("a decoder's warning", flush=True)
    return True


ACTS = {
    b"crash": os.abort,
    b"hang": lambda: time.sleep(600),
    b"devour": _all_memory,
    b"open": lambda: _can(lambda: Path(__file__).open("rb").close()),
    b"write": lambda: _can(lambda: os.close(os.open("stray", os.O_CREAT | os.O_WRONLY))),
    b"connect": lambda: _can(lambda: socket.socket().close()),
    b"torch": lambda: "torch" in sys.modules,
    b"print": _heard,
}


if __name__ == "__main__":
    main(scripted)
