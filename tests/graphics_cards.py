"""Graphics cards that nobody has, for tests: no machine of ours needs one."""

from pathlib import Path

import pytest

from engine.graphics import Gpu


def card(name: str, uuid: str, gib: int) -> Gpu:
    """A card of which 1 GiB is in use."""
    free = (gib - 1) << 30
    return Gpu(name=name, uuid=uuid, driver="580", capability="8.9", memory=gib << 30, free=free)


class DriverTool:
    """Stands for NVIDIA's own tool in the search path of a test."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """There is no tool yet."""
        folder.mkdir(parents=True)
        self.path = folder / "nvidia-smi"
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def does(self, script: str) -> None:
        """Run a shell script when it is asked."""
        self.path.write_text(f"#!/bin/sh\n{script}\n")
        self.path.chmod(0o755)

    def says(self, rows: str) -> None:
        """Name these cards."""
        self.does(f"cat <<'END'\n{rows}\nEND")
