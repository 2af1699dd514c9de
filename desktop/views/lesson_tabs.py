"""A tab for the form and for each open lesson: where each is, and the way back to it."""

from PySide6.QtWidgets import QTabBar

from desktop.state import job_words
from desktop.state.lesson_run import LessonRun
from desktop.state.open_lessons import OpenLessons, Taught


class LessonTabs(QTabBar):
    """Hidden while there is nothing but the form, which has the first tab."""

    def __init__(self, lessons: OpenLessons) -> None:
        super().__init__()
        self._lessons = lessons
        self.setAccessibleName(self.tr("Lessons"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.addTab(self.tr("Another lesson"))
        self.currentChanged.connect(self._on_current)
        lessons.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the lessons as they are now."""
        lessons = self._lessons
        self.blockSignals(True)
        while self.count() > len(lessons.all) + 1:
            self.removeTab(self.count() - 1)
        while self.count() <= len(lessons.all):
            self.addTab("")
        for place, one in enumerate(lessons.all, start=1):
            if self.tabText(place) != (words := self._words(one)):
                self.setTabText(place, words)
        shown = lessons.shown
        self.setCurrentIndex(lessons.all.index(shown) + 1 if shown in lessons.all else 0)
        self.blockSignals(False)
        self.setVisible(bool(lessons.all))

    def _words(self, one: Taught) -> str:
        if not isinstance(one, LessonRun):
            return self.tr("{name}: learned").format(name=one.name).replace("&", "&&")
        words = self.tr("{name}: {status}").format(
            name=one.lesson.name, status=job_words.status(one.job)
        )
        return words.replace("&", "&&")

    def _on_current(self, place: int) -> None:
        if 0 <= place <= len(self._lessons.all):
            self._lessons.show(self._lessons.all[place - 1] if place else None)
