"""What the app is begun with, and what of it holds for a restart."""

from pathlib import Path

from desktop.arguments import Arguments


def test_a_restart_keeps_the_folder_and_the_choice_of_gpu_and_names_no_file() -> None:
    words = ["bo.concept", "--data-dir=-my folder", "--without-gpu", "a.png"]
    first = Arguments.of(words)
    assert first.files == (Path("bo.concept"), Path("a.png"))
    again = Arguments.of(first.again)
    assert (again.files, again.data_dir, again.without_gpu) == ((), Path("-my folder"), True)


def test_a_start_without_words_is_restarted_without_words() -> None:
    assert Arguments.of([]).again == []
