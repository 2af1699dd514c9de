"""Concepts as a list model."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.state.concept_model import CARD, ConceptModel
from tests.desktop.learned import card

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(qapp: object) -> ConceptModel:
    """Three concepts, watched by Qt's own tester."""
    made = ConceptModel()
    made.tester = QAbstractItemModelTester(made, FATAL)  # type: ignore[attr-defined]
    made.show([card(number) for number in range(3)])
    return made


def test_rows_tell_name_words_and_card(model: ConceptModel) -> None:
    index = model.index(1)
    assert model.rowCount() == 3
    assert index.data() == "Concept 1"
    assert index.data(CARD) == card(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Concept 1"
    assert model.row_of(card(2).entry.id) == 2
    assert model.row_of("nobody") == -1


def test_showing_others_resets_and_the_same_ones_only_change(model: ConceptModel) -> None:
    resets, changes = [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda *_: changes.append(1))
    model.show([card(number, notes="new") for number in range(3)])
    assert (resets, changes) == ([], [1])
    assert model.index(0).data(CARD).notes == "new"
    model.show([card(5)])
    assert (resets, model.rowCount()) == ([1], 1)


def test_ten_thousand_concepts_are_shown_at_once(model: ConceptModel) -> None:
    cards = [card(number) for number in range(10_000)]
    began = time.process_time()
    model.show(cards)
    assert model.index(9_999).data() == "Concept 9999"
    assert time.process_time() - began < 1.0
