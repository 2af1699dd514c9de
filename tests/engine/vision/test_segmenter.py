import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from engine.vision.segmenter import Segmenter, subject_box


def blob(size: tuple[int, int], box: tuple[int, int, int, int]) -> Image.Image:
    """An orange ball in `box` on a soft grey-green ground."""
    picture = Image.new("RGB", size, (150, 165, 150))
    ImageDraw.Draw(picture).ellipse(box, fill=(225, 110, 30))
    return picture.filter(ImageFilter.GaussianBlur(1))


def test_it_finds_a_drawn_blob(segmenter: Segmenter):
    drawn = (60, 40, 180, 150)
    found = subject_box(segmenter.mask(blob((240, 200), drawn)))
    assert found == pytest.approx(drawn, abs=6)


def test_it_finds_a_blob_in_a_picture_as_small_as_mini_draws(segmenter: Segmenter):
    drawn = (14, 10, 36, 34)
    assert subject_box(segmenter.mask(blob((48, 48), drawn))) == pytest.approx(drawn, abs=3)


def test_a_mask_has_the_size_of_its_picture_and_stays_within_0_and_1(segmenter: Segmenter):
    mask = segmenter.mask(blob((90, 60), (20, 10, 60, 50)))
    assert mask.shape == (60, 90)
    assert mask.dtype == np.float32
    assert 0 <= mask.min() < 0.1
    assert 0.9 < mask.max() <= 1


@pytest.mark.parametrize("colour", ["black", "white", "steelblue"])
def test_an_empty_picture_has_no_subject(segmenter: Segmenter, colour: str):
    assert subject_box(segmenter.mask(Image.new("RGB", (100, 80), colour))) is None


def test_a_subject_box_crops_exactly():
    mask = np.zeros((50, 80), np.float32)
    mask[10:30, 40:71] = 0.9
    assert subject_box(mask) == (40, 10, 71, 30)


def test_a_speck_is_not_a_subject():
    mask = np.zeros((100, 100), np.float32)
    mask[50, 50] = 1
    assert subject_box(mask) is None


def test_it_finds_a_subject_in_real_photos(
    segmenter: Segmenter, real_photos: dict[str, list[Image.Image]]
):
    photos = [photos[0] for photos in real_photos.values()]
    assert all(subject_box(segmenter.mask(photo)) for photo in photos)
