"""The decoder that CUDA graphs hold computes what the engine's model computes."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from bench.gpu.static_decoder import Layer, Sizes, StaticDecoder
from engine.model.weights import open_checkpoint
from engine.runtime.backends.pytorch import PyTorchBackend
from tests.tiny import write_tiny_checkpoint

IDS = [5, 70, 81, 92, 13]


class Stored:
    """The weights of an open checkpoint."""

    def __init__(self, model):
        self.inner, self.matrix = model.inner, model.head
        self.table, self.norm = model.table, model.inner.norm.weight

    def layer(self, number):
        one = self.inner.layers[number]
        own, mlp = one.self_attn, one.mlp
        return Layer(
            qkv=product(own.q_proj, own.k_proj, own.v_proj),
            out=product(own.o_proj),
            gate_up=product(mlp.gate_proj, mlp.up_proj),
            down=product(mlp.down_proj),
            before=one.input_layernorm.weight,
            after=one.post_attention_layernorm.weight,
            q_norm=(own.q_norm.weight, own.q_norm.bias),
            k_norm=(own.k_norm.weight, own.k_norm.bias),
        )

    def head(self, rows):
        return lambda x: F.linear(x, self.matrix[:rows])


def product(*modules):
    matrix = torch.cat([module.weight for module in modules])
    return lambda x: F.linear(x, matrix)


@pytest.mark.parametrize("kv_heads", [4, 2])
@torch.inference_mode()
def test_it_agrees_with_the_model_step_by_step(tmp_path, kv_heads):
    folder = write_tiny_checkpoint(tmp_path, kv_heads=kv_heads)
    model = open_checkpoint(folder, dtype=torch.float32)
    config = model.config
    sizes = Sizes(
        hidden=config.hidden_size,
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        kv_heads=kv_heads,
        intermediate=config.intermediate_size,
        vocabulary=config.vocab_size,
    )
    weights = Stored(model)
    decoder = StaticDecoder(sizes, weights, rows=2, capacity=16)
    oracle = PyTorchBackend(model)
    expected = [oracle.prefill([IDS[:1]] * 2)]
    expected += [oracle.step(np.array([[one]] * 2))[:, 0] for one in IDS[1:]]
    head = weights.head(config.vocab_size)
    for place, one in enumerate(IDS):
        hidden = decoder.hidden(torch.full((2, 1), one), torch.tensor([place]), slots=8)
        given = head(hidden)[:, 0].numpy()
        np.testing.assert_allclose(given, expected[place], atol=2e-5)


def test_its_numbers_are_chameleons():
    assert Sizes().layer_numbers == pytest.approx(6.476e9, rel=1e-3)  # export.md 8
