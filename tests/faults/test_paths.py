"""Umlauts, spaces, quotes and other scripts in every path, also where the system speaks C."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.gallery.store import open_gallery
from engine.learning.keeping import open_library
from tests.desktop import drawn, learned
from tests.desktop.test_app import ROOT

ODD = "Größe & Maß 'ü' 日本 (1)"


@pytest.fixture
def odd_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private folder with a name that needs care, with a concept and a picture."""
    home = tmp_path / ODD / "Zuhause von Jörg"
    monkeypatch.setenv("YOCHAMELEON_HOME", str(home))
    learned.add(tmp_path / ODD / "Fotos", "Bö")
    drawn.kept(home, 1, prompt="Bö in voller Größe")
    return home


def told(*words: str) -> dict[str, object]:
    """What a command says, in a system without a language."""
    environment = {**os.environ, "LANG": "C", "LC_ALL": "C"}
    line = [sys.executable, "-m", "engine", *words, "--json"]
    done = subprocess.run(
        line, cwd=ROOT, env=environment, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    facts: dict[str, object] = json.loads(done.stdout)
    return facts


def test_a_concept_goes_out_and_comes_back(odd_home: Path, tmp_path: Path) -> None:
    file = tmp_path / ODD / "Kopie von Bö.concept"
    told("concepts", "export", "Bö", str(file))
    assert file.stat().st_size > 0
    with open_library() as library:
        library.delete("Bö")
        concept = library.import_file(file, fingerprint="f" * 64)
        assert concept.name == "Bö"


def test_a_picture_goes_out(odd_home: Path, tmp_path: Path) -> None:
    out = tmp_path / ODD / "Ausgang für Öl"
    out.mkdir()
    with open_gallery() as gallery:
        picture = gallery.ids()[0]
    told("gallery", "export", picture, "--out", str(out))
    [file] = out.iterdir()
    assert file.suffix == ".png" and file.stat().st_size > 0
