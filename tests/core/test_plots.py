"""Plots, bars and strips: they keep to their room, say what they show, and nothing in a title becomes markup."""

import datetime as dt
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from mastery.core.goals.acts import new_goal, new_rating
from mastery.core.goals.goal import Goal, Session
from mastery.core.practices.acts import new_practice
from mastery.core.practices.practice import TrackedPractice
from mastery.core.review.heatmap import map_svg, year_map
from mastery.core.review.learning_time import bars, learning_time, time_svg
from mastery.core.review.plots import LEAST, day_ticks, mood_plot, plot_rows, plot_svg, tension_plot
from mastery.core.review.strips import strips, strips_svg
from tests.support.clock import FixedClock, now_of
from tests.support.diary import NOW

TODAY, DAY, FOUR = NOW.date(), dt.timedelta(days=1), dt.time(4)
CLOCK = FixedClock(NOW)
HOSTILE = '<b onload="x">&</b>'

MOODS = st.dictionaries(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), st.floats(1, 5), max_size=60)


def goal(title: str = "Speak") -> Goal:
    return new_goal(title, now_of(CLOCK))


@given(MOODS, st.integers(0, 120), st.integers(0, 30))
def test_a_plot_keeps_to_its_room(moods: dict[dt.date, float], width: int, height: int) -> None:
    plot = mood_plot(moods, dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert (plot is None) == (not moods)
    if plot is not None:
        rows = plot_rows(plot, width, height)
        assert all(len(row) <= width for row in rows)
        assert bool(rows) == (width >= LEAST[0] and height >= LEAST[1])
        assert len(rows) in (0, height)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)), st.integers(1, 4000))
def test_ticks_begin_and_end_with_the_days(first: dt.date, days: int) -> None:
    ticks = day_ticks(first, first + dt.timedelta(days))
    assert (ticks[0][0], ticks[-1][0]) == (first.toordinal(), first.toordinal() + days)
    assert 2 <= len(ticks) <= 5 and sorted(ticks) == ticks


def test_tension_ends_where_the_goal_was_achieved() -> None:
    made = goal()
    ratings = [
        new_rating(made, 8, 2, "", TODAY - 40 * DAY, now_of(CLOCK)),
        new_rating(made, 8, 8, "", TODAY - 9 * DAY, now_of(CLOCK)),
    ]
    going = tension_plot(made, ratings, TODAY)
    over = tension_plot(
        Goal(**{**{name: getattr(made, name) for name in made.__struct_fields__}, "status": "achieved",
                "status_day": TODAY - 5 * DAY}), ratings, TODAY,
    )  # fmt: skip
    assert going is not None and over is not None
    assert (going.across[1], over.across[1]) == (TODAY.toordinal(), (TODAY - 5 * DAY).toordinal())
    assert [line.name for line in going.lines] == ["vision", "reality"] and tension_plot(made, [], TODAY) is None


def test_one_reading_of_today_is_drawn_too() -> None:
    made = goal()
    plot = tension_plot(made, [new_rating(made, 10, 0, "", TODAY, now_of(CLOCK))], TODAY)
    assert plot is not None and len(plot_rows(plot, 40, 10)) == 10
    assert plot.said == "0 of 10. The first reading."


def test_no_title_becomes_markup_or_asks_the_net() -> None:
    made = goal(HOSTILE)
    plot = tension_plot(made, [new_rating(made, 8, 2, "", TODAY, now_of(CLOCK))], TODAY)
    assert plot is not None
    spent = learning_time([Session("a", TODAY, (made.id,), 60)], [], [made], TODAY, 4)
    practice = TrackedPractice(new_practice(HOSTILE, "daily", TODAY - 9 * DAY, now_of(CLOCK)), [], [], TODAY)
    for svg in (
        plot_svg(plot), time_svg(spent), strips_svg(strips([practice], TODAY)),
        map_svg(year_map({TODAY: 1}, TODAY.year), HOSTILE),
    ):  # fmt: skip
        root = ElementTree.fromstring(svg)
        assert "b" not in [one.tag.rpartition("}")[2] for one in root.iter()]
        assert not [name for one in root.iter() for name in one.attrib if "href" in name or name.startswith("on")]
        assert HOSTILE[:20] in "".join(root.itertext())


@given(st.lists(st.integers(0, 600), min_size=1, max_size=12), st.integers(0, 900), st.integers(1, 60))
def test_a_bar_is_as_long_as_its_week_and_the_mark_stands_at_the_budget(
    weeks: list[int], budget: int, room: int
) -> None:
    sessions = [Session(f"{at}", TODAY - 7 * at * DAY, (), spent) for at, spent in enumerate(reversed(weeks))]
    found = learning_time(sessions, [], [], TODAY, len(weeks), budget=budget)
    drawn = bars(found, room)
    most = max([budget, *weeks])
    assert bool(drawn) == bool(most)
    for one, spent in zip(drawn, weeks, strict=bool(drawn)):
        full = "".join(one.parts)
        assert len(full) + len(one.rest) == room and len(full) == round(spent / most * room)
        assert one.rest.count("│") == (1 if budget and min(room - 1, round(budget / most * room)) >= len(full) else 0)


def test_a_practice_that_waits_stands_before_a_longer_streak() -> None:
    from mastery.core.practices.acts import check_in

    daily = new_practice("Done", "daily", TODAY - 20 * DAY, now_of(CLOCK))
    waits = new_practice("Waits", "daily", TODAY - 20 * DAY, now_of(CLOCK))
    done = [check_in(daily, now_of(CLOCK), day=TODAY - back * DAY) for back in range(15)]
    late = [check_in(waits, now_of(CLOCK), day=TODAY - back * DAY) for back in range(1, 4)]
    found = strips([TrackedPractice(daily, done, [], TODAY), TrackedPractice(waits, late, [], TODAY)], TODAY)
    assert [(one.title, one.stake, one.streak) for one in found] == [
        ("Waits", True, "3 days"),
        ("Done", False, "15 days"),
    ]
