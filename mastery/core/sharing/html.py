"""A summary as one HTML file: no script, no request, readable on a phone, clean on paper."""

from collections.abc import Sequence

from mastery.core.base.html import shown, template
from mastery.core.base.parts import Part


def summary_html(title: str, found: Sequence[Part]) -> str:
    """The summary as HTML with its pictures in it."""
    return template("core/sharing/summary.html.j2").render(title=title, parts=list(map(shown, found)))
