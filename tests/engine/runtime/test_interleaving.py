"""Answers in words and pictures: when a picture begins, what it is drawn from, what follows it."""

import numpy as np
import pytest

from engine.events import Preview, Progress, Said
from engine.runtime.drawing import Drawing
from engine.runtime.sampling import GREEDY, Sampling
from engine.tokens import prompts

HAND = Sampling(temperature=0, guidance=3.0, seed=5)


@pytest.fixture
def telling(scripted, tiny_tokenizer):
    """`telling(*script)`: a backend that says the ids of `script` one after the other.

    A picture in it, begun by begin of image, has code 9 everywhere and is not in the script.
    """
    vocabulary = tiny_tokenizer.vocabulary

    def backend_for(*script, context=1024):
        def rule(row):
            turn = row.index(vocabulary.end_turn) if vocabulary.end_turn in row else 0
            skipped = {*vocabulary.reserved, *vocabulary.image_ids, vocabulary.end_image}
            said = [i for i in row[turn + 1 :] if i not in skipped]
            logits = np.zeros(vocabulary.size, np.float32)
            logits[script[min(len(said), len(script) - 1)]] = 20
            logits[vocabulary.image_ids[9]] = 10
            return logits

        return scripted(rule, context=context)

    return backend_for


@pytest.fixture
def spell(tiny_tokenizer):
    return lambda text: tiny_tokenizer.encode([text], begin=False)


def composed(session, finish, **options):
    return finish(session.compose("Show me.", sampling=GREEDY, drawing=HAND, **options))


def test_words_a_picture_and_words_come_in_their_order(says, telling, spell, vocabulary, finish):
    backend = telling(
        *spell("Look:"), vocabulary.begin_image, *spell(" nice."), vocabulary.end_turn
    )
    events, pieces = composed(says(backend), finish)
    before, picture, after = pieces
    assert (before, after) == ("Look:", "nice.")
    assert isinstance(picture, Drawing) and picture.codes == (9,) * 64
    assert picture.prompt == "Show me." and picture.sampling.seed == 5
    first, last = (
        next(n for n in order if isinstance(events[n], Said))
        for order in (range(len(events)), reversed(range(len(events))))
    )
    drawing = [n for n, event in enumerate(events) if isinstance(event, Progress | Preview)]
    assert first < min(drawing) < max(drawing) < last


def test_a_picture_is_drawn_from_all_that_was_said_before_it(
    says, telling, tiny_tokenizer, noise_concept, finish
):
    vocabulary = tiny_tokenizer.vocabulary
    words = tiny_tokenizer.encode(["Look:"], begin=False)
    backend = telling(*words, vocabulary.begin_image, vocabulary.end_turn)
    composed(says(backend, noise_concept("Bo")), finish)
    asked, drawn, after = backend.prefilled
    ids = prompts.ConceptIds(vocabulary.first_concept, 2)
    opening = tiny_tokenizer.encode(prompts.picture_opening([ids], vocabulary), begin=False)
    full, nothing = (list(row) for row in drawn)
    assert full == [*asked[0], *words, *opening]
    assert nothing == [vocabulary.begin_text, vocabulary.begin_image]
    code = vocabulary.image_ids[9]
    assert list(after[0]) == [*full, *[code] * 64, vocabulary.end_image]


def test_a_second_picture_is_guided_by_the_first(says, telling, spell, vocabulary, finish):
    begin = vocabulary.begin_image
    backend = telling(*spell("a"), begin, *spell("b"), begin, vocabulary.end_turn)
    pieces = composed(says(backend), finish)[1]
    assert [type(piece) for piece in pieces] == [str, Drawing, str, Drawing]
    assert [piece.sampling.seed for piece in pieces[1::2]] == [5, 6]
    assert [len(rows) for rows in backend.prefilled] == [1, 2, 1, 3, 1]


def test_a_picture_that_would_not_fit_is_never_begun(says, telling, spell, vocabulary, finish):
    script = (*spell("Look:"), vocabulary.begin_image, vocabulary.end_turn)
    backend = telling(*script)
    composed(says(backend), finish, limit=15)
    needed = len(backend.prefilled[0][0]) + 15 + 1 + 64 + 1
    for context, begun in ((needed, True), (needed - 1, False)):
        pieces = composed(says(telling(*script, context=context)), finish, limit=15)[1]
        assert any(isinstance(piece, Drawing) for piece in pieces) == begun


def test_the_limit_counts_the_words_of_the_whole_answer(says, telling, spell, vocabulary, finish):
    begin = vocabulary.begin_image
    words = spell("abc")
    assert len(words) == 3
    backend = telling(*words, begin, *spell("defgh"), vocabulary.end_turn)
    pieces = composed(says(backend), finish, limit=5)[1]
    assert len(spell(pieces[0])) + len(spell(pieces[2])) == 5


def test_closing_while_a_picture_is_drawn_stops_before_the_next_step(
    says, telling, spell, vocabulary
):
    backend = telling(*spell("a"), vocabulary.begin_image, vocabulary.end_turn)
    job = says(backend).compose("Show me.", sampling=GREEDY, drawing=HAND)
    for event in job:
        if isinstance(event, Progress) and event.done == 3:
            break
    steps = backend.steps
    job.close()
    assert backend.steps == steps and len(backend.rows) == 2
