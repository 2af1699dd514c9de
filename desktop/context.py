"""What every page is given: the parts of the window that pages share."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.state.jobs import Queue
from desktop.state.navigation import Navigation
from desktop.state.notices import Notices
from desktop.state.settings import SettingsState

if TYPE_CHECKING:
    from desktop.actions import Actions  # widgets: states are loaded without them


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Shared parts; `home` is the person's private folder."""

    queue: Queue
    navigation: Navigation
    notices: Notices
    actions: "Actions"
    home: Path
    settings: SettingsState
