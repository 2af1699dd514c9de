"""What the window speaks: German is whole, texts may grow, and lines may run the other way."""

import ast
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

from desktop import languages, pages
from desktop.context import Context
from desktop.languages import FOLDER, LANGUAGES
from desktop.state import job_words
from desktop.state.navigation import Place
from desktop.translations import update
from desktop.translations.update import Text, compile_file, texts
from desktop.widgets.elided_label import ElidedLabel
from engine.estimate import Left
from engine.vision.findings import WORDS
from tests.desktop.whole_window import shown

GERMAN = FOLDER / "yochameleon_de.ts"
WIDTH = 1180
"""Pixels of an ordinary page, at the font of the tests."""
BESIDE_THE_SIDEBAR = 895
"""Pixels for a page in a window of 960: a screen of 1920 at 200 %."""
FULL = (
    "library",
    "gallery",
    "draw",
    "chat",
    "teach-photos",
    "teach-person",
    "teach-choice",
    "queue",
)
FULL += ("bring", "compile", "compare", "sheet", "export", "commands", "keys", "problem", "bug")
"""Pages with something on them, and dialogs."""
PLACEHOLDERS = re.compile(r"\{\w+\}|%n|%\d")


def messages(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Context, source and translations of each message of a `.ts` file; none where unfinished."""
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            made = message.find("translation")
            assert made is not None
            forms = [form.text or "" for form in made.findall("numerusform")] or [made.text or ""]
            finished = made.get("type") is None
            yield name, message.findtext("source") or "", forms if finished else []


def test_every_text_of_the_window_is_in_the_german_file() -> None:
    known = {(context, source) for context, source, _ in messages(GERMAN)}
    wanted = {(text.context, text.words) for text in texts()}
    assert sorted(wanted - known) == []
    assert sorted(known - wanted) == []


def test_no_text_lacks_a_german_translation() -> None:
    lacking = [source for _, source, forms in messages(GERMAN) if not forms or not all(forms)]
    assert lacking == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_what_is_filled_in(language: str) -> None:
    for _, source, forms in messages(FOLDER / f"yochameleon_{language}.ts"):
        wanted = set(PLACEHOLDERS.findall(source))
        for form in forms:
            kept = set(PLACEHOLDERS.findall(form))
            assert kept - wanted == set(), source
            assert wanted - kept <= {"%n"}, source  # one thing may be said in words
        assert wanted <= set(PLACEHOLDERS.findall(forms[-1])), source


def test_the_german_is_not_the_english_but_where_both_are_the_same_word() -> None:
    same = [source for _, source, forms in messages(GERMAN) if forms == [source]]
    words = [source for source in same if re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", source)]
    assert [w for w in words if not w.startswith("A photo of ")] == []  # the model reads English


@pytest.mark.parametrize(
    ("english", "german"), [("quit", "beenden"), ("stop", "halten"), ("pause", "pausier")]
)
def test_to_quit_to_stop_and_to_pause_are_three_words_in_german(english: str, german: str) -> None:
    said = {
        source: forms[0].replace("&", "")
        for _, source, forms in messages(GERMAN)
        if re.search(rf"(?<!-)\b{english}(p(ed|ing)|d)?\b", source.replace("&", ""), re.IGNORECASE)
    }
    assert len(said) > 1
    assert [one for one in said.values() if german not in one.casefold()] == []


def test_only_to_quit_is_beenden() -> None:
    said = [
        source
        for _, source, forms in messages(GERMAN)
        if re.search("beenden|beendet", " ".join(forms), re.IGNORECASE)
    ]
    assert [one for one in said if "quit" not in one.casefold()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_is_that_of_the_source(language: str, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    compile_file(FOLDER / f"yochameleon_{language}.ts", made)
    assert made.read_bytes() == (FOLDER / f"yochameleon_{language}.qm").read_bytes()


def test_texts_are_found_wherever_they_stand() -> None:
    source = """
class Page:
    def title(self):
        return self.tr("one " "text")
    def count(self):
        return self.tr("%n time(s)", "", 3)
def tr(text, count=-1):
    return QCoreApplication.translate("words", text, "", count)
def outside():
    return tr("two") + QCoreApplication.translate("else", "three") + tr(variable)
"""
    assert set(update.of_window(ast.parse(source))) == {
        Text("Page", "one text"),
        Text("Page", "%n time(s)", counted=True),
        Text("words", "two"),
        Text("else", "three"),
    }


def test_what_is_said_about_a_photo_is_found() -> None:
    said = {sentence for both in WORDS.values() for sentence in both}
    assert said <= {text.words for text in texts() if text.context == update.ENGINE}


def test_german_speaks_german_with_its_numbers_and_qts_own_words(app: QApplication) -> None:
    languages.install(app, "de")
    assert QCoreApplication.translate("Place", "Library") == "Bibliothek"
    assert QCoreApplication.translate("engine", "Colours") == "Farben"
    assert job_words.size(1_400_000_000) == "1,4 GB"
    assert job_words.left(Left(60, 60)) == "noch etwa 1 Min."
    assert job_words.left(Left(180, 240)) == "noch 3 bis 4 Min."
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert [one.text().replace("&", "") for one in box.buttons()] == ["Abbrechen"]


def test_english_counts_as_english_does(app: QApplication) -> None:
    languages.install(app, "en")
    counted = [
        QCoreApplication.translate("StoragePage", "%n file(s) removed, {size}.", "", count)
        for count in (1, 2)
    ]
    assert counted == ["1 file removed, {size}.", "2 files removed, {size}."]


def test_an_unknown_system_language_is_english() -> None:
    assert languages.locale_of("de").language() is QLocale.Language.German
    assert languages.locale_of("en").language() is QLocale.Language.English


_ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly


class Longer(QTranslator):
    """Every text as it is in English, two fifths longer and with marks above."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        counted = text.replace("%n", str(n)) if n >= 0 else text
        if not counted:
            return ""
        return f"[{counted}{'ä' * round(0.4 * len(counted))}]"

    def isEmpty(self) -> bool:
        return False


def build(place: Place, context: Context, qtbot: Any) -> QWidget:
    """One page of the window, shown at an ordinary size."""
    page = pages.entries(context)[place].build()
    qtbot.addWidget(page)
    page.resize(WIDTH, 760)
    page.show()
    QApplication.processEvents()
    return page


def cut(page: QWidget) -> list[str]:
    """Texts that have less room than they need."""
    found = []
    kinds = QPushButton | QCheckBox | QRadioButton | QLabel | QToolButton
    for widget in page.findChildren(QWidget):
        if not isinstance(widget, kinds) or not widget.isVisibleTo(page) or not widget.text():
            continue
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        hidden = isinstance(widget, QToolButton) and widget.toolButtonStyle() is _ICON_ONLY
        if isinstance(widget, ElidedLabel) or widget.minimumWidth() == 1:
            continue  # these give way to others, and say all in their tooltip or not at all
        if not wraps and not hidden and widget.width() < widget.minimumSizeHint().width():
            found.append(widget.text())
    return found


@pytest.mark.parametrize("place", list(Place))
def test_texts_two_fifths_longer_are_not_cut(
    place: Place, app: QApplication, context: Context, qtbot: Any
) -> None:
    translator = Longer(app)
    QCoreApplication.installTranslator(translator)
    page = build(place, context, qtbot)
    words = [one.text() for one in page.findChildren(QAbstractButton)]
    words += [one.text() for one in page.findChildren(QLabel)]
    assert any("ää" in text for text in words)
    assert cut(page) == []
    assert page.width() <= WIDTH


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("place", list(Place))
def test_on_a_small_screen_no_page_scrolls_sideways(
    place: Place, language: str, app: QApplication, context: Context, qtbot: Any
) -> None:
    languages.install(app, language)
    assert build(place, context, qtbot).minimumSizeHint().width() <= BESIDE_THE_SIDEBAR


@pytest.mark.parametrize("scene", FULL)
def test_texts_two_fifths_longer_are_not_cut_in_use(scene: str, app: QApplication) -> None:
    QCoreApplication.installTranslator(Longer(app))
    with shown(scene) as screen:
        assert cut(screen) == []
        assert screen.width() <= WIDTH


@pytest.mark.parametrize("place", list(Place))
def test_lines_may_run_from_right_to_left(
    place: Place, app: QApplication, context: Context, qtbot: Any
) -> None:
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page = build(place, context, qtbot)
    left = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.layoutDirection() is not Qt.LayoutDirection.RightToLeft
    ]
    assert left == []
    assert not page.grab().isNull()
