"""Encrypting to a mentor's key, age's or SSH's, so that nobody else can read what is sent."""

from mastery.core.base.errors import BadInput


def check_recipient(key: str) -> str:
    """The key, where something can be encrypted to it. Raises BadInput where it is damaged or of another kind."""
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

    check_recipient(key)
    recipient = (ssh if key.startswith("ssh-") else x25519).Recipient.from_str(key)
    return bytes(pyrage.encrypt(data, [recipient], armored=True))
