"""The sender and the text of a mail (.eml). Anybody may have written it, so only a bounded part is looked at.

Python's own parser reads every part and every header; a mail of a few megabytes can occupy it for hours. Here a few
searches find the parts, and only what is needed of each is read (RFC 5322, 2045 and 2046).
"""

import binascii
import re
from typing import TYPE_CHECKING, NamedTuple

from mastery.core.base.addresses import check_email
from mastery.core.base.encodings import text_of
from mastery.core.base.errors import BadInput

if TYPE_CHECKING:
    from email.message import Message

HEADERS = 256 * 1024
"""Bytes of the headers of a mail, or of a part."""
VALUE = 1000
"""Bytes of a header's value that are read."""
DEEPEST, PARTS = 10, 1000
"""The most levels of parts within parts, and lines that look like the beginning of a part."""
LONGEST = 2 * 1024**2
"""The most letters of a text."""

_BEGINS = re.compile(rb"^(From|MIME-Version|Received|Return-Path):", re.MULTILINE | re.IGNORECASE)
_HEAD = 2000
"""Bytes within which a file shows that it is a mail."""

_FOLDED = re.compile(rb"\n[ \t]+")


class Mail(NamedTuple):
    """The parts of a mail that are read."""

    sender: str
    """The address it comes from, in lower case; empty if it names none that is valid."""
    text: str


def is_mail(data: bytes) -> bool:
    """Whether bytes are a mail, rather than a plain text."""
    head = data[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return _BEGINS.search(head) is not None


def read_mail(data: bytes) -> Mail:
    """The sender and the first plain text that is not an attachment. Raises BadInput if there is none."""
    data = data.replace(b"\r\n", b"\n")
    sender = _sender(_headers(data, 0, len(data)).get("from", ""))
    return Mail(sender, _plain_text(data))


def _sender(value: str) -> str:
    from email.utils import parseaddr

    try:
        return check_email(parseaddr(value)[1]).casefold()
    except (BadInput, RecursionError):  # RecursionError: a comment in a comment in a comment
        return ""


def _plain_text(data: bytes) -> str:
    """The text of the first part, from the top, that has any."""
    from email.message import Message

    waiting, looks = [(0, len(data), 0)], 0
    while waiting:
        start, end, depth = waiting.pop()
        headers = _headers(data, start, end)
        about = Message()
        about["Content-Type"] = headers.get("content-type", "text/plain")
        boundary = _boundary(about)
        start = _body(data, start, end)
        if boundary:
            parts, number = _parts(data, start, end, boundary)
            looks += number
            if depth == DEEPEST or looks > PARTS:
                raise BadInput("The mail has too many parts. Save its text to a file, and add that.")
            waiting += [(*part, depth + 1) for part in reversed(parts)]
        elif about.get_content_type() == "text/plain" and not _is_attached(headers):
            text = _decoded(data[start:end], headers, _charset(about))
            if text.strip():
                return text
    raise BadInput("The mail has no plain text. Save its text to a file, and add that.")


def _boundary(about: "Message") -> bytes:
    """The line that separates the parts, without its dashes; empty if there are none."""
    if about.get_content_maintype() != "multipart":
        return b""
    try:
        return (about.get_boundary() or "").encode("utf-8", "replace")
    except ValueError:
        return b""


def _charset(about: "Message") -> str:
    try:
        return about.get_content_charset("")
    except (ValueError, LookupError):
        return ""


def _parts(data: bytes, start: int, end: int, boundary: bytes) -> tuple[list[tuple[int, int]], int]:
    """The beginnings and ends of the parts, and the number of lines that looked like the beginning of one."""
    line, found, looks = b"--" + boundary, [], 0
    begun, at = -1, start if data.startswith(line, start, end) else _line_at(data, line, start, end)
    while at >= 0:
        looks += 1
        line_end = data.find(b"\n", at, end)
        line_end = end if line_end < 0 else line_end
        rest = data[at + len(line) : line_end].strip() if line_end - at < HEADERS else b"?"
        if rest in (b"", b"--"):
            if begun >= 0:
                found.append((begun, max(begun, at - 1)))
            begun = -1 if rest else min(line_end + 1, end)
        if looks > PARTS or rest == b"--":
            break
        at = _line_at(data, line, line_end, end)
    return [*found, *[(begun, end)] * (begun >= 0)], looks


def _line_at(data: bytes, line: bytes, start: int, end: int) -> int:
    """The position of the next line, after `start`, that begins with `line`; -1 if there is none."""
    found = data.find(b"\n" + line, start, end)
    return found + 1 if found >= 0 else -1


def _headers(data: bytes, start: int, end: int) -> dict[str, str]:
    """The headers of a mail or a part by their names in lower case; of several with one name, the first."""
    found: dict[str, str] = {}
    block = data[start : min(_body(data, start, end), start + HEADERS)]
    for line in _FOLDED.sub(b" ", block).split(b"\n"):
        name, _, value = line.partition(b":")
        text = value[:VALUE].decode("utf-8", "replace")
        found.setdefault(
            name[:VALUE].decode("ascii", "replace").strip().casefold(),
            "".join(letter for letter in text if letter.isprintable()).strip(),
        )
    return found


def _body(data: bytes, start: int, end: int) -> int:
    """The position at which the headers end and the text begins."""
    if data.startswith(b"\n", start, end):
        return start + 1
    at = data.find(b"\n\n", start, end)
    return end if at < 0 else at + 2


def _is_attached(headers: dict[str, str]) -> bool:
    return headers.get("content-disposition", "").casefold().startswith("attachment")


def _decoded(data: bytes, headers: dict[str, str], charset: str) -> str:
    """The text of a part."""
    way = headers.get("content-transfer-encoding", "").casefold()
    if len(data) > 2 * LONGEST:
        raise BadInput("The mail's text is too long. Save the part you need as a text file, and add that.")
    try:
        if way == "base64":
            data = binascii.a2b_base64(data + b"==")
        elif way == "quoted-printable":
            data = binascii.a2b_qp(data)
    except binascii.Error:
        raise BadInput("The mail is damaged. Save its text to a file, and add that.") from None
    return text_of(data, charset)
