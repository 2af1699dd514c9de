"""What the window speaks: our words, Qt's own, and the numbers and dates that go with them."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

FOLDER = Path(__file__).resolve().parent / "translations"
LANGUAGES = ("en", "de")
"""Those that the window is complete in; the sources are English, whose file has only plurals."""


def install(app: QGuiApplication, language: str) -> QLocale:
    """Speak `language`, or with `system` the first of the system's languages that we know.

    Before any widget is made. Returns the locale that numbers and dates follow from then on.
    """
    place = locale_of(language)
    code = place.name().split("_")[0]
    QLocale.setDefault(place)
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for name, folder in ((f"qtbase_{code}", qt), (f"yochameleon_{code}", FOLDER)):
        translator = QTranslator(app)
        if translator.load(name, str(folder)):
            QCoreApplication.installTranslator(translator)
    app.setLayoutDirection(place.textDirection())
    return place


def locale_of(language: str) -> QLocale:
    """The locale to be used; the system's own where it speaks one of our languages."""
    system = QLocale.system()
    if language != "system":
        same = system.name().split("_")[0] == language  # keep de_AT for a person in Vienna
        return system if same else QLocale(language)
    for wanted in system.uiLanguages():
        if QLocale(wanted).name().split("_")[0] in LANGUAGES:
            return QLocale(wanted)
    return QLocale("en_GB")


def is_right_to_left() -> bool:
    """Whether lines run from right to left now."""
    return QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
