"""What went with a concept that was erased, and what may hold it still, in words."""

from PySide6.QtCore import QCoreApplication

from desktop.state import job_words
from engine.erasure import ErasureReport


def report(of: ErasureReport) -> str:
    """The whole report in a paragraph."""
    return " ".join([*_gone(of), *_left(of)])


def _gone(of: ErasureReport) -> list[str]:
    gone = of.erased
    counted = [
        tr("%n photo(s),", len(gone.photos)),
        tr("%n version(s),", gone.versions),
        tr("%n snapshot(s),", gone.snapshots),
        tr("%n drawing(s),", of.drawings),
        tr("%n chat(s),", of.chats),
    ]
    if of.learning:
        counted.append(tr("an unfinished learning,"))
    if of.outgoing:
        counted.append(tr("%n file(s) for other apps,", of.outgoing))
    return [
        tr("“{name}” is erased:").format(name=gone.name),
        *counted,
        tr("%n thumbnail(s);", of.thumbnails),
        tr("{size} are free again.").format(size=job_words.size(gone.bytes)),
    ]


def _left(of: ErasureReport) -> list[str]:
    """Where it may be still."""
    left = []
    if of.set_aside:
        left.append(tr("Libraries that were set aside may hold it still: see Storage."))
    if of.former:
        left.append(tr("The former folder may hold it still: see Storage."))
    if of.weekly:
        left.append(tr("Weekly backups may hold it still: delete them, or wait four weeks."))
    return left


def tr(text: str, count: int = -1) -> str:
    """`text` in the person's language; `%n` is `count`."""
    return QCoreApplication.translate("erased_words", text, "", count)
