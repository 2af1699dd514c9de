"""A work folder back from a checkpoint that ships, so that more hours can be added anywhere.

What only a work folder holds is the optimizers' memory; it is soon gathered again.
"""

import json
from pathlib import Path
from typing import Any

from safetensors.torch import load_file

from engine.model.weights import open_vqgan
from recipes.mini import decoder, report, resume
from recipes.mini.assemble import tokenizer_file
from recipes.mini.checkpoint import vocabulary_map
from recipes.mini.decoder import Mini
from recipes.mini.sizes import Size

_INNER, _VQGAN, _HEAD = "model.", "model.vqmodel.", "lm_head."


def restore(checkpoint: Path, work: Path, size: Size, past: Path) -> None:
    """Lay what `checkpoint` has learned into `work`, as if it had been trained there.

    `past` was written beside the checkpoint's report: how long each part was trained, and what was
    measured. Work that has begun is never overwritten: does nothing where a decoder is there.
    FileNotFoundError where `past` is missing; RuntimeError where the checkpoint has another size.
    """
    if (work / decoder.FILE).exists():
        return
    known = json.loads(past.read_text(encoding="utf-8"))
    (work / report.HISTORY).write_text(json.dumps(known["measures"], indent=1) + "\n")
    text = (checkpoint / "tokenizer.json").read_text(encoding="utf-8")
    _write_text(work, size, text)
    vqgan = open_vqgan(checkpoint)
    polished = {"decoder": vqgan.decoder, "post_quant_conv": vqgan.vqvae.post_quant_conv}
    parts: dict[str, resume.State] = {
        "image tokenizer": {"vqgan": vqgan},
        "picture decoder": polished,
        "decoder": {"model": _model(checkpoint, size, text)},  # last: it says that all is here
    }
    for part, state in parts.items():
        resume.save(work / report.TRAINED[part], state, _facts(known["minutes"][part]))


def _facts(minutes: float) -> dict[str, Any]:
    return {"seconds": minutes * 60, "step": 0, "seen": 0, "quantized": True}


def _write_text(work: Path, size: Size, text: str) -> None:
    path = tokenizer_file(work)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    config = size.config(vocabulary_map(text)).to_dict()
    (path.parent / "config.json").write_text(json.dumps(config, indent=1) + "\n")


def _model(checkpoint: Path, size: Size, text: str) -> Mini:
    model = Mini(size, vocabulary_map(text))
    stored = {
        name: tensor.float()
        for file in sorted(checkpoint.glob("model-*.safetensors"))
        for name, tensor in load_file(file).items()
        if not name.startswith(_VQGAN)
    }
    head = {name: stored.pop(name) for name in list(stored) if name.startswith(_HEAD)}
    inner = {name.removeprefix(_INNER): tensor for name, tensor in stored.items()}
    model.inner.load_state_dict(inner)
    model.head.weight.data.copy_(head[f"{_HEAD}weight"])
    return model
