"""What is measured on a photo."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from engine.vision.looks import Looker, blur, portrait_crop, suggested_crop
from engine.vision.models import MODELS
from tests.engine.vision.drawn_faces import ANN, BEN, GROUND, portrait


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


@pytest.mark.parametrize(
    ("face", "crop"),
    [
        ((400, 200, 500, 300), (300, 130, 600, 430)),  # less above the face than below it
        ((0, 0, 90, 100), (0, 0, 300, 300)),
        ((700, 500, 800, 600), (500, 300, 800, 600)),
        ((200, 0, 600, 500), (100, 0, 700, 600)),
    ],
)
def test_a_portrait_has_head_and_shoulders_within_the_photo(
    face: tuple[float, float, float, float], crop: tuple[int, int, int, int]
) -> None:
    assert portrait_crop((800, 600), face) == crop


@pytest.fixture(scope="module")
def looker() -> Looker:
    return Looker(1)


@pytest.fixture(scope="module")
def couple() -> Image.Image:
    """Ann on the left, larger, and Ben on the right."""
    photo = Image.new("RGB", (900, 500), GROUND)
    photo.paste(portrait(ANN, 256), (60, 200))
    photo.paste(portrait(BEN, 200), (600, 100))
    return photo


def test_of_a_person_the_suggestion_is_around_the_largest_face(
    looker: Looker, couple: Image.Image
) -> None:
    look = looker.look(couple, faces=True)
    assert look.faces is not None
    assert len(look.faces) == 2
    left, top, right, bottom = look.part
    x, y, far_x, far_y = look.faces[0].box
    assert look.part == look.crop
    assert right - left == bottom - top
    assert left <= x < far_x <= right < 600
    assert top < y < far_y < bottom


def test_a_chosen_part_is_measured_and_only_its_faces_are_seen(
    looker: Looker, couple: Image.Image
) -> None:
    whole = looker.look(couple, faces=True)
    closer = looker.look_closer(whole, couple, (580, 80, 820, 320), faces=True)
    assert (closer.part, closer.crop) == ((580, 80, 820, 320), whole.crop)
    assert closer.subject == closer.part
    assert closer.faces is not None
    (face,) = closer.faces
    assert 600 < face.box[0] < face.box[2] < 800  # in pixels of all of the photo
    assert not np.array_equal(closer.features, whole.features)
    assert looker.look_closer(whole, couple, (300, 0, 500, 200), faces=True).faces == ()


def test_without_the_networks_for_faces_all_else_is_measured(
    couple: Image.Image, tmp_path: Path
) -> None:
    for file in MODELS.iterdir():
        if not file.name.startswith("face_"):
            (tmp_path / file.name).symlink_to(file)
    look = Looker(1, tmp_path).look(couple, faces=True)
    assert look.faces is None
    assert look.features.shape == (1280,)
    assert Looker(1, tmp_path).look_closer(look, couple, (0, 0, 200, 200), faces=True).faces is None
