"""Answers in a chat, as jobs: one that is kept as it comes, and one that nobody keeps.

What was said until then stays when a job is closed; a kill loses half a second of words at most.
"""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING

from engine import jobs
from engine.chats.concepts import keep_in_gallery, loaded, photos_of
from engine.chats.entries import PICTURE, Fact, Message, NewPicture, State, Used, Way
from engine.chats.memory import FRAME, exchanges, opened, remembered
from engine.chats.store import ChatStore, open_chats
from engine.events import Event, Job, Preview, Said
from engine.settings import Settings

if TYPE_CHECKING:
    from PIL.Image import Image

    from engine.runtime.drawing import Drawing
    from engine.runtime.sampling import Sampling
    from engine.runtime.session import Session

KEPT_EVERY = 0.4
"""Seconds between two writings of an answer that is still coming."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a message is to be answered."""

    way: Way = Way.WORDS
    seed: int = 0
    """0 says the likeliest words; any other number says them livelier, each in its own way."""


@dataclass(slots=True)
class Draft:
    """An answer as far as it has come, heard from the events of its job."""

    text: str = ""
    pictures: "list[Image]" = field(default_factory=list)
    sketch: "Image | None" = None
    """A picture that is still being drawn."""

    def hear(self, event: Event) -> None:
        """Take over what is said and drawn."""
        match event:
            case Said(text):
                self.text += text
            case Preview(picture=picture, done=done):
                self.sketch = picture
                if done >= 1:
                    self.end_sketch()

    def end_sketch(self) -> None:
        """What is drawn of a picture is the picture."""
        if self.sketch is not None:
            self.pictures.append(self.sketch)
            self.text += PICTURE
            self.sketch = None

    @property
    def empty(self) -> bool:
        """Nothing was said or drawn."""
        return not self.text.strip()


def answer(message: int, wish: Wish, settings: Settings) -> Job[int]:
    """Answer the person's message with this id, and keep the answer as it comes; returns its id.

    Closing the job keeps what was said until then. InputError where a concept of the chat is gone.
    """
    with open_chats() as store:
        path = store.path(message)
        concepts = store.chat_of(message).concepts
        begun = store.answer(message, _facts(wish, concepts))
        job = respond(path, concepts, wish, settings)
        drawings = yield from _kept(job, store, begun)
    keep_in_gallery(drawings, concepts)
    return begun.id


def respond(
    path: Sequence[Message], concepts: Sequence[Used], wish: Wish, settings: Settings
) -> Job[list["Drawing"]]:
    """Answer the last message of `path`; keeps nothing. Words and pictures are in the events.

    A picture is finished with a preview of all of it (`done` is 1). Returns what was drawn.
    """
    from engine.runtime.conversation import Conversation, Turn
    from engine.runtime.session import ANSWER_LENGTH, CAPTION_QUESTION

    session = yield from jobs.open_session(loaded(concepts), settings)
    *earlier, last = exchanges(path)
    question = last.text or CAPTION_QUESTION
    photo = opened(last.photo) if last.photo else None
    if wish.way is Way.PICTURE:
        return (yield from _drawn(session, question, photo, wish))
    pictures = (photo is not None) + (wish.way is Way.BOTH)
    needed = session.length([Turn(text=question)])
    needed += pictures * (session.tokenizer.image_length + FRAME)
    room = session.backend.context - ANSWER_LENGTH - needed
    turns = yield from remembered(session, earlier, room)
    voice, hand = _sampling(wish)
    if wish.way is Way.WORDS:
        yield from session.chat(Conversation(turns), question, photo, sampling=voice)
        return []
    answered = yield from session.compose(
        question, photo, sampling=voice, drawing=hand, before=turns
    )
    return [piece for piece in answered if not isinstance(piece, str)]


def png(picture: "Image") -> NewPicture:
    """A drawn picture as it is kept: a PNG without metadata."""
    content = BytesIO()
    picture.save(content, format="PNG", compress_level=1)
    width, height = picture.size
    return NewPicture(data=content.getvalue(), width=width, height=height, drawn=True)


def _kept(job: Job[list["Drawing"]], store: ChatStore, begun: Message) -> Job[list["Drawing"]]:
    """The same job; what it says and draws is kept in the message that was begun."""
    draft, state = Draft(), State.STOPPED
    pen = _Pen(store, begun)
    try:
        with closing(job):
            while True:
                event = next(job)
                draft.hear(event)
                pen.write_now_and_then(draft)
                yield event
    except StopIteration as done:
        state = State.WHOLE
        drawings: list[Drawing] = done.value
        return drawings
    finally:
        draft.end_sketch()
        if draft.empty and state is State.STOPPED:
            store.discard(begun.id)
        else:
            pen.write(draft, state)


class _Pen:
    """Writes a draft into its message, as often as is worth it."""

    def __init__(self, store: ChatStore, begun: Message) -> None:
        self._store, self._begun = store, begun
        self._text, self._pictures, self._written = "", 0, time.monotonic()

    def write_now_and_then(self, draft: Draft) -> None:
        """Write what is new, unless something was written just before."""
        if draft.text != self._text and time.monotonic() - self._written >= KEPT_EVERY:
            self.write(draft, State.WRITING)

    def write(self, draft: Draft, state: State) -> None:
        """Write all."""
        pictures = [png(picture) for picture in draft.pictures[self._pictures :]]
        self._store.write(self._begun.id, draft.text, state, pictures, self._begun)
        self._text, self._pictures = draft.text, len(draft.pictures)
        self._written = time.monotonic()


def _drawn(
    session: "Session", caption: str, photo: "Image | None", wish: Wish
) -> Job[list["Drawing"]]:
    drawings = yield from session.imagine(caption, photo, sampling=_sampling(wish)[1])
    yield Preview(0, drawings[0].picture, 1.0)
    return drawings


def _sampling(wish: Wish) -> tuple["Sampling", "Sampling"]:
    """How words and how pictures are drawn."""
    from engine.runtime.sampling import GREEDY, IMAGE, TEXT

    return (replace(TEXT, seed=wish.seed) if wish.seed else GREEDY), replace(IMAGE, seed=wish.seed)


def known_as(concepts: Sequence[Used]) -> str:
    """Which concepts an answer knew, as it keeps them: `Bo 1, Mila 2`."""
    return ", ".join(f"{used.name} {used.version}" for used in concepts)


def _facts(wish: Wish, concepts: Sequence[Used]) -> dict[str, Fact]:
    known = known_as(concepts)
    facts: dict[str, Fact] = {"way": wish.way.value, "seed": wish.seed, "concepts": known}
    return facts | {"photos": photos_of(concepts)} if concepts else facts
