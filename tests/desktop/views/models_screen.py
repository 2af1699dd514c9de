"""The page of models, as a person sees it."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop.context import Context
from desktop.state.models import ModelsState
from desktop.views.model_card import ModelCard
from desktop.views.models_page import ModelsPage
from tests.graphics_cards import card

SECONDS = 20_000
"""Milliseconds of patience."""


def button(page: QWidget, words: str) -> QAbstractButton:
    """The visible button with these words."""
    found = [one for one in page.findChildren(QAbstractButton) if one.text() == words]
    return next(one for one in found if one.isVisibleTo(page))


def words_of(page: QWidget) -> str:
    """Every label that is to be seen."""
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def opened(context: Context, qtbot: Any) -> ModelsPage:
    """The page of models, having looked."""
    state = ModelsState(context.settings, context.queue)
    made = ModelsPage(state, context)
    qtbot.addWidget(made)
    made.show()
    made.open(None)
    qtbot.waitUntil(lambda: not state.looking, timeout=SECONDS)
    return made


def with_card(page: ModelsPage, driver: str = "580.65") -> None:
    """Find a GPU in this computer."""
    state = page._state
    assert state.machine is not None
    one = replace(card("RTX", "GPU-a", 24), driver=driver)
    state.machine = replace(state.machine, gpus=(one,), visible=None)
    state.changed.emit()


def card_of(page: ModelsPage, name: str) -> ModelCard:
    """The card of a model."""
    cards = [page.cards.itemAt(row).widget() for row in range(page.cards.count())]
    return next(one for one in cards if isinstance(one, ModelCard) and one._model.name == name)


def run(page: ModelsPage, command: str, name: str) -> None:
    """Run a command of a model's card, as its key does."""
    actions = card_of(page, name).actions()
    action = next(one for one in actions if one.objectName() == f"models.{command}")
    assert action.isEnabled()
    action.trigger()


def said_by(context: Context) -> list[str]:
    """What is said in passing from now on."""
    told: list[str] = []
    context.notices.said.connect(lambda notice: told.append(notice.text))
    return told
