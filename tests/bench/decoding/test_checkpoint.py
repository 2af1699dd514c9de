"""Random checkpoints are real ones: everything that looks at a checkpoint accepts them."""

from dataclasses import replace

import pytest
import torch

from bench.decoding import full
from bench.decoding.checkpoint import (
    Shape,
    decoder_parameters,
    position_numbers,
    write_random_checkpoint,
)
from engine.model.config import expected_shapes, read_config
from engine.model.inspection import check_headers
from engine.model.weights import open_checkpoint, read_tensors
from engine.tokens.tokenizer import Tokenizer

SHAPE = Shape(hidden=64, layers=3, heads=4, intermediate=96)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    return write_random_checkpoint(tmp_path_factory.mktemp("random"), SHAPE)


def test_its_headers_are_sound(checkpoint):
    check_headers(checkpoint)


def test_image_ids_stand_where_chameleons_stand(checkpoint):
    vocabulary = Tokenizer.open(checkpoint).vocabulary
    assert vocabulary.image_ids == tuple(range(4, 8196))
    assert vocabulary.size >= 8196


def test_a_longer_vocabulary_is_filled_with_reserved_ids(tmp_path):
    folder = write_random_checkpoint(tmp_path, replace(SHAPE, vocabulary=12345))
    check_headers(folder)
    assert Tokenizer.open(folder).vocabulary.size == 12345
    assert read_config(folder).vocab_size == 12345


def test_its_numbers_are_counted(checkpoint):
    config = read_config(checkpoint)
    layers, head = decoder_parameters(config)
    shapes = expected_shapes(config)
    decoder = sum(
        torch.Size(shape).numel() for name, shape in shapes.items() if "vqmodel" not in name
    )
    assert layers + 2 * head == decoder  # the table is as large as the head
    assert position_numbers(config) == 2 * 3 * 64


def test_its_activations_keep_their_size(checkpoint):
    model = open_checkpoint(checkpoint, dtype=torch.float32)
    hidden = model.hidden(torch.arange(8300, 8340).unsqueeze(0), model.no_rows())
    assert model.logits(hidden, model.no_rows()).std().item() == pytest.approx(1, abs=0.3)


def test_the_same_seed_gives_the_same_weights(checkpoint, tmp_path):
    again = write_random_checkpoint(tmp_path / "again", SHAPE)
    other = write_random_checkpoint(tmp_path / "other", SHAPE, seed=1)
    name = "model.layers.1.mlp.up_proj.weight"
    first, second, third = (
        next(read_tensors(folder, {name}, "cpu"))[1] for folder in (checkpoint, again, other)
    )
    assert torch.equal(first, second)
    assert not torch.equal(first, third)


def test_qk_norms_are_alike_over_heads(checkpoint):
    name = "model.layers.0.self_attn.q_norm.weight"
    norm = next(read_tensors(checkpoint, {name}, "cpu"))[1]
    assert torch.equal(norm, norm[:1].expand_as(norm))


def test_a_checkpoint_with_fewer_layers_shares_the_shards(checkpoint, tmp_path):
    few = full.with_layers(checkpoint, 2, tmp_path / "few")
    check_headers(few)
    model = open_checkpoint(few, dtype=torch.float32)
    assert len(model.inner.layers) == 2
