"""What NVIDIA's GPUs can compute with, so that a plan is refused before hours of building it."""

from engine.errors import SetupError
from engine.runtime.backends.tensorrt_module import check_capabilities, open_tensorrt
from export.config import ExportConfig, Precision

LEAST: dict[Precision, tuple[int, int]] = {
    "bf16": (8, 0),
    "int8": (8, 0),  # codes are unfolded to bf16
    "int4": (8, 0),
    "fp8": (8, 9),
}
"""The first compute capability with hardware for it (CUDA C++ programming guide, 20.1); fp16 runs
on all that TensorRT serves."""


def here() -> str | None:
    """The compute capability of this machine's GPU, e.g. `8.6`; None where PyTorch sees none."""
    import torch

    if not torch.cuda.is_available():
        return None
    major, minor = torch.cuda.get_device_capability()
    return f"{major}.{minor}"


def name() -> str:
    """This machine's GPU; empty where PyTorch sees none."""
    import torch

    return torch.cuda.get_device_name() if torch.cuda.is_available() else ""


def memory() -> int | None:
    """Bytes of this machine's GPU, used ones too; None where PyTorch sees none."""
    import torch

    return torch.cuda.mem_get_info()[1] if torch.cuda.is_available() else None


def check_precision(config: ExportConfig, own: str | None) -> None:
    """SetupError where a GPU that plans are for lacks the precision; `own` is this machine's."""
    if config.target != "tensorrt":
        return
    capabilities = config.compute_capabilities or ((own,) if own else ())
    least = LEAST.get(config.precision, (0, 0))
    for capability in capabilities:
        major, _, minor = capability.partition(".")
        if (int(major), int(minor)) < least:
            raise SetupError(
                f"A GPU of compute capability {capability} cannot compute in {config.precision}: "
                f"that takes {least[0]}.{least[1]} or newer.",
                remedy="Choose --precision fp16, or --target onnx.",
            )


def check_named(config: ExportConfig) -> None:
    """InputError where the TensorRT that is installed builds for none of the named GPUs.

    SetupError where none is installed.
    """
    if config.target == "tensorrt" and config.compute_capabilities:
        check_capabilities(open_tensorrt(), config.compute_capabilities)
