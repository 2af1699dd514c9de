"""`engine chats …` as a person or a script uses it."""

from pathlib import Path

import pytest

from engine import jobs
from engine.concepts.cards import Description
from engine.concepts.concept import Concept
from engine.gallery.mark import PACKET
from tests.engine.test_cli import engine, facts


@pytest.fixture
def tiny(tiny_checkpoint: Path) -> tuple[str, ...]:
    """The options that choose the tiny checkpoint."""
    return ("--checkpoint", str(tiny_checkpoint), "--device", "cpu", "--json")


@pytest.fixture
def chat() -> str:
    """A new chat's id."""
    return str(facts(engine("chats", "new", "--json"))["id"])


def test_what_is_said_is_answered_and_kept(bo: Concept, tiny: tuple[str, ...], chat: str) -> None:
    answer = facts(engine("chats", "say", chat[:6], "Where is @bo?", *tiny))
    shown = facts(engine("chats", "show", chat[:6], "--json"))
    assert shown["title"] == "Where is Bo?"
    assert shown["concepts"] == [{"name": "Bo", "version": 1}]
    assert [one["text"] for one in shown["messages"]] == ["Where is Bo?", answer["text"]]  # type: ignore[index,attr-defined]
    again = facts(engine("chats", "again", chat, *tiny))
    assert again["parent"] == answer["parent"] and again["message"] != answer["message"]
    facts(engine("chats", "choose", answer["message"], "--json"))
    assert "(1 of 2)" in engine("chats", "show", chat).stdout


def test_a_photo_and_a_picture(tiny: tuple[str, ...], chat: str, photos: list[Path]) -> None:
    drawn = facts(
        engine("chats", "say", chat, "a photo", "--photo", photos[0], "--way", "picture", *tiny)
    )
    [path] = drawn["pictures"]  # type: ignore[misc]
    assert Path(str(path)).is_file()  # type: ignore[has-type]
    spoken = engine("chats", "show", chat).stdout
    assert spoken.count("    /") == 2
    assert facts(engine("chats", "again", chat, *tiny))["pictures"]
    assert not facts(engine("chats", "again", chat, "--way", "words", *tiny))["pictures"]


def test_a_branch_begins_after_the_message_that_is_named(tiny: tuple[str, ...], chat: str) -> None:
    first = facts(engine("chats", "say", chat, "One?", *tiny))
    other = facts(engine("chats", "say", chat, "Two?", "--after", "0", *tiny))
    assert other["parent"] != first["parent"]
    assert "person (2 of 2): Two?" in engine("chats", "show", chat).stdout
    assert engine("chats", "say", chat, "Three?", "--after", "99", *tiny).exit_code == 1


def test_an_answer_is_edited_and_a_question_is_not(tiny: tuple[str, ...], chat: str) -> None:
    answer = facts(engine("chats", "say", chat, "One?", *tiny))
    facts(engine("chats", "edit", answer["message"], "Better", "--json"))
    assert "model: Better" in engine("chats", "show", chat).stdout
    assert engine("chats", "edit", answer["parent"], "Worse", "--json").exit_code == 1


def test_chats_are_listed_found_renamed_pinned_and_erased(tiny: tuple[str, ...], chat: str) -> None:
    facts(engine("chats", "say", chat, "Where do marmots sleep?", *tiny))
    facts(engine("chats", "rename", chat, "Animals", "--json"))
    facts(engine("chats", "pin", chat, "--json"))
    assert "Animals (pinned)" in engine("chats", "list").stdout
    [hit] = facts(engine("chats", "search", "marm sleep", "--json"))["hits"]  # type: ignore[misc]
    assert hit["chat"] == chat  # type: ignore[has-type]
    assert engine("chats", "delete", "Animals", typed="n\n").exit_code == 130
    facts(engine("chats", "delete", "Animals", "--yes", "--json"))
    assert facts(engine("chats", "list", "--json")) == {"chats": []}
    assert engine("chats", "delete").exit_code == 2
    assert engine("chats", "again", chat, "--json").exit_code == 1


def test_a_chat_is_exported_by_the_ending_of_the_file(
    tiny: tuple[str, ...], chat: str, tmp_path: Path
) -> None:
    facts(engine("chats", "say", chat, "One?", *tiny))
    for ending in ("md", "txt", "html", "json"):
        facts(engine("chats", "export", chat, tmp_path / f"a.{ending}", "--json"))
        assert "One?" in (tmp_path / f"a.{ending}").read_text(encoding="utf-8")
    again = ("chats", "export", chat, tmp_path / "a.txt")
    assert engine(*again).exit_code == 1 and engine(*again, "--replace").exit_code == 0
    assert engine("chats", "export", chat, tmp_path / "a.doc").exit_code == 1


def test_drawings_of_a_person_leave_a_chat_marked_unless_that_is_not_wanted(
    bo: Concept, tiny: tuple[str, ...], chat: str, tmp_path: Path
) -> None:
    facts(engine("chats", "say", chat, "@Bo at sea", "--way", "picture", *tiny))
    with jobs.open_library() as library:
        for kind, options, expected in (
            ("pet", (), False),
            ("person", (), True),
            ("person", ("--unmarked",), False),
        ):
            library.describe("Bo", Description(kind=kind))
            out = tmp_path / f"{kind}{len(options)}.md"
            written = facts(engine("chats", "export", chat, out, *options, "--json"))["files"]
            assert (PACKET.encode() in Path(written[1]).read_bytes()) is expected  # type: ignore[index]


def test_a_chat_takes_the_newest_version_of_a_concept_or_lets_it_go(bo: Concept) -> None:
    engine("concepts", "duplicate", "Bo", "Mila")
    chat = str(
        facts(engine("chats", "new", "--concept", "Bo", "--concept", "Mila", "--json"))["id"]
    )
    with jobs.open_library() as library:
        for name in ("Bo", "Mila"):
            library.add_version(name, bo)
    one = facts(engine("chats", "newest", chat, "bo", "--json"))
    assert one == {"id": chat, "concepts": [about("Bo", 2), about("Mila", 1)]}
    assert "Mila (version 2)" in engine("chats", "newest", chat).stdout
    dropped = facts(engine("chats", "drop", chat, "BO", "--json"))
    assert dropped == {"id": chat, "concepts": [about("Mila", 2)]}
    assert facts(engine("chats", "show", chat, "--json"))["concepts"] == [about("Mila", 2)]
    assert engine("chats", "drop", chat, "Bo").exit_code == 1
    assert engine("chats", "newest", chat, "Bo").exit_code == 1


def about(name: str, version: int) -> dict[str, object]:
    return {"name": name, "version": version}


def test_chats_are_put_into_folders_and_found_there(chat: str) -> None:
    other = str(facts(engine("chats", "new", "--json"))["id"])
    moved = facts(engine("chats", "move", chat[:6], "Trips", "--json"))
    assert moved == {"id": chat, "folder": "Trips"}
    facts(engine("chats", "folders", "add", "Home", "--json"))
    listed = facts(engine("chats", "folders", "--json"))["folders"]
    assert listed == [{"name": "Home", "chats": 0}, {"name": "Trips", "chats": 1}]
    facts(engine("chats", "folders", "rename", "trips", "Travels", "--json"))
    assert "[Travels]" in engine("chats", "list").stdout

    def found(*options: str) -> list[object]:
        listed = facts(engine("chats", "list", *options, "--json"))["chats"]
        return [one["id"] for one in listed]  # type: ignore[attr-defined]

    assert found("--folder", "travels") == [chat] and found("--folder", "") == [other]
    assert found("--concept", "Bo") == [] and found("--until", "2001-01-01") == []
    assert len(found("--since", "2001-01-01")) == 2
    assert engine("chats", "list", "--since", "yesterday").exit_code == 2
    removed = facts(engine("chats", "folders", "remove", "Travels", "--json"))
    assert removed == {"removed": "Travels", "chats": [chat]}
    assert len(found()) == 2
    assert engine("chats", "folders", "remove", "Travels").exit_code == 1


def test_words_are_looked_for_in_one_folder(tiny: tuple[str, ...], chat: str) -> None:
    facts(engine("chats", "say", chat, "Where do marmots sleep?", *tiny))
    facts(engine("chats", "move", chat, "Animals", "--json"))
    facts(engine("chats", "folders", "add", "Home", "--json"))
    for folder, number in (("Animals", 1), ("Home", 0)):
        hits = facts(engine("chats", "search", "marmots", "--folder", folder, "--json"))["hits"]
        assert len(hits) == number  # type: ignore[arg-type]
    moved = facts(engine("chats", "move", chat, "--json"))
    assert moved["folder"] == ""
