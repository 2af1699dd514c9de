"""Stage 5: from a work folder to a checkpoint folder, proved to say what the training said."""

import shutil
from pathlib import Path

import torch
from torch import Tensor

from engine.model.vqgan import VQGAN
from engine.model.weights import open_checkpoint
from recipes.mini import decoder, picture_decoder, resume
from recipes.mini.checkpoint import vocabulary_map, write_checkpoint
from recipes.mini.decoder import Mini
from recipes.mini.sizes import Size

MOST_BYTES = 32_000_000
TOLERANCE = 1e-3
"""Of a logit: fp32 sums in another order; a wrong or missing tensor is off by whole units."""
PROBE = (4, 96)
"""Rows and ids of the random sequences that prove a checkpoint."""


def assemble(work: Path, size: Size, out: Path) -> Path:
    """Replace `out` by a checkpoint of what `work` has learned so far; returns `out`.

    The old folder stays until the new one is proved. RuntimeError where that fails, or where the
    checkpoint weighs more than 32 MB.
    """
    vqgan = picture_decoder.load(work, size)
    model = load_decoder(work, size)
    text = tokenizer_file(work).read_text(encoding="utf-8")
    part = out.with_name(f"{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    write_checkpoint(part, size.config(vocabulary_map(text)), tensors(model, vqgan), text)
    prove(part, model, vqgan)
    shutil.rmtree(out, ignore_errors=True)
    part.rename(out)
    return out


def tokenizer_file(work: Path) -> Path:
    """Where the text tokenizer of a work folder lies."""
    return work / "checkpoint" / "tokenizer.json"


def load_decoder(work: Path, size: Size) -> Mini:
    """The decoder as last saved, frozen. FileNotFoundError before it has been saved once."""
    model = Mini(size, vocabulary_map(tokenizer_file(work).read_text(encoding="utf-8")))
    saved = work / decoder.FILE
    if resume.load(saved, {"model": model}) is None:
        raise FileNotFoundError(saved)
    return model.eval().requires_grad_(False)


def tensors(model: Mini, vqgan: VQGAN) -> dict[str, Tensor]:
    """Every tensor under the name that Anole gives it."""
    named = {f"model.{name}": value for name, value in model.inner.state_dict().items()}
    named |= {f"model.vqmodel.{name}": value for name, value in vqgan.vqvae.state_dict().items()}
    named |= {
        f"model.vqmodel.decoder.{name}": value for name, value in vqgan.decoder.state_dict().items()
    }
    return named | {"lm_head.weight": model.head.weight}


@torch.inference_mode()
def prove(folder: Path, model: Mini, vqgan: VQGAN) -> None:
    """RuntimeError unless the folder opens and computes what the trained parts compute.

    The decoder is compared with its own weights rounded to bf16, which this rounds in place; the
    VQGAN with itself.
    """
    weight = sum(file.stat().st_size for file in folder.iterdir())
    if weight > MOST_BYTES:
        raise RuntimeError(f"The checkpoint weighs {weight / 1e6:.1f} MB, more than 32")
    opened = open_checkpoint(folder, dtype=torch.float32)
    for parameter in model.parameters():
        parameter.copy_(parameter.bfloat16())
    probe = torch.Generator().manual_seed(0)
    ids = torch.randint(model.head.weight.shape[0], PROBE, generator=probe)
    expected = model.head(model.inner(inputs_embeds=model.inner.embed_tokens(ids))[0])
    rows = opened.no_rows()
    off = float((opened.logits(opened.hidden(ids, rows), rows) - expected).abs().max())
    if not off <= TOLERANCE:
        raise RuntimeError(f"The checkpoint's logits are off by {off:.2e}")
    codes = torch.randint(vqgan.vqvae.quantize.num_embeddings, (2, vqgan.grid**2), generator=probe)
    if not torch.allclose(opened.vqgan.decode(codes), vqgan.decode(codes), atol=TOLERANCE):
        raise RuntimeError("The checkpoint draws other pictures than its codes say")
