"""A decoder of another size beside a work folder, on its image tokenizer, pictures and words.

    python -m recipes.mini.beside --hours 1.5

Then `python3 dev.py bench reproduction --checkpoint mini --checkpoint build/mini-small/mini-small`
asks the paper's claims of both. What differs between them is the decoder alone: pictures look the
same, so that one metric serves both. Nothing is written to the work folder or to resources, and
the checkpoint never ships. Started again it goes on where it was stopped; more hours continue it.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from recipes.mini import decoder, image_tokenizer, picture_decoder, sitting
from recipes.mini.assemble import assemble, tokenizer_file
from recipes.mini.checkpoint import vocabulary_map
from recipes.mini.fetch import WORK
from recipes.mini.sizes import SMALL, Size

OWN = WORK.with_name("mini-small")
NEEDED = ("gbuffers", "places", "pictures", image_tokenizer.FILE, picture_decoder.FILE)


def share(work: Path, own: Path, size: Size) -> None:
    """Lay what a decoder needs of `work` into `own`: links, and the words with a config of `size`.

    FileNotFoundError where `work` is not that far: its codes would be those of random weights.
    """
    needed = [*(work / name for name in NEEDED), tokenizer_file(work)]
    if missing := [path for path in needed if not path.exists()]:
        raise FileNotFoundError(f"Train the mini first: {missing[0]} is not there")
    own.mkdir(parents=True, exist_ok=True)
    for name in NEEDED:
        (own / name).unlink(missing_ok=True)
        (own / name).symlink_to((work / name).resolve())
    words, text = tokenizer_file(own), tokenizer_file(work).read_text(encoding="utf-8")
    words.parent.mkdir(exist_ok=True)
    words.write_text(text, encoding="utf-8")
    config = size.config(vocabulary_map(text)).to_dict()
    (words.parent / "config.json").write_text(json.dumps(config, indent=1) + "\n")


def learn(work: Path, own: Path, size: Size, minutes: float, out: Path) -> Iterator[str]:
    """Train the decoder for so many minutes in all, then assemble `out`; yields lines."""
    share(work, own, size)
    for facts in decoder.learn(own, size, tokenizer_file(own).parent, minutes):
        yield sitting.line(facts, minutes)
    assemble(own, size, out)
    yield f"checkpoint in {out}"


def main() -> None:
    """Train and assemble, with a line on stderr for each step."""
    parser = argparse.ArgumentParser(prog="python -m recipes.mini.beside", description=__doc__)
    parser.add_argument("--hours", type=float, default=1.5, help="of training")
    parser.add_argument("--work", type=Path, default=WORK, help="whose pictures and words it reads")
    parser.add_argument("--own", type=Path, default=OWN, help="where everything unfinished lies")
    parser.add_argument("--out", type=Path, help="the checkpoint; default: OWN/mini-small")
    asked = parser.parse_args()
    out = asked.out or asked.own / OWN.name
    for step in learn(asked.work, asked.own, SMALL, asked.hours * 60, out):
        print(step, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
