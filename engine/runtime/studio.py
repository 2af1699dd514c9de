"""From a prompt's ids to finished pictures: batches are ordered, drawn and decoded here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.events import Job
from engine.runtime.backends.base import Backend, Ids
from engine.runtime.drawing import Drawing, draw
from engine.runtime.generation import Prompt, branches
from engine.runtime.orders import Order
from engine.runtime.sampling import Sampling
from engine.tokens import prompts
from engine.tokens.images import to_image
from engine.tokens.tokenizer import Tokenizer


@dataclass(frozen=True, slots=True, eq=False)
class Studio:
    """A backend that draws, and what is written on every drawing."""

    backend: Backend
    tokenizer: Tokenizer
    concepts: tuple[str, ...]
    """Names."""
    checkpoint: str
    """Fingerprint of the base model; empty where it is not known."""

    def order(self, prompt: Prompt, sampling: Sampling, seeds: Sequence[int]) -> Order:
        """One batch of pictures of a prompt that ends with begin of image."""
        vocabulary = self.tokenizer.vocabulary
        nothing = self.tokenizer.encode(prompts.unconditional(vocabulary))
        return Order(
            branches=branches(prompt, nothing, vocabulary, sampling),
            sampling=sampling,
            seeds=seeds,
            first=0,
            count=len(seeds),
            length=self.tokenizer.image_length,
            preview=True,
        )

    def drawn(self, order: Order, caption: str) -> Job[list[Drawing]]:
        """Draw a batch; yields progress and previews."""
        codes = yield from draw(self.backend, self.tokenizer.vocabulary, order)
        return self._finished(codes, caption, order)

    def _finished(self, codes: Ids, caption: str, order: Order) -> list[Drawing]:
        return [
            Drawing(
                # Alone: several at once may round a pixel otherwise, and a seed is one picture.
                picture=to_image(self.backend.decode_image(codes[here : here + 1])[0]),
                codes=tuple(int(code) for code in codes[here]),
                prompt=caption,
                sampling=replace(order.sampling, seed=seed),
                concepts=self.concepts,
                checkpoint=self.checkpoint,
            )
            for here, seed in enumerate(order.seeds)
        ]
