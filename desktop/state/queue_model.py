"""The jobs as rows: those that are open in their order, then the latest that are over."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop import sentences
from desktop.state import job_words
from desktop.state.jobs import JobHandle, Queue

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """What a row tells."""

    TITLE = 0
    KIND = 1
    STATUS = 2
    PROGRESS = 3
    LEFT = 4


class QueueModel(QAbstractTableModel):
    """Follows a Queue; rows are changed in place while the same jobs are listed."""

    def __init__(self, queue: Queue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._rows: list[JobHandle] = []
        queue.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take over the queue as it is."""
        rows = [*self._queue.jobs, *self._queue.past]
        if rows == self._rows:
            self._tell()
            return
        self.beginResetModel()
        for job in set(rows) - set(self._rows):
            job.changed.connect(self._tell)
        self._rows = rows
        self.endResetModel()

    def job(self, row: int) -> JobHandle | None:
        """The job of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row(self, job: JobHandle | None) -> int:
        """The row of a job; -1 where it is not listed."""
        return self._rows.index(job) if job in self._rows else -1

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Number of jobs."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Number of columns."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; the whole row for screen readers."""
        job = self.job(index.row())
        if job is None or not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(job, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (self._words(job, column) for column in Column)))
        return None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The names of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return {
            Column.TITLE: self.tr("Job"),
            Column.KIND: self.tr("Kind"),
            Column.STATUS: self.tr("State"),
            Column.PROGRESS: self.tr("Progress"),
            Column.LEFT: self.tr("Time left"),
        }[Column(section)]

    def _words(self, job: JobHandle, column: Column) -> str:
        match column:
            case Column.TITLE:
                return job.title
            case Column.KIND:
                return job_words.kind(job.kind)
            case Column.STATUS:
                return job_words.status(job)
            case Column.PROGRESS:
                if job.error is not None:
                    return sentences.failure(job.error)
                return job_words.progress(job.progress)
            case Column.LEFT:
                return "" if job.over else job_words.left(job.eta)

    def _tell(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
