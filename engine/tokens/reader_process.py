"""The process that decodes pictures: bytes in, pixels out, and nothing else of this computer.

Started by `reader` as `python -m engine.tokens.reader_process`. Once every decoder is loaded it can
open no file and no socket, take no more memory than a sound photo needs, and write no file.
"""

import io
import os
import signal
import struct
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum
from typing import BinaryIO, TypeAlias

from PIL.Image import Image

from engine.tokens.decoding import Answer, UnfitError, decoded, learn_formats, located

Decode: TypeAlias = Callable[[BinaryIO], Image]

READY = b"R"
"""What is said once, when the first question can be asked."""
QUESTION = struct.Struct("<BQ")
"""What is asked, and how many bytes of the picture file follow."""
ANSWER = struct.Struct("<BII")
"""An `Answer` and two numbers: the picture's width and height, or (1, 0) for yes, (0, 0) for no.

Where pixels were asked for and the picture is sound, width · height · 3 bytes of RGB follow.
"""
MEMORY = 4 * 2**30
"""Bytes of address space; the largest photo, with transparency, takes three quarters of it."""
SECONDS = 60
"""Of one processor, for one picture."""

_BAND = 64  # rows that are handed over at once: they stay in the processor's cache


class Question(IntEnum):
    """What can be asked about a picture file."""

    PIXELS = 0
    LOCATED = 1


def main(decode: Decode = decoded) -> None:
    """Answer questions until nobody is there to ask them."""
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is meant for who asks
    os.dup2(2, 1)  # whatever a decoder prints is no answer
    learn_formats()
    _limit()
    answers.write(READY)
    answers.flush()
    while head := questions.read(QUESTION.size):
        question, length = QUESTION.unpack(head)
        _allow_time()
        file = io.BytesIO(questions.read(length))
        if question == Question.LOCATED:
            answers.write(ANSWER.pack(Answer.SOUND, located(file), 0))
        else:
            _hand_over(file, decode, answers)
        answers.flush()


def _hand_over(file: BinaryIO, decode: Decode, answers: BinaryIO) -> None:
    """The pixels, in bands, or why there are none."""
    try:
        photo = decode(file)
    except UnfitError as unfit:
        answers.write(ANSWER.pack(unfit.answer, *unfit.size))
        return
    answers.write(ANSWER.pack(Answer.SOUND, *photo.size))
    for top in range(0, photo.height, _BAND):
        bottom = min(top + _BAND, photo.height)
        answers.write(photo.crop((0, top, photo.width, bottom)).tobytes())


def _limit() -> None:
    """Give up what decoding does not need, for good. Windows has no such limits."""
    with suppress(ImportError):
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),  # a dump would hold a person's photo
            (resource.RLIMIT_NOFILE, 0),
        ):
            with suppress(OSError, ValueError):  # macOS knows not all of them
                resource.setrlimit(kind, (most, most))


def _allow_time() -> None:
    """Let the next picture have its seconds of a processor; then the system ends this process."""
    with suppress(ImportError, OSError, ValueError):  # a lower limit may be set from outside
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
