"""Photo intake: the unusual but sound are read, everything else is refused in words."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageOps

from engine.errors import InputError
from engine.tokens.decoding import LARGEST_AREA
from engine.tokens.images import mirrored, read_photo, square, to_image, to_pixels

Photo = Callable[..., Image.Image]


def distance(one: Image.Image, other: Image.Image) -> float:
    """Mean difference in levels of 0…255."""
    assert one.size == other.size
    a, b = (np.asarray(image.convert("RGB"), dtype=np.float32) for image in (one, other))
    return float(np.abs(a - b).mean())


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.png", {}),
        ("a.jpg", {"quality": 95, "subsampling": 0}),
        ("a.webp", {"lossless": True}),
        ("a.bmp", {}),
        ("a.tiff", {}),
        ("a.gif", {}),
        ("a.avif", {"quality": 95}),
        ("a.jp2", {}),
        ("a.ppm", {}),
        ("a.tga", {}),
    ],
)
def test_every_common_format_is_read(name: str, options: dict, photo: Photo, tmp_path: Path):
    photo().save(tmp_path / name, **options)
    assert distance(read_photo(tmp_path / name), photo()) < 4


def test_a_photo_of_an_iphone_is_read(photo: Photo, tmp_path: Path):
    from pillow_heif import from_pillow

    from_pillow(photo()).save(tmp_path / "a.heic", quality=95)
    assert distance(read_photo(tmp_path / "a.heic"), photo()) < 4


def test_a_wrong_ending_does_not_matter(photo: Photo, tmp_path: Path):
    photo().save(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.jpg")
    assert distance(read_photo(tmp_path / "a.jpg"), photo()) == 0


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "P", "YCbCr"])
def test_any_colour_mode_becomes_rgb(mode: str, photo: Photo, tmp_path: Path):
    photo().convert(mode).save(tmp_path / "a.tiff")
    read = read_photo(tmp_path / "a.tiff")
    assert read.mode == "RGB"
    assert distance(read, photo().convert(mode)) < 3


def test_a_cmyk_jpeg_is_read(photo: Photo, tmp_path: Path):
    photo().convert("CMYK").save(tmp_path / "a.jpg", quality=95)
    assert distance(read_photo(tmp_path / "a.jpg"), photo()) < 5


@pytest.mark.parametrize("kind", ["png 16", "tiff 32", "tiff float", "tiff float 16"])
def test_more_than_8_bits_are_brought_to_8(kind: str, photo: Photo, tmp_path: Path):
    grey = np.asarray(photo().convert("L"))
    levels = {
        "png 16": grey.astype(np.uint16) * 257,
        "tiff 32": grey.astype(np.int32) * 257,
        "tiff float": grey.astype(np.float32) / 255,
        "tiff float 16": grey.astype(np.float32) * 257,
    }[kind]
    path = tmp_path / ("a.png" if kind == "png 16" else "a.tiff")
    Image.fromarray(levels).save(path)
    assert distance(read_photo(path), Image.fromarray(grey)) <= 1


def test_a_16_bit_colour_png_is_read(photo: Photo, tmp_path: Path):
    levels = np.asarray(photo()).astype(">u2") * 257
    (tmp_path / "a.png").write_bytes(png_16(levels.astype(">u2")))
    assert distance(read_photo(tmp_path / "a.png"), photo()) <= 1


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(mode: str, photo: Photo, tmp_path: Path):
    layered = photo().convert("RGBA")
    layered.paste((0, 0, 0, 0), (0, 0, 32, 48))
    if mode == "P":
        image = photo().quantize(8)
        image.save(tmp_path / "a.png", transparency=image.getpixel((3, 3)))
    else:
        layered.convert(mode).save(tmp_path / "a.png")
    assert read_photo(tmp_path / "a.png").getpixel((3, 3)) == (255, 255, 255)


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png", "a.tiff"])
def test_an_animation_is_its_first_frame(name: str, photo: Photo, tmp_path: Path):
    photo(1).save(tmp_path / name, save_all=True, append_images=[photo(2)], lossless=True)
    assert distance(read_photo(tmp_path / name), photo(1)) < 4


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_a_turned_photo_is_made_upright(name: str, orientation: int, photo: Photo, tmp_path: Path):
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo().save(tmp_path / name, exif=exif, quality=95)
    tagged = Image.open(tmp_path / name)
    upright = ImageOps.exif_transpose(tagged)
    assert distance(read_photo(tmp_path / name), upright) == 0
    assert (upright.size == (48, 64)) == (orientation >= 5)
    tagged.close()


def test_a_damaged_note_about_the_camera_does_not_matter(photo: Photo, tmp_path: Path):
    photo().save(tmp_path / "a.png", exif=b"Exif\x00\x00MM\x00*\x00\xff\xff\xff garbage")
    assert distance(read_photo(tmp_path / "a.png"), photo()) == 0


def test_nothing_but_pixels_is_kept(photo: Photo, tmp_path: Path):
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo().save(tmp_path / "a.jpg", exif=exif, icc_profile=profile, comment=b"at home")
    read = read_photo(tmp_path / "a.jpg")
    assert read.info == {}
    assert dict(read.getexif()) == {}


def test_a_wider_colour_space_is_brought_to_srgb(photo: Photo, tmp_path: Path):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    photo().save(tmp_path / "odd.png", icc_profile=profile)
    assert distance(read_photo(tmp_path / "odd.png"), photo()) == 0  # a profile that cannot fit
    photo().save(tmp_path / "broken.png", icc_profile=b"no profile at all")
    assert distance(read_photo(tmp_path / "broken.png"), photo()) == 0
    photo().save(tmp_path / "wide.png", icc_profile=swapped_profile())
    red = read_photo(tmp_path / "wide.png")
    assert distance(red, photo()) > 1


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(InputError, match=r"There is no file .*nowhere\.jpg"):
        read_photo(tmp_path / "nowhere.jpg")


def refused(path: Path, content: bytes | Image.Image) -> InputError:
    if isinstance(content, Image.Image):
        content.save(path)
    else:
        path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_photo(path)
    assert str(path) in str(error.value)
    assert error.value.remedy
    return error.value


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00", b"hello, I am no picture", b"<svg/>", b"%PDF-1.7", b"%!PS-Adobe-3.0 EPSF\n"],
)
def test_what_is_no_picture_is_refused(content: bytes, tmp_path: Path):
    refused(tmp_path / "a.jpg", content)


def test_a_folder_is_refused(tmp_path: Path):
    with pytest.raises(InputError):
        read_photo(tmp_path)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tiff", "a.gif", "a.bmp", "a.avif"])
@pytest.mark.parametrize("kept", [0.02, 0.5, 0.9])
def test_a_photo_cut_short_is_refused(name: str, kept: float, photo: Photo, tmp_path: Path):
    photo(size=(320, 240)).save(tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    refused(tmp_path / name, whole[: int(len(whole) * kept)])


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_an_iphone_photo_cut_short_is_refused(kept: float, photo: Photo, tmp_path: Path):
    from pillow_heif import from_pillow

    from_pillow(photo(size=(320, 240))).save(tmp_path / "a.heic")
    whole = (tmp_path / "a.heic").read_bytes()
    refused(tmp_path / "a.heic", whole[: int(len(whole) * kept)])


@pytest.mark.parametrize("size", [(1, 1), (15, 400), (400, 15)])
def test_a_photo_that_shows_nothing_is_refused(size: tuple[int, int], photo: Photo, tmp_path: Path):
    error = refused(tmp_path / "a.png", photo(size=size))
    assert "too small" in str(error)


def test_a_giant_is_refused_before_it_is_decoded(tmp_path: Path):
    error = refused(tmp_path / "a.png", header_only(30_000, 30_000))
    assert "too large" in str(error)
    side = int(LARGEST_AREA**0.5) + 1
    assert "too large" in str(refused(tmp_path / "b.png", header_only(side, side)))


def test_a_large_photo_within_the_limit_is_read(tmp_path: Path):
    Image.new("L", (9_480, 9_480), 100).save(tmp_path / "a.png")
    assert read_photo(tmp_path / "a.png").size == (9_480, 9_480)


@pytest.mark.parametrize("size", [(64, 48), (48, 64), (33, 33), (5000, 16), (16, 3)])
def test_a_square_has_the_asked_size(size: tuple[int, int], photo: Photo):
    assert square(photo(size=size), 16).size == (16, 16)


def test_a_square_keeps_the_centre(photo: Photo):
    wide = photo(size=(48, 16))
    assert distance(square(wide, 16), wide.crop((16, 0, 32, 16))) == 0


def test_a_square_keeps_the_chosen_box(photo: Photo):
    whole = photo(size=(64, 48))
    assert distance(square(whole, 16, (40, 20, 56, 36)), whole.crop((40, 20, 56, 36))) == 0


def test_pixels_lie_between_minus_one_and_one():
    picture = Image.new("RGB", (2, 2), (0, 255, 51))
    pixels = to_pixels(picture)
    assert pixels.dtype == np.float32
    assert pixels.shape == (3, 2, 2)
    np.testing.assert_allclose(pixels[:, 0, 0], [-1, 1, -0.6], atol=1e-6)


def test_pixels_give_every_level_back():
    levels = np.arange(256, dtype=np.uint8).reshape(16, 16, 1).repeat(3, axis=2)
    picture = Image.fromarray(levels)
    assert distance(to_image(to_pixels(picture)), picture) == 0


def test_pixels_beyond_the_range_are_clamped():
    assert to_image(np.full((3, 1, 1), 7, np.float32)).getpixel((0, 0)) == (255, 255, 255)


def test_a_mirrored_photo_exchanges_left_and_right(photo: Photo):
    assert mirrored(photo()).getpixel((0, 5)) == photo().getpixel((63, 5))


def header_only(width: int, height: int) -> bytes:
    """A PNG that promises a size and holds nothing."""
    content = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", content) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    )


def png_16(levels: np.ndarray) -> bytes:
    """A PNG of 16 bits a channel, which Pillow cannot write."""
    height, width, _ = levels.shape
    rows = b"".join(b"\x00" + row.tobytes() for row in levels)
    head = struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def swapped_profile() -> bytes:
    """sRGB under another description with red and green exchanged: any reader must see it."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    plain = bytes(profile)
    count = struct.unpack_from(">I", plain, 128)[0]
    entries = {plain[132 + 12 * n : 136 + 12 * n]: 132 + 12 * n for n in range(count)}
    red, green, text = entries[b"rXYZ"], entries[b"gXYZ"], entries[b"desc"]
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    start, length = struct.unpack_from(">II", plain, text + 4)
    described = plain[start : start + length].replace("sRGB".encode("utf-16-be"), b"\x00W" * 4)
    profile[start : start + length] = described.replace(b"sRGB", b"wide")
    assert io.BytesIO(profile).getvalue() != plain
    return bytes(profile)
