"""Markdown with a backslash before every sign, as some programs write it, made readable again."""

import re

_PUNCTUATION = re.escape("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ESCAPE = re.compile(rf"\\([{_PUNCTUATION}])")
_ESCAPE_OR_CODE = re.compile(
    rf"\\([{_PUNCTUATION}])"
    r"|^[ \t]*(?:(`{3,})[^`\n]*|(~{3,})[^\n]*)\n(?s:.*?)(?:^[ \t]*(?:\2|\3)[`~]*[ \t]*$|\Z)"
    r"|(?<!(?<!\\)`)(`+)(?!`)(?s:(?!\n[ \t]*(?:\n|[#>*+`~\d-])).){1,2000}?(?<!`)\4(?!`)",
    re.MULTILINE,
)
_LOOK = 400
"""Characters of a line examined on either side of a backslash."""
_OPENING = r"(?:[ \t]|>|[-+*][ \t]|\d{1,9}[.)][ \t])*"
_OPENS = re.compile(_OPENING)
_NUMBER = re.compile(_OPENING + r"\d{1,9}")
_IN_TARGET = re.compile(r"\]\((?:[^)\\\n]|\\.)*")
_IN_LINK = re.compile(r"(?:[^\\\n]|\\.)*?\]\(")
_ENTITY = re.compile(r"(?:\\?#)?\w+\\?;")
_HASHES = re.compile(r"(?:\\?#)*(?=[ \t]|\Z)")


def unescaped(text: str) -> str:
    r"""The Markdown without the backslashes that change nothing: "Really\." and "\(so\)", but not "\*so\*".

    Code keeps its backslashes.
    """
    return _ESCAPE_OR_CODE.sub(lambda one: one[0] if one[1] is None or _matters(one) else one[1], text)


def without_escapes(text: str) -> str:
    r"""The plain text of Markdown that is shown unrendered, such as a title: "\*so\*" gives "*so*"."""
    return _ESCAPE.sub(r"\1", text)


def _matters(escape: re.Match[str]) -> bool:
    """Whether the sign would mean something without its backslash."""
    sign, text = escape[1], escape.string
    before = text[max(0, escape.start() - _LOOK) : escape.start()].rpartition("\n")[2]
    after = text[escape.end() : escape.end() + _LOOK].partition("\n")[0]
    previous = before[-1:] or " "
    following = after[:1] or " "
    coming = after[1] if _ESCAPE.match(after) else following
    """The sign that comes next, whether or not it has a backslash itself."""
    opens = _OPENS.fullmatch(before) is not None
    target = before.rfind("](")
    if target >= 0 and _IN_TARGET.fullmatch(before, target):
        return True
    match sign:
        case "`":
            return True
        case "\\":
            return not after or _ESCAPE.match(f"\\{following}") is not None
        case "*":
            return opens or not (previous.isspace() and following.isspace())
        case "_":
            return not (previous.isalnum() and following.isalnum())
        case "~":
            return "~" in (previous, coming)
        case "#":
            ends = before.startswith("#") and previous in " \t#" and not after.strip("\\# \t")
            return ends or (opens and _HASHES.match(after) is not None)
        case ">":
            return opens
        case "+" | "-" | "=":
            return opens and (coming.isspace() or coming == sign)
        case "." | ")":
            return _NUMBER.fullmatch(before) is not None and following.isspace()
        case "[" | "]":
            return coming in ("(", "[", ":") or _IN_LINK.match(after) is not None
        case "!":
            return following == "["
        case "<":
            return coming.isalpha() or coming in ("/", "!", "?")
        case "&":
            return _ENTITY.match(after) is not None
        case "|":
            return "|" in _ESCAPE.sub("", before + after)
    return False
