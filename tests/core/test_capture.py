import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.base.records import Entry, from_fields, to_fields
from mastery.core.base.when import When
from mastery.core.writing.capture import (
    captured,
    check_text,
    fixed,
    make_dated_entry,
    make_entry,
    parse_capture,
    retext,
    split_title,
    with_details,
)
from tests.support.clock import FixedClock, now_of

NOW = dt.datetime(2026, 11, 20, 10, 15, 30)
TURN = dt.time(4)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("One. Two. Three", "One.", "Two. Three"),
        ("Just one line", "Just one line", ""),
        ("Just one line.", "Just one line.", ""),
        ("First\nSecond. Third", "First", "Second. Third"),
        ("First!\n\n  indented", "First!", "  indented"),
        ("\n\n# A title. With a dot\n\nBody", "A title. With a dot", "Body"),
        ("# # Twice", "# Twice", ""),
        ("## Smaller. Kept", "## Smaller. Kept", ""),
        ("#tag first. Then", "#tag first.", "Then"),
        ("Really?! Yes", "Really?!", "Yes"),
        ('He said "no." Then he left', 'He said "no."', "Then he left"),
        ("**Done.** Next", "**Done.**", "Next"),
        ("Met Dr. Mayer and Mr. J. R. Smith. Fine", "Met Dr. Mayer and Mr. J. R. Smith.", "Fine"),
        ("Tools, e.g. hammers. Good", "Tools, e.g. hammers.", "Good"),
        ("Am 3. Mai gelaufen. Gut", "Am 3. Mai gelaufen.", "Gut"),
        ("The year was 2026. It went", "The year was 2026.", "It went"),
        ("Version 1.5 is out. Good", "Version 1.5 is out.", "Good"),
        ("See example.com now. Good", "See example.com now.", "Good"),
        ("今日は良い日。明日も", "今日は良い日。", "明日も"),
        ("本当?! はい", "本当?!", "はい"),
        ("- one. two\n- three", "- one. two", "- three"),
        ("... and so on. Bye", "... and so on.", "Bye"),
        ("word " * 60 + "\nrest", ("word " * 60).strip(), "rest"),
        ("#", "#", ""),
        ("", "", ""),
    ],
)
def test_split_title(text: str, title: str, body: str) -> None:
    assert split_title(text) == (title, body)


def letters(text: str) -> str:
    return "".join(text.split())


@given(st.one_of(st.text(), st.text(alphabet="ab #.!。 \n*3\"'-", max_size=80)))
def test_split_title_loses_nothing(text: str) -> None:
    title, body = split_title(text)
    kept = letters(title + body)
    assert letters(text) in (kept, "#" + kept)
    assert "\n" not in title
    assert bool(title) == bool(text.strip())


@pytest.mark.parametrize(
    "text", ["!" * 200_000, "a. " * 100_000, "." * 100_000 + "a", "\u3002" * 100_000, "*" * 100_000]
)
def test_long_lines_are_quick(text: str) -> None:
    started = time.process_time()  # of the processor: milliseconds, or minutes where it looks at each letter from each
    parse_capture(text, NOW)
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("text", "when", "title"),
    [
        ("yesterday 21:30: Title: sub", When(dt.date(2026, 11, 19), dt.time(21, 30)), "Title: sub"),
        ("2026-11-20 21:30: Title", When(dt.date(2026, 11, 20), dt.time(21, 30)), "Title"),
        ("9pm:\nTitle", When(dt.date(2026, 11, 20), dt.time(21)), "Title"),
        ("last friday at noon: Title", When(dt.date(2026, 11, 13), dt.time(12)), "Title"),
        ("20 Nov 2025: Title", When(dt.date(2025, 11, 20), None), "Title"),
    ],
)
def test_date_prefix(text: str, when: When, title: str) -> None:
    draft = parse_capture(text, NOW)
    assert (draft.when, draft.title, draft.starred) == (when, title, False)


@pytest.mark.parametrize(
    "text",
    [
        "Note: buy milk", "10: ten", "1.5: ratio", "May: a month", "Monday morning thoughts: none", "http://x: y",
        "yesterday:x", "yesterday\n: x", "Title only", "March 5 10: x", "5 May and: x", "a" * 70 + ": x", ": x",
        " " * 60 + "*" * 3 + ": x",
    ],
)  # fmt: skip
def test_text_stays_text(text: str) -> None:
    draft = parse_capture(text, NOW)
    assert draft.when is None
    assert letters(draft.title + draft.body) == letters(text)


@pytest.mark.parametrize(
    ("text", "title", "starred"),
    [
        ("Great day *", "Great day", True),
        ("Great day.*\nBody", "Great day.", True),
        ("* Great day", "Great day", True),
        ("yesterday*: Great day", "Great day", True),
        ("yesterday *: Great day", "Great day", True),
        ("yesterday: * Great day", "Great day", True),
        ("yesterday: Great day *", "Great day", True),
        ("* yesterday: Great day", "Great day", True),
        ("A *great* day*", "A *great* day", True),
        ("2 * 3 is six*", "2 * 3 is six", True),
        ("* one\n* two", "* one", False),
        ("A *great*", "A *great*", False),
        ("A **great**", "A **great**", False),
        ("***great***", "***great***", False),
        ("* * *", "* * *", False),
        ("*", "*", False),
        ("escaped \\*", "escaped \\*", False),
        ("*emphasis* first", "*emphasis* first", False),
        ("First\nlast line *", "First", False),
    ],
)
def test_star(text: str, title: str, starred: bool) -> None:
    draft = parse_capture(text, NOW)
    assert (draft.title, draft.starred) == (title, starred)


@given(st.text(alphabet="ab *\n:#.yesterday", max_size=60))
def test_capture_loses_only_stars_and_dates(text: str) -> None:
    if not text.strip():
        return
    try:
        draft = parse_capture(text, NOW)
    except BadInput:
        assert "today" in text or "yesterday" in text
        return
    if draft.when is None:
        kept = letters(draft.title + draft.body)
        whole = letters(text)
        assert kept.replace("*", "").lstrip("#") == whole.replace("*", "").lstrip("#")
        assert whole.count("*") - kept.count("*") <= 2
        assert draft.starred == (whole.count("*") > kept.count("*"))


def test_check_text() -> None:
    assert check_text("\r\n  \r\n    code\r\nmore  \n\n") == "    code\nmore"
    for bad in ("", " \n\t", "a\0b", "half \ud800"):
        with pytest.raises(BadInput):
            check_text(bad)
        with pytest.raises(BadInput):
            parse_capture(bad, NOW)
    with pytest.raises(BadInput, match="after the date"):
        parse_capture("yesterday: ", NOW)


def entry_of(text: str, clock: FixedClock) -> Entry:
    return make_entry(parse_capture(text, clock.now()), now_of(clock))


def test_make_entry_now() -> None:
    clock = FixedClock(dt.datetime(2026, 11, 20, 2, 0))
    entry = entry_of("Title. Body #a", clock)
    assert (entry.title, entry.body, entry.tags, entry.kind) == ("Title.", "Body #a", ("a",), "note")
    assert entry.day == dt.date(2026, 11, 19)
    assert entry.at.isoformat() == "2026-11-20T02:00:00+01:00" and entry.zone == "Europe/Berlin"
    assert entry.recorded == entry.at
    assert entry_of("today: x", clock).day == dt.date(2026, 11, 19)


def test_make_entry_on_another_day() -> None:
    clock = FixedClock(dt.datetime(2026, 11, 20, 2, 0))
    named = entry_of("2026-07-01: x", clock)
    assert named.at.isoformat() == "2026-07-01T02:00:00+02:00" and named.day == dt.date(2026, 7, 1)
    timed = entry_of("2026-07-01 03:59: x", clock)
    assert timed.day == dt.date(2026, 6, 30)
    assert timed.recorded.isoformat() == "2026-11-20T02:00:00+01:00"
    assert named.id[:9] == timed.id[:9], "the id tells when it was captured"


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-01 00:10", "1880-05-05 12:00", "9999-12-31 23:59"])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati"])
def test_extreme_dates_can_be_kept(day: str, zone: str) -> None:
    entry = entry_of(f"{day}: x", FixedClock(NOW, zone))
    assert from_fields(Entry, to_fields(entry)) == entry


def test_fixed_keeps_the_moment() -> None:
    twice = dt.datetime(2026, 10, 25, 2, 30, fold=1)
    at = fixed(FixedClock(NOW).local(twice))
    assert at.isoformat() == "2026-10-25T02:30:00+01:00"


def test_make_dated_entry() -> None:
    clock = FixedClock(NOW)
    at = dt.datetime(2020, 5, 5, 3, 0, tzinfo=dt.timezone(dt.timedelta(hours=9)))

    def made(repeat: int = 0) -> Entry:
        tags = ("#Y", "x", "")
        return make_dated_entry(at, "A #x", "B\r\n", tags=tags, now=now_of(clock), origin="test", repeat=repeat)

    entry = made()
    assert (entry.day, entry.at, entry.body, entry.tags) == (dt.date(2020, 5, 4), at, "B", ("x", "y"))
    clock.advance(dt.timedelta(days=1))
    assert made().id == entry.id and made(repeat=1).id != entry.id
    naive = make_dated_entry(dt.datetime(2020, 5, 5), "t", "", now=now_of(clock), origin="o")
    assert naive.at.isoformat() == "2020-05-05T00:00:00+02:00"
    with pytest.raises(BadInput):
        make_dated_entry(at, "", " ", now=now_of(clock), origin="o")


def test_retext() -> None:
    entry = entry_of("Title #gone. Body @stays", FixedClock(NOW))
    entry = retext(entry, entry.title, entry.body, ("own",))
    assert entry.tags == ("gone", "@stays", "own")
    assert retext(entry, entry.title, entry.body) is entry
    changed = retext(entry, "Title #new", "Body @stays")
    assert changed.tags == ("new", "@stays", "own")
    assert retext(changed, "x", "y", ()).tags == ()
    with pytest.raises(BadInput):
        retext(entry, "a\0", "")


def test_a_first_sentence_without_end_gives_its_first_words_and_loses_none() -> None:
    title, body = split_title("word " * 1000)
    assert title == ("word " * 100).strip()
    assert f"{title} {body}".split() == ["word"] * 1000
    assert split_title("# " + "word " * 1000) == (("word " * 1000).strip(), "")
    assert split_title("x" * 1000) == ("x" * 1000, "")


def test_a_date_that_was_not_understood_is_told_and_stays_in_the_text() -> None:
    now = now_of(NOW.replace(tzinfo=dt.UTC))
    entry, unclear = captured("yesterday 25:61: Late", now)
    assert entry.title == "yesterday 25:61: Late"
    assert unclear == f"“yesterday 25:61” is no day or time: it stays in the text, and the entry is of {entry.day}."
    for text in ("yesterday: Late", "Note to self: Late", "Late"):
        assert captured(text, now).unclear == ""


def test_details_add_to_what_the_text_says_and_take_nothing_away() -> None:
    now = now_of(NOW.replace(tzinfo=dt.UTC))
    entry = with_details(captured("Read. #books *", now).entry, shareable=True, mood=4, tags=("books", "spanish"))
    assert with_details(entry) == entry
    more = with_details(entry, minutes=45, goals=("g", "g"))
    assert (more.kind, more.minutes, more.goals, more.tags) == ("session", 45, ("g",), ("books", "spanish"))
    assert (more.shareable, more.mood) == (True, 4)
    assert with_details(entry, kind="win", minutes=45).kind == "win"
    assert with_details(captured("I said yes", now, "lesson").entry, minutes=45).kind == "lesson"
