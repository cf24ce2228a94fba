"""The names of months and weekdays in the language that the system is set to."""

import contextlib
import locale

from mastery.core.base.dateformats import DateWords, date_words


def system_date_words() -> DateWords:
    """The names in the language of LC_TIME; none where the system does not have it.

    It sets the process's locale for a moment, so no other thread may format dates meanwhile.
    """
    before = locale.setlocale(locale.LC_TIME)
    try:
        locale.setlocale(locale.LC_TIME, "")
        months = [_names(f"MON_{number}", f"ABMON_{number}") for number in range(1, 13)]
        weekdays = [_names(f"DAY_{number}", f"ABDAY_{number}") for number in (2, 3, 4, 5, 6, 7, 1)]  # theirs: Sunday
        return date_words(months, weekdays, _names("AM_STR", "PM_STR"))
    except locale.Error:
        return DateWords()
    finally:
        with contextlib.suppress(locale.Error):
            locale.setlocale(locale.LC_TIME, before)


def _names(*keys: str) -> tuple[str, ...]:
    return tuple(locale.nl_langinfo(getattr(locale, key)) for key in keys)
