"""E-mail addresses: what mail can go to, and how it is written for a mail server (RFC 5321, 5890 and 6531)."""

import re
import unicodedata
from typing import NamedTuple

from mastery.core.controls import dropped
from mastery.core.errors import BadInput

LONGEST, LONGEST_NAME = 254, 64
"""Bytes of an address, and of the part before its @ (RFC 5321, 4.5.3.1)."""

_SHOWN = 60
"""Letters of a text in a message."""

_ATOM = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+", re.IGNORECASE | re.ASCII)
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"({_LABEL}\.)+(?=[a-z0-9-]*[a-z])({_LABEL})", re.IGNORECASE)


class Address(NamedTuple):
    """An address as a mail server takes it."""

    text: str
    """With the domain in ASCII ("xn--…")."""
    needs_utf8: bool
    """Whether only a server with SMTPUTF8 takes it: there are letters outside ASCII before the @."""


def check_email(address: str) -> str:
    """An e-mail address as it was written, or nothing. Raises BadInput for what no mail can go to."""
    text = address.strip()
    if text:
        for_server(text)
    return text


def for_server(address: str) -> Address:
    """An address for a mail server: its domain in ASCII, after IDNA 2008. Raises BadInput for what is not one."""
    text = address.strip()
    name, _, host = text.rpartition("@")
    if len(text) > LONGEST or len(name.encode("utf-8", "replace")) > LONGEST_NAME or not _is_name(name):
        raise _not_one(text)
    domain = host if host.isascii() else _in_ascii(host, text)
    if not _DOMAIN.fullmatch(domain) or len(name.encode()) + 1 + len(domain) > LONGEST:
        raise _not_one(text)
    return Address(f"{name}@{domain}", not name.isascii())


def same(one: str, other: str) -> bool:
    """Whether two addresses are one person's: letter case does not matter, nor how the domain is written."""
    return _plain(one) == _plain(other)


def _is_name(name: str) -> bool:
    """Whether it is a dot-atom, letters of every script allowed (RFC 6531, 3.3)."""
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
    shown = dropped(" ".join(text.split()))
    shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
    return BadInput(f"“{shown}” is not an e-mail address: write it as anna@example.org.")
