"""Whether drafting ahead is worth it: measured on a backend, kept for this machine alone."""

import json

import numpy as np
import pytest

from engine.runtime.gain import FILE, WINDOWS, Pace, fastest, keep, kept, measure

SLOW = [Pace(0, 1.0, 1.0), Pace(4, 2.0, 1.9), Pace(8, 2.5, 3.0)]
FAST = [Pace(0, 1.0, 1.0), Pace(4, 2.0, 1.2), Pace(8, 3.0, 1.5)]


def test_every_window_is_measured_and_more_ahead_is_known_a_step(
    torch_backend, tiny_tokenizer, finish
):
    events, paces = finish(measure(torch_backend, tiny_tokenizer, steps=6))
    assert [one.ahead for one in paces] == list(WINDOWS)
    assert paces[0].codes_per_step == 1
    assert all(one.codes_per_step >= 1 and one.seconds_per_step > 0 for one in paces)
    assert events[-1].done == events[-1].total


def test_where_no_picture_fits_nothing_is_drawn(scripted, tiny_tokenizer, vocabulary, finish):
    backend = scripted(lambda row: np.zeros(vocabulary.size, np.float32), context=60)
    assert finish(measure(backend, tiny_tokenizer)) == ([], [])
    assert backend.prefilled == []


def test_the_fastest_is_taken_where_it_saves_enough():
    assert fastest(FAST) == 8
    assert fastest(SLOW) == 0  # 5 % is less than the noise of a measurement
    assert fastest([]) == 0


def test_what_was_measured_is_known_again_for_that_backend_alone(tmp_path):
    assert kept(tmp_path, "A") == 0
    keep(tmp_path, "A", FAST)
    keep(tmp_path, "B", SLOW)
    assert (kept(tmp_path, "A"), kept(tmp_path, "B"), kept(tmp_path, "C")) == (8, 0, 0)


@pytest.mark.parametrize("damage", ["", "[]", '{"format": 2, "found": {}}', '{"format": 1}'])
def test_a_damaged_file_counts_as_not_measured(tmp_path, damage):
    keep(tmp_path, "A", FAST)
    (tmp_path / FILE).write_text(damage, encoding="utf-8")
    assert kept(tmp_path, "A") == 0
    keep(tmp_path, "A", FAST)
    assert kept(tmp_path, "A") == 8


def test_what_was_measured_on_another_machine_does_not_count(tmp_path):
    keep(tmp_path, "A", FAST)
    written = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    written["found"] = {f"elsewhere {key}": one for key, one in written["found"].items()}
    (tmp_path / FILE).write_text(json.dumps(written), encoding="utf-8")
    assert kept(tmp_path, "A") == 0
