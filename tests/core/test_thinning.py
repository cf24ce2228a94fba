"""Backups are thinned to 7 daily, 5 weekly and 12 monthly ones."""

import datetime as dt

from mastery.core.upkeep.thinning import to_keep


def test_three_years_of_daily_backups_thin_to_at_most_24_that_reach_back_a_year() -> None:
    newest = dt.datetime(2026, 11, 23, 22)
    days = [newest - dt.timedelta(days=back) for back in range(1100)]
    keep = to_keep(days)
    assert newest in keep
    assert len(keep) <= 24
    assert {newest - dt.timedelta(days=back) for back in range(7)} <= keep
    assert min(keep).date() == dt.date(2025, 12, 31)


def test_a_few_backups_are_all_kept_and_of_one_day_the_latest() -> None:
    morning, evening = dt.datetime(2026, 1, 5, 8), dt.datetime(2026, 1, 5, 20)
    assert to_keep([morning, evening]) == {evening}
    assert to_keep([]) == set()
