"""What a person has chosen once for all: the same for the command line and the window.

Each setting is declared in one place, here: its default, what it may be, and its words for people.
"""

import json
from dataclasses import Field, asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from engine.errors import FormatError, InputError, SetupError
from engine.files import write_whole
from engine.paths import home
from engine.setting import Kind, Setting, choice, other

DEVICES = ("auto", "cpu", "cuda")
BACKENDS = ("auto", "pytorch", "onnx", "tensorrt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Choices that stay. Nonsense is refused with an InputError."""

    language: str = choice(
        "Language",
        "What the window speaks. It takes effect at the next start.",
        "Look",
        {"system": "As the system", "en": "English", "de": "Deutsch"},
    )
    theme: str = choice(
        "Colours",
        "Light, dark, or with the strongest contrast.",
        "Look",
        {"system": "As the system", "light": "Light", "dark": "Dark", "contrast": "High contrast"},
    )
    reduced_motion: bool = other(
        False, Kind.SWITCH, "Look", "Reduce motion", "Nothing slides or fades."
    )
    notify: bool = other(
        True,
        Kind.SWITCH,
        "Work",
        "Notify at the end",
        "The desktop says when a long job has ended and the window is not in front.",
    )
    keep_awake: bool = other(
        True, Kind.SWITCH, "Work", "Stay awake", "The computer does not sleep while a job runs."
    )
    duty: str = choice(
        "Long jobs work",
        "Learning, compiling and examinations leave the rest of the time to other programs.",
        "Work",
        {
            "100": "All of the time",
            "75": "Three quarters of the time",
            "50": "Half of the time",
            "25": "A quarter of the time",
        },
    )
    gpu_spare: str = choice(
        "Make way on the GPU",
        "Long jobs rest while another program, such as a game, leaves less GPU memory free.",
        "Work",
        {
            "never": "Never",
            "1": "Below 1 GB",
            "2": "Below 2 GB",
            "4": "Below 4 GB",
        },
    )
    unload_after: str = choice(
        "Free memory after",
        "How long the engine is without work before it gives its memory back.",
        "Work",
        {
            "10": "10 minutes",
            "1": "1 minute",
            "30": "30 minutes",
            "120": "2 hours",
            "never": "Never by itself",
        },
    )
    export_recipe: str = choice(
        "Recipe in exported pictures",
        "A recipe is the prompt, the seed and the concept; a clean copy tells nothing of them.",
        "Pictures",
        {"ask": "Ask at the first export", "clean": "Clean copy", "recipe": "With the recipe"},
    )
    mark_people: bool = other(
        True,
        Kind.SWITCH,
        "Pictures",
        "Mark pictures of people",
        "Exported pictures of people say that a model made them (IPTC: trained algorithmic media).",
    )
    weekly_backups: str | None = other(
        None,
        Kind.TEXT,
        "Work",
        "Weekly backups",
        "Folder for a backup of the library, with your photos, in the first start of each week; "
        "the last four stay. Empty makes none.",
    )
    checkpoint: str | None = other(
        None,
        Kind.TEXT,
        "Model",
        "Checkpoint",
        "Which base weights to use; empty is the bundled mini model.",
    )
    device: str = choice(
        "Device",
        "Where the model runs.",
        "Model",
        {"auto": "The GPU where there is one", "cpu": "CPU", "cuda": "NVIDIA GPU"},
    )
    without_gpu: bool = other(
        False,
        Kind.SWITCH,
        "Model",
        "Work without the GPU",
        "Everything is computed on the CPU, and a graphics driver in trouble is left alone.",
    )
    gpu: str | None = other(
        None,
        Kind.TEXT,
        "Model",
        "GPU",
        "UUID of the NVIDIA GPU to use, easier chosen on the page Models; empty is the freest one.",
    )
    threads: int | None = other(
        None, Kind.NUMBER, "Model", "Threads", "CPU threads; empty is one for each core."
    )
    backend: str = choice(
        "Backend",
        "What answers and draws.",
        "Model",
        {
            "auto": "The best that is here",
            "pytorch": "PyTorch",
            "onnx": "ONNX Runtime",
            "tensorrt": "TensorRT",
        },
    )
    compiled: str | None = other(
        None,
        Kind.TEXT,
        "Model",
        "Compiled model",
        "Folder of the one compiled model to use; empty looks at all beside the library.",
    )
    embedder: str | None = other(
        None,
        Kind.TEXT,
        "Learning",
        "Picture embedder",
        "Folder with CLIP or SigLIP that tells which pictures look alike; empty is EffNet-Lite0.",
    )
    segmenter: str | None = other(
        None,
        Kind.TEXT,
        "Learning",
        "Segmenter",
        "Folder with SAM that finds the subject of a photo; empty is U²-Net.",
    )
    inpainting: str | None = other(
        None,
        Kind.TEXT,
        "Learning",
        "Background painter",
        "Folder with an SDXL inpainting model for augmentation; empty takes pool pictures.",
    )
    first_run: str = other(
        "hardware", Kind.HIDDEN, "App", "First run", "The step that the first run has reached."
    )

    def __post_init__(self) -> None:
        for setting in declared():
            setting.check(getattr(self, setting.name))

    @property
    def effective(self) -> "Settings":
        """What holds: without the GPU, the device is the CPU, whatever was chosen before."""
        return replace(self, device="cpu") if self.without_gpu else self

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


def declared() -> tuple[Setting, ...]:
    """Every setting, in the order in which people see them."""
    return _DECLARED


def setting(name: str) -> Setting:
    """The declaration of this name. InputError where there is none."""
    for one in declared():
        if one.name == name:
            return one
    raise InputError(
        f"There is no setting “{name}”.", remedy="`engine settings list` shows all of them."
    )


def _named(written: Field[Any]) -> Setting:
    given: Setting = written.metadata["setting"]
    values = {key: getattr(given, key) for key in Setting.__slots__}
    return Setting(**values | {"name": written.name, "default": written.default})


_DECLARED = tuple(_named(one) for one in fields(Settings))


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
