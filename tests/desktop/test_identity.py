"""By which names systems know the app."""

import re
import subprocess
import sys
from importlib.metadata import version

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop import identity
from desktop.app import application


def test_the_app_tells_its_name_version_and_desktop_file(qapp: QApplication) -> None:
    app = application()
    identity.tell_version()
    assert (app.applicationName(), app.applicationVersion()) == (
        "yochameleon",
        version("yochameleon"),
    )
    assert app.organizationName() and app.organizationDomain() == identity.DOMAIN
    assert QGuiApplication.desktopFileName() == identity.APP_ID


def test_the_desktop_file_is_named_by_the_domain_from_its_end() -> None:
    assert re.fullmatch(r"([a-z]+\.)+[A-Z]\w+", identity.APP_ID)
    assert identity.APP_ID.startswith(".".join(reversed(identity.DOMAIN.split("."))))


def test_a_start_does_not_wait_for_the_version() -> None:
    script = "import sys, desktop.app; print('importlib.metadata' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
