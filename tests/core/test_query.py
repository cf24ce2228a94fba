import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.base.folded import fold
from mastery.core.base.records import Entry
from mastery.core.writing.query import Query, excerpt, haystack, matches, parse_query, search, select

TODAY = dt.date(2026, 11, 20)
START = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)

PIECES = ('"', " ", "a", "tag:", "-", "#", "@x", "kind:win", "on:today", "é")


def entry(number: int, title: str, body: str = "", **more: object) -> Entry:
    at = START + dt.timedelta(days=number)
    made = Entry(id=f"{number:026d}", day=at.date(), at=at, title=title, body=body, recorded=at)
    return msgspec.structs.replace(made, **more)


ENTRIES = [
    entry(0, "Café in Zürich", "Met Anna about the\nproject plan", tags=("@anna",), kind="reflection"),
    entry(1, "Nothing", "A word on zurich and a cafeteria", tags=("work",), starred=True),
    entry(2, "Anna again", "Straße", tags=("work", "@anna")),
]


def found(text: str) -> list[int]:
    return [int(one.id) for one in search([haystack(one, one) for one in ENTRIES], parse_query(text, TODAY))]


def test_parse_query() -> None:
    query = parse_query('one "two three" #a @B +c tag:d -tag:e -#f kind:Win is:starred on:2026-01-02 x:y -z', TODAY)
    day = dt.date(2026, 1, 2)
    assert query == Query(
        words=("one", "x:y", "-z"),
        phrases=("two three",),
        tags=("#a", "@B", "c", "d"),
        not_tags=("e", "#f"),
        kinds=("win",),
        starred=True,
        since=day,
        until=day,
    )
    assert parse_query("", TODAY) == parse_query(' "" ', TODAY) == Query()
    assert parse_query("#1 +49 @", TODAY).words == ("#1", "+49", "@")
    assert parse_query('"still typ', TODAY).phrases == ("still typ",)
    assert parse_query("-is:starred", TODAY).starred is False


def test_parse_query_dates() -> None:
    query = parse_query('after:"last friday" before:yesterday', TODAY)
    assert (query.since, query.until) == (dt.date(2026, 11, 14), dt.date(2026, 11, 18))
    both = parse_query("after:2026-01-01 after:2026-02-01", TODAY)
    assert both.since == dt.date(2026, 2, 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("before:blah", "'blah' is no date"),
        ("before:last friday", 'in quotes: before:"last friday"'),
        ("before:0001-01-01", "There is no day before 0001-01-01."),
        ("after:9999-12-31", "There is no day after 9999-12-31."),
        ("kind:novel", "'novel' is no kind: write one of note"),
        ("is:red", "write is:starred"),
        ("tag:", "is no tag"),
        ("-kind:note", "cannot be asked"),
    ],
)
def test_bad_queries(text: str, message: str) -> None:
    with pytest.raises(BadInput) as raised:
        parse_query(text, TODAY)
    assert message in str(raised.value)


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_any_query_is_read_or_refused(text: str) -> None:
    try:
        query = parse_query(text, TODAY)
    except BadInput:
        return
    search([haystack(one, one) for one in ENTRIES], query)
    select(ENTRIES, query)


def test_search_order_and_words() -> None:
    assert found("") == [2, 1, 0]
    assert found("anna") == [2, 0]
    assert found("zurich") == [0, 1], "a find in the title comes first"
    assert found("CAFE Zürich") == [0, 1], "any order, accents and case do not count, part of a longer word"
    assert found("zürich caf") == [0, 1]
    assert found('"the project"') == [0], "a phrase may go over a line's end"
    assert found('"project the"') == []
    assert found("strasse") == [2] and found("anna again strass") == [2]


def test_search_filters() -> None:
    assert found("tag:anna") == [2, 0] and found("@anna #work") == [2] and found("#anna") == []
    assert found("-tag:work") == [0] and found("is:starred") == [1] and found("kind:reflection") == [0]
    assert found("on:2026-01-02") == [1] and found("after:2026-01-01") == [2, 1] and found("before:2026-01-02") == [0]
    assert found("anna -@anna") == []


def test_select() -> None:
    shuffled = [ENTRIES[2], ENTRIES[0], ENTRIES[1]]
    assert select(shuffled, Query()) == ENTRIES
    assert select(shuffled, Query(last=2)) == ENTRIES[1:]
    assert select(shuffled, Query(last=0)) == [] and select(shuffled, Query(last=9)) == ENTRIES
    assert select(shuffled, Query(words=("ANNA",), last=1)) == [ENTRIES[2]]
    assert search([haystack(one, one) for one in ENTRIES], Query(last=2)) == [ENTRIES[2], ENTRIES[1]]
    assert search([haystack(one, one) for one in ENTRIES], Query(words=("zurich",), last=1)) == [ENTRIES[1]]


def test_matches() -> None:
    text = "Cafe\u0301 STRASSE Straße ﬁn"
    assert [text[a:b] for a, b in matches(text, Query(words=("café", "straß")))] == ["Cafe\u0301", "STRASS", "Straß"]
    assert [text[a:b] for a, b in matches(text, Query(words=("fi",)))] == ["ﬁ"]
    assert matches("one\n  two", Query(phrases=("one two",))) == [(0, 9)]
    assert matches("abcd", Query(words=("ab", "bc", "d"))) == [(0, 4)]
    assert matches("abc", Query()) == [] and matches("", Query(words=("a",))) == []


def test_excerpt() -> None:
    text = "first words " * 10 + "the needle\nis here " + "last words " * 10
    shown, spans = excerpt(text, Query(words=("NEEDLE",)), 40)
    assert len(shown) <= 40 and shown.startswith("…") and shown.endswith("…")
    assert [shown[a:b] for a, b in spans] == ["needle"]
    assert excerpt("short\ntext", Query(), 40) == ("short text", [])
    assert excerpt("word " * 30, Query(), 11) == ("word word …", [])


@given(st.text())
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text.upper()) == fold(text.upper().lower())


@given(st.text(min_size=1), st.text(), st.text(), st.integers(0, 60))
def test_what_is_found_can_be_shown(word: str, before: str, after: str, width: int) -> None:
    query = Query(words=(word,))
    text = before + word + after
    spans = matches(text, query)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
    assert spans == sorted(spans)
    shown, marks = excerpt(text, query, width)
    assert len(shown) <= width and "\n" not in shown
    assert all(0 <= start < end <= len(shown) for start, end in marks)


@given(st.text(alphabet="abé ß\n", min_size=1, max_size=8), st.text(alphabet="abé ß\n", max_size=50))
def test_matches_agree_with_search(word: str, text: str) -> None:
    query = Query(words=(word,))
    one = entry(0, "", text)
    hit = bool(search([haystack(one, one)], query))
    assert hit == (bool(matches(text, query)) or not word.strip())


@given(st.text(alphabet="ab \n\t\x0b\u2028\xa0\u3000\x1f"))
def test_any_blanks_between_words_are_one(text: str) -> None:
    assert excerpt(text, Query(), 1000)[0] == " ".join(text.split())
