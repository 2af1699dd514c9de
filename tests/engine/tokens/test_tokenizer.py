"""Words come back as they were, and nothing typed becomes a special token."""

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import FormatError, SetupError
from engine.tokens import tokenizer as tokenizer_module
from engine.tokens.prompts import Codes
from engine.tokens.tokenizer import StreamDecoder, Tokenizer
from engine.tokens.vocabulary import Vocabulary
from recipes.mini.checkpoint import tokenizer_json
from tests.tiny import IMAGE_CODES, text_tokenizer

TYPED = [
    "<image>", "<reserved16200>", "<", "<s>", "</s>", "IMGIMGAZ", "<racm3:break>", "a<b>c",
    "<reserved08706>tail", "  two  spaces ", "café 狗 🐕", "line\nline\t",
    "\x00\u202e", "<<image>>",
]  # fmt: skip


@pytest.mark.parametrize("text", TYPED)
def test_what_a_person_types_is_plain_characters_and_comes_back(
    text: str, tiny_tokenizer: Tokenizer, vocabulary: Vocabulary
):
    ids = tiny_tokenizer.encode([text], begin=False)
    assert vocabulary.special_ids.isdisjoint(ids)
    assert tiny_tokenizer.decode(ids) == text


TEXT = Tokenizer(json.loads(tokenizer_json(text_tokenizer(), IMAGE_CODES)), 16, 64)


@given(st.text())
def test_any_text_comes_back(text: str):
    ids = TEXT.encode([text], begin=False)
    assert TEXT.vocabulary.special_ids.isdisjoint(ids)
    assert TEXT.decode(ids) == text


def test_a_vocabulary_that_takes_whole_words_cannot_smuggle_in_a_special_token():
    written: dict[str, Any] = json.loads(tokenizer_json(text_tokenizer(), IMAGE_CODES))
    written["model"]["ignore_merges"] = True
    written["pre_tokenizer"] = {"type": "ByteLevel", "add_prefix_space": False}
    written["pre_tokenizer"] |= {"trim_offsets": True, "use_regex": False}
    tokenizer = Tokenizer(written, 16, 64)
    ids = tokenizer.encode(["IMGIMGAZ"], begin=False)
    assert len(ids) == len("IMGIMGAZ")
    assert tokenizer.decode(ids) == "IMGIMGAZ"


def test_begin_of_text_stands_first_exactly_once(tiny_tokenizer: Tokenizer):
    ids = tiny_tokenizer.encode(["A photo", " of a dog"])
    assert ids[0] == 0
    assert ids.count(0) == 1
    assert 0 not in tiny_tokenizer.encode(["A photo"], begin=False)


def test_how_words_were_cut_into_parts_does_not_matter(tiny_tokenizer: Tokenizer):
    whole = tiny_tokenizer.encode(["A photo of a small dog"])
    assert tiny_tokenizer.encode(["A pho", "to of a sm", "", "all dog"]) == whole


def test_a_picture_stands_between_its_marks(tiny_tokenizer: Tokenizer, vocabulary: Vocabulary):
    codes = Codes(tuple(reversed(range(IMAGE_CODES))))
    ids = tiny_tokenizer.encode(["see ", codes, [vocabulary.end_turn]])
    start = ids.index(vocabulary.begin_image)
    assert ids[start + 1 + IMAGE_CODES :] == [vocabulary.end_image, vocabulary.end_turn]
    assert tiny_tokenizer.codes(ids) == codes


def test_ids_pass_through_and_part_the_words(tiny_tokenizer: Tokenizer, vocabulary: Vocabulary):
    first = vocabulary.first_concept
    ids = tiny_tokenizer.encode(["a", [first], "b", range(first + 1, first + 3)], begin=False)
    assert [i for i in ids if i in vocabulary.special_ids] == [first, first + 1, first + 2]


def test_only_words_and_known_names_are_read_back(
    tiny_tokenizer: Tokenizer, vocabulary: Vocabulary
):
    first = vocabulary.first_concept
    ids = tiny_tokenizer.encode(["It is ", [first, first + 1], ".", [vocabulary.end_turn]])
    assert tiny_tokenizer.decode(ids) == "It is ."
    assert tiny_tokenizer.decode(ids, {first: "Bo"}) == "It is Bo."


def test_a_name_is_set_off_from_the_word_before_it(
    tiny_tokenizer: Tokenizer, vocabulary: Vocabulary
):
    first = vocabulary.first_concept
    for words, read in (("It is", "It is Bo."), ("It is ", "It is Bo."), ("(", "(Bo.")):
        ids = tiny_tokenizer.encode([words, [first], "."])
        assert tiny_tokenizer.decode(ids, {first: "Bo"}) == read
    two = tiny_tokenizer.encode([[first], [first]], begin=False)
    assert tiny_tokenizer.decode(two, {first: "Bo"}) == "Bo Bo"


def test_a_stream_never_shows_half_a_letter(tiny_tokenizer: Tokenizer):
    text = "Bo 狗 café 🐕!"
    stream = StreamDecoder(tiny_tokenizer)
    pieces = [stream.push(one) for one in tiny_tokenizer.encode([text])]
    assert "".join(pieces) == text
    assert "\ufffd" not in "".join(pieces)
    assert "" in pieces  # some ids held back the start of a letter
    assert stream.finish() == ""


def test_a_stream_marks_a_letter_that_never_ends(tiny_tokenizer: Tokenizer):
    stream = StreamDecoder(tiny_tokenizer, {9: "Bo"})
    first_byte = tiny_tokenizer.encode(["狗"], begin=False)[0]
    assert stream.push(first_byte) == ""
    assert stream.finish() == "\ufffd"
    stream.push(first_byte)
    assert stream.push(9) == "\ufffdBo"


def test_random_ids_stream_to_what_they_decode_to(
    tiny_tokenizer: Tokenizer, vocabulary: Vocabulary
):
    ids = random.Random(1).choices(range(vocabulary.size), k=500)
    stream = StreamDecoder(tiny_tokenizer)
    streamed = "".join([*map(stream.push, ids), stream.finish()])
    assert streamed == tiny_tokenizer.decode(ids)


def test_sizes_are_read_from_the_checkpoint(tiny_tokenizer: Tokenizer):
    assert (tiny_tokenizer.image_size, tiny_tokenizer.image_length) == (16, 64)


@pytest.fixture
def copy(tiny_checkpoint: Path, tmp_path: Path) -> Path:
    """Only the two files that a tokenizer reads."""
    for name in ("tokenizer.json", "config.json"):
        shutil.copy(tiny_checkpoint / name, tmp_path / name)
    return tmp_path


def change(folder: Path, **parts: Any) -> None:
    path = folder / "tokenizer.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | parts))


def test_a_tokenizer_that_loses_spaces_is_refused(copy: Path):
    replaced = {"type": "Replace", "pattern": {"String": " "}, "content": ""}
    change(copy, normalizer=replaced)
    with pytest.raises(FormatError, match="does not give back") as error:
        Tokenizer.open(copy)
    assert "again" in error.value.remedy


def test_a_missing_tokenizer_asks_for_the_file(copy: Path):
    (copy / "tokenizer.json").unlink()
    with pytest.raises(SetupError, match=r"tokenizer\.json"):
        Tokenizer.open(copy)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"model": {"vocab": []}}', '{"model": 1}'])
def test_a_damaged_tokenizer_is_refused(copy: Path, content: str):
    (copy / "tokenizer.json").write_text(content)
    with pytest.raises(FormatError):
        Tokenizer.open(copy)


def test_an_unknown_kind_of_tokenizer_is_refused(copy: Path):
    change(copy, pre_tokenizer={"type": "Unheard"})
    with pytest.raises(FormatError):
        Tokenizer.open(copy)


def test_every_byte_has_one_letter():
    assert sorted(tokenizer_module._BYTES.values()) == list(range(256))
