"""Rows padded or packed say the same; pictures encoded again are the same pictures."""

from dataclasses import replace
from typing import Any

import pytest

from bench.trainers.encoding import encoded
from bench.trainers.laying import NO_LABEL, packed, padded
from bench.trainers.material import Material
from bench.trainers.plain import PADDED, padded_to


def test_padded_rows_are_as_long_as_asked_and_label_answers_alone(material: Material) -> None:
    rows = material.rows(0)
    laid = padded(rows, padded_to(material), pad=1)
    assert laid.ids.shape == (4, padded_to(material))
    for place, row in enumerate(rows):
        labels = laid.labels[place]
        assert labels[labels != NO_LABEL].tolist() == list(row.ids[row.answer_start :])
        assert laid.mask[place].sum() == len(row.ids)


def test_packed_rows_have_no_padding_and_the_same_labels(material: Material) -> None:
    rows = material.rows(0)
    laid, apart = packed(rows), padded(rows, padded_to(material), pad=1)
    assert laid.ids.shape == (1, sum(len(row.ids) for row in rows))
    assert bool(laid.mask.all())
    assert laid.lengths == tuple(sorted(len(row.ids) for row in rows))
    for drawn in (False, True):
        own = [one.labels[(one.labels != NO_LABEL) & (one.drawn == drawn)] for one in (laid, apart)]
        assert sorted(own[0].tolist()) == sorted(own[1].tolist())


def test_rows_are_padded_to_a_multiple_of_the_mean_one_and_none_is_cut(material: Material) -> None:
    assert padded_to(material) >= material.longest_row
    assert padded_to(material) >= round(PADDED * material.mean_row)


def test_encoding_again_gives_the_same_rows(tiny_model: Any, material: Material) -> None:
    rows = material.rows(0)
    assert encoded(tiny_model, material, rows) == list(rows)


def test_a_picture_without_pixels_is_an_error(tiny_model: Any, material: Material) -> None:
    drawing = next(row for row in material.rows(0) if row.kind == "drawing")
    with pytest.raises(KeyError):
        encoded(tiny_model, replace(material, pixels={}), [drawing])
