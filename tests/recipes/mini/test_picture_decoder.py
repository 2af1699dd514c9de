"""Polishing changes how codes look, and nothing else."""

from pathlib import Path

import pytest
import torch

pytest.importorskip("cv2")
pytest.importorskip("trimesh")
pytest.importorskip("OpenEXR")

from recipes.mini import image_tokenizer, picture_decoder
from recipes.mini.sizes import Size


def test_polishing_changes_pictures_and_no_code(trained: Path, tiny_size: Size):
    before = image_tokenizer.load(trained, tiny_size)
    pictures = image_tokenizer.pixels(image_tokenizer.bank(trained, tiny_size, 24)[:4])
    codes = before.encode(pictures)
    picture_decoder.train(trained, tiny_size, minutes=0.02)
    after = picture_decoder.load(trained, tiny_size)
    assert torch.equal(after.encode(pictures), codes)
    assert not torch.equal(after.decode(codes), before.decode(codes))


def test_before_it_is_polished_the_tokenizer_is_taken_as_it_is(trained: Path, tiny_size: Size):
    plain, taken = (
        module.load(trained, tiny_size).decoder.conv_out.weight
        for module in (image_tokenizer, picture_decoder)
    )
    assert torch.equal(plain, taken)
