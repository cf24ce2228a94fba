"""The page of a practice: why its streak is what it is."""

from collections.abc import Iterator

from mastery.core.base.page import Face, Line, Piece, Section, plain
from mastery.core.base.phrases import count, minutes_text
from mastery.core.goals.charts import FULL, NOTHING, WEEKS, week_strip
from mastery.core.practices.cadence import Quota, said
from mastery.core.practices.practice import (
    TrackedPractice,
    cadence_on,
    is_met,
    late_text,
    length_text,
    run_text,
    standing,
)
from mastery.core.practices.streaks import Run, weekly

RUNS = 5
"""Runs that are listed, the longest ones."""


def practice_line(one: TrackedPractice, face: Face) -> Line:
    """A practice and where it stands."""
    title = Piece(one.practice.title, "strong")
    return Line((title, *_now(one, face)), about=one, mark="done" if is_met(one) else "open", cut=True)


def _now(one: TrackedPractice, face: Face) -> tuple[Piece, ...]:
    late = Piece(late_text(one.streak), "late")
    return Piece(length_text(one.streak), "streak"), late, Piece(standing(one, face.today), "dim")


def strip(one: TrackedPractice, face: Face, room: int) -> str:
    """The last weeks of a practice, a cell each, as many as fit."""
    return week_strip(weekly(one.plan, one.marks, face.today, max(1, min(WEEKS, room))))


def practice_sections(one: TrackedPractice, face: Face) -> list[Section]:
    """The page of a practice."""
    practice, streak = one.practice, one.streak
    about = f"{said(practice.cadence)}, since {face.day(practice.since)}"
    about += f", about {minutes_text(practice.minutes)}" if practice.minutes else ""
    weeks = Line([Piece(strip(one, face, face.room), "strip")], cut=True)
    shares = ", ".join(_shares(one, face))
    full = round(streak.strength / 5)
    strength = (Piece(FULL * full + NOTHING * (20 - full), "bar"), Piece(f"{streak.strength:.0f} of 100"))
    spent = sum(mark.minutes for mark in one.marks.values())
    in_all = count(len(one.marks), "day") + (f", {minutes_text(spent)}" if spent else "")
    return [
        Section("", [plain(practice.title, "title"), plain(about, "dim")]),
        Section("Streak", _streak(one, face)),
        Section(f"{WEEKS} weeks", [weeks]),
        Section("Longest", _runs(one, face)),
        Section("Kept", [plain(shares)] * bool(shares)),
        Section("Strength", [Line(strength)]),
        Section("In all", [plain(in_all)]),
    ]


def _streak(one: TrackedPractice, face: Face) -> list[Line]:
    streak = one.streak
    now = (
        _now(one, face) if streak.current is not None else (Piece("none now"), Piece(standing(one, face.today), "dim"))
    )
    lines = [Line(now, about=one)]
    if streak.current is not None:
        since = streak.current.since
        rests = sum(
            (min(until or face.today, face.today) - max(begin, since)).days + 1
            for begin, until in one.plan.rests
            if begin <= face.today and (until is None or until >= since)
        )
        rested = f"; {count(rests, 'day')} of rest passed over" if rests else ""
        lines.append(plain(f"since {face.day(since)}{rested}", "dim"))
    return lines + [plain(f"before it: {_broken(one, face)}", "dim")] * (streak.broken is not None)


def _broken(one: TrackedPractice, face: Face) -> str:
    """What ended the run before; empty if nothing did."""
    period = one.streak.broken
    if period is None:
        return ""
    if period.since == period.until:
        return f"{face.by(period.since)} was due and not done"
    cadence = cadence_on(one.practice, period.since)
    unit = " min" if isinstance(cadence, Quota) and cadence.minutes else ""
    return f"{face.day(period.since)} to {face.day(period.until)}, {period.done:,} of {period.needed:,}{unit}"


def _runs(one: TrackedPractice, face: Face) -> list[Line]:
    """The longest runs, the longest first."""
    best = sorted(one.streak.runs, key=lambda run: (-run.length, run.since))[:RUNS]
    return [_run(run, face) for run in best]


def _run(run: Run, face: Face) -> Line:
    days = Piece(f"{face.day(run.since)} to {face.day(run.until)}", "dim")
    return Line((days, Piece(f"{run.late} late" if run.late else "", "late")), [Piece(run_text(run.length, run.unit))])


def _shares(one: TrackedPractice, face: Face) -> Iterator[str]:
    """How much of the last weeks was done, for lengths of time that it has gone on, and at least one."""
    shares = one.streak.shares
    age = (face.today - one.practice.since).days // 7
    for weeks, share in shares.items():
        if share is not None and (weeks == min(shares) or weeks <= age):
            yield f"{share:.0%} of {weeks} weeks"
