"""Official file formats: small files written here, and the published ones where they are."""

import base64
import csv
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from engine.errors import FormatError, InputError
from engine.evaluation import exams
from engine.paths import RESOURCES

PUBLISHED = Path(__file__).parents[4] / "shared" / "data"
published = pytest.mark.skipif(not PUBLISHED.exists(), reason="the published files are not here")


def png(colour):
    content = io.BytesIO()
    Image.new("RGB", (20, 20), colour).save(content, "PNG")
    return content.getvalue()


def write_pope(folder, labels=("yes", "no")):
    folder.mkdir(parents=True)
    lines = [
        {"question_id": n, "image": "a.png", "text": "Is there a cat in the image?", "label": label}
        for n, label in enumerate(labels)
    ]
    (folder / "coco_pope_popular.json").write_text("\n".join(map(json.dumps, lines)))


@pytest.fixture
def data(tmp_path):
    """One file of each benchmark, as published."""
    write_pope(tmp_path / "pope")
    (tmp_path / "pope" / "images").mkdir()
    (tmp_path / "pope" / "images" / "a.png").write_bytes(png("red"))
    example, asked = ["1+1?", "1", "2", "3", "4", "B"], ["Say?", 'a "b"', "c,d", "e", "f", "A"]
    for split, row in (("dev", example), ("test", asked)):
        (tmp_path / "mmlu" / split).mkdir(parents=True)
        with (tmp_path / "mmlu" / split / f"algebra_{split}.csv").open("w", newline="") as file:
            csv.writer(file).writerow(row)
    columns = ["index", "question", "hint", *"ABCD", "answer", "category", "image", "split"]
    image = base64.b64encode(png("blue")).decode()
    rows = [
        ["1", "What?", "nan", "a", "b", "nan", "nan", "B", "colour", image, "dev"],
        ["2", "Where?", "Look.", "a", "b", "c", "d", "D", "place", "1", "dev"],
        ["3", "Who?", "", "a", "b", "c", "d", "", "place", image, "test"],
    ]
    with (tmp_path / "mmbench_dev_en.tsv").open("w", newline="") as file:
        csv.writer(file, delimiter="\t").writerows([columns, *rows])
    (tmp_path / "textvqa" / "train_images").mkdir(parents=True)
    (tmp_path / "textvqa" / "train_images" / "x1.jpg").write_bytes(png("green"))
    question = {"question": "What does it say?", "image_id": "x1", "answers": ["stop"] * 10}
    (tmp_path / "textvqa" / "TextVQA_0.5.1_val.json").write_text(json.dumps({"data": [question]}))
    return tmp_path


def test_every_benchmark_of_a_folder_is_found(data):
    found = exams.find(data)
    names = ["POPE popular", "MMLU", "MMBench", "TextVQA"]
    assert [exam.name for exam in found.exams] == names and found.left_out == ()
    pope, mmlu, _, textvqa = found.exams
    assert [one.right for one in pope.questions] == [("yes",), ("no",)]
    assert mmlu.questions[0].options == ('a "b"', "c,d", "e", "f")
    assert mmlu.examples[0].right == ("B",) and mmlu.examples[0].subject == "algebra"
    assert textvqa.questions[0].right == ("stop",) * 10


def test_a_table_may_lack_options_hints_and_answers_and_share_photos(data):
    first, second = exams.find(data).exams[2].questions
    assert first.options == ("a", "b") and first.text == "What?" and first.right == ("B",)
    assert second.text == "Look.\nWhere?" and second.picture == first.picture == png("blue")


def test_options_stand_in_lines_of_their_own(data):
    asked = exams.find(data).exams[2].questions[0].asked
    assert asked == "What?\nA. a\nB. b\nAnswer:"


def test_a_benchmark_without_its_photos_is_left_out_and_said_to_be(data):
    photo = data / "pope" / "images" / "a.png"
    elsewhere = data / "coco"
    elsewhere.mkdir()
    photo.rename(elsewhere / "b.png")
    found = exams.find(data)
    assert "POPE popular" not in [exam.name for exam in found.exams]
    assert "a.png" in found.left_out[0]


def test_photos_may_lie_in_a_folder_that_is_named(data, tmp_path_factory):
    other = tmp_path_factory.mktemp("coco")
    (data / "pope" / "images" / "a.png").rename(other / "a.png")
    assert exams.find(data, other).exams[0].questions[0].picture == other / "a.png"


def test_a_folder_without_benchmarks_and_a_damaged_file_are_refused(tmp_path):
    with pytest.raises(InputError, match="no benchmark"):
        exams.find(tmp_path)
    write_pope(tmp_path / "pope", labels=("perhaps",))
    with pytest.raises(FormatError, match="popular"):
        exams.find(tmp_path)


def test_a_part_of_an_exam_is_spread_evenly_over_it(data):
    whole = exams.find(RESOURCES / "suite" / "exams").exams[0]
    part = exams.spread(whole, 10)
    places = [whole.questions.index(one) for one in part.questions]
    assert len(places) == 10 and places == sorted(places) and places[-1] > 0.9 * 300
    assert exams.spread(whole, None) is whole


def test_the_suite_of_mini_is_in_the_official_forms():
    found = exams.find(RESOURCES / "suite" / "exams")
    counts = {exam.name: len(exam.questions) for exam in found.exams}
    assert found.left_out == () and sum(counts.values()) >= 1000
    assert {name for name in counts if name.startswith("POPE")} == {
        "POPE random", "POPE popular", "POPE adversarial"
    }  # fmt: skip


@published
def test_the_published_mmlu_has_57_subjects_and_14042_questions():
    exam = next(one for one in exams._mmlu(PUBLISHED))
    assert len({one.subject for one in exam.questions}) == 57
    assert (len(exam.questions), len(exam.examples)) == (14_042, 285)


@published
def test_the_published_pope_is_half_yes_in_each_of_its_three_files():
    read = list(exams._pope(PUBLISHED, None))
    assert {one.name for one in read} == {"POPE random", "POPE popular", "POPE adversarial"}
    for exam in read:
        share = sum(one.right == ("yes",) for one in exam.questions) / len(exam.questions)
        assert share == pytest.approx(0.5, abs=0.02)  # the random file has 2,910 questions
