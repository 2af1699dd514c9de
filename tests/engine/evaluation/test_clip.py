"""CLIP-I and CLIP-T of a tiny random CLIP against what transformers itself computes."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoTokenizer, CLIPConfig, CLIPImageProcessor, CLIPModel

from engine.errors import FormatError, SetupError
from engine.evaluation.clip import Clip
from engine.evaluation.following import clip_text
from engine.evaluation.similarity import averaged
from tests.booby_trap import lay_trap

WORDS = ["a", "photo", "of", "dog", "cat"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A CLIP of random weights in the layout that is published."""
    path = tmp_path_factory.mktemp("clip")
    tower = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1}
    tower |= {"num_attention_heads": 2}
    vocabulary = {word: n for n, word in enumerate(["<s>", "</s>", *(f"{w}</w>" for w in WORDS)])}
    letters = sorted({letter for word in WORDS for letter in word})
    for letter in letters:
        vocabulary.setdefault(letter, len(vocabulary))
        vocabulary.setdefault(f"{letter}</w>", len(vocabulary))
    words = {"vocab_size": len(vocabulary), "max_position_embeddings": 16}
    words |= {"bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 1}
    config = CLIPConfig(
        text_config=tower | words, vision_config=tower | {"image_size": 32, "patch_size": 8},
        projection_dim=8,
    )  # fmt: skip
    torch.manual_seed(0)
    CLIPModel(config).save_pretrained(path)
    size = {"size": {"shortest_edge": 32}, "crop_size": {"height": 32, "width": 32}}
    CLIPImageProcessor(**size).save_pretrained(path)
    (path / "vocab.json").write_text(json.dumps(vocabulary))
    (path / "merges.txt").write_text("#version: 0.2\n")
    kind = {"tokenizer_class": "CLIPTokenizer", "model_max_length": 16}
    kind |= {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "</s>", "pad_token": "</s>"}
    (path / "tokenizer_config.json").write_text(json.dumps(kind))
    return path


def test_cosines_are_those_of_the_library(folder, photo):
    clip = Clip.open(folder)
    pictures = [photo(seed) for seed in range(3)]
    model = CLIPModel.from_pretrained(folder)
    ids = AutoTokenizer.from_pretrained(folder)(["a photo of a dog"], return_tensors="pt")
    pixels = CLIPImageProcessor.from_pretrained(folder)(pictures, return_tensors="pt")
    with torch.no_grad():
        whole = model(input_ids=ids["input_ids"], pixel_values=pixels["pixel_values"])
    expected = (whole.logits_per_image / model.logit_scale.exp()).mean().detach()
    assert clip_text(clip, "a photo of a dog", pictures) == pytest.approx(float(expected), abs=1e-5)


def test_the_papers_clip_i_of_a_picture_with_itself_is_1(folder, photo):
    clip = Clip.open(folder)
    features = clip.embed([photo(1)])
    assert averaged(features, features) == pytest.approx(1, abs=1e-6)
    assert not np.allclose(np.linalg.norm(features, axis=1), 1)  # the lengths are kept


def test_a_folder_without_a_clip_is_refused(tmp_path):
    with pytest.raises(SetupError, match="no CLIP"):
        Clip.open(tmp_path)


def test_pickled_weights_are_refused_unopened(folder, tmp_path):
    copy = Path(shutil.copytree(folder, tmp_path / "clip"))
    sprung = lay_trap(copy)
    (copy / "model.bin").rename(copy / "pytorch_model.bin")
    with pytest.raises(FormatError, match="stored as pickle"):
        Clip.open(copy)
    assert not sprung.exists()
