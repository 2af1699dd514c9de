"""Shapes, keys and order of the image tokenizer."""

import torch
from torch import nn
from transformers import ChameleonVQVAEConfig
from transformers.models.chameleon.modeling_chameleon import ChameleonVQVAE

from engine.model.chameleon import Chameleon
from engine.model.config import expected_shapes
from engine.model.vqgan import VQGAN, Decoder, grid_size
from tests.tiny import tiny_config


def test_the_decoder_of_the_7b_has_the_keys_and_size_of_its_checkpoint():
    with torch.device("meta"):
        decoder = Decoder(ChameleonVQVAEConfig())
    state = decoder.state_dict()
    assert round(sum(tensor.numel() for tensor in state.values()) / 1e6, 2) == 39.29
    shapes = {name: tuple(tensor.shape) for name, tensor in state.items()}
    assert shapes["conv_in.weight"] == (512, 256, 3, 3)
    assert shapes["mid.attn_1.proj_out.weight"] == (512, 512, 1, 1)
    assert shapes["up.4.block.0.conv1.weight"] == (512, 512, 3, 3)
    assert shapes["up.3.block.0.nin_shortcut.weight"] == (256, 512, 1, 1)
    assert shapes["up.1.block.0.nin_shortcut.weight"] == (128, 256, 1, 1)
    assert shapes["up.1.upsample.conv.weight"] == (128, 128, 3, 3)
    assert shapes["up.0.block.2.conv2.weight"] == (128, 128, 3, 3)
    assert "up.0.upsample.conv.weight" not in shapes
    assert "up.4.block.0.nin_shortcut.weight" not in shapes


def test_a_7b_picture_has_32_codes_a_side():
    assert grid_size(ChameleonVQVAEConfig()) == 32


def test_codes_become_pictures_of_the_asked_size_within_range(tiny_model: Chameleon):
    codes = torch.randint(0, 64, (3, 64))
    pixels = tiny_model.vqgan.decode(codes)
    assert pixels.shape == (3, 3, 16, 16)
    assert pixels.dtype == torch.float32
    assert pixels.abs().max() <= 1
    assert (pixels[0] - pixels[1]).abs().mean() > 0.01


def test_codes_stand_row_by_row(tiny_model: Chameleon):
    plain = torch.zeros(1, 64, dtype=torch.long)
    corner = plain.clone()
    corner[0, 7] = 5  # the last code of the first row
    change = (
        (tiny_model.vqgan.decode(corner) - tiny_model.vqgan.decode(plain)).abs().sum(dim=(0, 1))
    )
    row, column = divmod(int(change.argmax()), 16)
    assert row < 8 <= column


def test_quantized_latents_render_as_their_codes_do(tiny_model: Chameleon):
    vqgan = tiny_model.vqgan
    pixels = torch.rand(2, 3, 16, 16) * 2 - 1
    with torch.no_grad():
        quantized, _, codes = vqgan.vqvae.quantize(vqgan.latents(pixels))
        rendered = vqgan.render(quantized).clamp(-1, 1)
    expected = vqgan.decode(codes.view(2, -1))
    torch.testing.assert_close(rendered, expected, atol=1e-5, rtol=0)


def test_an_image_tokenizer_can_learn_to_reconstruct():
    torch.manual_seed(0)
    config = tiny_config().vq_config
    vqgan = VQGAN(ChameleonVQVAE(config)).train()
    pixels = nn.functional.interpolate(torch.rand(4, 3, 4, 4) * 2 - 1, 16)
    optimizer = torch.optim.Adam(vqgan.parameters(), 2e-3)
    losses = []
    for _ in range(15):
        loss = (vqgan.render(vqgan.latents(pixels)) - pixels).abs().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.75 * losses[0]


def test_every_tensor_of_the_checkpoint_is_expected_once():
    shapes = expected_shapes(tiny_config())
    assert shapes["lm_head.weight"] == shapes["model.embed_tokens.weight"]
    assert shapes["model.layers.1.self_attn.q_norm.weight"] == (4, 16)
    assert shapes["model.vqmodel.quantize.embedding.weight"] == (64, 16)
    assert shapes["model.vqmodel.decoder.conv_out.weight"] == (3, 32, 3, 3)
