"""A chat as a file: Markdown, plain text, HTML in one file, or JSON with every branch."""

import base64
import html
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from engine.chats.entries import PICTURE, Chat, Message, Picture, Speaker, State
from engine.chats.tree import children, shown_path
from engine.errors import InputError
from engine.files import storing, write_whole

FORMAT = 1
"""Of the JSON file."""

_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 45rem; margin: 2rem auto; padding: 0 1rem; }
article { margin: 1.5rem 0; padding: 0.1rem 1rem; border-left: 0.25rem solid #8884; }
article.person { background: #8881; }
h2 { font-size: 0.9rem; margin: 0.5rem 0; }
img { max-width: 100%; height: auto; }
"""


class Format(StrEnum):
    """What a chat can be written as; also the ending of the file."""

    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"
    TEXT = "txt"


@dataclass(frozen=True, slots=True)
class _Signs:
    """How a kind of text sets things off; each is filled in by `str.format`."""

    title: str
    heading: str
    picture: str
    """What it shows, and its file."""


_MARKDOWN = _Signs("# {}", "**{}**", "![{}](<{}>)")
_PLAIN = _Signs("{}", "{}:", "[{}: {}]")


def export(chat: Chat, messages: Sequence[Message], path: Path, form: Format) -> list[Path]:
    """Write the shown branch (JSON: all branches) to the new file `path`; what was written.

    Markdown and plain text keep their pictures in a folder beside them, the others inside; of a
    picture whose file is gone, that is said. InputError where `path` or that folder exists,
    SetupError where the folder cannot be written; then nothing is left.
    """
    if path.exists():
        raise InputError(f"{path} exists already.", remedy="Choose another file name.")
    if form is Format.JSON:
        write_whole(path, as_json(chat, messages).encode())
        return [path]
    shown = shown_path(children(messages))
    if form is Format.HTML:
        write_whole(path, as_html(chat, shown).encode())
        return [path]
    return _with_pictures(chat, shown, path, _PLAIN if form is Format.TEXT else _MARKDOWN)


def as_markdown(chat: Chat, shown: Sequence[Message], folder: str = "") -> str:
    """The messages as text, as a person copies them; `folder` has pictures by their number."""
    return _words(chat, shown, folder, _MARKDOWN)


def as_html(chat: Chat, shown: Sequence[Message]) -> str:
    """One page that needs nothing else: pictures are inside, and nothing is fetched."""
    from markdown_it import MarkdownIt  # seldom needed, and the window loads this module

    words = MarkdownIt("commonmark", {"html": False}).disable(["image", "link", "autolink"])
    articles = []
    for message in shown:
        parts = [f"<h2>{_heading(message)}</h2>"]
        for piece in message.pieces:
            parts.append(words.render(piece) if isinstance(piece, str) else _image(piece))
        articles.append(f'<article class="{message.speaker}">{"".join(parts)}</article>')
    title = html.escape(chat.title or "Chat")
    return (
        '<!doctype html>\n<html><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n"
        f"<body><h1>{title}</h1>\n{chr(10).join(articles)}\n</body></html>\n"
    )


def as_json(chat: Chat, messages: Sequence[Message]) -> str:
    """Every message of every branch, with pictures in base64. The text has U+FFFC for a picture."""
    facts = {"format": FORMAT, "title": chat.title, "created_at": chat.created_at}
    facts |= {"concepts": [asdict(used) for used in chat.concepts]}
    facts |= {"messages": [_message(message) for message in messages]}
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _words(chat: Chat, shown: Sequence[Message], folder: str, signs: _Signs) -> str:
    blocks = [signs.title.format(chat.title)] if chat.title else []
    number = 0
    for message in shown:
        blocks.append(signs.heading.format(_heading(message)))
        for piece in message.pieces:
            if isinstance(piece, str):
                blocks.append(piece.strip())
                continue
            number += 1
            file = f"{folder}/{number}{Path(piece.file).suffix}"
            named = _alternative(piece)
            linked = folder and not piece.gone
            blocks.append(signs.picture.format(named, file) if linked else named)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _with_pictures(chat: Chat, shown: Sequence[Message], path: Path, signs: _Signs) -> list[Path]:
    pictures = [piece for one in shown for piece in one.pieces if isinstance(piece, Picture)]
    folder = path.with_name(f"{path.stem} pictures")
    files = {
        folder / f"{number}{Path(picture.file).suffix}": picture
        for number, picture in enumerate(pictures, start=1)
        if not picture.gone
    }
    if files:
        if folder.exists():
            raise InputError(f"{folder} exists already.", remedy="Choose another file name.")
        with storing(path.parent):
            folder.mkdir(parents=True)
    try:
        for file, picture in files.items():
            write_whole(file, picture.read())
        write_whole(path, _words(chat, shown, folder.name, signs).encode())
    except BaseException:
        if files:  # else a folder of that name is a person's own
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return [path, *files]


def _heading(message: Message) -> str:
    said = "You" if message.speaker is Speaker.PERSON else "Answer"
    remarks = ["edited"] if message.edited else []
    remarks += ["stopped"] if message.state is State.STOPPED else []
    return f"{said} ({', '.join(remarks)})" if remarks else said


def _alternative(picture: Picture) -> str:
    kind = "A drawn picture" if picture.drawn else "A photo"
    return f"{kind} whose file is gone" if picture.gone else kind


def _image(picture: Picture) -> str:
    if picture.gone:
        return f"<p>{_alternative(picture)}</p>"
    kind = "png" if picture.file.endswith(".png") else "jpeg"
    data = base64.b64encode(picture.read()).decode()
    sizes = f'width="{picture.width}" height="{picture.height}"'
    return (
        f'<p><img alt="{_alternative(picture)}" {sizes} src="data:image/{kind};base64,{data}"></p>'
    )


def _message(message: Message) -> dict[str, object]:
    return {
        "id": message.id,
        "parent": message.parent or None,
        "speaker": message.speaker.value,
        "text": message.text if message.pictures else message.text.replace(PICTURE, ""),
        "state": message.state.value,
        "edited": message.edited,
        "created_at": message.created_at,
        "facts": dict(message.facts),
        "pictures": [
            {
                "drawn": picture.drawn,
                "width": picture.width,
                "height": picture.height,
                "data": None if picture.gone else base64.b64encode(picture.read()).decode(),
            }
            for picture in message.pictures
        ],
    }
