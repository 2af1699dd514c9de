"""By which names systems know this app: in menus, task bars, notifications and files."""

import ctypes
import sys

from PySide6.QtWidgets import QApplication

from desktop.arguments import NAME

DISPLAY_NAME = "Yo'Chameleon"
ORGANIZATION, DOMAIN = "Yo'Chameleon", "yochameleon.org"
APP_ID = "org.yochameleon.Desktop"
"""The name of the .desktop file, which Wayland and portals know a window by, and what Windows
groups windows in the task bar by."""


def introduce(app: QApplication) -> None:
    """Give the application object its names, and this process its own place in the task bar.

    The version comes with `tell_version`, which a start does not wait for.
    """
    app.setOrganizationName(ORGANIZATION)
    app.setOrganizationDomain(DOMAIN)
    app.setApplicationName(NAME)
    app.setApplicationDisplayName(DISPLAY_NAME)
    app.setDesktopFileName(APP_ID)
    if sys.platform == "win32":
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)


def tell_version() -> None:
    """Give the application object its version, which is looked up on the disk."""
    QApplication.setApplicationVersion(installed_version())


def installed_version() -> str:
    """As `pip show` has it; empty where the app runs without having been installed."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - takes a while

    try:
        return version("yochameleon")
    except PackageNotFoundError:
        return ""
