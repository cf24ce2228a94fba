"""Email addresses: which are valid, and how a mail server expects them (RFC 5321, 5890 and 6531)."""

import re
import unicodedata
from typing import NamedTuple

from mastery.core.base.controls import dropped
from mastery.core.base.errors import BadInput
from mastery.core.base.phrases import shortened

LONGEST, LONGEST_NAME = 254, 64
"""Bytes of an address, and of the part before its @ (RFC 5321, 4.5.3.1)."""

_SHOWN = 60
"""The most letters of an address that a message shows."""

_ATOM = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+", re.IGNORECASE | re.ASCII)
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"({_LABEL}\.)+(?=[a-z0-9-]*[a-z])({_LABEL})", re.IGNORECASE)


class Address(NamedTuple):
    """An address in the form that a mail server accepts."""

    text: str
    """The address, its domain in ASCII ("xn--…")."""
    needs_utf8: bool
    """Whether it has letters outside ASCII before the @, which only a server with SMTPUTF8 accepts."""


def check_email(address: str) -> str:
    """An email address as it was typed, or empty text. Raises BadInput if it is not an address."""
    text = address.strip()
    if text:
        for_server(text)
    return text


def for_server(address: str) -> Address:
    """An address for a mail server: its domain in ASCII, by IDNA 2008. Raises BadInput if it is not an address."""
    text = address.strip()
    name, _, host = text.rpartition("@")
    if len(text) > LONGEST or len(name.encode("utf-8", "replace")) > LONGEST_NAME or not _is_name(name):
        raise _not_one(text)
    domain = host if host.isascii() else _in_ascii(host, text)
    if not _DOMAIN.fullmatch(domain) or len(name.encode()) + 1 + len(domain) > LONGEST:
        raise _not_one(text)
    return Address(f"{name}@{domain}", not name.isascii())


def same(one: str, other: str) -> bool:
    """Whether two addresses are the same, whatever their letter case and the way their domain is written."""
    return _plain(one) == _plain(other)


def _is_name(name: str) -> bool:
    """Whether it is a dot-atom; letters of every script are allowed (RFC 6531, 3.3)."""
    atoms = ["".join("a" if _is_foreign(letter) else letter for letter in one) for one in name.split(".")]
    return all(map(_ATOM.fullmatch, atoms))


def _is_foreign(letter: str) -> bool:
    return not letter.isascii() and unicodedata.category(letter)[0] in "LMN"


def _plain(address: str) -> str:
    try:
        return for_server(address).text.casefold()
    except BadInput:
        return address.strip().casefold()


def _in_ascii(host: str, address: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True, std3_rules=True).decode()
    except (idna.IDNAError, UnicodeError):
        raise _not_one(address) from None


def _not_one(text: str) -> BadInput:
    shown = shortened(dropped(" ".join(text.split())), _SHOWN)
    return BadInput(f"“{shown}” is not an email address. Write it like anna@example.org.")
