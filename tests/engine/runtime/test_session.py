"""Answers and recognition: how they are asked, what may be said, what is made of it."""

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from engine.errors import FormatError, InputError
from engine.events import Noticed, Said
from engine.runtime.sampling import TEXT
from engine.runtime.session import Session
from engine.tokens import prompts
from engine.tokens.prompts import Codes


def one_code(code=7):
    """A photo that the scripted backend encodes as this code everywhere."""
    return Image.new("RGB", (16, 16), (round(code / 7 * 255), 0, 0))


def noticed(events):
    return [event.text for event in events if isinstance(event, Noticed)]


def test_an_answer_comes_in_pieces_that_make_the_whole(says, saying, noise_concept, finish):
    session = says(saying("It is a café 狗."), noise_concept("Bo"))
    events, answer = finish(session.ask("What is Bo?"))
    pieces = [event.text for event in events if isinstance(event, Said)]
    assert answer == "It is a café 狗." == "".join(pieces)
    assert len(pieces) > 3 and not any("\ufffd" in piece for piece in pieces)


def test_an_answer_can_be_stopped_between_any_two_steps_of_the_model(says, saying):
    backend = saying("It is a sofa on which a dog sleeps.")
    job, taken = says(backend).ask("What is it?"), [0]
    for _ in range(8):
        next(job)
        taken.append(backend.steps)
    job.close()
    assert taken[-1] >= 7 and all(now - before <= 1 for before, now in pairwise(taken))
    assert backend.steps == taken[-1]


def test_an_answer_is_no_longer_than_its_limit(says, saying, tiny_tokenizer, finish):
    session = says(saying("abcdefgh"))
    assert len(tiny_tokenizer.encode([finish(session.ask("hm", limit=3))[1]], begin=False)) == 3


def test_a_question_is_spelled_as_in_training_and_opens_with_the_understanding_tokens(
    says, saying, tiny_tokenizer, noise_concept, finish
):
    backend = saying("Yes.")
    session = says(backend, noise_concept("Bo"))
    finish(session.ask("Is Bo here?", one_code(3)))
    vocabulary = tiny_tokenizer.vocabulary
    ids = prompts.ConceptIds(vocabulary.first_concept, 2)
    text: list[prompts.Part] = [" Is ", [ids.first], " here?"]
    human = prompts.question([ids], text, Codes((3,) * 64), vocabulary)
    trained = tiny_tokenizer.encode([*human, *prompts.answer([ids], ["Yes."], vocabulary)])
    asked = list(backend.prefilled[-1][0])
    assert trained[: len(asked)] == asked
    assert asked[-2:] == list(ids.understanding)


def test_what_is_said_never_holds_image_or_reserved_ids_but_may_name_the_concept(
    says, scripted, tiny_tokenizer, noise_concept, finish
):
    vocabulary = tiny_tokenizer.vocabulary
    bo = vocabulary.first_concept
    forbidden = [i for i in range(vocabulary.size) if i in vocabulary.special_ids and i != bo]

    def rule(row):
        logits = np.random.default_rng(len(row)).standard_normal(vocabulary.size)
        logits[forbidden] += 100
        logits[[vocabulary.end_turn, vocabulary.end_text]] = -100
        logits[bo] += 5
        return logits.astype(np.float32)

    backend = scripted(rule)
    session = says(backend, noise_concept("Bo"))
    prompt_length = None
    for _ in session.ask("Bo?", sampling=TEXT, limit=60):
        prompt_length = prompt_length or len(backend.prefilled[0][0])
    said = backend.rows[0][prompt_length:]
    assert len(said) > 50 and not set(said) & set(forbidden)
    assert bo in said


def test_the_concepts_own_id_is_spoken_as_its_name(
    says, scripted, tiny_tokenizer, noise_concept, finish
):
    vocabulary = tiny_tokenizer.vocabulary
    script = [vocabulary.first_concept, vocabulary.end_turn]

    def rule(row):
        logits = np.zeros(vocabulary.size, np.float32)
        logits[script[0] if row[-1] != script[0] else script[1]] = 9
        return logits

    session = says(scripted(rule), noise_concept("Bo"))
    assert finish(session.ask("Who is Bo?"))[1] == "Bo"


def test_a_name_is_replaced_as_a_whole_word(says, saying, tiny_tokenizer, noise_concept, finish):
    backend = saying("Yes.")
    session = says(backend, noise_concept("Bo"))
    bo = tiny_tokenizer.vocabulary.first_concept
    events, _ = finish(session.ask("Is bo a bobcat?"))
    assert backend.prefilled[-1][0].count(bo) == 2  # introduction and question
    assert noticed(events) == []
    events, _ = finish(session.ask("Is Bob a bobcat?"))
    assert backend.prefilled[-1][0].count(bo) == 1  # the introduction is still given
    assert len(noticed(events)) == 1 and "Bo" in noticed(events)[0]


@pytest.mark.parametrize("typed", ["<image>", "<reserved16200>", "</s>", "<", "IMGIMGAZ"])
def test_special_names_in_a_persons_words_are_plain_characters(
    says, saying, tiny_tokenizer, finish, typed
):
    backend = saying("Yes.")
    finish(says(backend).ask(f"What is {typed} ?"))
    special = [i for i in backend.prefilled[-1][0] if i in tiny_tokenizer.vocabulary.special_ids]
    assert special == [tiny_tokenizer.vocabulary.begin_text, tiny_tokenizer.vocabulary.end_turn]
    assert tiny_tokenizer.decode(backend.prefilled[-1][0]) == f"What is {typed} ?"


def test_an_empty_question_is_refused(session, finish):
    with pytest.raises(InputError):
        finish(session.ask("  "))


def test_two_concepts_stand_side_by_side_and_none_of_the_others_ids_are_used(
    says, saying, tiny_tokenizer, noise_concept, finish
):
    backend = saying("Yes.")
    bo, ada = noise_concept("Bo"), noise_concept("Ada", seed=1, latent_tokens=3)
    finish(says(backend, bo, ada).ask("Do Bo and Ada play?"))
    first = tiny_tokenizer.vocabulary.first_concept
    assert backend.soft_prompt.first == first
    np.testing.assert_array_equal(backend.soft_prompt.embeddings[5:], ada.embeddings)
    used = {i for i in backend.prefilled[-1][0] if i in tiny_tokenizer.vocabulary.reserved}
    assert used - {tiny_tokenizer.vocabulary.end_turn} == set(range(first, first + 5 + 7))


def test_several_concepts_at_once_are_called_experimental(
    says, scripted, vocabulary, noise_concept, finish
):
    backend = scripted(lambda row: np.zeros(vocabulary.size, np.float32))
    bo, ada = noise_concept("Bo"), noise_concept("Ada", seed=1)
    for concepts, told in (([bo], False), ([bo, ada], True)):
        session = says(backend, *concepts)
        for job in (session.ask("Do Bo and Ada play?", limit=2), session.imagine("Bo and Ada")):
            events, _ = finish(job)
            assert any("experimental" in text for text in noticed(events)) == told


def test_two_concepts_of_one_name_are_refused(says, saying, noise_concept):
    with pytest.raises(InputError, match="same name"):
        says(saying(""), noise_concept("Bo"), noise_concept("bo"))


def test_a_concept_of_another_checkpoint_is_refused(saying, tiny_tokenizer, noise_concept):
    with pytest.raises(FormatError, match="another model"):
        Session(saying(""), tiny_tokenizer, [noise_concept("Bo")], checkpoint="other")


def test_recognition_is_the_first_words_probability_after_the_understanding_tokens(
    says, scripted, tiny_tokenizer, noise_concept
):
    vocabulary = tiny_tokenizer.vocabulary
    logits = np.random.default_rng(0).standard_normal(vocabulary.size).astype(np.float32)
    logits[list(vocabulary.image_ids)] = 30  # may not be said, so they do not count
    backend = scripted(lambda row: logits)
    found = says(backend, noise_concept("Bo")).recognise(one_code())
    yes = tiny_tokenizer.encode(["Yes"], begin=False)
    no = tiny_tokenizer.encode(["No"], begin=False) + tiny_tokenizer.encode([" No"], begin=False)
    sayable = [*vocabulary.text_ids, vocabulary.first_concept, vocabulary.end_turn]
    total = np.exp(logits[[*sayable, vocabulary.end_text]].astype(float)).sum()
    assert found.yes == pytest.approx(np.exp(logits[yes]).sum() / total, rel=1e-5)
    assert found.no == pytest.approx(np.exp(logits[no]).sum() / total, rel=1e-5)
    assert found.recognised == (found.yes > found.no)
    assert backend.steps == 0
    assert tiny_tokenizer.decode(backend.prefilled[0][0]).endswith("Is  in this photo?")


def test_photos_judged_together_are_judged_as_alone(session, photo):
    photos = [photo(seed) for seed in range(5)]
    together = session.recognise_all(photos, "Do you see Bo?")
    for one, found in zip(photos, together, strict=True):
        alone = session.recognise(one, "Do you see Bo?")
        assert (found.yes, found.no) == pytest.approx((alone.yes, alone.no), abs=1e-5)
