import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from engine.vision.embedder import DIMENSIONS, Embedder, similarity


def ball(where: tuple[int, int], ground: str) -> Image.Image:
    picture = Image.new("RGB", (160, 160), ground)
    pencil, (x, y) = ImageDraw.Draw(picture), where
    pencil.ellipse((x - 40, y - 40, x + 40, y + 40), fill="firebrick")
    pencil.ellipse((x - 25, y - 25, x - 5, y - 5), fill="mistyrose")
    return picture.filter(ImageFilter.GaussianBlur(1))


def striped_box(where: tuple[int, int], ground: str) -> Image.Image:
    picture = Image.new("RGB", (160, 160), ground)
    pencil, (x, y) = ImageDraw.Draw(picture), where
    for left in range(-40, 40, 20):
        pencil.rectangle((x + left, y - 40, x + left + 10, y + 40), fill="navy")
        pencil.rectangle((x + left + 10, y - 40, x + left + 20, y + 40), fill="gold")
    return picture.filter(ImageFilter.GaussianBlur(1))


def test_vectors_have_length_one(embedder: Embedder):
    vectors = embedder.embed([ball((80, 80), "white"), Image.new("L", (7, 300))])
    assert vectors.shape == (2, DIMENSIONS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_pictures_give_no_vectors(embedder: Embedder):
    assert embedder.embed([]).shape == (0, DIMENSIONS)


def test_a_picture_is_embedded_alike_alone_and_in_a_crowd(embedder: Embedder):
    crowd = [ball((60 + 2 * step, 80), "white") for step in range(18)]
    together = embedder.embed(crowd)
    np.testing.assert_allclose(together[-1:], embedder.embed(crowd[-1:]), atol=1e-5)


def test_half_precision_weights_say_what_the_original_ones_said(embedder: Embedder):
    y, x = np.mgrid[:224, :224]
    inside = (x - 120) ** 2 + (y - 100) ** 2 < 60**2
    blue = np.where(inside, 40, (x // 28 + y // 28) % 2 * 90)
    planes = np.stack([np.where(inside, 220, x), np.where(inside, 120, y), blue], axis=-1)
    (vector,) = embedder.embed([Image.fromarray(planes.astype(np.uint8))])
    original = {113: 0.32874, 287: 0.16528, 423: 0.16576, 879: 0.17249, 897: 0.28695, 1157: 0.15119}
    np.testing.assert_allclose(vector[list(original)], list(original.values()), atol=1e-3)


def test_two_drawn_things_are_told_apart_wherever_they_stand(embedder: Embedder):
    places = [((60, 70), "seagreen"), ((95, 90), "lightgrey"), ((80, 80), "tan")]
    balls = embedder.embed([ball(*place) for place in places])
    boxes = embedder.embed([striped_box(*place) for place in places])
    others = ~np.eye(3, dtype=bool)
    assert similarity(balls, balls)[others].min() > similarity(balls, boxes).max()
    assert similarity(boxes, boxes)[others].min() > similarity(balls, boxes).max()


def test_real_photos_find_their_own_subject(
    embedder: Embedder, real_photos: dict[str, list[Image.Image]]
):
    names = [name for name, photos in real_photos.items() for _ in photos]
    vectors = embedder.embed([photo for photos in real_photos.values() for photo in photos])
    likeness = similarity(vectors, vectors)
    np.fill_diagonal(likeness, -1)
    found = [names[nearest] for nearest in likeness.argmax(axis=1)]
    assert np.mean([a == b for a, b in zip(found, names, strict=True)]) > 0.95


def test_a_real_photo_made_small_still_finds_itself(
    embedder: Embedder, real_photos: dict[str, list[Image.Image]]
):
    photos = [photos[0] for photos in real_photos.values()]
    small = [photo.resize((48, 48), Image.Resampling.BICUBIC) for photo in photos]
    likeness = similarity(embedder.embed(small), embedder.embed(photos))
    assert (likeness.argmax(axis=1) == np.arange(len(photos))).all()


def test_similarity_is_the_cosine_whatever_the_lengths():
    a = np.array([[2, 0], [0, 3]], np.float32)
    b = np.array([[1, 1], [0, -5], [0, 0]], np.float32)
    half = np.sqrt(0.5)
    np.testing.assert_allclose(similarity(a, b), [[half, 0, 0], [half, -1, 0]], atol=1e-6)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK"])
def test_other_colour_modes_are_accepted(embedder: Embedder, mode: str):
    assert embedder.embed([ball((80, 80), "white").convert(mode)]).shape == (1, DIMENSIONS)
