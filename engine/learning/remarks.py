"""What is worth saying about photos before they are learned from; nothing here stops a learning."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from engine.events import Job, Noticed, Progress
from engine.learning.intake import Crop, photo_files
from engine.learning.photo_checks import check_photos
from engine.settings import Settings
from engine.vision.findings import WORDS, Flaw, PhotoReport

MOST = 50
"""More photos than this are not looked at one by one: it would take minutes."""
_SAID = (Flaw.NO_SUBJECT, Flaw.OTHER_SUBJECT, Flaw.TWICE, Flaw.ONE_VIEW, Flaw.ONE_SIDE)


def remark(
    photos: Sequence[Path], kind: str, settings: Settings, parts: Sequence[Crop] = ()
) -> Job[None]:
    """Say how many photos show nothing, something else than the others, the same, or one view.

    `parts` are what is learned from, where that is not all of a photo.
    """
    files = photo_files(photos) if photos else []
    if not 0 < len(files) <= MOST:
        return
    job = check_photos(files, kind, settings, parts)
    reports: list[PhotoReport] = []
    try:
        while True:
            event = next(job)
            if isinstance(event, Progress | Noticed):
                yield event
    except StopIteration as done:
        reports = done.value
    finally:
        job.close()
    found = Counter(finding.flaw for report in reports for finding in report.findings)
    for flaw in _SAID:
        if found[flaw]:
            words, remedy = WORDS[flaw]
            yield Noticed(f"{_counted(found[flaw], len(files))} {words} {remedy}")


def _counted(count: int, of: int) -> str:
    return "The photo:" if of == 1 else f"{count} of {of} photos:"
