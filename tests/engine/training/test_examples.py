"""Training rows hold the very ids that a session sends, for every kind of row."""

from collections import Counter
from dataclasses import replace

import pytest

from engine.runtime.recognition import first_ids
from engine.tokens import prompts
from engine.tokens.prompts import Layout
from engine.training.examples import (
    Kind,
    TrainingSet,
    concept_ids,
    epoch_examples,
    recognition_phrases,
)
from engine.training.photos import Photos
from engine.training.pool import adaptive_lengths
from engine.training.variants import Variant


def rows(training_set, config, kind):
    return [row for row in epoch_examples(training_set, config, 0) if row.kind is kind]


def session_prompts(training_set: TrainingSet, config, questions, pictures):
    """Every prompt a session may send for these questions: the person types the name Bo."""
    ids, vocab = concept_ids(training_set.tokenizer, config), training_set.tokenizer.vocabulary
    photos = {codes for one in pictures for codes in (one.plain, one.mirrored) if codes}
    found = set()
    for question in questions:
        typed = prompts.named(question.replace("{name}", "Bo"), {"Bo": ids})
        for photo in photos or {None}:
            parts = prompts.question([ids], prompts.spaced(typed), photo, vocab)
            parts += prompts.answer_opening([ids])
            found.add(tuple(training_set.tokenizer.encode(parts)))
    return found


@pytest.mark.parametrize("layout", [Layout.SELF_PROMPTING, Layout.SHARED])
def test_recognition_rows_ask_exactly_as_a_session_does(training_set, config, layout):
    config = replace(config, variant=Variant(layout.value))
    photos = training_set.photos
    forced = len(concept_ids(training_set.tokenizer, config).understanding)
    forced = 0 if layout is Layout.SHARED else forced
    expected = session_prompts(
        training_set,
        config,
        recognition_phrases().questions,
        (*photos.positives, *photos.negatives),
    )
    found = rows(training_set, config, Kind.RECOGNITION)
    assert len(found) == 4
    assert all(row.ids[: row.answer_start + forced] in expected for row in found)


@pytest.mark.parametrize("layout", [Layout.SELF_PROMPTING, Layout.SHARED])
def test_text_rows_ask_exactly_as_a_session_does(training_set, config, layout):
    config = replace(config, variant=Variant(layout.value), text_rows=2)
    forced = 0 if layout is Layout.SHARED else config.latent_tokens
    questions = [question for question, _ in training_set.answers]
    expected = session_prompts(training_set, config, questions, ())
    found = rows(training_set, config, Kind.TEXT)
    assert {row.ids[: row.answer_start + forced] for row in found} == expected


@pytest.mark.parametrize("layout", [Layout.SELF_PROMPTING, Layout.SHARED])
def test_drawing_rows_ask_exactly_as_a_session_does(training_set, config, layout):
    config = replace(config, variant=Variant(layout.value), soft_rows=0)
    tokenizer, ids = training_set.tokenizer, concept_ids(training_set.tokenizer, config)
    typed = prompts.spaced(prompts.named("A photo of Bo.", {"Bo": ids}))
    parts = prompts.picture_request([ids], typed, tokenizer.vocabulary)
    parts += prompts.picture_opening([ids], tokenizer.vocabulary)
    expected = tuple(tokenizer.encode(parts))
    found = rows(training_set, config, Kind.DRAWING)
    assert len(found) == 2
    assert all(row.ids[: len(expected)] == expected for row in found)


def test_soft_positives_show_only_their_first_generation_tokens(training_set, config):
    config = replace(config, latent_tokens=4, drawing_rows=0, soft_rows=3)
    tokenizer, ids = training_set.tokenizer, concept_ids(training_set.tokenizer, config)
    seen = set()
    for row in rows(training_set, config, Kind.DRAWING):
        codes = tokenizer.codes(row.ids)
        place = next(
            n
            for n, picture in enumerate(training_set.photos.soft_positives)
            if codes in (picture.plain, picture.mirrored)
        )
        level = adaptive_lengths(3, 4)[place]
        shown = [*ids.generation[:level]]
        asked = [i for i in row.ids[: row.answer_start] if i in ids.generation]
        answered = [i for i in row.ids[row.answer_start :] if i in ids.generation]
        assert asked == answered == shown
        assert set(ids.understanding) <= set(row.ids[: row.answer_start])
        seen.add(level)
    assert seen == {1, 2, 3}


def test_what_is_labelled_is_opening_answer_and_end_of_turn(training_set, config):
    tokenizer, vocab = training_set.tokenizer, training_set.tokenizer.vocabulary
    ids, phrases = concept_ids(tokenizer, config), recognition_phrases()
    for row in epoch_examples(training_set, config, 0):
        labelled = list(row.ids[row.answer_start :])
        assert row.ids[row.answer_start - 1] == labelled[-1] == vocab.end_turn
        assert row.ids.count(vocab.end_turn) == 2
        opening = ids.generation if row.kind is Kind.DRAWING else ids.understanding
        if row.kind is Kind.DRAWING:
            assert labelled[-2] == vocab.end_image
            assert vocab.begin_image in labelled
            assert len(tokenizer.codes(labelled).values) == tokenizer.image_length
        else:
            assert labelled[: len(opening)] == list(opening)
            said = tokenizer.decode(labelled, {ids.first: "{name}"})
            assert said in {*phrases.yes, *phrases.no, *(a for _, a in training_set.answers)}


def test_photos_of_the_concept_are_confirmed_and_others_denied(training_set, config):
    tokenizer, ids = training_set.tokenizer, concept_ids(training_set.tokenizer, config)
    own = {
        codes for picture in training_set.photos.positives
        for codes in (picture.plain, picture.mirrored)
    }  # fmt: skip
    for row in rows(training_set, config, Kind.RECOGNITION):
        said = tokenizer.decode(row.ids[row.answer_start :], {ids.first: "Bo"})
        shown = tokenizer.codes(row.ids) in own
        assert said.startswith("Yes," if shown else "No,")


def test_what_an_answer_comes_down_to_is_known_and_weighed(training_set, config):
    tokenizer = training_set.tokenizer
    yes, no = first_ids(tokenizer)
    for layout in (Layout.SELF_PROMPTING, Layout.SHARED):
        weighed = replace(config, variant=Variant(layout.value), decision_weight=7.0)
        for row in rows(training_set, weighed, Kind.RECOGNITION):
            (place,) = row.decided
            assert row.ids[place] in yes | no
            assert row.labels == len(row.ids) - row.answer_start + 6
        for row in rows(training_set, weighed, Kind.TEXT):
            said = tokenizer.decode([row.ids[place] for place in row.decided], {row.ids[1]: "Bo"})
            assert said in {answer.replace("{name}", "Bo") for _, answer in training_set.answers}
            assert row.decision == max(1, 7 / len(row.decided))
        assert all(not row.decided for row in rows(training_set, weighed, Kind.DRAWING))


def test_without_negatives_nothing_is_learned_about_recognition(training_set, config):
    alone = replace(training_set, photos=Photos(positives=training_set.photos.positives))
    assert {row.kind for row in epoch_examples(alone, config, 0)} == {Kind.TEXT, Kind.DRAWING}


def test_every_epoch_has_as_many_rows_of_each_kind_and_draws_them_anew(training_set, config):
    config = replace(config, positive_rows=6, text_rows=5)
    epochs = [epoch_examples(training_set, config, epoch) for epoch in range(3)]
    counts = [Counter(row.kind for row in rows) for rows in epochs]
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] == {Kind.RECOGNITION: 8, Kind.TEXT: 5, Kind.DRAWING: 3}
    assert epochs[0] != epochs[1] != epochs[2]
    assert epoch_examples(training_set, config, 1) == epochs[1]
    assert epoch_examples(training_set, replace(config, seed=1), 1) != epochs[1]


def test_kinds_are_spread_evenly_over_an_epoch(training_set, config):
    config = replace(config, positive_rows=8, negative_rows=8, text_rows=8, drawing_rows=16)
    found = epoch_examples(training_set, config, 0)
    for start in range(0, len(found) - 10, 10):
        kinds = Counter(row.kind for row in found[start : start + 10])
        assert min(kinds[kind] for kind in Kind) >= 1


def test_pictures_are_used_equally_often(training_set, config):
    config = replace(config, drawing_rows=9, soft_rows=0)
    own = training_set.photos.positives
    used = Counter(
        next(n for n, one in enumerate(own) if codes in (one.plain, one.mirrored))
        for row in rows(training_set, config, Kind.DRAWING)
        for codes in [training_set.tokenizer.codes(row.ids)]
    )
    assert sorted(used.values()) == [4, 5]


def test_there_are_thirty_phrases_of_each_sort_and_they_say_what_they_should():
    phrases = recognition_phrases()
    for part in (phrases.questions, phrases.yes, phrases.no):
        assert len(set(part)) == 30
        assert sum("{name}" in phrase for phrase in part) >= 29
    assert all(phrase.startswith("Yes,") for phrase in phrases.yes)
    assert all(phrase.startswith("No,") for phrase in phrases.no)
    assert all("{name}" in phrase for phrase in phrases.questions)


def shown(training_set, config, epoch=0):
    """For each kind of row: which latent tokens its question shows, and its answer opens with."""
    ids = concept_ids(training_set.tokenizer, config)
    halves = {"g": set(ids.generation), "u": set(ids.understanding)}

    def seen(part):
        return "".join(name for name, half in halves.items() if half & set(part))

    found = {}
    for row in epoch_examples(training_set, config, epoch):
        asked, answered = row.ids[: row.answer_start], row.ids[row.answer_start :]
        found.setdefault(row.kind, set()).add((seen(asked), seen(answered)))
    return found


WORDS, PICTURE = (Kind.RECOGNITION, Kind.TEXT), (Kind.DRAWING,)


@pytest.mark.parametrize(
    ("variant", "words", "pictures"),
    [
        (Variant.SELF_PROMPTING, ("gu", "u"), ("gu", "g")),
        (Variant.RELEASED, ("gu", "u"), ("gu", "")),
        (Variant.SHARED, ("gu", ""), ("gu", "")),
        (Variant.TEXT_ONLY, ("gu", ""), None),
        (Variant.IMAGE_ONLY, None, ("gu", "")),
        (Variant.IMAGE_ONLY_POSITIVES, None, ("gu", "")),
        (Variant.CONCATENATED, ("u", ""), ("g", "")),
        (Variant.CONCATENATED_TUNED, ("u", ""), ("g", "")),
    ],
)
def test_every_variant_of_the_table_shows_what_the_table_says(
    training_set, config, variant, words, pictures
):
    found = shown(training_set, replace(config, variant=variant))
    wanted = {kind: {words} for kind in WORDS if words}
    wanted |= {kind: {pictures} for kind in PICTURE if pictures}
    assert found == wanted


def test_fine_tuning_of_concatenated_tokens_shows_both_in_the_last_quarter(training_set, config):
    config = replace(config, variant=Variant.CONCATENATED_TUNED, epochs=8)
    assert config.tuned_from() == 6
    assert shown(training_set, config, 5)[Kind.DRAWING] == {("g", "")}
    assert shown(training_set, config, 6) == {kind: {("gu", "")} for kind in Kind}


def test_positives_alone_leaves_soft_positives_out(training_set, config):
    both = replace(config, variant=Variant.IMAGE_ONLY)
    alone = replace(config, variant=Variant.IMAGE_ONLY_POSITIVES)
    counts = [len(epoch_examples(training_set, one, 0)) for one in (both, alone)]
    assert counts == [config.drawing_rows + config.soft_rows, config.drawing_rows]
    assert [one.rows_per_epoch for one in (both, alone)] == counts
