"""Pictures given away: a clean file is pixels alone, and a mark is there where it should be."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.concepts.cards import Description
from engine.concepts.concept import Concept
from engine.concepts.library import ConceptLibrary
from engine.errors import InputError
from engine.events import Progress, finish
from engine.gallery.export import Content, Wrapping, export, file_name, free_path, given_away
from engine.gallery.mark import KEYWORD, PACKET, TRAINED, source_type
from engine.gallery.picture import NewPicture
from engine.gallery.store import Gallery
from engine.runtime.drawing import RECIPE
from engine.vision import upscalers
from tests.engine.concepts.conftest import new_concept
from tests.engine.gallery.conftest import MILA
from tests.engine.vision.networks import upscaler
from tests.jobs import heard

__all__ = ["new_concept"]

New = Callable[..., NewPicture]


def chunks(path: Path) -> dict[str, bytes]:
    """The chunks of a PNG file by kind."""
    data, found, at = path.read_bytes(), {}, 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4])
        kind = data[at + 4 : at + 8].decode()
        found[kind] = found.get(kind, b"") + data[at + 8 : at + 8 + length]
        at += length + 12
    return found


def segments(path: Path) -> dict[int, bytes]:
    """The segments of a JPEG file before its pixels, by marker."""
    data, found, at = path.read_bytes(), {}, 2
    while data[at + 1] != 0xDA:
        length = int.from_bytes(data[at + 2 : at + 4])
        found[data[at + 1]] = data[at + 4 : at + 2 + length]
        at += length + 2
    return found


def test_a_clean_png_holds_pixels_and_nothing_else(
    gallery: Gallery, new_picture: New, tmp_path: Path
) -> None:
    new = new_picture(prompt="secret words")
    export(gallery, gallery.add(new), tmp_path / "a.png")
    assert chunks(tmp_path / "a.png").keys() == {"IHDR", "IDAT", "IEND"}
    with Image.open(tmp_path / "a.png") as written:
        np.testing.assert_array_equal(written, new.picture)


def test_what_lies_in_the_gallery_is_clean_as_well(gallery: Gallery, new_picture: New) -> None:
    new = new_picture()
    new.picture.info = {"comment": "secret", "icc_profile": b"secret"}
    assert chunks(gallery.add(new).path).keys() == {"IHDR", "IDAT", "IEND"}


def test_a_clean_jpeg_holds_tables_and_pixels_and_nothing_else(
    gallery: Gallery, new_picture: New, tmp_path: Path
) -> None:
    export(gallery, gallery.add(new_picture()), tmp_path / "a.jpg")
    found = segments(tmp_path / "a.jpg")
    assert found.keys() == {0xE0, 0xDB, 0xC0, 0xC4}
    assert found[0xE0].startswith(b"JFIF\0")


@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_a_picture_of_a_person_is_marked_as_made_by_a_model_and_says_no_more(
    name: str, gallery: Gallery, new_picture: New, tmp_path: Path
) -> None:
    picture = gallery.add(new_picture(prompt="secret words", subjects=(MILA,)))
    export(gallery, picture, tmp_path / name)
    with Image.open(tmp_path / name) as image:
        packet = image.info["xmp"] if name == "a.jpg" else image.info[KEYWORD]
    packet = packet.decode() if isinstance(packet, bytes) else packet
    assert packet == PACKET
    assert source_type(packet) == TRAINED
    assert b"secret" not in (tmp_path / name).read_bytes()


def test_a_concept_that_is_called_a_person_later_is_marked_on_earlier_drawings(
    gallery: Gallery, folder: Path, new_picture: New, new_concept: Callable[..., Concept]
) -> None:
    with ConceptLibrary(folder) as library:
        entry = library.add(new_concept(name="Ada", kind="object"))
        subject = replace(MILA, concept=entry.id, name="Ada", kind="object")
        picture = gallery.add(new_picture(subjects=(subject,)))
        assert not picture.shows_person
        library.describe("Ada", Description(kind="person"))
    assert Wrapping().marks(gallery.pictures([picture.id])[0])


@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_the_mark_can_be_left_out(
    name: str, gallery: Gallery, new_picture: New, tmp_path: Path
) -> None:
    picture = gallery.add(new_picture(subjects=(MILA,)))
    export(gallery, picture, tmp_path / name, Wrapping(mark_people=False))
    assert b"xmp" not in (tmp_path / name).read_bytes().lower()


def test_the_recipe_tells_all_that_is_needed_to_draw_it_again(
    gallery: Gallery, new_picture: New, tmp_path: Path
) -> None:
    picture = gallery.add(new_picture(9, subjects=(MILA,)))
    export(gallery, picture, tmp_path / "a.png", Wrapping(content=Content.RECIPE))
    with Image.open(tmp_path / "a.png") as image:
        recipe = json.loads(image.info[RECIPE])
        assert source_type(image.info[KEYWORD]) == TRAINED
    assert recipe["prompt"] == picture.prompt
    assert recipe["concepts"] == ["Mila"]
    assert recipe["sampling"]["seed"] == 9
    assert recipe["codes"] == [9, 8191, 0]
    assert recipe["checkpoint"] == picture.checkpoint


def test_an_enlarged_picture_says_so_in_its_name(
    gallery: Gallery, new_picture: New, tmp_path: Path
) -> None:
    picture, how = gallery.add(new_picture(3)), Wrapping(scale=2)
    name = file_name(picture, how)
    assert name == "drawing-3-lanczos-2x.png"
    export(gallery, picture, tmp_path / name, how)
    with Image.open(tmp_path / name) as enlarged:
        assert enlarged.size == (64, 64)


def test_a_network_enlarges_in_the_place_of_lanczos_and_its_name_says_so(
    gallery: Gallery, folder: Path, new_picture: New, tmp_path: Path
) -> None:
    (tmp_path / "net.onnx").write_bytes(upscaler(2).SerializeToString())
    finish(upscalers.add(tmp_path / "net.onnx"))
    ids = [gallery.add(new_picture(seed)).id for seed in (3, 4)]
    how = Wrapping(scale=2, upscaler="net")
    (tmp_path / "out").mkdir()
    events, files = heard(given_away(folder, ids, tmp_path / "out", how))
    assert [file.name for file in files] == ["drawing-3-net-2x.png", "drawing-4-net-2x.png"]
    told = [event for event in events if isinstance(event, Progress) and event.note == "Enlarging"]
    assert {event.total for event in told} == {2}
    with Image.open(files[0]) as network, Image.open(gallery.pictures(ids)[0].path) as small:
        assert network.size == (64, 64)
        assert network.tobytes() != small.resize((64, 64), Image.Resampling.LANCZOS).tobytes()


def test_what_was_enlarged_before_a_stop_is_kept_whole(
    gallery: Gallery, folder: Path, new_picture: New, tmp_path: Path
) -> None:
    (tmp_path / "net.onnx").write_bytes(upscaler(2).SerializeToString())
    finish(upscalers.add(tmp_path / "net.onnx"))
    ids = [gallery.add(new_picture(seed)).id for seed in (3, 4)]
    (tmp_path / "out").mkdir()
    job = given_away(folder, ids, tmp_path / "out", Wrapping(scale=2, upscaler="net"))
    next(event for event in job if isinstance(event, Progress) and event.done == 1)
    job.close()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["drawing-3-net-2x.png"]


def test_a_network_of_another_size_is_refused(folder: Path, tmp_path: Path, home: Path) -> None:
    (tmp_path / "net.onnx").write_bytes(upscaler(4).SerializeToString())
    finish(upscalers.add(tmp_path / "net.onnx"))
    with pytest.raises(InputError, match="4 times"):
        finish(given_away(folder, [], tmp_path, Wrapping(scale=2, upscaler="net")))


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    for expected in ("a.png", "a-2.png", "a-3.png"):
        path = free_path(tmp_path, "a.png")
        assert path.name == expected
        path.touch()


@pytest.mark.parametrize(
    ("name", "content"), [("a.gif", "clean"), ("a.jpg", "recipe"), ("a", "clean")]
)
def test_what_a_format_cannot_hold_is_refused(
    name: str, content: str, gallery: Gallery, new_picture: New, tmp_path: Path
) -> None:
    picture = gallery.add(new_picture())
    with pytest.raises(InputError):
        export(gallery, picture, tmp_path / name, Wrapping(content=Content(content)))
    assert not (tmp_path / name).exists()


def test_other_scales_are_refused() -> None:
    with pytest.raises(InputError):
        Wrapping(scale=3)
