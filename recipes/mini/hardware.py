"""Where trainings run: on the GPU where PyTorch sees one, else on the CPU."""

import torch


def device() -> torch.device:
    """The GPU, or the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def on_gpu() -> bool:
    """Whether `device` is a GPU."""
    return device().type == "cuda"
