"""The base model's own answers about photos."""

import json

import pytest
import torch

from engine.events import Progress
from engine.paths import RESOURCES
from engine.tokens import prompts
from engine.training.labelling import (
    _answers,
    _likeliest,
    _surprise,
    _typical,
    _whole_sentences,
    ask_base,
    description,
    text_questions,
)


@pytest.mark.parametrize("kind", ["pet", "person", "object"])
def test_each_kind_has_its_own_few_questions(kind):
    questions = text_questions(kind)
    assert 6 <= len(questions) <= 10
    assert all("{name}" in one.concept and "{name}" not in one.photo for one in questions)
    assert len({one.concept for one in questions}) == len(questions)


def test_the_three_kinds_are_all_there_is():
    written = json.loads((RESOURCES / "prompts" / "text_questions.json").read_text())
    assert set(written) == {"pet", "person", "object"}


def greedy_alone(model, tokenizer, codes, question):
    """One photo, no cache, one id at a time: what the batched, cached answer must equal."""
    vocab, rows = tokenizer.vocabulary, model.no_rows()
    ids = tokenizer.encode(prompts.question([], [question], codes, vocab))
    allowed = torch.tensor([*vocab.text_ids, vocab.end_turn, vocab.end_text])
    written = []
    with torch.no_grad():
        for _ in range(48):
            logits = model.logits(model.hidden(torch.tensor([ids + written]), rows)[0, -1], rows)
            best = int(allowed[logits[allowed].argmax()])
            if best in (vocab.end_turn, vocab.end_text):
                break
            written.append(best)
    return tokenizer.decode(written)


def test_answers_are_the_base_model_s_own_greedy_ones(tiny_model, tiny_tokenizer, training_set):
    photos = [one.plain for one in training_set.photos.positives]
    found = _answers(tiny_model, tiny_tokenizer, photos, "What is this?")
    wanted = [greedy_alone(tiny_model, tiny_tokenizer, one, "What is this?") for one in photos]
    assert found == [_whole_sentences(answer) for answer in wanted]


def test_asking_reports_progress_and_pairs_only_what_was_answered(
    tiny_model, tiny_tokenizer, training_set
):
    job = ask_base(
        tiny_model, tiny_tokenizer, [one.plain for one in training_set.photos.positives], "pet"
    )
    events = []
    while True:
        try:
            events.append(next(job))
        except StopIteration as done:
            pairs = done.value
            break
    count = len(text_questions("pet"))
    assert events == [Progress(n, count, "Describing photos") for n in range(count + 1)]
    assert all(answer and "{name}" in question for question, answer in pairs)


def test_a_photo_is_as_surprising_as_a_drawing_row_of_its_words_says(
    tiny_model, tiny_tokenizer, training_set
):
    vocab, rows = tiny_tokenizer.vocabulary, tiny_model.no_rows()
    photos = [one.plain for one in training_set.photos.positives]
    total = 0.0
    for codes in photos:
        asked = tiny_tokenizer.encode(["A photo of a dog.", [vocab.end_turn, vocab.begin_image]])
        image = [vocab.image_ids[code] for code in codes.values]
        with torch.no_grad():
            hidden = tiny_model.hidden(torch.tensor([asked + image]), rows)[0]
            chances = tiny_model.logits(hidden, rows)[:, vocab.image_ids].log_softmax(dim=-1)
        places = range(len(asked) - 1, len(asked) + len(image) - 1)
        total -= sum(
            float(chances[place, code]) for place, code in zip(places, codes.values, strict=True)
        )
    found = _surprise(tiny_model, tiny_tokenizer, photos, "a dog.")
    assert found == pytest.approx(total, rel=1e-4)


def test_the_words_under_which_the_photos_are_likeliest_are_taken(
    tiny_model, tiny_tokenizer, training_set
):
    photos = [one.plain for one in training_set.photos.positives][:2]
    said = [["A dog.", "A cup."], ["It is red.", "It is blue."], ["Yes.", "No."]]
    words = {
        ("A dog.", "It is red."): "a dog. it is red.",
        ("A cup.", "It is blue."): "a cup. it is blue.",
    }
    least = min(words, key=lambda one: _surprise(tiny_model, tiny_tokenizer, photos, words[one]))
    *telling, stripes = _likeliest(tiny_model, tiny_tokenizer, photos, said)
    assert tuple(telling) == least
    assert stripes == _typical(said[-1])  # a yes or no is the majority's


def test_a_description_is_what_was_said_once_without_denials() -> None:
    answers = ["A grey bicycle.", "It is grey.", "A grey bicycle.", "No, it has no stripes.", ""]
    assert description(answers) == "a grey bicycle. it is grey."
    assert description(["Yes.", ""]) == ""


@pytest.mark.parametrize(
    ("answers", "typical"),
    [
        (["It is red.", "It is brown.", "It is brown."], "It is brown."),
        (["A small brown dog.", "A red cup.", "A brown dog."], "A brown dog."),
        (["", "It is red.", ""], "It is red."),
        (["", ""], ""),
        ([], ""),
    ],
)
def test_the_most_typical_answer_wins(answers, typical):
    assert _typical(answers) == typical


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" A dog. ", "A dog."),
        ("A dog. It is bro", "A dog."),
        ("A dog", ""),
        ("", ""),
        ("Yes!", "Yes!"),
    ],
)
def test_an_answer_ends_with_a_full_sentence(text, kept):
    assert _whole_sentences(text) == kept
