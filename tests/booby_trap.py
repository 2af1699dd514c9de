"""Weights as pickle that would leave a file behind if anything opened them."""

import pickle
from pathlib import Path


class Trap:
    """Unpickling one makes a file."""

    def __init__(self, sprung: Path) -> None:
        self.sprung = sprung

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.sprung,)


def lay_trap(folder: Path, suffix: str = ".bin") -> Path:
    """Put a trap in the place of every safetensors file below `folder`; the file it would make."""
    sprung = folder / "sprung"
    for shard in list(folder.rglob("*.safetensors")):
        shard.with_suffix(suffix).write_bytes(pickle.dumps(Trap(sprung)))
        shard.unlink()
    return sprung
