"""Accuracies by certainty and by the paper's rule, with a backend that knows one colour."""

import pytest

from engine.errors import InputError
from engine.evaluation.recognition import (
    Certainties,
    choose_threshold,
    judge,
    measure,
    measure_replies,
    said_yes,
)
from engine.events import Progress

RED, BLUE, PINK = 48, 3, 50


@pytest.fixture
def shown(colour):
    """Positives of which one is missed, easy negatives, hard ones of which half look like Bo."""
    positives = [colour(RED), colour(RED), colour(RED), colour(1)]
    return positives, [colour(BLUE)] * 10, [colour(PINK), colour(2)]


def test_easy_and_hard_negatives_are_weighed_apart(seeing, shown, finish):
    positives, easy, hard = shown
    _, scores = finish(measure(seeing({RED, PINK}), positives, easy, hard=hard))
    assert scores.positive_accuracy == 0.75
    assert (scores.easy_accuracy, scores.hard_accuracy) == (1, 0.5)
    assert scores.weighted_easy == pytest.approx(0.875)
    assert scores.weighted_hard == pytest.approx(0.625)
    assert scores.easy_auroc == pytest.approx((3 + 0.5) / 4)
    assert scores.threshold == 0.5


def test_progress_reaches_the_number_of_photos(seeing, shown, finish):
    positives, easy, _ = shown
    events, _ = finish(measure(seeing({RED}), positives, easy))
    assert all(isinstance(event, Progress) for event in events)
    assert [event.done for event in events] == [0, 8, 14] and events[-1].total == 14


def test_without_hard_negatives_their_figures_are_left_out(seeing, shown, finish):
    positives, easy, _ = shown
    _, scores = finish(measure(seeing({RED}), positives, easy))
    assert scores.weighted_hard is None
    assert "weighted_hard" not in scores.figures and scores.figures["weighted_easy"] == 0.875


def test_the_papers_rule_gives_the_same_where_replies_are_plain(seeing, shown, finish):
    positives, easy, hard = shown
    session = seeing({RED, PINK})
    _, replied = finish(measure_replies(session, positives, easy, hard=hard))
    _, likely = finish(measure(session, positives, easy, hard=hard))
    assert replied.threshold is None
    for name in ("positive_accuracy", "weighted_easy", "weighted_hard"):
        assert getattr(replied, name) == getattr(likely, name)


@pytest.mark.parametrize(
    ("reply", "meant"),
    [
        ("Yes, this is Bo.", True),
        ("I would say yes.", True),
        ("No.", False),
        ("Yes and no.", True),
        ("I do not know.", False),
        ("Maybe.", None),
    ],
)
def test_the_papers_rule_looks_for_yes_first_then_for_no_anywhere(reply, meant):
    assert said_yes(reply) is meant


def test_a_reply_without_yes_or_no_is_wrong_for_both(seeing, shown, finish, tiny_tokenizer):
    session = seeing({RED})
    ends = [tiny_tokenizer.vocabulary.end_turn]
    session.backend._yes = session.backend._no = tiny_tokenizer.encode(["It"], begin=False) + ends
    positives, easy, _ = shown
    _, scores = finish(measure_replies(session, positives, easy))
    assert (scores.positive_accuracy, scores.easy_accuracy, scores.weighted_easy) == (0, 0, 0)


def test_a_threshold_moves_the_accuracies_but_not_the_ranking():
    certain = Certainties(positives=(0.3, 0.4), easy=(0.1, 0.35))
    half, lower = judge(certain), judge(certain, 0.2)
    assert (half.weighted_easy, lower.weighted_easy) == (0.5, 0.75)
    assert half.easy_auroc == lower.easy_auroc == 0.75


def test_a_certainty_at_the_threshold_is_a_no():
    assert judge(Certainties(positives=(0.5,), easy=(0.5,))).positive_accuracy == 0
    assert judge(Certainties(positives=(0.5,), easy=(0.5,))).easy_accuracy == 1


def test_the_chosen_threshold_separates_what_can_be_separated():
    assert 0.2 < choose_threshold([0.3, 0.4], [0.1, 0.2]) < 0.3
    assert 0.8 < choose_threshold([0.9, 0.95], [0.7, 0.8]) < 0.9


def test_where_half_is_as_good_as_any_threshold_half_is_chosen():
    assert choose_threshold([0.9], [0.1]) == 0.5
    assert choose_threshold([0.6, 0.6], [0.6]) == 0.5


def test_no_positive_photo_is_refused_before_anything_is_asked(seeing, colour):
    for job in (measure(seeing({RED}), [], [colour(1)]), measure_replies(seeing({RED}), [], [])):
        with pytest.raises(InputError, match="no photo"):
            next(job)
