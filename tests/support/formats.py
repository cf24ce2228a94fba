"""What the tests of the formats share."""

import datetime as dt

from hypothesis import strategies as st

from mastery.core.base.dateformats import date_words
from mastery.core.base.records import Entry
from mastery.core.writing.capture import make_dated_entry
from mastery.exchange import ReadContext
from tests.support.clock import FixedClock, now_of

CLOCK = FixedClock(dt.datetime(2026, 11, 23, 21, 30))
CONTEXT = ReadContext(now_of(CLOCK))

GERMAN = date_words(
    [("Januar", "Jan"), ("Februar", "Feb"), ("März", "Mär"), ("April", "Apr"), ("Mai",), ("Juni", "Jun"),
     ("Juli", "Jul"), ("August", "Aug"), ("September", "Sep"), ("Oktober", "Okt"), ("November", "Nov"),
     ("Dezember", "Dez")],
    [("Montag", "Mo"), ("Dienstag", "Di"), ("Mittwoch", "Mi"), ("Donnerstag", "Do"), ("Freitag", "Fr"),
     ("Samstag", "Sa"), ("Sonntag", "So")],
)  # fmt: skip
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30)
BRACKETED = st.sampled_from(
    ["[yesterday] ", "[2026-01-01 10:00] x", " [x] done", "[ ] todo", "  [", "*", "# Head", "---"]
)
TITLES = st.one_of(LINES, st.sampled_from(["**bold**", "what *", "[2026-01-01] ", "*", "a [b] c"])).map(str.strip)
BODIES = st.lists(st.one_of(LINES, BRACKETED), max_size=5).map("\n".join)
MOMENTS = st.datetimes(dt.datetime(1000, 1, 1), dt.datetime(2999, 1, 1)).map(
    lambda at: at.replace(minute=at.minute, second=0, microsecond=0)
)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """A few entries with all that makes trouble, oldest first."""
    made = []
    for number, at in enumerate(draw(st.lists(MOMENTS, max_size=4))):
        title, body = draw(TITLES), draw(BODIES)
        if (title + body).strip():
            made.append(
                make_dated_entry(
                    at,
                    title,
                    body,
                    starred=draw(st.booleans()),
                    now=now_of(CLOCK),
                    origin=str(number),
                )
            )
    return sorted(made, key=lambda entry: (entry.at, entry.id))
