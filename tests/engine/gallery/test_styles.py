"""Styles: named words for prompts, bundled and one's own."""

from pathlib import Path

import pytest

from engine.errors import InputError
from engine.gallery.store import Gallery
from engine.gallery.styles import BUNDLED, LONGEST, Style, styled


def test_bundled_styles_are_there_from_the_start(gallery: Gallery):
    assert gallery.styles.all() == list(BUNDLED)
    assert gallery.styles.find("at NIGHT").words == "at night"


def test_ones_own_style_is_kept_and_stands_first(gallery: Gallery, folder: Path):
    gallery.styles.add(" Old photo ", ", an old photo ")
    with Gallery(folder) as again:
        assert again.styles.all()[0] == Style("Old photo", ", an old photo", own=True)
        assert again.styles.find("old PHOTO").own


def test_styles_are_found_by_their_name_and_by_their_words(gallery: Gallery):
    gallery.styles.add("Evening", "in a golden light")
    assert [one.name for one in gallery.styles.all("golden LIGHT")] == ["Evening"]
    assert [one.name for one in gallery.styles.all("water")] == ["Watercolour"]
    assert gallery.styles.all("nothing like it") == []


def test_ones_own_style_can_be_removed_and_a_bundled_one_cannot(gallery: Gallery):
    gallery.styles.add("Evening", "in a golden light")
    gallery.styles.remove("evening")
    assert gallery.styles.all() == list(BUNDLED)
    with pytest.raises(InputError, match="comes with the app"):
        gallery.styles.remove("Watercolour")


def test_an_unknown_style_names_the_one_that_was_meant(gallery: Gallery):
    with pytest.raises(InputError) as error:
        gallery.styles.find("watercolor")
    assert "Watercolour" in error.value.remedy


@pytest.mark.parametrize("name", ["At Night", "evening", " ", "a/b"])
def test_a_name_that_is_taken_or_unfit_is_refused(name: str, gallery: Gallery):
    gallery.styles.add("Evening", "in a golden light")
    with pytest.raises(InputError):
        gallery.styles.add(name, "words")


@pytest.mark.parametrize("words", ["", "  ", "x" * (LONGEST + 1)])
def test_a_style_has_a_few_words(words: str, gallery: Gallery):
    with pytest.raises(InputError):
        gallery.styles.add("Evening", words)


def test_words_go_to_the_end_of_a_prompt_before_its_full_stop():
    night, water = Style("n", "at night"), Style("w", ", a watercolour painting")
    assert styled("a photo of Bo", [night]) == "a photo of Bo at night"
    assert styled("A photo of Bo. ", [night]) == "A photo of Bo at night."
    assert styled("Bo", [night, water]) == "Bo at night, a watercolour painting"
    assert styled("", [night]) == "at night"
