"""The measure that decides whether pictures may be decoded in float16."""

import numpy as np
import pytest
import torch

from engine.events import finish
from engine.model.weights import open_vqgan
from export.images import decoder_graph
from export.picture_quality import FAITHFUL, drawn_pictures, picture_psnr, psnr


def test_equal_pictures_are_infinitely_alike():
    pixels = np.zeros((1, 3, 4, 4), np.float32)
    assert psnr(pixels, pixels) == float("inf")


def test_an_error_of_a_hundredth_of_the_range_is_forty_decibels():
    pixels = np.zeros((1, 3, 4, 4), np.float32)
    assert psnr(pixels, pixels + 0.02) == pytest.approx(40, abs=1e-3)


def test_float16_is_faithful_and_a_damaged_decoder_is_not(tiny_checkpoint, tmp_path):
    vqgan = open_vqgan(tiny_checkpoint)
    whole, half = (
        picture_psnr(vqgan, finish(decoder_graph(vqgan, precision).save(tmp_path / precision)))
        for precision in ("fp32", "fp16")
    )
    assert whole > half > FAITHFUL
    damaged = open_vqgan(tiny_checkpoint)
    with torch.no_grad():
        damaged.decoder.conv_out.weight.mul_(1.1)
    path = finish(decoder_graph(damaged).save(tmp_path / "damaged"))
    assert picture_psnr(vqgan, path) < FAITHFUL


def test_the_drawn_pictures_differ_and_fill_the_range():
    pictures = drawn_pictures(16)
    assert pictures.shape == (2, 3, 16, 16) and pictures.abs().max() <= 1
    assert (pictures[0] - pictures[1]).abs().mean() > 0.2
