"""A complete checkpoint of random weights: a real folder, small enough to learn and draw with."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from torch import Tensor, nn
from transformers import ChameleonConfig, ChameleonForConditionalGeneration

from engine.model.vqgan import VQGAN
from recipes.mini.checkpoint import tokenizer_json, vocabulary_map, write_checkpoint

IMAGE_CODES = 64
_WORDS = "Yes. No. A photo of a small brown dog in the snow. What colour is it? It is on the beach."


def text_tokenizer() -> Tokenizer:
    """A byte-level BPE with all 256 bytes and a few merges."""
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=300,
        show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    bpe.train_from_iterator([_WORDS] * 4, trainer)
    return bpe


def tiny_config(**sizes: Any) -> ChameleonConfig:
    """Two layers of width 64; pictures of 16 px, 64 codes each. `sizes` replace settings."""
    ids = vocabulary_map(tokenizer_json(text_tokenizer(), IMAGE_CODES))
    settings: dict[str, Any] = {
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 4,
        "max_position_embeddings": 1024,
    }
    vqgan = {
        "embed_dim": 16,
        "latent_channels": 16,
        "num_embeddings": IMAGE_CODES,
        "resolution": 16,
        "base_channels": 32,
        "channel_multiplier": [1, 2],
        "num_res_blocks": 1,
    }
    settings |= {"vq_config": vqgan, **sizes}
    return ChameleonConfig(vocab_size=len(ids), vocabulary_map=ids, **settings)


def write_tiny_checkpoint(
    folder: Path, *, seed: int = 0, swin_norm: bool = False, kv_heads: int = 4, **sizes: Any
) -> Path:
    """Write a checkpoint into `folder` and give the folder back; `sizes` go to `tiny_config`."""
    config = tiny_config(swin_norm=swin_norm, num_key_value_heads=kv_heads, **sizes)
    tokenizer = tokenizer_json(text_tokenizer(), IMAGE_CODES)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        tensors = dict(_random_tensors(config))
    write_checkpoint(folder, config, tensors, tokenizer, shard_bytes=1_000_000)
    return folder


def _random_tensors(config: ChameleonConfig) -> Iterator[tuple[str, Tensor]]:
    model = ChameleonForConditionalGeneration(config)
    vqgan = VQGAN(model.model.vqmodel)
    for parameter in model.parameters():
        _liven(parameter)
    _spread_codebook(vqgan)
    yield from model.state_dict().items()
    for name, tensor in vqgan.decoder.state_dict().items():
        yield f"model.vqmodel.decoder.{name}", tensor


@torch.no_grad()
def _liven(parameter: nn.Parameter) -> None:
    """Weights large enough that ids, positions and pictures visibly matter to the logits."""
    if parameter.dim() > 1:
        fan_in = parameter[0].numel() or 1
        nn.init.normal_(parameter, std=fan_in**-0.5)
    else:
        parameter.add_(torch.randn_like(parameter) * 0.1)


@torch.no_grad()
def _spread_codebook(vqgan: VQGAN) -> None:
    """Codes drawn from latents of random pictures, so that a picture uses many of them."""
    pixels = torch.rand(8, 3, 16, 16) * 2 - 1
    flat = torch.rand(8, 3, 1, 1) * 2 - 1
    latents = vqgan.latents(torch.cat([pixels, flat.expand_as(pixels)])).permute(0, 2, 3, 1)
    rows = latents.reshape(-1, latents.shape[-1])
    book = vqgan.vqvae.quantize.embedding.weight
    book.copy_(rows[torch.randperm(len(rows))[: len(book)]])
