"""Stage 6: polish the half of the image tokenizer that turns codes into pictures.

Codes, codebook and encoder stay as the decoder was taught with them, so this may go on at any time,
also after the language half is trained: nothing but the look of a picture changes.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.model.vqgan import VQGAN
from recipes.mini import hardware, image_tokenizer, perception, resume, sitting
from recipes.mini.image_tokenizer import bank, picture_loss, pixels
from recipes.mini.sitting import Facts
from recipes.mini.sizes import Size

FILE = "picture_decoder.safetensors"
RATE, BATCH, ENCODED_AT_ONCE = 4e-4, 6, 64


class Learner:
    """The polishing, step by step (see `sitting`)."""

    def __init__(self, work: Path, size: Size) -> None:
        self._device = hardware.device()
        self.vqgan = image_tokenizer.load(work, size).to(self._device)
        own = (self.vqgan.decoder, self.vqgan.vqvae.post_quant_conv)
        weights = [weight.requires_grad_() for part in own for weight in part.parameters()]
        self._optimizer = torch.optim.AdamW(weights, lr=RATE, betas=(0.9, 0.98), weight_decay=1e-4)
        self.parts: resume.State = {
            "decoder": own[0], "post_quant_conv": own[1], "optimizer": self._optimizer
        }  # fmt: skip
        fresh: Facts = {"seconds": 0.0, "step": 0}
        self.facts = resume.load(work / FILE, self.parts) or fresh
        self._size, self._perception = size, perception.of(work, size)
        self._pictures = bank(work, size)
        self._codes = _codes(self.vqgan, self._pictures)
        self._rng = np.random.default_rng(500 + self.facts["step"])

    def step(self, done: float) -> None:
        """Take one step; `done` of the whole polishing is over, in 0…1."""
        for group in self._optimizer.param_groups:
            group["lr"] = RATE * min(1.0, done / 0.02 + 0.02) * min(1.0, (1 - done) / 0.6)
        chosen = np.sort(self._rng.integers(len(self._pictures), size=BATCH))
        images = pixels(self._pictures[chosen]).contiguous(memory_format=torch.channels_last)
        images, codes = images.to(self._device), self._codes[torch.from_numpy(chosen)]
        quantized = self.vqgan.vqvae.quantize.embedding(codes.to(self._device))
        grid = quantized.view(BATCH, self.vqgan.grid, self.vqgan.grid, -1).permute(0, 3, 1, 2)
        rendered = self.vqgan.render(grid)
        loss = picture_loss(rendered, images)
        if self._perception:
            loss = loss + self._size.perception * self._perception(rendered, images)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimizer.step()
        sitting.averaged(self.facts, {"loss": loss.item()}, 0.01)


def learn(work: Path, size: Size, minutes: float) -> Iterator[Facts]:
    """Polish until `minutes` of work are done (earlier sittings count); yields the facts."""
    return sitting.spend(Learner(work, size), work / FILE, minutes)


def train(work: Path, size: Size, minutes: float) -> Path:
    """The same with progress on stderr; returns the file."""
    for facts in learn(work, size, minutes):
        print(f"picture decoder {sitting.line(facts, minutes)}", file=sys.stderr, flush=True)
    return work / FILE


def load(work: Path, size: Size) -> VQGAN:
    """The image tokenizer, polished where it has been."""
    vqgan = image_tokenizer.load(work, size)
    own = {"decoder": vqgan.decoder, "post_quant_conv": vqgan.vqvae.post_quant_conv}
    resume.load(work / FILE, own)
    return vqgan.eval().requires_grad_(False)


@torch.inference_mode()
def _codes(vqgan: VQGAN, pictures: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]") -> Tensor:
    starts = range(0, len(pictures), ENCODED_AT_ONCE)
    parts = (pixels(pictures[at : at + ENCODED_AT_ONCE]) for at in starts)
    return torch.cat([vqgan.encode(part.to(hardware.device())).cpu() for part in parts])
