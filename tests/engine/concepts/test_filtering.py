"""Which concepts are shown, and in which order."""

from dataclasses import replace

from engine.concepts.filtering import Filter, Sort, chosen, tags_of
from tests.desktop.learned import card

BO = card(1, tags=("family", "dog"), notes="Bites postmen", scores={"recognition": 0.9})
CUP = card(2, learned_at="2026-05-05T00:00:00+00:00")
CUP = replace(CUP, entry=replace(CUP.entry, name="Cup", kind="object"))
CARDS = [BO, CUP]
NONE: frozenset[str] = frozenset()


def test_every_word_must_occur_somewhere() -> None:
    assert chosen(CARDS, Filter(words="POST dog"), NONE) == [BO]
    assert chosen(CARDS, Filter(words="dog cup"), NONE) == []


def test_kind_and_tag_narrow() -> None:
    assert chosen(CARDS, Filter(kind="object"), NONE) == [CUP]
    assert chosen(CARDS, Filter(tag="Family"), NONE) == [BO]
    assert Filter(words="  ").narrows is False


def test_a_hidden_concept_is_not_shown() -> None:
    assert chosen(CARDS, Filter(), frozenset({BO.entry.id})) == [CUP]


def test_orders() -> None:
    assert chosen(CARDS, Filter(sort=Sort.NEWEST), NONE) == [CUP, BO]
    assert chosen([CUP, BO], Filter(sort=Sort.BEST), NONE) == [BO, CUP]


def test_tags_are_listed_once() -> None:
    assert tags_of([BO, replace(CUP, tags=("dog",))]) == ["dog", "family"]
