"""How the window says what drew a picture, and what its score means."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from desktop.state.mentions import Mentionable
from engine.gallery.drawing import DrawRequest
from engine.gallery.picture import Picture
from engine.gallery.wildcards import chosen, has_wildcards


@dataclass(frozen=True, slots=True)
class Titles:
    """What stands around the pictures of a contact sheet while it is drawn."""

    columns: tuple[str, ...]
    """The seeds."""
    rows: tuple[str, ...]
    """The prompts, one version after the other."""
    cells: tuple[str, ...]
    """What each picture is to be, row by row: for screen readers."""


def tr(text: str, count: int = -1) -> str:
    """`text` in the person's language; `%n` is `count`."""
    return QCoreApplication.translate("picture_words", text, "", count)


def facts(picture: Picture) -> list[str]:
    """Prompt, concepts, seed, settings, size and time: one line each."""
    settings = picture.sampling
    named = [
        tr("{name}, version {version}").format(name=one.name, version=one.version)
        for one in picture.subjects
    ]
    return [
        picture.prompt,
        "; ".join(named) or tr("No concept"),
        tr("Seed {seed}").format(seed=picture.seed),
        tr("Guidance {guidance}, temperature {temperature}, top-p {top_p}").format(
            guidance=number(settings.get("guidance")),
            temperature=number(settings.get("temperature")),
            top_p=number(settings.get("top_p")),
        ),
        tr("{width} × {height} pixels").format(width=picture.width, height=picture.height),
        when(picture.created_at),
        score(picture),
    ]


def score(picture: Picture) -> str:
    """The resemblance by the name of what measured it; empty words never pretend a score."""
    likeness = picture.likeness
    if likeness is None:
        return tr("Resemblance: not measured")
    found = tr("EffNet-Lite0 similarity {score}").format(score=number(likeness.resemblance))
    if likeness.ceiling is None:
        return found
    return tr("{found} (its photos with each other: {ceiling})").format(
        found=found, ceiling=number(likeness.ceiling)
    )


def meaning() -> str:
    """What the score says and what it does not."""
    return tr(
        "How alike this picture and the concept's photos look to a small network that was trained "
        "to name things: 1 is the same picture, and photos of different subjects often have about "
        "0.3. It is no percentage and proves no identity; compare it with that of the photos with "
        "each other."
    )


def number(value: object) -> str:
    """A number with two decimals in the person's notation; a dash where there is none."""
    if isinstance(value, int | float):
        return QLocale().toString(float(value), "f", 2)
    return "–"


def when(moment: str) -> str:
    """A moment (UTC in ISO 8601) as the person's date and time."""
    parsed = QDateTime.fromString(moment, Qt.DateFormat.ISODate)
    return QLocale().toString(parsed.toLocalTime(), QLocale.FormatType.ShortFormat)


def beforehand(spoken: str, mentioned: Sequence[Mentionable], version: int | None) -> str:
    """What is to be known before these words are drawn, with this version of the first concept."""
    if version is not None and mentioned and version != mentioned[0].version:
        return tr("Version {number} of “{name}” is drawn, as in that picture.").format(
            number=version, name=mentioned[0].name
        )
    if has_wildcards(spoken):
        return tr("Each picture takes one of the words in braces, as its seed decides.")
    if len(mentioned) > 1:
        return tr("Several concepts at once are experimental: they often blend.")
    if mentioned:
        return tr("Resembles what it saw in a few photos; details and writing get lost.")
    return ""


def titles(request: DrawRequest) -> Titles:
    """Seeds across, versions and prompts down, in the order in which they are drawn."""
    rows = list(product(request.versions or (0,), request.prompts))
    cells = [(chosen(prompt, seed), seed, n) for n, prompt in rows for seed in request.seeds]
    several = len(request.versions) > 1
    return Titles(
        columns=tuple(tr("Seed {seed}").format(seed=seed) for seed in request.seeds),
        rows=tuple(_row(prompt, number if several else 0) for number, prompt in rows),
        cells=tuple(_cell(*one) for one in cells),
    )


def _row(prompt: str, version: int) -> str:
    if not version:
        return prompt
    return tr("Version {number}: {prompt}").format(number=version, prompt=prompt)


def _cell(prompt: str, seed: int, version: int) -> str:
    if not version:
        return tr("{prompt}, seed {seed}").format(prompt=prompt, seed=seed)
    return tr("{prompt}, seed {seed}, version {number}").format(
        prompt=prompt, seed=seed, number=version
    )
