"""The library: empty, with concepts, and with one that is looked at."""

from PySide6.QtWidgets import QWidget

from bench.screens.teach import sample_photos, taught
from bench.screenshots import Scene, settle
from desktop.app import Desktop
from desktop.state.navigation import Place
from desktop.views.learning_dialog import LearningDialog
from desktop.views.library_merge import ask_merge
from desktop.views.library_page import LibraryPage
from desktop.views.lookalikes_dialog import LookalikesDialog
from engine.concepts.cards import Description
from engine.events import finish
from engine.learning.intake import photo_files
from engine.learning.keeping import open_library
from engine.learning.pool_ranking import leave_out, lookalikes_of
from engine.paths import RESOURCES

_SUITE = RESOURCES / "suite" / "concepts"
_OTHERS = (
    ("Ada", "person", "l2-person-1"),
    ("Cup of the clan", "object", "l1-cup-1"),
    ("Felix", "pet", "l1-cat-1"),
    ("Grandma's lamp", "object", "l1-lamp-1"),
    ("Our car", "object", "l1-car-1"),
    ("Rosa", "pet", "l1-chicken-1"),
    ("Star", "pet", "l1-horse-1"),
)
"""More concepts, of the suite's photos; only the selected one was learned."""


def empty(desktop: Desktop) -> QWidget:
    """Before anything was taught."""
    desktop.context.navigation.go(Place.LIBRARY)
    settle(0.5)
    return desktop.window


def concepts(desktop: Desktop) -> QWidget:
    """A few concepts, one of them selected."""
    taught("Mila", "pet", sample_photos())
    for name, kind, folder in _OTHERS:
        taught(name, kind, photo_files([_SUITE / folder])[:4])
    with open_library() as library:
        tags = Description(tags=("family", "summer"), notes="Loves the red ball.")
        library.describe("Mila", tags)
        library.note_version("Mila", 1, "Before her haircut.")
    desktop.context.navigation.go(Place.LIBRARY, "Mila")
    settle(0.8)
    desktop.context.navigation.go(Place.LIBRARY, "Mila")
    settle(0.8)
    return desktop.window


def lookalikes(desktop: Desktop) -> QWidget:
    """What of the pool looks like a concept; one picture is left out for it."""
    concepts(desktop)
    ranked = finish(lookalikes_of("Mila", desktop.context.settings.value))
    leave_out([ranked[1].key], "Mila")
    [page] = desktop.window.findChildren(LibraryPage)
    page.details.see_lookalikes()
    settle(3)
    [dialog] = desktop.window.findChildren(LookalikesDialog)
    return dialog


def learned(desktop: Desktop) -> QWidget:
    """How the selected concept was learned."""
    concepts(desktop)
    [page] = desktop.window.findChildren(LibraryPage)
    page.details.see_learning(1)
    settle(2)
    [dialog] = desktop.window.findChildren(LearningDialog)
    return dialog


def merge(desktop: Desktop) -> QWidget:
    """Which concept the selected one is the same as."""
    concepts(desktop)
    [page] = desktop.window.findChildren(LibraryPage)
    assert page._state.selected_card is not None
    return ask_merge(desktop.window, page._state, page._state.selected_card)


SCENES: dict[str, Scene] = {
    "library-empty": empty,
    "library": concepts,
    "learned": learned,
    "lookalikes": lookalikes,
    "merge": merge,
}
