"""What the engine calls kinds, presets, scores and findings, in the person's language."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from engine.learning.fitting import AUTO
from engine.vision.findings import Light


def tr(text: str, count: int = -1) -> str:
    """`text` in the person's language; `%n` is `count`."""
    return QCoreApplication.translate("concept_words", text, "", count)


def curve(of: str) -> str:
    """`text loss` or `image loss`."""
    return {"text loss": tr("text loss"), "image loss": tr("image loss")}.get(of, of)


def kind(of: str) -> str:
    """`pet`, `person` or `object`."""
    return {"pet": tr("Pet"), "person": tr("Person"), "object": tr("Object")}.get(of, of)


def preset(of: str) -> str:
    """What a preset is called."""
    words = {
        "quick": tr("Quick"),
        "paper": tr("As in the paper"),
        "custom": tr("Own settings"),
    }
    return words.get(of, of)


def memory(of: str) -> str:
    """What learning is fitted to: `auto`, or a name of `engine.training.fit.FITS`."""
    return {AUTO: tr("Automatic"), "full": tr("No limit")}.get(of, of)


def score(of: str, embedder: str = "") -> str:
    """What a score is called; likeness with the network that it was measured by, where known."""
    if of == "similarity" and embedder:
        return tr("Likeness ({network})").format(network=embedder)
    return {"recognition": tr("Recognition"), "similarity": tr("Likeness")}.get(of, of)


def scores(of: Mapping[str, float], embedder: str = "", between: str = "\n") -> str:
    """Each score with its value, by name."""
    words = tr("{score}: {value}")
    return between.join(
        words.format(score=score(name, embedder), value=number(value)) for name, value in of.items()
    )


def epoch(of: int) -> str:
    """A snapshot by its epoch; 0 is what a learning begins with."""
    return tr("Epoch {number}").format(number=of) if of else tr("Before learning")


def light(of: Light) -> str:
    """The light of a photo as a word, so that no meaning is only a colour."""
    return {
        Light.GREEN: tr("Good"),
        Light.AMBER: tr("Could be better"),
        Light.RED: tr("Better left out"),
    }[of]


def duration(seconds: float) -> str:
    """About how long, in the largest unit that says it well."""
    if seconds < 90:
        return tr("%n second(s)", max(1, round(seconds)))
    if seconds < 90 * 60:
        return tr("%n minute(s)", round(seconds / 60))
    return tr("%n hour(s)", round(seconds / 3600))


def day(moment: str) -> str:
    """The day of an ISO 8601 time, short, where the person lives."""
    time = QDateTime.fromString(moment, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(time.date(), QLocale.FormatType.ShortFormat)


def number(value: float, decimals: int = 2) -> str:
    """A number as the person writes it."""
    return QLocale().toString(value, "f", decimals)
