"""Streaks: what keeps, breaks and dents one; and an oracle, written another way, that agrees on 10,000 histories."""

import calendar
import datetime as dt
import math
import random
from fractions import Fraction
from itertools import pairwise

import pytest

from mastery.core.practices.cadence import Cadence, Quota, pace, parse_cadence, unit_of
from mastery.core.practices.streaks import Mark, Phase, Plan, Streak, is_late, periods, streak, weekly

DAY = dt.timedelta(days=1)
MONDAY = dt.date(2026, 11, 23)


def days(first: str, count: int, step: int = 1) -> dict[dt.date, Mark]:
    """Marks on `count` days from the first on."""
    start = dt.date.fromisoformat(first)
    return {start + number * step * DAY: Mark(30, 30) for number in range(count)}


def plan(cadence: str, first: str = "2026-11-01", **others: object) -> Plan:
    return Plan([Phase(dt.date.fromisoformat(first), parse_cadence(cadence))], **others)  # type: ignore[arg-type]


def count(plan: Plan, marks: dict[dt.date, Mark], today: str) -> int:
    return streak(plan, marks, dt.date.fromisoformat(today)).length


# What people rely on


def test_today_adds_as_soon_as_it_is_done_and_breaks_nothing_before_it_is_over() -> None:
    daily = plan("daily")
    assert count(daily, days("2026-11-01", 5), "2026-11-05") == 5
    assert count(daily, days("2026-11-01", 5), "2026-11-06") == 5
    assert count(daily, days("2026-11-01", 6), "2026-11-06") == 6
    assert count(daily, days("2026-11-01", 5), "2026-11-07") == 0


def test_extra_days_do_not_add() -> None:
    assert count(plan("mon,wed,fri", "2026-11-02"), days("2026-11-02", 22), "2026-11-23") == 10


def test_days_that_are_not_due_neither_add_nor_break() -> None:
    weekdays = {day: mark for day, mark in days("2026-11-02", 19).items() if day.weekday() < 5}
    assert count(plan("weekdays", "2026-11-02"), weekdays, "2026-11-22") == 15


def test_a_rest_is_passed_over_even_when_something_was_done_in_it() -> None:
    daily = plan("daily", rests=[(dt.date(2026, 11, 4), dt.date(2026, 11, 10))])
    marks = days("2026-11-01", 3) | days("2026-11-06", 1) | days("2026-11-11", 2)
    assert count(daily, marks, "2026-11-12") == 5


def test_a_rest_without_end_keeps_the_streak_until_it_ends() -> None:
    resting = plan("daily", rests=[(dt.date(2026, 11, 4), None)])
    assert count(resting, days("2026-11-01", 3), "2027-11-01") == 3


def test_a_quota_counts_weeks_and_the_open_week_as_soon_as_it_is_full() -> None:
    three = plan("3/week", "2026-11-02")
    marks = days("2026-11-02", 3) | days("2026-11-10", 3) | days("2026-11-16", 2)
    assert count(three, marks, "2026-11-17") == 2
    assert count(three, marks | days("2026-11-22", 1), "2026-11-22") == 3
    assert count(three, marks, "2026-11-23") == 0


def test_a_quota_is_scaled_to_the_days_that_are_left_rounded_up() -> None:
    week = dt.date(2026, 11, 2)
    for resting, needed in ((0, 3), (1, 3), (2, 3), (3, 2), (4, 2), (5, 1), (6, 1)):
        rested = plan("3/week", "2026-11-02", rests=[(week, week + (resting - 1) * DAY)] if resting else [])
        assert periods(rested, {}, week)[0].needed == needed
    assert periods(plan("3/week", "2026-11-02", rests=[(week, week + 6 * DAY)]), {}, week + 6 * DAY) == []


def test_a_quota_of_minutes_adds_the_minutes_of_all_days() -> None:
    assert count(plan("150min/week", "2026-11-16"), days("2026-11-16", 4), "2026-11-22") == 0
    assert count(plan("150min/week", "2026-11-16"), days("2026-11-16", 5), "2026-11-22") == 1


def test_a_week_starts_where_it_was_set_to() -> None:
    sunday = Plan([Phase(dt.date(2026, 11, 15), Quota(1, False, False), 6)])
    found = periods(sunday, {}, dt.date(2026, 11, 22))
    assert [(one.since.day, one.until.day) for one in found] == [(15, 21), (22, 28)]


def test_the_past_keeps_the_cadence_it_had() -> None:
    changed = Plan([Phase(dt.date(2026, 11, 1), parse_cadence("daily")), Phase(MONDAY, parse_cadence("1/week"))])
    marks = days("2026-11-01", 22)
    found = streak(changed, marks, MONDAY)
    assert found.length == 22
    assert found.open and (found.open.since, found.open.until) == (MONDAY, MONDAY + 6 * DAY)
    both = streak(changed, marks | {MONDAY: Mark()}, MONDAY).current
    assert both and (both.length, both.unit) == (23, "time")


def test_late_days_count_and_are_counted() -> None:
    marks = days("2026-11-01", 5) | {dt.date(2026, 11, 3): Mark(30, None)}
    current = streak(plan("daily"), marks, dt.date(2026, 11, 5)).current
    assert current and (current.length, current.late) == (5, 1)


def test_late_is_more_than_48_hours_after_the_day_by_the_journal_day() -> None:
    night = dt.time(4)
    zone = dt.timezone(dt.timedelta(hours=9))
    day = dt.date(2026, 11, 20)
    assert not is_late(day, dt.datetime(2026, 11, 23, 3, 59, tzinfo=zone), night)
    assert is_late(day, dt.datetime(2026, 11, 23, 4, 0, tzinfo=zone), night)


def test_a_day_that_was_recorded_further_east_does_not_vanish_after_flying_back() -> None:
    marks = days("2026-11-01", 6)
    assert count(plan("daily"), marks, "2026-11-06") == count(plan("daily"), marks, "2026-11-05") == 6


def test_a_streak_says_why_it_is_what_it_is() -> None:
    marks = days("2026-11-01", 8) | days("2026-11-11", 3)
    found = streak(plan("daily"), marks, dt.date(2026, 11, 14))
    assert found.current and (found.current.since, found.current.until) == (
        dt.date(2026, 11, 11),
        dt.date(2026, 11, 13),
    )
    assert found.broken and found.broken.since == dt.date(2026, 11, 10)
    assert found.longest and found.longest.length == 8
    assert [run.length for run in found.runs] == [8, 3]
    assert found.open and not found.open.met
    assert found.shares[4] == pytest.approx(11 / 13)


def test_after_the_last_day_the_streak_stands() -> None:
    ended = plan("daily", until=dt.date(2026, 11, 5))
    assert count(ended, days("2026-11-01", 5), "2027-11-05") == 5
    assert streak(ended, days("2026-11-01", 5), MONDAY).open is None


def test_before_the_first_day_there_is_nothing() -> None:
    found = streak(plan("daily", "2026-12-01"), days("2026-11-01", 5), MONDAY)
    assert (found.length, found.runs, found.open, found.strength) == (0, (), None, 0)
    assert found.shares == {4: None, 12: None, 52: None}


def test_strength_is_the_published_score() -> None:
    # Loop's own figures for a daily habit: 13 days bring half, and a missed day dents what 60 days built.
    assert streak(plan("daily"), days("2026-11-01", 13), dt.date(2026, 11, 13)).strength == pytest.approx(50)
    built = streak(plan("daily", "2026-01-01"), days("2026-01-01", 60), dt.date(2026, 3, 1)).strength
    dented = streak(plan("daily", "2026-01-01"), days("2026-01-01", 60), dt.date(2026, 3, 3)).strength
    assert built == pytest.approx(100 * (1 - 0.5 ** (60 / 13)))
    assert dented == pytest.approx(built * 0.5 ** (1 / 13))


def test_weeks_are_shown_by_how_much_of_them_was_done() -> None:
    marks = days("2026-11-02", 7) | days("2026-11-09", 3)
    assert weekly(plan("daily", "2026-11-02"), marks, dt.date(2026, 11, 18), 4) == [None, 1, pytest.approx(3 / 7), 0]
    assert weekly(plan("5/week", "2026-11-02"), marks, dt.date(2026, 11, 18), 3) == [1, pytest.approx(3 / 5), None]


@pytest.mark.parametrize("year", range(2020, 2032))
def test_weeks_and_months_join_without_gaps_over_every_turn_of_the_year(year: int) -> None:
    for cadence in ("1/week", "1/month", "weekdays", "every 2 weeks on tue"):
        found = periods(plan(cadence, f"{year - 1}-01-01"), {}, dt.date(year, 3, 15))
        assert all(one.until < after.since for one, after in pairwise(found))
        if "/" in cadence:
            assert all(one.until + DAY == after.since for one, after in pairwise(found))


def test_29_february_is_a_day_like_others() -> None:
    marks = days("2024-02-20", 15)
    assert count(plan("daily", "2024-02-20"), marks, "2024-03-05") == 15
    del marks[dt.date(2024, 2, 29)]
    assert count(plan("daily", "2024-02-20"), marks, "2024-03-05") == 5
    yearly = plan("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2016-01-01")
    assert [one.since.year for one in periods(yearly, {}, dt.date(2026, 1, 1))] == [2016, 2020, 2024]


# The oracle: walks every day, one at a time, and asks of each what it is


def asked_on(plan: Plan, day: dt.date) -> Phase | None:
    """The phase that a day belongs to."""
    if plan.until and day > plan.until:
        return None
    return next((phase for phase in reversed(plan.phases) if phase.since <= day), None)


def is_rest(plan: Plan, day: dt.date) -> bool:
    return any(since <= day and (until is None or day <= until) for since, until in plan.rests)


def is_due(phase: Phase, day: dt.date) -> bool:
    """Whether a scheduled day is due, by counting days and weeks."""
    text = CADENCES[phase.cadence]
    monday = phase.since - ((phase.since.weekday() - phase.week_starts) % 7) * DAY
    week = (day - monday).days // 7
    return {
        "daily": True,
        "weekdays": day.weekday() < 5,
        "mon,thu": day.weekday() in (0, 3),
        "every 3 days": (day - phase.since).days % 3 == 0,
        "every 2 weeks on tue,sun": week % 2 == 0 and day.weekday() in (1, 6),
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1": (day + DAY).day == 1,
    }[text]


TEXTS = ("daily", "weekdays", "mon,thu", "every 3 days", "every 2 weeks on tue,sun", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1")
CADENCES: dict[Cadence, str] = {parse_cadence(text): text for text in TEXTS}
QUOTAS: tuple[Cadence, ...] = tuple(map(parse_cadence, ("1/week", "3/week", "100min/week", "10/month", "300min/month")))


def oracle(plan: Plan, marks: dict[dt.date, Mark], today: dt.date) -> tuple[list[tuple[object, ...]], object, float]:
    """Runs, shares and strength."""
    if today + DAY in marks:
        today += DAY
    closed: list[tuple[dt.date, bool, bool, str]] = []  # last day, kept, late, unit
    walk = plan.phases[0].since
    needs, got, timely, whole = Fraction(0), 0, 0, 0
    while walk <= today:
        phase = asked_on(plan, walk)
        if phase is None:
            break
        mark = marks.get(walk)
        if not isinstance(phase.cadence, Quota):
            if is_due(phase, walk) and not is_rest(plan, walk) and (mark or walk < today):
                closed.append(
                    (walk, mark is not None, mark is not None and mark.in_time is None, unit_of(phase.cadence))
                )
            walk += DAY
            continue
        # A quota: gather the days of its period that belong to the phase.
        gathered, at = [], walk
        while asked_on(plan, at) is phase and same_period(phase, walk, at):
            gathered.append(at)
            at += DAY
        whole = calendar.monthrange(walk.year, walk.month)[1] if phase.cadence.month else 7
        left = [day for day in gathered if not is_rest(plan, day)]
        needs = Fraction(phase.cadence.amount * len(left), whole)
        got = timely = 0
        for day in left:
            mark = marks.get(day)
            if mark and day <= today:
                got += mark.minutes if phase.cadence.minutes else 1
                if mark.in_time is not None:
                    timely += mark.in_time if phase.cadence.minutes else 1
        if not phase.cadence.minutes:
            needs = min(Fraction(math.ceil(needs)), Fraction(len(left)))
        if left and (got >= math.ceil(needs) or gathered[-1] < today):
            kept = got >= math.ceil(needs)
            closed.append((gathered[-1], kept, kept and timely < math.ceil(needs), unit_of(phase.cadence)))
        walk = at
    runs: list[tuple[object, ...]] = []
    for kept_since in range(len(closed)):
        if closed[kept_since][1] and (kept_since == 0 or not closed[kept_since - 1][1]):
            length = next((n for n, one in enumerate(closed[kept_since:]) if not one[1]), len(closed) - kept_since)
            part = closed[kept_since : kept_since + length]
            units = {one[3] for one in part}
            runs.append(
                (
                    min(part[-1][0], today),
                    length,
                    units.pop() if len(units) == 1 else "time",
                    sum(one[2] for one in part),
                )
            )
    shares = {}
    for weeks in (4, 12, 52):
        within = [one[1] for one in closed if one[0] > today - 7 * weeks * DAY]
        shares[weeks] = sum(within) / len(within) if within else None
    return runs, shares, walked_strength(plan, marks, today)


def same_period(phase: Phase, one: dt.date, other: dt.date) -> bool:
    assert isinstance(phase.cadence, Quota)
    if phase.cadence.month:
        return (one.year, one.month) == (other.year, other.month)
    return (other - one).days < 7 - (one.weekday() - phase.week_starts) % 7


def walked_strength(plan: Plan, marks: dict[dt.date, Mark], today: dt.date) -> float:
    score, past, day = 0.0, [], plan.phases[0].since
    while day <= today:
        phase = asked_on(plan, day)
        if phase is None or (day == today and day not in marks):
            break
        if not is_rest(plan, day):
            past.append(day)
            times, length = pace(phase.cadence)
            m = 0.5 ** (math.sqrt(times / length) / 13)
            value: float | None
            if isinstance(phase.cadence, Quota) and phase.cadence.minutes:
                value = min(1, sum(marks[one].minutes for one in past[-length:] if one in marks) / phase.cadence.amount)
            elif isinstance(phase.cadence, Quota):
                value = min(1, sum(done_on(plan, one, marks) for one in past[-2 * length :]) / (2 * times))
            else:
                window = past[-1:] if length == 1 else past[-2 * length :]
                due = [one for one in window if scheduled_on(plan, one)]
                value = sum(done_on(plan, one, marks) for one in due) / len(due) if due else None
            if value is not None:
                score = score * m + value * (1 - m)
        day += DAY
    return 100 * score


def scheduled_on(plan: Plan, day: dt.date) -> bool:
    phase = asked_on(plan, day)
    return phase is not None and not isinstance(phase.cadence, Quota) and is_due(phase, day)


def done_on(plan: Plan, day: dt.date, marks: dict[dt.date, Mark]) -> bool:
    """Whether the day had what its own phase asked for."""
    phase = asked_on(plan, day)
    assert phase is not None
    return day in marks and (isinstance(phase.cadence, Quota) or is_due(phase, day))


def history(chance: random.Random) -> tuple[Plan, dict[dt.date, Mark], dt.date]:
    """A random practice with cadence changes, rests, pauses, late check-ins, and a today seen from some zone."""
    first = dt.date(chance.randint(1999, 2031), chance.randint(1, 12), chance.randint(1, 28))
    length = chance.randint(0, chance.choice((20, 60, 250)))
    last = first + length * DAY
    phases = []
    for number in range(chance.choice((1, 1, 1, 2, 3))):
        since = first if number == 0 else first + chance.randint(0, length) * DAY
        phases.append(Phase(since, chance.choice((*CADENCES, *QUOTAS)), chance.choice((0, 0, 6, 5))))
    phases.sort(key=lambda phase: phase.since)
    rests = []
    for _ in range(chance.choice((0, 0, 1, 3))):
        since = first + chance.randint(-9, length + 9) * DAY
        rests.append((since, chance.choice((None, *[since + chance.randint(0, 20) * DAY] * 5))))
    often, late = chance.choice((0.3, 0.8, 0.97, 1)), chance.choice((0, 0, 0.2))
    marks = {}
    for number in range(-3, length + 1):
        if chance.random() < often:
            minutes = chance.choice((0, 10, 25, 60))
            marks[first + number * DAY] = Mark(minutes, None if chance.random() < late else chance.randint(0, minutes))
    until = chance.choice((None, None, first + chance.randint(0, length + 5) * DAY))
    return Plan(phases, until, rests), marks, last + chance.choice((-1, 0, 0, 1)) * DAY


@pytest.mark.parametrize("part", [0, 1, *(pytest.param(part, marks=pytest.mark.slow) for part in range(2, 10))])
def test_the_oracle_agrees_on_ten_thousand_random_histories(part: int) -> None:
    for number in range(1000):
        practice, marks, today = history(random.Random(f"{part}-{number}"))
        if practice.until and practice.until < practice.phases[0].since:
            continue
        runs, shares, strength = oracle(practice, marks, today)
        found: Streak = streak(practice, marks, today)
        where = f"history {part}-{number}"
        assert [(run.until, run.length, run.unit, run.late) for run in found.runs] == runs, where
        assert found.shares == shares, where
        assert found.strength == pytest.approx(strength, abs=1e-6), where
