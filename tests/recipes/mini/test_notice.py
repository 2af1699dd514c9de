"""Who is credited, and that what people wrote stays."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("cv2")

from recipes.mini import notice
from recipes.mini.catalogue import Entry


def entry(name: str, creator: str, licence: str = "CC-BY-3.0", pack: str = "Scopia") -> Entry:
    return Entry(
        id=name.lower(),
        name=name,
        noun="dog",
        kind="pet",
        split="train",
        rank=0,
        pack=pack,
        creator=creator,
        licence=licence,
        model=Path(name),
        rotation=np.eye(3),
    )


def test_every_maker_stands_under_the_licence_of_the_work(tmp_path: Path):
    path = tmp_path / "NOTICE.md"
    made = [
        entry("Dog", "Ann"),
        entry("Cat", "Ann"),
        entry("Boy", "Bob", pack="Reallusion"),
        entry("Cup", "Cy", licence="CC0-1.0"),
    ]
    notice.write_notice(path, made)
    free, rest = path.read_text().split("CC-BY-3.0 (")
    given, american = rest.split("CC-BY-3.0-US (")
    assert "- Cy: Cup" in free
    assert "- Ann: Cat, Dog" in given
    assert "- Bob: Boy" in american


def test_writing_again_changes_its_own_section_only(tmp_path: Path):
    path = tmp_path / "NOTICE.md"
    path.write_text("# Notices\n\nBefore.\n")
    notice.write_notice(path, [entry("Dog", "Ann")])
    path.write_text(path.read_text() + "\nAfter.\n")
    notice.write_notice(path, [entry("Dog", "Eve")])
    once = path.read_text()
    notice.write_notice(path, [entry("Dog", "Eve")])
    assert path.read_text().split() == once.split()
    assert once.startswith("# Notices\n\nBefore.\n")
    assert once.rstrip().endswith("After.")
    assert "Eve" in once
    assert "Ann" not in once
