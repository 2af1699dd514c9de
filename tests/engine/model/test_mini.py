"""The bundled mini is a Chameleon like any other, and does what it was trained for."""

import json

import numpy as np
import pytest
import torch
from safetensors import safe_open
from transformers import ChameleonForConditionalGeneration

from engine.model import checkpoints
from engine.model.chameleon import Chameleon
from engine.model.weights import open_checkpoint
from engine.paths import MINI_CHECKPOINT, RESOURCES
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.session import Session
from engine.tokens.images import read_photo, square, to_image, to_pixels
from engine.tokens.tokenizer import Tokenizer


@pytest.fixture(scope="module")
def mini() -> Chameleon:
    return open_checkpoint(MINI_CHECKPOINT, dtype=torch.float32)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.open(MINI_CHECKPOINT)


def test_it_has_the_files_and_dtypes_of_anole():
    index = json.loads((MINI_CHECKPOINT / "model.safetensors.index.json").read_text())
    shards = set(index["weight_map"].values())
    assert len(shards) >= 2
    dtypes = {}
    for shard in shards:
        with safe_open(MINI_CHECKPOINT / shard, framework="pt") as file:
            dtypes |= {name: file.get_slice(name).get_dtype() for name in file.keys()}  # noqa: SIM118
    for name, dtype in dtypes.items():
        paints = name.startswith("model.vqmodel.decoder.")
        assert dtype == ("F16" if paints else "F32" if ".vqmodel." in name else "BF16")
    assert any(name.startswith("model.vqmodel.decoder.up.0.block.0.") for name in dtypes)


def test_it_fits_the_repository():
    assert sum(file.stat().st_size for file in MINI_CHECKPOINT.iterdir()) <= 32_000_000


def test_its_vocabulary_has_room_for_concepts_and_every_code(mini, tokenizer):
    assert len(tokenizer.vocabulary.reserved) >= 256
    assert tokenizer.image_length == mini.vqgan.grid**2
    assert len(tokenizer.vocabulary.image_ids) == mini.vqgan.vqvae.config.num_embeddings


def test_it_passes_the_checks_of_a_checkpoint_that_is_added():
    job = checkpoints.add(MINI_CHECKPOINT, "mine")
    assert list(job)
    assert checkpoints.find("mine").fingerprint == checkpoints.find().fingerprint


@torch.no_grad()
def test_transformers_gives_the_same_logits(mini):
    theirs = ChameleonForConditionalGeneration.from_pretrained(
        MINI_CHECKPOINT, dtype=torch.float32
    ).eval()
    ids = torch.randint(4, mini.config.vocab_size, (2, 200), generator=torch.manual_seed(0))
    rows = mini.no_rows(600)
    ours = mini.logits(mini.hidden(ids, rows), rows)
    expected = theirs.lm_head(theirs.model(input_ids=ids).last_hidden_state)
    assert (ours - expected).abs().max() <= 5e-6 * expected.abs().max()


def test_a_photo_keeps_its_colours_through_the_codes(mini, tokenizer):
    photo = square(read_photo(RESOURCES / "samples" / "mila" / "1.webp"), tokenizer.image_size)
    codes = mini.vqgan.encode(torch.from_numpy(to_pixels(photo))[None])
    rebuilt = to_image(mini.vqgan.decode(codes)[0].numpy())
    real, made = np.asarray(photo, np.float32), np.asarray(rebuilt, np.float32)
    flat = np.abs(real - real.mean((0, 1))).mean()  # how far off a picture of one colour is
    assert np.abs(made - real).mean() < flat / 2


def test_it_knows_one_place_from_another(mini, tokenizer):
    session = Session(PyTorchBackend(mini), tokenizer)
    asked = {"snow": "A photo of a red car in the snow.", "night": "A photo of a red car at night."}
    brightness = {}
    for place, caption in asked.items():
        job = session.imagine(caption, count=2, preview=False)
        try:
            while True:
                next(job)
        except StopIteration as done:
            drawn = done.value
        brightness[place] = np.mean([np.asarray(one.picture).mean() for one in drawn])
    assert brightness["snow"] > brightness["night"] + 60
