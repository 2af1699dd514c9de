"""Cases that are drawn for real on the tiny checkpoint, and what is read from their passes."""

import pytest

from bench.drawing.cases import FOUR, GUIDED, GUIDED_FOUR, ONE, Case, cases
from bench.drawing.page import bars, section
from bench.drawing.runs import Measured, Run, measure
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.sampling import IMAGE, SJD, Sampling


@pytest.fixture(scope="module")
def found(tiny_model, tiny_tokenizer):
    backend = PyTorchBackend(tiny_model)
    return list(measure(backend, tiny_tokenizer, list(cases([6])), ["A dog."], 2))[-1]


def test_every_way_of_drawing_is_run_in_every_round(found):
    assert all(len(one.runs) == 2 for one in found)
    assert {ONE, FOUR, GUIDED, GUIDED_FOUR} < {one.case for one in found}
    for one in found:
        assert all(sum(run.known) == 64 * one.case.count for run in one.runs)


def test_codes_ahead_take_fewer_passes_than_one_by_one(found):
    for one in found:
        if one.case.sampling.ahead:
            assert one.passes < 64
        else:
            assert one.passes == 64 and one.share == 1


def test_the_section_shows_every_rule_and_every_bar(found):
    body = section(found, ["ONNX Runtime: it is not installed."])
    assert "| fixed-noise | 6 |" in body and "| sjd-ac | 6 |" in body
    assert "Not measured: ONNX Runtime" in body
    assert [bar.at_most for bar in bars(found)] == [True] * 3
    assert all(bar.name in body for bar in bars(found))


def test_acceptance_counts_drafts_whose_forerunners_stood():
    case = Case("three ahead", 1, Sampling(ahead=3, drafting=SJD))
    measured = Measured("none", case, length=1000)
    measured.runs = [Run(1.0, (1, *[1, 2, 4] * 20))]
    assert measured.standing() == [2 / 3, 1 / 2, 1.0]


def test_of_the_last_code_one_cannot_tell_whether_its_draft_stood():
    case = Case("three ahead", 1, Sampling(ahead=3, drafting=SJD))
    measured = Measured("none", case, length=2)
    measured.runs = [Run(1.0, (1, 1))] * 20
    assert measured.standing() == []


def test_the_time_of_a_batch_is_held_against_that_of_one():
    seconds = {ONE: 1.0, FOUR: 1.5, GUIDED: 1.0, GUIDED_FOUR: 2.5}
    ahead = Case("8 ahead", 1, Sampling(ahead=8, guidance=IMAGE.guidance))
    measured = [Measured("none", case, 4, [Run(s, (1,) * 4)]) for case, s in seconds.items()]
    measured.append(Measured("none", ahead, 4, [Run(1.0, (2, 2))]))
    assert [bar.figure for bar in bars(measured)] == [1.5, 2.5, 0.5]
    assert [bar.passed for bar in bars(measured)] == [True, False, True]
