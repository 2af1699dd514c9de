"""What the app says of itself, and of the licences that were accepted here."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desktop.app import application
from desktop.views.about_dialog import AboutDialog
from desktop.views.licences_dialog import LicencesDialog
from desktop.views.problem_dialog import ProblemDialog
from engine.licences import Licence, accept


@pytest.fixture
def about(home: Path, qapp: QApplication, qtbot: Any) -> AboutDialog:
    """The dialog of an app that knows its name."""
    application()
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    return dialog


def test_the_version_is_the_one_that_is_installed(about: AboutDialog) -> None:
    from importlib.metadata import version

    assert about.version.text() == f"Version {version('yochameleon')}"


def test_every_accepted_licence_can_be_read_the_latest_first(about: AboutDialog) -> None:
    accept(Licence("Research only.", ("LICENSE",)), "a" * 64)
    accept(Licence("Be kind.", ()), "b" * 64)
    about.licences.click()
    dialog = about.findChild(LicencesDialog)
    assert dialog is not None and dialog.list.count() == 2
    assert dialog.text.toPlainText() == "Be kind."
    dialog.list.setCurrentRow(1)
    assert dialog.text.toPlainText() == "Research only."
    second = dialog.list.item(1)
    assert second is not None and "A model that was forgotten: accepted on" in second.text()


def test_where_none_was_accepted_that_is_said(home: Path, qtbot: Any) -> None:
    dialog = LicencesDialog(())
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.list.isVisible() and not dialog.text.isVisible()


def test_a_damaged_list_is_told_with_what_to_do(about: AboutDialog, home: Path) -> None:
    (home / "licences.json").write_text("{")
    about.licences.click()
    assert about.findChild(LicencesDialog) is None
    problem = about.findChild(ProblemDialog)
    assert problem is not None
    problem.reject()
