"""Pixels ↔ image codes. transformers ships only the encoder; the decoder is ours (method.md 1.3).

Both directions compute in fp32: in bf16 some codes flip.
"""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import ChameleonVQVAEConfig
from transformers.models.chameleon.modeling_chameleon import ChameleonVQVAE


def grid_size(config: ChameleonVQVAEConfig) -> int:
    """Codes along one side of a picture: 32 for Chameleon, 12 for a 48 px mini."""
    return int(config.resolution // 2 ** (len(config.channel_multiplier) - 1))


class ResnetBlock(nn.Module):
    """Two 3×3 convolutions with group norm and swish, and a shortcut."""

    def __init__(self, into: int, out: int) -> None:
        super().__init__()
        self.norm1 = nn.GroupNorm(32, into, eps=1e-6)
        self.conv1 = nn.Conv2d(into, out, 3, padding=1)
        self.norm2 = nn.GroupNorm(32, out, eps=1e-6)
        self.conv2 = nn.Conv2d(out, out, 3, padding=1)
        self.nin_shortcut = nn.Conv2d(into, out, 1) if into != out else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        """(B, into, H, W) → (B, out, H, W)."""
        hidden: Tensor = self.conv1(F.silu(self.norm1(x)))
        hidden = self.conv2(F.silu(self.norm2(hidden)))
        shortcut: Tensor = self.nin_shortcut(x)
        return shortcut + hidden


class AttentionBlock(nn.Module):
    """Single-head attention over all positions."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(32, channels, eps=1e-6)
        self.q, self.k, self.v, self.proj_out = (nn.Conv2d(channels, channels, 1) for _ in range(4))

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) → (B, C, H, W)."""
        normed = self.norm(x)
        q, k, v = (
            f(normed).flatten(2).transpose(1, 2).unsqueeze(1) for f in (self.q, self.k, self.v)
        )
        seen = F.scaled_dot_product_attention(q, k, v).squeeze(1).transpose(1, 2)
        result: Tensor = x + self.proj_out(seen.reshape(x.shape))
        return result


class Upsample(nn.Module):
    """Nearest-neighbour ×2, then a 3×3 convolution."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) → (B, C, 2H, 2W)."""
        result: Tensor = self.conv(F.interpolate(x, scale_factor=2.0, mode="nearest"))
        return result


class _Mid(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.block_1 = ResnetBlock(channels, channels)
        self.attn_1 = AttentionBlock(channels)
        self.block_2 = ResnetBlock(channels, channels)

    def forward(self, x: Tensor) -> Tensor:
        hidden: Tensor = self.block_2(self.attn_1(self.block_1(x)))
        return hidden


class _Level(nn.Module):
    def __init__(self, into: int, out: int, blocks: int, upsampled: bool) -> None:
        super().__init__()
        widths = [into] + [out] * blocks
        self.block = nn.ModuleList(ResnetBlock(a, b) for a, b in pairwise(widths))
        self.upsample = Upsample(out) if upsampled else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        for block in self.block:
            x = block(x)
        result: Tensor = self.upsample(x)
        return result


class Decoder(nn.Module):
    """Latents → pixels. Names match the checkpoint: `up` is indexed from fine to coarse."""

    def __init__(self, config: ChameleonVQVAEConfig) -> None:
        super().__init__()
        widths = [config.base_channels * m for m in config.channel_multiplier]
        coarse_first = list(reversed(widths))
        self.conv_in = nn.Conv2d(config.latent_channels, coarse_first[0], 3, padding=1)
        self.mid = _Mid(coarse_first[0])
        levels = [
            _Level(into, out, config.num_res_blocks + 1, upsampled=level > 0)
            for into, out, level in zip(
                [coarse_first[0], *coarse_first],
                coarse_first,
                reversed(range(len(widths))),
                strict=False,
            )
        ]
        self.up = nn.ModuleList(reversed(levels))
        self.norm_out = nn.GroupNorm(32, widths[0], eps=1e-6)
        self.conv_out = nn.Conv2d(widths[0], config.in_channels, 3, padding=1)

    def forward(self, latents: Tensor) -> Tensor:
        """(B, latent_channels, g, g) → pixels (B, 3, S, S), nominally in [-1, 1]."""
        hidden = self.mid(self.conv_in(latents))
        for level in reversed(self.up):
            hidden = level(hidden)
        result: Tensor = self.conv_out(F.silu(self.norm_out(hidden)))
        return result


class VQGAN(nn.Module):
    """The image tokenizer: transformers' encoder, our decoder, one codebook."""

    def __init__(self, vqvae: ChameleonVQVAE) -> None:
        super().__init__()
        self.vqvae = vqvae
        self.decoder = Decoder(vqvae.config)

    @property
    def grid(self) -> int:
        """Codes along one side of a picture."""
        return grid_size(self.vqvae.config)

    def latents(self, pixels: Tensor) -> Tensor:
        """Pixels (B, 3, S, S) in [-1, 1] → unquantized latents (B, embed_dim, g, g)."""
        result: Tensor = self.vqvae.quant_conv(self.vqvae.encoder(pixels))
        return result

    @torch.no_grad()
    def encode(self, pixels: Tensor) -> Tensor:
        """Pixels (B, 3, S, S) float32 in [-1, 1] → codes (B, grid²) int64, row by row."""
        codes: Tensor = self.vqvae.quantize(self.latents(pixels))[2]
        return codes.view(pixels.shape[0], -1)

    @torch.no_grad()
    def decode(self, codes: Tensor) -> Tensor:
        """Codes (B, grid²) int64 → pixels (B, 3, S, S) float32, clamped to [-1, 1]."""
        quantized = self.vqvae.quantize.embedding(codes)
        grid = quantized.view(codes.shape[0], self.grid, self.grid, -1).permute(0, 3, 1, 2)
        return self.render(grid).clamp(-1, 1)

    def render(self, quantized: Tensor) -> Tensor:
        """Quantized latents (B, embed_dim, g, g) → pixels (B, 3, S, S)."""
        result: Tensor = self.decoder(self.vqvae.post_quant_conv(quantized))
        return result
