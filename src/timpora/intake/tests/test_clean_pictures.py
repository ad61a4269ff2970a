"""A picture of a place leaves the camera's notes behind; a damaged one is refused and never crashes the reader."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timpora.intake.pictures import MAX_BYTES, cleaned
from timpora.intake.problems import Wrong

SECRET = b"GPS 3.45 S 115.7 E, SN 12345"


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body


def jpeg(*extras: bytes, behind: bytes = b"") -> bytes:
    tables = segment(0xE0, b"JFIF\0") + b"".join(extras) + segment(0xDB, bytes(65)) + segment(0xC0, bytes(15))
    first_scan = segment(0xDA, bytes(6)) + b"\x12\xff\x00\x34\xff\xd0\x56"
    second_scan = segment(0xC4, bytes(20)) + segment(0xDA, bytes(6)) + b"\x78"  # as progressive pictures have
    return b"\xff\xd8" + tables + first_scan + second_scan + b"\xff\xd9" + behind


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"WEBP" + b"".join(n + len(b).to_bytes(4, "little") + b + b"\0" * (len(b) % 2) for n, b in chunks)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


@pytest.mark.parametrize(
    "extra",
    [
        segment(0xE1, b"Exif\0\0" + SECRET),
        segment(0xED, SECRET),
        segment(0xFE, SECRET),
        segment(0xE2, b"MPF\0" + SECRET),
    ],
)
def test_a_jpeg_loses_its_notes(extra):
    assert cleaned(jpeg(extra)).content == jpeg()


def test_a_jpeg_keeps_what_makes_its_colours():
    colours = segment(0xE2, b"ICC_PROFILE\0...") + segment(0xEE, b"Adobe")
    assert cleaned(jpeg(colours)).content == jpeg(colours)


def test_a_second_picture_behind_the_first_is_dropped():
    hidden = jpeg(segment(0xE1, b"Exif\0\0" + SECRET))
    assert cleaned(jpeg(behind=hidden)).content == jpeg()


def test_a_webp_loses_its_notes_and_says_so_in_its_head():
    content = webp((b"VP8X", bytes([0x0C]) + bytes(9)), (b"VP8 ", b"123"), (b"EXIF", SECRET), (b"XMP ", SECRET))
    assert cleaned(content).content == webp((b"VP8X", bytes(10)), (b"VP8 ", b"123"))


def test_a_picture_too_large_is_refused():
    with pytest.raises(Wrong, match="picture_too_large"):
        cleaned(b"\xff\xd8\xff" + bytes(MAX_BYTES))


@given(
    st.sampled_from([jpeg(), webp((b"VP8 ", b"123")), b"\x89PNG\r\n\x1a\n\0\0\0\4IDATabcdcrc!\0\0\0\0IENDcrc!"]),
    st.data(),
)
def test_a_damaged_picture_is_refused_or_cleaned(whole, data):
    cut = data.draw(st.integers(min_value=0, max_value=len(whole)))
    content = whole[:cut] + data.draw(st.binary(max_size=12))
    with suppress(Wrong):
        cleaned(content)
