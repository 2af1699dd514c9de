"""Accuracies by certainty and by the paper's rule, with a backend that knows one colour."""

import pytest

from engine.errors import InputError
from engine.evaluation.protocol import OURS, PAPER
from engine.evaluation.recognition import (
    Certainties,
    Shown,
    certainties,
    choose_threshold,
    examine,
    judge,
    replied,
    said_yes,
)
from engine.events import Progress

RED, BLUE, PINK = 48, 3, 50
ASKED = "Is Bo in this photo?"


@pytest.fixture
def shown(colour):
    """Positives of which one is missed, easy negatives, hard ones of which half look like Bo."""
    positives = [colour(RED), colour(RED), colour(RED), colour(1)]
    return Shown(positives=positives, easy=[colour(BLUE)] * 10, hard=[colour(PINK), colour(2)])


def test_easy_and_hard_negatives_are_weighed_apart(examined, shown, finish):
    _, certain = finish(certainties(examined({RED, PINK}), shown, ASKED))
    scores = judge(certain)
    assert scores.positive_accuracy == 0.75
    assert (scores.easy_accuracy, scores.hard_accuracy) == (1, 0.5)
    assert scores.weighted_easy == pytest.approx(0.875)
    assert scores.weighted_hard == pytest.approx(0.625)
    assert scores.easy_auroc == pytest.approx((3 + 0.5) / 4)
    assert scores.threshold == 0.5


def test_progress_reaches_the_number_of_photos(examined, shown, finish):
    events, _ = finish(certainties(examined({RED}), shown, ASKED))
    assert all(isinstance(event, Progress) for event in events)
    assert (events[0].done, events[-1].done, events[-1].total) == (0, 16, 16)


def test_without_hard_negatives_their_figures_are_left_out(examined, shown, finish):
    some = Shown(positives=shown.positives, easy=shown.easy)
    scores = judge(finish(certainties(examined({RED}), some, ASKED))[1])
    assert scores.weighted_hard is None
    assert "weighted_hard" not in scores.figures and scores.figures["weighted_easy"] == 0.875


@pytest.mark.parametrize("emitted", [False, True])
def test_the_papers_rule_gives_the_same_where_replies_are_plain(examined, shown, finish, emitted):
    examinee = examined({RED, PINK})
    _, said = finish(replied(examinee, shown, ASKED, emitted=emitted))
    likely = judge(finish(certainties(examinee, shown, ASKED))[1])
    assert said.threshold is None
    for name in ("positive_accuracy", "weighted_easy", "weighted_hard"):
        assert getattr(said, name) == getattr(likely, name)


def test_tokens_that_are_not_said_by_the_model_itself_are_not_counted_as_said(
    examined, shown, finish
):
    _, said = finish(replied(examined({RED}), shown, ASKED, emitted=True))
    assert said.opened == 0  # this backend opens its answers with words
    assert finish(replied(examined({RED}), shown, ASKED))[1].opened is None


def test_every_rule_is_there_and_the_protocols_own_stands_first(examined, shown, finish):
    known = Shown(positives=shown.positives, easy=shown.easy)
    ours = finish(examine(examined({RED}), shown, "Bo", OURS, known))[1]
    paper = finish(examine(examined({RED}), shown, "Bo", PAPER, known))[1]
    assert ours.rules["protocol"] == ours.rules["likelihood"]
    assert paper.rules["protocol"] == paper.rules["words, self-emitted"]
    assert "threshold from training photos" in ours.rules
    assert len(ours.certainties.positives) == len(shown.positives)


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


def test_a_reply_without_yes_or_no_is_wrong_for_both(examined, shown, finish, tiny_tokenizer):
    examinee = examined({RED})
    ends = [tiny_tokenizer.vocabulary.end_turn]
    it = tiny_tokenizer.encode(["It"], begin=False) + ends
    shared = examinee.backend._shared  # the seat is the examinee's own view of it
    shared._yes = shared._no = it
    _, scores = finish(replied(examinee, shown, ASKED))
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


def test_no_positive_photo_is_refused_before_anything_is_asked(examined, colour):
    none = Shown(positives=[], easy=[colour(1)])
    for job in (certainties(examined({RED}), none, ASKED), replied(examined({RED}), none, ASKED)):
        with pytest.raises(InputError, match="no photo"):
            next(job)
