"""The library: empty, with concepts, and with one that is looked at."""

from PySide6.QtWidgets import QWidget

from bench.screens.teach import sample_photos, taught
from bench.screenshots import Scene, settle
from desktop.app import Desktop
from desktop.state.navigation import Place
from engine.concepts.cards import Description
from engine.learning.keeping import open_library


def empty(desktop: Desktop) -> QWidget:
    """Before anything was taught."""
    desktop.context.navigation.go(Place.LIBRARY)
    settle(0.5)
    return desktop.window


def concepts(desktop: Desktop) -> QWidget:
    """A few concepts, one of them selected."""
    photos = sample_photos()
    for number, (name, kind) in enumerate(
        (("Mila", "pet"), ("My cup", "object"), ("Ada", "person"), ("Teddy", "object"))
    ):
        taught(name, kind, photos[number:] + photos[:number])
    with open_library() as library:
        tags = Description(tags=("family", "summer"), notes="Loves the red ball.")
        library.describe("Mila", tags)
    desktop.context.navigation.go(Place.LIBRARY, "Mila")
    settle(0.8)
    desktop.context.navigation.go(Place.LIBRARY, "Mila")
    settle(0.8)
    return desktop.window


SCENES: dict[str, Scene] = {"library-empty": empty, "library": concepts}
