"""A chat as a file for other programs."""

import base64
import errno
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from engine.chats.entries import PICTURE, Chat, Message, Picture, State
from engine.chats.export import Format, Words, as_markdown, export
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
def test_a_file_is_written_over_where_that_was_agreed(
    talk: tuple[Chat, list[Message]], tmp_path: Path, form: Format
) -> None:
    path = tmp_path / f"mine.{form}"
    path.write_bytes(b"\xff\xfe mine")
    written = export(*talk, path, form, replace=True)
    assert "alert(1)" in path.read_text(encoding="utf-8")
    assert {one.name for one in tmp_path.iterdir()} - {"library"} == {
        one.relative_to(tmp_path).parts[0] for one in written
    }


def test_the_pictures_of_a_file_that_is_written_over_go_with_it(
    talk: tuple[Chat, list[Message]], tmp_path: Path
) -> None:
    folders = []
    for _ in range(3):
        path, first, *_ = export(*talk, tmp_path / "out.md", Format.MARKDOWN, replace=True)
        folders.append(first.parent.name)
        text = path.read_text(encoding="utf-8")
        assert f"(<{first.parent.name}/1.png>)" in text
        assert {one.name for one in tmp_path.iterdir()} == {"library", path.name, folders[-1]}
    assert folders == ["out pictures", "out pictures 2", "out pictures"]


def test_a_folder_in_which_is_anything_else_stays_when_a_file_is_written_over(
    talk: tuple[Chat, list[Message]], tmp_path: Path
) -> None:
    export(*talk, tmp_path / "out.md", Format.MARKDOWN)
    (tmp_path / "out pictures" / "mine.txt").write_text("mine")
    (tmp_path / "out pictures of mine").mkdir()
    export(*talk, tmp_path / "out.md", Format.MARKDOWN, replace=True)
    assert (tmp_path / "out pictures" / "mine.txt").read_text() == "mine"
    assert (tmp_path / "out pictures 2" / "1.png").is_file()
    assert (tmp_path / "out pictures of mine").is_dir()


def test_a_disk_that_fails_leaves_what_was_to_be_written_over(
    talk: tuple[Chat, list[Message]], tmp_path: Path
) -> None:
    written = export(*talk, tmp_path / "out.md", Format.MARKDOWN)
    before = {one: one.read_bytes() for one in written}
    torn = Unreadable(file="2.png", width=4, height=3, drawn=True)
    messages = [talk[1][0], replace(talk[1][2], pictures=(torn,))]
    with pytest.raises(OSError, match="the disk fails"):
        export(talk[0], messages, tmp_path / "out.md", Format.MARKDOWN, replace=True)
    assert {one: one.read_bytes() for one in written} == before
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("form", [Format.MARKDOWN, Format.TEXT, Format.HTML])
def test_a_chat_is_written_in_the_words_that_are_given(
    talk: tuple[Chat, list[Message]], tmp_path: Path, form: Format
) -> None:
    words = Words(
        person="Du & ich", model="Antwort", stopped="halt", photo="Ein Foto", folder="{name} Bilder"
    )  # fmt: skip
    written = export(*talk, tmp_path / f"out.{form}", form, words)
    text = written[0].read_text(encoding="utf-8")
    assert ("Du &amp; ich" if form is Format.HTML else "Du & ich") in text
    assert "Antwort (halt)" in text and "Ein Foto" in text and "Answer" not in text
    assert {one.parent.name for one in written[1:]} <= {"out Bilder"}


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
