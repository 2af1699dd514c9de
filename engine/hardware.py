"""What this machine is made of: its GPUs by name, its CPU, memory and disk. Changes nothing.

Facts of GPUs come from NVIDIA's own tool in a child process, which may take its time or hang; the
caller never waits longer than it chose. Loads neither torch nor ONNX Runtime.
"""

import csv
import os
import platform
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engine.model.memory import available_memory, total_memory
from engine.paths import home

NO_NAME = "The driver's tool is here, but it names no GPU."
PATIENCE = 5.0
"""Seconds that NVIDIA's tool may take to answer; the first call after a start takes longest."""
_ASKED = ("name", "uuid", "driver_version", "compute_cap", "memory.total", "memory.free")
_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Gpu:
    """One NVIDIA GPU, as its driver names it. `uuid` stays when its number changes."""

    name: str
    uuid: str
    driver: str
    capability: str
    """Compute capability, such as `8.6`; empty where the driver does not tell."""
    memory: int
    """Bytes in all."""
    free: int
    """Bytes that nobody uses now."""


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

    @property
    def gpu(self) -> Gpu | None:
        """The GPU to be used; None where there is none."""
        return self.gpus[0] if self.gpus else None


def look(folder: Path | None = None, *, patience: float = PATIENCE) -> Hardware:
    """Look around; `folder` is where data is to be kept. Takes at most `patience` seconds."""
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
    )


def ask_driver(patience: float = PATIENCE) -> tuple[tuple[Gpu, ...], str]:
    """GPUs, the one with the most free memory first, and what went wrong; never raises."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return (), ""
    command = [tool, f"--query-gpu={','.join(_ASKED)}", "--format=csv,noheader,nounits"]
    try:
        said = _said(command, patience)
    except TimeoutError:
        return (), f"The GPU's driver did not answer within {patience:.0f} seconds."
    except OSError as error:
        return (), f"The GPU's driver could not be asked: {error.strerror or error}."
    found = [_gpu(row) for row in csv.reader(said.splitlines(), skipinitialspace=True)]
    gpus = [gpu for gpu in found if gpu is not None]
    trouble = "" if gpus else NO_NAME
    return tuple(sorted(gpus, key=lambda gpu: (-gpu.free, gpu.uuid))), trouble


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


def _said(command: list[str], patience: float) -> str:
    """What a program writes. TimeoutError where it is not done in time; then it is killed."""
    process = subprocess.Popen(  # noqa: S603 - the driver's own tool, found by its name
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        errors="replace",
    )
    try:
        said, _ = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        process.kill()
        with suppress(subprocess.TimeoutExpired):  # a driver in trouble may hold even a killed one
            process.wait(timeout=1)
        if process.stdout is not None:
            process.stdout.close()
        raise TimeoutError from None
    return said


def _gpu(row: list[str]) -> Gpu | None:
    if len(row) != len(_ASKED):
        return None
    name, uuid, driver, capability, memory, free = row
    with suppress(ValueError):
        return Gpu(
            name=name,
            uuid=uuid,
            driver=driver,
            capability=capability if capability[:1].isdigit() else "",
            memory=int(memory) * _MEBIBYTE,
            free=int(free) * _MEBIBYTE,
        )
    return None
