"""The calendar: what a calendar program reads out of it is what the journal has."""

import datetime as dt
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar, Component

from mastery.core.base.records import to_fields
from mastery.core.practices.acts import new_practice
from mastery.core.practices.cadence import Scheduled, due_days, parse_cadence
from mastery.exchange import Export, formats
from tests.support.cli import Shell
from tests.support.clock import now_of
from tests.support.formats import CLOCK


def written(export: Export) -> dict[str, Component]:
    write = formats()["ical"].write
    assert write is not None
    made = write(export)
    assert isinstance(made, bytes)
    return {str(one["summary"]): one for one in Calendar.from_ical(made).walk("VEVENT")}


def test_targets_predictions_and_practices_are_in_the_calendar(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "j")
    shell.ok("goal", "add", "Speak; Spanish, well", "--target", "2027-06-01", "--milestone", "A2 exam by 2026-12-01")
    shell.ok("goal", "add", "Chess", "--target", "2027-01-01")
    shell.ok("goal", "drop", "chess", "--why", "No time")
    shell.ok("predict", "add", "It rains", "--probability", "70", "--by", "2026-12-24")
    shell.ok("predict", "add", "It snows", "--probability", "20", "--by", "2026-11-20")
    shell.ok("predict", "resolve", "it snows", "no")
    shell.ok("practice", "add", "Guitar", "mon,wed,fri", "--until", "2027-01-31")
    shell.ok("practice", "add", "Reading", "3/week")
    shell.log("A secret thought.")
    data = shell.ok("export", "--to", "ical")
    assert "secret" not in data
    found = {str(one["summary"]): one for one in Calendar.from_ical(data).walk("VEVENT")}
    assert {name: one.decoded("dtstart") for name, one in found.items()} == {
        "Target: Speak; Spanish, well": dt.date(2027, 6, 1),
        "A2 exam (Speak; Spanish, well)": dt.date(2026, 12, 1),
        "What came of it? 70 %: It rains": dt.date(2026, 12, 24),
        "Guitar": dt.date(2026, 11, 20),
        "Reading": dt.date(2026, 11, 20),
    }
    rule = found["Guitar"]["rrule"]
    assert (rule["FREQ"], rule["BYDAY"], rule["UNTIL"]) == (["WEEKLY"], ["MO", "WE", "FR"], [dt.date(2027, 1, 31)])
    assert found["Reading"]["rrule"]["FREQ"] == ["WEEKLY"]
    assert shell.ok("export", "--to", "ical") == data
    assert len({str(one["uid"]) for one in found.values()}) == len(found)


@pytest.mark.parametrize(
    "cadence",
    ["daily", "weekdays", "every 3 days", "every 2 weeks on tue", "RRULE:FREQ=MONTHLY;BYDAY=1MO", "sat,sun",
     "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"],
)  # fmt: skip
def test_a_calendar_gives_the_days_on_which_a_practice_is_due(cadence: str) -> None:
    first = dt.date(2026, 11, 20)
    practice = new_practice("Guitar", cadence, first, now_of(CLOCK))
    event = written(Export([], {"practices": [to_fields(practice)]}, "j"))["Guitar"]
    start = dt.datetime.combine(event.decoded("dtstart"), dt.time())
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=start)
    until = first + dt.timedelta(days=800)
    parsed = parse_cadence(cadence)
    assert isinstance(parsed, Scheduled)
    days = [one.date() for one in rule.between(start, dt.datetime.combine(until, dt.time()), inc=True)]
    assert days == due_days(parsed, first, first, until)


def test_no_control_ends_a_line_of_the_calendar() -> None:
    practice = new_practice("Guitar", "daily", dt.date(2026, 11, 20), now_of(CLOCK))
    fields = to_fields(practice) | {"title": "A\x0bB\rATTACH:x\x1cY\u2028Z"}  # as an old journal may hold it
    form = formats()["ical"]
    assert form.write is not None
    data = form.write(Export([], {"practices": [fields]}, "j"))
    assert isinstance(data, bytes) and "SUMMARY:ABATTACH:xYZ" in data.decode().splitlines()


def test_entries_that_were_chosen_are_no_calendar(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "j")
    shell.log("One.")
    assert "no entries" in shell.fails(1, "export", "--to", "ical", "--tag", "x")
