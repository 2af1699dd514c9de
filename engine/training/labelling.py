"""Questions about the concept that the base model answers itself, from the photos.

The paper has them answered by GPT-4o; the authors' offline substitute is what is done here
(method.md 2.5). What the base model gets wrong is learned wrong: the questions are few and plain.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F
from transformers import DynamicCache

from engine.events import Job, Progress
from engine.model.chameleon import Chameleon
from engine.paths import RESOURCES
from engine.tokens import prompts
from engine.tokens.prompts import Codes
from engine.tokens.tokenizer import Tokenizer

MOST_PHOTOS = 5
"""Photos that are asked about (method.md 2.5)."""
LONGEST_ANSWER = 48
"""Ids of an answer; what is left after its last full sentence is dropped."""


@dataclass(frozen=True, slots=True)
class TextQuestion:
    """A question to the base model with a photo, and the same one about the concept without."""

    photo: str
    concept: str
    """With `{name}` for the concept."""


def text_questions(kind: str) -> tuple[TextQuestion, ...]:
    """The bundled questions for a `pet`, a `person` or an `object`."""
    path = RESOURCES / "prompts" / "text_questions.json"
    written = json.loads(path.read_text(encoding="utf-8"))
    return tuple(TextQuestion(**question) for question in written[kind])


def ask_base(
    model: Chameleon, tokenizer: Tokenizer, photos: Sequence[Codes], kind: str
) -> Job[tuple[tuple[str, str], ...]]:
    """Questions about the concept (with `{name}`) and the base model's answers, for `TrainingSet`.

    At most `MOST_PHOTOS` are asked about, and they disagree: what is there is taken from the photo
    under whose words all photos are likeliest to be drawn (`_likeliest`), the rest by majority.
    Questions that it leaves unanswered are left out.
    """
    questions, photos = text_questions(kind), photos[:MOST_PHOTOS]
    said: list[list[str]] = []
    for done, question in enumerate(questions):
        yield Progress(done, len(questions), "Describing photos")
        said.append(_answers(model, tokenizer, photos, question.photo))
    answers = _likeliest(model, tokenizer, photos, said)
    yield Progress(len(questions), len(questions), "Describing photos")
    return tuple(
        (question.concept, answer)
        for question, answer in zip(questions, answers, strict=True)
        if answer
    )


def description(answers: Sequence[str]) -> str:
    """The answers that say what is there, each once: `a grey bicycle. it is grey.`

    Sentences: tried once on 14 concepts of the suite, drawings from rows of these words were a
    little more like the concept, before any learning, than from those of a list with commas.
    """
    telling = (re.sub(r"[.!?]+\s*$", "", one.strip()) for one in answers if _tells(one))
    return " ".join(dict.fromkeys(f"{one[0].lower()}{one[1:]}." for one in telling))


def _tells(answer: str) -> bool:
    """Whether it says what is there, more than yes or no."""
    said = answer.strip().lower()
    return bool(re.search(r"\w", said)) and not said.startswith(("no", "yes"))


def _likeliest(
    model: Chameleon, tokenizer: Tokenizer, photos: Sequence[Codes], said: Sequence[Sequence[str]]
) -> list[str]:
    """One answer to each question, of those about each photo.

    Drawing is asked where seeing wavers: a photo's codes are likelier under the right words. Of 28
    concepts of the suite, tried once, the noun was right for 21, and by majority for 17.
    """
    majority = [_typical(answers) for answers in said]
    candidates = [majority]
    for of_photo in zip(*said, strict=True):
        pairs = zip(of_photo, majority, strict=True)
        candidates.append([own if _tells(own) else common for own, common in pairs])
    by_words = {description(answers): answers for answers in reversed(candidates)}
    if len(by_words) == 1:
        return majority
    words = min(by_words, key=lambda one: _surprise(model, tokenizer, photos, one))
    return by_words[words]


@torch.no_grad()
def _surprise(model: Chameleon, tokenizer: Tokenizer, photos: Sequence[Codes], words: str) -> float:
    """Negative log-likelihood of the photos' codes, asked for in these words; of all together."""
    vocab, rows = tokenizer.vocabulary, model.no_rows()
    asked = tokenizer.encode(prompts.picture_request([], [f"A photo of {words}"], vocab))
    columns = torch.tensor(vocab.image_ids, device=model.device)
    total = 0.0
    for photo in photos:  # one by one: of 1,024 codes at 7B the logits alone are 128 MiB
        shown = tokenizer.encode(prompts.picture([], photo, vocab), begin=False)
        ids = torch.tensor([[*asked, *shown]], device=model.device)
        predicting = model.hidden(ids, rows)[0, len(asked) : len(asked) + len(photo.values)]
        scores = model.logits(predicting, rows)[:, columns].float()
        codes = torch.tensor(photo.values, device=model.device)
        total += float(F.cross_entropy(scores, codes, reduction="sum"))
    return total


@torch.no_grad()
def _answers(
    model: Chameleon, tokenizer: Tokenizer, codes: Sequence[Codes], question: str
) -> list[str]:
    """One answer for each photo: prompts are equally long, so they form one batch."""
    vocab = tokenizer.vocabulary
    asked = [prompts.question([], [question], photo, vocab) for photo in codes]
    ids = torch.tensor([tokenizer.encode(parts) for parts in asked], device=model.device)
    written = _greedy(model, ids, [*vocab.text_ids, vocab.end_turn, vocab.end_text])
    ends = {vocab.end_turn, vocab.end_text}
    return [_whole_sentences(tokenizer.decode(_until(row, ends))) for row in written.tolist()]


def _greedy(model: Chameleon, ids: Tensor, allowed: Sequence[int]) -> Tensor:
    """The likeliest continuation of ids (B, S) among `allowed`, whose last two end it: (B, N)."""
    choices = torch.tensor(allowed, device=ids.device)
    rows, cache = model.no_rows(), DynamicCache(config=model.config)
    written: list[Tensor] = []
    ended = torch.zeros(len(ids), dtype=torch.bool, device=ids.device)
    while len(written) < LONGEST_ANSWER and not bool(ended.all()):
        hidden = model.hidden(ids, rows, cache=cache)[:, -1]
        best = choices[model.logits(hidden, rows)[:, choices].argmax(dim=-1)]
        written.append(best)
        ended |= torch.isin(best, choices[-2:])
        ids = best.unsqueeze(1)
    return torch.stack(written, dim=1)


def _until(ids: Sequence[int], ends: set[int]) -> list[int]:
    end = next((place for place, one in enumerate(ids) if one in ends), len(ids))
    return list(ids[:end])


def _whole_sentences(text: str) -> str:
    match = re.match(r".*[.!?]", text.strip(), flags=re.DOTALL)
    return match.group() if match else ""


def _typical(answers: Sequence[str]) -> str:
    """The answer that shares most words with the others: the majority's, where there is one."""
    said = [answer for answer in answers if answer]
    words = [frozenset(re.findall(r"\w+", answer.lower())) for answer in said]
    shared = [sum(len(a & b) / max(1, len(a | b)) for b in words) for a in words]
    return said[max(range(len(said)), key=lambda place: shared[place])] if said else ""
