"""What differs between the two TensorRTs stays in one adapter."""

from importlib.util import find_spec
from types import SimpleNamespace

import pytest

from engine.errors import InputError, SetupError
from engine.runtime.backends.tensorrt_module import (
    NAMES,
    TensorRT,
    declare_capabilities,
    installed,
    installed_versions,
    open_tensorrt,
)
from tests.scripted_tensorrt import Script, scripted_tensorrt


class Declared:
    """Keeps what a builder's config is told."""

    def __init__(self):
        self.num_compute_capabilities = 0
        self.said = {}

    def set_compute_capability(self, capability, index):
        self.said[index] = capability


@pytest.fixture
def rtx():
    """A TensorRT-RTX that knows three kinds of GPU."""
    kinds = SimpleNamespace(SM75="sm75", SM120="sm120", SM86="sm86", CURRENT="current")
    return TensorRT("tensorrt_rtx", SimpleNamespace(ComputeCapability=kinds, __version__="1"))


def test_capabilities_are_declared_in_their_order(rtx):
    config = Declared()
    declare_capabilities(rtx, config, ("12.0", "7.5"))
    assert config.num_compute_capabilities == 2 and config.said == {0: "sm120", 1: "sm75"}


def test_without_capabilities_nothing_is_declared(rtx):
    config = Declared()
    declare_capabilities(rtx, config, ())
    assert config.num_compute_capabilities == 0


def test_a_gpu_that_tensorrt_rtx_cannot_serve_is_refused_with_those_it_can(rtx):
    with pytest.raises(InputError, match=r"compute capability 9\.0") as caught:
        declare_capabilities(rtx, Declared(), ("8.6", "9.0"))
    assert "7.5, 8.6, 12.0" in caught.value.remedy


def test_the_full_tensorrt_builds_for_its_own_gpu_only():
    full = scripted_tensorrt(Script(), "tensorrt")
    with pytest.raises(InputError, match="only for the GPU of this machine"):
        declare_capabilities(full, Declared(), ("8.6",))


def test_titles_tell_the_two_apart():
    titles = [scripted_tensorrt(Script(), name).title for name in NAMES]
    assert titles == ["TensorRT-RTX 1.0", "TensorRT 1.0"]


def test_an_unknown_module_is_refused_in_words():
    with pytest.raises(SetupError, match="Neither TensorRT-RTX nor TensorRT") as caught:
        open_tensorrt("tensorrt_dispatch")
    assert "pip install tensorrt-rtx-cu12" in caught.value.remedy


@pytest.mark.skipif(find_spec("tensorrt") is not None, reason="the full TensorRT is installed")
def test_a_module_that_cannot_be_loaded_says_why():
    with pytest.raises(SetupError, match="tensorrt cannot be loaded: No module named"):
        open_tensorrt("tensorrt")


@pytest.mark.skipif(installed() is None, reason="neither tensorrt_rtx nor tensorrt is installed")
def test_the_installed_version_is_that_of_the_module():
    opened = open_tensorrt()
    assert installed_versions() == {opened.name: opened.module.__version__}
