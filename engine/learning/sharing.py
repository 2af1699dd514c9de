"""Concepts that come as files, perhaps with photos.

Photos of another person's file are decoded and written anew: nothing of the bytes is kept.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from engine.concepts.concept import Concept, check_base, enclosed_photos
from engine.concepts.entries import Entry, NewPhoto
from engine.errors import YoError
from engine.events import Job, Progress, finish
from engine.learning.intake import take_in
from engine.learning.keeping import open_library
from engine.settings import Settings

MOST_PHOTOS = 500


def import_concept(path: Path, name: str | None, fingerprint: str) -> Entry:
    """Keep the concept in a file, with the photos in it; errors as in the library's import_file.

    The concept is refused before a photo is looked at. A photo that is unsound is left out.
    """
    check_base(Concept.load(path), fingerprint)
    photos = cleaned(enclosed_photos(path)[:MOST_PHOTOS])
    with open_library() as library:
        return library.import_file(path, name, fingerprint=fingerprint, photos=photos)


def import_job(path: Path, name: str | None, settings: Settings) -> Job[Entry]:
    """`import_concept` for the checkpoint of these settings, as a job."""
    from engine.model import checkpoints

    yield Progress(0, 1, "Importing")
    return import_concept(path, name, checkpoints.find(settings.checkpoint).fingerprint)


def cleaned(photos: list[bytes]) -> list[NewPhoto]:
    """The photos in these files, decoded and written anew; one that is unsound is left out."""
    written: list[NewPhoto] = []
    with TemporaryDirectory(prefix="yochameleon-") as name:
        folder = Path(name)
        for number, content in enumerate(photos):
            file = folder / f"{number:04}"
            file.write_bytes(content)
            try:
                (copy,) = finish(take_in([file], folder / "copies"))
            except YoError:
                continue
            data = copy.path.read_bytes()
            written.append(NewPhoto(data=data, width=copy.width, height=copy.height))
    return written
