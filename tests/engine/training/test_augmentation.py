"""Subjects on other backgrounds."""

import random

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.training.augmentation import (
    LARGEST,
    SMALLEST,
    CutOut,
    background_captions,
    emptied,
    over,
    placed,
)

SIDE = 100


@pytest.fixture
def red() -> CutOut:
    """A red disc."""
    picture, mask = Image.new("RGB", (60, 40), "blue"), Image.new("L", (60, 40))
    for image, colour in ((picture, "red"), (mask, 255)):
        ImageDraw.Draw(image).ellipse((0, 0, 59, 39), fill=colour)
    return CutOut(picture, mask)


def test_the_subject_takes_between_a_third_and_all_of_the_picture(red: CutOut) -> None:
    dice = random.Random(0)
    widths = []
    for _ in range(200):
        box = placed(red, SIDE, dice).mask.getbbox()
        assert box is not None
        assert 0 <= box[0] < box[2] <= SIDE and 0 <= box[1] < box[3] <= SIDE
        widths.append((box[2] - box[0]) / SIDE)
    assert SMALLEST - 0.03 <= min(widths) < 0.36
    assert 0.94 < max(widths) <= LARGEST


def test_only_the_subject_is_taken_along(red: CutOut) -> None:
    subject = placed(red, SIDE, random.Random(1))
    shown = np.asarray(over(subject, Image.new("RGB", (SIDE, SIDE), "green")), np.int64)
    inside = np.asarray(subject.mask) == 255
    assert (shown[inside][:, 0] > 200).mean() > 0.95
    outside = np.asarray(subject.around) == 255
    assert (shown[outside] == (0, 128, 0)).all()


def test_variants_follow_from_their_dice(red: CutOut) -> None:
    one, same, other = (placed(red, SIDE, random.Random(seed)).picture for seed in (3, 3, 4))
    assert one.tobytes() == same.tobytes() != other.tobytes()


def test_a_background_loses_its_own_subject() -> None:
    picture = Image.new("RGB", (96, 96), (40, 160, 60))
    ImageDraw.Draw(picture).rectangle((30, 30, 60, 60), fill=(250, 0, 0))
    mask = np.zeros((96, 96), np.float32)
    mask[28:63, 28:63] = 1
    left = np.asarray(emptied(picture, mask), np.int64)
    assert np.abs(left - (40, 160, 60)).max() <= 2


def test_a_background_that_is_all_subject_becomes_plain() -> None:
    picture = Image.effect_noise((32, 32), 80).convert("RGB")
    left = np.asarray(emptied(picture, np.ones((32, 32), np.float32)), np.int64)
    assert np.ptp(left) <= 1


def test_there_are_a_hundred_backgrounds_in_words() -> None:
    captions = background_captions()
    assert len(set(captions)) == 100
    assert all(caption.startswith("A photo of ") and caption.endswith(".") for caption in captions)
