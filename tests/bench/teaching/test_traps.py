"""Every trap of the list is there, and the test that it names exists."""

import ast
from pathlib import Path

import pytest

from bench.teaching.traps import TRAPS, section

TESTS = Path(__file__).resolve().parents[2]


def test_no_trap_of_the_list_is_missing():
    assert [one.number for one in TRAPS] == [*range(1, 35), *range(43, 47)]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: str(trap.number))
def test_the_test_that_covers_a_trap_exists(trap):
    file, name = trap.test.split("::")
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert name in names


def test_the_page_of_results_holds_the_table():
    page = (TESTS.parent / "docs" / "learning.md").read_text(encoding="utf-8")
    assert section() in page
