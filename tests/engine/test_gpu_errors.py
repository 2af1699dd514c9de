"""GPUs in trouble, as PyTorch, ONNX Runtime and NVIDIA's libraries tell of them."""

import pytest
import torch

from engine.errors import SetupError
from engine.gpu_errors import Trouble, in_words, trouble

ILLEGAL = "CUDA error: an illegal memory access was encountered\nCUDA kernel errors might be…"


@pytest.mark.parametrize(
    "error",
    [
        torch.AcceleratorError(ILLEGAL),
        RuntimeError("CUDA error: unspecified launch failure"),
        RuntimeError("CUDA error: the launch timed out and was terminated"),
        RuntimeError("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED"),
        RuntimeError("CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasGemmEx(…)`"),
        Exception("[ONNXRuntimeError] : 1 : FAIL : CUDA failure 700: an illegal memory access"),
    ],
)
def test_a_gpu_that_was_lost_is_told_in_words(error: Exception) -> None:
    assert trouble(error) is Trouble.LOST
    said = in_words(error)
    assert said is not None and "stopped answering" in str(said) and "saved" in said.remedy


def test_it_is_found_behind_the_error_that_it_led_to() -> None:
    try:
        try:
            raise RuntimeError(ILLEGAL)
        except RuntimeError:
            raise SetupError("The device cuda cannot be used.", remedy="Update.") from None
    except SetupError as error:
        assert trouble(error) is Trouble.LOST


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("CUDA error: out of memory", Trouble.MEMORY),
        (
            "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
            Trouble.MEMORY,
        ),
        ("CUDA error: no kernel image is available for execution on the device", Trouble.UNFIT),
        ("CUDA error: CUDA driver version is insufficient for CUDA runtime version", Trouble.UNFIT),
    ],
)
def test_full_memory_and_what_does_not_fit_end_no_process(words: str, kind: Trouble) -> None:
    assert trouble(RuntimeError(words)) is kind
    said = in_words(RuntimeError(words))
    assert said is not None and said.remedy


def test_other_errors_say_nothing_of_a_gpu() -> None:
    assert trouble(RuntimeError("shape mismatch")) is None
    assert in_words(KeyError("CUDA")) is None
