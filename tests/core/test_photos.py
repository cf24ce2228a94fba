"""Photos lose the data about how and where they were taken, and nothing of the picture."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.writing.photos import cleaned
from tests.support import photos
from tests.support.photos import SECRET, chunk, exif, segment

KINDS = (photos.jpeg, photos.png, photos.webp, photos.gif)
MINIMAL = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, 6, 0, 0)
"""Exif data of one tag: the orientation, 6."""


def test_a_jpeg_keeps_its_tables_scans_colors_and_orientation_and_nothing_else() -> None:
    assert cleaned(photos.jpeg(6)) == photos.bare_jpeg(segment(0xE1, b"Exif\0\0" + MINIMAL))
    assert cleaned(photos.jpeg(1)) == photos.bare_jpeg()


def test_a_png_keeps_its_pixels_and_orientation_and_nothing_else() -> None:
    bare = photos.SIGNATURE + photos.HEAD + chunk(b"eXIf", MINIMAL) + photos.PIXELS + chunk(b"IEND", b"")
    assert cleaned(photos.png(6)) == bare
    assert cleaned(photos.png(1)) == bare.replace(chunk(b"eXIf", MINIMAL), b"")


def test_a_webp_keeps_its_pictures_and_says_what_is_in_it() -> None:
    still = photos.part(b"ICCP", b"profile") + photos.part(b"VP8 ", b"drawn")
    still += photos.part(b"ANMF", bytes(16) + photos.part(b"VP8 ", b"moved"))
    turned = photos.part(b"VP8X", b"\x08" + bytes(9)) + still + photos.part(b"EXIF", MINIMAL)
    assert cleaned(photos.webp(6)) == photos.part(b"RIFF", b"WEBP" + turned)
    plain = photos.part(b"VP8X", bytes(10)) + still
    assert cleaned(photos.webp(1)) == photos.part(b"RIFF", b"WEBP" + plain)


def test_a_gif_keeps_its_frames_and_how_often_they_are_repeated() -> None:
    clean = cleaned(photos.gif())
    assert clean is not None and b"NETSCAPE2.0" in clean and b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) in clean
    assert b"XMP" not in clean and clean.endswith(b"\x02\x02\x44\x01\0\x3b")


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("order", "<>")
def test_no_secret_stays_and_cleaning_again_changes_nothing(make: object, order: str) -> None:
    for orientation in (*range(11), 65535):
        whole = make(orientation, order)  # type: ignore[operator]
        clean = cleaned(whole)
        assert clean is not None and SECRET in whole
        assert SECRET not in clean and SECRET[:3] not in clean and cleaned(clean) == clean
        is_turned = 2 <= orientation <= 8 and make is not photos.gif
        assert (struct.pack("<HHIH", 0x0112, 3, 1, orientation) in clean) == is_turned


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff\xd8\xff", b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xe0 no real photo", photos.jpeg()[:-400], b"%PDF-1.7",
        photos.png()[:60], photos.png().replace(b"IDAT", b"IDAt"), photos.SIGNATURE + chunk(b"IEND", b""), b"RIFF",
        photos.SIGNATURE + photos.HEAD + chunk(b"CgBI", b"") + photos.PIXELS + chunk(b"IEND", b""),
        photos.part(b"RIFF", b"WEBP"), photos.part(b"RIFF", b"AVI LIST"), photos.webp()[:90], b"GIF89a",
        b"II*\0" + bytes(99),
        bytes(4) + b"ftypheic" + bytes(99), bytes(4) + b"ftypavif" + bytes(99),
        b"\xff\xd8" + segment(0xF7, b"") + b"\xff\xd9",
    ],
)  # fmt: skip
def test_a_damaged_photo_or_another_format_is_not_cleaned(data: bytes) -> None:
    assert cleaned(data) is None


CUTS = st.tuples(st.integers(0, 2000), st.integers(0, 30), st.binary(max_size=6))


@given(st.sampled_from(KINDS), st.lists(CUTS, max_size=4))
def test_any_bytes_are_cleaned_for_good_or_refused(make: object, cuts: list[tuple[int, int, bytes]]) -> None:
    data = make()  # type: ignore[operator]
    for at, size, instead in cuts:
        at %= len(data)
        data = data[:at] + instead + data[at + size :]
    clean = cleaned(data)
    assert clean is None or cleaned(clean) == clean


@given(st.sampled_from(KINDS), st.integers(0, 2000))
def test_a_file_that_was_cut_off_in_the_middle_is_refused(make: object, at: int) -> None:
    data = make()  # type: ignore[operator]
    clean = cleaned(data)
    assert cleaned(data[:at]) in (None, clean)  # the same where only what lies behind the picture is missing


def test_the_orientation_is_found_only_where_it_is_said() -> None:
    for broken in (
        exif()[:20],
        b"II*\0\xff\xff\xff\xff",
        b"",
        b"XX*\0",
        exif().replace(b"\x12\x01\x03", b"\x12\x01\x04"),
    ):
        assert cleaned(photos.jpeg().replace(exif(), broken.ljust(len(exif()), b"\0"))) == photos.bare_jpeg()
