"""The instant draft of a concept: rows before the first step of learning, and a concept of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.events import Job, Noticed, Progress, Snapshot
from engine.open_model import LearningBase
from engine.tokens.images import read_photo, square

if TYPE_CHECKING:
    from pathlib import Path

    from engine.learning.preparing import Prepared
    from engine.model.chameleon import Rows
    from engine.training.config import TrainingConfig
    from engine.training.examples import TrainingSet
    from engine.vision.embedder import PictureEmbedder
    from engine.vision.models import Floats

NOTE = "Drafting"
_SIDE = 224  # pixels; what the embedder looks at


def drafted(
    base: LearningBase,
    training_set: "TrainingSet",
    config: "TrainingConfig",
    look: "Appearance",
) -> Job["Rows | None"]:
    """The rows of the settings' draft; None where learning begins with the checkpoint's own.

    Where the wanted draft cannot be made, words stand in for a drafter, and nothing for words.
    """
    from engine.training.drafts import from_pictures, from_words
    from engine.training.examples import concept_ids
    from engine.training.variants import Draft

    ids, wanted = concept_ids(training_set.tokenizer, config), config.draft
    if wanted is Draft.NONE:
        return None
    yield Progress(0, 1, NOTE)
    rows: Rows | None = None
    if wanted is Draft.KMEANS:
        photos = [photo.plain for photo in training_set.photos.positives]
        rows = from_pictures(base.model, training_set.tokenizer, ids, photos, config.seed)
    if wanted is Draft.DRAFTER:
        rows = _by_drafter(base, config, look, training_set)
        if rows is None:
            yield Noticed("There is no drafter for this base model; words are drafted instead.")
    if rows is None:
        answers = [answer for _, answer in training_set.answers]
        rows = from_words(base.model, training_set.tokenizer, ids, answers)
        if rows is None:
            yield Noticed("The base model said nothing about the photos; nothing is drafted.")
    yield Progress(1, 1, NOTE)
    return rows


class Appearance:
    """What the photos look like to an embedder; asked only by a draft that needs it."""

    def __init__(self, positives: Sequence["Path"], embedder: "PictureEmbedder") -> None:
        self._positives, self.embedder = tuple(positives), embedder

    def mean(self) -> "Floats":
        """The unit vector (D,) of all photos together."""
        from engine.training.pool import centre_of

        images = [square(read_photo(path), _SIDE) for path in self._positives]
        return centre_of(self.embedder.embed(images))


def draft_snapshot(prepared: "Prepared") -> Snapshot:
    """The concept as it is before any learning: the snapshot of epoch 0."""
    from engine.training.run import Run

    model, config = prepared.base.model, prepared.material.config
    return Run.begin(model, prepared.training_set, config, start=prepared.draft).snapshot()


def _by_drafter(
    base: LearningBase, config: "TrainingConfig", look: "Appearance", training_set: "TrainingSet"
) -> "Rows | None":
    from engine.training.drafter import Drafter, find_drafter
    from engine.training.examples import concept_ids

    path = find_drafter(base.checkpoint.fingerprint, look.embedder.name, config.layout)
    if path is None:
        return None
    ids = concept_ids(training_set.tokenizer, config)
    return Drafter.load(path).draft(look.mean(), ids, base.model.reserved_rows(ids.all))
