"""What a person may hand to those who repair: shown before it is saved, and nothing private in it.

No prompt, no name, no photo, no path of the person's own. Nothing is ever sent; the person saves a
file and decides. Loads neither torch nor ONNX Runtime.
"""

import io
import os
import platform
import zipfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from engine import hardware, storage
from engine.errors import InputError, YoError
from engine.files import write_whole
from engine.paths import home
from engine.redaction import redacted, without
from engine.setting import Kind
from engine.settings import Settings, declared
from engine.verdicts import bytes_in_words

PACKAGES = (
    "yochameleon", "torch", "transformers", "tokenizers", "safetensors", "onnxruntime",
    "onnxruntime-gpu", "tensorrt-rtx-cu12", "tensorrt", "numpy", "pillow", "pillow-heif",
    "sqlite-utils", "PySide6_Essentials",
)  # fmt: skip
MOST = 200_000
"""Bytes of the end of each log that are taken."""
_COMMON = frozenset({"root", "user", "home", "localhost", "admin"})
"""User and host names that say nothing of a person, and would hide words of ours."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text file of the diagnostics."""

    name: str
    text: str


def collect() -> tuple[Sheet, ...]:
    """Everything that would be saved, to be shown first."""
    private = _private()
    sheets = [
        Sheet("machine.txt", "\n".join(_machine())),
        Sheet("settings.txt", "\n".join(_settings())),
        Sheet("storage.txt", "\n".join(_storage())),
        *(Sheet(f"logs/{path.name}", redacted(_end(path))) for path in log_files()),
    ]
    return tuple(Sheet(sheet.name, without(sheet.text, private)) for sheet in sheets)


def save(sheets: tuple[Sheet, ...], path: Path, *, replace: bool = False) -> None:
    """Write them as a ZIP file, whole or not at all.

    InputError where `path` exists, unless it may be replaced.
    """
    if path.exists() and not replace:
        raise InputError(f"{path} exists already.", remedy="Choose another file name.")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for sheet in sheets:
            entry = zipfile.ZipInfo(sheet.name)  # without the time and the owner of a file
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, sheet.text)
    write_whole(path, content.getvalue())


def log_files() -> list[Path]:
    """The logs and crash reports of this person, the latest first."""
    folder = home() / storage.Part.LOGS
    found = [path for path in storage.files_below(folder) if path.suffix != ".tmp"]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def _machine() -> list[str]:
    found = hardware.look()
    gpus = [
        f"GPU: {one.name}, driver {one.driver}, compute capability {one.capability}, "
        f"{bytes_in_words(one.memory)} ({bytes_in_words(one.free)} free)"
        for one in found.gpus
    ]
    return [
        f"System: {found.system}, Python {platform.python_version()}",
        f"Processor: {found.processor}, {found.cores} cores",
        f"Memory: {bytes_in_words(found.memory)} ({bytes_in_words(found.memory_free)} free)",
        f"Disk: {bytes_in_words(found.disk)} ({bytes_in_words(found.disk_free)} free)",
        *(gpus or [f"GPU: none. {found.gpu_trouble}".rstrip()]),
        *(f"{name} {number}" for name in PACKAGES if (number := _version(name))),
    ]


def _settings() -> list[str]:
    """What is chosen; of words that a person typed, only whether there are any."""
    try:
        chosen = Settings.load()
    except YoError:
        return ["settings.json is damaged."]
    return [f"{one.name}: {_shown(getattr(chosen, one.name), one.kind)}" for one in declared()]


def _shown(value: object, kind: Kind) -> str:
    if kind is Kind.TEXT:
        return "default" if value is None else "set"
    return str(value)


def _storage() -> list[str]:
    """What takes how much, without a name of anything."""
    used = storage.survey()
    parts = [
        f"{one.part.name.lower()}: {bytes_in_words(one.bytes)} in {one.files} files"
        for one in used
        if not one.name
    ]
    things = Counter(one.part.name.lower() for one in used if one.name)
    return [*parts, *(f"{part}: {count} of them" for part, count in things.items())]


def _private() -> set[str]:
    """Words of this person that no rule can know: names, places, the machine's own name."""
    own = {str(home()), str(Path.home()), Path.home().name, platform.node()}
    own |= {os.environ.get(name, "") for name in ("USER", "USERNAME", "LOGNAME", "COMPUTERNAME")}
    own |= {one.name for one in storage.survey() if one.name}
    with suppress(YoError):
        own |= {
            str(value) for value in (Settings.load().checkpoint, Settings.load().compiled) if value
        }
    return {word for word in own if word.lower() not in _COMMON}


def _end(path: Path) -> str:
    """The last part of a log, from the beginning of a line on."""
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        size = file.tell()
        file.seek(max(0, size - MOST))
        text = file.read().decode("utf-8", "replace")
    return text if size <= MOST else text.partition("\n")[2]


def _version(name: str) -> str:
    with suppress(PackageNotFoundError):
        return version(name)
    return ""
