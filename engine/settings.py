"""What a person has chosen once for all: the same for the command line and the window."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine.errors import FormatError, InputError, SetupError
from engine.files import write_whole
from engine.paths import home

DEVICES = ("auto", "cpu", "cuda")
BACKENDS = ("auto", "pytorch", "onnx", "tensorrt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Choices that stay. Nonsense is refused with an InputError."""

    checkpoint: str | None = None
    """Which checkpoint to use; None is the bundled mini one."""
    device: str = "auto"
    """`auto` is cuda where there is one, else cpu."""
    threads: int | None = None
    """CPU threads; None leaves the choice to torch."""
    backend: str = "auto"
    """What answers and draws; `auto` is the best that the machine and compiled models allow."""
    compiled: str | None = None
    """Folder of the one compiled model to use; None looks at all beside the library."""

    def __post_init__(self) -> None:
        if self.device not in DEVICES:
            raise InputError(
                f"There is no device {self.device!r}.", remedy="Choose auto, cpu or cuda."
            )
        if self.backend not in BACKENDS:
            raise InputError(
                f"There is no backend {self.backend!r}.",
                remedy="Choose auto, pytorch, onnx or tensorrt.",
            )
        if self.threads is not None and (type(self.threads) is not int or self.threads < 1):
            raise InputError(
                f"{self.threads!r} is no number of threads.", remedy="Choose 1 or more."
            )
        if self.checkpoint is not None and not isinstance(self.checkpoint, str):
            raise InputError(
                f"{self.checkpoint!r} is no checkpoint.", remedy="Name one, or leave it out."
            )
        if self.compiled is not None and not isinstance(self.compiled, str):
            raise InputError(
                f"{self.compiled!r} is no compiled model.", remedy="Name its folder, or leave it."
            )

    @classmethod
    def load(cls) -> "Settings":
        """What is in `settings.json` at home, defaults for the rest; FormatError if damaged."""
        path = _path()
        known = {key: value for key, value in _saved(path).items() if key in cls.__slots__}
        try:
            return cls(**known)
        except InputError as error:
            raise FormatError(f"{path} is not sound: {error}", _repair(path)) from error

    def save(self) -> None:
        """Write `settings.json` in one step. What a newer version has put there stays."""
        path = _path()
        text = json.dumps(_saved(path) | asdict(self), indent=2, ensure_ascii=False)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SetupError(
                f"The folder {path.parent} cannot be made: {error.strerror or error}.",
                remedy="Set YOCHAMELEON_HOME to a folder where you may write.",
            ) from error
        write_whole(path, f"{text}\n".encode())


def _path() -> Path:
    return home() / "settings.json"


def _saved(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SetupError(
            f"{path} cannot be read: {error.strerror or error}.", remedy="Allow reading it."
        ) from error
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{path} is damaged: it is not JSON.", _repair(path)) from error
    if not isinstance(values, dict):
        raise FormatError(f"{path} is damaged: it is not a table.", _repair(path))
    return values


def _repair(path: Path) -> str:
    return f"Correct {path.name}, or delete it to return to the defaults."
