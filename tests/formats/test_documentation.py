"""docs/formats.md names every field that is written, and none that is not."""

import json
import re
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open

from engine.backup import contents
from engine.concepts import format as concept_format
from engine.concepts.concept import Concept
from engine.concepts.library import ConceptLibrary
from engine.runtime import compiled
from tests.test_architecture import ROOT

PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
HERE = Path(__file__).parent


def section(heading: str) -> str:
    """What stands under a heading, up to the next one of its level."""
    level = heading.split(" ", 1)[0]
    begin = PAGE.index(f"\n{heading}\n")
    end = re.compile(rf"\n#{{2,{len(level)}}} ").search(PAGE, begin + len(heading))
    return PAGE[begin : end.start() if end else len(PAGE)]


def rows(text: str) -> list[list[str]]:
    """The rows of its tables, without headings."""
    found = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [cells for cells in found if cells[0].startswith("`") and cells[-1] != "what"]


def ticked(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def described(heading: str) -> dict[str, str]:
    """Each name in a first column, and what its row says."""
    return {ticked(cells[0])[0]: " | ".join(cells[1:]) for cells in rows(section(heading))}


def names(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


def test_a_concept_file_has_the_facts_and_tensors_that_are_described() -> None:
    written = described("## `.concept`")
    with safe_open(HERE / "concept-3.concept", framework="np") as file:
        metadata, tensors = file.metadata(), set(file.keys())
    facts = json.loads(metadata["concept"])
    assert set(metadata) == {"format", "concept"}
    assert set(written) == set(facts) | tensors
    assert f"Format {concept_format.FORMAT}," in section("## `.concept`")
    kinds = ticked(written["kind"])
    assert kinds == ["pet", "person", "object"]


def test_the_rows_of_a_concept_are_as_many_as_is_said() -> None:
    bo = Concept.load(HERE / "concept-1.concept")
    assert bo.layout == "self-prompting"
    assert bo.embeddings.shape[0] == 1 + 2 * bo.latent_tokens
    assert bo.embeddings.dtype == np.float32


@pytest.fixture
def tables(tmp_path: Path) -> dict[str, set[str]]:
    """Every table of a new list with its columns, but for those that SQLite keeps for itself."""
    ConceptLibrary(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "library.db")) as db:
        found = [
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        own = re.compile(r"_sqlite_migrations|sqlite_\w+|message_words_\w+")
        return {
            name: {row[1] for row in db.execute(f"PRAGMA table_info({name})")}
            for name in found
            if not own.fullmatch(name)
        }


def test_the_list_has_the_tables_and_columns_that_are_described(
    tables: dict[str, set[str]],
) -> None:
    written = {ticked(cells[0])[0]: ticked(cells[1]) for cells in rows(section("### `library.db`"))}
    assert all(len(set(columns)) == len(columns) for columns in written.values())
    assert {name: set(columns) for name, columns in written.items()} == tables


def test_a_backup_has_the_facts_that_are_described() -> None:
    written = described("## A backup")
    assert set(written) == names(contents.Backup) | {"format"}
    assert set(ticked(written["files"])) - {contents.LIST} == names(contents.Held)
    assert written["format"] == str(contents.FORMAT)
    with zipfile.ZipFile(HERE / "backup-1.zip") as archive:
        assert set(json.loads(archive.read(contents.CONTENTS))) == set(written)


def test_a_manifest_has_the_facts_that_are_described() -> None:
    written = described("## A compiled model")
    assert set(written) == names(compiled.Manifest) | {"format"}
    assert written["format"] == str(compiled.FORMAT)
    assert set(ticked(written["sizes"])) == names(compiled.Sizes)
    inner = names(compiled.Part) | names(compiled.File) | names(compiled.Value)
    assert set(ticked(written["parts"])) == {*compiled.PARTS, *inner}
