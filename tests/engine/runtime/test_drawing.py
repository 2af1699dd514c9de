import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from engine.errors import SetupError
from engine.runtime.drawing import RECIPE, Drawing, save
from engine.runtime.sampling import Sampling


@pytest.fixture
def drawing():
    return Drawing(
        picture=Image.effect_noise((16, 16), 80).convert("RGB"),
        codes=tuple(range(64)),
        prompt="a photo of Zoë 狗",
        sampling=Sampling(seed=5, guidance=3.0),
        concepts=("Zoë",),
        checkpoint="abc",
    )


def test_a_saved_drawing_shows_the_same_pixels(drawing, tmp_path):
    save(drawing, tmp_path / "one.png")
    with Image.open(tmp_path / "one.png") as read:
        np.testing.assert_array_equal(np.asarray(read), np.asarray(drawing.picture))


def test_a_file_tells_nothing_unless_asked_to(drawing, tmp_path):
    save(drawing, tmp_path / "one.png")
    with Image.open(tmp_path / "one.png") as read:
        assert read.text == {}
    assert b"photo of" not in (tmp_path / "one.png").read_bytes()


def test_a_recipe_holds_all_it_takes_to_draw_again(drawing, tmp_path):
    save(drawing, tmp_path / "one.png", recipe=True)
    with Image.open(tmp_path / "one.png") as read:
        recipe = json.loads(read.text[RECIPE])
    assert recipe["prompt"] == drawing.prompt and recipe["concepts"] == ["Zoë"]
    assert Sampling(**recipe["sampling"]) == drawing.sampling
    assert tuple(recipe["codes"]) == drawing.codes and recipe["checkpoint"] == "abc"


def test_saving_replaces_the_file_whole_and_leaves_nothing_beside_it(drawing, tmp_path):
    save(drawing, tmp_path / "one.png")
    save(replace(drawing, picture=Image.new("RGB", (16, 16))), tmp_path / "one.png")
    assert [file.name for file in tmp_path.iterdir()] == ["one.png"]


def test_a_folder_that_is_not_there_is_named(drawing, tmp_path):
    with pytest.raises(SetupError, match="nowhere"):
        save(drawing, tmp_path / "nowhere" / "one.png")
