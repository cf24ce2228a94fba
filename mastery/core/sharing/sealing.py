"""Encrypting to a mentor's key, age's or SSH's, so that nobody else can read what is sent."""

from mastery.core.base.errors import BadInput
from mastery.core.sharing.mentors import check_key


def read_key(typed: str) -> str:
    """A public key to which something can be encrypted, on one line; empty for empty text.

    Raises BadInput if it is secret, damaged, or of another kind.
    """
    key = check_key(typed)
    if not key:
        return ""
    from pyrage import RecipientError, ssh, x25519

    try:
        (ssh if key.startswith("ssh-") else x25519).Recipient.from_str(key)
    except (RecipientError, ValueError):
        raise BadInput("That is no whole age or SSH public key: copy all of its line.") from None
    return key


def sealed(data: bytes, key: str) -> bytes:
    """The bytes encrypted to a key, as text that mails carry (age's armor). Raises BadInput for a damaged key."""
    import pyrage
    from pyrage import ssh, x25519

    key = read_key(key)
    recipient = (ssh if key.startswith("ssh-") else x25519).Recipient.from_str(key)
    return bytes(pyrage.encrypt(data, [recipient], armored=True))
