"""Question files in the forms of POPE, MMBench and MMLU, true to the world."""

import base64
import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

pytest.importorskip("cv2")

from recipes.mini import exams, words
from recipes.mini.world import World


@pytest.fixture(scope="module")
def folder(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    suite = tmp_path_factory.mktemp("suite")
    assert exams.write_exams(world, suite) > 1000
    return suite / "exams"


@pytest.mark.parametrize("kind", ["random", "popular", "adversarial"])
def test_pope_asks_as_often_for_what_is_there_as_for_what_is_not(folder: Path, kind: str):
    lines = (folder / "pope" / f"{kind}.jsonl").read_text().splitlines()
    asked = [json.loads(line) for line in lines]
    assert Counter(one["label"] for one in asked) == {
        "yes": len(asked) // 2,
        "no": len(asked) // 2,
    }
    assert [one["question_id"] for one in asked] == list(range(1, len(asked) + 1))
    for one in asked:
        assert set(one) == {"question_id", "image", "text", "label"}
        assert (folder / "pope" / "images" / one["image"]).exists()
    seen = Counter((one["image"], one["text"]) for one in asked)
    assert max(seen.values()) == 1


def test_mmbench_rows_carry_a_picture_and_one_right_letter(folder: Path):
    with (folder / "mmbench.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert tuple(rows[0]) == exams.COLUMNS
    assert {row["category"] for row in rows} == {"object", "colour", "place"}
    for row in rows:
        assert row["answer"] in "ABCD"
        assert len({row[letter] for letter in "ABCD"}) == 4
        with Image.open(io.BytesIO(base64.b64decode(row["image"]))) as picture:
            assert picture.size == (64, 64)


def test_mmlu_answers_are_true(folder: Path):
    categories = _rows(folder / "mmlu" / "categories_test.csv")
    for question, *options, letter in [*categories, *_rows(folder / "mmlu" / "categories_dev.csv")]:
        noun = question.removeprefix("What is a ").removesuffix("?")
        assert options["ABCD".index(letter)] == words.CATEGORY[noun]
    for question, *options, letter in _rows(folder / "mmlu" / "named_individuals_test.csv"):
        told = question.split(". ")[0]
        right = options["ABCD".index(letter)]
        assert right.removeprefix("a ") in told
        assert not any(f" {other} " in told for other in options if other != right)


def test_writing_again_gives_the_same_files(world: World, folder: Path, tmp_path: Path):
    exams.write_exams(world, tmp_path)
    for file in folder.rglob("*"):
        if file.is_file():
            assert (tmp_path / "exams" / file.relative_to(folder)).read_bytes() == file.read_bytes()


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
