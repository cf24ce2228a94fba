"""A summary as one HTML file: no script, no request, readable on a phone, clean on paper."""

from collections.abc import Sequence

from mastery.core.pages import shown, template
from mastery.core.summary import Part


def summary_html(title: str, found: Sequence[Part]) -> str:
    """The summary as HTML with its pictures in it."""
    return template("core/summary.html.j2").render(title=title, parts=list(map(shown, found)))
