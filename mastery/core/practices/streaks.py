"""Streaks: which periods of a practice were met, the runs of met ones, and strength, a more forgiving measure.

A period is a due day of a scheduled cadence, or a week or month of a quota. It is met when enough was done in it; the
current one counts as soon as it is met, and breaks no streak before it is over. Rest days are skipped: a due day in a
rest is not a period, and a quota is scaled to the days that are left. What was recorded late counts, and is also
counted separately.
"""

import datetime as dt
import operator
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from mastery.core.base.clock import journal_day, moved
from mastery.core.practices.cadence import Cadence, Quota, Unit, due_ordinals, pace, period_of, unit_of

LATE_AFTER = 2
"""Days after its own on which recording is still in time: 48 hours, by the journal day."""

HALF_LIFE = 13
"""Days after which half of a daily practice's strength is gone, or won (Loop Habit Tracker's figure)."""

DAY = dt.timedelta(days=1)


class Phase(NamedTuple):
    """A cadence from a day on."""

    since: dt.date
    cadence: Cadence
    week_starts: int = 0
    """The weekday, Monday is 0, on which its weeks begin."""


class Plan(NamedTuple):
    """What was due, and when the practice rested."""

    phases: Sequence[Phase]
    """By their first days."""
    until: dt.date | None = None
    """The last day; None while it is active."""
    rests: Sequence[tuple[dt.date, dt.date | None]] = ()
    """First and last days of rest; None: until further notice."""


class Mark(NamedTuple):
    """What was done on one journal day."""

    minutes: int = 0
    in_time: int | None = 0
    """Those of its minutes that were recorded in time; None if all of it was late."""


class Period(NamedTuple):
    """A due day, or a week or month of a quota, or the part of one that belongs to the phase."""

    since: dt.date
    until: dt.date
    needed: int
    """Days, or minutes."""
    done: int
    late: bool
    """Whether it is met only thanks to what was recorded late."""

    @property
    def met(self) -> bool:
        """Whether enough was done."""
        return self.done >= self.needed


class Run(NamedTuple):
    """Met periods in a row."""

    since: dt.date
    until: dt.date
    """The last day of its last period, or today."""
    length: int
    """Periods."""
    unit: Unit
    """What it is counted in; "time" where it has several units."""
    late: int
    """How many of its periods were met only thanks to what was recorded late."""


class Streak(NamedTuple):
    """The current streak of a practice and its history."""

    length: int
    """Periods in the current run; 0 without one."""
    current: Run | None
    longest: Run | None
    """The longest; the earliest of several."""
    runs: tuple[Run, ...]
    """All, the oldest first."""
    open: Period | None
    """The current period."""
    broken: Period | None
    """The last period that was not met, which ended the run before."""
    shares: Mapping[int, float | None]
    """For 4, 12 and 52 weeks the share (0–1) of periods met; None if there was none."""
    strength: float
    """0–100."""


SHARES = (4, 12, 52)

_Span = tuple[int, int, int, int, int, Unit]
"""A period while it is counted: first and last day (ordinals), needed, done, done in time, unit."""


def is_late(day: dt.date, recorded: dt.datetime, day_starts_at: dt.time) -> bool:
    """Whether what counts for a journal day was recorded more than 48 hours after it."""
    return (journal_day(recorded, day_starts_at) - day).days > LATE_AFTER


def streak(plan: Plan, marks: Mapping[dt.date, Mark], today: dt.date) -> Streak:
    """The streak of a practice on a journal day.

    `marks` has the days on which it was done. A day recorded in a zone further east, where it had already begun, counts
    as begun.
    """
    by_ordinal, now = _counted(marks, today)
    spans = list(_spans(plan, by_ordinal, now))
    runs: list[Run] = []
    broken: _Span | None = None
    first: _Span | None = None
    last, count, late, mixed = 0, 0, 0, False
    for span in spans:
        _, until, needed, done, in_time, unit = span
        if done >= needed:
            first = first or span
            last, count, late = until, count + 1, late + (in_time < needed)
            mixed = mixed or unit != first[5]
        elif until < now:
            if first:
                runs.append(_run(first, min(last, now), count, late, mixed))
            first, count, late, mixed, broken = None, 0, 0, False, span
    current = _run(first, min(last, now), count, late, mixed) if first else None
    runs += [current] if current else []
    return Streak(
        length=count,
        current=current,
        longest=max(runs, key=lambda run: run.length, default=None),
        runs=tuple(runs),
        open=_period(spans[-1]) if spans and spans[-1][1] >= now else None,
        broken=_period(broken) if broken else None,
        shares={weeks: _share(spans, now, weeks) for weeks in SHARES},
        strength=_strength(plan, by_ordinal, now),
    )


def periods(plan: Plan, marks: Mapping[dt.date, Mark], today: dt.date) -> list[Period]:
    """Every period up to today, the open one too, the oldest first."""
    return [_period(span) for span in _spans(plan, *_counted(marks, today))]


def weekly(plan: Plan, marks: Mapping[dt.date, Mark], today: dt.date, weeks: int) -> list[float | None]:
    """For each of the last weeks, the current one last, how much of what was due was done (0–1).

    None for a week in which nothing was due. A period belongs to the week in which it ends; a month's quota is shown in
    each of its weeks.
    """
    start = moved(period_of(today, month=False)[0], -(weeks - 1) * 7)
    asked: list[list[float]] = [[] for _ in range(weeks)]
    first = start.toordinal()
    for one in (_period(span) for span in _spans(plan, *_counted(marks, today)) if span[1] >= first):
        done = min(1.0, one.done / one.needed)
        begin = one.since if (one.until - one.since).days > 6 else one.until
        for index in range((begin - start).days // 7, (one.until - start).days // 7 + 1):
            if 0 <= index < weeks and (done or one.until < today):
                asked[index].append(done)
    return [sum(week) / len(week) if week else None for week in asked]


def _counted(marks: Mapping[dt.date, Mark], today: dt.date) -> tuple[dict[int, Mark], int]:
    """The marks by ordinals, and the day up to which they count: tomorrow, if it has already begun elsewhere."""
    by_ordinal = {day.toordinal(): mark for day, mark in marks.items()}
    now = today.toordinal()
    return by_ordinal, now + 1 if now + 1 in by_ordinal else now


def _spans(plan: Plan, marks: Mapping[int, Mark], now: int) -> Iterator[_Span]:
    """The periods up to the day `now`, in order; the last may reach beyond it."""
    for phase, end in _ends(plan):
        if phase.since.toordinal() > now:
            return
        resting = _resting(plan, phase.since, now + 31)
        if isinstance(phase.cadence, Quota):
            yield from _quota_spans(phase, phase.cadence, end, resting, marks, now)
            continue
        unit = unit_of(phase.cadence)
        for day in due_ordinals(phase.cadence, phase.since, dt.date.fromordinal(min(end, now)), phase.week_starts):
            if day not in resting:
                mark = marks.get(day)
                yield day, day, 1, mark is not None, mark is not None and mark.in_time is not None, unit


def _quota_spans(
    phase: Phase, quota: Quota, end: int, resting: set[int], marks: Mapping[int, Mark], now: int
) -> Iterator[_Span]:
    unit = unit_of(quota)
    start = phase.since.toordinal()
    last = min(end, now)
    while start <= last:
        since, until = period_of(dt.date.fromordinal(start), month=quota.month, week_starts=phase.week_starts)
        whole = until.toordinal() - since.toordinal() + 1
        until_day = min(until.toordinal(), end)
        days = [day for day in range(start, until_day + 1) if day not in resting]
        if days:
            # Rounded up; never more days than there are.
            needed = -(-quota.amount * len(days) // whole)
            if not quota.minutes:
                needed = min(needed, len(days))
            found = [marks[day] for day in days if day <= now and day in marks]
            if quota.minutes:
                done, in_time = sum(one.minutes for one in found), sum(one.in_time or 0 for one in found)
            else:
                done, in_time = len(found), sum(one.in_time is not None for one in found)
            yield start, until_day, needed, done, in_time, unit
        start = until_day + 1


def _ends(plan: Plan) -> Iterator[tuple[Phase, int]]:
    """Each phase with its last day; those without a day are left out."""
    last = (plan.until or dt.date.max).toordinal()
    for phase, after in pairwise([*plan.phases, None]):
        assert phase is not None
        end = min(last, after.since.toordinal() - 1) if after else last
        if phase.since.toordinal() <= end:
            yield phase, end


def _resting(plan: Plan, first: dt.date, end: int) -> set[int]:
    """The rest days from `first` on, up to `end`."""
    days: set[int] = set()
    for since, until in plan.rests:
        last = end if until is None else min(until.toordinal(), end)
        days.update(range(max(since, first).toordinal(), last + 1))
    return days


def _run(first: _Span, last: int, count: int, late: int, mixed: bool) -> Run:
    since, until = dt.date.fromordinal(first[0]), dt.date.fromordinal(last)
    return Run(since=since, until=until, length=count, unit="time" if mixed else first[5], late=late)


def _period(span: _Span) -> Period:
    since, until, needed, done, in_time, _ = span
    return Period(
        since=dt.date.fromordinal(since),
        until=dt.date.fromordinal(until),
        needed=needed,
        done=int(done),
        late=in_time < needed <= done,
    )


def _share(spans: Sequence[_Span], now: int, weeks: int) -> float | None:
    """The share of the periods that ended in the last weeks, and of the current one if it is met."""
    start = bisect_right(spans, now - 7 * weeks, key=lambda span: span[1])
    counted = [span[3] >= span[2] for span in spans[start:] if span[1] < now or span[3] >= span[2]]
    return sum(counted) / len(counted) if counted else None


def _strength(plan: Plan, marks: Mapping[int, Mark], now: int) -> float:
    """The score of Loop Habit Tracker, 0–100, without the days of rest.

    Each day `score = score·m + value·(1−m)` with `m = 0.5^(√frequency / 13)`, where frequency is the
    repetitions a day that are asked for (github.com/iSoron/uhabits, Score.compute and ScoreList.recompute).
    `value` is how much of what was asked was done in the days before: for a daily practice that day, for others
    twice their period (as there, to even out an irregular week), for minutes their period. The last day counts once
    it has something done.
    """
    last = now if now in marks else now - 1
    score = 0.0
    asked: list[int] = [0]
    done: list[int] = [0]
    minutes: list[int] = [0]
    timed = any(isinstance(phase.cadence, Quota) and phase.cadence.minutes for phase in plan.phases)
    for phase, end in _ends(plan):
        first, cadence = phase.since.toordinal(), phase.cadence
        final = min(end, last)
        if first > final:
            break
        resting = _resting(plan, phase.since, final)
        days: Sequence[int] = range(first, final + 1)
        days = [day for day in days if day not in resting] if resting else days
        before = len(done)
        if isinstance(cadence, Quota):
            asked += [0] * len(days)
            done += [day in marks for day in days]
        else:
            due = due_ordinals(cadence, phase.since, dt.date.fromordinal(final), phase.week_starts)
            if len(due) == final - first + 1:
                asked += [1] * len(days)
                done += [day in marks for day in days]
            else:
                wanted = set(due)
                asked += [day in wanted for day in days]
                done += [day in wanted and day in marks for day in days]
        if timed:
            minutes += [marks[day].minutes if day in marks else 0 for day in days]
        score = _scored(score, cadence, before, asked, done, minutes)
    return 100 * score


def _scored(
    score: float, cadence: Cadence, before: int, asked: Sequence[int], done: Sequence[int], minutes: Sequence[int]
) -> float:
    """The score after the days from number `before` on."""
    times, days = pace(cadence)
    m = 0.5 ** ((times / days) ** 0.5 / HALF_LIFE)
    if isinstance(cadence, Quota):
        window = days if cadence.minutes else 2 * days
        sums = list(accumulate(minutes if cadence.minutes else done))
        full = cadence.amount if cadence.minutes else 2 * times
        for at in range(before, len(done)):
            value = min(1.0, (sums[at] - sums[max(0, at - window)]) / full)
            score = score * m + value * (1 - m)
        return score
    window = 1 if days == 1 else 2 * days
    due = list(accumulate(asked))
    met = list(accumulate(map(operator.and_, asked, done)))
    for at in range(before, len(done)):
        start = at - window if at > window else 0
        wanted = due[at] - due[start]
        if wanted:
            score = score * m + (met[at] - met[start]) / wanted * (1 - m)
    return score
