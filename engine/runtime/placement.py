"""Which reserved ids the concepts of a session borrow, side by side, and their stacked rows."""

from collections.abc import Sequence

import numpy as np

from engine.concepts.concept import Concept, row_count
from engine.concepts.names import name_key
from engine.errors import InputError
from engine.runtime.backends.base import SoftPrompt
from engine.tokens.prompts import ConceptIds, Layout
from engine.tokens.vocabulary import Vocabulary


def placed(concepts: Sequence[Concept], vocabulary: Vocabulary) -> list[ConceptIds]:
    """The ids of each concept. Rows are position-free: any free run of reserved ids will do.

    InputError where two concepts share a name, or where their rows do not fit.
    """
    if len({name_key(one.name) for one in concepts}) < len(concepts):
        raise InputError(
            "Two of these concepts have the same name.", remedy="Rename one of them first."
        )
    counts = [row_count(one.latent_tokens, one.layout) for one in concepts]
    first = vocabulary.concept_base(sum(counts))
    ids: list[ConceptIds] = []
    for concept, count in zip(concepts, counts, strict=True):
        ids.append(ConceptIds(first, concept.latent_tokens, Layout(concept.layout)))
        first += count
    return ids


def stacked(concepts: Sequence[Concept], ids: Sequence[ConceptIds]) -> SoftPrompt | None:
    """The rows of all concepts, one below the other; None where there are none."""
    if not concepts:
        return None
    embeddings = np.concatenate([one.embeddings for one in concepts])
    return SoftPrompt(ids[0].first, embeddings, np.concatenate([one.head for one in concepts]))
