"""What is measured on a photo."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from engine.vision.looks import Looker, blur, suggested_crop


def textured(seed: int = 0) -> Image.Image:
    """Shapes of many sizes on a coloured ground."""
    dice = np.random.default_rng(seed)
    picture = Image.new("RGB", (256, 256), (120, 140, 160))
    pen = ImageDraw.Draw(picture)
    for _ in range(150):
        x, y, side = (int(value) for value in dice.integers([0, 0, 3], [250, 250, 40]))
        pen.rectangle((x, y, x + side, y + side), fill=tuple(dice.integers(0, 255, 3).tolist()))
    return picture


def grey(picture: Image.Image) -> np.ndarray:
    """Its levels."""
    return np.asarray(picture.convert("L"), np.float32)


def test_blur_grows_with_every_blurring() -> None:
    values = [blur(grey(textured().filter(ImageFilter.GaussianBlur(s)))) for s in (0, 1, 2, 4)]
    assert values == sorted(values)
    assert values[0] < 0.3
    assert values[-1] > 0.6


def test_motion_in_one_direction_is_blur() -> None:
    kernel = ImageFilter.Kernel((5, 5), [0] * 10 + [1] * 5 + [0] * 10)
    moved = textured().filter(kernel).filter(kernel).filter(kernel)
    assert blur(grey(moved)) > blur(grey(textured())) + 0.2


def test_a_picture_of_one_colour_is_as_blurred_as_can_be() -> None:
    assert blur(np.full((64, 64), 100, np.float32)) == 1


@pytest.mark.parametrize(
    ("subject", "crop"),
    [
        ((100, 100, 200, 200), (85, 85, 215, 215)),
        ((0, 0, 100, 100), (0, 0, 130, 130)),
        ((300, 200, 400, 300), (270, 170, 400, 300)),
        ((0, 0, 400, 300), (50, 0, 350, 300)),
        (None, (50, 0, 350, 300)),
    ],
)
def test_the_crop_is_a_square_around_the_subject_within_the_photo(
    subject: tuple[int, int, int, int] | None, crop: tuple[int, int, int, int]
) -> None:
    assert suggested_crop((400, 300), subject) == crop


def test_a_subject_is_found_cropped_and_measured() -> None:
    photo = Image.new("RGB", (800, 600), (210, 210, 205))
    ImageDraw.Draw(photo).ellipse((450, 150, 650, 350), fill=(180, 30, 20))
    look = Looker(1).look(photo, faces=False)
    left, top, right, bottom = look.crop
    assert look.subject is not None
    assert right - left == bottom - top < 400
    assert left < 450 and top < 150
    assert right > 650 and bottom > 350
    assert look.features.shape == (1280,)
    assert (look.width, look.height, look.faces) == (800, 600, ())
