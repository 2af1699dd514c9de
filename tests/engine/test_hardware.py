"""What this machine is made of, and what is free of it."""

from pathlib import Path

import pytest

from engine import hardware
from tests.graphics_cards import DriverTool

TWO = """\
Small, GPU-1, 580.65, 8.6, 12288, 9000
NVIDIA "Large" 4090, GPU-2, 580.65, 8.9, 24564, 24000
"""


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DriverTool:
    """NVIDIA's own tool; a test says what it does."""
    return DriverTool(tmp_path / "bin", monkeypatch)


def test_gpus_are_named_with_their_memory_the_freest_first(tool: DriverTool) -> None:
    tool.says(TWO)
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
