"""Every picture against a count made without the program: out of journal.json, read with plain TinyDB, in plain loops.

MASTERY_DIARY names a diary of jrnl to do it on; without it there is a made one.
"""

import datetime as dt
import os
import re
from collections import Counter, defaultdict
from pathlib import Path
from statistics import fmean
from typing import Any
from xml.etree import ElementTree

import pytest
from tinydb import TinyDB

from mastery.core.base.clock import Now
from mastery.core.goals.goal import Goal, Rating, ratings_of
from mastery.core.practices.practice import practised
from mastery.core.review.heatmap import LETTERS, map_rows, map_svg, year_map
from mastery.core.review.learning_time import bars, learning_time, time_svg
from mastery.core.review.measures import checkins_by_day, entries_by_day, minutes_by_day, words_by_day
from mastery.core.review.moods import beside_practices, mood_by_day
from mastery.core.review.plots import calibration_plot, mood_plot, plot_rows, plot_svg, tension_plot
from mastery.core.review.review import SPANS, months, period, previous
from mastery.core.review.strips import strips, strips_svg
from mastery.core.thinking.calibration import calibration
from mastery.core.thinking.prediction import Prediction, judged
from mastery.exchange import ReadContext, formats
from mastery.store import Journal
from mastery.verbs.reviews import guided_steps, look_back, year_story
from tests.bench.journals import entries as made_entries
from tests.support.clock import FixedClock
from tests.support.years import add_years

Rows = list[dict[str, Any]]
DAY = dt.timedelta(days=1)


class Lived:
    """A journal of years, and what its file says."""

    def __init__(self, folder: Path) -> None:
        diary = os.environ.get("MASTERY_DIARY")
        clock = FixedClock(dt.datetime(2026, 6, 30, 21, tzinfo=dt.UTC))
        self.journal = Journal(folder, clock=clock)
        if diary:
            read = formats()["jrnl"].read
            assert read is not None
            context = ReadContext(Now(clock, self.journal.day_starts_at))
            self.journal.import_records(read(Path(diary).read_bytes(), context).records)
        else:
            self.journal.add(*made_entries(600))
        last = self.journal.entries()[-1].day
        clock.set(dt.datetime.combine(last, dt.time(21), dt.UTC))
        add_years(self.journal)
        self.journal.close()
        self.journal = Journal(folder, clock=clock)
        with TinyDB(folder / "journal.json") as db:
            self.tables: dict[str, Rows] = {name: [dict(one) for one in db.table(name)] for name in db.tables()}
        self.today = last

    def living(self, table: str) -> Rows:
        return [one for one in self.tables.get(table, []) if not one.get("deleted")]

    def day(self, text: str) -> dt.date:
        return dt.date.fromisoformat(text)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    return Lived(tmp_path_factory.mktemp("lived") / "j")


def years(lived: Lived) -> list[int]:
    return sorted({lived.day(one["day"]).year for one in lived.living("entries")})


def minutes_of(lived: Lived) -> Counter[dt.date]:
    """Minutes by day, of entries and of check-ins; a check-in that says none has its practice's."""
    usual = {one["id"]: one.get("minutes", 0) for one in lived.living("practices")}
    found: Counter[dt.date] = Counter()
    for one in lived.living("entries"):
        found[lived.day(one["day"])] += one.get("minutes", 0)
    for one in lived.living("checkins"):
        found[lived.day(one["day"])] += one.get("minutes", 0) or usual[one["practice"]]
    return Counter({day: spent for day, spent in found.items() if spent})


def moods_of(lived: Lived) -> dict[dt.date, float]:
    found: dict[dt.date, list[int]] = defaultdict(list)
    for one in lived.living("entries"):
        if one.get("mood"):
            found[lived.day(one["day"])].append(one["mood"])
    return {day: fmean(some) for day, some in found.items()}


def titles(svg: str) -> list[str]:
    """What the parts of a picture say of themselves, without the picture's own name."""
    return [one.text or "" for one in ElementTree.fromstring(svg).iter() if one.tag.endswith("}title")][1:]


def test_every_map_shows_each_day_as_often_as_it_was(lived: Lived) -> None:
    journal = lived.journal
    words: Counter[dt.date] = Counter()
    for one in lived.living("entries"):
        words[lived.day(one["day"])] += len(f"{one.get('title', '')} {one.get('body', '')}".split())
    practice = lived.living("practices")[0]
    checked = {lived.day(one["day"]): one["minutes"] for one in lived.living("checkins")
               if one["practice"] == practice["id"]}  # fmt: skip
    marks = next(one.marks for one in journal.practices() if one.practice.id == practice["id"])
    for counted, expected in (
        (entries_by_day(journal.entries().places), Counter(lived.day(one["day"]) for one in lived.living("entries"))),
        (words_by_day(journal.entries()), words),
        (minutes_by_day(journal.sessions(), practised(journal.practices())), minutes_of(lived)),
        (checkins_by_day(marks), checked),
    ):
        assert counted == expected
        for year in years(lived):
            heat = year_map(counted, year)
            mine = {day: number for day, number in expected.items() if day.year == year}
            cells = "".join(row[4:] for row in map_rows(heat)[1:])
            assert sum(cells.count(letter) for letter in LETTERS[1:]) == len(mine)
            said = dict(one.split(": ") for one in titles(map_svg(heat, "what")))
            assert {day: int(said[str(day)].replace(",", "")) for day in mine} == mine
            assert len(said) == 365 + (year % 4 == 0)


def test_learning_time_adds_up_by_week_and_goal(lived: Lived) -> None:
    journal = lived.journal
    found = learning_time(journal.sessions(), journal.practices(), journal.records(Goal), lived.today, 40)
    usual = {one["id"]: (one.get("goal", ""), one.get("minutes", 0)) for one in lived.living("practices")}
    monday = lived.today - DAY * lived.today.weekday()
    expected: Counter[tuple[dt.date, str]] = Counter()
    acts = [(one["day"], (one.get("goals") or [""])[0], one.get("minutes", 0)) for one in lived.living("entries")]
    acts += [(one["day"], usual[one["practice"]][0], one["minutes"]) for one in lived.living("checkins")]
    for day, goal, spent in acts:
        first = lived.day(day) - DAY * lived.day(day).weekday()
        if spent and monday - 39 * 7 * DAY <= first <= monday:
            expected[first, goal] += spent
    names = {one["id"]: one["title"] for one in lived.living("goals")}
    by_week = {first: sum(spent for (week, _), spent in expected.items() if week == first) for first, _ in found.weeks}
    assert {first: sum(row) for first, row in found.weeks} == by_week
    for goal, title in names.items():
        if title in found.names:
            at = found.names.index(title)
            assert sum(row[at] for _, row in found.weeks) == sum(
                spent for (_, of), spent in expected.items() if of == goal
            )
    drawn = bars(found, 40)
    most = max(by_week.values())
    for one, (first, _) in zip(drawn, found.weeks, strict=True):
        assert len("".join(one.parts)) == round(by_week[first] / most * 40)
    bounds = [one for one in titles(time_svg(found)) if ": " in one]
    assert len(bounds) == sum(bool(spent) for _, row in found.weeks for spent in row)


def test_tension_goes_through_every_reading(lived: Lived) -> None:
    journal = lived.journal
    for goal in journal.records(Goal):
        rated = [one for one in lived.living("readings") if one["goal"] == goal.id]
        plot = tension_plot(goal, ratings_of(goal, journal.records(Rating)), lived.today)
        assert plot is not None
        by_day = {lived.day(one["day"]).toordinal(): one for one in sorted(rated, key=lambda one: one["recorded"])}
        for line in plot.lines:
            spots = list(line.spots)
            assert spots[:-1] == [(day, one[line.name]) for day, one in sorted(by_day.items())]
            over = max(by_day.keys() | {goal.status_day.toordinal()}) if goal.status_day else lived.today.toordinal()
            assert spots[-1] == (over, spots[-2][1])
        assert len(plot_rows(plot, 72, 14)) == 14
        assert plot_svg(plot).count("<polyline") == 2


def test_the_mood_is_the_mean_of_its_days(lived: Lived) -> None:
    moods = mood_by_day(lived.journal.sessions())
    expected = moods_of(lived)
    assert moods == pytest.approx(expected)
    since = dt.date(lived.today.year, 1, 1)
    plot = mood_plot(moods, since, lived.today)
    mine = [mood for day, mood in expected.items() if since <= day <= lived.today]
    assert plot is not None and plot.said.startswith(f"{fmean(mine):.1f} of 5 on {len(mine)} days")
    for one in beside_practices(moods, lived.journal.practices()):
        practice = next(row for row in lived.living("practices") if row["title"] == one.title)
        done = {lived.day(row["day"]) for row in lived.living("checkins") if row["practice"] == practice["id"]}
        first = lived.day(practice["cadences"][0]["since"])
        last = lived.day(practice["until"]) if practice.get("until") else dt.date.max
        days = [day for day in expected if first <= day <= last]
        assert (one.done, one.other) == (len(done & set(days)), len(set(days) - done))
        assert one.with_it == pytest.approx(fmean(expected[day] for day in days if day in done))


def test_the_calibration_plot_has_every_prediction_in_its_band(lived: Lived) -> None:
    resolved = [one for one in lived.living("predictions") if one.get("outcome") in ("yes", "no")]
    plot = calibration_plot(calibration(judged(lived.journal.records(Prediction), {})))
    bands: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in resolved:
        bands[one["probability"] // 10].append(one)
    assert sum(one.number for one in plot.points) == len(resolved)
    for point, (_, some) in zip(plot.points, sorted(bands.items()), strict=True):
        came = sum(one["outcome"] == "yes" for one in some)
        assert point.number == len(some)
        assert point.at == pytest.approx((fmean(one["probability"] for one in some), 100 * came / len(some)))
        assert f"{came} of {len(some)} came true" in point.said


def test_each_strip_is_a_practice_that_goes_on(lived: Lived) -> None:
    found = strips(lived.journal.practices(), lived.today)
    going = {
        one["title"]
        for one in lived.living("practices")
        if not one.get("until") or lived.day(one["until"]) >= lived.today
    }
    assert {one.title for one in found} == going | {"Journaling"}
    assert [one.stake for one in found] == sorted((one.stake for one in found), reverse=True)
    svg = strips_svg(found)
    assert svg.count("<rect") == sum(len(one.weeks) for one in found)
    daily = next((one for one in found if one.title == "Practice 1"), None)
    assert daily is None or all(share is None or 0 <= share <= 1 for share in daily.weeks)


@pytest.mark.parametrize("span", SPANS)
def test_what_a_review_says_was_so(lived: Lived, span: str) -> None:
    rows = lived.living("entries")
    minutes, moods = minutes_of(lived), moods_of(lived)
    found = period(span, lived.today)
    for _ in range({"week": 60, "month": 20, "year": 3}[span]):
        said = look_back(lived.journal, found, 0)
        mine = [one for one in rows if found.since <= lived.day(one["day"]) <= found.until]
        assert said.entries == len(mine)
        assert said.days == len({one["day"] for one in mine})
        assert said.minutes == sum(spent for day, spent in minutes.items() if found.since <= day <= found.until)
        assert sorted(said.moods) == pytest.approx(
            sorted(mood for day, mood in moods.items() if found.since <= day <= found.until)
        )
        assert {one.id for one in said.lessons} == {one["id"] for one in mine if one.get("kind") == "lesson"}
        assert {one.id for one in said.believed} == {
            one["id"]
            for one in lived.living("models")
            if one.get("ended") and found.since <= lived.day(one["ended_day"]) <= found.until
        }
        tags = Counter(tag for one in mine for tag in set(one.get("tags", ())))
        assert all(one.now == tags[one.tag] > one.before for one in said.rose)
        surprises = [one for one in said.resolved if (one.probability >= 80) == (one.outcome == "no")]
        assert all(one.outcome in ("yes", "no") for one in said.resolved) and len(surprises) <= len(said.resolved)
        for month in months(found, lived.today, lived.journal.entries(), minutes, moods):
            of_month = [one for one in rows if one["day"].startswith(f"{month.first:%Y-%m}")]
            assert (month.entries, month.minutes) == (
                len(of_month),
                sum(spent for day, spent in minutes.items() if (day.year, day.month) == month.first.timetuple()[:2]),
            )
        found = previous(found)


def test_the_chain_of_a_revised_model_is_told_whole(lived: Lived) -> None:
    [last] = [one for one in lived.living("models") if one.get("before") and not one.get("ended")]
    known = {one["id"]: one for one in lived.living("models")}
    chain = [last]
    while chain[0].get("before"):
        chain.insert(0, known[chain[0]["before"]])
    day = lived.day(chain[1]["ended_day"])
    said = look_back(lived.journal, period("year", day), 0)
    assert [one.id for one in said.chains[0]] == [one["id"] for one in chain]
    told = year_story(lived.journal, period("year", day), 0)
    places = [told.index(one["statement"]) for one in chain]
    assert places == sorted(places)


def test_the_story_of_a_year_has_every_win_and_lesson_in_its_month(lived: Lived) -> None:
    year = years(lived)[-1]
    told = year_story(lived.journal, period("year", dt.date(year, 6, 1)), 0)
    parts = re.split(r"^## ", told, flags=re.MULTILINE)
    for one in lived.living("entries"):
        day = lived.day(one["day"])
        if day.year == year and one.get("kind") in ("win", "lesson") and one.get("title"):
            [month] = [part for part in parts if part.startswith(f"{day:%B}\n")]
            assert f"- {one['title']}" in month


def test_the_guided_week_is_prefilled_with_what_was(lived: Lived) -> None:
    found = period("week", lived.today)
    known = {step.name: step.known for step in guided_steps(lived.journal, found, 0)}
    mine = [one for one in lived.living("entries") if found.since <= lived.day(one["day"]) <= found.until]
    assert known["happened"].startswith(f"- {len(mine)} entr")
    active = [one["title"] for one in lived.living("goals") if one.get("status", "active") == "active"]
    assert all(f"- {title}: " in known["goals"] for title in active)
