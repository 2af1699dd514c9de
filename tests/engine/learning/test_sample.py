"""The sample that comes with the app: it fits the mini that ships, and knows its concept."""

from pathlib import Path

import pytest

from engine import jobs
from engine.concepts.concept import Concept
from engine.errors import InputError
from engine.events import finish
from engine.gallery.drawing import DrawRequest
from engine.learning import sample
from engine.model import checkpoints
from engine.paths import RESOURCES
from engine.settings import Settings
from engine.tokens.images import read_photo
from engine.tokens.prompts import PROMPT_VERSION

MINI = Settings(device="cpu", threads=1)


def test_it_was_learned_on_the_mini_that_ships_else_it_has_to_be_made_again():
    learned = Concept.load(sample.FILE)
    again = "Make the sample again: python -m recipes.sample"
    assert learned.base_model == checkpoints.find().fingerprint, again
    assert learned.prompt_version == PROMPT_VERSION, again
    assert sample.FILE.stat().st_size < 100_000


def test_it_comes_with_its_photos_into_an_empty_library():
    entry = finish(sample.add_sample(MINI))
    with jobs.open_library() as library:
        photos = [photo.path for photo in library.photos(entry.name)]
        assert library.card(entry.name).portrait in photos
    assert (entry.name, entry.kind) == ("Mila", "pet")
    shown = [read_photo(path).tobytes() for path in photos]
    assert sorted(shown) == sorted(read_photo(path).tobytes() for path in sample.photos())


def test_it_comes_twice_under_two_names():
    finish(sample.add_sample(MINI))
    with pytest.raises(InputError):
        finish(sample.add_sample(MINI))
    assert finish(sample.add_sample(MINI, "Mila 2")).name == "Mila 2"


def test_another_model_is_told_apart_in_words(tiny_checkpoint: Path):
    with pytest.raises(InputError, match="bundled mini"):
        finish(sample.add_sample(Settings(checkpoint=str(tiny_checkpoint), device="cpu")))


def test_it_is_recognized_on_a_photo_that_it_was_not_learned_from_and_drawn():
    finish(sample.add_sample(MINI))
    new, other = (RESOURCES / "samples" / name for name in ("mila/new.webp", "other.webp"))
    about = "Is Mila in this photo?"
    assert finish(jobs.ask("Mila", about, new, MINI)).lower().startswith("yes")
    assert finish(jobs.ask("Mila", about, other, MINI)).lower().startswith("no")
    wish = DrawRequest(names=("Mila",), prompts=("a photo of Mila",), seeds=(1,))
    (picture,) = finish(jobs.draw(wish, MINI))
    assert picture.likeness is not None
