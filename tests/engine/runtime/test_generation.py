"""The decode loops: stops, allowed ids, guidance and its branches, golden ids."""

from itertools import islice

import numpy as np
import pytest

from engine.runtime.generation import Branches, branches, pictures, words
from engine.runtime.sampling import GREEDY, Sampling

FULL, ALONE, NOTHING = 1, 2, 3


@pytest.fixture
def codes(vocabulary):
    return np.array(vocabulary.image_ids, np.int64)


def by_branch(vocabulary, seed=0):
    """A rule with fixed logits for each branch, whatever was drawn; and those logits."""
    logits = np.random.default_rng(seed).standard_normal((4, vocabulary.size)).astype(np.float32)
    return (lambda row: logits[row[1]]), logits


def test_an_answer_holds_allowed_ids_only_and_ends_at_a_stop(scripted, vocabulary):
    def rule(row):
        logits = np.zeros(vocabulary.size, np.float32)
        logits[[vocabulary.image_ids[0], vocabulary.begin_image, vocabulary.reserved[5]]] = 50
        logits[[400, 401, 402, vocabulary.end_turn][len(row) - 2]] = 9
        return logits

    allowed = np.array([400, 401, 402, vocabulary.end_turn])
    said = list(words(scripted(rule), [0, 1], allowed, {vocabulary.end_turn}, GREEDY))
    assert said == [400, 401, 402]


def test_an_answer_ends_where_the_context_is_full(scripted):
    backend = scripted(lambda row: np.ones(500, np.float32), context=6)
    said = list(words(backend, [0, 1, 2], np.array([400, 401]), set(), GREEDY))
    assert len(said) == 4  # the last one need not be read again


def test_closing_an_answer_stops_before_the_next_step(scripted):
    backend = scripted(lambda row: np.ones(500, np.float32))
    job = words(backend, [0], np.array([400, 401]), set(), GREEDY)
    next(job), next(job)
    job.close()
    assert backend.steps == 1


def test_the_repetition_penalty_makes_words_change(scripted):
    def rule(row):
        logits = np.zeros(500, np.float32)
        logits[[400, 401]] = 2.0, 1.9
        return logits

    allowed, said = np.array([400, 401]), []
    for penalty in (1.0, 1.2):
        sampling = Sampling(temperature=0, repetition_penalty=penalty)
        said.append(list(islice(words(scripted(rule), [0], allowed, set(), sampling), 2)))
    assert said == [[400, 400], [400, 401]]


def test_guidance_goes_from_the_unconditional_through_the_prompt(scripted, vocabulary, codes):
    rule, logits = by_branch(vocabulary)
    begin = [0, vocabulary.begin_image]
    prompt = [0, FULL, 400, vocabulary.begin_image]
    sampling = Sampling(temperature=0, guidance=3.0)
    drawn = branches(prompt, begin, vocabulary, sampling)
    assert drawn.prompts == (prompt, begin)
    marked = Branches((prompt, [0, NOTHING]), drawn.weights)
    chosen = next(pictures(scripted(rule), marked, codes, sampling, [0]))
    full, nothing = logits[FULL, codes], logits[NOTHING, codes]
    assert chosen[0] == np.argmax(nothing + 3.0 * (full - nothing))
    assert chosen[0] != np.argmax(full)


def test_guidance_with_photos_has_three_branches(scripted, vocabulary, codes):
    rule, logits = by_branch(vocabulary)
    photo = [vocabulary.begin_image, *vocabulary.image_ids[:3], vocabulary.end_image]
    prompt = [0, FULL, *photo, 400, vocabulary.begin_image]
    sampling = Sampling(temperature=0, guidance=3.0, image_guidance=1.2)
    drawn = branches(prompt, [0, vocabulary.begin_image], vocabulary, sampling)
    assert drawn.prompts[1] == [0, *photo, vocabulary.begin_image]
    marked = (prompt, [0, ALONE], [0, NOTHING])
    chosen = next(pictures(scripted(rule), Branches(marked, drawn.weights), codes, sampling, [0]))
    full, alone, nothing = (logits[branch, codes] for branch in (FULL, ALONE, NOTHING))
    by_hand = nothing + 1.2 * (alone - nothing) + 3.0 * (full - alone)
    assert chosen[0] == np.argmax(by_hand) != np.argmax(full)


def test_three_branches_of_ragged_length_are_guided_as_if_each_were_read_alone(
    backend, vocabulary, codes
):
    photo = [vocabulary.begin_image, *vocabulary.image_ids[:5], vocabulary.end_image]
    prompt = [vocabulary.begin_text, 400, *photo, 401, 402, vocabulary.begin_image]
    nothing = [vocabulary.begin_text, vocabulary.begin_image]
    sampling = Sampling(temperature=0, guidance=3.0)
    drawn = branches(prompt, nothing, vocabulary, sampling)
    assert len({len(one) for one in drawn.prompts}) == 3
    chosen = [row.tolist() for row in islice(pictures(backend, drawn, codes, sampling, [0, 1]), 4)]
    known = []
    for both in chosen:
        rows = [[*one, *codes[known]] for one in drawn.prompts]
        alone = [backend.prefill([row], "images")[0] for row in rows]
        by_hand = sum(weight * one for weight, one in zip(drawn.weights, alone, strict=True))
        assert both == [np.argmax(by_hand)] * 2
        known.append(both[0])


def test_without_guidance_there_is_no_second_branch(vocabulary):
    prompt = [0, 400, vocabulary.begin_image]
    drawn = branches(prompt, [0, vocabulary.begin_image], vocabulary, Sampling(guidance=1.0))
    assert drawn.prompts == (prompt,) and drawn.weights == (1.0,)


def test_one_prompt_is_read_once_for_many_pictures(scripted, vocabulary, codes):
    rule, _ = by_branch(vocabulary)
    backend, sampling = scripted(rule), Sampling(guidance=3.0)
    prompt = [0, FULL, vocabulary.begin_image]
    drawn = branches(prompt, [0, vocabulary.begin_image], vocabulary, sampling)
    marked = Branches((prompt, [0, NOTHING]), drawn.weights)
    first = list(islice(pictures(backend, marked, codes, sampling, [1, 2, 3]), 2))
    assert [len(rows) for rows in backend.prefilled] == [2]
    ids = codes[first[0]].tolist()
    assert [row[-1] for row in backend.rows] == ids + ids  # each picture's code goes to both
    assert [row[1] for row in backend.rows] == [FULL] * 3 + [NOTHING] * 3


def test_closing_a_drawing_stops_before_the_next_step(scripted, vocabulary, codes):
    rule, _ = by_branch(vocabulary)
    backend, sampling = scripted(rule), Sampling()
    drawn = branches([0, FULL, 9], [0, NOTHING], vocabulary, sampling)
    job = pictures(backend, drawn, codes, sampling, [1])
    next(job), next(job), next(job)
    job.close()
    assert backend.steps == 2


def test_greedy_ids_of_the_tiny_model_are_pinned(backend, vocabulary, codes):
    """Every backend must give these too. They change only with the tiny checkpoint's weights."""
    allowed = np.array(vocabulary.text_ids)
    said = list(islice(words(backend, [0, 400, 401], allowed, set(), GREEDY), 12))
    drawn = branches([0, 400, vocabulary.begin_image], [0], vocabulary, Sampling(guidance=1.0))
    picture = [int(c[0]) for c in islice(pictures(backend, drawn, codes, GREEDY, [0]), 12)]
    assert (said, picture) == (GOLDEN_WORDS, GOLDEN_CODES)


GOLDEN_WORDS = [348, 348, 422, 628, 348, 422, 516, 599, 595, 599, 595, 625]
GOLDEN_CODES = [13, 13, 13, 33, 33, 13, 31, 27, 27, 24, 36, 21]
