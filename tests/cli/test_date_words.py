"""The names of months and weekdays in the language of the system."""

import locale

import pytest

from mastery.core.base.dateformats import DateWords
from mastery.host.date_words import system_date_words


def test_the_names_of_a_language_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    before = locale.setlocale(locale.LC_TIME)
    words = system_date_words()
    assert (words.months["march"], words.months["mar"], words.weekdays["sunday"]) == (3, 3, 6)
    assert words.halves == {"am": False, "pm": True}
    assert locale.setlocale(locale.LC_TIME) == before


def test_names_in_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"MON_3": "März", "ABMON_3": "Mär", "DAY_4": "Mittwoch", "ABDAY_4": "Mi."}
    asked = {getattr(locale, key): name for key, name in names.items()}
    monkeypatch.setattr(locale, "nl_langinfo", lambda key: asked.get(key, ""))
    words = system_date_words()
    assert words == DateWords({"märz": 3, "mär": 3}, {"mittwoch": 2, "mi": 2}, {})


def test_a_language_that_is_not_there_gives_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "xx_XX.UTF-8")
    assert system_date_words() == DateWords()
