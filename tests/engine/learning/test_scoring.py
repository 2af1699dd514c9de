"""What a snapshot is chosen by."""

import pytest

from engine.learning.scoring import quality, recognition
from engine.runtime.recognition import Recognition

YES, NO = Recognition(yes=0.6, no=0.0), Recognition(yes=0.0, no=0.3)


def test_knowing_the_subject_and_nothing_else_is_perfect() -> None:
    assert recognition([YES, NO, NO]) == 1


@pytest.mark.parametrize("always", [YES, NO])
def test_the_same_answer_to_everything_is_worth_half(always: Recognition) -> None:
    assert recognition([always] * 5) == pytest.approx(0.5)


def test_subject_and_others_count_alike_however_many_others_there_are() -> None:
    assert recognition([NO, *[NO] * 8]) == recognition([NO, NO])


def test_without_others_the_subject_alone_counts() -> None:
    assert recognition([YES]) == 1


def test_quality_is_the_mean_of_the_scores() -> None:
    assert quality({"recognition": 0.5, "similarity": 0.7}) == pytest.approx(0.6)
