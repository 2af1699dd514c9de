"""Concepts in use: answers, chats, recognition and pictures over a backend, as jobs."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from engine.concepts.concept import Concept, check_base
from engine.errors import InputError
from engine.events import Job, Noticed
from engine.runtime.backends.base import Backend
from engine.runtime.conversation import Conversation, Turn, oldest_photo, spelled
from engine.runtime.drawing import Drawing
from engine.runtime.interleaving import Piece, Question, compose
from engine.runtime.placement import placed, stacked
from engine.runtime.recognition import Recognition, judged
from engine.runtime.sampling import GREEDY, IMAGE, TEXT, Sampling
from engine.runtime.seat import Seat
from engine.runtime.speech import Speech
from engine.runtime.studio import Studio
from engine.tokens import prompts
from engine.tokens.images import square, to_pixels
from engine.tokens.prompts import Codes
from engine.tokens.tokenizer import Tokenizer

ANSWER_LENGTH = 200
"""New ids of an answer at most (method.md 2.8)."""
CAPTION_LENGTH = 40
"""New ids of the words that stand for an old photo."""
CAPTION_QUESTION = "Describe this photo."
EXPERIMENTAL = "Several concepts at once are experimental: they were learned one by one."
BATCH = 4
"""Pictures drawn side by side."""
ROWS = 8
"""Rows read side by side: each picture has one for each branch of its guidance."""


class Session:
    """Joins a backend (ids in, logits out) to a tokenizer (words in, ids out) and to concepts.

    Several sessions may share a backend: where another one used it, a reading is done again.
    """

    def __init__(
        self,
        backend: Backend,
        tokenizer: Tokenizer,
        concepts: Sequence[Concept] = (),
        *,
        checkpoint: str = "",
    ) -> None:
        """`checkpoint` is the base model's fingerprint; FormatError for a concept of another.

        InputError where two concepts share a name, or their rows do not fit.
        """
        self.backend: Backend = Seat(backend)
        self.tokenizer = tokenizer
        self.concepts, self.checkpoint = tuple(concepts), checkpoint
        if checkpoint:
            for concept in concepts:
                check_base(concept, checkpoint)
        self._vocabulary = tokenizer.vocabulary
        self._ids = placed(concepts, self._vocabulary)
        self._soft_prompt = stacked(concepts, self._ids)
        self._names = {one.name: ids for one, ids in zip(concepts, self._ids, strict=True)}
        self._studio = Studio(self.backend, tokenizer, tuple(self._names), checkpoint)
        spelled_out = {ids.first: name for name, ids in self._names.items()}
        opening = prompts.picture_opening(self._ids, self._vocabulary)
        self._picture_opening = tokenizer.encode(opening, begin=False)
        stops = frozenset((self._vocabulary.end_turn, self._vocabulary.end_text))
        sayable = sorted({*self._vocabulary.text_ids, *spelled_out, *stops})
        self._speech = Speech(tokenizer, spelled_out, np.array(sayable, np.int64), stops)

    def ask(
        self,
        text: str,
        photo: Image.Image | None = None,
        *,
        sampling: Sampling = GREEDY,
        limit: int = ANSWER_LENGTH,
    ) -> Job[str]:
        """Answer one question, perhaps about a photo, in at most `limit` ids; forget it again."""
        conversation = Conversation()
        return (yield from self.chat(conversation, text, photo, sampling=sampling, limit=limit))

    def describe(self, photo: Image.Image | None = None, *, limit: int = ANSWER_LENGTH) -> Job[str]:
        """Describe the concept (method.md 2.8), or the photo where there is no concept."""
        names = " and ".join(self._names)
        text = f"Can you describe {names}? Answer in detail." if names else CAPTION_QUESTION
        return (yield from self.ask(text, photo, limit=limit))

    def chat(
        self,
        conversation: Conversation,
        text: str,
        photo: Image.Image | None = None,
        *,
        sampling: Sampling = GREEDY,
        limit: int = ANSWER_LENGTH,
    ) -> Job[str]:
        """Answer the next turn of a chat, and remember it, also where the job is closed early.

        When the context fills, old photos give way to their captions, then old turns are dropped.
        """
        self.backend.load_soft_prompt(self._soft_prompt)
        turn = Turn(text=prompts.checked(text), photo=self.encoded(photo))
        if not conversation.turns:
            yield from self._remarks(turn.text)
        turns = yield from self._shortened([*conversation.turns, turn], limit)
        answer, complete = "", False
        try:
            prompt = self._spelled(turns)
            for said in self._speech.said(self.backend, prompt, sampling, limit):
                answer += said.text
                yield said
            complete = True
        finally:
            if answer or complete:
                conversation.turns = [*turns[:-1], replace(turn, answer=answer)]
        return answer

    def recognise(self, photo: Image.Image, question: str | None = None) -> Recognition:
        """How likely the answer about `photo` opens with a yes, and with a no (trap 38)."""
        return self.recognise_all([photo], question)[0]

    def recognise_all(
        self, photos: Sequence[Image.Image], question: str | None = None
    ) -> list[Recognition]:
        """`recognise` of several photos, a few at once. By default: “Is NAME in this photo?”"""
        self.backend.load_soft_prompt(self._soft_prompt)
        text = prompts.checked(question or f"Is {' and '.join(self._names) or 'it'} in this photo?")
        found: list[Recognition] = []
        for first in range(0, len(photos), BATCH):
            some = photos[first : first + BATCH]
            turns = [Turn(text=text, photo=self.encoded(photo)) for photo in some]
            logits = self.backend.prefill([self._spelled([turn]) for turn in turns])
            found += judged(logits[:, self._speech.sayable], self._speech.sayable, self.tokenizer)
        return found

    def imagine(
        self,
        caption: str,
        photo: Image.Image | None = None,
        *,
        count: int = 1,
        sampling: Sampling = IMAGE,
        preview: bool = True,
    ) -> Job[list[Drawing]]:
        """Draw `count` pictures of what `caption` says; each later one has the next seed.

        A picture depends on its seed, not on how many are drawn. A photo joins the request.
        """
        self.backend.load_soft_prompt(self._soft_prompt)
        caption = prompts.checked(caption)
        yield from self._remarks(caption)
        request = self._request(caption, self.encoded(photo))
        seeds = range(sampling.seed, sampling.seed + count)
        order = self._studio.order(request, sampling, seeds)
        together = min(BATCH, ROWS // len(order.branches.prompts))
        drawings: list[Drawing] = []
        for first in range(0, count, together):
            some = seeds[first : first + together]
            batch = replace(order, seeds=some, first=first, count=count, preview=preview)
            drawings += yield from self._studio.drawn(batch, caption)
        return drawings

    def compose(  # noqa: PLR0913 - how words and pictures are drawn
        self,
        text: str,
        photo: Image.Image | None = None,
        *,
        sampling: Sampling = TEXT,
        drawing: Sampling = IMAGE,
        limit: int = ANSWER_LENGTH,
        before: Sequence[Turn] = (),
    ) -> Job[list[Piece]]:
        """Answer one question in words and pictures, in the order they come; forget it again.

        `limit` counts the ids of words, and `before` is what was said earlier in a chat. Only a
        model that draws by itself begins a picture.
        """
        self.backend.load_soft_prompt(self._soft_prompt)
        turn = Turn(text=prompts.checked(text), photo=self.encoded(photo))
        if not before:
            yield from self._remarks(turn.text)
        turns = yield from self._shortened([*before, turn], limit)
        question = Question(
            text=turn.text,
            prompt=self._spelled(turns),
            opening=self._picture_opening,
            limit=limit,
        )
        return (yield from compose(self._studio, self._speech, question, sampling, drawing))

    def length(self, turns: Sequence[Turn]) -> int:
        """How many ids a chat of these turns takes, up to where the last one is answered."""
        return len(self._spelled(turns))

    def encoded(self, photo: Image.Image | None) -> Codes | None:
        """A photo as this model sees it; None where there is none."""
        if photo is None:
            return None
        pixels = to_pixels(square(photo, self.tokenizer.image_size))
        return Codes(tuple(int(code) for code in self.backend.encode_image(pixels[None])[0]))

    def _remarks(self, text: str) -> Job[None]:
        """Say what a person should know before: of a concept that `text` does not name."""
        if len(self.concepts) > 1:
            yield Noticed(EXPERIMENTAL)
        parts = prompts.named(text, self._names)
        for name, ids in self._names.items():
            if not prompts.mentions(parts, ids):
                yield Noticed(
                    f"“{name}” is not named in the text, but was introduced all the same."
                )

    def _request(self, caption: str, photo: Codes | None) -> list[int]:
        """The ids of a request for a picture, up to begin of image. InputError where too long."""
        text = prompts.named(caption, self._names)
        said = [*(prompts.spaced(text) if self._ids else text), *([photo] if photo else [])]
        asked = prompts.picture_request(self._ids, said, self._vocabulary)
        prompt = [*self.tokenizer.encode(asked), *self._picture_opening]
        if len(prompt) + self.tokenizer.image_length > self.backend.context:
            raise _too_long()
        return prompt

    def _spelled(self, turns: Sequence[Turn]) -> list[int]:
        return self.tokenizer.encode(spelled(turns, self._ids, self._names, self._vocabulary))

    def _shortened(self, turns: list[Turn], limit: int) -> Job[list[Turn]]:
        """What of a chat leaves room for an answer of `limit` ids.

        The last turn alone may leave less; InputError where it leaves no room at all.
        """
        while (room := self.backend.context - len(self._spelled(turns))) < limit:
            if (number := oldest_photo(turns)) is not None:
                yield Noticed("An earlier photo no longer fits and is remembered in words.")
                turns[number] = self._captioned(turns[number])
            elif len(turns) > 1:
                yield Noticed("The beginning of the conversation no longer fits and is forgotten.")
                turns = turns[1:]
            elif room < 1:
                raise _too_long()
            else:
                break
        return turns

    def _captioned(self, turn: Turn) -> Turn:
        """The turn with words in place of its photo, asked of the base model."""
        alone = Turn(text=CAPTION_QUESTION, photo=turn.photo)
        prompt = self.tokenizer.encode(spelled([alone], [], {}, self._vocabulary))
        said = self._speech.said(self.backend, prompt, GREEDY, CAPTION_LENGTH)
        caption = "".join(piece.text for piece in said).strip()
        return replace(turn, photo=None, caption=caption or "unknown")


def _too_long() -> InputError:
    return InputError(
        "The prompt is too long for this model.", remedy="Write less, or leave the photo out."
    )
