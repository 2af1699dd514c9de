"""Every bench can be started, whatever was renamed around it."""

from importlib import import_module
from pathlib import Path

import pytest

import bench

NAMES = sorted(path.stem for path in Path(bench.__path__[0]).glob("[a-z]*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_what_a_bench_is_made_of_is_there(name: str) -> None:
    assert import_module(f"bench.{name}").__doc__
