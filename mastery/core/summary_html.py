"""A summary as one HTML file: no script, no request, readable on a phone, clean on paper."""

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, Template
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from mastery.core.summary import Part

SCHEMES = ("http:", "https:", "mailto:")
"""Links that stay links; every other one becomes its text."""


@cache
def _renderer() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@cache
def _template() -> Template:
    loader = PackageLoader("mastery.core", package_path="")
    return Environment(loader=loader, autoescape=True, keep_trailing_newline=True).get_template("summary.html.j2")


def body_html(text: str) -> str:
    """Markdown as HTML without raw HTML, without images (their texts stay), and with links of SCHEMES only."""
    renderer = _renderer()
    tokens = renderer.parse(text)
    for token in tokens:
        if token.children is not None:
            token.children = _harmless(token.children)
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


def summary_html(title: str, found: Sequence[Part]) -> str:
    """The summary as HTML with its pictures in it."""
    shown = [
        {
            "heading": one.heading,
            "body": Markup(body_html(one.text)),  # noqa: S704 - rendered with raw HTML off
            "pictures": [Markup(picture) for picture in one.pictures],  # noqa: S704 - drawn here, its texts escaped
        }
        for one in found
    ]
    return _template().render(title=title, parts=shown)
