"""Wildcards: each picture takes one of the words, and takes the same again."""

import pytest

from engine.gallery.wildcards import chosen, has_wildcards

WISH = "a {red|blue|green} drawing of Bo"


def test_a_seed_chooses_the_same_word_every_time():
    assert [chosen(WISH, seed) for seed in range(1, 7)] == [
        chosen(WISH, seed) for seed in range(1, 7)
    ]
    assert chosen(WISH, 1) == "a red drawing of Bo"  # for ever: kept pictures are drawn again by it


def test_every_word_has_its_turn():
    assert {chosen(WISH, seed) for seed in range(40)} == {
        f"a {colour} drawing of Bo" for colour in ("red", "blue", "green")
    }


def test_two_wildcards_choose_apart():
    both = {chosen("{a|b} {a|b}", seed) for seed in range(40)}
    assert both == {"a a", "a b", "b a", "b b"}


def test_a_word_may_be_nothing_and_leaves_no_gap():
    assert {chosen("a {big |}dog", seed) for seed in range(40)} == {"a bigdog", "a dog"}
    assert {chosen("a {big|} dog", seed) for seed in range(40)} == {"a big dog", "a dog"}


@pytest.mark.parametrize("words", ["a photo of Bo", "a {red} dog", "a | b", "{", "}{|"])
def test_what_is_no_wildcard_stays_as_it_was_written(words: str):
    assert not has_wildcards(words)
    assert chosen(words, 3) == words
