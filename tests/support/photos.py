"""Tiny photos made by hand, full of data that must not leave; `SECRET` is in all of it."""

import struct
from zlib import compress, crc32

SECRET = b"N48.2104 E16.3654"


def exif(orientation: int = 6, order: str = "<") -> bytes:
    """Exif data: the orientation, and a maker's name that is a secret."""
    head = b"II*\0" if order == "<" else b"MM\0*"
    maker = struct.pack(f"{order}HHII", 0x010F, 2, len(SECRET), 38)
    turned = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return head + struct.pack(f"{order}IH", 8, 2) + maker + turned + struct.pack(f"{order}I", 0) + SECRET


def segment(marker: int, body: bytes) -> bytes:
    """A segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


SCAN = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\xf8\xff\x00\xff\xd0\x3f"
"""A scan with a zero behind 0xFF, and a restart marker."""
DRAWN = segment(0xDB, b"\0" + bytes(range(64))) + segment(0xC0, b"\x08\0\x08\0\x10\x01\x01\x11\0")
ICC = segment(0xE2, b"ICC_PROFILE\0\x01\x01profile")
ADOBE = segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01")
JFIF = b"JFIF\0\x01\x02\0\0\x48\0\x48"


def jpeg(orientation: int = 6, order: str = "<") -> bytes:
    """A JPEG of two scans, as cameras and editors write it, with a second picture and a film after it."""
    metadata = (
        segment(0xE0, JFIF + b"\x01\x01" + SECRET[:3]) + segment(0xE0, b"JFXX\0\x10" + SECRET)
        + segment(0xE1, b"Exif\0\0" + exif(orientation, order))
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)
        + segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + SECRET) + ICC + segment(0xE2, b"MPF\0" + SECRET)
        + segment(0xE2, b"FPXR\0" + SECRET) + segment(0xED, b"Photoshop 3.0\0" + SECRET) + ADOBE
        + segment(0xEB, SECRET) + segment(0xFE, SECRET)
    )  # fmt: skip
    behind = b"\xff\xd8" + segment(0xE1, b"Exif\0\0" + exif()) + SCAN + b"\xff\xd9ftypmp42" + SECRET
    return b"\xff\xd8" + metadata + DRAWN + SCAN + segment(0xFE, SECRET) + SCAN + b"\xff\xff\xd9" + behind


def bare_jpeg(orientation: bytes = b"") -> bytes:
    """What `jpeg` must become; `orientation` is the segment that says how it is turned."""
    return b"\xff\xd8" + segment(0xE0, JFIF + b"\0\0") + orientation + ICC + ADOBE + DRAWN + SCAN + SCAN + b"\xff\xd9"


def chunk(name: bytes, body: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc32(name + body))


SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEAD = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 2, 8, 2, 0, 0, 0)) + chunk(b"pHYs", bytes(9))
PIXELS = chunk(b"IDAT", compress(b"\0\1\2\3\0\4\5\6")[:5]) + chunk(b"IDAT", compress(b"\0\1\2\3\0\4\5\6")[5:])


def png(orientation: int = 6, order: str = "<") -> bytes:
    """A PNG with texts, a time, a private part, and a second picture after it."""
    metadata = chunk(b"tEXt", b"Author\0" + SECRET) + chunk(b"zTXt", b"a\0\0" + SECRET) + chunk(b"iTXt", SECRET)
    metadata += chunk(b"tIME", bytes(7)) + chunk(b"prVt", SECRET) + chunk(b"eXIf", exif(orientation, order))
    return SIGNATURE + HEAD + metadata + PIXELS + chunk(b"tEXt", SECRET) + chunk(b"IEND", b"") + SIGNATURE + SECRET


def part(name: bytes, body: bytes) -> bytes:
    """A part of a WebP."""
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def webp(orientation: int = 6, order: str = "<") -> bytes:
    """A WebP with a still picture, a frame of an animation, Exif, XMP and an unknown part, and bytes after it."""
    frame = part(b"ANMF", bytes(16) + part(b"VP8 ", b"moved") + part(b"note", SECRET))
    parts = part(b"VP8X", b"\x0c" + bytes(9)) + part(b"ICCP", b"profile") + part(b"VP8 ", b"drawn") + frame
    parts += part(b"EXIF", exif(orientation, order)) + part(b"XMP ", SECRET) + part(b"note", SECRET)
    return part(b"RIFF", b"WEBP" + parts) + SECRET


def gif(orientation: int = 6, order: str = "<") -> bytes:
    """A GIF that repeats, with a comment and XMP, and bytes after it."""
    blocks = bytes([len(SECRET)]) + SECRET + b"\0"
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6) + b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    picture = b"\x21\xf9\x04\0\0\0\0\0\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0"
    return head + b"\x21\xfe" + blocks + b"\x21\xff\x0bXMP DataXMP" + blocks + picture + b"\x3b" + SECRET
