"""Codes drafted ahead: the same distribution as one by one, for every rule; a biased one fails."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pytest

from engine.errors import InputError
from engine.events import Preview, Progress
from engine.runtime.generation import branches
from engine.runtime.orders import Order
from engine.runtime.sampling import (
    CONTINUED,
    DRAFTING,
    FIXED_NOISE,
    SJD,
    Sampling,
    chances,
    drawable,
    guided,
    probabilities,
)
from engine.runtime.speculative import Place, Rejection, leaps

LENGTH, AHEAD = 3, 2
DRAWN, TOGETHER = 1000, 100
SHARP = Sampling(temperature=0.5, top_k=3, top_p=0.97, guidance=2.0, ahead=AHEAD)
"""Three candidates at most for each code: 27 joint outcomes of three codes, or fewer."""
QUICK = Sampling(top_p=0.9, guidance=3.0, seed=11)
SURE = 3.1
"""Standard deviations: one right rule in a thousand would be called wrong."""


@pytest.fixture
def ids(vocabulary):
    return np.array(vocabulary.image_ids, np.int64)


@pytest.fixture
def order(vocabulary):
    """`order(sampling, seeds)`: pictures of a prompt of 5 ids, with a shorter second branch."""
    prompt = [vocabulary.begin_text, 400, 401, 402, vocabulary.begin_image]
    nothing = [vocabulary.begin_text, vocabulary.begin_image]

    def make(sampling, seeds, length=LENGTH):
        return Order(
            branches=branches(prompt, nothing, vocabulary, sampling),
            sampling=sampling,
            seeds=seeds,
            first=0,
            count=len(seeds),
            length=length,
            preview=False,
        )

    return make


def drawn(backend, order, ids, rule=None):
    """The codes of each picture."""
    leapt = zip(*leaps(backend, order, ids, rule), strict=True)
    return [[code for new in one for code in new] for one in leapt]


def exact(backend, order, ids):
    """The probability of each run of LENGTH codes: every branch of the tree, read one by one."""
    runs = {(): 1.0}
    for _ in range(LENGTH):
        longer = {}
        for run, likely in runs.items():
            rows = [[*prompt, *ids[list(run)]] for prompt in order.branches.prompts]
            logits = np.concatenate([backend.prefill([row], "images") for row in rows])
            scores = drawable(guided(logits, order.branches.weights), order.sampling)
            shares = probabilities(scores)[0]
            longer |= {(*run, int(c)): likely * shares[c] for c in np.flatnonzero(shares)}
        runs = longer
    return runs


@pytest.fixture
def deviation(torch_backend, order, ids):
    """How far DRAWN pictures are from the exact joint: chi-square in standard deviations.

    Rare outcomes count as one; the cube root of a chi-square is nearly normal (Wilson, Hilferty).
    """

    def measured(sampling, rule=None):
        seen = Counter()
        for first in range(0, DRAWN, TOGETHER):
            some = order(sampling, range(first, first + TOGETHER))
            seen.update(tuple(one) for one in drawn(torch_backend, some, ids, rule))
        joint = exact(torch_backend, order(sampling, [0]), ids)
        assert set(seen) <= set(joint)
        expected = {run: likely * DRAWN for run, likely in joint.items()}
        common = [run for run, count in expected.items() if count >= 5]
        pairs = [(seen[run], expected[run]) for run in common]
        rest = DRAWN - sum(count for _, count in pairs)
        if rest > 1:
            pairs.append((DRAWN - sum(found for found, _ in pairs), rest))
        freedom, square = len(pairs) - 1, sum((a - b) ** 2 / b for a, b in pairs)
        assert freedom >= 10  # enough outcomes to tell one distribution from another
        spread = 2 / (9 * freedom)
        return ((square / freedom) ** (1 / 3) - (1 - spread)) / spread**0.5

    return measured


@dataclass(frozen=True)
class TooEager(Rejection):
    """Accepts a draft three times as readily as it may."""

    def checked(self, place, draft, scores):
        p, q = probabilities(scores), probabilities(draft.scores)
        stands = chances(place.seed, place.position, place.visit)[0] * q[draft.code]
        return draft.code if stands < 3 * p[draft.code] else super().checked(place, draft, scores)


@dataclass(frozen=True)
class Stale(Rejection):
    """Uses the chances of the first visit again."""

    def drawn(self, place, scores):
        return super().drawn(Place(place.seed, place.position, 0), scores)

    def checked(self, place, draft, scores):
        return super().checked(Place(place.seed, place.position, 0), draft, scores)


@dataclass(frozen=True)
class Resampling(Rejection):
    """Draws from p where a draft falls, instead of from what p has more than q."""

    def checked(self, place, draft, scores):
        code = super().checked(place, draft, scores)
        return code if code == draft.code else self.drawn(place, scores)


@pytest.mark.parametrize(
    ("drafting", "guidance"), [(FIXED_NOISE, 2.0), (SJD, 2.0), (CONTINUED, 2.0), (CONTINUED, 1.0)]
)
def test_three_codes_are_drawn_with_their_exact_joint_probability(deviation, drafting, guidance):
    assert deviation(replace(SHARP, drafting=drafting, guidance=guidance)) < SURE


@pytest.mark.parametrize("biased", [TooEager(True), Stale(True), Resampling(False)], ids=repr)
def test_a_biased_rule_is_found_out(deviation, biased):
    assert deviation(SHARP, biased) > 2 * SURE


@pytest.mark.parametrize("ahead", [1, 6, 100])
def test_with_fixed_noise_the_pictures_are_those_drawn_one_by_one(session, finish, ahead):
    plain = finish(session.imagine("a photo of Bo", count=3, sampling=QUICK))[1]
    sampling = replace(QUICK, ahead=ahead)
    leapt = finish(session.imagine("a photo of Bo", count=3, sampling=sampling))[1]
    assert [one.codes for one in leapt] == [one.codes for one in plain]


def test_on_every_backend_codes_ahead_are_those_drawn_one_by_one(backend, order, ids):
    plain, leapt, alone = (
        drawn(backend, order(replace(QUICK, ahead=ahead), seeds, length=12), ids)
        for ahead, seeds in ((0, [3, 4]), (4, [3, 4]), (4, [4]))
    )
    assert leapt == plain and alone == plain[1:]


@pytest.mark.parametrize("drafting", DRAFTING)
def test_a_picture_depends_on_its_seed_not_on_those_beside_it(session, finish, drafting):
    sampling = replace(QUICK, ahead=5, drafting=drafting)
    together = finish(session.imagine("Bo", count=4, sampling=sampling, preview=False))[1]
    assert len({one.codes for one in together}) == 4
    for one in together[1:3]:
        alone = finish(session.imagine("Bo", sampling=one.sampling, preview=False))[1]
        assert alone[0].codes == one.codes


@pytest.mark.parametrize("drafting", DRAFTING)
def test_the_likeliest_codes_are_the_same_by_every_rule(torch_backend, order, ids, drafting):
    greedy = Sampling(temperature=0, guidance=2.0, drafting=drafting)
    plain, leapt = (
        drawn(torch_backend, order(replace(greedy, ahead=ahead), [0, 1], 20), ids)
        for ahead in (0, 7)
    )
    assert leapt == plain


@pytest.mark.parametrize("drafting", DRAFTING)
def test_drafts_that_all_stand_take_one_step_for_all_of_them(
    scripted, vocabulary, order, ids, drafting
):
    backend = scripted(lambda row: np.zeros(vocabulary.size, np.float32))
    asked = order(Sampling(ahead=4, drafting=drafting), [0, 1, 2], length=16)
    lengths = [[len(one) for one in some] for some in leaps(backend, asked, ids)]
    stand = [sizes for sizes in lengths[1:] if max(sizes) == 5]
    assert (drafting == FIXED_NOISE) or len(stand) == 3 == backend.steps


def test_rows_of_different_pace_keep_their_prompts_and_never_pass_the_context(
    scripted, vocabulary, order, ids
):
    logits = np.random.default_rng(0).standard_normal((97, vocabulary.size)).astype(np.float32)
    asked = order(Sampling(ahead=6, guidance=2.0, drafting=CONTINUED), range(5), length=30)
    prompts = asked.branches.prompts
    backend = scripted(lambda row: 3 * logits[sum(row) % 97], context=len(prompts[0]) + 30)
    paces = set()
    for some in leaps(backend, asked, ids):
        paces.add(len(set(map(len, some))))
        assert max(backend.lengths) <= backend.context
    assert max(paces) > 1
    for row, read in enumerate(backend.rows):
        begin = prompts[row // 5]
        assert list(read[: len(begin)]) == begin and set(read[len(begin) :]) <= set(ids)


@pytest.mark.parametrize("drafting", DRAFTING)
def test_closing_stops_before_the_next_step(scripted, vocabulary, order, ids, drafting):
    backend = scripted(lambda row: np.zeros(vocabulary.size, np.float32))
    job = leaps(backend, order(Sampling(ahead=2, drafting=drafting), [0], length=64), ids)
    next(job), next(job), next(job)
    job.close()
    assert backend.steps == 2


def test_a_drawing_shows_each_row_of_the_grid_once_however_far_it_leaps(session, finish):
    sampling = replace(QUICK, ahead=20, drafting=CONTINUED)
    events, drawings = finish(session.imagine("Bo", count=2, sampling=sampling))
    progress = [event for event in events if isinstance(event, Progress)]
    previews = [event for event in events if isinstance(event, Preview)]
    assert progress[-1] == Progress(128, 128, "drawing")
    assert len(progress) < 64 and [len(one.codes) for one in drawings] == [64, 64]
    assert all(0 < event.done <= 1 for event in previews)
    assert len(previews) <= 2 * 8


def test_settings_of_drafting_without_sense_are_refused():
    for bad in ({"ahead": -1}, {"ahead": 1000}, {"drafting": "sjd++"}):
        with pytest.raises(InputError):
            Sampling(**bad)
