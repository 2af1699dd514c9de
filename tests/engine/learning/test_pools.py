"""The pool as a person keeps it, by jobs and by the command line."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine import jobs
from engine.cli import commands
from engine.errors import InputError
from engine.events import finish
from engine.learning import pools
from engine.pool.entries import SourceKind
from engine.settings import Settings
from tests.desktop.learned import add

CPU = Settings(threads=1)


def engine(*words: object, typed: str = "") -> Result:
    """Run `engine words…` in this process."""
    return CliRunner().invoke(commands, [str(word) for word in words], input=typed)


def test_a_folder_is_added_listed_and_removed_and_its_photos_stay(photos: list[Path]) -> None:
    folder = photos[0].parent
    refused = engine("pool", "add", folder, "--threads", 1, typed="n\n")
    assert refused.exit_code == 130
    added = engine("pool", "add", folder, "--yes", "--threads", 1, "--json")
    assert json.loads(added.stdout)["pictures"] == 4
    assert "photos of bo (own photos): 4 pictures" in engine("pool", "list").stdout
    assert engine("pool", "remove", "Photos of Bo", "--yes").exit_code == 0
    assert "photos of bo" not in engine("pool", "list").stdout
    assert all(photo.exists() for photo in photos)


def test_an_added_folder_is_looked_through_again_for_what_is_new(photos: list[Path]) -> None:
    folder = photos[0].parent
    finish(pools.add(folder, "", CPU))
    shutil.copy(photos[0], folder / "copy.png")
    (folder / "broken.jpg").write_text("no picture")
    source = finish(pools.add(folder, "", CPU))
    assert (source.pictures, source.skipped) == (5, 1)


def test_a_folder_without_a_picture_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "broken.png").write_text("no picture")
    with pytest.raises(InputError, match="no pictures"):
        finish(pools.add(tmp_path / "empty", "", CPU))
    assert [one.kind for one in pools.sources()] == [SourceKind.BUNDLED]


def test_a_packed_pack_is_unpacked_and_erased_with_its_source(
    photos: list[Path], tmp_path: Path, home: Path
) -> None:
    pack = Path(shutil.make_archive(str(tmp_path / "animals"), "zip", photos[0].parent))
    source = finish(pools.add(pack, "", CPU))
    assert (source.title, source.kind, source.pictures) == ("animals", SourceKind.PACK, 4)
    pools.remove("animals")
    assert not list((home / "pool" / "packs").iterdir())


def test_the_base_model_draws_for_the_pool_and_goes_on_where_it_stopped(
    settings: Settings, home: Path
) -> None:
    job = jobs.draw_pool(3, settings)
    while not list(home.rglob("0000000.png")):
        next(job)
    job.close()
    first = next(home.rglob("0000000.png")).read_bytes()
    source = finish(jobs.draw_pool(2, settings))
    assert (source.kind, source.pictures) == (SourceKind.DRAWN, 3)
    assert next(home.rglob("0000000.png")).read_bytes() == first


def test_captions_name_every_subject_in_its_turn() -> None:
    said = pools.captions(0, 64)
    assert len(set(said)) > 50
    assert said == pools.captions(0, 64)
    assert "dog" in said[0] and "dog" in said[32]


def test_the_bundled_pictures_stay() -> None:
    with pytest.raises(InputError, match="cannot be removed"):
        pools.remove("bundled")


def test_look_alikes_are_ranked_left_out_and_taken_in_by_their_place(tmp_path: Path) -> None:
    add(tmp_path, "Bo")

    def said(*words: object) -> dict[str, Any]:
        result = engine("pool", *words, "--threads", 1, "--json")
        assert result.exit_code == 0, result.output
        return dict(json.loads(result.stdout))

    first, second, *_ = said("rank", "Bo", "--most", 5)["pictures"]
    assert (first["rank"], first["source"], first["left_out"]) == (1, "bundled", None)
    assert first["likeness"] >= second["likeness"] and Path(first["path"]).exists()
    assert said("leave-out", "Bo", 1)["left_out"] == [first["key"]]
    assert said("leave-out", "Bo", 2, "--every")["left_out"] == [second["key"]]
    states = [one["left_out"] for one in said("rank", "Bo", "--most", 3)["pictures"]]
    assert states == ["concept", "pool", None]
    assert "left out (pool)" in engine("pool", "rank", "Bo", "--threads", 1).stdout
    said("take-in", "Bo", 1, 2)
    assert not any(one["left_out"] for one in said("rank", "Bo")["pictures"])
    assert engine("pool", "leave-out", "Bo", 101, "--threads", 1).exit_code == 1
