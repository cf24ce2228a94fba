"""A text inside another: its headings are below those around it, and its code blocks end with it."""

import re

_HINTS = ("#", "```", "~~~", "===", "---")
"""Without any of these there is neither a heading nor fenced code in a text."""

_SIGNS = re.compile(r"#{1,6}(?=[ \t]|$)")


def nested(text: str, level: int) -> str:
    """The Markdown with its headings moved down until the highest of them is below `level`, and with open code closed.

    Quotes and lists are unchanged. A text without headings and open code stays as it is.
    """
    if not any(one in text for one in _HINTS):
        return text
    from markdown_it import MarkdownIt  # here, so that a shared text without headings does not wait for it

    lines = text.split("\n")
    tokens = MarkdownIt("commonmark").parse(text)
    headings = [one for one in tokens if one.type == "heading_open"]
    down = max(0, level + 1 - min((int(one.tag[1]) for one in headings), default=level + 1))
    gone: set[int] = set()
    for one in headings if down else ():
        assert one.map is not None
        first, end = one.map
        signs = "#" * min(6, int(one.tag[1]) + down)
        if one.markup.startswith("#"):
            lines[first] = _SIGNS.sub(signs, lines[first], count=1)
        elif one.level == 0:  # underlined: of one or several lines, then of = or -
            lines[first] = f"{signs} {' '.join(line.strip() for line in lines[first : end - 1])}"
            gone |= set(range(first + 1, end))
    kept = [line for at, line in enumerate(lines) if at not in gone]
    last = tokens[-1] if tokens else None
    if last is not None and last.type == "fence" and last.map is not None:
        closing = re.compile(rf" {{0,3}}{re.escape(last.markup)}{re.escape(last.markup[0])}*[ \t]*")
        first, end = last.map
        if end - first < 2 or not closing.fullmatch(lines[end - 1]):
            kept.append(last.markup)
    return "\n".join(kept)
