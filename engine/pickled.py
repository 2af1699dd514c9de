"""Weights stored as pickle: opening one runs whatever it says, so no such file is ever opened."""

from pathlib import Path

from engine.errors import FormatError

SUFFIXES = (".bin", ".pt", ".pth", ".ckpt", ".pkl")


def refuse_pickled(folder: Path) -> None:
    """FormatError where weights in `folder`, or in a folder in it, are pickled and nothing else.

    diffusers keeps each network in a folder of its own. Looks at names alone.
    """
    inner = sorted(path for path in folder.glob("*/") if path.is_dir())
    for place in (folder, *inner):
        names = sorted(path.name for path in place.glob("*") if path.is_file())
        pickled = [name for name in names if name.endswith(SUFFIXES)]
        if pickled and not any(name.endswith(".safetensors") for name in names):
            raise FormatError(
                f"The weights in {place} are stored as pickle ({pickled[0]}), "
                "which could run any program when it is opened.",
                remedy="Choose the same model stored as safetensors files.",
            )
