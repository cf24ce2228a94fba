"""The map of a year: each day in its cell, counted independently."""

import calendar
import datetime as dt
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.review.heatmap import LETTERS, column, columns, day_at, level, map_rows, map_svg, year_map

YEARS = st.integers(1, 9999)
VALUES = st.dictionaries(st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)), st.integers(0, 40), max_size=80)


@given(YEARS, st.integers(0, 6))
def test_every_day_of_the_year_has_one_cell(year: int, week_starts: int) -> None:
    found = year_map({}, year, week_starts)
    cells = [day_at(found, at, row) for at in range(columns(found)) for row in range(7)] if 1 < year < 9999 else []
    days = [day for day in cells if day is not None]
    if days:
        assert days == sorted(set(days))
        assert len(days) == 365 + calendar.isleap(year)
        assert all((day.weekday() - week_starts) % 7 == cells.index(day) % 7 for day in days[:14])


@given(VALUES)
def test_more_is_never_emptier_and_nothing_is_empty(values: dict[dt.date, int]) -> None:
    found = year_map(values, 2024)
    ranked = sorted(values, key=lambda day: values[day])
    levels = [level(found, day) for day in ranked]
    assert levels == sorted(levels)
    assert all((levels[at] == 0) == (values[day] == 0) for at, day in enumerate(ranked))
    assert not [one for one in levels if not 0 <= one <= 4]
    several = {value for value in values.values() if value}
    if several:
        assert levels[-1] == 4
        assert len({one for one in levels if one}) == min(4, len(several))


@given(VALUES)
def test_the_text_shows_each_day_at_its_place(values: dict[dt.date, int]) -> None:
    found = year_map(values, 2024)
    rows = map_rows(found)
    assert max(map(len, rows)) <= 60
    for day in values:
        row = rows[1 + day.weekday()]
        assert row[4 + column(found, day)] == LETTERS[level(found, day)]
    assert sum(letter in LETTERS for row in rows[1:] for letter in row[4:]) == 366


def test_days_to_come_are_blank() -> None:
    rows = map_rows(year_map({}, 2024), dt.date(2024, 1, 7))
    assert sum(row.count("·") for row in rows) == 7


@pytest.mark.parametrize("year", [2023, 2024, 2026])
def test_the_picture_stands_alone_and_counts(year: int) -> None:
    values = {dt.date(year, 3, 1): 3, dt.date(year, 12, 31): 1, dt.date(year - 1, 1, 1): 9}
    root = ElementTree.fromstring(map_svg(year_map(values, year), "entries"))
    assert f"4 entries on 2 days of {year}." in "".join(root.itertext())
    titles = [one.text for one in root.iter() if one.tag.endswith("title")]
    assert f"{year}-03-01: 3" in titles
    assert len(titles) == 1 + 365 + calendar.isleap(year)
