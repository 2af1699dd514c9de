"""Licences of base models that were accepted here: for which model, when, and the very text."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop import sentences
from desktop.state.picture_words import when
from engine.licences import accepted, accepted_text
from engine.model import checkpoints


def tr(text: str) -> str:
    """`text` in the person's language."""
    return QCoreApplication.translate("accepted_licences", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedLicence:
    """One acceptance in words."""

    fingerprint: str
    model: str
    """Its name, or that it is not in the list any more."""
    day: str
    """When it was accepted, as this place writes it."""
    text: str

    @property
    def title(self) -> str:
        """Model and day in one line."""
        return tr("{model}: accepted on {day}").format(model=self.model, day=self.day)


def accepted_licences() -> tuple[AcceptedLicence, ...]:
    """All of them, the latest first. FormatError where a list of them is damaged."""
    names = {one.fingerprint: one.name for one in checkpoints.added()}
    return tuple(
        AcceptedLicence(
            fingerprint=one.checkpoint,
            model=names.get(one.checkpoint) or tr("A model that was forgotten"),
            day=when(one.accepted_at),
            text=sentences.translated(accepted_text(one)) or tr("Its text is gone."),
        )
        for one in reversed(accepted())
    )
