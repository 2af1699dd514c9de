"""How the window says numbers, times and the state of jobs."""

from PySide6.QtCore import QCoreApplication, QLocale

from desktop import sentences
from desktop.state.jobs import JobHandle, JobKind, JobStatus
from engine.events import Progress

_COUNTED = 1_000_000
"""Where a job counts further than this, it counts bytes or numbers, which nobody follows."""


def tr(text: str, count: int = -1) -> str:
    """`text` in the person's language; `%n` is `count`."""
    return QCoreApplication.translate("job_words", text, "", count)


def kind(of: JobKind) -> str:
    """What a job of this kind does."""
    return {
        JobKind.LEARN: tr("Learning"),
        JobKind.CHAT: tr("Answer"),
        JobKind.DRAW: tr("Drawing"),
        JobKind.COMPILE: tr("Compiling"),
        JobKind.CHECK: tr("Check"),
        JobKind.MEASURE: tr("Measurement"),
        JobKind.BACKUP: tr("Backup"),
        JobKind.MOVE: tr("Move"),
    }[of]


def status(job: JobHandle) -> str:
    """Where a job is in its life."""
    if job.stopping:
        return tr("Stopping")
    return {
        JobStatus.WAITING: tr("Waiting"),
        JobStatus.RUNNING: tr("Running"),
        JobStatus.PAUSED: tr("Paused"),
        JobStatus.DONE: tr("Done"),
        JobStatus.FAILED: tr("Failed"),
        JobStatus.CANCELLED: tr("Stopped"),
    }[job.status]


def progress(event: Progress | None) -> str:
    """`Learning, 3 of 40`, or in percent where bytes are counted; empty where nothing was told."""
    if event is None:
        return ""
    place = QLocale()
    if event.total > _COUNTED:
        counted = tr("{number} %").format(number=place.toString(100 * event.done // event.total))
    else:
        counted = tr("{done} of {total}").format(
            done=place.toString(event.done), total=place.toString(event.total)
        )
    if not event.note:
        return counted
    note = sentences.translated(event.note)
    return tr("{phase}, {counted}").format(phase=note, counted=counted)


def left(seconds: float | None) -> str:
    """`about 2 min left`, coarser the longer it is; empty where that is unknown."""
    if seconds is None:
        return ""
    if seconds < 55:
        return tr("about %n s left", max(1, round(seconds)))
    if seconds < 5400:
        return tr("about %n min left", max(1, round(seconds / 60)))
    return tr("about %n h left", max(1, round(seconds / 3600)))


def size(count: int) -> str:
    """Bytes in the person's words: `1.4 GB`."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
