"""Which backend, device and precision are taken, and what is said about it."""

import subprocess
import sys

import pytest
import torch

from engine.errors import InputError, SetupError
from engine.runtime.backends.choose import choose, open_backend


def test_a_small_checkpoint_runs_exactly_on_the_cpu_and_says_why(tiny_checkpoint):
    choice = choose(tiny_checkpoint, "cpu")
    assert (choice.backend, choice.device, choice.precision) == ("PyTorch", "cpu", "float32")
    assert "CPU" in choice.why and choice.why.endswith(".")


def test_an_opened_backend_is_what_was_chosen(tiny_checkpoint):
    backend = open_backend(tiny_checkpoint, device="cpu")
    assert backend.name == "PyTorch on cpu, float32"
    assert backend.prefill([[0, 400]]).shape == (1, backend.vocabulary_size)
    backend.close()


def test_threads_are_left_alone_unless_asked_for(tiny_checkpoint):
    before = torch.get_num_threads()
    open_backend(tiny_checkpoint, device="cpu").close()
    assert torch.get_num_threads() == before
    try:
        open_backend(tiny_checkpoint, device="cpu", threads=before + 1).close()
        assert torch.get_num_threads() == before + 1
    finally:
        torch.set_num_threads(before)


def test_an_unknown_device_is_refused(tiny_checkpoint):
    with pytest.raises(InputError, match="npu"):
        choose(tiny_checkpoint, "npu")


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU")
def test_a_missing_gpu_is_said_and_auto_falls_back(tiny_checkpoint):
    with pytest.raises(SetupError, match="GPU"):
        choose(tiny_checkpoint, "cuda")
    assert choose(tiny_checkpoint, "auto").device == "cpu"


def test_naming_a_session_does_not_load_torch():
    code = (
        "import sys, engine.runtime.session, engine.runtime.backends.choose;"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
