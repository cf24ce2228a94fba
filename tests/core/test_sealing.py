"""Encrypting to a mentor's key, however the file has it."""

import pyrage
import pytest

from mastery.core.base.errors import BadInput
from mastery.core.sharing.sealing import read_key, sealed


def test_a_key_with_blanks_around_it_is_the_same_key() -> None:
    own = pyrage.x25519.Identity.generate()
    key = str(own.to_public())
    assert read_key(f" {key}\n") == key
    assert pyrage.decrypt(sealed(b"For Ana.", f" {key}\n"), [own]) == b"For Ana."


def test_a_damaged_key_is_refused() -> None:
    with pytest.raises(BadInput, match="whole age or SSH"):
        sealed(b"For Ana.", "age1xyz")
