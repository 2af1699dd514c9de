"""What is kept beside a compiled model of its self-tests: PyTorch's answers, and the outcomes here.

An outcome holds for one backend, device and version over unchanged files; else it is asked again.
"""

import io
import json
import platform
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import FormatError, SetupError
from engine.files import write_whole
from engine.runtime.compiled import AGAIN, CompiledModel
from engine.runtime.self_test import Answers, Outcome, Questions, Reference

REFERENCE, OUTCOMES = "reference.npz", "tested.json"
FORMAT = 1
_PACKAGES = ("onnxruntime", "onnxruntime-gpu", "tensorrt-rtx-cu12", "tensorrt")


def save_reference(reference: Reference, folder: Path) -> None:
    """Write `reference.npz` in one step. SetupError where the folder cannot take it."""
    values: dict[str, Any] = {"format": FORMAT, "precision": reference.precision}
    for name in ("questions", "answers"):
        part = asdict(getattr(reference, name))
        values |= {f"{name}.{key}": value for key, value in part.items()}
    content = io.BytesIO()
    np.savez_compressed(content, **values)
    write_whole(folder / REFERENCE, content.getvalue())


def load_reference(folder: Path) -> Reference:
    """What PyTorch said. SetupError where it was never asked; FormatError where it is damaged."""
    path = folder / REFERENCE
    if not path.exists():
        raise SetupError("It was never compared with PyTorch.", remedy=AGAIN)
    try:
        with np.load(path, allow_pickle=False) as stored:
            values = {name: stored[name] for name in stored.files}
        if int(values["format"]) != FORMAT:
            raise FormatError(f"{path} is of another version.", remedy=AGAIN)
        asked = _part(values, "questions.")
        questions = Questions(**asked | {"first": int(asked["first"])})
        answers = Answers(**_part(values, "answers."))
        return Reference(str(values["precision"]), questions, answers)
    except (KeyError, TypeError, ValueError, EOFError, OSError, zipfile.BadZipFile) as error:
        raise FormatError(f"{path} is damaged.", remedy=AGAIN) from error


def remembered(model: CompiledModel, backend: str) -> Outcome | None:
    """The outcome of this backend on this machine, with these versions and files; None: untested.

    `backend`: its name, or how that begins: `ONNX Runtime on cpu`.
    """
    here = _here(model)
    found = [one for key, one in _outcomes(model.folder).items() if key.endswith(here)]
    kept = next((one for one in found if str(one.get("backend")).startswith(backend)), None)
    try:
        return None if kept is None else Outcome(**{k: kept[k] for k in kept if k != "backend"})
    except TypeError:
        return None


def remember(model: CompiledModel, backend: str, outcome: Outcome) -> None:
    """Keep an outcome; where the folder cannot be written, the test is made again next time."""
    kept = {"backend": backend, **asdict(outcome)}
    outcomes = {**_outcomes(model.folder), f"{backend} | {_here(model)}": kept}
    content = json.dumps({"format": FORMAT, "outcomes": outcomes}, indent=1)
    with suppress(SetupError):
        write_whole(model.folder / OUTCOMES, content.encode())


def _part(values: Mapping[str, NDArray[Any]], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): value for name, value in values.items() if prefix in name}


def _outcomes(folder: Path) -> dict[str, dict[str, Any]]:
    """A cache: what cannot be read is asked again."""
    try:
        written = json.loads((folder / OUTCOMES).read_text(encoding="utf-8"))
        return dict(written["outcomes"]) if written["format"] == FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _here(model: CompiledModel) -> str:
    """This machine, its versions, and the files as they are."""
    names = [REFERENCE, *(file.name for file in model.files)]
    paths = (model.folder / name for name in names)
    newest = max((path.stat().st_mtime_ns for path in paths if path.exists()), default=0)
    return " | ".join((*_versions(), platform.node(), platform.machine(), str(newest)))


def _versions() -> list[str]:
    found = []
    for name in _PACKAGES:
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return found
