"""`engine gallery`, as a person or a script uses it."""

import json
from pathlib import Path

import pytest
from PIL import Image

from engine.commands.sheets import numbers
from engine.concepts.cards import Description
from engine.concepts.concept import Concept
from engine.concepts.library import ConceptLibrary
from engine.errors import InputError
from engine.gallery.mark import PACKET
from engine.paths import home as private_folder
from tests.engine.test_cli import engine, facts
from tests.engine.vision.networks import upscaler


@pytest.fixture
def tiny(tiny_checkpoint: Path) -> tuple[str, ...]:
    """The options that choose the tiny checkpoint."""
    return ("--checkpoint", str(tiny_checkpoint), "--device", "cpu", "--json")


@pytest.fixture
def drawn(bo: Concept, tmp_path: Path, tiny: tuple[str, ...]) -> list[str]:
    """Ids of two pictures of Bo, in the order they were drawn."""
    out = tmp_path / "drawings"
    made = facts(engine("imagine", "Bo", "Bo at sea", "-n", 2, "--seed", 7, "--out", out, *tiny))
    pictures = made["pictures"]
    assert isinstance(pictures, list)
    return pictures


def listed(*options: str) -> list[str]:
    found = facts(engine("gallery", "list", *options, "--json"))["pictures"]
    assert isinstance(found, list)
    return [picture["id"] for picture in found]


def test_imagined_pictures_are_in_the_gallery_and_as_files(
    drawn: list[str], tmp_path: Path
) -> None:
    assert listed() == drawn[::-1]
    files = sorted(path.name for path in (tmp_path / "drawings").iterdir())
    assert files == ["bo-7-to-8.png", "bo-7.png", "bo-8.png"]
    assert "Bo at sea" in engine("gallery", "show", drawn[0][:8]).stdout
    assert facts(engine("gallery", "show", drawn[0], "--json"))["seed"] == 7


def test_labels_are_given_found_and_taken_away(drawn: list[str]) -> None:
    first, second = drawn
    assert engine("gallery", "favourite", first).exit_code == 0
    assert engine("gallery", "rate", 4, second).exit_code == 0
    assert engine("gallery", "tag", "sea", first, second).exit_code == 0
    assert engine("gallery", "album", "Best", second).exit_code == 0
    assert listed("--favourites") == [first]
    assert listed("--stars", "4") == [second] == listed("--album", "best")
    assert listed("--sort", "oldest") == drawn and listed("--sort", "rating") == drawn[::-1]
    assert listed("--tag", "sea", "--concept", "bo", "--limit", "1", "--skip", "1") == [first]
    engine("gallery", "tag", "sea", first, "--off")
    assert listed("sea", "--tag", "SEA") == [second]
    assert "★★★★" in engine("gallery", "list").stdout


def test_pictures_are_exported_under_names_that_are_free(drawn: list[str], tmp_path: Path) -> None:
    for _ in range(2):
        assert engine("gallery", "export", *drawn, "--out", tmp_path).exit_code == 0
    written = facts(engine("gallery", "export", drawn[0], "--out", tmp_path / "x.png", "--recipe",
                           "--scale", "2", "--json"))  # fmt: skip
    names = {path.name for path in tmp_path.glob("*.png")}
    assert names == {
        "drawing-7.png",
        "drawing-8.png",
        "drawing-7-2.png",
        "drawing-8-2.png",
        "x.png",
    }
    assert written["files"] == [str(tmp_path / "x.png")]
    with Image.open(tmp_path / "x.png") as image:
        assert json.loads(image.info["yochameleon"])["prompt"] == "Bo at sea"


def test_no_file_of_a_persons_is_written_over(drawn: list[str], tmp_path: Path) -> None:
    (tmp_path / "mine.png").write_text("mine")
    said = engine("gallery", "export", drawn[0], "--out", tmp_path / "mine.png", "--json")
    assert said.exit_code == 1 and "exists already" in json.loads(said.stdout)["error"]
    assert (tmp_path / "mine.png").read_text() == "mine"


def test_a_persons_own_network_enlarges_pictures(drawn: list[str], tmp_path: Path) -> None:
    assert "Lanczos" in engine("upscalers", "list").stdout
    (tmp_path / "net.onnx").write_bytes(upscaler(4).SerializeToString())
    added = facts(engine("upscalers", "add", tmp_path / "net.onnx", "--json"))
    assert (added["name"], added["factor"]) == ("net", 4)
    assert engine("upscalers", "list").stdout == "4x  net\n"
    out = tmp_path / "out"
    engine("gallery", "export", *drawn, "--out", out, "--upscaler", "net")
    assert sorted(path.name for path in out.iterdir()) == [
        "drawing-7-net-4x.png",
        "drawing-8-net-4x.png",
    ]
    assert engine("upscalers", "remove", "net").exit_code == 0
    assert facts(engine("upscalers", "list", "--json")) == {"upscalers": []}
    gone = engine("gallery", "export", drawn[0], "--out", out, "--upscaler", "net")
    assert gone.exit_code == 1


def test_pictures_are_erased_after_a_question(drawn: list[str]) -> None:
    assert engine("gallery", "delete", drawn[0], typed="n\n").exit_code == 130
    assert engine("gallery", "delete", drawn[0], typed="y\n").exit_code == 0
    assert listed() == drawn[1:]
    assert engine("gallery", "delete", drawn[0], "--yes").exit_code == 1


def test_a_lost_file_is_told_and_recovered(drawn: list[str], tiny: tuple[str, ...]) -> None:
    shown = facts(engine("gallery", "show", drawn[0], "--json"))
    Path(str(shown["file"])).unlink()
    assert "recover" in engine("gallery", "list").stdout
    assert facts(engine("gallery", "recover", *tiny)) == {"recovered": [drawn[0]]}
    assert Path(str(shown["file"])).exists()


def test_a_sheet_is_drawn_and_kept_picture_by_picture(
    bo: Concept, tmp_path: Path, tiny: tuple[str, ...]
) -> None:
    out = tmp_path / "sheet.png"
    prompts = ("--prompt", "Bo at sea", "--prompt", "Bo in snow")
    made = facts(engine("gallery", "sheet", "Bo", *prompts, "--seeds", "1-2", "--out", out, *tiny))
    assert out.exists()
    assert isinstance(made["pictures"], list) and len(made["pictures"]) == 4 == len(listed())
    asked = ("--prompt", "a red cup", "--seeds", "1", "--guidance", 5)
    made = facts(engine("gallery", "sheet", *asked, "--out", out, *tiny))
    assert made["pictures"][0]["concepts"] == []  # type: ignore[index]
    assert made["pictures"][0]["sampling"]["guidance"] == 5  # type: ignore[index]


def test_all_of_one_job_are_found_by_any_of_them(
    drawn: list[str], bo: Concept, tmp_path: Path, tiny: tuple[str, ...]
) -> None:
    engine("imagine", "Bo", "Bo in snow", "-n", 1, "--out", tmp_path / "other", *tiny)
    assert listed("--job", drawn[0][:8]) == drawn[::-1]
    assert len(listed()) == 3


def test_albums_are_listed_renamed_and_removed_while_their_pictures_stay(drawn: list[str]) -> None:
    engine("gallery", "album", "Best", *drawn)
    engine("gallery", "album", "Empty", drawn[0])
    engine("gallery", "album", "Empty", drawn[0], "--off")
    assert facts(engine("gallery", "albums", "--json")) == {
        "albums": [{"name": "Best", "pictures": 2}, {"name": "Empty", "pictures": 0}]
    }
    renamed = engine("gallery", "albums", "rename", "best", "Finest", "--json")
    assert facts(renamed) == {"album": "Finest"} and listed("--album", "finest") == drawn[::-1]
    assert engine("gallery", "albums", "rename", "Finest", "empty").exit_code == 1
    removed = engine("gallery", "albums", "remove", "finest", "--json")
    assert facts(removed) == {"removed": "finest", "pictures": 2}
    assert "Finest" not in engine("gallery", "albums").stdout
    assert listed() == drawn[::-1]
    assert engine("gallery", "albums", "remove", "Finest").exit_code == 1


def test_what_pictures_have_is_listed_with_counts_and_prompts_the_latest_first(
    drawn: list[str], tmp_path: Path, tiny: tuple[str, ...]
) -> None:
    engine("gallery", "tag", "sea", drawn[0])
    engine("imagine", "a {red|blue} cup", "-n", 1, "--out", tmp_path / "cups", *tiny)
    assert facts(engine("gallery", "tags", "--json")) == {"tags": [{"name": "sea", "pictures": 1}]}
    known = facts(engine("gallery", "concepts", "--json"))
    assert known == {"concepts": [{"name": "Bo", "pictures": 2}]}
    assert engine("gallery", "prompts").stdout == "a {red|blue} cup\nBo at sea\n"
    of_bo = facts(engine("gallery", "prompts", "--concept", "bo", "--json"))
    assert of_bo == {"prompts": ["Bo at sea"]}
    assert engine("gallery", "prompts", "--concept", "Nobody").exit_code == 1


def test_lost_pictures_are_forgotten_after_a_question(drawn: list[str]) -> None:
    Path(str(facts(engine("gallery", "show", drawn[0], "--json"))["file"])).unlink()
    assert engine("gallery", "forget", typed="n\n").exit_code == 130
    assert listed() == drawn[::-1]
    assert facts(engine("gallery", "forget", "--yes", "--json")) == {"deleted": [drawn[0]]}
    assert listed() == [drawn[1]]
    assert facts(engine("gallery", "forget", "--json")) == {"deleted": []}


def test_kept_pictures_are_written_as_one_sheet_marked_where_one_is_of_a_person(
    drawn: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "sheet.png"
    made = facts(engine("gallery", "export-sheet", *drawn[::-1], "--out", out, "--json"))
    assert made == {"sheet": str(out), "pictures": drawn}
    assert PACKET.encode() not in out.read_bytes()
    assert engine("gallery", "export-sheet", *drawn, "--out", out).exit_code == 1
    out.unlink()
    call_bo_a_person()
    engine("gallery", "export-sheet", *drawn, "--out", out)
    assert PACKET.encode() in out.read_bytes()
    engine("gallery", "export-sheet", *drawn, "--out", tmp_path / "bare.png", "--unmarked")
    assert PACKET.encode() not in (tmp_path / "bare.png").read_bytes()


def test_all_that_is_drawn_of_a_person_is_marked_unless_the_settings_say_no(
    bo: Concept, tmp_path: Path, tiny: tuple[str, ...]
) -> None:
    call_bo_a_person()
    for setting, marked in (("on", True), ("off", False)):
        engine("settings", "set", "mark_people", setting)
        out = tmp_path / setting
        drawn = facts(engine("imagine", "Bo", "Bo at sea", "-n", 1, "--out", out, *tiny))
        engine(
            "gallery",
            "sheet",
            "Bo",
            "--prompt",
            "Bo",
            "--seeds",
            "1",
            "--out",
            out / "s.png",
            *tiny,
        )
        engine("gallery", "export", *drawn["pictures"], "--out", out / "x.png")
        files = sorted(out.iterdir())
        assert [path.name for path in files] == ["bo-1-to-1.png", "bo-1.png", "s.png", "x.png"]
        assert [PACKET.encode() in path.read_bytes() for path in files] == [marked] * 4


def call_bo_a_person() -> None:
    with ConceptLibrary(private_folder() / "library") as library:
        library.describe("Bo", Description(kind="person"))


def test_numbers_are_read_as_runs_and_lists() -> None:
    assert numbers("1-3,7,2") == (1, 2, 3, 7)
    assert numbers("") == ()
    with pytest.raises(InputError):
        numbers("a few")
