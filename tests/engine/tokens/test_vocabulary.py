"""The facts of Chameleon's vocabulary, at full size and tiny."""

import pytest

from engine.errors import FormatError, InputError
from engine.tokens.vocabulary import Vocabulary, image_code, image_name
from tests.tiny import IMAGE_CODES


def full_size() -> dict[str, int]:
    """The 65,536 names of Chameleon-7B as method.md 1.2 lists them; text is only counted."""
    names = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "<eoss>": 8196, "<racm3:break>": 8197}
    names |= {image_name(code): code + 4 for code in range(8192)}
    names |= {f"<sentinel:{n}>": 8198 + n for n in range(512)}
    names |= {f"<reserved{n:05d}>": n + 4 for n in range(8706, 16380) if n != 8707}
    names |= {"<image>": 8711}
    return names | {f"word{i}": i for i in range(16384, 65536)}


def test_the_names_of_chameleon_7b_give_the_ids_of_the_paper():
    vocabulary = Vocabulary.from_names(full_size())
    assert vocabulary.size == 65536
    assert vocabulary.image_ids == tuple(range(4, 8196))
    assert (vocabulary.end_image, vocabulary.begin_image) == (8196, 8197)
    assert vocabulary.end_turn == 8710
    assert vocabulary.first_concept == 16204
    assert vocabulary.reserved == range(8712, 16384)
    assert vocabulary.text_ids == tuple(range(16384, 65536))


def test_one_concept_of_33_rows_starts_at_reserved_16200_in_chameleon_7b():
    vocabulary = Vocabulary.from_names(full_size())
    assert vocabulary.concept_base(33) == 16204
    assert vocabulary.concept_base(6 * 33) == 16384 - 6 * 33
    with pytest.raises(InputError):
        vocabulary.concept_base(7673)


@pytest.mark.parametrize("code", [0, 9, 10, 105, 8191])
def test_an_image_code_is_spelled_and_read_back(code: int):
    assert image_code(image_name(code)) == code


def test_code_105_is_spelled_in_letters():
    assert image_name(105) == "IMGIMGBAFZ"


def test_the_tiny_vocabulary_stands_in_chameleons_order(vocabulary: Vocabulary):
    assert (vocabulary.begin_text, vocabulary.pad, vocabulary.end_text) == (0, 1, 2)
    assert vocabulary.image_ids == tuple(range(4, 4 + IMAGE_CODES))
    assert vocabulary.begin_image == vocabulary.end_image + 1
    assert vocabulary.image_placeholder == vocabulary.end_turn + 1
    assert len(vocabulary.reserved) == 256
    assert vocabulary.first_concept in vocabulary.reserved
    assert vocabulary.text_ids[-1] == vocabulary.size - 1


def test_text_and_special_ids_divide_the_vocabulary(vocabulary: Vocabulary):
    assert vocabulary.special_ids.isdisjoint(vocabulary.text_ids)
    assert len(vocabulary.special_ids) + len(vocabulary.text_ids) == vocabulary.size


def test_a_tokenizer_without_chameleons_names_is_refused():
    names = full_size()
    del names["<racm3:break>"]
    with pytest.raises(FormatError, match="racm3"):
        Vocabulary.from_names(names)
