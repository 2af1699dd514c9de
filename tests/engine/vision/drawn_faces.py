"""Faces that are drawn, so that no photo of a person is part of the repository."""

from PIL import Image, ImageDraw, ImageFilter

GROUND = (120, 150, 180)
ANN = ((224, 172, 140), (70, 45, 30), 56)  # skin, hair, half the width of the face
BEN = ((120, 80, 60), (10, 10, 10), 70)

Person = tuple[tuple[int, int, int], tuple[int, int, int], int]


def portrait(person: Person, side: int = 256) -> Image.Image:
    """A plain drawn face, which the detector takes for one."""
    skin, hair, wide = person
    picture = Image.new("RGB", (256, 256), GROUND)
    pencil = ImageDraw.Draw(picture)

    def ellipse(x: int, y: int, size: tuple[int, int], colour: tuple[int, int, int]) -> None:
        pencil.ellipse((x - size[0], y - size[1], x + size[0], y + size[1]), fill=colour)

    ellipse(128, 118, (wide + 14, 88), hair)
    ellipse(128, 138, (wide, 76), skin)
    for x in (104, 152):
        ellipse(x, 122, (12, 7), (245, 245, 245))
        ellipse(x, 122, (6, 6), (40, 60, 90))
        ellipse(x, 106, (15, 4), hair)
    ellipse(128, 146, (9, 14), (skin[0] - 30, skin[1] - 25, skin[2] - 20))
    ellipse(128, 178, (24, 7), (170, 60, 60))
    return picture.filter(ImageFilter.GaussianBlur(1.5)).resize((side, side))
