"""The book: everything that was asked for is in it, nothing else is, and nothing in it runs or asks for anything."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.records import Entry
from mastery.exchange import Export, html
from tests.support.cli import FRIDAY, Shell
from tests.support.formats import entries
from tests.support.markup import HOSTILE, Seen


def book(export: Export) -> str:
    made = html.write(export)
    assert isinstance(made, bytes)
    return made.decode()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "diary")
    shell.clock.moment = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
    shell.ok("goal", "add", "Speak Spanish", "--vision", "A whole evening.", "--milestone", "A2 exam")
    shell.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "3", "--on", "2026-09-01")
    shell.ok("model", "add", "Meetings without an agenda decide nothing", "--confidence", "80")
    shell.clock.moment = FRIDAY
    shell.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "5", "--on", "2026-10-20", "--note", "At last")
    shell.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "7")
    shell.ok("practice", "add", "Conversation", "daily", "--goal", "spanish")
    shell.ok("done", "conversation", "--minutes", "20")
    shell.ok("model", "evidence", "meetings", "Tuesday's did", "--against")
    shell.ok("predict", "add", "It rains", "--probability", "70", "--by", "2026-12-24")
    shell.log("2026-09-30: In September. #work")
    shell.log("2026-10-01 09:15: First of October. With *stress* and **weight**. #work")
    shell.log("--goal", "spanish", "--mood", "good", "--minutes", "45", "--tag", "own", "Today's thought.")
    return shell


def test_a_book_has_contents_and_entries_by_month_and_what_was_learnt(shell: Shell) -> None:
    text = shell.ok("export", "--to", "html")
    page = Seen(text)
    anchors = [value for name, value in page.attributes if name == "href"]
    ids = [value for name, value in page.attributes if name == "id"]
    assert ids == ["m2026-09", "m2026-10", "m2026-11", "goals", "practices", "beliefs", "predictions"]
    assert anchors == [f"#{one}" for one in ids]
    assert page.text.index("In September.") < page.text.index("First of October.") < page.text.index("Today's thought.")
    assert "With <em>stress</em> and <strong>weight</strong>." in text
    assert "mood: good · 45 min · Speak Spanish · #own" in page.text and "09:15" in page.text
    for said in (
        "1 September 2026 to 20 November 2026", "3 entries on 3 days", "A whole evening.", "Ahead: A2 exam",
        "7 of 8 on 20 Nov 2026", "Reality rose by 4", "1 h 05 of learning", "Conversation: done on 1 day, 20 min",
        "80 % sure on 1 Sep 2026", "Tuesday's did (20 Nov 2026)", "It rains", "to be known by 24 Dec 2026",
    ):  # fmt: skip
        assert said in page.text, said
    assert page.tags.count("svg") == 3  # the map of the year, the moods, the tension


def test_a_book_of_a_period_tells_how_things_stood_at_its_end(shell: Shell) -> None:
    page = Seen(shell.ok("export", "--to", "html", "--from", "2026-10-01", "--until", "2026-10-31"))
    assert "1 October 2026 to 31 October 2026" in page.text and "First of October." in page.text
    assert "In September." not in page.text and "Today's thought." not in page.text
    assert "5 of 8 on 20 Oct 2026: At last" in page.text and "Reality rose by 2" in page.text
    assert "80 % sure on 1 Sep 2026" in page.text
    for later in ("7 of 8", "Tuesday", "It rains", "Conversation"):
        assert later not in page.text
    early = Seen(shell.ok("export", "--to", "html", "--until", "2026-08-31"))
    assert "Nothing was written" in early.text and "Spanish" not in early.text and "agenda" not in early.text


def test_entries_that_were_chosen_otherwise_come_without_what_was_learnt(shell: Shell) -> None:
    page = Seen(shell.ok("export", "--to", "html", "--tag", "work", "--from", "2026-10-01"))
    assert "First of October." in page.text
    for hidden in ("In September", "Today's thought", "Spanish", "agenda", "It rains", "Conversation"):
        assert hidden not in page.text
    assert "Nothing" in Seen(shell.ok("export", "--to", "html", "--tag", "nowhere")).text


def test_what_is_in_the_trash_is_in_no_book(shell: Shell) -> None:
    shell.ok("delete", "last")
    shell.ok("goal", "drop", "spanish", "--why", "No time")
    text = shell.ok("export", "--to", "html")
    assert "Today's thought" not in text and "Let go on 20 Nov 2026: No time" in text


def test_nothing_hostile_becomes_an_element_or_a_request(shell: Shell) -> None:
    shell.ok("goal", "add", "<script>goal</script>", "--vision", HOSTILE)
    shell.ok("model", "add", "<img src=x onerror=model>", "--confidence", "50", "--why", "<b onclick=y>")
    shell.log("--tag", "<i>tag", stdin=f"<script>title</script>\n\n{HOSTILE}")
    shell.log("-", stdin=f"<svg onload=z>.\n\n{HOSTILE}")
    page = Seen(shell.ok("export", "--to", "html"))
    assert not {"script", "img", "iframe", "link", "object", "form", "b", "i"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "srcset", "action")]
    links = {value for name, value in page.attributes if name == "href" and not value.startswith("#")}
    assert links == {"https://example.org", "https://example.net"}
    assert "<script>goal</script>" in page.text and "<svg onload=z>" in page.text


@given(entries())
def test_each_word_of_each_entry_is_in_the_book(kept: list[Entry]) -> None:
    page = Seen(book(Export(kept, None, "j")))
    assert page.tags.count("article") == len(kept)
    assert all(f"{one.at:%H:%M}" in page.text for one in kept)
    for one in kept:
        assert all(word in page.text for word in one.title.split() if word.isalnum())


@given(st.dates(dt.date(1, 1, 1)), st.dates(dt.date(1, 1, 1)))
def test_a_book_of_no_entries_says_so(one: dt.date, other: dt.date) -> None:
    page = Seen(book(Export([], None, "j", {}, min(one, other), max(one, other))))
    assert "Nothing was written" in page.text and "svg" not in page.tags
