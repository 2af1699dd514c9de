"""Keeps Python's None and True alive beside a PySide that takes references of them away.

PySide 6.12.0 is built as if both were immortal, which they are from Python 3.12 on. On 3.11 each
call that gives None back and each `emit()` loses one reference, and the interpreter aborts after
some ten thousand of them.
"""

import ctypes
import sys

import PySide6

_BROKEN = "6.12.0"
_PLENTY = 2**60


def keep_alive() -> None:
    """Give both more references than can ever be lost, where that is needed."""
    if sys.version_info >= (3, 12) or PySide6.__version__ != _BROKEN:
        return
    for always in (None, True, False):
        ctypes.c_ssize_t.from_address(id(always)).value += _PLENTY
