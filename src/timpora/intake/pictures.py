"""A picture of a place: known by its content, freed of what the camera wrote beside it."""

import re
from dataclasses import dataclass

from timpora.intake.problems import Wrong

MAX_BYTES = 8 * 1024 * 1024
# Segments of a JPEG for applications and comments carry the camera, the place, the owner, a second picture. Two of them
# are needed to show the colours right: Adobe's, and APP2 where it holds a colour profile.
JPEG_EXTRAS = {*range(0xE1, 0xF0), 0xFE}
JPEG_ADOBE, JPEG_PROFILE, PROFILE_NAME = 0xEE, 0xE2, b"ICC_PROFILE"
JPEG_SCAN, JPEG_END = 0xDA, 0xD9
# In a scan 0xFF is followed by 0 or a restart mark; anything else begins the next segment.
AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_DROPPED = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
WEBP_DROPPED = {b"EXIF", b"XMP "}
WEBP_METADATA_FLAGS = 0x0C  # in the first byte of VP8X: EXIF and XMP are present


@dataclass(frozen=True, slots=True)
class Picture:
    content: bytes
    media_type: str
    ending: str


def cleaned(content: bytes) -> Picture:
    """Raises Wrong: picture_too_large, picture_kind, picture_damaged."""
    if len(content) > MAX_BYTES:
        raise Wrong("picture_too_large")
    try:
        if content.startswith(b"\xff\xd8\xff"):
            return Picture(cleaned_jpeg(content), "image/jpeg", "jpg")
        if content.startswith(PNG_SIGNATURE):
            return Picture(cleaned_png(content), "image/png", "png")
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return Picture(cleaned_webp(content), "image/webp", "webp")
    except IndexError as error:
        raise Wrong("picture_damaged") from error
    raise Wrong("picture_kind")


def cleaned_jpeg(content: bytes) -> bytes:
    """Segment by segment to the end mark; a phone's second picture behind it is dropped as well."""
    kept, at = [content[:2]], 2
    while True:
        if content[at] != 0xFF:
            raise Wrong("picture_damaged")
        marker = content[at + 1]
        if marker == 0xFF:  # padding between segments
            at += 1
            continue
        if marker == JPEG_END:
            return b"".join([*kept, content[at : at + 2]])
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        end = at + 2 + length
        if length < 2 or end > len(content):
            raise Wrong("picture_damaged")
        if marker == JPEG_SCAN:
            following = AFTER_SCAN.search(content, end)
            if following is None:
                raise Wrong("picture_damaged")
            end = following.start()
        if is_needed(marker, content[at + 4 : end]):
            kept.append(content[at:end])
        at = end


def is_needed(marker: int, segment: bytes) -> bool:
    if marker == JPEG_PROFILE:
        return segment.startswith(PROFILE_NAME)
    return marker == JPEG_ADOBE or marker not in JPEG_EXTRAS


def cleaned_png(content: bytes) -> bytes:
    kept, at = [PNG_SIGNATURE], len(PNG_SIGNATURE)
    while True:
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        end = at + 12 + length
        if len(name) < 4 or end > len(content):
            raise Wrong("picture_damaged")
        if name not in PNG_DROPPED:
            kept.append(content[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end


def cleaned_webp(content: bytes) -> bytes:
    kept, at = [], 12
    total = 8 + int.from_bytes(content[4:8], "little")
    if total > len(content):
        raise Wrong("picture_damaged")
    while at + 8 <= total:
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        chunk = content[at : at + 8 + length + length % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~WEBP_METADATA_FLAGS]) + chunk[9:]
        if name not in WEBP_DROPPED:
            kept.append(chunk)
        at += len(chunk)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
