"""Drawing and the gallery, with pictures of the pool in place of drawn ones."""

from collections.abc import Callable

import numpy as np
from PIL import Image
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from bench.screenshots import Scene, settle
from desktop.app import Desktop
from desktop.state.drawing import DrawingState, Reuse
from desktop.state.navigation import Place
from desktop.state.pictures import PictureModel
from desktop.state.upscalers import UpscalersState
from desktop.views.compare_dialog import CompareDialog
from desktop.views.export_dialog import ExportDialog
from desktop.views.sheet_dialog import SheetDialog
from desktop.views.style_dialog import StyleDialog
from desktop.widgets.concept_edit import ConceptEdit
from desktop.widgets.picture_tiles import PictureTiles
from engine import jobs
from engine.concepts.concept import Concept
from engine.concepts.entries import NewPhoto
from engine.concepts.library import ConceptLibrary
from engine.events import Drawn, Job, Preview, Progress, finish
from engine.gallery.drawing import DrawRequest
from engine.gallery.files import png
from engine.gallery.picture import Likeness, NewPicture, Picture, Subject
from engine.gallery.query import Query
from engine.gallery.store import Gallery
from engine.paths import RESOURCES
from engine.settings import Settings
from engine.tokens.images import read_photo, square
from engine.vision import upscalers
from tests.engine.vision.networks import upscaler as network

_SIDE = 96
_PROMPTS = (
    "a photo of Mila on the beach",
    "Mila in the snow",
    "a drawing of Mila, blue background",
    "Mila beside a red car",
)


def draw(desktop: Desktop) -> QWidget:
    """A job is half done: two pictures are finished, two grow."""
    _library(desktop)
    jobs.draw = _half_drawn(desktop)  # type: ignore[assignment]  # the scene says what is drawn
    desktop.window.show_place(Place.DRAW)
    desktop.context.navigation.go(Place.DRAW, Reuse(prompt=_PROMPTS[0], names=("Mila",), seed=20))
    settle(0.5)
    desktop.context.actions.find("draw.more").trigger()
    desktop.context.actions.find("draw.start").trigger()
    settle(0.8)
    return desktop.window


def draw_empty(desktop: Desktop) -> QWidget:
    """Before the first picture, while a concept's name is typed."""
    _library(desktop)
    desktop.window.show_place(Place.DRAW)
    settle(0.5)
    edit = desktop.window.findChild(ConceptEdit)
    if edit is not None:
        edit.set_text("@Mila on a red chair")
    return desktop.window


def gallery(desktop: Desktop) -> QWidget:
    """Many pictures, the one that is most like the concept looked at."""
    liked = _fill(desktop, 40)
    desktop.window.show_place(Place.GALLERY)
    desktop.context.navigation.go(Place.GALLERY, Query())
    settle(1.0)
    tiles = _tiles(desktop)
    model = tiles.model()
    assert isinstance(model, PictureModel)
    tiles.setCurrentIndex(model.index(model.row_of(liked[0].id), 0))
    settle(1.5)
    return desktop.window


def gallery_empty(desktop: Desktop) -> QWidget:
    """Nothing was drawn yet."""
    desktop.window.show_place(Place.GALLERY)
    desktop.context.navigation.go(Place.GALLERY, None)
    settle(0.5)
    return desktop.window


def compare(desktop: Desktop) -> QWidget:
    """Two pictures side by side, closer."""
    left, right = _fill(desktop, 2)[:2]
    dialog = CompareDialog(left, right, desktop.context.actions, desktop.window)
    dialog.show()
    settle(0.2)
    desktop.context.actions.find("compare.in").trigger()
    return dialog


def sheet(desktop: Desktop) -> QWidget:
    """What a contact sheet is to show."""
    _library(desktop)
    here = desktop.context
    drawing = DrawingState(here.home, here.queue, here.settings, desktop.window)
    drawing.load()
    settle(0.4)
    return _shown(
        SheetDialog(drawing, "\n".join(_PROMPTS[:3]), drawing.known.concepts, desktop.window)
    )


def styles(desktop: Desktop) -> QWidget:
    """Words that a prompt can take, and a style of one's own."""
    here = desktop.context
    drawing = DrawingState(here.home, here.queue, here.settings, desktop.window)
    drawing.styles.add("Old film", ", an old photo with warm colours")
    dialog = _shown(StyleDialog(drawing.styles, desktop.window))
    settle(0.4)
    return dialog


def export(desktop: Desktop) -> QWidget:
    """How pictures are given away."""
    here = desktop.context
    upscalers = UpscalersState(here.queue, here.settings, desktop.window)
    return _shown(ExportDialog(here, upscalers, True, desktop.window))


def upscaler(desktop: Desktop) -> QWidget:
    """A network that was brought enlarges what is given away."""
    file = desktop.context.home / "sharper.onnx"
    file.write_bytes(network(4).SerializeToString())
    finish(upscalers.add(file))
    dialog = export(desktop)
    [size] = dialog.findChildren(QComboBox)
    size.setCurrentIndex(size.count() - 1)
    return dialog


def _shown(dialog: QDialog) -> QDialog:
    dialog.show()
    return dialog


def _tiles(desktop: Desktop) -> PictureTiles:
    tiles = desktop.window.findChild(PictureTiles)
    if tiles is None:
        raise LookupError("the gallery is not open")
    return tiles


def _library(desktop: Desktop) -> Subject:
    """Mila: as she was learned, or with her photos and two versions that know nothing."""
    if (real := _learned(desktop)) is not None:
        return real
    rows = np.ones((33, 64), np.float32)
    concept = Concept(
        name="Mila",
        kind="pet",
        base_model="0" * 64,
        layout="self-prompting",
        latent_tokens=16,
        prompt_version=1,
        embeddings=rows,
        head=rows,
    )
    photos = []
    for path in sorted((RESOURCES / "samples" / "mila").glob("[0-9].webp")):
        photo = read_photo(path)
        photos.append(NewPhoto(data=png(photo), width=photo.width, height=photo.height))
    with ConceptLibrary(desktop.context.home / "library") as library:
        entry = library.add(concept, photos)
        library.add_version("Mila", concept)
    return Subject(concept=entry.id, name="Mila", kind="pet", version=2)


def _learned(desktop: Desktop) -> Subject | None:
    with ConceptLibrary(desktop.context.home / "library") as library:
        found = [entry for entry in library if entry.name == "Mila"]
    entry = found[0] if found else None
    if entry is None:
        return None
    return Subject(concept=entry.id, name="Mila", kind="pet", version=entry.current_version)


def _fill(desktop: Desktop, count: int) -> list[Picture]:
    """Those that were drawn, else `count` of the pool, labelled; what is most alike comes first.

    A person gives stars to what is like the concept, and so does this.
    """
    subject = _library(desktop)
    with Gallery(desktop.context.home / "library") as store:
        ids = store.ids() or [store.add(_picture(n, subject)).id for n in range(count)]
        liked = sorted(store.pictures(ids), key=_resemblance, reverse=True)
        order = [one.id for one in liked]
        store.labels.set_favourite(order[:3])
        store.labels.rate(order[:5], 4)
        store.labels.rate(order[6:14:2], 2)
        for tag in ("beach", "snow", "studio"):
            if found := store.ids(Query(text=tag)):
                store.labels.tag(found, tag)
        store.labels.put(order[:3], "Best of Mila")
        return store.pictures(order)


def _resemblance(picture: Picture) -> float:
    return picture.likeness.resemblance if picture.likeness else 0.0


def _picture(number: int, subject: Subject, batch: str = "") -> NewPicture:
    pool = sorted((RESOURCES / "pool").glob("*.webp"))
    return NewPicture(
        picture=square(read_photo(pool[number * 7 % len(pool)]), _SIDE),
        codes=(number,),
        prompt=_PROMPTS[number % len(_PROMPTS)],
        sampling={"seed": number, "guidance": 3.0, "temperature": 0.7, "top_p": 0.9},
        checkpoint="0" * 64,
        subjects=(subject,),
        batch=batch,
        likeness=Likeness(0.35 + number * 37 % 40 / 100, 0.71),
    )


def _half_drawn(desktop: Desktop) -> Callable[[DrawRequest, Settings], Job[list[Picture]]]:
    """A job that finishes two of four pictures, and rests with the others half drawn."""

    def job(request: DrawRequest, settings: Settings) -> Job[list[Picture]]:
        subject = Subject(concept="0" * 32, name="Mila", kind="pet", version=2)
        with Gallery(desktop.context.home / "library") as store:
            shown = store.pictures(store.ids(Query(text="beach"))[:4])
            kept = shown[:2] or [store.add(_picture(n, subject, "job")) for n in range(2)]
        drawn = [read_photo(one.path) for one in shown]
        drawn += [_picture(n, subject).picture for n in range(len(drawn), 4)]
        for index, picture in enumerate(kept):
            yield Progress(index * 36, 4 * 36, "drawing")
            yield Drawn(index, picture.id)
        for index, done in ((2, 0.75), (3, 0.75)):
            yield Preview(index, _greyed(drawn[index], done), done)
        while True:
            yield Progress(99, 4 * 36, "drawing")

    return job


def _greyed(picture: Image.Image, done: float) -> Image.Image:
    """As a preview is: rows that are not drawn yet in one colour."""
    shown = Image.new("RGB", picture.size, picture.getpixel((0, 0)))
    shown.paste(picture.crop((0, 0, picture.width, round(picture.height * done))))
    return shown


SCENES: dict[str, Scene] = {
    "draw": draw,
    "draw-empty": draw_empty,
    "gallery": gallery,
    "gallery-empty": gallery_empty,
    "compare": compare,
    "sheet": sheet,
    "styles": styles,
    "export": export,
    "upscaler": upscaler,
}
