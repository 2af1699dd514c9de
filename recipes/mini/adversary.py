"""A PatchGAN for the last third of the image tokenizer's training, where there is a GPU to pay it.

Small convolutions judge patches of a picture as real or rebuilt (pix2pix, arXiv 1611.07004, 3.2.2),
with the hinge loss, weighed against the other losses by their gradients at the last layer (VQGAN,
arXiv 2012.09841, equation 7).
"""

from collections.abc import Iterator
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

RATE, MOST = 2e-4, 1.0
"""Learning rate of the judge; its largest weight against the other losses."""
WIDTH, DEPTH = 64, 3


def _layers(width: int, depth: int) -> Iterator[nn.Module]:
    widths = [3, *(width * 2**level for level in range(depth))]
    for into, out in pairwise(widths):
        yield nn.utils.parametrizations.spectral_norm(nn.Conv2d(into, out, 4, 2, 1))
        yield nn.LeakyReLU(0.2)
    yield nn.Conv2d(widths[-1], 1, 3, 1, 1)


class Adversary:
    """A judge of patches and its optimizer."""

    def __init__(self, device: torch.device) -> None:
        self.judge = nn.Sequential(*_layers(WIDTH, DEPTH)).to(device)
        self.optimizer = torch.optim.Adam(self.judge.parameters(), lr=RATE, betas=(0.5, 0.9))

    def loss(self, rendered: Tensor, others: Tensor, last: Tensor) -> Tensor:
        """What the picture decoder pays for pictures (B, 3, S, S) that look rebuilt: a scalar.

        `others` is the sum of its other losses, `last` the weight of its last layer.
        """
        caught: Tensor = -self.judge(rendered).mean()
        mine, theirs = (
            torch.autograd.grad(loss, last, retain_graph=True)[0].norm()
            for loss in (caught, others)
        )
        weight: Tensor = (theirs / (mine + 1e-4)).clamp(0, MOST).detach()
        return weight * caught

    def learn(self, rendered: Tensor, images: Tensor) -> None:
        """One step of the judge itself on rebuilt and real pictures."""
        real, rebuilt = self.judge(images), self.judge(rendered.detach())
        self.optimizer.zero_grad(set_to_none=True)
        loss = F.relu(1 - real).mean() + F.relu(1 + rebuilt).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()
