"""Questions about a concept with their answers, as a file that a person corrects before learning.

The base model answers them from the photos, and what it gets wrong is learned wrong.
"""

import json
from pathlib import Path
from typing import Any, TypeAlias

from engine.errors import InputError
from engine.events import Job
from engine.files import write_whole
from engine.learning.intake import photo_files
from engine.open_model import LearningBase

Pairs: TypeAlias = tuple[tuple[str, str], ...]
"""Questions, with `{name}` where the concept's name belongs, and their answers."""

NAME = "{name}"
ASKED = "asked.json"
"""A person's own file, kept where the learning lies so that it can go on without the original."""
LONGEST = 2000
"""Letters of a question or an answer."""
MOST = 1000
_SHAPE = f'Write {{"questions": [{{"question": "What is {NAME}?", "answer": "A red cup."}}]}}.'


def write_questions(
    photos: tuple[Path, ...], kind: str, file: Path, opening: Job[LearningBase]
) -> Job[Pairs]:
    """Ask the base model about the photos, and write questions and answers to `file` as JSON.

    InputError names a photo that cannot be read; SetupError where the file cannot be written.
    """
    from engine.training.labelling import MOST_PHOTOS, ask_base
    from engine.training.photos import Encoder, read_photos
    from engine.training.pool import Chosen

    files = photo_files(photos)[:MOST_PHOTOS]
    base = yield from opening
    size, fingerprint = base.tokenizer.image_size, base.checkpoint.fingerprint
    encoder = Encoder(model=base.model, image_size=size, base_model=fingerprint)
    seen = yield from read_photos(encoder, files, Chosen(), flips=False)
    codes = [photo.plain for photo in seen.positives]
    pairs = yield from ask_base(base.model, base.tokenizer, codes, kind)
    write_whole(file, encoded(pairs))
    return pairs


def encoded(pairs: Pairs) -> bytes:
    """The file's content."""
    questions = [{"question": question, "answer": answer} for question, answer in pairs]
    return f"{json.dumps({'questions': questions}, indent=2, ensure_ascii=False)}\n".encode()


def read_questions(file: Path) -> Pairs:
    """What a person made of it. InputError says which question makes no sense, and why."""
    try:
        written = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{file} cannot be read.", remedy="Check its name.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file} is no JSON: {error}.", remedy=_SHAPE) from error
    questions = written.get("questions") if isinstance(written, dict) else None
    if not isinstance(questions, list) or len(questions) > MOST:
        raise InputError(f"{file} holds no list of at most {MOST} questions.", remedy=_SHAPE)
    return tuple(_pair(one, number) for number, one in enumerate(questions, start=1))


def _pair(written: Any, number: int) -> tuple[str, str]:
    found = written if isinstance(written, dict) else {}
    question, answer = (str(found.get(key) or "").strip() for key in ("question", "answer"))
    if not question or not answer:
        raise InputError(f"Question {number} has no words or no answer.", remedy=_SHAPE)
    if max(len(question), len(answer)) > LONGEST:
        raise InputError(
            f"Question {number} is too long.", remedy=f"Use at most {LONGEST} letters for each."
        )
    if NAME not in question:
        raise InputError(
            f"Question {number} does not say what it is about.",
            remedy=f"Write {NAME} where the concept's name belongs.",
        )
    return question, answer
