"""`engine ask` and `engine chat`: words about a concept, streamed as they come."""

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from engine import jobs
from engine.commands.border import keeps, report, wants_json
from engine.commands.choices import machine_options
from engine.errors import YoError
from engine.settings import Settings
from engine.watch import watch


@click.command(no_args_is_help=True)
@click.argument("name")
@click.argument("question")
@click.option("--photo", type=click.Path(path_type=Path), help="Ask about this photo.")
@machine_options
def ask(settings: Settings, name: str, question: str, photo: Path | None) -> None:
    """Ask QUESTION about NAME. The name stands in the question as a word.

    \b
    engine ask Bo "What colour is Bo?"
    engine ask Bo "Is Bo in this photo?" --photo walk.jpg
    """
    answer = watch(jobs.ask(name, question, photo, settings), speak=not wants_json())
    report({"name": name, "question": question, "answer": answer}, "")


@click.command()
@click.argument("name", required=False)
@machine_options
def chat(settings: Settings, name: str | None) -> None:
    """Talk, line by line, with NAME in mind; without NAME, with the base model.

    A line `/photo FILE` shows a photo with the next question; `/quit` or Ctrl-D ends. Earlier turns
    are remembered. With --json the questions are read from stdin, one a line.
    """
    from engine.runtime.conversation import Conversation

    keeps("Nothing of the chat is stored.")
    conversation, photo = Conversation(), None
    said: list[dict[str, str]] = []
    names = [name] if name else []
    for line in _lines():
        if line.startswith("/photo"):
            photo = _photo(line)
            continue
        job = jobs.chat(names, conversation, line, photo, settings)
        try:
            conversation = watch(job, speak=not wants_json())
        except YoError as error:
            if wants_json():
                raise
            click.echo(f"{error}\n{error.remedy}", err=True)
            continue
        said.append({"question": line, "answer": conversation.turns[-1].answer})
        photo = None
        if not wants_json():
            click.echo()
    if wants_json():
        report({"name": name, "turns": said})


def _lines() -> Iterator[str]:
    """What the person types until `/quit` or the end; empty lines count for nothing."""
    asking = sys.stdin.isatty()
    while True:
        if asking:
            click.echo("> ", nl=False, err=True)
        line = sys.stdin.readline()
        if not line or line.strip() == "/quit":
            return
        if line.strip():
            yield line.strip()


def _photo(line: str) -> Path | None:
    """The file of a `/photo FILE` line; None, with a word, where there is no such file."""
    file = Path(" ".join(shlex.split(line)[1:])).expanduser()
    if file.is_file():
        return file
    click.echo(f"There is no file {file}.", err=True)
    return None
