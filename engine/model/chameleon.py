"""The frozen decoder: ids (or embeddings) in, hidden states and logits out.

Wraps transformers' inner `ChameleonModel`, with its attention and caches. Its conditional head is
bypassed: transformers overwrites every image logit there, so it can neither learn nor draw
pictures (method.md 0.1, trap 1).
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from transformers import Cache, ChameleonConfig, ChameleonModel

from engine.model import soft_prompt
from engine.model.vqgan import VQGAN


@dataclass(frozen=True, slots=True)
class Rows:
    """What is learned of a concept, on the model's device.

    Soft-prompt rows for ids from `first`: embeddings and head (R, H). Those of C concepts lie in
    tensors with one dimension more in front.
    """

    first: int
    embeddings: Tensor
    head: Tensor
    prefix: Tensor | None = None
    """Of a deep concept: keys and values (layers, 2, KV, P, D) that stand behind the first id."""


class Chameleon:
    """The base model of one checkpoint. Nothing in it is ever trained here."""

    def __init__(self, inner: ChameleonModel, head: Tensor, vqgan: VQGAN) -> None:
        self.inner, self.head, self.vqgan = inner, head, vqgan

    @property
    def config(self) -> ChameleonConfig:
        """Sizes, as transformers names them."""
        return self.inner.config

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.head.device

    @property
    def dtype(self) -> torch.dtype:
        """The decoder's dtype (the VQGAN is fp32 always)."""
        return self.head.dtype

    @property
    def table(self) -> Tensor:
        """The embedding table (V, H)."""
        return self.inner.embed_tokens.weight

    def no_rows(self, first: int = 0) -> Rows:
        """Rows that change nothing: the checkpoint's own row at `first`, copied."""
        return self.reserved_rows(range(first, first + 1))

    def reserved_rows(self, ids: range) -> Rows:
        """The checkpoint's own rows at `ids`, in fp32: where learning starts (method.md 2.1)."""
        own = slice(ids.start, ids.stop)
        copies = (one[own].detach().float().clone() for one in (self.table, self.head))
        return Rows(ids.start, *copies)

    def hidden(
        self,
        ids: Tensor,
        rows: Rows,
        *,
        mask: Tensor | None = None,
        positions: Tensor | None = None,
        cache: Cache | None = None,
    ) -> Tensor:
        """Last hidden states (B, S, H) after the final norm, for ids (B, S) int64.

        `mask` is (B, past + S) with 0 at padding (or any mask transformers takes); `positions`
        (B, S). `cache` is read and extended in place.
        """
        embedded = soft_prompt.embed(ids, self.table, rows.embeddings, rows.first)
        output = self.inner(
            inputs_embeds=embedded,
            attention_mask=mask,
            position_ids=positions,
            past_key_values=cache,
            use_cache=cache is not None,
        )
        result: Tensor = output.last_hidden_state
        return result

    def logits(self, hidden: Tensor, rows: Rows) -> Tensor:
        """Logits (..., V) over the whole vocabulary, image ids included."""
        return soft_prompt.project(hidden, self.head, rows.head, rows.first)
