"""What the window says about chats where no widget does, in the person's language."""

from PySide6.QtCore import QCoreApplication

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
