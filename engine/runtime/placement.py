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
    """The rows of all concepts, one below the other; None where there are none.

    InputError where a deep concept is among several: its prefix stands before all that is read, so
    the others would be read in its light.
    """
    if not concepts:
        return None
    deep = next((one for one in concepts if one.prefix is not None), None)
    if deep and len(concepts) > 1:
        raise InputError(
            f"“{deep.name}” is a deep concept, which is used alone.",
            remedy="Choose it without the others, or learn it again without --deep.",
        )
    return SoftPrompt(
        ids[0].first,
        np.concatenate([one.embeddings for one in concepts]),
        np.concatenate([one.head for one in concepts]),
        concepts[0].prefix,
    )
