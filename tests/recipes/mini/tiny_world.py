"""A work folder of a tiny world: shapes in G-buffers made by numpy, flat places, random weights."""

import dataclasses
import json
from pathlib import Path

import numpy as np

from recipes.mini import assemble, image_tokenizer, resume
from recipes.mini.checkpoint import vocabulary_map
from recipes.mini.decoder import Mini
from recipes.mini.gbuffers import Mesh
from recipes.mini.places import PLACES, file_name
from recipes.mini.sizes import Size
from recipes.mini.world import SIMPLE

TINY = Size(
    name="cpu",
    image_size=16,
    image_codes=32,
    width=64,
    layers=1,
    heads=2,
    context=512,
    world=dataclasses.replace(SIMPLE, noise=0.0),
    batch=4,
    tokenizer_share=0.5,
    perception=0.0,
    text_tokens=320,
)
PIXELS, VIEWS = 24, 24


def write_world(work: Path) -> None:
    """G-buffers, places and cliparts."""
    _write_places(work / "places")
    for noun in ("dog", "cat", "chair", "car", "ball"):
        _write_mesh(work / "gbuffers", noun, "train")
    for noun in ("chair", "ball"):
        _write_mesh(work / "gbuffers", noun, "L2")
    clips = np.random.default_rng(0).integers(0, 256, (4, 64, 64, 4), np.uint8)
    np.save(work / "cutouts.npy", clips)


def write_text(work: Path, text: str) -> None:
    """The text tokenizer and the config beside it."""
    path = assemble.tokenizer_file(work)
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    config = TINY.config(vocabulary_map(text)).to_dict()
    (path.parent / "config.json").write_text(json.dumps(config))


def write_models(work: Path) -> None:
    """Both models, of random weights, as a training saves them."""
    facts = {"seconds": 1.0, "step": 1, "seen": 4, "loss": 0.5}
    vqgan = image_tokenizer.build(TINY)
    resume.save(work / "image_tokenizer.safetensors", {"vqgan": vqgan}, facts)
    model = Mini(TINY, vocabulary_map(assemble.tokenizer_file(work).read_text(encoding="utf-8")))
    resume.save(work / "decoder.safetensors", {"model": model}, facts)


def _write_places(folder: Path) -> None:
    folder.mkdir()
    for number, place in enumerate(PLACES):
        flat = np.full((2, 96, 96, 3), 20 * number, np.uint8)
        np.save(folder / f"{file_name(place)}.npy", flat)


def _write_mesh(folder: Path, noun: str, split: str) -> None:
    """A shape of its own for every noun, the same from all sides."""
    folder.mkdir(exist_ok=True)
    y, x = np.mgrid[-1 : 1 : PIXELS * 1j, -1 : 1 : PIXELS * 1j]
    power = 1 + sum(map(ord, noun)) % 7
    inside = np.abs(x) ** power + np.abs(y * 1.3) ** power < 0.7
    view = np.zeros((PIXELS, PIXELS, 11), np.uint8)
    view[..., 1], view[..., 2] = (x + 1) * 127, (1 - y) * 127
    view[..., 4:6], view[..., 6], view[..., 7:10], view[..., 10] = 128, 255, 180, 255
    view[~inside] = 0
    mesh = Mesh(
        id=f"{noun}-{split}",
        noun=noun,
        kind="pet" if noun in ("dog", "cat") else "object",
        split=split,
        rank=0,
        areas=(1.0,),
        lightness=(0.7,),
        natural=(),
        half=(1.0, 1.0, 1.0),
    )
    np.save(folder / f"{mesh.id}.npy", np.stack([view] * VIEWS))
    (folder / f"{mesh.id}.json").write_text(json.dumps(dataclasses.asdict(mesh)))
