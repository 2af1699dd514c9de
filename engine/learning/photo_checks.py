"""Photos → a traffic light each, before anything is learned from them. A job."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from engine.errors import InputError
from engine.events import Job, Looked, Noticed, Progress
from engine.learning.consent import PERSON
from engine.learning.intake import Crop, inside, photo_files
from engine.settings import Settings
from engine.tokens.images import Box, has_location, read_photo
from engine.vision.findings import Finding, Flaw, Light, PhotoReport

if TYPE_CHECKING:
    from engine.vision.looks import Look, Looker

NOTE = "Looking at photos"
REMEMBERED = 500
"""Photos whose measures are kept, so that one more photo does not cost all of them again."""

_Key: TypeAlias = tuple[Path, int, int, bool, Box | None]


def check_photos(
    photos: Sequence[Path], kind: str, settings: Settings, parts: Sequence[Crop] = ()
) -> Job[list[PhotoReport]]:
    """Look at photos, and at folders of them, as a concept of this kind.

    Each is judged by the part that a person chose, else by the one that is suggested. Yields each
    report as it is known, and again where the others change it. A file that cannot be read is a
    finding, not a failure. InputError where a folder holds no photo, or a part is next to nothing.
    """
    looker = _SEEN.looker(settings.threads)
    wanted = picture_side(settings)
    chosen = {part.path: part.box for part in parts}
    looks: dict[Path, Look] = {}
    reports: dict[Path, PhotoReport] = {}
    files = list(dict.fromkeys(photo_files(photos)))
    for done, path in enumerate(files):
        yield Progress(done, len(files), NOTE)
        look = _SEEN.look(path, chosen.get(path), looker, faces=kind == PERSON)
        if look:
            looks[path] = look
        reports[path] = _report(path, look, kind, wanted)
        yield Looked(reports[path])
    yield from _beside_the_others(looks, reports, kind)
    yield Progress(len(files), len(files), NOTE)
    return [reports[path] for path in files]


def _beside_the_others(
    looks: "dict[Path, Look]", reports: dict[Path, PhotoReport], kind: str
) -> Job[None]:
    """Add to the reports what is seen beside the others, and say what could not be."""
    from engine.vision.checks import compared, unchecked

    for path, findings in compared(looks, kind).items():
        if findings:
            reports[path] = replace(reports[path], findings=reports[path].findings + findings)
            yield Looked(reports[path])
    if reason := unchecked(looks.values(), kind):
        yield Noticed(reason)


def picture_side(settings: Settings) -> int:
    """Pixels of the pictures that the chosen checkpoint sees."""
    from engine.model import checkpoints
    from engine.tokens.tokenizer import Tokenizer

    return Tokenizer.open(checkpoints.find(settings.checkpoint).folder).image_size


class _Seen:
    """What was measured in this process, and the networks that did."""

    def __init__(self) -> None:
        self._looks: OrderedDict[_Key, Look] = OrderedDict()
        self._looker: Looker | None = None

    def looker(self, threads: int | None) -> "Looker":
        """The networks, opened once."""
        from engine.vision.looks import Looker

        if self._looker is None:
            self._looker = Looker(threads or 0)
        return self._looker

    def look(self, path: Path, part: Box | None, looker: "Looker", *, faces: bool) -> "Look | None":
        """What was or now is measured, at a part if one is named.

        None where the file cannot be read. InputError where the part is next to nothing.
        """
        try:
            found = path.stat()
            key = (path, found.st_mtime_ns, found.st_size, faces)
            whole = self._looks.get((*key, None))
            if whole is None:
                whole = self._keep((*key, None), looker.look(read_photo(path), faces=faces))
            if part is None or part == whole.crop:  # what is suggested is no choice
                return whole
            if (closer := self._looks.get((*key, part))) is not None:
                return closer
            photo = read_photo(path)
        except (InputError, OSError):
            return None
        closer = looker.look_closer(whole, photo, inside(part, photo), faces=faces)
        return self._keep((*key, part), closer)

    def _keep(self, key: _Key, look: "Look") -> "Look":
        self._looks[key] = look
        while len(self._looks) > REMEMBERED:
            self._looks.popitem(last=False)
        return look


_SEEN = _Seen()


def _report(path: Path, look: "Look | None", kind: str, wanted: int) -> PhotoReport:
    from engine.vision.checks import findings_of

    if look is None:
        return PhotoReport(path=path, findings=(Finding(Flaw.UNREADABLE, Light.RED),))
    return PhotoReport(
        path=path,
        width=look.width,
        height=look.height,
        crop=look.crop,
        located=has_location(path),
        findings=findings_of(look, kind, wanted),
    )
