import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.base.ids import new_id
from mastery.core.base.records import KINDS, Entry
from mastery.core.writing.capture import make_dated_entry, make_entry, parse_capture
from mastery.core.writing.editing import (
    blank_editing,
    from_editing,
    new_from_editing,
    tags_below,
    title_in,
    to_editing,
)
from tests.support.clock import FixedClock, now_of

CLOCK = FixedClock(dt.datetime(2026, 11, 20, 21, 30, 45))
TURN = dt.time(4)

ODD = st.sampled_from(
    ["# x", "---", "---\n---", "date: x", "# ", "\n", "* x", "", "# a\n\n# b", "\r\n", "tags: a", "..."]
)
TEXTS = st.one_of(st.text(), ODD, st.lists(st.one_of(ODD, st.text(max_size=5)), max_size=5).map("\n".join))
ENTRIES = st.builds(
    Entry,
    id=st.just(new_id(0)),
    day=st.dates(),
    at=st.datetimes(timezones=st.just(dt.UTC)),
    zone=st.text(),
    kind=st.sampled_from(KINDS),
    title=TEXTS,
    body=TEXTS,
    tags=st.lists(st.text()).map(tuple),
    starred=st.booleans(),
    recorded=st.datetimes(timezones=st.just(dt.UTC)),
)


def entry_of(text: str) -> Entry:
    return make_entry(parse_capture(text, CLOCK.now()), now_of(CLOCK))


def edit(text: str, entry: Entry) -> Entry:
    return from_editing(text, entry, now_of(CLOCK))


ENTRY = msgspec.structs.replace(entry_of("Title #a. Body @b"), tags=("a", "@b", "own", "@own"))
TEXT = """\
---
date: 2026-11-20 21:30
kind: note
starred: no
tags: own, @own
mood:
shareable: no
---
# Title #a.

Body @b
"""


def test_to_editing() -> None:
    assert to_editing(ENTRY) == TEXT
    assert edit(TEXT, ENTRY) is ENTRY
    assert edit(TEXT.replace("\n", "\r\n") + "\n\n", ENTRY) == ENTRY


@given(ENTRIES)
def test_unchanged_text_gives_the_same_entry(entry: Entry) -> None:
    assert edit(to_editing(entry), entry) == entry


@given(
    st.one_of(st.text(alphabet=st.characters(exclude_categories=["C"])), ODD),
    st.one_of(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")), ODD),
)
def test_changing_one_line_changes_one_thing(title: str, body: str) -> None:
    try:
        made = make_dated_entry(CLOCK.now(), title, body, now=now_of(CLOCK), origin="test")
    except BadInput:
        return
    text = to_editing(made)
    assert edit(text.replace("starred: no", "starred: yes", 1), made) == msgspec.structs.replace(made, starred=True)
    assert edit(text.replace("kind: note", "kind: win", 1), made) == msgspec.structs.replace(made, kind="win")
    moved = edit(text.replace("21:30", "03:00", 1), made)
    assert (moved.title, moved.body, moved.tags) == (made.title, made.body, made.tags)
    assert moved.at.isoformat() == "2026-11-20T03:00:00+01:00" and moved.day == dt.date(2026, 11, 19)


def test_text_and_tags() -> None:
    changed = edit(TEXT.replace("Body @b", "Other #c").replace("# Title #a.", "# New. Title"), ENTRY)
    assert (changed.title, changed.body, changed.tags) == ("New. Title", "Other #c", ("c", "own", "@own"))
    assert edit(TEXT.replace("own, @own", "#New @x"), ENTRY).tags == ("a", "@b", "new", "@x")
    assert edit(TEXT.replace("tags: own, @own\n", ""), ENTRY) == ENTRY
    assert edit(TEXT.replace(" own, @own", ""), ENTRY).tags == ("a", "@b")
    without_front = edit("A whole. New text", ENTRY)
    assert (without_front.title, without_front.body, without_front.at) == ("A whole.", "New text", ENTRY.at)


def test_an_entry_without_title_keeps_none() -> None:
    bare = msgspec.structs.replace(ENTRY, title="", body="# x\n\nOne. Two", tags=())
    changed = edit(to_editing(bare).replace("Two", "Three"), bare)
    assert (changed.title, changed.body) == ("", "# x\n\nOne. Three")
    titled = edit(to_editing(bare).replace("# x", "# y"), bare)
    assert (titled.title, titled.body) == ("y", "One. Three".replace("Three", "Two"))


def test_date() -> None:
    day_only = edit(TEXT.replace("2026-11-20 21:30", "yesterday"), ENTRY)
    assert day_only.at.isoformat() == "2026-11-19T21:30:45+01:00" and day_only.day == dt.date(2026, 11, 19)
    abroad = msgspec.structs.replace(
        ENTRY, at=dt.datetime(2026, 1, 1, 8, tzinfo=dt.timezone(dt.timedelta(hours=9))), zone="Asia/Tokyo"
    )
    text = to_editing(abroad)
    assert "date: 2026-01-01 08:00\n" in text
    assert edit(text.replace("Body", "Corpse"), abroad).at == abroad.at
    moved = edit(text.replace("08:00", "09:00"), abroad)
    assert moved.at.isoformat() == "2026-01-01T09:00:00+01:00" and moved.zone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2026-11-20 21:30", "blah", "Line 2: 'blah' is no date: write 2026-11-20 21:30, or yesterday 21:30."),
        ("note", "novel", "Line 3: 'novel' is no kind: write one of note, reflection,"),
        ("starred: no", "starred: maybe", "Line 4: starred is yes or no, not 'maybe'."),
        ("mood:", "mood: 9", "Line 6: A mood is a number from 1 to 5"),
        (
            "tags:",
            "tagz:",
            "Line 5: 'tagz: own, @own' is not known here",
        ),
        ("own, @own", "@", "Line 5: '@' is no tag"),
        ("kind: note", "starred: yes", "Line 4: starred is there twice"),
        ("---\n#", "#", "'# Title #a.' is not known here"),
        ("# Title #a.\n\nBody @b\n", "", "The text is empty"),
        ("Body", "\0", "NUL"),
    ],
)
def test_bad_editing(old: str, new: str, message: str) -> None:
    with pytest.raises(BadInput) as raised:
        edit(TEXT.replace(old, new, 1), ENTRY)
    assert message in str(raised.value)


def test_emptied_and_unclosed() -> None:
    for text in ("", " \n", "---\ndate: 2026-11-20\n"):
        with pytest.raises(BadInput):
            edit(text, ENTRY)


def test_new() -> None:
    blank = blank_editing(now_of(CLOCK))
    assert blank == "---\ndate: 2026-11-20 21:30\nkind: note\nstarred: no\ntags:\nmood:\nshareable: no\n---\n\n"
    for empty in (blank, "", " \n"):
        with pytest.raises(BadInput, match="Nothing was written"):
            new_from_editing(empty, now_of(CLOCK))
    entry, _ = new_from_editing(
        blank.replace("tags:", "tags: own").replace("note", "win") + "# T #a. x\n\nBody\n", now_of(CLOCK)
    )
    assert (entry.title, entry.body, entry.tags, entry.kind) == ("T #a. x", "Body", ("a", "own"), "win")
    assert entry.at == CLOCK.now()
    early, _ = new_from_editing(blank.replace("21:30", "01:00") + "T", now_of(CLOCK))
    assert early.day == dt.date(2026, 11, 19)
    captured, _ = new_from_editing("yesterday 8am: T. B *", now_of(CLOCK))
    assert captured.starred and captured.at.isoformat() == "2026-11-19T08:00:00+01:00"


@given(st.text(), st.text())
def test_any_text_is_read_or_refused(front: str, text: str) -> None:
    for one in (text, f"---\n{front}\n---\n{text}", front + TEXT):
        try:
            edit(one, ENTRY)
            new_from_editing(one, now_of(CLOCK))
        except BadInput as error:
            assert "\n" not in str(error)


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1), st.text())
def test_the_title_of_an_edited_text_is_the_entrys(title: str, body: str) -> None:
    assert title_in(to_editing(msgspec.structs.replace(ENTRY, title=title, body=body))) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("half a sent", "half a sent"),
        ("\n\n# Talked on the phone\n\nAnd more", "Talked on the phone"),
        ("Talk with @anna. It went well", "Talk with @anna."),
        ("---\nkind: note", "---"),
        (" \n", ""),
        ("x" * 1_000_000, "x" * 2000),
    ],
)
def test_the_title_of_a_text_that_was_begun(text: str, title: str) -> None:
    assert title_in(text) == title


def test_the_tags_below_the_line_of_tags() -> None:
    assert tags_below(TEXT) == (4, ("a", "@b"))
    assert tags_below(TEXT.replace("tags: own, @own\n", "")) is None
    assert tags_below("A #text without front matter\ntags: none") is None
