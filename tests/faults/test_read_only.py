"""A folder that cannot be written: each deed is one sentence, and the window says it too."""

from pathlib import Path

from desktop.single_instance import SingleInstance
from tests.faults.conftest import Disk, everything
from tests.faults.deeds import DEEDS, in_words


def test_every_deed_is_refused_in_one_sentence_and_changes_nothing(
    lived_in: Disk, tmp_path: Path
) -> None:
    before = everything()
    lived_in.lock()
    for deed in DEEDS:
        assert in_words(deed, tmp_path / "elsewhere").remedy
    assert everything() == before  # it can be read all the same
    lived_in.unlock()
    assert everything() == before


def test_only_the_first_window_holds_a_folder_that_takes_no_lock(qapp: object, disk: Disk) -> None:
    disk.lock()
    first, second = SingleInstance(disk.home), SingleInstance(disk.home)
    assert first.claim()
    assert not second.claim()
    first.release()
    assert second.claim()
    second.release()
