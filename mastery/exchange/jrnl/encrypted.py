"""jrnl's encrypted journals, of each of its three kinds, opened with the password.

1: AES in CBC mode after 16 bytes of IV, its key the SHA-256 of the password. 2: a Fernet token, its key made by PBKDF2
with one salt for everybody. 3: "JRNLv3", two bytes with the length of a header, the header (JSON with the salt, mostly
in base64), and a Fernet token.
"""

import base64
import binascii
import codecs
import contextlib
import hashlib
import string
from typing import Annotated

import msgspec

from mastery.core.base.errors import MasteryError
from mastery.exchange import ReadContext

_MAGIC = b"JRNLv3"
_FERNET = b"gAAAAA"
_SALT = b"\xf2\xd5q\x0e\xc1\x8d.\xde\xdc\x8e6t\x89\x04\xce\xf8"
"""The salt that jrnl 2 to 4.5 has in its source."""
_ROUNDS = 100_000
_BLOCK = 16
_OTHERS = (
    b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"PK", b"\x1f\x8b", b"%PDF", b"\x89PNG", b"\xff\xd8", b"SQLite",
    b"bplist",
)  # fmt: skip
"""What other files begin with: text with a byte order mark, archives, pictures, databases."""
_LOOK = 4096
"""Bytes that are looked at to tell a text."""
_PRINTABLE = frozenset(string.printable.encode())


class _Header(msgspec.Struct):
    salt: Annotated[str, msgspec.Meta(min_length=1, max_length=256)]


def is_encrypted(data: bytes) -> bool:
    """Whether a file is a journal that jrnl has encrypted. Those of jrnl 1 are known by being no text at all."""
    if data.startswith((_MAGIC, _FERNET)):
        return True
    if len(data) < 2 * _BLOCK or len(data) % _BLOCK or data.startswith(_OTHERS):
        return False
    start = data[:_LOOK]
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start, final=len(data) <= _LOOK)
    except UnicodeDecodeError:
        return sum(one in _PRINTABLE for one in start) < 0.6 * len(start)  # of chance bytes it is 0.4
    return False


def decrypted(data: bytes, context: ReadContext) -> bytes:
    """The text of an encrypted journal.

    Raises MasteryError if there is no password or a wrong one, if the file is damaged, and if the package that decrypts
    is missing.
    """
    try:
        from cryptography.fernet import Fernet, InvalidToken
    except ImportError:
        raise MasteryError(
            "This journal is encrypted, and the package that reads it is missing. Install it next to this program "
            "with `pip install cryptography` or `pipx inject mastery-journal cryptography`, and try again."
        ) from None
    salt, token = _SALT, data
    if data.startswith(_MAGIC):
        salt, token = _salt_and_token(data)
    if context.password is None:
        raise MasteryError("This journal is encrypted. Give a file that holds its password: --password-file FILE.")
    password = context.password().encode()
    if not data.startswith((_MAGIC, _FERNET)):
        return _of_first_kind(data, password)
    key = base64.urlsafe_b64encode(hashlib.pbkdf2_hmac("sha256", password, salt, _ROUNDS))
    try:
        return Fernet(key).decrypt(token.strip())
    except InvalidToken:
        raise _wrong() from None


def _wrong() -> MasteryError:
    return MasteryError("The password is wrong, or the file is damaged.")


def _salt_and_token(data: bytes) -> tuple[bytes, bytes]:
    """The salt that the header of the third kind names, and the token behind it."""
    start = len(_MAGIC) + 2
    end = start + int.from_bytes(data[len(_MAGIC) : start])
    header = data[start:end]
    with contextlib.suppress(binascii.Error):  # the first journals of this kind had the JSON itself
        header = base64.b64decode(header, validate=True)
    try:
        salt = base64.urlsafe_b64decode(msgspec.json.decode(header, type=_Header).salt)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        raise MasteryError("This encrypted journal is damaged: its header cannot be read.") from None
    return salt, data[end:]


def _of_first_kind(data: bytes, password: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    key = hashlib.sha256(password).digest()
    decryptor = Cipher(algorithms.AES(key), modes.CBC(data[:_BLOCK])).decryptor()
    padded = decryptor.update(data[_BLOCK:]) + decryptor.finalize()
    size = padded[-1]
    if size == ord(" "):  # the oldest ones are padded with blanks
        plain = padded.rstrip(b" ")
    elif 1 <= size <= _BLOCK and padded.endswith(bytes([size]) * size):
        plain = padded[:-size]
    else:
        raise _wrong()
    try:
        plain.decode()
    except UnicodeDecodeError:
        raise _wrong() from None
    return plain
