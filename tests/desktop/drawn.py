"""Pictures in a gallery, and a job that draws without a model."""

from pathlib import Path

from PIL import Image

from engine.events import Drawn, Job, Preview, Progress
from engine.gallery.drawing import DrawRequest
from engine.gallery.picture import Likeness, NewPicture, Picture, Subject
from engine.gallery.store import Gallery, open_gallery
from engine.settings import Settings

BO = Subject(concept="b" * 32, name="Bo", kind="pet", version=2)
MILA = Subject(concept="c" * 32, name="Mila", kind="person", version=1)


def kept(home: Path, *seeds: int, **fields: object) -> list[Picture]:
    """Pictures in the gallery of this home, one for each seed."""
    with Gallery(home / "library") as gallery:
        return [gallery.add(new(seed, **fields)) for seed in seeds]


def new(seed: int, **fields: object) -> NewPicture:
    """A picture that differs by its seed."""
    facts = {
        "prompt": f"Bo at sea {seed}",
        "subjects": (BO,),
        "sampling": {"seed": seed, "guidance": 2.5, "temperature": 0.7, "top_p": 0.9},
        "likeness": Likeness(0.4, 0.6),
    }
    return NewPicture(
        picture=Image.new("RGB", (32, 32), (seed * 37 % 256, 90, 160)),
        codes=(seed % 8192,),
        checkpoint="0" * 64,
        **(facts | fields),  # type: ignore[arg-type]
    )


def drawing(request: DrawRequest, settings: Settings) -> Job[list[Picture]]:
    """What `jobs.draw` says, with pictures of one colour."""
    done: list[Picture] = []
    for index, seed in enumerate(request.seeds):
        one = new(seed, prompt=request.prompts[0], batch="batch")
        yield Progress(index, request.count, "drawing")
        yield Preview(index, one.picture, 0.5)
        with open_gallery() as gallery:
            done.append(gallery.add(one))
        yield Drawn(index, done[-1].id)
    yield Progress(request.count, request.count, "drawing")
    return done
