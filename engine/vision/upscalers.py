"""The upscalers that a person brought: one checked ONNX file each, in `<home>/upscalers`."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import InputError
from engine.events import Job
from engine.files import storing, write_whole
from engine.paths import home

if TYPE_CHECKING:
    from engine.vision.upscaler import Upscaler

FOLDER = "upscalers"
_NAMED = re.compile(r"(?P<name>.+)\.(?P<factor>[24])x\.onnx")
_LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Installed:
    """An upscaler that was checked when it was brought."""

    name: str
    factor: int
    """How many times as wide and high it makes a picture."""
    path: Path


def installed() -> list[Installed]:
    """All of them, by name. Reads no file."""
    place = home() / FOLDER
    files = sorted(place.iterdir()) if place.is_dir() else []
    found = ((path, _NAMED.fullmatch(path.name)) for path in files)
    return [Installed(match["name"], int(match["factor"]), path) for path, match in found if match]


def find(name: str) -> Installed:
    """The one of this name. InputError where there is none."""
    for one in installed():
        if one.name.casefold() == name.strip().casefold():
            return one
    raise InputError(
        f"There is no upscaler “{name}”.", remedy="Add one: `engine upscalers add FILE.onnx`."
    )


def add(path: Path, threads: int = 0) -> Job[Installed]:
    """Check an ONNX file and keep a copy under its name. Errors as of `open_upscaler`."""
    from engine.vision.upscaler import open_upscaler

    name = re.sub(r"[^\w-]+", "-", path.stem).strip("-")[:_LONGEST_NAME] or "upscaler"
    if any(one.name.casefold() == name.casefold() for one in installed()):
        raise InputError(
            f"There is an upscaler “{name}” already.",
            remedy="Remove that one, or give the file another name.",
        )
    upscaler = yield from open_upscaler(path, threads)
    kept = home() / FOLDER / f"{name}.{upscaler.factor}x.onnx"
    with storing(kept.parent):
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(kept, path.read_bytes())
    return Installed(name, upscaler.factor, kept)


def remove(name: str) -> Installed:
    """Erase the copy. InputError where there is none of this name."""
    one = find(name)
    with storing(one.path.parent):
        one.path.unlink(missing_ok=True)
    return one


def opened(name: str, threads: int = 0) -> Job["Upscaler"]:
    """The one of this name, ready to enlarge."""
    from engine.vision.upscaler import open_upscaler

    return (yield from open_upscaler(find(name).path, threads))
