"""Rows to begin with, made from the photos without any training: a concept that works in seconds.

Three ways (`engine learn --draft`). The slot that the rows fill reads `<sks> is g1…gk u1…uk.`
(method.md 2.1), so the base model can read words or pieces of pictures there as well.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.model.chameleon import Chameleon, Rows
from engine.tokens.prompts import Codes, ConceptIds
from engine.tokens.tokenizer import Tokenizer
from engine.training.labelling import description

_ROUNDS = 20


def from_words(
    model: Chameleon, tokenizer: Tokenizer, ids: ConceptIds, answers: Sequence[str]
) -> Rows | None:
    """Embeddings and head rows of the words of a description, repeated to fill each half.

    The identifier gets the mean of both. None where there is not a word.
    """
    tokens = tokenizer.encode([f" {description(answers)}"], begin=False)
    if not description(answers) or not tokens:
        return None
    filled = [tokens[place % len(tokens)] for place in range(ids.latent_tokens)]
    rows = torch.tensor(filled, device=model.device)
    return _laid_out(model, ids, model.table[rows].float(), model.head[rows].float())


def from_pictures(
    model: Chameleon, tokenizer: Tokenizer, ids: ConceptIds, photos: Sequence[Codes], seed: int
) -> Rows:
    """The middles of k groups of the photos' image tokens, the largest group first."""
    image_ids = tokenizer.vocabulary.image_ids
    used = [image_ids[code] for photo in photos for code in photo.values]
    tokens = torch.tensor(used, device=model.device)
    points = model.table[tokens].float()
    group = _grouped(points, ids.latent_tokens, seed)
    embeddings = _means(points, group, ids.latent_tokens)
    return _laid_out(
        model, ids, embeddings, _means(model.head[tokens].float(), group, ids.latent_tokens)
    )


def _laid_out(model: Chameleon, ids: ConceptIds, embeddings: Tensor, head: Tensor) -> Rows:
    """The same k rows for each half, their mean for the identifier.

    The identifier's head row stays the checkpoint's: nothing should make it likelier to be said.
    """
    own = model.reserved_rows(ids.all)
    halves = (len(ids.all) - 1) // ids.latent_tokens
    first = embeddings.mean(dim=0, keepdim=True)
    return Rows(
        ids.first,
        torch.cat([first, *[embeddings] * halves]),
        torch.cat([own.head[:1], *[head] * halves]),
    )


def _grouped(points: Tensor, groups: int, seed: int) -> Tensor:
    """The group of each point (N, H), by Lloyd's algorithm; larger groups have lower numbers."""
    dice = torch.Generator().manual_seed(seed)
    chosen = torch.randperm(len(points), generator=dice)[torch.arange(groups) % len(points)]
    middles = points[chosen.to(points.device)]
    for _ in range(_ROUNDS):
        group = torch.cdist(points, middles).argmin(dim=1)
        middles = _means(points, group, groups)
    sizes = torch.bincount(group, minlength=groups)
    rank = sizes.argsort(descending=True, stable=True).argsort()
    return rank[group]


def _means(points: Tensor, group: Tensor, groups: int) -> Tensor:
    """(groups, H): the mean of each group; of an empty one, that of all."""
    member = torch.nn.functional.one_hot(group, groups).to(points.dtype)
    sizes = member.sum(dim=0)[:, None]
    means = member.T @ points / sizes.clamp(min=1)
    return torch.where(sizes > 0, means, points.mean(dim=0, keepdim=True))
