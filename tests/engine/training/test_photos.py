"""Photos become codes once each; one of them is held out."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.errors import InputError
from engine.events import Noticed, Progress, finish
from engine.model.chameleon import Chameleon
from engine.tokens.images import mirrored, read_photo, square, to_pixels
from engine.tokens.prompts import Codes
from engine.training.photos import (
    Encoder,
    Photos,
    Picture,
    augmented_view,
    hold_out,
    read_photos,
)
from engine.training.pool import Chosen, PoolPicture
from tests.conftest import Photo
from tests.jobs import heard


@pytest.fixture
def files(tmp_path: Path, photo) -> list[Path]:
    paths = [tmp_path / f"{n}.png" for n in range(5)]
    for seed, path in enumerate(paths):
        photo(seed).save(path)
    return paths


@pytest.fixture
def encoder(tiny_model, tiny_tokenizer, tmp_path: Path) -> Encoder:
    return Encoder(
        model=tiny_model,
        image_size=tiny_tokenizer.image_size,
        base_model="tiny",
        cache=tmp_path / "cache" / "codes.safetensors",
    )


def codes_of(encoder: Encoder, image: Any) -> Codes:
    pixels = torch.from_numpy(to_pixels(image))[None]
    return Codes(tuple(encoder.model.vqgan.encode(pixels)[0].tolist()))


def test_codes_are_those_of_the_photo_and_of_its_mirror_image(encoder, files):
    chosen = Chosen(
        soft_positives=(PoolPicture(files[2]),), easy_negatives=(PoolPicture(files[3]),)
    )
    events, photos = heard(read_photos(encoder, files[:2], chosen, flips=True))
    first, second = photos.positives
    seen = [square(read_photo(path), encoder.image_size) for path in files[:4]]
    assert first.plain == codes_of(encoder, seen[0])
    assert second.mirrored == codes_of(encoder, mirrored(seen[1]))
    assert second.mirrored != second.plain
    assert photos.soft_positives[0].plain == codes_of(encoder, seen[2])
    assert photos.negatives == (Picture(codes_of(encoder, seen[3])),)
    assert events[-1] == Progress(7, 7, "Reading photos")


def test_without_flips_there_are_no_mirror_images(encoder, files):
    _, photos = heard(read_photos(encoder, files, Chosen(), flips=False))
    assert all(picture.mirrored is None for picture in photos.positives)


def test_codes_are_kept_by_content_and_read_again(encoder, files):
    _, photos = heard(read_photos(encoder, files[:2], Chosen(), flips=True))
    moved = files[0].rename(files[0].with_name("moved.png"))
    events, again = heard(read_photos(encoder, [moved, files[1]], Chosen(), flips=True))
    assert again == photos
    assert events == [Progress(4, 4, "Reading photos")]  # nothing was encoded


def test_codes_of_another_checkpoint_or_a_damaged_file_are_not_used(encoder, files):
    from dataclasses import replace

    heard(read_photos(encoder, files[:2], Chosen(), flips=False))
    events, _ = heard(
        read_photos(replace(encoder, base_model="other"), files[:2], Chosen(), flips=False)
    )
    assert events[0] == Progress(0, 2, "Reading photos")
    encoder.cache.write_bytes(b"not safetensors")
    events, _ = heard(read_photos(encoder, files[:2], Chosen(), flips=False))
    assert events[0] == Progress(0, 2, "Reading photos")


def test_a_cancelled_reading_keeps_what_it_has(encoder, files, tiny_tokenizer):
    many = Chosen(easy_negatives=tuple(PoolPicture(path) for path in files[1:]))
    job = read_photos(encoder, files[:1], many, flips=False)
    next(job)
    job.close()
    assert not encoder.cache.exists()  # nothing was encoded yet, so nothing is kept
    _, photos = heard(read_photos(encoder, files[:1], many, flips=False))
    assert len(photos.negatives) == 4
    assert encoder.cache.exists()


def test_a_missing_photo_is_named(encoder, tmp_path):
    with pytest.raises(InputError, match=r"gone\.png"):
        heard(read_photos(encoder, [tmp_path / "gone.png"], Chosen(), flips=False))


def test_with_three_photos_one_is_held_out_whatever_their_order():
    paths = [Path(f"{n}.jpg") for n in range(6)]
    training, held_out = hold_out(paths, seed=1)
    assert held_out is not None
    assert sorted([*training, held_out]) == paths
    assert hold_out(paths[::-1], seed=1) == (training, held_out)
    assert len({hold_out(paths, seed)[1] for seed in range(20)}) > 1


def test_a_photo_that_was_learned_from_is_not_held_out():
    old, new = [Path(f"{n}.jpg") for n in range(4)], [Path("new.jpg"), Path("newer.jpg")]
    learned, kept = hold_out([*old, *new], seed=0, learned=old)
    assert kept in new
    assert set(learned) == {*old, *new} - {kept}


def test_a_single_new_photo_is_learned_from():
    old, new = [Path(f"{n}.jpg") for n in range(4)], Path("new.jpg")
    assert hold_out([*old, new], seed=0, learned=old) == ((*old, new), None)
    assert hold_out(old, seed=0, learned=old) == (tuple(old), None)


def test_with_two_photos_none_is_held_out():
    paths = [Path("a.jpg"), Path("b.jpg")]
    assert hold_out(paths, seed=0) == (tuple(paths), None)


def test_an_augmented_view_differs_but_keeps_its_shape(photo):
    image = photo(3, (60, 40))
    view = augmented_view(image)
    assert view.size == (54, 36)
    assert not np.array_equal(np.asarray(view), np.asarray(image.crop((3, 2, 57, 38))))


def test_either_side_of_a_photo_is_seen_about_half_of_the_time():
    picture = Picture(Codes((1,)), Codes((2,)))
    dice = random.Random(0)
    seen = [picture.either(dice).values[0] for _ in range(200)]
    assert 70 < seen.count(2) < 130
    assert Picture(Codes((1,))).either(dice) == Codes((1,))


def test_learning_without_photos_is_refused():
    with pytest.raises(InputError):
        Photos(positives=())


def test_pool_pictures_that_vanished_are_left_out_and_counted(
    tiny_model: Chameleon, tmp_path: Path, photo: Photo
) -> None:
    own, there, gone, broken = (tmp_path / f"{name}.png" for name in ("own", "pool", "gone", "bad"))
    for path in (own, there):
        photo(3).save(path)
    broken.write_text("no picture")
    chosen = Chosen(
        soft_positives=tuple(map(PoolPicture, (gone, there, broken))),
        hard_negatives=(PoolPicture(there), PoolPicture(gone)),
    )
    encoder = Encoder(model=tiny_model, image_size=16, base_model="tiny")
    events, photos = heard(read_photos(encoder, [own], chosen, flips=True))
    said = [event.text for event in events if isinstance(event, Noticed)]
    assert len(photos.soft_positives) == len(photos.negatives) == 1
    assert photos.negatives[0].mirrored is None
    assert said == ["2 pictures of the pool cannot be read any more and were left out."]


def test_a_photo_of_the_concept_that_vanished_is_named(
    tiny_model: Chameleon, tmp_path: Path
) -> None:
    encoder = Encoder(model=tiny_model, image_size=16, base_model="tiny")
    with pytest.raises(InputError, match=r"gone\.png"):
        finish(read_photos(encoder, [tmp_path / "gone.png"], Chosen(), flips=False))
