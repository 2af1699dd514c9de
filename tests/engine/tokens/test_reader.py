"""Photos are decoded in a process that may die, and that can reach nothing of this computer."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from engine.errors import InputError, SetupError
from engine.tokens import images
from engine.tokens.decoding import Answer, UnfitError
from engine.tokens.reader import Reader
from tests.engine.tokens.scripted_reader import YES

Photo = Callable[..., Image.Image]
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits")
SCRIPTED = "tests.engine.tokens.scripted_reader"


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader(SCRIPTED)
    yield reader
    reader.close()


def file_of(picture: Image.Image) -> bytes:
    content = io.BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()


def says_yes(reader: Reader, question: bytes) -> bool:
    return reader.photo(question).getpixel((0, 0)) == Image.new("RGB", (1, 1), YES).getpixel((0, 0))


def refusal(reader: Reader, content: bytes) -> Answer:
    with pytest.raises(UnfitError) as unfit:
        reader.photo(content)
    return unfit.value.answer


def gone(pid: int) -> bool:
    """Whether the process has ended, within ten seconds."""
    for _ in range(200):
        with suppress(ProcessLookupError):
            os.kill(pid, 0)
            time.sleep(0.05)
            continue
        return True
    return False


def test_a_photo_arrives_as_it_was_decoded(reader: Reader, photo: Photo):
    large = photo(size=(300, 200))
    assert reader.photo(file_of(large)).tobytes() == large.tobytes()


def test_one_process_reads_all_photos(reader: Reader, photo: Photo):
    reader.photo(file_of(photo(1)))
    first = reader.pid
    assert refusal(reader, b"no picture") is Answer.NO_PICTURE
    reader.photo(file_of(photo(2)))
    assert reader.pid == first


def test_a_photo_that_brings_the_decoder_down_is_damaged_and_the_next_is_read(
    reader: Reader, photo: Photo
):
    assert refusal(reader, b"crash") is Answer.DAMAGED
    assert reader.photo(file_of(photo())).tobytes() == photo().tobytes()


def test_a_photo_that_takes_for_ever_is_damaged(photo: Photo):
    reader = Reader(SCRIPTED, seconds=3)
    started = time.monotonic()
    assert refusal(reader, b"hang") is Answer.DAMAGED
    assert time.monotonic() - started < 30
    assert reader.photo(file_of(photo())).size == photo().size
    reader.close()


@POSIX
def test_a_photo_that_wants_all_memory_is_too_large(reader: Reader, photo: Photo):
    assert refusal(reader, b"devour") is Answer.TOO_LARGE
    assert reader.photo(file_of(photo())).size == photo().size


@POSIX
@pytest.mark.parametrize("act", [b"open", b"write", b"connect"])
def test_the_process_can_reach_no_file_and_no_network(act: bytes, reader: Reader):
    assert not says_yes(reader, act)


def test_what_a_decoder_prints_is_no_answer(reader: Reader):
    assert says_yes(reader, b"print")


def test_the_process_does_not_load_torch(reader: Reader):
    assert not says_yes(reader, b"torch")


def test_a_process_that_somebody_killed_is_started_again(reader: Reader, photo: Photo):
    reader.photo(file_of(photo()))
    assert reader.pid is not None
    os.kill(reader.pid, signal.SIGTERM)
    time.sleep(0.2)
    assert reader.photo(file_of(photo())).size == photo().size


def test_threads_get_their_own_photos(reader: Reader, photo: Photo):
    pictures = [photo(seed, size=(80 + seed, 60)) for seed in range(24)]
    with ThreadPoolExecutor(4) as threads:
        read = list(threads.map(reader.photo, map(file_of, pictures)))
    assert [one.tobytes() for one in read] == [one.tobytes() for one in pictures]


@POSIX
def test_an_answer_that_nobody_waited_for_is_not_the_next_ones(reader: Reader, photo: Photo):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    reader.photo(file_of(photo()))
    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(KeyboardInterrupt):
            reader.photo(b"hang")
    finally:
        signal.signal(signal.SIGALRM, before)
    assert reader.photo(file_of(photo())).tobytes() == photo().tobytes()


def test_a_process_that_cannot_be_started_is_not_the_photos_fault(photo: Photo):
    reader = Reader("engine.tokens.nowhere")
    with pytest.raises(SetupError, match="cannot be started"):
        reader.photo(file_of(photo()))
    assert reader.pid is None


@POSIX
def test_closing_ends_the_process(reader: Reader, photo: Photo):
    reader.photo(file_of(photo()))
    pid = reader.pid
    assert pid is not None
    reader.close()
    assert reader.pid is None
    assert gone(pid)


def test_closing_does_not_wait_for_a_photo_that_takes_for_ever(reader: Reader, photo: Photo):
    reader.photo(file_of(photo()))
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(refusal, reader, b"hang")
        time.sleep(0.3)
        started = time.monotonic()
        reader.close()
        assert time.monotonic() - started < 10
        assert asked.result() is Answer.DAMAGED


def printed(*lines: str) -> list[int]:
    """What a program prints that has `shared` and `content`, one picture's file."""
    known = (
        "import os",
        "from PIL import Image",
        "from engine.tokens.reader import shared",
        "from tests.engine.tokens.test_reader import file_of",
        "content = file_of(Image.new('RGB', (32, 32)))",
    )
    program = [sys.executable, "-c", "\n".join((*known, *lines))]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    return [int(number) for number in done.stdout.split()]


@POSIX
def test_the_process_goes_with_the_one_that_asked():
    (pid,) = printed(
        "shared().photo(content)",
        "print(shared().pid, flush=True)",
        "os.kill(os.getpid(), 9)",
    )
    assert gone(pid)


@POSIX
def test_a_forked_copy_of_a_process_starts_its_own():
    theirs, before, after = printed(
        "shared().photo(content)",
        "before = shared().pid",
        "if os.fork():",
        "    os.wait()",
        "    assert shared().photo(content).size == (32, 32)",
        "    print(before, shared().pid)",
        "else:",
        "    shared().photo(content)",
        "    print(shared().pid, flush=True)",
        "    shared().close()",
        "    os._exit(0)",
    )
    assert before == after != theirs


def test_a_file_larger_than_any_photo_is_refused_unread(tmp_path: Path):
    path = tmp_path / "huge.tiff"
    with path.open("wb") as file:
        file.truncate(2**30 + 1)
    with pytest.raises(InputError, match="too large"):
        images.read_photo(path)


def test_a_pictures_bytes_are_read_under_a_name(photo: Photo):
    assert images.read_content(file_of(photo()), "The picture").size == photo().size
    with pytest.raises(InputError, match=r"^The picture is not a picture"):
        images.read_content(b"words", "The picture")
