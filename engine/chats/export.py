"""A chat as a file: Markdown, plain text, HTML in one file, or JSON with every branch."""

import base64
import glob
import html
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import chain, count
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a written chat says besides its messages: the window gives a person's language."""

    person: str = "You"
    model: str = "Answer"
    edited: str = "edited"
    stopped: str = "stopped"
    photo: str = "A photo"
    drawn: str = "A drawn picture"
    lost_photo: str = "A photo whose file is gone"
    lost_drawn: str = "A drawn picture whose file is gone"
    untitled: str = "Chat"
    folder: str = "{name} pictures"
    """Of the pictures of a file; its name without the ending is filled in by `str.format`."""

    def heading(self, message: Message) -> str:
        """Who said it, and what was done to it."""
        said = self.person if message.speaker is Speaker.PERSON else self.model
        remarks = [self.edited] if message.edited else []
        remarks += [self.stopped] if message.state is State.STOPPED else []
        return f"{said} ({', '.join(remarks)})" if remarks else said

    def picture(self, picture: Picture) -> str:
        """What stands for it where it cannot be seen."""
        if picture.gone:
            return self.lost_drawn if picture.drawn else self.lost_photo
        return self.drawn if picture.drawn else self.photo


ENGLISH = Words()

_MARKDOWN = _Signs("# {}", "**{}**", "![{}](<{}>)")
_PLAIN = _Signs("{}", "{}:", "[{}: {}]")


def export(  # noqa: PLR0913 - what is written, where and how
    chat: Chat,
    messages: Sequence[Message],
    path: Path,
    form: Format,
    words: Words = ENGLISH,
    *,
    replace: bool = False,
) -> list[Path]:
    """Write the shown branch (JSON: all branches) to the new file `path`; what was written.

    Markdown and plain text keep their pictures in a folder beside them, the others inside; of a
    picture whose file is gone, that is said. With `replace`, a file at `path` is written over in
    one step, and a folder that is there is left alone unless it has the pictures of that file.
    InputError where `path` or that folder exists otherwise, SetupError where the folder cannot be
    written; then nothing is changed.
    """
    if path.exists() and not replace:
        raise InputError(f"{path} exists already.", remedy="Choose another file name.")
    if form is Format.JSON:
        write_whole(path, as_json(chat, messages).encode())
        return [path]
    shown = shown_path(children(messages))
    if form is Format.HTML:
        write_whole(path, as_html(chat, shown, words).encode())
        return [path]
    signs = _PLAIN if form is Format.TEXT else _MARKDOWN
    former = _former_folder(path, words) if replace else None
    folder = path.with_name(words.folder.format(name=path.stem))
    folder = _free(folder) if replace else folder
    written = _with_pictures(chat, shown, path, folder, words=words, signs=signs)
    if former is not None:
        shutil.rmtree(former, ignore_errors=True)
    return written


def as_markdown(chat: Chat, shown: Sequence[Message], words: Words = ENGLISH) -> str:
    """The messages as text, as a person copies them."""
    return _text(chat, shown, "", words, _MARKDOWN)


def as_html(chat: Chat, shown: Sequence[Message], words: Words = ENGLISH) -> str:
    """One page that needs nothing else: pictures are inside, and nothing is fetched."""
    from markdown_it import MarkdownIt  # seldom needed, and the window loads this module

    markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "link", "autolink"])
    articles = []
    for message in shown:
        parts = [f"<h2>{html.escape(words.heading(message))}</h2>"]
        for piece in message.pieces:
            parts.append(markdown.render(piece) if isinstance(piece, str) else _image(piece, words))
        articles.append(f'<article class="{message.speaker}">{"".join(parts)}</article>')
    title = html.escape(chat.title or words.untitled)
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


def _text(chat: Chat, shown: Sequence[Message], folder: str, words: Words, signs: _Signs) -> str:
    """The messages, and of each picture its place in `folder`, or, where that is empty, none."""
    blocks = [signs.title.format(chat.title)] if chat.title else []
    number = 0
    for message in shown:
        blocks.append(signs.heading.format(words.heading(message)))
        for piece in message.pieces:
            if isinstance(piece, str):
                blocks.append(piece.strip())
                continue
            number += 1
            file = f"{folder}/{number}{Path(piece.file).suffix}"
            named = words.picture(piece)
            linked = folder and not piece.gone
            blocks.append(signs.picture.format(named, file) if linked else named)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _with_pictures(  # noqa: PLR0913 - what is written, where and how
    chat: Chat,
    shown: Sequence[Message],
    path: Path,
    folder: Path,
    *,
    words: Words,
    signs: _Signs,
) -> list[Path]:
    pictures = [piece for one in shown for piece in one.pieces if isinstance(piece, Picture)]
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
        write_whole(path, _text(chat, shown, folder.name, words, signs).encode())
    except BaseException:
        if files:  # else a folder of that name is a person's own
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return [path, *files]


def _free(folder: Path) -> Path:
    """The folder, or where there is one, the first with a number behind its name."""
    numbered = (folder.with_name(f"{folder.name} {number}") for number in count(2))
    return next(one for one in chain([folder], numbered) if not one.exists())


def _former_folder(path: Path, words: Words) -> Path | None:
    """The folder of pictures that the file at `path` names, where there is nothing else in it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):  # there is none, or it is no chat of ours
        return None
    beside = path.parent.glob(f"{glob.escape(words.folder.format(name=path.stem))}*")
    named = (one for one in beside if one.is_dir() and f"{one.name}/" in text)
    return next((one for one in named if all(map(_is_ours, one.iterdir()))), None)


def _is_ours(file: Path) -> bool:
    """Whether it is named as an exported picture is."""
    return file.is_file() and file.stem.isdecimal() and file.suffix in (".png", ".jpg")


def _image(picture: Picture, words: Words) -> str:
    said = html.escape(words.picture(picture))
    if picture.gone:
        return f"<p>{said}</p>"
    kind = "png" if picture.file.endswith(".png") else "jpeg"
    data = base64.b64encode(picture.read()).decode()
    sizes = f'width="{picture.width}" height="{picture.height}"'
    return f'<p><img alt="{said}" {sizes} src="data:image/{kind};base64,{data}"></p>'


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
