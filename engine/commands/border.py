"""What every command shares: how it prints its result, and how a failure is shown.

With --json a command prints one object on stdout; a failure a person can act on is the object
`{"error": …, "remedy": …}` there. Without it, results are sentences on stdout and failures are on
stderr. Exit status: 0 done, 1 such a failure, 2 wrong usage, 130 stopped with Ctrl-C.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from engine import gpu_errors
from engine.errors import YoError
from engine.files import refused

JSON, KEPT = "engine.json", "engine.kept"
STOPPED = 130
F = TypeVar("F", bound=Callable[..., Any])


class Border(click.Group):
    """The one place where a YoError becomes words. Anything else is a bug: it keeps its trace."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except YoError as error:
            _show_failure(ctx, error)
            raise click.exceptions.Exit(1) from error
        except (KeyboardInterrupt, click.Abort) as error:
            click.echo(f"Stopped. {ctx.meta.get(KEPT, '')}".rstrip(), err=True)
            raise click.exceptions.Exit(STOPPED) from error
        except Exception as error:
            if (trouble := refused(error) or gpu_errors.in_words(error)) is None:
                raise
            _show_failure(ctx, trouble)
            raise click.exceptions.Exit(1) from error


def json_option(command: F) -> F:
    """Add --json to a command."""
    return click.option(
        "--json",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_remember,
        help="Print one JSON object instead of sentences.",
    )(command)


def wants_json() -> bool:
    """Whether the running command was given --json."""
    return bool(click.get_current_context().meta.get(JSON))


def keeps(what: str) -> None:
    """Say what is still there should the person stop the running command from here on."""
    click.get_current_context().meta[KEPT] = what


def report(facts: Mapping[str, object], *lines: str) -> None:
    """Print the result: `facts` as one object with --json, else `lines`."""
    if wants_json():
        click.echo(json.dumps(facts, ensure_ascii=False, default=str))
        return
    for line in lines:
        click.echo(line)


def _remember(ctx: click.Context, _: click.Parameter, given: bool) -> None:
    if given:
        ctx.meta[JSON] = True


def _show_failure(ctx: click.Context, error: YoError) -> None:
    if ctx.meta.get(JSON):
        click.echo(json.dumps({"error": str(error), "remedy": error.remedy}, ensure_ascii=False))
    else:
        click.echo(f"{error}\n{error.remedy}", err=True)
