"""A contact sheet shows every picture once, tells rows apart, and marks people."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from engine.gallery.mark import KEYWORD, PACKET
from engine.gallery.picture import NewPicture, Picture
from engine.gallery.sheet import grid, write_sheet
from engine.gallery.store import Gallery
from tests.engine.gallery.conftest import BO, MILA
from tests.engine.gallery.test_export import chunks

New = Callable[..., NewPicture]


@pytest.fixture
def drawn(gallery: Gallery, new_picture: New) -> Callable[..., Picture]:
    """Draws one picture into the gallery; other settings and fields as given."""

    def draw(seed: int, settings: dict[str, object] | None = None, **fields: object) -> Picture:
        sampling = {"seed": seed, "guidance": 3.0, "ahead": 0} | (settings or {})
        return gallery.add(new_picture(seed, sampling=sampling, **fields))

    return draw


def test_seeds_and_rows_stand_in_the_order_they_were_drawn_in_whatever_was_selected_first(
    gallery: Gallery, drawn: Callable[..., Picture]
) -> None:
    one, two, sea = drawn(1), drawn(2), drawn(1, prompt="Bo at sea")
    sheet = grid(gallery.in_order([sea.id, two.id, "gone", one.id]))
    assert sheet.columns == ("1", "2")
    assert sheet.rows == ("a photo of Bo", "Bo at sea")
    assert sheet.cells == ((one, two), (sea, None))


def test_pictures_of_one_prompt_and_seed_with_other_settings_all_have_their_place(
    drawn: Callable[..., Picture],
) -> None:
    far, near = drawn(1), drawn(1, {"guidance": 8.0})
    other = drawn(1, {"guidance": 8.0}, checkpoint="fedcba98" * 8)
    sheet = grid([far, near, other])
    assert sheet.cells == ((far,), (near,), (other,))
    assert sheet.rows == (
        "a photo of Bo (guidance 3.0, model 01234567)",
        "a photo of Bo (guidance 8.0, model 01234567)",
        "a photo of Bo (guidance 8.0, model fedcba98)",
    )


def test_the_same_picture_drawn_twice_is_shown_twice(drawn: Callable[..., Picture]) -> None:
    once, again, two = drawn(1), drawn(1, {"ahead": 8}), drawn(2)
    sheet = grid([once, again, two])
    assert sheet.cells == ((once, two), (again, None))
    assert set(sheet.rows) == {"a photo of Bo"}


def test_two_concepts_of_one_prompt_are_two_rows(drawn: Callable[..., Picture]) -> None:
    assert grid([drawn(1, subjects=(BO,)), drawn(1, subjects=(MILA,))]).rows == (
        "a photo of Bo (v1)",
        "a photo of Bo (v3)",
    )


def test_a_sheet_with_a_person_is_marked_as_made_by_a_model_and_says_no_more(
    drawn: Callable[..., Picture], tmp_path: Path
) -> None:
    path = tmp_path / "sheet.png"
    write_sheet(path, [drawn(1), drawn(2, subjects=(MILA,))], mark_people=True)
    assert chunks(path).keys() == {"IHDR", "iTXt", "IDAT", "IEND"}
    with Image.open(path) as image:
        assert image.info[KEYWORD] == PACKET


def test_a_sheet_without_people_or_where_no_mark_is_wanted_is_pixels_alone(
    drawn: Callable[..., Picture], tmp_path: Path
) -> None:
    bo, mila = drawn(1), drawn(2, subjects=(MILA,))
    for pictures, wanted in (([bo], True), ([bo, mila], False)):
        write_sheet(tmp_path / "sheet.png", pictures, mark_people=wanted)
        assert chunks(tmp_path / "sheet.png").keys() == {"IHDR", "IDAT", "IEND"}
