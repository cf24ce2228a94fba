"""Removes from photos the data about how and where they were taken; the picture itself stays the same, byte for byte.

Formats: JPEG (ITU-T T.81), PNG (third edition, with APNG), WebP (RFC 9649) and GIF (89a). What the picture needs stays:
color profile, transparency, animation. Everything else goes, known or unknown, and so does whatever follows the end.
"""

import struct
from collections.abc import Iterator
from re import DOTALL
from re import compile as pattern
from zlib import crc32


class _Broken(Exception):
    """The file is cut off, damaged, or of another format."""


_ORIENTATION = 0x0112
_EXIF = b"Exif\0\0"

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_STAYS = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI"),
    *(b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"),
}
_WEBP_STAYS = {b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"VP8 ", b"VP8L", b"ALPH"}
_FRAME_STAYS = {b"VP8 ", b"VP8L", b"ALPH"}
_HAS_EXIF, _HAS_XMP = 0x08, 0x04
"""Flags of WebP's VP8X."""

_GIF_LOOPS = (b"\xff\x0bNETSCAPE2.0", b"\xff\x0bANIMEXTS1.0")
"""Extensions that say how often an animation repeats."""

_JPEG_STAYS = {0xC4, 0xCC, *range(0xDA, 0xE0), *(one for one in range(0xC0, 0xD0) if one != 0xC8)}
"""Frames, tables, scans, restart intervals and numbers of lines."""
_SCAN_END = pattern(rb"\xff+[^\x00\xff\xd0-\xd7]", DOTALL)
"""The next marker after a scan, which holds 0xFF only before a zero or a restart marker."""


def cleaned(data: bytes) -> bytes | None:
    """The photo without its metadata, except its orientation; None if it is damaged or of another format.

    The content decides, not a file's name. Cleaning a cleaned photo changes nothing.
    """
    clean = next((clean for start, clean in _FORMATS if data.startswith(start)), None)
    try:
        return clean(data) if clean is not None else None
    except (_Broken, IndexError, struct.error):
        return None


def _jpeg(data: bytes) -> bytes:
    parts: list[bytes] = []
    jfif, orientation, has_frame, has_scan = b"", 0, False, False
    at = 2
    while True:
        if data[at] != 0xFF:
            raise _Broken
        while data[at] == 0xFF:  # any number of them may precede a marker
            at += 1
        marker = data[at]
        at += 1
        if marker == 0xD9:
            break
        size = _number(data, at, ">H")
        body = _piece(data, at + 2, size - 2)
        at += size
        if marker == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 14:
            jfif = jfif or _segment(marker, body[:12] + b"\0\0")  # the thumbnail goes, as it may show more
        elif marker == 0xE1 and body.startswith(_EXIF):
            orientation = orientation or _orientation(body)
        elif marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"):
            parts.append(_segment(marker, body))
        elif marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
            parts.append(_segment(marker, body[:12]))  # says how to read the colors
        elif marker == 0xDA:
            end = _SCAN_END.search(data, at)
            if end is None:
                raise _Broken
            parts.append(_segment(marker, body) + data[at : end.start()])
            at, has_scan = end.start(), True
        elif marker in _JPEG_STAYS:
            has_frame |= marker >= 0xC0 and marker < 0xD0 and marker not in (0xC4, 0xCC)
            parts.append(_segment(marker, body))
        elif not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            raise _Broken
    if not (has_frame and has_scan):
        raise _Broken
    exif = _segment(0xE1, _EXIF + _tiff(orientation)) if orientation > 1 else b""
    return b"\xff\xd8" + jfif + exif + b"".join(parts) + b"\xff\xd9"


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _png(data: bytes) -> bytes:
    parts: list[bytes] = []
    orientation, names = 0, []
    at = len(_PNG)
    while b"IEND" not in names:
        size, name = _number(data, at, ">I"), _piece(data, at + 4, 4)
        body = _piece(data, at + 8, size)
        if crc32(name + body) != _number(data, at + 8 + size, ">I"):
            raise _Broken
        at += 12 + size
        if name == b"eXIf":
            orientation = orientation or _orientation(body)
        elif name in _PNG_STAYS:
            names.append(name)
            parts.append(_chunk(name, body))
        elif not name[0] & 0x20:  # a critical chunk, which must not be skipped
            raise _Broken
    if names[0] != b"IHDR" or b"IDAT" not in names or parts[-1] != _chunk(b"IEND", b""):
        raise _Broken
    if orientation > 1:
        parts.insert(names.index(b"IDAT"), _chunk(b"eXIf", _tiff(orientation)))
    return _PNG + b"".join(parts)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc32(name + body))


def _webp(data: bytes) -> bytes:
    if data[8:12] != b"WEBP":
        raise _Broken
    orientation, names, found = 0, [], []
    for name, body in _riff(_piece(data, 12, _number(data, 4, "<I") - 4)):
        if name == b"EXIF":
            orientation = orientation or _orientation(body)
        elif name in _WEBP_STAYS:
            names.append(name)
            found.append(body)
    if not names or not {b"VP8 ", b"VP8L", b"ANMF"}.intersection(names) or b"VP8X" in names[1:]:
        raise _Broken
    shows = orientation > 1 and names[0] == b"VP8X"
    parts: list[bytes] = []
    for name, body in zip(names, found, strict=True):
        if name == b"VP8X":
            flags = body[0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if shows else 0)
            body = bytes([flags]) + _piece(body, 1, 9)
        elif name == b"ANMF":
            frame = [_riff_part(inner, data) for inner, data in _riff(body[16:]) if inner in _FRAME_STAYS]
            body = _piece(body, 0, 16) + b"".join(frame)
        parts.append(_riff_part(name, body))
    if shows:
        parts.append(_riff_part(b"EXIF", _tiff(orientation)))
    whole = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(data):
        name, size = _piece(data, at, 4), _number(data, at + 4, "<I")
        yield name, _piece(data, at + 8, size)
        at += 8 + size + size % 2


def _riff_part(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _gif(data: bytes) -> bytes:
    at = 13 + _colors(data[10])
    parts = [_piece(data, 0, at)]
    has_picture = False
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x2C:
            at = _after_blocks(data, at + 11 + _colors(data[at + 9]))
            stays = has_picture = True
        elif data[at] == 0x21:
            stays = data[at + 1] == 0xF9 or data[at + 1 : at + 14] in _GIF_LOOPS
            at = _after_blocks(data, at + 2)
        else:
            raise _Broken
        parts += [_piece(data, start, at - start)] * stays
    if not has_picture:
        raise _Broken
    return b"".join(parts) + b"\x3b"


def _colors(flags: int) -> int:
    """The size of a color table in bytes, by the flags that announce it."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1


_FORMATS = ((b"\xff\xd8\xff", _jpeg), (_PNG, _png), (b"RIFF", _webp), (b"GIF87a", _gif), (b"GIF89a", _gif))


def _orientation(exif: bytes) -> int:
    """How the picture is turned, 1 to 8 (Exif 2.32, tag 0x0112); 0 if the data does not say."""
    tiff = exif.removeprefix(_EXIF)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return 0
    try:
        first = _number(tiff, 4, f"{order}I")
        for number in range(_number(tiff, first, f"{order}H")):
            tag, kind, count, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if (tag, kind, count) == (_ORIENTATION, 3, 1):
                return int(value) if 1 <= value <= 8 else 0
    except struct.error:
        pass  # unreadable data turns nothing
    return 0


def _tiff(orientation: int) -> bytes:
    """Exif data that holds the orientation alone."""
    return b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)


def _number(data: bytes, at: int, form: str) -> int:
    return int(struct.unpack_from(form, data, at)[0])


def _piece(data: bytes, at: int, size: int) -> bytes:
    if size < 0 or at + size > len(data):
        raise _Broken
    return data[at : at + size]
