"""How far two pictures look apart to the first layers of EfficientNet-Lite0.

Pixel losses blur; early features ask for edges and textures. The pooled vector at the end of the
same network scores pictures, so it is never asked here: only the layers before its eighth of the
resolution.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from torch import Tensor, nn
from torch.nn import functional as F

from recipes.mini import auxiliary, hardware
from recipes.mini.sizes import Size

ENLARGED = 112 / 24
"""What the embedder sees is as much larger than a picture of 48 px."""
LAYERS = (0, 2, 4)
"""Blocks looked at: a half, a quarter and an eighth of the resolution."""


def of(work: Path, size: Size) -> "Perception | None":
    """What a size asks for, where its training runs."""
    return Perception(work).to(hardware.device()) if size.perception else None


class Perception(nn.Module):
    """The early layers, frozen. Pictures are (B, 3, S, S) in [-1, 1], as everywhere."""

    def __init__(self, work: Path) -> None:
        super().__init__()
        network = auxiliary.efficientnet(work)
        self.stem, self.norm, self.relu = (
            cast(nn.Module, getattr(network, name)) for name in ("_conv_stem", "_bn0", "_swish")
        )
        self.blocks = cast(nn.ModuleList, network._blocks)[: LAYERS[-1] + 1]

    def forward(self, rendered: Tensor, images: Tensor) -> Tensor:
        """The mean squared distance of the features' directions, summed over layers: a scalar."""
        pairs = zip(self._features(rendered), self._features(images), strict=True)
        apart = [(F.normalize(a) - F.normalize(b)).square().sum(1).mean() for a, b in pairs]
        return sum(apart[1:], start=apart[0])

    def _features(self, pictures: Tensor) -> Iterator[Tensor]:
        large = F.interpolate(pictures, scale_factor=ENLARGED, mode="bilinear")
        hidden = self.relu(self.norm(self.stem(large)))
        for number, block in enumerate(self.blocks):
            hidden = block(hidden, drop_connect_rate=0.0)
            if number in LAYERS:
                yield hidden
