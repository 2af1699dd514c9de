"""Takes what is private out of a log: paths, quoted words, addresses, what an exception said."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from engine.paths import RESOURCES

_PROGRAM = RESOURCES.parent
_KEPT = (f"{_PROGRAM}{os.sep}", f"{Path(os.__file__).parent}{os.sep}")
"""Our files and Python's own are named in a trace as they are, from their folder on."""
_PATH = re.compile(r"(?:[A-Za-z]:)?[\\/](?:[^\\/:*?\"'<>|\r\n]+[\\/])+[^\\/:*?\"'<>|\s,;)]*")
_QUOTED = re.compile(r"“[^”]*”|„[^“]*“|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_RAISED = re.compile(
    r"^((?:[\w|+ -]*[| ])?[A-Za-z_][\w.]*(?:Error|Exception|Warning|Interrupt|Exit|Bug)): .+"
)
_FRAME = re.compile(r'^\s*File "(?P<file>[^"]+)", line \d+')


def redacted(text: str) -> str:
    """`text` with each private part as `‹…›`; frames of a trace keep the names of our own files."""
    return "\n".join(_line(line) for line in text.split("\n"))


def without(text: str, private: Iterable[str]) -> str:
    """`text` with these words, in any case, as `‹…›`: names and places that no rule can know."""
    words = sorted({word for word in private if len(word) > 1}, key=len, reverse=True)
    if not words:
        return text
    return re.sub("|".join(map(re.escape, words)), "‹private›", text, flags=re.IGNORECASE)


def _line(line: str) -> str:
    frame = _FRAME.match(line)
    if frame:
        return line.replace(frame["file"], _program_file(frame["file"]))
    line = _RAISED.sub(r"\1: ‹message›", line)
    line = _QUOTED.sub("‹words›", line)
    return _ADDRESS.sub("‹address›", _PATH.sub("‹path›", line))


def _program_file(path: str) -> str:
    for folder in _KEPT:
        if path.startswith(folder):
            return path.removeprefix(folder).replace("\\", "/")
    if "site-packages" in path:
        return re.split(r"[\\/]site-packages[\\/]", path)[-1].replace("\\", "/")
    return "‹path›"
