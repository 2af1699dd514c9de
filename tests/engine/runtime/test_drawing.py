"""Pictures: drawn in batches, shown while they are drawn, stopped, and saved."""

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from engine.errors import InputError, SetupError
from engine.events import Preview, Progress
from engine.runtime.drawing import RECIPE, Drawing, save
from engine.runtime.sampling import IMAGE, Sampling
from engine.runtime.session import ROWS
from engine.tokens import prompts
from engine.tokens.prompts import Codes

QUICK = Sampling(temperature=1.0, top_p=0.9, guidance=3.0, seed=11)


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


def test_a_batch_gives_the_pictures_of_its_seeds_alone(session, finish):
    _, four = finish(session.imagine("a photo of Bo", count=4, sampling=QUICK))
    assert [drawing.seed for drawing in four] == [11, 12, 13, 14]
    assert len({drawing.codes for drawing in four}) == 4
    for drawing in four:
        alone = finish(session.imagine("a photo of Bo", sampling=drawing.sampling))[1][0]
        assert alone.codes == drawing.codes
        assert alone.picture.tobytes() == drawing.picture.tobytes()


def test_a_drawing_has_exactly_as_many_codes_as_the_grid(session, finish):
    events, drawings = finish(session.imagine("Bo", count=6, sampling=QUICK, preview=False))
    assert [len(drawing.codes) for drawing in drawings] == [64] * 6
    assert all(0 <= code < 64 for drawing in drawings for code in drawing.codes)
    progress = [event for event in events if isinstance(event, Progress)]
    assert progress[-1] == Progress(6 * 64, 6 * 64, "drawing") and len(progress) == 2 * 64
    assert not any(isinstance(event, Preview) for event in events)


def test_no_more_rows_are_read_side_by_side_than_a_compiled_model_holds(
    says, scripted, vocabulary, photo, finish
):
    backend = scripted(lambda row: np.zeros(vocabulary.size, np.float32))
    session = says(backend)
    for shown, branches, batches in ((None, 2, 2), (photo(), 3, 3)):
        backend.prefilled.clear()
        finish(session.imagine("a dog", shown, count=6, preview=False))
        assert [len(rows) for rows in backend.prefilled] == [branches] * batches
        assert len(backend.rows) <= ROWS


def test_a_request_is_spelled_as_in_training(says, scripted, tiny_tokenizer, noise_concept, finish):
    vocabulary = tiny_tokenizer.vocabulary
    backend = scripted(lambda row: np.zeros(vocabulary.size, np.float32))
    finish(says(backend, noise_concept("Bo")).imagine("A photo of Bo.", count=2))
    ids = prompts.ConceptIds(vocabulary.first_concept, 2)
    human = prompts.picture_request([ids], prompts.photo_caption(ids), vocabulary)
    bot = prompts.picture([ids], Codes((0,) * 64), vocabulary)
    trained = tiny_tokenizer.encode([*human, *bot])
    full, nothing = (list(row) for row in backend.prefilled[-1])
    assert trained[: len(full)] == full and full[-1] == vocabulary.begin_image
    assert nothing == [vocabulary.begin_text, vocabulary.begin_image]


def test_previews_show_what_is_drawn_and_repeat_the_first_code(
    says, scripted, tiny_tokenizer, noise_concept, finish
):
    vocabulary = tiny_tokenizer.vocabulary

    def rule(row):
        logits = np.zeros(vocabulary.size, np.float32)
        drawn = len(row) - 1 - row[::-1].index(vocabulary.begin_image)
        logits[vocabulary.image_ids[9 if len(row) - 1 == drawn else 20]] = 50
        return logits

    session = says(scripted(rule), noise_concept("Bo"))
    events, drawings = finish(session.imagine("Bo", count=2, sampling=Sampling(temperature=0)))
    previews = [event for event in events if isinstance(event, Preview)]
    assert [(p.index, p.done) for p in previews[:2]] == [(0, 1 / 8), (1, 1 / 8)]
    grey = np.asarray(previews[0].picture)[:, :, 0]
    first, other = (round(code / 64 * 255) for code in (9, 20))
    assert grey[0].tolist() == [first] + [other] * 7
    assert (grey[1:] == first).all()
    assert (np.asarray(drawings[0].picture)[1:, :, 0] == other).all()


def test_closing_a_drawing_stops_at_once(says, scripted, tiny_tokenizer):
    vocabulary = tiny_tokenizer.vocabulary
    backend = scripted(lambda row: np.zeros(vocabulary.size, np.float32))
    job = says(backend).imagine("a dog", preview=False)
    next(job), next(job)
    job.close()
    assert backend.steps == 1


def test_a_request_that_leaves_no_room_for_the_picture_is_refused(says, saying, finish):
    session = says(saying("", context=70))
    with pytest.raises(InputError, match="too long"):
        finish(session.imagine("a dog on the beach", sampling=IMAGE))
