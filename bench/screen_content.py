"""What is real in the pictures of docs/screenshots: one concept, its drawings, talks about it.

    python -m bench.screen_content FOLDER

Fills a private folder by the command line as a person would, with the bundled mini: it learns Mila
from the sample photos, draws her in six places, and asks two questions. Nothing is chosen or
improved afterwards. It takes some minutes; a folder that is filled already is left as it is.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from engine.paths import RESOURCES

SAMPLES = RESOURCES / "samples" / "mila"
PROMPTS = (
    "a photo of Mila on the beach",
    "a photo of Mila in the snow",
    "a photo of Mila in the park",
    "a photo of Mila in the forest",
    "a photo of Mila at sunset",
    "a photo of Mila in a studio",
)
EACH = 4
TITLE = "Mila on the beach"


def fill(home: Path) -> None:
    """Learn, draw and talk in `home`, unless that was done before."""
    if (home / "filled").exists():
        return
    photos = [str(SAMPLES / f"{number}.webp") for number in (1, 2, 3, 4)]
    _engine(home, "learn", "Mila", *photos, "--kind", "pet", "--no-crop")
    _engine(home, "concepts", "tag", "Mila", "family", "summer")
    _engine(home, "concepts", "note", "Mila", "Loves the red ball.")
    with tempfile.TemporaryDirectory() as copies:
        for seed, prompt in enumerate(PROMPTS, start=1):
            wish = ("imagine", "Mila", prompt, "-n", str(EACH), "--seed", str(10 * seed))
            _engine(home, *wish, "--out", copies)
    _talk(home)
    (home / "filled").touch()


def _talk(home: Path) -> None:
    """Questions of the sort that the mini answers best, as README says."""
    new = str(SAMPLES / "new.webp")
    count = _engine(home, "chats", "new")
    _engine(home, "chats", "say", count, "How many things are in this photo?", "--photo", new)
    chat = _engine(home, "chats", "new", "--concept", "Mila")
    _engine(home, "chats", "say", chat, "Where was this photo of Mila taken?", "--photo", new)
    _engine(home, "chats", "say", chat, PROMPTS[0], "--way", "picture")
    _engine(home, "chats", "rename", chat, TITLE)
    _engine(home, "chats", "pin", chat)


def _engine(home: Path, *words: str) -> str:
    """Run one command of the product; what it prints. Its own words tell what went wrong."""
    print("engine", *words, file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "engine", *words],
        env=os.environ | {"YOCHAMELEON_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.strip()


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
