"""Markup that must not run, and the elements of a page."""

from html.parser import HTMLParser


class Seen(HTMLParser):
    """The elements of a page, their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


HOSTILE = """\
<script>alert(1)</script> <img src=x onerror=alert(1)> </style></section>

[a](javascript:alert(1)) [b](https://example.org) ![photo](https://spy.example/x.png) <https://example.net>

<iframe src="https://spy.example"></iframe>

| a | b |
|---|---|
| ~~c~~ | **d** |
"""
