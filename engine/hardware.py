"""What this machine is made of: its GPUs by name, its CPU, memory and disk. Changes nothing.

Loads neither torch nor ONNX Runtime.
"""

import os
import platform
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from engine.graphics import PATIENCE, VISIBLE, Gpu, Used, ask_driver, choose
from engine.model.memory import available_memory, total_memory
from engine.paths import home
from engine.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """Plain facts about this machine."""

    system: str
    processor: str
    cores: int
    memory: int
    """Bytes of RAM in all."""
    memory_free: int
    """Bytes that a program can take without swapping."""
    gpus: tuple[Gpu, ...]
    """The one with the most free memory first."""
    gpu_trouble: str
    """Why GPUs are not known although a driver is there; empty where nothing is wrong."""
    folder: Path
    """The person's private folder."""
    disk: int
    """Bytes of the disk of `folder`."""
    disk_free: int
    settings: Settings = field(default_factory=Settings)
    """What the person has chosen of GPUs."""
    visible: str | None = None
    """What CUDA_VISIBLE_DEVICES says here."""

    @property
    def used(self) -> Used:
        """Which GPU is used, and why."""
        return choose(self.gpus, self.settings, self.visible)

    @property
    def gpu(self) -> Gpu | None:
        """The GPU that is used; None where there is none."""
        return self.used.gpu


def look(
    folder: Path | None = None, *, settings: Settings | None = None, patience: float = PATIENCE
) -> Hardware:
    """Look around; `folder` is where data is to be kept. Takes at most `patience` seconds.

    `settings` say which GPU is wanted, by default the freest.
    """
    place = folder or home()
    there = next(path for path in (place, *place.parents) if path.exists())
    disk = shutil.disk_usage(there)
    gpus, trouble = ask_driver(patience)
    return Hardware(
        system=f"{platform.system()} {platform.release()}",
        processor=processor(),
        cores=cores(),
        memory=total_memory(),
        memory_free=available_memory(),
        gpus=gpus,
        gpu_trouble=trouble,
        folder=place,
        disk=disk.total,
        disk_free=disk.free,
        settings=settings or Settings(),
        visible=os.environ.get(VISIBLE),
    )


def processor() -> str:
    """The CPU's model in words, where the system tells."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def cores() -> int:
    """Cores that this process may use, which a container can limit."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
