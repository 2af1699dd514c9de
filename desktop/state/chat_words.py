"""What the window says about chats where no widget does, in the person's language."""

from PySide6.QtCore import QCoreApplication

from engine.chats.entries import Message, Speaker
from engine.chats.export import Words


def tr(text: str, count: int = -1) -> str:
    """`text` in the person's language; `%n` is `count`."""
    return QCoreApplication.translate("chat_words", text, "", count)


def written() -> Words:
    """What a chat that is copied or written to a file says besides its messages."""
    return Words(
        person=tr("You"),
        model=tr("Answer"),
        edited=tr("edited"),
        stopped=tr("stopped"),
        photo=tr("A photo"),
        drawn=tr("A drawn picture"),
        lost_photo=tr("A photo whose file is gone"),
        lost_drawn=tr("A drawn picture whose file is gone"),
        untitled=tr("Chat"),
        folder=tr("{name} pictures"),
    )


def badge(message: Message) -> str:
    """What an answer about a concept is worth; empty where it is about none, or a person's words.

    An answer that the person has edited says what the person wants.
    """
    if message.speaker is Speaker.PERSON or message.edited or not message.facts.get("concepts"):
        return ""
    photos = int(message.facts.get("photos", 0))
    if not message.words:
        if not photos:
            return tr("Drawn from what a few photos showed; it only resembles that.")
        return tr("Drawn from what %n photo(s) showed; it only resembles that.", photos)
    if not photos:
        return tr("Says what it saw in a few photos; may be wrong.")
    return tr("Says what it saw in %n photo(s); may be wrong.", photos)
