"""The `engine` command: joins the commands and starts them. One of the composition roots."""

import io
import sys

import click

from engine.commands.border import Border
from engine.commands.chats import chats
from engine.commands.checkpoints import checkpoints
from engine.commands.concepts import concepts
from engine.commands.diagnose import diagnose
from engine.commands.doctor import doctor
from engine.commands.evaluate import evaluate
from engine.commands.export import export
from engine.commands.gallery import gallery
from engine.commands.imagine import imagine
from engine.commands.learn import learn
from engine.commands.library import library
from engine.commands.photos import photos
from engine.commands.pool import pool
from engine.commands.questions import questions
from engine.commands.settings import settings
from engine.commands.storage import storage
from engine.commands.styles import styles
from engine.commands.talk import ask, chat
from engine.commands.upscalers import upscalers
from engine.offline import stay_offline


@click.group(
    cls=Border,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="yochameleon")
def commands() -> None:
    """Teach a model about your own dog, friend or cup; ask about it; draw it. All on this computer.

    \b
    engine learn Bo photos/bo/                    teach it
    engine ask Bo "Is Bo in this?" --photo x.jpg  ask
    engine chat Bo                                talk; `engine chats` keeps what is said
    engine imagine Bo "a photo of Bo at the sea"  draw
    engine export mini                            make a base model faster on this computer

    Photos, answers and drawings never leave this computer. The library lies in the folder that
    `engine doctor` names; the variable YOCHAMELEON_HOME moves it.
    """


for command in (
    learn,
    pool,
    questions,
    ask,
    chat,
    chats,
    imagine,
    gallery,
    styles,
    upscalers,
    photos,
    evaluate,
    concepts,
    checkpoints,
    export,
    settings,
    storage,
    library,
    doctor,
    diagnose,
):
    commands.add_command(command)


def main() -> None:
    """Run the program and end the process with its exit status."""
    stay_offline()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # Windows: a pipe may not take every letter
    commands(prog_name="engine")
