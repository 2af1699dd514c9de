"""Everything that writes into the private folder, each as one function without arguments."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from desktop.state import drafts
from engine.chats.entries import NewPicture, State
from engine.chats.store import open_chats
from engine.concepts.cards import Description
from engine.errors import SetupError, YoError
from engine.events import finish
from engine.files import refused
from engine.gallery.store import open_gallery
from engine.learning.intake import take_in
from engine.learning.keeping import open_library
from engine.learning.lesson import Lesson
from engine.learning.workplace import Workplace
from engine.paths import home
from engine.settings import Settings
from tests.desktop import drawn, learned

Deed = Callable[[Path], object]
"""Given a folder on another disk."""


def noise(side: int = 96) -> Image.Image:
    """A picture that no format makes small."""
    dice = np.random.default_rng(0)
    return Image.fromarray(dice.integers(0, 256, (side, side, 3), np.uint8))


def png() -> bytes:
    """The same as a file."""
    content = io.BytesIO()
    noise().save(content, "PNG")
    return content.getvalue()


def say(_: Path) -> object:
    """Say something with a photo."""
    with open_chats() as chats:
        photo = NewPicture(data=png(), width=96, height=96)
        return chats.say(chats.chats()[0].id, 0, "Look! " * 2000, [photo])


def go_on(_: Path) -> object:
    """Write an answer as it comes."""
    with open_chats() as chats:
        answer = chats.messages(chats.chats()[0].id)[-1]
        return chats.write(answer.id, "I see a dog. " * 2000, State.WRITING)


def draw(_: Path) -> object:
    """Keep a picture that was drawn."""
    with open_gallery() as gallery:
        return gallery.add(drawn.new(3, prompt="Bo " * 200))


def tag(_: Path) -> object:
    """Tag all pictures."""
    with open_gallery() as gallery:
        return gallery.labels.tag(gallery.ids(), "holidays")


def rename(_: Path) -> object:
    """Call a concept otherwise."""
    with open_library() as library:
        return library.rename("Bo", "Bello")


def describe(_: Path) -> object:
    """Write notes on a concept."""
    with open_library() as library:
        return library.describe("Bo", Description(notes="He likes cheese. " * 900))


def duplicate(_: Path) -> object:
    """Copy a concept with its files."""
    with open_library() as library:
        return library.duplicate("Bo", "Bo 2")


def export(_: Path) -> object:
    """Write a concept over its older export on the same disk."""
    with open_library() as library:
        target = home().parent / "Bo.concept"
        return library.export("Bo", target, with_photos=True, replacing=True)


def choose(_: Path) -> object:
    """Change a setting."""
    return Settings(theme="light").save()


def paste(_: Path) -> object:
    """Paste a photo."""
    return drafts.keep(home(), png())


def intake(elsewhere: Path) -> object:
    """Take photos in for a learning."""
    elsewhere.mkdir(exist_ok=True)
    noise().save(elsewhere / "photo.png")
    return finish(take_in([elsewhere / "photo.png"], Workplace.of("Mila").photos))


def learn(elsewhere: Path) -> object:
    """Keep what a learning has learned, at its workplace and then in the library."""
    place = Workplace.of("Mila")
    with place.held():
        return finish(learned.learning(Lesson(name="Mila", photos=(elsewhere,)), Settings()))


DEEDS: tuple[Deed, ...] = (
    say, go_on, draw, tag, rename, describe, duplicate, export, choose, paste, intake, learn,
)  # fmt: skip


def in_words(deed: Deed, elsewhere: Path) -> SetupError:
    """What a person is told where the disk refuses a deed, at whichever border they meet it."""
    try:
        deed(elsewhere)
    except Exception as error:
        told = error if isinstance(error, YoError) else refused(error)
        assert isinstance(told, SetupError), repr(error)
        return told
    raise AssertionError(f"{deed.__name__} was not refused")
