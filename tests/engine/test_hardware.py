"""What this machine is made of, and what is free of it."""

from pathlib import Path

import pytest

from engine import hardware

TWO = """\
Small, GPU-1, 580.65, 8.6, 12288, 9000
NVIDIA "Large" 4090, GPU-2, 580.65, 8.9, 24564, 24000
"""


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands for NVIDIA's own tool; a test writes what it does."""
    path = tmp_path / "bin" / "nvidia-smi"
    path.parent.mkdir()
    monkeypatch.setenv("PATH", f"{path.parent}:/usr/bin:/bin")
    return path


def says(tool: Path, script: str) -> None:
    """Make the tool run a shell script."""
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)


def test_gpus_are_named_with_their_memory_the_freest_first(tool: Path) -> None:
    says(tool, f"cat <<'END'\n{TWO}END")
    found = hardware.look()
    assert [gpu.uuid for gpu in found.gpus] == ["GPU-2", "GPU-1"]
    assert found.gpu is not None
    assert found.gpu.capability == "8.9"
    assert (found.gpu.memory, found.gpu.free) == (24564 << 20, 24000 << 20)
    assert found.gpu_trouble == ""


def test_memory_and_disk_are_those_of_this_machine(tmp_path: Path) -> None:
    found = hardware.look(tmp_path / "not" / "there")
    assert 0 < found.memory_free <= found.memory
    assert 0 < found.disk_free <= found.disk
    assert not (tmp_path / "not").exists()
    assert found.cores >= 1
    assert found.processor
