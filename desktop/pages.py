"""Which pages the window has, and how each is built. Each loads when it is first shown."""

import importlib
import pkgutil

from PySide6.QtWidgets import QWidget

from desktop.context import Context
from desktop.declared import place_icon
from desktop.state.navigation import Place, title
from desktop.views.main_window import Entry

# ruff: noqa: PLC0415 - a page that is not shown costs the start nothing


LAYERS = ("engine.chats", "engine.gallery", "desktop.state", "desktop.widgets", "desktop.views")
"""Packages that pages are made of, from the ground up."""


def entries(context: Context) -> dict[Place, Entry]:
    """Every place, in the order of the sidebar."""
    pages = Pages(context)
    builds = {
        Place.LIBRARY: pages.library,
        Place.TEACH: pages.teach,
        Place.CHAT: pages.chat,
        Place.DRAW: pages.draw,
        Place.GALLERY: pages.gallery,
        Place.MODELS: pages.models,
        Place.QUEUE: pages.queue,
        Place.STORAGE: pages.storage,
        Place.LOGS: pages.logs,
        Place.SETTINGS: pages.settings,
    }
    return {place: Entry(title(place), place_icon(place), build) for place, build in builds.items()}


def modules() -> list[str]:
    """What pages are made of, from the ground up: each brings little that is not there yet."""
    layers = [importlib.import_module(name) for name in LAYERS]
    return [
        found.name
        for layer in layers
        for found in pkgutil.iter_modules(layer.__path__, f"{layer.__name__}.")
    ]


class Pages:
    """Builds each page over its state; a state lives as long as its page."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def library(self) -> QWidget:
        """The concepts."""
        from desktop.state.library import LibraryState
        from desktop.views.library_page import LibraryPage

        return LibraryPage(LibraryState(self._context), self._context)

    def teach(self) -> QWidget:
        """Photos, learning and the choice."""
        from desktop.state.teaching import TeachingState
        from desktop.views.teach_page import TeachPage

        return TeachPage(TeachingState(self._context), self._context)

    def chat(self) -> QWidget:
        """The chats."""
        from desktop.state.chats import Chats
        from desktop.views.chat_page import ChatPage

        here = self._context
        state = Chats(here.home / "library", here.queue, here.settings, here.notices)
        return ChatPage(state, here)

    def draw(self) -> QWidget:
        """What is asked to be drawn."""
        from desktop.state.drawing import DrawingState
        from desktop.views.draw_page import DrawPage

        here = self._context
        return DrawPage(DrawingState(here.home, here.queue, here.settings), here)

    def gallery(self) -> QWidget:
        """What was drawn."""
        from desktop.state.gallery import GalleryState
        from desktop.views.gallery_page import GalleryPage

        here = self._context
        state = GalleryState(here.home, here.queue, here.notices, here.settings)
        return GalleryPage(state, here)

    def models(self) -> QWidget:
        """This computer, its base models, and the first run."""
        from desktop.state.models import ModelsState
        from desktop.views.models_page import ModelsPage

        here = self._context
        return ModelsPage(ModelsState(here.settings, here.queue), here)

    def queue(self) -> QWidget:
        """The jobs."""
        from desktop.state.queue_model import QueueModel
        from desktop.views.queue_page import QueuePage

        return QueuePage(QueueModel(self._context.queue), self._context)

    def storage(self) -> QWidget:
        """What takes how much room."""
        from desktop.state.storage import StorageState
        from desktop.views.storage_page import StoragePage

        return StoragePage(StorageState(), self._context)

    def logs(self) -> QWidget:
        """What went wrong, and diagnostics."""
        from desktop.state.logs import LogsState
        from desktop.views.logs_page import LogsPage

        return LogsPage(LogsState(), self._context)

    def settings(self) -> QWidget:
        """The choices that stay."""
        from desktop.views.settings_page import SettingsPage

        return SettingsPage(self._context.settings, self._context)
