"""This computer and its models, storage, logs and settings, as a person finds them at first."""

import shutil

from PySide6.QtWidgets import QWidget

from bench.screens.teach import sample_photos, taught
from bench.screenshots import Scene, settle
from desktop.app import Desktop
from desktop.state.accepted_licences import accepted_licences
from desktop.state.bringing import BringingState
from desktop.state.compiling import CompilingState
from desktop.state.moving import MovingState
from desktop.state.navigation import Place
from desktop.views.about_dialog import AboutDialog
from desktop.views.bring_dialog import BringDialog
from desktop.views.compile_dialog import CompileDialog
from desktop.views.licences_dialog import LicencesDialog
from desktop.views.logs_page import LogsPage
from desktop.views.models_page import ModelsPage
from desktop.views.move_dialog import MoveDialog
from desktop.views.storage_page import StoragePage
from engine.backup.writing import back_up
from engine.events import finish
from engine.licences import UNKNOWN, Licence, accept, find_licence
from engine.model.bringing import Bringing
from engine.model.bringing import bring as bring_in
from engine.paths import MINI_CHECKPOINT
from export.choosing import Offer
from export.config import Precision


def first_run(desktop: Desktop) -> QWidget:
    """The step about the base model."""
    desktop.context.settings.change(first_run="model")
    return _page(desktop, Place.MODELS)


def models(desktop: Desktop) -> QWidget:
    """The first run is over."""
    desktop.context.settings.change(first_run="done")
    return _page(desktop, Place.MODELS)


def bring(desktop: Desktop) -> QWidget:
    """A folder was chosen and looked at."""
    state = BringingState(desktop.context.queue, desktop.window)
    dialog = BringDialog(state, desktop.window)
    folder = desktop.context.home / "from a friend" / "small-anole"
    shutil.copytree(MINI_CHECKPOINT, folder)
    state.look_at(folder)
    dialog.show()
    settle(1.5)
    return dialog


def brought(desktop: Desktop) -> QWidget:
    """A model was just brought, and can be used and compiled."""
    desktop.context.settings.change(first_run="done")
    folder = desktop.context.home / "small-anole"
    shutil.copytree(MINI_CHECKPOINT, folder)
    accepted = find_licence(folder).sha256
    finish(bring_in(Bringing(folder=folder, name=folder.name, copy=False, licence=accepted)))
    _page(desktop, Place.MODELS)
    [page] = desktop.window.findChildren(ModelsPage)
    page.brought.offer(folder.name, copied=False)
    settle(0.5)
    return desktop.window


def licences(desktop: Desktop) -> QWidget:
    """The licence of a model that was brought, to be read again."""
    accept(Licence(UNKNOWN, ()), "0" * 64)
    dialog = LicencesDialog(accepted_licences(), desktop.window)
    dialog.show()
    return dialog


def about(desktop: Desktop) -> QWidget:
    """Name, version, and the way to the licences."""
    dialog = AboutDialog(desktop.window)
    dialog.show()
    return dialog


def compiling(desktop: Desktop) -> QWidget:
    """Precisions of a 7B model; sizes about as in docs/performance.md."""
    state = CompilingState(desktop.context.queue, desktop.window)
    dialog = CompileDialog(state, "Anole-7b-v0.1-hf", desktop.window)
    state.leave()
    settle(0.1)
    state.offers = (_offer("int8", 12.4, 8.6), _offer("int4", 7.1, 5.4))
    state.changed.emit()
    dialog.show()
    return dialog


def _offer(precision: Precision, disk: float, memory: float) -> Offer:
    return Offer(
        target="onnx",
        precision=precision,
        device="cpu",
        disk=round(disk * 1e9),
        memory=round(memory * 1e9),
        obstacle="",
        suggested=precision == "int4",
    )


def storage(desktop: Desktop) -> QWidget:
    """A folder with one concept in it, and a library that was replaced."""
    taught("Mila", "pet", sample_photos())
    shutil.copytree(
        desktop.context.home / "library", desktop.context.home / "replaced" / "2026-11-30T09-15-00"
    )
    return _page(desktop, Place.STORAGE)


def restore(desktop: Desktop) -> QWidget:
    """A backup was chosen; the library has changed since it was made."""
    taught("Mila", "pet", sample_photos())
    file = desktop.context.home / "yochameleon.zip"
    finish(back_up(file))
    taught("Bo", "pet", sample_photos())
    _page(desktop, Place.STORAGE)
    [page] = desktop.window.findChildren(StoragePage)
    dialog = page.backups.put_in_place(file)
    settle(1)
    return dialog


def moving(desktop: Desktop) -> QWidget:
    """A place in a synced folder was chosen for everything of the person's."""
    state = MovingState(desktop.context.queue, desktop.context.home.parent / "OneDrive" / "Mine")
    dialog = MoveDialog(state, desktop.window)
    state.setParent(dialog)
    state.look()
    dialog.show()
    settle(0.5)
    return dialog


def logs(desktop: Desktop) -> QWidget:
    """What diagnostics would hold; of the three sheets, one that says nothing of this computer."""
    _page(desktop, Place.LOGS)
    [page] = desktop.window.findChildren(LogsPage)
    page.names.setCurrentRow(page.names.count() - 1)
    return desktop.window


def settings(desktop: Desktop) -> QWidget:
    """Every setting."""
    return _page(desktop, Place.SETTINGS)


def _page(desktop: Desktop, place: Place) -> QWidget:
    desktop.window.show_place(place)
    settle(2)
    return desktop.window


SCENES: dict[str, Scene] = {
    "first-run": first_run,
    "models": models,
    "bring": bring,
    "brought": brought,
    "licences": licences,
    "about": about,
    "compile": compiling,
    "storage": storage,
    "move": moving,
    "restore": restore,
    "logs": logs,
    "settings": settings,
}
