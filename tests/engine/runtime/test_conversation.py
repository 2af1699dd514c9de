"""Chats: what is remembered, what gives way when the context fills, and what never does."""

import pytest
from PIL import Image

from engine.errors import InputError
from engine.events import Noticed
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.conversation import Conversation


def one_code(code=7):
    """A photo that the scripted backend encodes as this code everywhere."""
    return Image.new("RGB", (16, 16), (round(code / 7 * 255), 0, 0))


def noticed(events):
    return [event.text for event in events if isinstance(event, Noticed)]


def test_a_chat_remembers_and_introduces_the_concept_once(
    says, saying, tiny_tokenizer, noise_concept, finish
):
    backend, chat = saying("Yes."), Conversation()
    session = says(backend, noise_concept("Bo"))
    finish(session.chat(chat, "Is Bo a dog?"))
    events, _ = finish(session.chat(chat, "What colour is it?"))
    prompt = backend.prefilled[-1][0]
    spoken = tiny_tokenizer.decode(prompt, {tiny_tokenizer.vocabulary.first_concept: "Bo"})
    assert spoken == "Bo is . Is Bo a dog?Yes.What colour is it?"
    first = tiny_tokenizer.vocabulary.first_concept
    assert prompt.count(first + 1) == 1  # generation tokens: the introduction alone
    assert prompt.count(first + 3) == 3  # understanding tokens: there, and before both answers
    assert noticed(events) == [] and [turn.answer for turn in chat.turns] == ["Yes.", "Yes."]


def test_old_photos_give_way_to_captions_and_then_old_turns_but_never_the_introduction(
    says, saying, tiny_tokenizer, noise_concept, finish
):
    backend, chat = saying("A dog.", context=190), Conversation()
    session = says(backend, noise_concept("Bo"))
    heard = []
    for number in range(5):
        events, answer = finish(session.chat(chat, f"Photo {number}?", one_code(number), limit=12))
        heard += noticed(events)
        assert answer == "A dog."
        assert max(backend.lengths) <= 190
        prompt = backend.prefilled[-1][0]
        assert prompt[1] == tiny_tokenizer.vocabulary.first_concept
        assert tiny_tokenizer.vocabulary.image_ids[number] in prompt  # the newest photo stays
    assert any("words" in text for text in heard) and any("forgotten" in text for text in heard)
    assert [turn.caption for turn in chat.turns[:-1]] == ["A dog."] * (len(chat.turns) - 1)
    assert 1 < len(chat.turns) < 5 and chat.turns[-1].photo is not None


def test_a_turn_too_long_for_the_model_is_refused_and_the_chat_unchanged(says, saying, finish):
    chat = Conversation()
    session = says(saying("Yes.", context=60))
    finish(session.chat(chat, "Hm?", limit=5))
    with pytest.raises(InputError, match="too long"):
        finish(session.chat(chat, "word " * 60, limit=5))
    assert [turn.text for turn in chat.turns] == ["Hm?"]


def test_a_closed_answer_is_remembered_as_far_as_it_was_said(says, saying):
    backend, chat = saying("abcdef"), Conversation()
    job = says(backend).chat(chat, "Spell.")
    said = next(job).text + next(job).text
    job.close()
    assert chat.turns[0].answer == said and backend.steps == 1


def test_a_real_chat_stays_within_the_context(says, tiny_model, noise_concept, photo, finish):
    class Short(PyTorchBackend):
        context = 250

    session, chat = says(Short(tiny_model), noise_concept("Bo")), Conversation()
    for number in range(4):
        finish(session.chat(chat, f"And this, Bo? {number}", photo(number), limit=10))
        assert max(session.backend.lengths) <= 250
    assert chat.turns[0].photo is None or len(chat.turns) < 4


def test_describing_asks_about_the_concept_by_name(
    says, saying, tiny_tokenizer, noise_concept, finish
):
    backend = saying("A dog.")
    events, answer = finish(says(backend, noise_concept("Bo")).describe())
    assert answer == "A dog." and noticed(events) == []
    assert "Can you describe" in tiny_tokenizer.decode(backend.prefilled[0][0])


def test_a_turn_reads_only_what_is_new_and_answers_like_a_fresh_session(
    says, saying, noise_concept, finish
):
    bo, photo = noise_concept("Bo"), one_code(3)
    backend, chat = saying("A brown dog."), Conversation()
    lengths = []
    for text in ("What is in the photo of Bo?", "Which colour?", "And its ears?"):
        finish(says(backend, bo).chat(chat, text, photo if not chat.turns else None))
        lengths.append(len(backend.prefilled[-1][0]))
    answered = len(lengths) * ["A brown dog."]
    assert [turn.answer for turn in chat.turns] == answered
    assert backend.read[0] == lengths[0] > 64  # the photo
    # The end of the answer is new too: it was chosen, not read.
    assert all(read < 24 for read in backend.read[1:]), backend.read


def test_a_real_chat_says_the_same_whether_or_not_it_is_read_again(
    says, backend, noise_concept, photo, finish
):
    bo, said = noise_concept("Bo"), []
    for again in (False, True):
        chat = Conversation()
        for text in ("Is this Bo?", "And where?", "Why?"):
            if again:
                backend.prefill([[7]])  # nothing of the chat is left
                says(backend).backend.prefill([[7]])
            finish(says(backend, bo).chat(chat, text, None if chat.turns else photo(1), limit=12))
        said.append([turn.answer for turn in chat.turns])
    assert said[0] == said[1]
