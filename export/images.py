"""Graphs of the image tokenizer: pixels → codes, and codes → pixels.

Written node by node from the engine's own modules: a second instead of the half minute that
tracing takes, and no tracer to install. Sizes are static but for the batch.
"""

from pathlib import Path
from typing import Any, Literal, TypeAlias

import torch
from torch import Tensor, nn

from engine.events import Job
from engine.model.vqgan import VQGAN
from engine.model.weights import open_vqgan
from export.graph import Graph

ENCODER, DECODER = "image_encoder", "image_decoder"
ImagePrecision: TypeAlias = Literal["fp32", "fp16"]
Named: TypeAlias = Any
"""A module of transformers' encoder or of our decoder: they name their parts alike."""
_DTYPES = {"fp32": torch.float32, "fp16": torch.float16}
_OPSET = 18


def write_image_encoder(checkpoint: Path, folder: Path) -> Job[Path]:
    """Write `image_encoder.onnx`: pixels float32 (batch, 3, S, S) → codes int64 (batch, grid²).

    In float32 always, because in less some codes flip (method.md trap 5). SetupError or FormatError
    where the checkpoint cannot be read or the disk is full.
    """
    return (yield from encoder_graph(open_vqgan(checkpoint)).save(folder))


def write_image_decoder(
    checkpoint: Path, folder: Path, precision: ImagePrecision = "fp32"
) -> Job[Path]:
    """Write `image_decoder.onnx`: codes int64 (batch, grid²) → pixels float32 (batch, 3, S, S).

    Pixels are clamped to [-1, 1]; norms are float32 in either precision. Whether float16 shows in a
    picture is for `export.picture_quality` to say. Errors as above.
    """
    return (yield from decoder_graph(open_vqgan(checkpoint), precision).save(folder))


def encoder_graph(vqgan: VQGAN) -> Graph:
    """The graph of `write_image_encoder`, in memory."""
    graph, side = Graph(ENCODER, _OPSET), int(vqgan.vqvae.config.resolution)
    grid = vqgan.grid
    graph.input("pixels", torch.float32, ["batch", 3, side, side])
    graph.output("codes", torch.int64, ["batch", grid * grid])
    walk = _Walk(graph, torch.float32)
    latents = walk.conv(walk.encoder("pixels", vqgan.vqvae.encoder), vqgan.vqvae.quant_conv)
    _nearest(graph, latents, vqgan.vqvae.quantize.embedding.weight)
    return graph


def decoder_graph(vqgan: VQGAN, precision: ImagePrecision = "fp32") -> Graph:
    """The graph of `write_image_decoder`, in memory."""
    graph, side = Graph(DECODER, _OPSET), int(vqgan.vqvae.config.resolution)
    grid, dtype = vqgan.grid, _DTYPES[precision]
    graph.input("codes", torch.int64, ["batch", grid * grid])
    graph.output("pixels", torch.float32, ["batch", 3, side, side])
    walk = _Walk(graph, dtype)
    book = walk.tensor("codebook", vqgan.vqvae.quantize.embedding.weight)
    rows = graph.op("Transpose", graph.op("Gather", book, "codes"), perm=[0, 2, 1])
    quantized = graph.op("Reshape", rows, graph.constant(0, -1, grid, grid))
    pixels = walk.decoder(walk.conv(quantized, vqgan.vqvae.post_quant_conv), vqgan.decoder)
    low, high = (
        graph.tensor(name, torch.tensor(bound, dtype=torch.float32))
        for name, bound in (("lowest", -1.0), ("highest", 1.0))
    )
    graph.op("Clip", walk.cast(pixels, torch.float32), low, high, out="pixels")
    return graph


def _nearest(graph: Graph, latents: str, book: Tensor) -> None:
    """The code whose vector lies nearest, row by row; |h|² is the same for all and left out."""
    book = book.detach()
    rows = graph.op("Transpose", latents, perm=[0, 2, 3, 1])
    rows = graph.op("Reshape", rows, graph.constant(0, -1, book.shape[1]))
    product = graph.op("MatMul", rows, graph.tensor("codebook.-2", (-2 * book.T).contiguous()))
    distance = graph.op("Add", product, graph.tensor("codebook.square", (book**2).sum(1)))
    graph.op("ArgMin", distance, out="codes", axis=-1, keepdims=0)


class _Walk:
    """Turns modules of the VQGAN into nodes; every method takes and gives the name of a value."""

    def __init__(self, graph: Graph, dtype: torch.dtype) -> None:
        self._graph, self._dtype, self._count = graph, dtype, 0

    def tensor(self, name: str, value: Tensor, dtype: torch.dtype | None = None) -> str:
        """A weight, in the graph's dtype or another."""
        return self._graph.tensor(name, value.detach().to(dtype or self._dtype).contiguous())

    def cast(self, x: str, dtype: torch.dtype) -> str:
        """x in `dtype`; itself where all is float32."""
        if self._dtype == torch.float32:
            return x
        to = {torch.float32: 1, torch.float16: 10}[dtype]  # TensorProto.DataType
        return self._graph.op("Cast", x, to=to)

    def encoder(self, x: str, module: Named) -> str:
        """transformers' encoder, which names its parts as ours does."""
        x = self.conv(x, module.conv_in)
        for level in module.down:
            for index, block in enumerate(level.block):
                x = self.block(x, block)
                x = self.attention(x, level.attn[index]) if len(level.attn) else x
            if hasattr(level, "downsample"):  # pads at the right and below only
                x = self.conv(x, level.downsample.conv, pads=(0, 0, 1, 1))
        return self._end(self._middle(x, module.mid), module)

    def decoder(self, x: str, module: Named) -> str:
        """Latents → pixels, not yet clamped; `up` is indexed from fine to coarse."""
        x = self._middle(self.conv(x, module.conv_in), module.mid)
        for level in reversed(module.up):
            for block in level.block:
                x = self.block(x, block)
            if not isinstance(level.upsample, nn.Identity):
                x = self.conv(self._doubled(x), level.upsample.conv)
        return self._end(x, module)

    def conv(self, x: str, module: Named, pads: tuple[int, ...] | None = None) -> str:
        """A convolution with bias; `pads` (top, left, bottom, right) where they are not its own."""
        name = self._name("conv")
        height, width = (int(padding) for padding in module.padding)
        return self._graph.op(
            "Conv",
            x,
            self.tensor(f"{name}.weight", module.weight),
            self.tensor(f"{name}.bias", module.bias),
            pads=pads or (height, width, height, width),
            strides=module.stride,
        )

    def norm(self, x: str, module: Named) -> str:
        """Group norm in float32, as the norm of each group as one channel."""
        graph, name, groups = self._graph, self._name("norm"), module.num_groups
        x = self.cast(x, torch.float32)
        one, zero = (
            self.tensor(f"groups.{groups}.{value}", torch.full((groups,), value), torch.float32)
            for value in (1.0, 0.0)
        )
        grouped = graph.op("Reshape", x, graph.constant(0, groups, -1))
        normed = graph.op("InstanceNormalization", grouped, one, zero, epsilon=module.eps)
        normed = graph.op("Reshape", normed, graph.op("Shape", x))
        weight, bias = (
            self.tensor(f"{name}.{what}", value.view(-1, 1, 1), torch.float32)
            for what, value in (("weight", module.weight), ("bias", module.bias))
        )
        scaled = graph.op("Add", graph.op("Mul", normed, weight), bias)
        return self.cast(scaled, self._dtype)

    def block(self, x: str, module: Named) -> str:
        """Two normed convolutions beside a shortcut."""
        hidden = self.conv(self._swish(self.norm(x, module.norm1)), module.conv1)
        hidden = self.conv(self._swish(self.norm(hidden, module.norm2)), module.conv2)
        shortcut = getattr(module, "nin_shortcut", None)
        if isinstance(shortcut, nn.Conv2d):
            x = self.conv(x, shortcut)
        return self._graph.op("Add", x, hidden)

    def attention(self, x: str, module: Named) -> str:
        """Single-head attention over all positions; queries are scaled before they are used."""
        graph, normed = self._graph, self.norm(x, module.norm)
        channels = int(module.q.out_channels)
        q, k, v = (
            graph.op("Reshape", self.conv(normed, one), graph.constant(0, channels, -1))
            for one in (module.q, module.k, module.v)
        )
        scale = self.tensor(f"{self._name('scale')}", torch.tensor(channels**-0.5))
        q = graph.op("Transpose", graph.op("Mul", q, scale), perm=[0, 2, 1])
        weights = graph.op("Softmax", graph.op("MatMul", q, k), axis=-1)
        seen = graph.op("MatMul", v, graph.op("Transpose", weights, perm=[0, 2, 1]))
        seen = graph.op("Reshape", seen, graph.op("Shape", x))
        return graph.op("Add", x, self.conv(seen, module.proj_out))

    def _middle(self, x: str, module: Named) -> str:
        x = self.block(x, module.block_1)
        if not isinstance(module.attn_1, nn.Identity):
            x = self.attention(x, module.attn_1)
        return self.block(x, module.block_2)

    def _end(self, x: str, module: Named) -> str:
        return self.conv(self._swish(self.norm(x, module.norm_out)), module.conv_out)

    def _swish(self, x: str) -> str:
        return self._graph.op("Mul", x, self._graph.op("Sigmoid", x))

    def _doubled(self, x: str) -> str:
        scales = self._graph.tensor("twice", torch.tensor([1.0, 1.0, 2.0, 2.0]))
        return self._graph.op(
            "Resize", x, "", scales,
            mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor",
        )  # fmt: skip

    def _name(self, kind: str) -> str:
        self._count += 1
        return f"{kind}.{self._count}"
