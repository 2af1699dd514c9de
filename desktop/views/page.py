"""What the window needs of a page."""

from typing import Protocol, runtime_checkable

from desktop.state.navigation import Place


@runtime_checkable
class Page(Protocol):
    """A QWidget that is one place of the window."""

    place: Place
    icon_name: str

    @property
    def title(self) -> str:
        """The place in the person's language."""
        ...

    def open(self, what: object) -> None:
        """Show `what`: the person was sent here with it."""
        ...

    def refresh(self) -> None:
        """Write the state to the widgets."""
        ...
