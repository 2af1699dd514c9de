"""Which PyTorch fits which GPU and driver, by the numbers that each of them names."""

import pickle
import subprocess
import sys

import pytest

from engine.errors import SetupError
from engine.fitting import Built, Card, Trial, check, refusal, suggestion, wheels

TURING_ON = ("sm_75", "sm_80", "sm_86", "sm_90", "sm_100", "sm_120")


@pytest.mark.parametrize(
    ("codes", "capability", "fits"),
    [
        (TURING_ON, "8.9", True),  # code for 8.6 runs on what is newer in its generation
        (TURING_ON, "12.1", True),
        (TURING_ON, "6.1", False),
        (("sm_80", "sm_86"), "9.0", False),
        (("sm_80", "compute_80"), "12.0", True),  # still to be translated
        (("sm_90a",), "9.0", True),
        (("sm_90a", "compute_90a"), "10.0", False),
        (("sm_90", "compute_90"), "8.6", False),
        ((), "8.6", True),  # it does not tell
        (TURING_ON, "", True),
    ],
)
def test_code_runs_on_cards_of_its_generation_that_are_not_older(
    codes: tuple[str, ...], capability: str, fits: bool
) -> None:
    said = refusal(Built("13.0", codes), Card(capability, "580.65.06"))
    assert (said == "") == fits
    if not fits:
        assert f"the GPU is sm_{capability.replace('.', '')}" in said


@pytest.mark.parametrize(
    ("cuda", "driver", "fits"),
    [
        ("13.0", "580.65.06", True),
        ("13.2", "575.57", False),
        ("12.6", "525.60", True),
        ("12.8", "470.10", False),
        ("11.8", "450.80", True),
        ("14.0", "600.1", True),  # not known, so nothing is known against it
        ("13.0", "", True),
    ],
)
def test_each_generation_of_cuda_needs_its_driver(cuda: str, driver: str, fits: bool) -> None:
    said = refusal(Built(cuda, TURING_ON), Card("8.6", driver))
    assert (said == "") == fits
    if not fits:
        assert f"driver {driver} is too old for the CUDA {cuda}" in said


@pytest.mark.parametrize(
    ("card", "fitting"),
    [
        (Card("8.6", "580.65"), "cu130"),
        (Card("8.6", "550.1"), "cu126"),
        (Card("6.1", "580.65"), "cu126"),
        (Card("12.0", "570.1"), ""),
        (Card("3.5", "470.1"), ""),
        (Card(), "cu130"),
    ],
)
def test_the_one_set_of_wheels_that_fits_is_named(card: Card, fitting: str) -> None:
    assert wheels(card) == fitting
    assert (f"whl/{fitting}" if fitting else "Update the GPU's driver") in suggestion(card)


def test_what_does_not_fit_is_refused_with_what_to_do() -> None:
    check(Built("13.0", TURING_ON), Card("8.6", "580.65"))
    with pytest.raises(SetupError, match="built without CUDA") as refused:
        check(Built("", ()), Card("8.6", "580.65"))
    assert "whl/cu130" in refused.value.remedy


def test_a_window_that_gets_a_trial_loads_no_torch() -> None:
    sent = pickle.dumps(Trial(device="RTX", teraflops=50.0, seconds=1.0))
    script = f"import pickle, sys; pickle.loads({sent!r}); print('torch' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
