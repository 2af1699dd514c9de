"""Every command speaks JSON, and README's table of commands is true."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from engine.cli import commands

README = Path(__file__).resolve().parents[2] / "README.md"


def paths(group: click.Group, *before: str) -> Iterator[tuple[str, ...]]:
    """The words of every command that does something."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from paths(command, *before, name)
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield (*before, name)


def found(*words: str) -> tuple[click.Command, list[str]]:
    """The command that these words lead to, and the words that it is given."""
    command: click.Command = commands
    rest = list(words)
    while rest and isinstance(command, click.Group) and rest[0] in command.commands:
        command = command.commands[rest.pop(0)]
    return command, rest


def options(command: click.Command) -> set[str]:
    """What can be given to it, such as `--json`."""
    return {word for one in command.params for word in one.opts} | {"--help"}


def rows() -> list[str]:
    """The first column of the table of commands."""
    text = README.read_text(encoding="utf-8")
    table = text.split("| command | what it does |", 1)[1].split("\n\n", 1)[0]
    return [re.split(r"(?<!\\)\|", line)[1] for line in table.splitlines()[2:]]


@pytest.mark.parametrize("path", list(paths(commands)), ids=" ".join)
def test_every_command_prints_json(path: tuple[str, ...]) -> None:
    assert "--json" in options(found(*path)[0])


@pytest.mark.parametrize("row", rows())
def test_what_the_table_of_commands_shows_exists(row: str) -> None:
    group: list[str] = []
    for code in re.findall(r"`([^`]+)`", row):
        words = shlex.split(code.replace("\\|", "|"))
        words = words[1:] if words[0] == "engine" else [*group, *words]
        command, rest = found(*words)
        group = words[: len(words) - len(rest) - 1]
        assert not isinstance(command, click.Group) or command.invoke_without_command, code
        assert {word for word in rest if re.match(r"-+[a-z]", word)} <= options(command), code


def test_the_table_of_commands_has_all_that_engine_does() -> None:
    shown = {
        shlex.split(code)[1] for row in rows() for code in re.findall(r"`(engine [^`]+)`", row)
    }
    assert shown == set(commands.commands)
