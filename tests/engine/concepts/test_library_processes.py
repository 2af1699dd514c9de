"""Several processes at one library, and processes that are killed."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from engine.concepts.concept import Concept
from engine.concepts.entries import NewPhoto
from engine.concepts.library import ConceptLibrary
from engine.events import Snapshot

Make = Callable[..., Concept]
Photos = Callable[..., NewPhoto]
ROOT = Path(__file__).resolve().parents[3]
LINES_BETWEEN_KILLS = 17
"""Every line was tried; prime, so that loops are met at different places."""

ADD_FIVE = """
import sys
from dataclasses import replace
from pathlib import Path
from engine.concepts.concept import Concept
from engine.concepts.library import ConceptLibrary
folder, sample, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
concept = Concept.load(sample)
sys.stdin.readline()
for number in range(5):
    with ConceptLibrary(folder) as library:
        library.add(replace(concept, name=f"{name} {number}"))
"""


def test_processes_that_open_and_add_at_once_all_succeed(tmp_path: Path, new_concept: Make) -> None:
    new_concept().save(tmp_path / "sample.concept")
    names = ("Ada", "Bo", "Cleo")
    arguments = [sys.executable, "-c", ADD_FIVE, str(tmp_path / "ü l"), tmp_path / "sample.concept"]
    running = [
        subprocess.Popen([*arguments, name], stdin=subprocess.PIPE, text=True, cwd=ROOT)
        for name in names
    ]
    for process in running:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        process.communicate(timeout=60)
    assert [process.returncode for process in running] == [0, 0, 0]
    with ConceptLibrary(tmp_path / "ü l") as library:
        wanted = {f"{name} {number}" for name in names for number in range(5)}
        assert {library.load(entry).name for entry in library} == wanted


def test_one_name_added_by_two_processes_is_kept_once(tmp_path: Path, new_concept: Make) -> None:
    new_concept().save(tmp_path / "sample.concept")
    arguments = [sys.executable, "-c", ADD_FIVE, str(tmp_path / "l"), tmp_path / "sample.concept"]
    running = [
        subprocess.Popen(
            [*arguments, "Bo"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
        )
        for _ in range(2)
    ]
    told = [process.communicate("go\n", timeout=60)[1] for process in running]
    assert sorted(process.returncode for process in running) in ([0, 1], [1, 1])
    assert all("is taken" in text for text in told if text)
    with ConceptLibrary(tmp_path / "l") as library:
        names = [entry.name for entry in library]
        assert len(names) == len(set(names)) >= 1


def add(library: ConceptLibrary, concept: Concept, photo: NewPhoto) -> None:
    library.add(concept, [photo], [Snapshot(concept, 1)])


def add_version(library: ConceptLibrary, concept: Concept, photo: NewPhoto) -> None:
    library.add_version("Ada", concept, [photo], [Snapshot(concept, 1)])


def delete(library: ConceptLibrary, concept: Concept, photo: NewPhoto) -> None:
    library.delete("Ada")


def rename(library: ConceptLibrary, concept: Concept, photo: NewPhoto) -> None:
    library.rename("Ada", "Zoe")


def state(library: ConceptLibrary) -> list[tuple[str, list[str], int, int]]:
    """What a person would see; every file that is named is loaded."""
    seen = []
    for entry in library:
        loaded = [library.load(entry, one.number).name for one in library.versions(entry.name)]
        for photo in library.photos(entry.name):
            assert photo.path.stat().st_size > 0
        epochs = [library.load(entry, epoch=one.epoch) for one in library.snapshots(entry.name)]
        seen.append((entry.name, loaded, len(library.photos(entry.name)), len(epochs)))
    return seen


@pytest.mark.skipif(os.name == "nt", reason="Windows has no fork to kill")
@pytest.mark.parametrize("change", [add, add_version, delete, rename])
def test_a_kill_at_any_line_leaves_the_state_before_or_after(
    tmp_path: Path, new_concept: Make, new_photo: Photos, change: Callable[..., None]
) -> None:
    bo, photo = new_concept(), new_photo()
    with ConceptLibrary(tmp_path / "start") as library:
        library.add(new_concept("Ada"), [photo], [Snapshot(bo, 1)])
        before = state(library)
    shutil.copytree(tmp_path / "start", tmp_path / "end")
    with ConceptLibrary(tmp_path / "end") as library:
        change(library, bo, photo)
        after = state(library)
    seen, finished = [], False
    while not finished:
        folder = tmp_path / str(len(seen))
        shutil.copytree(tmp_path / "start", folder)
        line = len(seen) * LINES_BETWEEN_KILLS
        finished = survives(line, folder, lambda library: change(library, bo, photo))
        with ConceptLibrary(folder) as library:
            seen.append(state(library))
            assert files_on_disk(folder) == files_listed(library), f"killed at line {line}"
        assert seen[-1] in (before, after)
    assert seen[0] == before
    assert seen[-1] == after
    assert len(seen) > 5


def files_on_disk(folder: Path) -> set[Path]:
    return {path for place in ("concepts", "photos") for path in (folder / place).iterdir()}


def files_listed(library: ConceptLibrary) -> set[Path]:
    found = set()
    for name in [entry.name for entry in library]:
        versions = library.versions(name)
        found |= {one.path for one in (*versions, *library.photos(name))}
        found |= {one.path for v in versions for one in library.snapshots(name, v.number)}
    return found


def survives(line: int, folder: Path, change: Callable[[ConceptLibrary], None]) -> bool:
    """Make the change in a child that is killed before the `line`-th line of our code it runs."""
    child = os.fork()
    if child == 0:
        try:
            with ConceptLibrary(folder) as library:
                sys.settrace(killing_at(line))
                change(library)
                sys.settrace(None)
            os._exit(0)
        finally:
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL)
    return status == 0


def killing_at(line: int) -> Callable[[FrameType, str, Any], Any]:
    passed = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal passed
        if str(ROOT / "engine") not in frame.f_code.co_filename:
            return None
        if event == "line":
            if passed == line:
                os.kill(os.getpid(), signal.SIGKILL)
            passed += 1
        return trace

    return trace
