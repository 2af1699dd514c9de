"""People are taught from the command line only with a statement, which is kept."""

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli import commands
from engine.concepts.cards import Consent
from engine.learning.consent import NOTICE, STATEMENT
from engine.learning.keeping import open_library
from tests.desktop.learned import add

pytestmark = pytest.mark.usefixtures("short_lessons")


class Terminal(io.BytesIO):
    """What a person types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def tiny(tiny_checkpoint: Path) -> tuple[str, ...]:
    return ("--checkpoint", str(tiny_checkpoint), "--device", "cpu")


def engine(*words: object, types: str | None = None) -> Result:
    """The command with these words; `types` is what is typed at a terminal, None: there is none."""
    typed = None if types is None else Terminal(types.encode())
    return CliRunner().invoke(commands, [str(word) for word in words], input=typed)


def kept(name: str) -> Consent | None:
    with open_library() as library:
        return library.card(name).consent


def test_a_script_that_states_nothing_teaches_no_person(photos: list[Path], tiny: tuple[str, ...]):
    result = engine("learn", "Ada", *photos, "--kind", "person", *tiny)
    assert result.exit_code == 1
    assert "nobody can be asked" in result.stderr
    assert STATEMENT in result.stderr
    with open_library() as library:
        assert not list(library)


def test_a_script_states_it_by_an_option_and_it_is_kept(photos: list[Path], tiny: tuple[str, ...]):
    result = engine("learn", "Ada", *photos, "--kind", "person", "--consent", *tiny)
    assert result.exit_code == 0, result.output
    assert NOTICE in result.stderr
    consent = kept("Ada")
    assert consent is not None
    assert consent.statement == STATEMENT
    again = engine("learn", "Ada", "--continue", *tiny)
    assert "nobody can be asked" in again.stderr


def test_at_a_terminal_it_is_asked_and_a_no_ends_it(photos: list[Path], tiny: tuple[str, ...]):
    words = ("learn", "Ada", *photos, "--kind", "person", *tiny)
    refused = engine(*words, types="n\n")
    assert refused.exit_code == 1
    assert NOTICE in refused.stderr
    assert STATEMENT in refused.stderr
    assert engine(*words, types="y\n").exit_code == 0
    assert kept("Ada") is not None


def test_of_many_only_people_are_asked_about_and_once(
    photos: list[Path], tiny: tuple[str, ...], tmp_path: Path
):
    folder = str(photos[0].parent)
    tables = [
        f"[[concept]]\nname = {name!r}\nphotos = {folder!r}\nkind = {kind!r}"
        for name, kind in (("Ada", "person"), ("Bo", "pet"), ("Cy", "person"))
    ]
    (tmp_path / "family.toml").write_text("\n".join(tables))
    result = engine("learn", "--many", tmp_path / "family.toml", *tiny, types="y\n")
    assert result.exit_code == 0, result.output
    assert result.stderr.count("Ada, Cy: ") == 1
    assert [kept(name) is not None for name in ("Ada", "Bo", "Cy")] == [True, False, True]


def test_a_forecast_asks_for_nothing(photos: list[Path], tiny: tuple[str, ...]):
    result = engine("learn", "Ada", *photos, "--kind", "person", "--forecast", "--json", *tiny)
    assert json.loads(result.stdout)["fits"] is True


def test_a_concept_becomes_a_person_only_with_the_statement(home: Path, tmp_path: Path):
    add(tmp_path, "Bo")
    refused = engine("concepts", "kind", "Bo", "person")
    assert refused.exit_code == 1
    assert "nobody can be asked" in refused.stderr
    assert engine("concepts", "kind", "Bo", "person", types="n\n").exit_code == 1
    with open_library() as library:
        assert library.find("Bo").kind == "pet"
    assert engine("concepts", "kind", "Bo", "person", "--consent").exit_code == 0
    assert kept("Bo") is not None
    engine("concepts", "kind", "Bo", "object")
    assert engine("concepts", "kind", "Bo", "person").exit_code == 0  # what was stated holds
