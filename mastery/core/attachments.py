"""Files that came with an import: how texts link to them, and what an exported text says of one that was left out."""

import re

ATTACHED = re.compile(r"!?\[([^\]\n]*)\]\(attachments/([A-Za-z0-9._-]{1,200})\)")
"""A text's link to a file of the journal's folder `attachments`: what it says, and the file's name."""
_LEFT_OUT = re.compile(r"\(left out: ([A-Za-z0-9._-]{1,200})\)")


def said_left_out(link: re.Match[str]) -> str:
    """What stands in an exported text for the link to a file that was left out: 'photo (left out: 5f0c.heic)'."""
    return f"{link[1]} (left out: {link[2]})".lstrip()


def without_links(text: str) -> str:
    """The text as it is with its files and without them: the same for an entry and for what an export made of it."""
    return _LEFT_OUT.sub(r"\1", ATTACHED.sub(r"\1 \2", text)) if "attachments/" in text or "(left out" in text else text
