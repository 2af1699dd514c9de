"""Concepts that come as files, with and without photos."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.concepts.concept import Concept, enclosed_photos
from engine.errors import FormatError
from engine.learning.keeping import open_library
from engine.learning.sharing import import_concept
from tests.conftest import Photo
from tests.desktop.learned import add, concept


def test_a_file_without_photos_is_of_the_first_format(tmp_path: Path) -> None:
    add(tmp_path, "Bo")
    with open_library() as library:
        library.export("Bo", tmp_path / "bo.concept")
    assert b'"format":"1"' in (tmp_path / "bo.concept").read_bytes()[:2000]
    assert enclosed_photos(tmp_path / "bo.concept") == []


def test_photos_that_were_asked_for_come_with_the_concept(tmp_path: Path) -> None:
    add(tmp_path, "Bo")
    with open_library() as library:
        library.export("Bo", tmp_path / "bo.concept", with_photos=True)
        before = library.load(library.find("Bo"))
    entry = import_concept(tmp_path / "bo.concept", "Bo 2", "f" * 64)
    with open_library() as library:
        assert len(library.photos("Bo 2")) == 2
        np.testing.assert_array_equal(library.load(entry).head, before.head)


def test_metadata_and_unsound_photos_of_a_stranger_are_left_out(
    tmp_path: Path, photo: Photo
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "12 Secret Road"
    content = io.BytesIO()
    photo(1, (600, 600)).save(content, "JPEG", exif=exif)
    concept("Bo").save(tmp_path / "bo.concept", [content.getvalue(), b"no photo"])
    import_concept(tmp_path / "bo.concept", None, "f" * 64)
    with open_library() as library:
        (kept,) = library.photos("Bo")
    assert b"Secret" not in kept.path.read_bytes()
    assert (kept.width, kept.height) == (600, 600)


def test_a_file_of_another_model_is_refused_before_its_photos_are_looked_at(
    tmp_path: Path,
) -> None:
    concept("Bo").save(tmp_path / "bo.concept", [b"no photo"])
    with pytest.raises(FormatError, match="another model"):
        import_concept(tmp_path / "bo.concept", None, "0" * 64)
    with open_library() as library:
        assert list(library) == []


def test_a_photo_that_was_changed_on_the_way_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "bo.concept"
    concept("Bo").save(file, [b"a photo of Bo"])
    file.write_bytes(file.read_bytes().replace(b"a photo of Bo", b"a photo of Al"))
    with pytest.raises(FormatError, match="checksum"):
        Concept.load(file)
