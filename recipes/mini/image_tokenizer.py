"""Stage 1: train the VQGAN that turns 48 px pictures into 144 codes and back.

L1 in YCbCr with the chroma doubled, plus a gradient loss, and later what early features see; codes
by moving averages, unused ones restarted. Anytime: it spends the minutes it is given, with a
warm-up, a plateau and a decay.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F
from transformers.models.chameleon.modeling_chameleon import ChameleonVQVAE

from engine.model.vqgan import VQGAN
from recipes.mini import cutouts, hardware, perception, resume, sitting
from recipes.mini.adversary import Adversary
from recipes.mini.sitting import Facts
from recipes.mini.sizes import Size
from recipes.mini.world import World

RATE = 7e-4
CROPPED_UNTIL, FIXED_FROM = 0.65, 0.85
"""Shares of the time: crops, then whole pictures; codes move, then no longer."""
QUANTIZED_FROM, PERCEIVED_FROM, JUDGED_FROM = 0.2, 0.35, 0.67
"""Shares of the time from which there are codes, early features, a judge of patches."""
BANK, RECENT = 8_000, 100
"""Pictures kept to learn from; batches whose latents the codes are laid out by."""
COMMITMENT = 0.1
CUTOUT_SHARE = 0.12
FILE = "image_tokenizer.safetensors"
# Rec. 601, rows Y, Cb, Cr; chroma weighs double
TO_YCBCR = torch.tensor([[0.299, 0.587, 0.114], [-0.338, -0.662, 1.0], [1.0, -0.838, -0.162]])


def build(size: Size) -> VQGAN:
    """A fresh VQGAN of this size."""
    torch.manual_seed(0)
    vqgan = VQGAN(ChameleonVQVAE(size.vq_config()))
    for name, parameter in vqgan.named_parameters():
        if parameter.ndim == 4:
            quiet = name.endswith(("conv2.weight", "proj_out.weight")) or "decoder.conv_out" in name
            gain = 0.3 if quiet else 1.0
            # transformers' 0.02 for all lets little of the picture through at first
            nn.init.normal_(parameter, std=gain / parameter[0].numel() ** 0.5)
        elif name.endswith("bias"):
            nn.init.zeros_(parameter)
    return vqgan


def pixels(pictures: NDArray[np.uint8]) -> Tensor:
    """Pictures (B, S, S, 3) uint8 → (B, 3, S, S) float32 in [-1, 1]."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float().div_(127.5).sub_(1)


def bank(work: Path, size: Size, pictures: int = BANK) -> NDArray[np.uint8]:
    """Scenes and cliparts drawn once: (pictures, S, S, 3), kept in the work folder."""
    cached = work / "tokenizer_bank.npy"
    if not cached.exists():
        rng = np.random.default_rng(0)
        world, clips = World(work, size.world), cutouts.load_cutouts(work)
        drawn = np.stack([_picture(world, clips, size, rng) for _ in range(pictures)])
        np.save(cached.with_suffix(".partial.npy"), drawn)
        cached.with_suffix(".partial.npy").replace(cached)
    loaded: NDArray[np.uint8] = np.load(cached)
    return loaded


def _picture(
    world: World, clips: NDArray[np.uint8], size: Size, rng: np.random.Generator
) -> NDArray[np.uint8]:
    picture = world.draw(world.scene(rng, world.inhabitants(rng)), size.image_size)
    if rng.random() < CUTOUT_SHARE:
        picture = cutouts.over(clips[int(rng.integers(len(clips)))], picture)
    return picture


def batch(pictures: NDArray[np.uint8], done: float, crops: int, rng: np.random.Generator) -> Tensor:
    """A batch at this point of the training: first half-size crops, then whole pictures.

    Steps are what it lacks at first, and crops give more of them.
    """
    side = pictures.shape[1]
    crop, count = (side // 2, crops) if done < CROPPED_UNTIL else (side, crops // 2)
    chosen = pictures[np.sort(rng.integers(len(pictures), size=count))]
    top, left = rng.integers(side - crop + 1, size=2)
    cut = chosen[:, top : top + crop, left : left + crop]
    if rng.random() < 0.5:
        cut = cut[:, :, ::-1]
    return pixels(np.ascontiguousarray(cut)).contiguous(memory_format=torch.channels_last)


@dataclass
class Codebook:
    """The moving averages behind the codes (VQ-VAE, appendix A.1), with restarts."""

    usage: Tensor
    total: Tensor
    decay: float = 0.99

    def start(self, weight: Tensor, latents: Tensor) -> None:
        """Begin with a few rounds of k-means on latents (N, D) of an unquantized encoder."""
        centres = latents[torch.randperm(len(latents))[: len(weight)]].clone()
        for _ in range(8):
            nearest = torch.cdist(latents, centres).argmin(1)
            sums = torch.zeros_like(centres).index_add_(0, nearest, latents)
            counts = torch.bincount(nearest, minlength=len(centres)).unsqueeze(1)
            centres = torch.where(counts > 0, sums / counts.clamp_min(1), centres)
        weight.copy_(centres)
        mean = 0.3  # about what one code gets in a step
        self.total, self.usage = centres * mean, torch.full((len(centres),), mean)

    def update(self, weight: Tensor, latents: Tensor, codes: Tensor) -> None:
        """Move each code to the mean of the latents (N, D) that chose it; restart the unused."""
        chosen = F.one_hot(codes, weight.shape[0]).to(latents.dtype)
        self.usage.mul_(self.decay).add_(chosen.sum(0), alpha=1 - self.decay)
        self.total.mul_(self.decay).add_(chosen.T @ latents, alpha=1 - self.decay)
        unused = self.usage < 0.1 * latents.shape[0] / weight.shape[0]
        count = int(unused.sum())
        fresh = latents[torch.randint(len(latents), (count,))]
        mean = latents.shape[0] / weight.shape[0]
        self.total[unused], self.usage[unused] = fresh * mean, mean
        weight.copy_(self.total / self.usage.clamp_min(1e-5).unsqueeze(1))


def reconstruct(
    vqgan: VQGAN, images: Tensor, *, quantize: bool = True
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pictures through the bottleneck: (rendered, commitment loss, flat latents, codes)."""
    latents = vqgan.latents(images)
    with torch.no_grad():
        quantized, _, codes = vqgan.vqvae.quantize(latents)
    if not quantize:
        quantized = latents.detach()
    commitment = F.mse_loss(latents, quantized) / latents.detach().var()
    rendered = vqgan.render(latents + (quantized - latents).detach())
    flat = latents.detach().permute(0, 2, 3, 1).reshape(-1, latents.shape[1])
    return rendered, commitment, flat, codes


def picture_loss(rendered: Tensor, images: Tensor) -> Tensor:
    """L1 in YCbCr plus L1 of the gradients."""
    difference = torch.einsum("oc,bchw->bohw", TO_YCBCR.to(images.device), rendered - images)
    across = (difference[..., 1:] - difference[..., :-1]).abs().mean()
    down = (difference[..., 1:, :] - difference[..., :-1, :]).abs().mean()
    return difference.abs().mean() + 0.5 * (across + down)


def rate_at(done: float) -> float:
    """Warm-up, plateau, decay over the last 40 %, as a share of the peak; `done` in 0…1."""
    return min(1.0, done / 0.01 + 0.02) * min(1.0, max(0.0, (1 - done) / 0.4))


class Learner:
    """The training of an image tokenizer, step by step (see `sitting`)."""

    def __init__(self, work: Path, size: Size, seed: int = 0) -> None:
        self._device = hardware.device()
        vqgan = build(size).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.vqgan: VQGAN = vqgan.to(self._device).train()
        optimizer = torch.optim.AdamW(
            self.vqgan.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=1e-4
        )
        self.parts: resume.State = {"vqgan": self.vqgan, "optimizer": optimizer}
        self._judge = Adversary(self._device) if size.adversarial else None
        if self._judge:
            own: resume.State = {
                "judge": self._judge.judge,
                "judge optimizer": self._judge.optimizer,
            }
            self.parts = {**self.parts, **own}
        fresh: Facts = {"seconds": 0.0, "step": 0}
        self.facts = resume.load(work / FILE, self.parts) or fresh
        self._optimizer, self._codes = optimizer, self.vqgan.vqvae.quantize.embedding.weight
        self._codes.requires_grad_(False)
        self._book = Codebook(torch.ones(len(self._codes)), self._codes.detach().clone())
        self._pictures = bank(work, size)
        self._size, self._perception = size, perception.of(work, size)
        self._rng = np.random.default_rng(seed + self.facts["step"])
        self._recent: list[Tensor] = []

    def step(self, done: float) -> None:
        """Take one step; `done` of the whole training is over, in 0…1."""
        for group in self._optimizer.param_groups:
            group["lr"] = RATE * rate_at(done)
        quantize = self._quantizes(done)
        images = batch(self._pictures, done, self._size.crops, self._rng).to(self._device)
        rendered, commitment, flat, codes = reconstruct(self.vqgan, images, quantize=quantize)
        losses = dict(self._losses(rendered, images, done))
        self._optimizer.zero_grad(set_to_none=True)
        total = sum(losses.values(), start=COMMITMENT * commitment)
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.vqgan.parameters(), 1.0)
        self._optimizer.step()
        self._recent = [] if quantize else [*self._recent[1 - RECENT :], flat]
        if quantize and done < FIXED_FROM:
            with torch.no_grad():
                self._book.update(self._codes, flat, codes)
        if "judge" in losses and self._judge:
            self._judge.learn(rendered, images)
        means = {name: loss.item() for name, loss in losses.items()}
        sitting.averaged(self.facts, means, 0.02)

    def _losses(
        self, rendered: Tensor, images: Tensor, done: float
    ) -> Iterator[tuple[str, Tensor]]:
        yield "pixels", (total := picture_loss(rendered, images))
        if self._perception and done >= PERCEIVED_FROM:
            yield "features", (seen := self._size.perception * self._perception(rendered, images))
            total = total + seen
        if self._judge and done >= JUDGED_FROM:
            last = self.vqgan.decoder.conv_out.weight
            yield "judge", self._judge.loss(rendered, total, last)

    def _quantizes(self, done: float) -> bool:
        """Whether latents become codes by now; where they begin to, the codes are laid out."""
        held = sum(map(len, self._recent))
        if not self.facts.get("quantized") and done >= QUANTIZED_FROM and held >= len(self._codes):
            self._book.start(self._codes, torch.cat(self._recent))
            self.facts["quantized"] = True
        return bool(self.facts.get("quantized"))


def learn(work: Path, size: Size, minutes: float) -> Iterator[Facts]:
    """Train until `minutes` of work are done (earlier sittings count); yields the facts."""
    return sitting.spend(Learner(work, size), work / FILE, minutes)


def train(work: Path, size: Size, minutes: float) -> Path:
    """The same with progress on stderr; returns the file."""
    for facts in learn(work, size, minutes):
        print(f"tokenizer {sitting.line(facts, minutes)}", file=sys.stderr, flush=True)
    return work / FILE


def load(work: Path, size: Size) -> VQGAN:
    """The trained tokenizer, frozen."""
    vqgan = build(size)
    resume.load(work / FILE, {"vqgan": vqgan})
    return vqgan.eval().requires_grad_(False)
