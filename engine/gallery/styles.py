"""Named words that go with a prompt, such as “at night”: bundled ones and a person's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.concepts.database import LibraryDatabase
from engine.concepts.names import checked_name, name_key, similar
from engine.concepts.tables import now
from engine.errors import InputError

LONGEST = 400
"""Characters of a style's words."""


@dataclass(frozen=True, slots=True)
class Style:
    """A name, and the words that it adds to a prompt."""

    name: str
    words: str
    own: bool = False
    """Whether a person made it; else it comes with the app and stays."""
    large: bool = False
    """Whether it is a look that the bundled mini has never seen, and larger models have."""


BUNDLED = (
    Style("At night", "at night"),
    Style("At sunset", "at sunset"),
    Style("On the beach", "on the beach"),
    Style("In the forest", "in the forest"),
    Style("In the snow", "in the snow"),
    Style("In a studio", "in a studio"),
    Style("Pencil drawing", ", a pencil drawing", large=True),
    Style("Watercolour", ", a watercolour painting", large=True),
    Style("Black and white", ", a black and white photo", large=True),
    Style("Close-up", ", a close-up", large=True),
)


class Styles:
    """The styles of an open gallery."""

    def __init__(self, db: LibraryDatabase) -> None:
        self._db = db

    def all(self, text: str = "") -> list[Style]:
        """Those with these words in their name or their own words, one's own first, by name."""
        own = self._db.rows("SELECT name, words FROM styles ORDER BY name_key")
        found = [*(Style(row["name"], row["words"], own=True) for row in own), *BUNDLED]
        wanted = text.casefold().split()
        return [one for one in found if all(word in _words(one) for word in wanted)]

    def find(self, name: str) -> Style:
        """The style of this name. InputError where there is none, with those that are meant."""
        known = {name_key(one.name): one for one in self.all()}
        if name_key(name) in known:
            return known[name_key(name)]
        near = similar(name, [one.name for one in known.values()])
        raise InputError(
            f"There is no style “{name}”.",
            remedy=f"Did you mean {near[0]}?" if near else "Look at `engine styles list`.",
        )

    def add(self, name: str, words: str) -> Style:
        """Keep a style. InputError where its name is taken or unfit, or the words are."""
        name, words = checked_name(name), words.strip()
        if not words or len(words) > LONGEST:
            raise InputError(
                f"A style has 1 to {LONGEST} characters.",
                remedy="Write a few words, such as “at night”.",
            )
        with self._db.change():
            if any(name_key(one.name) == name_key(name) for one in self.all()):
                raise InputError(
                    f"There is a style “{name}” already.", remedy="Choose another name."
                )
            self._db.insert(
                "styles",
                {"name": name, "name_key": name_key(name), "words": words, "created_at": now()},
            )
        return Style(name, words, own=True)

    def remove(self, name: str) -> Style:
        """Forget a person's own style. InputError where there is none, or it comes with the app."""
        style = self.find(name)
        if not style.own:
            raise InputError(
                f"The style “{style.name}” comes with the app.",
                remedy="Only styles of your own can be removed.",
            )
        with self._db.change():
            self._db.run("DELETE FROM styles WHERE name_key = ?", name_key(name))
        self._db.forget_log()
        return style


def styled(prompt: str, styles: Iterable[Style]) -> str:
    """The prompt with the words of these styles at its end, before its full stop."""
    for style in styles:
        head, stop = prompt.rstrip(), ""
        if head.endswith("."):
            head, stop = head[:-1], "."
        joint = "" if not head or style.words[0] in ",;." else " "
        prompt = f"{head}{joint}{style.words}{stop}"
    return prompt


def _words(style: Style) -> str:
    return f"{style.name} {style.words}".casefold()
