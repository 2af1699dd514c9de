"""A chat as a file for other programs."""

import base64
import errno
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from engine.chats.entries import PICTURE, Chat, Message, Picture, State
from engine.chats.export import Format, as_markdown, export
from engine.chats.store import ChatStore
from engine.errors import InputError
from tests.engine.chats.test_store import a_picture


@pytest.fixture
def talk(tmp_path: Path) -> tuple[Chat, list[Message]]:
    """Two branches of an answer, words that look like a program, and two pictures."""
    with ChatStore.open(tmp_path / "library") as store:
        chat = store.new()
        said = store.say(
            chat.id, 0, "<script>alert(1)</script> **bold**?", [a_picture(1, drawn=False)]
        )
        for text in ("First", f"Look: {PICTURE} [a page](http://example.com) ![x](http://x/y.png)"):
            begun = store.answer(said.id, {})
            store.write(begun.id, text, State.STOPPED, [a_picture(2)] if PICTURE in text else [])
        return store.chat(chat.id), store.messages(chat.id)


def test_markdown_has_its_pictures_beside_it(
    talk: tuple[Chat, list[Message]], tmp_path: Path
) -> None:
    written = export(*talk, tmp_path / "out ü.md", Format.MARKDOWN)
    text = written[0].read_text(encoding="utf-8")
    linked = re.findall(r"!\[A (?:photo|drawn picture)\]\(<([^>]+)>\)", text)
    assert [tmp_path / one for one in linked] == written[1:]
    assert [path.read_bytes() for path in written[1:]] == [a_picture(1).data, a_picture(2).data]
    assert "**Answer (stopped)**" in text and "First" not in text


def test_plain_text_names_its_pictures_where_they_were_and_sets_nothing_off(
    talk: tuple[Chat, list[Message]], tmp_path: Path
) -> None:
    written = export(*talk, tmp_path / "out.txt", Format.TEXT)
    lines = written[0].read_text(encoding="utf-8").splitlines()
    assert lines[0] == talk[0].title
    assert {"You:", "Answer (stopped):", "Look:"} <= set(lines)
    named = [line for line in lines if line.startswith(("[A photo", "[A drawn"))]
    assert named == ["[A photo: out pictures/1.png]", "[A drawn picture: out pictures/2.png]"]
    assert [path.read_bytes() for path in written[1:]] == [a_picture(1).data, a_picture(2).data]


def test_a_page_is_one_file_that_runs_and_fetches_nothing(
    talk: tuple[Chat, list[Message]], tmp_path: Path
) -> None:
    [path] = export(*talk, tmp_path / "out.html", Format.HTML)
    text = path.read_text(encoding="utf-8")
    assert "<script" not in text and "<strong>bold</strong>" in text
    assert "href" not in text
    assert {one[:22] for one in re.findall(r'src="([^"]+)', text)} == {"data:image/png;base64,"}
    assert base64.b64encode(a_picture(2).data).decode() in text


def test_json_has_every_branch_and_picture(
    talk: tuple[Chat, list[Message]], tmp_path: Path
) -> None:
    [path] = export(*talk, tmp_path / "out.json", Format.JSON)
    facts = json.loads(path.read_text(encoding="utf-8"))
    asked, first, second = facts["messages"]
    assert asked["parent"] is None and first["parent"] == second["parent"] == asked["id"]
    assert base64.b64decode(second["pictures"][0]["data"]) == a_picture(2).data
    assert (facts["format"], first["state"]) == (1, "stopped")


def test_a_file_is_never_written_over(talk: tuple[Chat, list[Message]], tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("mine")
    with pytest.raises(InputError, match="exists"):
        export(*talk, path, Format.MARKDOWN)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("form", list(Format))
def test_a_picture_whose_file_is_gone_is_told_and_the_others_are_there(
    talk: tuple[Chat, list[Message]], tmp_path: Path, form: Format
) -> None:
    lost = talk[1][0].pictures[0].path
    assert lost is not None
    lost.unlink()
    text = export(*talk, tmp_path / f"out.{form}", form)[0].read_text(encoding="utf-8")
    assert "A photo whose file is gone" in text or '"data": null' in text
    assert base64.b64encode(a_picture(2).data).decode() in text or "pictures/2.png" in text
    assert "pictures/1.png" not in text


class Unreadable(Picture):
    """A picture on a disk that fails."""

    def read(self) -> bytes:
        """OSError, always."""
        raise OSError(errno.EIO, "the disk fails")


def test_what_was_written_before_a_disk_failed_goes(
    talk: tuple[Chat, list[Message]], tmp_path: Path
) -> None:
    asked, _, answer = talk[1]
    torn = Unreadable(file="2.png", width=4, height=3, drawn=True)
    with pytest.raises(OSError, match="the disk fails"):
        messages = [asked, replace(answer, pictures=(torn,))]
        export(talk[0], messages, tmp_path / "out.md", Format.MARKDOWN)
    assert [one.name for one in tmp_path.iterdir()] == ["library"]


def test_pictures_are_never_written_into_a_folder_of_others(
    talk: tuple[Chat, list[Message]], tmp_path: Path
) -> None:
    (tmp_path / "out pictures").mkdir()
    with pytest.raises(InputError, match="out pictures exists"):
        export(*talk, tmp_path / "out.md", Format.MARKDOWN)
    assert not list((tmp_path / "out pictures").iterdir())


def test_a_failed_export_without_pictures_leaves_a_folder_of_that_name_alone(
    talk: tuple[Chat, list[Message]], tmp_path: Path
) -> None:
    mine = tmp_path / "out pictures" / "mine.png"
    mine.parent.mkdir()
    mine.write_bytes(b"mine")
    words = replace(talk[1][0], pictures=(), text="half a character: \ud83d")
    with pytest.raises(UnicodeEncodeError):
        export(talk[0], [words], tmp_path / "out.md", Format.MARKDOWN)
    assert mine.read_bytes() == b"mine"


def test_words_alone_are_copied_without_links_to_pictures(
    talk: tuple[Chat, list[Message]],
) -> None:
    text = as_markdown(talk[0], talk[1][:1])
    assert text.endswith("A photo\n") and "](" not in text
