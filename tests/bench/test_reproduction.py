"""What one command makes of several checkpoints: whose turn it is, and what each is asked."""

import time
from pathlib import Path

import pytest

from bench import reproduction
from bench.paper.arms import CLAIMS
from bench.paper.sitting import RESULTS
from bench.reproduction import crews, sittings


@pytest.fixture
def options(tiny_checkpoint: Path) -> dict[str, object]:
    """As the command line gives them."""
    return {
        "quick": False, "data": None, "seeds": 2, "only": (), "threads": 1, "listed": False,
        "results": RESULTS, "protocol": "ours", "checkpoints": ("mini", str(tiny_checkpoint)),
    }  # fmt: skip


def test_the_first_checkpoint_has_the_whole_plan_and_further_ones_the_claims(
    options, tiny_checkpoint
):
    first, second = sittings(options)
    assert (first.planned, second.planned) == (frozenset(), CLAIMS)
    assert Path(second.checkpoint) == tiny_checkpoint.resolve()
    assert first.results == second.results == RESULTS


def test_checkpoints_share_the_hours_and_what_one_leaves_goes_to_the_next():
    began = time.monotonic()
    shares = crews(2, 1.0, 2)
    assert next(shares).ends - began == pytest.approx(1800, abs=5)
    assert next(shares).ends - began == pytest.approx(3600, abs=5)  # the first took no time
    assert [crew.ends for crew in crews(1, None, 2)] == [None, None]
    assert next(crews(1, 0.0, 1)).ends - time.monotonic() <= 0


def test_the_fast_subset_measures_anew_and_apart(options, tmp_path, monkeypatch):
    monkeypatch.setattr(reproduction, "WORK", tmp_path)
    earlier = tmp_path / "quick" / "0123" / "base.json"
    earlier.parent.mkdir(parents=True)
    earlier.write_text("{}")
    sittings(options | {"quick": True, "listed": True})
    assert earlier.exists()
    assert sittings(options | {"quick": True})[0].results == tmp_path / "quick"
    assert not earlier.exists()
