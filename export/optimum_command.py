"""`optimum-cli export yochameleon …`: our export for people who look for it in Optimum.

The wheel lays this file into Optimum's folder of commands, `optimum/commands/register`, which
`optimum-cli` reads. All options are those of `engine export`; so are its words and exit status.
"""

from argparse import SUPPRESS, ArgumentParser, Namespace
from typing import Any

import click
from optimum.commands.base import BaseOptimumCLICommand, CommandInfo
from optimum.commands.export.base import ExportCommand

from engine.cli import commands

NAME = "yochameleon"


class YoChameleonExportCommand(BaseOptimumCLICommand):  # type: ignore[misc] # Optimum is untyped
    """Reads the arguments as `optimum-cli` wants it, and hands them to `engine export`."""

    COMMAND = CommandInfo(NAME, help="Compile Chameleon or Anole: one model for every concept.")

    @staticmethod
    def parse_args(parser: ArgumentParser) -> None:
        """Declare each parameter of `engine export`; what was not given stays away."""
        for parameter in commands.commands["export"].params:
            _declare(parser, parameter)

    def run(self) -> None:
        """Compile. Ends the process with the exit status of `engine export`."""
        commands.main(["export", *spelled(self.args)], prog_name="engine")


def spelled(given: Namespace) -> list[str]:
    """The command line that `engine export` reads: options first, then what stands alone."""
    words: list[str] = []
    alone: list[str] = []
    for parameter in commands.commands["export"].params:
        value = getattr(given, str(parameter.name), None)
        if value is None or value is False:
            continue
        if isinstance(parameter, click.Argument):
            alone.append(str(value))
            continue
        values = value if isinstance(value, list) else [value]
        option = parameter.opts[0]
        words += [option] if value is True else [f"{option}={one}" for one in values]
    return [*words, "--", *alone]


def _declare(parser: ArgumentParser, parameter: click.Parameter) -> None:
    if isinstance(parameter, click.Argument):
        parser.add_argument(str(parameter.name), metavar=parameter.metavar)
        return
    assert isinstance(parameter, click.Option)
    settings: dict[str, Any] = {
        "dest": str(parameter.name),
        "default": SUPPRESS,
        "help": (parameter.help or "").replace("%", "%%"),
    }
    if parameter.is_flag:
        parser.add_argument(*parameter.opts, action="store_true", **settings)
    else:
        action = "append" if parameter.multiple else "store"
        parser.add_argument(*parameter.opts, action=action, metavar="VALUE", **settings)


REGISTER_COMMANDS = [(YoChameleonExportCommand, ExportCommand)]
