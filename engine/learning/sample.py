"""A concept that was learned beforehand on the bundled mini: all can be tried in the first minute.

Made from four of the sample photos by `python -m recipes.sample`; its rows lie beside them.
"""

from pathlib import Path

from engine.concepts.concept import Concept
from engine.concepts.entries import Entry
from engine.errors import InputError
from engine.events import Job, Progress
from engine.learning import sharing
from engine.learning.keeping import open_library
from engine.paths import RESOURCES
from engine.settings import Settings

NAME, KIND = "Mila", "pet"
FILE = RESOURCES / "samples" / "mila.concept"
_PHOTOS = RESOURCES / "samples" / "mila"


def photos() -> tuple[Path, ...]:
    """The photos that it was learned from."""
    return tuple(sorted(_PHOTOS.glob("[0-9]*.*")))


def add_sample(settings: Settings, name: str | None = None) -> Job[Entry]:
    """Put the sample into the library, with its photos.

    InputError where the name is taken, or where another model than the bundled one is chosen.
    """
    from engine.model import checkpoints

    yield Progress(0, 1, "Adding the sample")
    fingerprint = checkpoints.find(settings.checkpoint).fingerprint
    if Concept.load(FILE).base_model != fingerprint:
        raise InputError(
            "The sample was learned on the bundled mini model, and another one is chosen.",
            remedy="Choose the mini, or teach a concept of your own.",
        )
    cleaned = sharing.cleaned([path.read_bytes() for path in photos()])
    with open_library() as library:
        return library.import_file(FILE, name, fingerprint=fingerprint, photos=cleaned)
