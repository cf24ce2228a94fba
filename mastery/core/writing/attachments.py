"""Files that came with an import: how texts link to them, and the note that replaces one left out of an export."""

import re

ATTACHED = re.compile(r"!?\[([^\]\n]*)\]\(attachments/([A-Za-z0-9._-]{1,200})\)")
"""A link in a text to a file in the journal's folder `attachments`: the label, and the file's name."""
_LEFT_OUT = re.compile(r"\(left out: ([A-Za-z0-9._-]{1,200})\)")


def said_left_out(link: re.Match[str]) -> str:
    """The note that replaces the link to a file that an export left out: 'photo (left out: 5f0c.heic)'."""
    return f"{link[1]} (left out: {link[2]})".lstrip()


def without_links(text: str) -> str:
    """The text with links to files and notes of files left out reduced to one form, so that both compare equal."""
    return _LEFT_OUT.sub(r"\1", ATTACHED.sub(r"\1 \2", text)) if "attachments/" in text or "(left out" in text else text
