"""The question of the day: the same all day, and none comes again before all have come."""

import datetime as dt

from mastery.core.days import on_this_day
from mastery.core.prompts import PROMPTS, prompt_for
from tests.store.helpers import entry


def test_every_question_has_its_turn() -> None:
    start = dt.date(2026, 11, 23)
    asked = [prompt_for(start + dt.timedelta(days=days)) for days in range(len(PROMPTS))]
    assert sorted(asked) == sorted(PROMPTS)
    assert len(set(PROMPTS)) == len(PROMPTS) >= 50


def test_the_same_day_of_earlier_years_one_a_year_the_newest_first() -> None:
    def of(year: int, body: str = "", month: int = 11, day: int = 23) -> dict[str, object]:
        return {"title": str(year), "body": body, "at": dt.datetime(year, month, day, 12, tzinfo=dt.UTC)}

    kept = [
        entry(**one)  # type: ignore[arg-type]
        for one in (of(2020), of(2021), of(2021, "longer"), of(2022), of(2023), of(2024, day=22), of(2026))
    ]
    found = on_this_day(kept, dt.date(2026, 11, 23))
    assert [one.title for one in found] == ["2023", "2022", "2021"]
    assert found[-1].body == "longer"
    leap = [entry(**of(year, month=2, day=29)) for year in (2020, 2024)]  # type: ignore[arg-type]
    assert on_this_day(leap, dt.date(2026, 2, 28)) == []
    assert [one.title for one in on_this_day(leap, dt.date(2028, 2, 29))] == ["2024", "2020"]
