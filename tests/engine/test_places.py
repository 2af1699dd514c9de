"""Is a folder a good place for private data?"""

from pathlib import Path

import pytest

from engine import places
from engine.places import Doubt, doubts, file_system


def test_a_folder_of_ones_own_raises_no_doubt(tmp_path: Path) -> None:
    assert doubts(tmp_path / "not" / "yet") == ()
    assert not (tmp_path / "not").exists()


@pytest.mark.parametrize("name", ["OneDrive", "OneDrive - Firma", "Dropbox", "Nextcloud"])
def test_a_synced_folder_is_doubted(tmp_path: Path, name: str) -> None:
    assert doubts(tmp_path / name / "library") == (Doubt.SYNCED,)


@pytest.mark.parametrize(
    ("kind", "doubt"), [("nfs4", Doubt.NETWORK), ("exfat", Doubt.PLAIN), ("ext4", None)]
)
def test_the_file_system_that_holds_the_folder_decides(
    kind: str, doubt: Doubt | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mounts"
    where = str(tmp_path).replace(" ", "\\040")
    table.write_text(f"/dev/a / ext4 rw 0 0\nserver:/b {where} {kind} rw 0 0\n")
    monkeypatch.setattr(places, "_MOUNTS", table)
    assert file_system(tmp_path / ".") == kind
    assert doubts(tmp_path) == ((doubt,) if doubt else ())
