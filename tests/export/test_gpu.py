"""A precision that a GPU lacks is refused before anything is built."""

from importlib.util import find_spec

import pytest

from engine.errors import InputError, SetupError
from export.config import ExportConfig, Precision
from export.gpu import check_named, check_precision


def config(precision: Precision, *capabilities: str) -> ExportConfig:
    """Plans in this precision for these GPUs."""
    return ExportConfig(
        target="tensorrt", precision=precision, compute_capabilities=tuple(capabilities)
    )


@pytest.mark.parametrize(
    ("precision", "capability"),
    [("fp16", "7.5"), ("bf16", "8.0"), ("int4", "8.6"), ("fp8", "8.9"), ("fp8", "12.0")],
)
def test_what_a_gpu_can_compute_passes(precision: Precision, capability: str) -> None:
    check_precision(config(precision, capability), own=None)


@pytest.mark.parametrize(
    ("precision", "capability"), [("bf16", "7.5"), ("int4", "7.5"), ("fp8", "8.6"), ("fp8", "8.0")]
)
def test_what_it_lacks_is_refused(precision: Precision, capability: str) -> None:
    with pytest.raises(SetupError, match=f"{capability} cannot compute in {precision}"):
        check_precision(config(precision, "12.0", capability), own=None)


def test_without_named_gpus_the_one_of_this_machine_counts() -> None:
    with pytest.raises(SetupError):
        check_precision(config("bf16"), own="7.5")
    check_precision(config("bf16"), own=None)
    check_precision(config("bf16", "8.6"), own="7.5")


def test_graphs_are_not_bound_to_a_gpu() -> None:
    check_precision(ExportConfig(precision="bf16"), own="7.5")


@pytest.mark.skipif(find_spec("tensorrt_rtx") is None, reason="tensorrt_rtx is not installed")
def test_a_gpu_that_the_installed_tensorrt_does_not_know_is_refused() -> None:
    check_named(config("bf16", "8.6"))
    check_named(config("bf16"))
    with pytest.raises(InputError, match=r"cannot build for compute capability 9\.0"):
        check_named(config("bf16", "8.6", "9.0"))
