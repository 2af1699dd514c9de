"""Reads public benchmarks in their official file formats; judges nothing.

    pope/*.json[l]                    a line {question_id, image, text, label}   (arXiv 2305.10355)
    mmlu/[dev/|test/]*_{dev,test}.csv question, A, B, C, D, answer; no header    (arXiv 2009.03300)
    mmbench*.tsv                      index question hint A B C D answer … image (arXiv 2307.06281)
    textvqa/*.json                    {data: [{question, image_id, answers}]}    (arXiv 1904.08920)

Photos are looked for beside them, in `images/` there, or in the folder that is named.
"""

import base64
import binascii
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from engine.errors import FormatError, InputError

LETTERS = "ABCD"
_ENDINGS = ("", ".jpg", ".jpeg", ".png", ".webp")

Picture: TypeAlias = Path | bytes


class Form(StrEnum):
    """How an answer is judged."""

    YES_NO = "yes or no"
    LETTER = "one of four"
    WORDS = "in words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a benchmark."""

    text: str
    right: tuple[str, ...]
    """`yes` or `no`; a letter; or what people answered, in words."""
    options: tuple[str, ...] = ()
    picture: Picture | None = None
    """A file, or the bytes of one."""
    subject: str = ""

    @property
    def asked(self) -> str:
        """The question as it is put: options stand in lines of their own."""
        if not self.options:
            return self.text
        lines = [f"{letter}. {one}" for letter, one in zip(LETTERS, self.options, strict=False)]
        return "\n".join([self.text, *lines, "Answer:"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """Questions that are judged together: `POPE popular`, `MMLU`, …"""

    name: str
    form: Form
    questions: tuple[Question, ...]
    examples: tuple[Question, ...] = ()
    """Answered ones of each subject that may open a prompt."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds, and what of it cannot be used here."""

    exams: tuple[Exam, ...]
    left_out: tuple[str, ...] = field(default=())
    """A sentence each."""


def find(folder: Path, photos: Path | None = None) -> Found:
    """Every benchmark below `folder`. InputError where there is none; FormatError names a bad file.

    One whose photos are not there is left out, and said to be.
    """
    exams = [*_pope(folder, photos), *_mmlu(folder), *_mmbench(folder), *_textvqa(folder, photos)]
    if not exams:
        raise InputError(
            f"{folder} holds no benchmark that can be read.",
            remedy="Name a folder with pope/, mmlu/, mmbench.tsv or textvqa/ in it.",
        )
    usable = [exam for exam in exams if not _missing(exam)]
    lost = [
        f"{exam.name} is left out: its photos are not there (such as {_missing(exam)})."
        for exam in exams
        if exam not in usable
    ]
    return Found(tuple(usable), tuple(lost))


def spread(exam: Exam, limit: int | None) -> Exam:
    """At most `limit` of the questions, evenly over all of them; the examples stay."""
    count = len(exam.questions)
    if limit is None or limit >= count:
        return exam
    kept = [exam.questions[int((place + 0.5) * count / limit)] for place in range(limit)]
    return Exam(name=exam.name, form=exam.form, questions=tuple(kept), examples=exam.examples)


def read_pope(path: Path, photos: Sequence[Path]) -> tuple[Question, ...]:
    """The questions of one POPE file: a JSON object a line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return tuple(_pope_line(json.loads(line), photos) for line in lines if line.strip())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error


def read_mmlu(path: Path) -> tuple[Question, ...]:
    """The questions of one MMLU file: `question, A, B, C, D, answer` a row, without a header."""
    subject = path.stem.rsplit("_", 1)[0]
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(_mmlu_row(row, subject) for row in csv.reader(file) if row)
    except (OSError, ValueError, csv.Error) as error:
        raise _damaged(path) from error


def read_mmbench(path: Path) -> tuple[Question, ...]:
    """The questions of one MMBench table, tabs between its columns; photos are base64 in it.

    Rows without an answer (the hidden test split) are left out. An image may name another row.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # a photo is one field
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = {row["index"]: row for row in csv.DictReader(file, delimiter="\t")}
        return tuple(_mmbench_row(row, rows) for row in rows.values() if _text(row.get("answer")))
    except (OSError, ValueError, KeyError, TypeError, csv.Error, binascii.Error) as error:
        raise _damaged(path) from error


def read_textvqa(path: Path, photos: Sequence[Path]) -> tuple[Question, ...]:
    """The questions of one TextVQA file; each has what ten people answered."""
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        return tuple(
            Question(
                text=str(one["question"]),
                right=tuple(str(answer) for answer in one["answers"]),
                picture=_photo(str(one["image_id"]), photos),
            )
            for one in written["data"]
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error


def _pope(folder: Path, photos: Path | None) -> Iterator[Exam]:
    own = _folder(folder, "pope")
    for path in sorted(own.glob("*.json*")):
        kind = next((k for k in ("random", "popular", "adversarial") if k in path.stem), "")
        if kind:
            places = [*([photos] if photos else []), own / "images", own]
            questions = read_pope(path, places)
            yield Exam(name=f"POPE {kind}", form=Form.YES_NO, questions=questions)


def _mmlu(folder: Path) -> Iterator[Exam]:
    own = _folder(folder, "mmlu")
    tests, examples = (sorted(own.rglob(f"*_{split}.csv")) for split in ("test", "dev"))
    questions = tuple(one for path in tests for one in read_mmlu(path))
    if questions:
        shown = tuple(one for path in examples for one in read_mmlu(path))
        yield Exam(name="MMLU", form=Form.LETTER, questions=questions, examples=shown)


def _mmbench(folder: Path) -> Iterator[Exam]:
    for path in sorted({*folder.glob("*.tsv"), *_folder(folder, "mmbench").glob("*.tsv")}):
        if questions := read_mmbench(path):
            yield Exam(name="MMBench", form=Form.LETTER, questions=questions)
            return


def _textvqa(folder: Path, photos: Path | None) -> Iterator[Exam]:
    own = folder / "textvqa"
    for path in sorted(own.glob("*.json")):
        places = [*([photos] if photos else []), own / "images", own / "train_images", own]
        questions = read_textvqa(path, places)
        yield Exam(name="TextVQA", form=Form.WORDS, questions=questions)
        return


def _folder(folder: Path, name: str) -> Path:
    own = folder / name
    return own if own.is_dir() else folder


def _pope_line(line: dict[str, Any], photos: Sequence[Path]) -> Question:
    label = str(line["label"]).strip().lower()
    if label not in ("yes", "no"):
        raise ValueError("a label is neither yes nor no")
    picture = _photo(str(line["image"]), photos)
    return Question(text=str(line["text"]), right=(label,), picture=picture)


def _mmlu_row(row: Sequence[str], subject: str) -> Question:
    question, *options, answer = row
    if len(options) != len(LETTERS) or answer.strip() not in LETTERS:
        raise ValueError("a row is not a question, four options and a letter")
    right = (answer.strip(),)
    return Question(text=question, options=tuple(options), right=right, subject=subject)


def _mmbench_row(row: dict[str, str], rows: dict[str, dict[str, str]]) -> Question:
    image = row["image"]
    if image in rows:  # the same photo as that of another row
        image = rows[image]["image"]
    words = [_text(row.get("hint")), _text(row["question"])]
    options = [text for letter in LETTERS if (text := _text(row.get(letter)))]
    return Question(
        text="\n".join(word for word in words if word),
        options=tuple(options),
        right=(row["answer"].strip().upper(),),
        picture=base64.b64decode(image, validate=True),
        subject=_text(row.get("category")),
    )


def _photo(name: str, places: Sequence[Path]) -> Path:
    """Where a photo lies; where it is not, the first place where it should."""
    tried = [place / f"{name}{ending}" for place in places for ending in _ENDINGS]
    return next((path for path in tried if _exists(path)), tried[0])


@cache
def _exists(path: Path) -> bool:
    return path.is_file()


def _missing(exam: Exam) -> str:
    """The name of a photo that is not there; empty where all are."""
    for one in exam.questions:
        if isinstance(one.picture, Path) and not _exists(one.picture):
            return one.picture.name
    return ""


def _text(cell: str | None) -> str:
    """A cell's words; pandas writes `nan` where there are none."""
    return "" if cell is None or cell.strip().lower() == "nan" else cell.strip()


def _damaged(path: Path) -> FormatError:
    return FormatError(
        f"{path} is not in the form that its benchmark has.", remedy="Download the file again."
    )
