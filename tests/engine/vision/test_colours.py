"""What the eye for colours takes for alike."""

import numpy as np
from PIL import Image, ImageDraw

from engine.vision.colours import Colours


def a_thing(colour: str, shape: str, background: str = "grey") -> Image.Image:
    """A square or a disc in the middle."""
    picture = Image.new("RGB", (96, 96), background)
    draw = ImageDraw.Draw(picture)
    (draw.rectangle if shape == "square" else draw.ellipse)((24, 24, 72, 72), fill=colour)
    return picture


def test_the_same_colour_is_more_alike_than_the_same_shape() -> None:
    disc, square, other = Colours().embed(
        [a_thing("firebrick", "disc"), a_thing("firebrick", "square"), a_thing("navy", "disc")]
    )
    assert disc @ square > 0.9 > disc @ other


def test_the_middle_counts_more_than_what_is_around_it() -> None:
    here, there, other = Colours().embed(
        [a_thing("gold", "disc"), a_thing("gold", "disc", "darkgreen"), a_thing("navy", "disc")]
    )
    assert here @ there > here @ other


def test_light_and_shade_count_less_than_hue() -> None:
    lit, shaded, other = Colours().embed(
        [a_thing(colour, "disc") for colour in ("#c03030", "#902020", "#30c030")]
    )
    assert lit @ shaded > lit @ other


def test_vectors_have_length_one_and_are_the_same_every_time() -> None:
    pictures = [a_thing("gold", "disc"), a_thing("navy", "square")]
    first, second = Colours().embed(pictures), Colours().embed(pictures)
    np.testing.assert_array_equal(first, second)
    np.testing.assert_allclose(np.linalg.norm(first, axis=1), 1, rtol=1e-5)
    assert Colours().embed([]).shape == (0, Colours.dimensions)
