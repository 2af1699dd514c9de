"""The first run: steps that can be left and come back to."""

from pathlib import Path

from desktop.state.first_run import FirstRun, Step
from desktop.state.settings import SettingsState
from engine.settings import Settings


def test_each_step_is_kept_so_that_closing_never_starts_it_again(home: Path) -> None:
    steps = FirstRun(SettingsState(Settings()))
    seen = [steps.step]
    while not steps.over:
        steps.next()
        seen.append(FirstRun(SettingsState()).step)
    assert seen == list(Step)


def test_it_goes_back_but_not_before_the_beginning(home: Path) -> None:
    steps = FirstRun(SettingsState(Settings(first_run="model")))
    steps.back()
    steps.back()
    steps.back()
    assert steps.step is Step.HARDWARE


def test_it_can_be_ended_anywhere_and_begun_again(home: Path) -> None:
    steps = FirstRun(SettingsState(Settings()))
    steps.finish()
    assert Settings.load().first_run == "done"
    steps.again()
    assert steps.number == 1


def test_a_word_of_another_version_counts_as_the_beginning(home: Path) -> None:
    steps = FirstRun(SettingsState(Settings(first_run="dancing")))
    assert steps.step is Step.HARDWARE
