"""Cadences: what people type is understood, said back, and due on the right days."""

import contextlib
import datetime as dt

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import BadInput
from mastery.core.practices.cadence import (
    Cadence,
    Quota,
    Scheduled,
    due_days,
    due_ordinals,
    next_days,
    pace,
    parse_cadence,
    period_of,
    said,
    weekdays_of,
    written,
)

TUESDAY = dt.date(2026, 11, 24)
DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
NEAR = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        ("daily", "daily", "every day"),
        ("Every Day", "daily", "every day"),
        ("weekdays", "weekdays", "on weekdays"),
        ("weekends", "weekends", "on weekends"),
        ("mon,wed,fri", "mon,wed,fri", "every Monday, Wednesday and Friday"),
        ("fri, Mon and wednesday", "mon,wed,fri", "every Monday, Wednesday and Friday"),
        ("mondays", "mon", "every Monday"),
        ("every week on tue", "tue", "every Tuesday"),
        ("mo,tu,we,th,fr,sa,su", "daily", "every day"),
        ("every 2 days", "every 2 days", "every 2 days"),
        ("every other day", "every 2 days", "every 2 days"),
        ("every third day", "every 3 days", "every 3 days"),
        ("every 2 weeks on tue", "every 2 weeks on tue", "every 2 weeks on Tuesday"),
        ("every other week on thu and tue", "every 2 weeks on tue,thu", "every 2 weeks on Tuesday and Thursday"),
        ("3/week", "3/week", "3 days a week"),
        ("3x/week", "3/week", "3 days a week"),
        ("three times a week", "3/week", "3 days a week"),
        ("10/month", "10/month", "10 days a month"),
        ("weekly", "1/week", "once a week"),
        ("once a month", "1/month", "once a month"),
        ("150min/week", "150min/week", "150 minutes a week"),
        ("2.5 hours per week", "150min/week", "150 minutes a week"),
        ("1h 30min / month", None, ""),
        ("1h 30min/month", "90min/month", "90 minutes a month"),
        ("RRULE:FREQ=WEEKLY;BYDAY=FR,MO", "mon,fri", "every Monday and Friday"),
        ("freq=daily;interval=2", "every 2 days", "every 2 days"),
        ("RRULE:FREQ=MONTHLY;BYDAY=1MO", "RRULE:FREQ=MONTHLY;BYDAY=1MO", "by the rule FREQ=MONTHLY;BYDAY=1MO"),
    ],
)  # fmt: skip
def test_what_people_type_is_understood_and_said_back(typed: str, kept: str | None, words: str) -> None:
    if kept is None:
        with pytest.raises(BadInput):
            parse_cadence(typed)
        return
    cadence = parse_cadence(typed)
    assert (written(cadence), said(cadence)) == (kept, words)


@pytest.mark.parametrize(
    "typed",
    [
        "", "often", "8/week", "0/week", "32/month", "every 0 days", "every 999 days", "every 2 days on mon",
        "200h/week", "mon,foo", "RRULE:FREQ=HOURLY", "RRULE:FREQ=DAILY;COUNT=3", "RRULE:FREQ=DAILY;UNTIL=20300101",
        "RRULE:FREQ=MONTHLY;BYDAY=XX", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=DAILY;BYHOUR=4",
        "RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=MO", "RRULE:FREQ=WEEKLY;BYDAY=1MO", "RRULE:FREQ=DAILY;INTERVAL=0",
        "RRULE:", "RRULE:FREQ", "RRULE:FREQ=MONTHLY;BYMONTHDAY=", "RRULE:FREQ=MONTHLY;BYSETPOS=5",
    ],
)  # fmt: skip
def test_what_is_no_cadence_is_refused_in_one_line(typed: str) -> None:
    with pytest.raises(BadInput) as told:
        parse_cadence(typed)
    assert str(told.value).endswith(".") and "\n" not in str(told.value)


@given(st.text(max_size=30))
def test_any_text_is_a_cadence_or_bad_input(typed: str) -> None:
    with contextlib.suppress(BadInput):
        parse_cadence(typed)


RULES = st.one_of(
    st.just("FREQ=DAILY"),
    st.sets(st.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU")), min_size=1).map(
        lambda days: f"FREQ=WEEKLY;BYDAY={','.join(sorted(days))}"
    ),
    st.integers(1, 60).map("FREQ=DAILY;INTERVAL={}".format),
    st.tuples(st.integers(1, 9), st.sampled_from(("MO", "SU,TU"))).map(
        lambda one: f"FREQ=WEEKLY;INTERVAL={one[0]};BYDAY={one[1]}"
    ),
    st.integers(1, 31).map("FREQ=MONTHLY;BYMONTHDAY={}".format),
    st.sampled_from(("FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=WEEKLY", "FREQ=YEARLY")),
)
CADENCES: st.SearchStrategy[Cadence] = st.one_of(
    RULES.map(parse_cadence),
    st.builds(Quota, st.integers(1, 7), st.just(False), st.booleans()),
    st.builds(Quota, st.integers(1, 10080), st.just(True), st.booleans()),
)


@given(CADENCES)
def test_what_is_stored_is_read_back(cadence: Cadence) -> None:
    assert parse_cadence(written(cadence)) == cadence
    assert said(cadence)
    times, days = pace(cadence)
    assert 0 < times <= days


@given(RULES, NEAR, NEAR)
def test_due_days_are_those_of_the_standard_rule(rule: str, first: dt.date, until: dt.date) -> None:
    cadence = parse_cadence(rule)
    assert isinstance(cadence, Scheduled)
    start, end = dt.datetime.combine(first, dt.time()), dt.datetime.combine(until, dt.time())
    wanted = [one.date() for one in rrulestr(rule, dtstart=start).between(start, end, inc=True)]
    assert due_days(cadence, first, first, until) == wanted
    assert list(due_ordinals(cadence, first, until)) == [day.toordinal() for day in wanted]
    later = first + dt.timedelta(days=9)
    assert due_days(cadence, first, later, until) == [day for day in wanted if day >= later]


def test_every_other_week_goes_by_where_the_week_starts() -> None:
    cadence = parse_cadence("every 2 weeks on sun,mon")
    assert isinstance(cadence, Scheduled)
    sunday = dt.date(2026, 11, 22)
    until = sunday + dt.timedelta(days=15)
    assert [day.day for day in due_days(cadence, sunday, sunday, until, 0)] == [22, 30, 6]
    assert [day.day for day in due_days(cadence, sunday, sunday, until, 6)] == [22, 23, 6, 7]


def test_the_next_due_days_are_told_before_saving() -> None:
    days = next_days(parse_cadence("mon,wed,fri"), TUESDAY, TUESDAY)
    assert [day.isoformat() for day in days] == ["2026-11-25", "2026-11-27", "2026-11-30", "2026-12-02", "2026-12-04"]
    assert next_days(parse_cadence("3/week"), TUESDAY, TUESDAY) == []
    leap = next_days(parse_cadence("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), TUESDAY, TUESDAY)
    assert [day.year for day in leap] == [2028, 2032, 2036]
    assert next_days(parse_cadence("daily"), dt.date.max, dt.date.max) == [dt.date.max]


@given(DAYS, st.booleans(), st.integers(0, 6))
def test_a_period_holds_its_day_and_ends_before_the_next(day: dt.date, month: bool, starts: int) -> None:
    first, last = period_of(day, month=month, week_starts=starts)
    assert first <= day <= last
    if last < dt.date.max and first > dt.date.min:
        assert (first.day == 1) if month else (first.weekday() == starts and (last - first).days == 6)
        after = period_of(last + dt.timedelta(days=1), month=month, week_starts=starts)
        assert after[0] == last + dt.timedelta(days=1)


def test_weekdays_of_other_rules_are_none() -> None:
    for typed, days in (("daily", 7), ("weekdays", 5), ("mon", 1), ("every 2 days", None)):
        cadence = parse_cadence(typed)
        assert isinstance(cadence, Scheduled)
        found = weekdays_of(cadence)
        assert (len(found) if found else None) == days
