"""How far pictures of a compiled picture decoder are from PyTorch's, in decibels."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.model.vqgan import VQGAN
from engine.runtime.backends.ort_sessions import open_session

FAITHFUL = 40.0
"""Peak signal to noise (dB) from which a difference cannot be seen."""


@torch.no_grad()
def picture_psnr(vqgan: VQGAN, decoder: Path) -> float:
    """PSNR in dB of `image_decoder.onnx` on ONNX Runtime, against `vqgan` in float32.

    Over pictures drawn in code, as the codes that the encoder gives them; infinite if equal.
    """
    session = open_session(decoder, "cpu", None)
    codes = vqgan.encode(drawn_pictures(int(vqgan.vqvae.config.resolution)))
    wanted = vqgan.decode(codes).numpy()
    (shown,) = session.run(None, {"codes": codes.numpy()})
    return psnr(wanted, shown)


def psnr(wanted: np.ndarray, shown: np.ndarray) -> float:
    """Peak signal to noise in dB of pixels in [-1, 1]."""
    noise = float(np.mean((wanted.astype(np.float64) - shown) ** 2))
    return float("inf") if noise == 0 else float(10 * np.log10(4 / noise))


def drawn_pictures(side: int) -> Tensor:
    """Two pictures with soft gradients, hard edges and fine stripes: (2, 3, S, S) in [-1, 1]."""
    down, across = torch.meshgrid(*(torch.linspace(-1, 1, side),) * 2, indexing="ij")
    disc = (down**2 + (across - 0.2) ** 2 < 0.3).float() * 2 - 1
    stripes = torch.sign(torch.sin(across * 40))
    soft = torch.stack([down, across, -down])
    hard = torch.stack([disc, stripes * 0.5 + down * 0.5, -disc])
    return torch.stack([soft, hard])
