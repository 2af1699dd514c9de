"""How the window says numbers, times and the state of jobs."""

from PySide6.QtCore import QCoreApplication, QLocale

from desktop import sentences
from desktop.state.jobs import JobHandle, JobKind, JobStatus
from engine.estimate import Left
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


def left(time: Left | None) -> str:
    """`2 to 3 min left`, or `about 2 min left` where both are as many; empty where unknown.

    Coarser the longer it is.
    """
    if time is None:
        return ""
    if time.most < 55:
        least, most = _rounded(time, 1)
        return _range(tr("about %n s left", most), tr("{least} to %n s left", most), least, most)
    if time.most < 5400:
        least, most = _rounded(time, 60)
        return _range(
            tr("about %n min left", most), tr("{least} to %n min left", most), least, most
        )
    least, most = _rounded(time, 3600)
    return _range(tr("about %n h left", most), tr("{least} to %n h left", most), least, most)


def _rounded(time: Left, unit: int) -> tuple[int, int]:
    return max(1, round(time.least / unit)), max(1, round(time.most / unit))


def _range(about: str, between: str, least: int, most: int) -> str:
    return about if least == most else between.format(least=QLocale().toString(least))


def size(count: int) -> str:
    """Bytes in the person's words: `1.4 GB`."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
