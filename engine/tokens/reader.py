"""Decodes a person's photos in a process of its own, which may die without taking us along.

One process, started with the first photo and anew where it died (docs/decisions/013).
"""

import atexit
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Timer
from typing import IO

from PIL import Image

from engine.errors import SetupError
from engine.tokens.decoding import LARGEST_AREA, Answer, UnfitError
from engine.tokens.reader_process import ANSWER, QUESTION, READY, Question

LARGEST_FILE = 2**30
"""Bytes; the largest photo in 16 bits a channel, uncompressed, takes three quarters of it."""
PATIENCE = 180
"""Seconds of the clock for one picture: others may want the processors as well."""
PROGRAM = "engine.tokens.reader_process"
_ROOT = Path(__file__).resolve().parents[2]
_SPARING = {  # of threads and address space, which are limited over there
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "PILLOW_BLOCKS_MAX": "4",  # 64 MB that the next photo need not be given anew
}


class Reader:
    """Asks the process about one picture file at a time; any thread may ask."""

    def __init__(self, program: str = PROGRAM, seconds: float = PATIENCE) -> None:
        """`program` is the module that is run, `seconds` what one picture may take."""
        self._program = program
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = Lock()

    def photo(self, content: bytes) -> Image.Image:
        """The file's pixels as RGB. UnfitError where it is not sound, or the process died of it."""
        with self._asked(Question.PIXELS, content) as (size, answers):
            if size[0] * size[1] > LARGEST_AREA:
                raise ValueError("no answer of ours")
            return Image.frombytes("RGB", size, _exactly(answers, 3 * size[0] * size[1]))

    def located(self, content: bytes) -> bool:
        """Whether the picture file says where it was taken. False where it cannot be read."""
        try:
            with self._asked(Question.LOCATED, content) as (found, _):
                return bool(found[0])
        except UnfitError:
            return False

    @property
    def pid(self) -> int | None:
        """The process's id while it lives."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def close(self) -> None:
        """End the process and wait for that. The next question starts another.

        Whoever waits for an answer has a damaged photo: an app that ends waits for no decoder.
        """
        process = self._process
        if process is not None:
            process.kill()
        with self._turn:
            self._end()

    @contextmanager
    def _asked(
        self, question: Question, content: bytes
    ) -> Iterator[tuple[tuple[int, int], IO[bytes]]]:
        """The two numbers of the answer, and where pixels can be read from."""
        if len(content) > LARGEST_FILE:
            raise UnfitError(Answer.TOO_LARGE)
        with self._turn:
            questions, answers = self._pipes()
            try:
                with self._watched():
                    questions.write(QUESTION.pack(question, len(content)))
                    questions.write(content)
                    questions.flush()
                    answer, *size = ANSWER.unpack(_exactly(answers, ANSWER.size))
                    if answer != Answer.SOUND:
                        raise UnfitError(Answer(answer), (size[0], size[1]))
                    yield (size[0], size[1]), answers
            except UnfitError:
                raise
            except (OSError, EOFError, ValueError) as error:
                self._end()
                raise UnfitError(Answer.DAMAGED) from error
            except BaseException:  # such as Ctrl+C: the next answer would be this one's
                self._end()
                raise

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """Of a process that is ready; SetupError where none can be started."""
        process = self._process
        if process is None or process.poll() is not None:
            self._end()
            process = self._process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        return process.stdin, process.stdout

    def _started(self) -> subprocess.Popen[bytes]:
        known = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        try:
            process = subprocess.Popen(  # noqa: S603 - this Python, a module of ours
                [sys.executable, "-P", "-m", self._program],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **_SPARING, "PYTHONPATH": known},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise _not_started() from error
        self._process = process
        with self._watched():
            if process.stdout is None or process.stdout.read(len(READY)) != READY:
                self._end()
                raise _not_started()
        return process

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Kill the process where it takes too long; whoever reads from it then sees the end."""
        assert self._process is not None
        clock = Timer(self._seconds, self._process.kill)
        clock.daemon = True
        clock.start()
        try:
            yield
        finally:
            clock.cancel()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what was not sent has nowhere to go
                        pipe.close()
            process.wait()


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    """So many bytes; EOFError where the process ended before."""
    found = pipe.read(length)
    if len(found) < length:
        raise EOFError("the process that reads pictures has gone")
    return found


def _not_started() -> SetupError:
    return SetupError(
        "The part of the app that reads photos cannot be started.",
        remedy="Close other programs and try again; if that does not help, install the app again.",
    )


_SHARED = [Reader()]


def shared() -> Reader:
    """The one of this process."""
    return _SHARED[0]


def _renew() -> None:
    """A forked copy of us has no part in the pipes of the original."""
    _SHARED[0] = Reader()


def _close() -> None:
    _SHARED[0].close()


atexit.register(_close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
