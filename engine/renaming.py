"""A concept under another name, unless something begun still calls it by the one it has."""

from engine.concepts.entries import Entry
from engine.errors import InputError
from engine.learning.keeping import open_library
from engine.learning.workplace import Workplace


def rename(name: str, new_name: str) -> Entry:
    """Call the concept `name` by `new_name`.

    InputError where that is unfit or another's, or where one of the names has an unfinished
    learning: at its end it would not find its concept, or find its name taken.
    """
    with open_library() as library:
        refuse_unfinished(library.find(name).name)
        refuse_unfinished(new_name)
        return library.rename(name, new_name)


def refuse_unfinished(name: str) -> None:
    """InputError where a learning of this name is not finished."""
    if Workplace.of(name).folder.exists():
        raise InputError(
            f"“{name}” has a learning that is not finished.", remedy="Finish or discard it first."
        )
