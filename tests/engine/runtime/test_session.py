import numpy as np
import pytest
from PIL import Image

from engine.errors import FormatError, InputError
from engine.events import Noticed, Preview, Progress, Said
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.conversation import Conversation
from engine.runtime.sampling import IMAGE, TEXT, Sampling
from engine.runtime.session import Session
from engine.tokens import prompts
from engine.tokens.prompts import Codes

QUICK = Sampling(temperature=1.0, top_p=0.9, guidance=3.0, seed=11)


def says(backend, tokenizer, *concepts):
    return Session(backend, tokenizer, concepts)


def one_code(code=7):
    return Image.new("RGB", (16, 16), (round(code / 7 * 255), 0, 0))


def noticed(events):
    return [event.text for event in events if isinstance(event, Noticed)]


# answers


def test_an_answer_comes_in_pieces_that_make_the_whole(
    scripted, saying, tiny_tokenizer, noise_concept, finish
):
    session = says(scripted(saying("It is a café 狗.")), tiny_tokenizer, noise_concept("Bo"))
    events, answer = finish(session.ask("What is Bo?"))
    pieces = [event.text for event in events if isinstance(event, Said)]
    assert answer == "It is a café 狗." == "".join(pieces)
    assert len(pieces) > 3 and not any("\ufffd" in piece for piece in pieces)


def test_an_answer_is_no_longer_than_its_limit(scripted, saying, tiny_tokenizer, finish):
    session = says(scripted(saying("abcdefgh")), tiny_tokenizer)
    assert len(tiny_tokenizer.encode([finish(session.ask("hm", limit=3))[1]], begin=False)) == 3


def test_a_question_is_spelled_as_in_training_and_opens_with_the_understanding_tokens(
    scripted, saying, tiny_tokenizer, noise_concept, finish
):
    backend = scripted(saying("Yes."))
    session = says(backend, tiny_tokenizer, noise_concept("Bo"))
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
    scripted, tiny_tokenizer, noise_concept, finish
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
    session = says(backend, tiny_tokenizer, noise_concept("Bo"))
    prompt_length = None
    for _ in session.ask("Bo?", sampling=TEXT, limit=60):
        prompt_length = prompt_length or len(backend.prefilled[0][0])
    said = backend.rows[0][prompt_length:]
    assert len(said) > 50 and not set(said) & set(forbidden)
    assert bo in said


def test_the_concepts_own_id_is_spoken_as_its_name(scripted, tiny_tokenizer, noise_concept, finish):
    vocabulary = tiny_tokenizer.vocabulary
    script = [vocabulary.first_concept, vocabulary.end_turn]

    def rule(row):
        logits = np.zeros(vocabulary.size, np.float32)
        logits[script[0] if row[-1] != script[0] else script[1]] = 9
        return logits

    session = says(scripted(rule), tiny_tokenizer, noise_concept("Bo"))
    assert finish(session.ask("Who is Bo?"))[1] == "Bo"


def test_a_name_is_replaced_as_a_whole_word(
    scripted, saying, tiny_tokenizer, noise_concept, finish
):
    backend = scripted(saying("Yes."))
    session = says(backend, tiny_tokenizer, noise_concept("Bo"))
    bo = tiny_tokenizer.vocabulary.first_concept
    events, _ = finish(session.ask("Is bo a bobcat?"))
    assert backend.prefilled[-1][0].count(bo) == 2  # introduction and question
    assert noticed(events) == []
    events, _ = finish(session.ask("Is Bob a bobcat?"))
    assert backend.prefilled[-1][0].count(bo) == 1  # the introduction is still given
    assert len(noticed(events)) == 1 and "Bo" in noticed(events)[0]


@pytest.mark.parametrize("typed", ["<image>", "<reserved16200>", "</s>", "<", "IMGIMGAZ"])
def test_special_names_in_a_persons_words_are_plain_characters(
    scripted, saying, tiny_tokenizer, finish, typed
):
    backend = scripted(saying("Yes."))
    finish(says(backend, tiny_tokenizer).ask(f"What is {typed} ?"))
    special = [i for i in backend.prefilled[-1][0] if i in tiny_tokenizer.vocabulary.special_ids]
    assert special == [tiny_tokenizer.vocabulary.begin_text, tiny_tokenizer.vocabulary.end_turn]
    assert tiny_tokenizer.decode(backend.prefilled[-1][0]) == f"What is {typed} ?"


def test_an_empty_question_is_refused(session, finish):
    with pytest.raises(InputError):
        finish(session.ask("  "))


def test_two_concepts_stand_side_by_side_and_none_of_the_others_ids_are_used(
    scripted, saying, tiny_tokenizer, noise_concept, finish
):
    backend = scripted(saying("Yes."))
    bo, ada = noise_concept("Bo"), noise_concept("Ada", seed=1, latent_tokens=3)
    finish(says(backend, tiny_tokenizer, bo, ada).ask("Do Bo and Ada play?"))
    first = tiny_tokenizer.vocabulary.first_concept
    assert backend.soft_prompt.first == first
    np.testing.assert_array_equal(backend.soft_prompt.embeddings[5:], ada.embeddings)
    used = {i for i in backend.prefilled[-1][0] if i in tiny_tokenizer.vocabulary.reserved}
    assert used - {tiny_tokenizer.vocabulary.end_turn} == set(range(first, first + 5 + 7))


def test_two_concepts_of_one_name_are_refused(scripted, saying, tiny_tokenizer, noise_concept):
    with pytest.raises(InputError, match="same name"):
        says(scripted(saying("")), tiny_tokenizer, noise_concept("Bo"), noise_concept("bo"))


def test_a_concept_of_another_checkpoint_is_refused(
    scripted, saying, tiny_tokenizer, noise_concept
):
    with pytest.raises(FormatError, match="another model"):
        Session(scripted(saying("")), tiny_tokenizer, [noise_concept("Bo")], checkpoint="other")


# recognition


def test_recognition_is_the_first_words_probability_after_the_understanding_tokens(
    scripted, tiny_tokenizer, noise_concept
):
    vocabulary = tiny_tokenizer.vocabulary
    logits = np.random.default_rng(0).standard_normal(vocabulary.size).astype(np.float32)
    logits[list(vocabulary.image_ids)] = 30  # may not be said, so they do not count
    backend = scripted(lambda row: logits)
    found = says(backend, tiny_tokenizer, noise_concept("Bo")).recognise(one_code())
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


# pictures


def test_a_batch_gives_the_pictures_of_its_seeds_alone(session, finish):
    _, four = finish(session.imagine("a photo of Bo", count=4, sampling=QUICK))
    assert [drawing.seed for drawing in four] == [11, 12, 13, 14]
    assert len({drawing.codes for drawing in four}) == 4
    for drawing in four:
        alone = finish(session.imagine("a photo of Bo", sampling=drawing.sampling))[1][0]
        assert alone.codes == drawing.codes
        assert alone.picture.tobytes() == drawing.picture.tobytes()


def test_a_drawing_has_exactly_as_many_codes_as_the_grid(session, finish):
    events, drawings = finish(session.imagine("Bo", count=6, sampling=QUICK, preview=False))
    assert [len(drawing.codes) for drawing in drawings] == [64] * 6
    assert all(0 <= code < 64 for drawing in drawings for code in drawing.codes)
    progress = [event for event in events if isinstance(event, Progress)]
    assert progress[-1] == Progress(6 * 64, 6 * 64, "drawing") and len(progress) == 2 * 64
    assert not any(isinstance(event, Preview) for event in events)


def test_a_request_is_spelled_as_in_training(scripted, tiny_tokenizer, noise_concept, finish):
    vocabulary = tiny_tokenizer.vocabulary
    backend = scripted(lambda row: np.zeros(vocabulary.size, np.float32))
    finish(says(backend, tiny_tokenizer, noise_concept("Bo")).imagine("A photo of Bo.", count=2))
    ids = prompts.ConceptIds(vocabulary.first_concept, 2)
    human = prompts.picture_request([ids], prompts.photo_caption(ids), vocabulary)
    bot = prompts.picture([ids], Codes((0,) * 64), vocabulary)
    trained = tiny_tokenizer.encode([*human, *bot])
    full, nothing = (list(row) for row in backend.prefilled[-1])
    assert trained[: len(full)] == full and full[-1] == vocabulary.begin_image
    assert nothing == [vocabulary.begin_text, vocabulary.begin_image]


def test_previews_show_what_is_drawn_and_repeat_the_first_code(
    scripted, tiny_tokenizer, noise_concept, finish
):
    vocabulary = tiny_tokenizer.vocabulary

    def rule(row):
        logits = np.zeros(vocabulary.size, np.float32)
        drawn = len(row) - 1 - row[::-1].index(vocabulary.begin_image)
        logits[vocabulary.image_ids[9 if len(row) - 1 == drawn else 20]] = 50
        return logits

    session = says(scripted(rule), tiny_tokenizer, noise_concept("Bo"))
    events, drawings = finish(session.imagine("Bo", count=2, sampling=Sampling(temperature=0)))
    previews = [event for event in events if isinstance(event, Preview)]
    assert [(p.index, p.done) for p in previews[:2]] == [(0, 1 / 8), (1, 1 / 8)]
    grey = np.asarray(previews[0].picture)[:, :, 0]
    first, other = (round(code / 64 * 255) for code in (9, 20))
    assert grey[0].tolist() == [first] + [other] * 7
    assert (grey[1:] == first).all()
    assert (np.asarray(drawings[0].picture)[1:, :, 0] == other).all()


def test_closing_a_drawing_stops_at_once(scripted, tiny_tokenizer):
    vocabulary = tiny_tokenizer.vocabulary
    backend = scripted(lambda row: np.zeros(vocabulary.size, np.float32))
    job = says(backend, tiny_tokenizer).imagine("a dog", preview=False)
    next(job), next(job)
    job.close()
    assert backend.steps == 1


def test_a_request_that_leaves_no_room_for_the_picture_is_refused(
    scripted, saying, tiny_tokenizer, finish
):
    session = says(scripted(saying(""), context=70), tiny_tokenizer)
    with pytest.raises(InputError, match="too long"):
        finish(session.imagine("a dog on the beach", sampling=IMAGE))


# chats


def test_a_chat_remembers_and_introduces_the_concept_once(
    scripted, saying, tiny_tokenizer, noise_concept, finish
):
    backend, chat = scripted(saying("Yes.")), Conversation()
    session = says(backend, tiny_tokenizer, noise_concept("Bo"))
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
    scripted, saying, tiny_tokenizer, noise_concept, finish
):
    backend, chat = scripted(saying("A dog."), context=190), Conversation()
    session = says(backend, tiny_tokenizer, noise_concept("Bo"))
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


def test_a_turn_too_long_for_the_model_is_refused_and_the_chat_unchanged(
    scripted, saying, tiny_tokenizer, finish
):
    chat = Conversation()
    session = says(scripted(saying("Yes."), context=60), tiny_tokenizer)
    finish(session.chat(chat, "Hm?", limit=5))
    with pytest.raises(InputError, match="too long"):
        finish(session.chat(chat, "word " * 60, limit=5))
    assert [turn.text for turn in chat.turns] == ["Hm?"]


def test_a_closed_answer_is_remembered_as_far_as_it_was_said(
    scripted, saying, tiny_tokenizer, noise_concept
):
    backend, chat = scripted(saying("abcdef")), Conversation()
    job = says(backend, tiny_tokenizer).chat(chat, "Spell.")
    said = next(job).text + next(job).text
    job.close()
    assert chat.turns[0].answer == said and backend.steps == 1


def test_a_real_chat_stays_within_the_context(
    tiny_model, tiny_tokenizer, noise_concept, photo, finish
):
    class Short(PyTorchBackend):
        context = 250

    session, chat = says(Short(tiny_model), tiny_tokenizer, noise_concept("Bo")), Conversation()
    for number in range(4):
        finish(session.chat(chat, f"And this, Bo? {number}", photo(number), limit=10))
        assert max(session.backend.lengths) <= 250
    assert chat.turns[0].photo is None or len(chat.turns) < 4


def test_describing_asks_about_the_concept_by_name(
    scripted, saying, tiny_tokenizer, noise_concept, finish
):
    backend = scripted(saying("A dog."))
    events, answer = finish(says(backend, tiny_tokenizer, noise_concept("Bo")).describe())
    assert answer == "A dog." and noticed(events) == []
    assert "Can you describe" in tiny_tokenizer.decode(backend.prefilled[0][0])
