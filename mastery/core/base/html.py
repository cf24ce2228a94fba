"""What every exported or shared HTML file has in common. No script, no request, readable on a phone, clean on paper."""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, Template
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from markupsafe import Markup

from mastery.core.base.parts import Part

SCHEMES = ("http:", "https:", "mailto:")
"""Links that stay links; every other one becomes its text."""

_GAP = re.compile(r"(\n(?:[ \t]*\n)+)")
_REACHES = ("```", "~~~", "]:", "\r", "\0")
"""Markdown that can affect text beyond the next blank line: fenced code and link definitions."""
_LINE = r"""(?:[^\W\d_]|[#@"'“”„‘’(][^\W_]|\d+(?=[^\d.)]))[^\0-\x1f\\`*_~\[\]<&|]*(?<!\s)"""
_PLAIN = re.compile(rf"{_LINE}(?:\n{_LINE})*")
"""A paragraph without any Markdown."""


@cache
def _renderer() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("mastery", package_path=""),
        autoescape=True,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def template(name: str) -> Template:
    """A template by its path in the package; what is put into it is escaped."""
    return _environment().get_template(name)


def body_html(text: str, under: int = 0) -> Markup:
    """Markdown as HTML without raw HTML, without images (their texts stay), and with links of SCHEMES only.

    Its headings are moved below those of the level `under`. Plain paragraphs, most of a diary, are not parsed: the
    result would be the same.
    """
    if any(one in text for one in _REACHES):
        return Markup(_rendered(text, under))  # noqa: S704 - rendered with raw HTML off
    parts: list[str] = []
    waiting: list[str] = []
    blocks = _GAP.split(text)
    for block, gap in zip(blocks[::2], [*blocks[1::2], ""], strict=True):
        if _PLAIN.fullmatch(block):
            if waiting:
                parts.append(_rendered("".join(waiting), under))
                waiting = []
            parts.append(f"<p>{escapeHtml(block)}</p>\n")
        else:
            waiting += (block, gap)
    if waiting:
        parts.append(_rendered("".join(waiting), under))
    return Markup("".join(parts))  # noqa: S704 - rendered with raw HTML off, or escaped


def _rendered(text: str, under: int) -> str:
    renderer = _renderer()
    tokens = renderer.parse(text)
    for token in tokens:
        if token.children is not None:
            token.children = _harmless(token.children)
        if under and token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + under)}"
    html: str = renderer.renderer.render(tokens, renderer.options, {})
    return html


def _harmless(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    open_links: list[bool] = []
    for token in tokens:
        if token.type == "image":
            kept.append(Token("text", "", 0, content=token.content))
        elif token.type == "link_open":
            open_links.append(str(token.attrs.get("href", "")).casefold().startswith(SCHEMES))
            kept += [token] * open_links[-1]
        elif token.type == "link_close":
            kept += [token] * open_links.pop()
        else:
            kept.append(token)
    return kept


def shown(part: Part, under: int = 0) -> dict[str, object]:
    """A part in the form that the templates expect."""
    pictures = [Markup(one) for one in part.pictures]  # noqa: S704 - drawn here, its texts escaped
    return {"name": part.name, "heading": part.heading, "body": body_html(part.text, under), "pictures": pictures}
