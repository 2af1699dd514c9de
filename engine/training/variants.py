"""The method, its ablations by the names of the paper's table, and drafts. Values only, no torch.

Every row of the ablation on prompts (method.md 2.10) is one value of `TrainingConfig.variant`:
which latent tokens there are, which rows are learned from, and what stands in which prompt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from engine.tokens.prompts import Layout


class Variant(StrEnum):
    """How latent tokens and data are joined; the values are what a person types."""

    SELF_PROMPTING = "self-prompting"
    """Separate + self-prompting, as the paper has it: both kinds of answer open with their half."""
    RELEASED = "self-prompting-released"
    """The same as in the released data: answers of words open with theirs, pictures do not."""
    SHARED = "shared"
    """Shared, mixed data: k tokens serve words and pictures."""
    TEXT_ONLY = "text only"
    """Shared, language data only."""
    IMAGE_ONLY = "image only"
    """Shared, images only, positives and soft positives."""
    IMAGE_ONLY_POSITIVES = "image only, positives"
    """Shared, images only, without soft positives."""
    CONCATENATED = "concatenated"
    """Separate, concatenated: each half learns from its own data, then both stand in a prompt."""
    CONCATENATED_TUNED = "concatenated + fine-tuned"
    """The same, and the last quarter of the epochs learns with both halves in every prompt."""


class Draft(StrEnum):
    """What learning begins with; the values are what a person types."""

    NONE = "none"
    """The checkpoint's own reserved rows, as in the paper."""
    WORDS = "words"
    """The words of the base model's own description."""
    DRAFTER = "drafter"
    """What a small network, trained once over the pool, makes of the photos' embeddings."""
    KMEANS = "kmeans"
    """The middles of k groups of the photos' image tokens; an ablation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a variant means for the rows that are learned from."""

    layout: Layout
    words: bool = True
    """Recognition and questions are learned."""
    pictures: bool = True
    """Drawing is learned."""
    soft: bool = True
    """Pictures like the concept are drawn too."""
    opened: bool = True
    """Pictures open with the generation tokens where the layout has it so [2.4]."""
    tuned: float = 0.0
    """Part of the epochs, the last ones, in which both halves stand in every prompt."""


RECIPES: Mapping[Variant, Recipe] = MappingProxyType(
    {
        Variant.SELF_PROMPTING: Recipe(layout=Layout.SELF_PROMPTING),
        Variant.RELEASED: Recipe(layout=Layout.SELF_PROMPTING, opened=False),
        Variant.SHARED: Recipe(layout=Layout.SHARED),
        Variant.TEXT_ONLY: Recipe(layout=Layout.SHARED, pictures=False),
        Variant.IMAGE_ONLY: Recipe(layout=Layout.SHARED, words=False),
        Variant.IMAGE_ONLY_POSITIVES: Recipe(layout=Layout.SHARED, words=False, soft=False),
        Variant.CONCATENATED: Recipe(layout=Layout.CONCATENATED),
        Variant.CONCATENATED_TUNED: Recipe(layout=Layout.CONCATENATED, tuned=0.25),
    }
)
