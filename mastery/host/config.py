"""The config: one commented TOML file in the platform's config folder. A missing one means the defaults."""

import datetime as dt
import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from mastery.core.base.clock import WEEKDAYS
from mastery.core.base.errors import BadInput, MasteryError
from mastery.host.files import MOST_OF_SMALL, exists, file_errors, make_folder, named, read_bytes, write_atomic
from mastery.host.paths import config_path

DEFAULT_JOURNAL = "default"


class Settings(NamedTuple):
    """Every setting's value, and where it comes from."""

    default_journal: str
    """The name of the journal that opens when none is chosen."""
    journals: dict[str, Path]
    """The folder of each named journal."""
    theme: str
    day_starts_at: dt.time
    """The clock time at which a journal day begins."""
    week_starts: int
    """The weekday on which weeks begin; Monday is 0. A cadence is not affected when it changes."""
    journaling: bool
    """Whether writing every day is a practice."""
    weekly_minutes: int
    """Minutes a week that are meant for learning, all goals together; 0 for no budget."""
    review_day: int | None
    """The weekday of the weekly review, Monday is 0; None if Today should not mention reviews."""
    review_at: dt.time
    """The clock time from which a review is due on its day."""
    editor: str | None
    name: str | None
    """What the person is called in what they share."""
    mail: dict[str, str]
    """How summaries are mailed: host, port, user, from, security (`host.mailing`)."""
    keys: dict[str, str]
    """The chosen key of each binding of the interface that was changed, by the binding's id."""
    sources: dict[str, str]
    """For each setting that is not the default: "config"."""


class Setting(NamedTuple):
    """One setting: how its value is checked, its default, and its comment in the file.

    If the default is a table, the person names its keys, and each value is checked.
    """

    check: Callable[[object], Any]
    default: Any
    says: str
    allowed: str
    names: tuple[str, ...] = ()
    """The names that a table may have; any if empty."""

    @property
    def is_table(self) -> bool:
        """Whether it is a table in the file."""
        return isinstance(self.default, dict)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    value.encode()  # raises for half of a character, which the file cannot hold
    return value


def _clock_time(value: object) -> dt.time:
    if isinstance(value, dt.time):
        return value
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", value) if isinstance(value, str) else None
    if found is None:
        raise ValueError
    return dt.time(int(found[1]), int(found[2]))


def _weekday(value: object) -> int:
    return WEEKDAYS.index(_text(value).strip().casefold())


def _review_day(value: object) -> int | None:
    return None if value == "never" else _weekday(value)


def _yes_or_no(value: object) -> bool:
    if value not in (True, False, "yes", "no"):
        raise ValueError
    return value in (True, "yes")


def _minutes_a_week(value: object) -> int:
    number = int(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else -1
    if not 0 <= number <= 7 * 24 * 60:
        raise ValueError
    return number


def _folder(value: object) -> Path:
    return named(_text(value))


def _text_or_number(value: object) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)


MAIL = ("host", "port", "user", "from", "security")
"""The settings of the server for outgoing mail."""

SETTINGS: Mapping[str, Setting] = {
    "default_journal": Setting(
        _text, DEFAULT_JOURNAL, "The journal that opens when none is chosen.", "a journal's name in quotes"
    ),
    "theme": Setting(_text, "dusk", "The colours of the interface; `mastery themes` lists them.", "a name in quotes"),
    "day_starts_at": Setting(
        _clock_time, dt.time(4), "Until this time of night it is still the day before.", 'a time such as "04:00"'
    ),
    "week_starts": Setting(
        _weekday,
        0,
        "The day on which weeks begin, for cadences that are set from now on.",
        'a weekday such as "monday"',
    ),
    "journaling": Setting(_yes_or_no, True, "Whether writing every day is a practice with a streak.", '"yes" or "no"'),
    "weekly_minutes": Setting(
        _minutes_a_week,
        0,
        "Minutes a week that are meant for learning, all goals together.",
        "a number of minutes a week",
    ),
    "review_day": Setting(
        _review_day,
        6,
        "The day of the weekly review; Today says when it is due.",
        'a weekday such as "sunday", or "never"',
    ),
    "review_at": Setting(
        _clock_time, dt.time(17), "The time from which a review is due on its day.", 'a time such as "17:00"'
    ),
    "editor": Setting(_text, None, "Your editor, where $VISUAL and $EDITOR are not set.", 'a command such as "nano"'),
    "name": Setting(_text, None, "Your name; summaries for a mentor say whose they are.", "a name in quotes"),
    "journals": Setting(
        _folder,
        {},
        'Journals by name, as in work = "~/journals/work"; open one with `mastery -j work`.',
        "a folder in quotes",
    ),
    "mail": Setting(
        _text_or_number,
        {},
        'How `mastery share --send` mails: host = "smtp.example.org", from = "you@example.org", user, port, security.',
        "a text in quotes",
        MAIL,
    ),
    "keys": Setting(
        _text,
        {},
        'Keys of the interface, as in "main.new" = "ctrl+n"; `mastery help keys` lists them.',
        'a key in quotes, such as "a" or "ctrl+n"',
    ),
}
"""Every setting, tables last, as TOML wants them."""


def load_settings(path: Path | None = None) -> Settings:
    """The settings of the config file, and the defaults for what it does not say.

    Raises MasteryError naming the file, the line, and what is allowed there.
    """
    path = path or config_path()
    values = {name: one.default for name, one in SETTINGS.items()}
    sources: dict[str, str] = {}
    with file_errors("read", path):
        is_there = exists(path) and str(path) != os.devnull  # naming it is a way to ask for the defaults
    if is_there:
        import tomllib

        try:
            text = read_bytes(path, MOST_OF_SMALL).decode()
            found = tomllib.loads(text)
        except (ValueError, RecursionError) as error:  # not TOML, not UTF-8, or an endless number or nesting
            said = str(error).partition("\n")[0].partition(";")[0]
            raise MasteryError(f"{path} cannot be understood: {said}.") from None
        for name, value in found.items():
            values[name] = _checked(name, value, lambda name, inner="": f"{path}, line {_line(text, name, inner)}")
            sources[name] = "config"
    return Settings(**values, sources=sources)


def _checked(name: str, value: object, where: Callable[..., str]) -> Any:
    """The value of a setting in the file; `where` names the line of a setting, or of a name in a table."""
    setting = SETTINGS.get(name)
    if setting is None:
        raise MasteryError(f"{where(name)}: {_unknown(name, SETTINGS)}")
    if not setting.is_table:
        return _value(setting, name, value, where(name))
    if not isinstance(value, dict):
        raise MasteryError(f"{where(name)}: {name} is a table: write [{name}], and under it NAME = {setting.allowed}.")
    for inner in value:
        if setting.names and inner not in setting.names:
            raise MasteryError(f"{where(name, inner)}: {_unknown(inner, setting.names, f'{name}.')}")
    inside = _flat(value) if name == "keys" else value
    return {inner: _value(setting, f"{name}.{inner}", one, where(name, inner)) for inner, one in inside.items()}


def _value(setting: Setting, key: str, value: object, where: str) -> Any:
    try:
        return setting.check(value)
    except ValueError:
        raise MasteryError(f"{where}: {key} must be {setting.allowed}.") from None


def _flat(table: Mapping[str, object]) -> dict[str, object]:
    """The table with its names flattened: TOML reads `main.new = "a"`, written for `"main.new" = "a"`, as a nested
    table."""
    found: dict[str, object] = {}
    for name, value in table.items():
        inside = _flat(value) if isinstance(value, dict) and value else None
        found |= {name: value} if inside is None else {f"{name}.{inner}": one for inner, one in inside.items()}
    return found


def _unknown(name: str, known: Iterable[str], of: str = "") -> str:
    """The message about an unknown name, with the one that may be meant, or all that exist."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), 1, 0.7)
    there = f"Did you mean {of}{near[0]}?" if near else f"There are: {', '.join(f'{of}{one}' for one in known)}."
    return f"there is no setting {of + name!r}. {there}"


def _line(text: str, name: str, inner: str = "") -> int:
    """The line of the file with a top-level setting, or with a name in a table."""
    found = re.compile(rf'^[ \t]*\[?[ \t]*"?{re.escape(name)}"?\s*[\].=]', re.MULTILINE).search(text)
    if found is not None and inner:
        below = re.compile(rf'^[ \t]*(?:"?{re.escape(name)}"?\s*\.\s*)?"?{re.escape(inner)}"?\s*[.=]', re.MULTILINE)
        found = below.search(text, found.start()) or found
    return text.count("\n", 0, found.start()) + 1 if found else 1


def place_of(key: str) -> str:
    """The place of a setting in the file, in words: "/home/anna/.config/mastery/config.toml, line 12"."""
    path = config_path()
    name, _, inner = key.partition(".")
    return f"{path}, line {_line(read_bytes(path, MOST_OF_SMALL).decode(), name, inner)}"


def set_setting(key: str, value: str) -> None:
    """Sets one setting in the file ("theme", "journals.work"), and leaves its comments as they are; the file is made if
    needed.

    Raises BadInput for an unknown key or a value that is not allowed, MasteryError if the file cannot be written.
    """
    import tomlkit

    name, _, inner = key.partition(".")
    if name not in SETTINGS:
        raise BadInput(_capital(_unknown(key, SETTINGS)))
    setting = SETTINGS[name]
    if bool(inner) != setting.is_table:
        shape = f"{name}.NAME" if not inner else name
        raise BadInput(f"Write it as: mastery config {shape} VALUE")
    if setting.names and inner not in setting.names:
        raise BadInput(_capital(_unknown(inner, setting.names, f"{name}.")))
    try:
        setting.check(value)
    except ValueError:
        raise BadInput(f"{key} must be {setting.allowed}, not {value!r}.") from None
    path = config_path()
    settings = load_settings(path)  # a file that cannot be understood is not overwritten
    _check_choice(settings, name, inner, value)
    document = tomlkit.parse(read_bytes(path, MOST_OF_SMALL).decode() if path.exists() else default_text())
    if inner:
        table = document.setdefault(name, tomlkit.table())
        table[inner] = value
    else:
        document[name] = value
    make_folder(path.parent)
    with file_errors("written", path):
        write_atomic(path, tomlkit.dumps(document).encode())


def _check_choice(settings: Settings, name: str, inner: str, value: str) -> None:
    """Checks that the chosen value of a setting exists. Raises BadInput."""
    from mastery.core.base.keys import wrong
    from mastery.host.themes import theme_choices
    from mastery.host.topics import interface_keys

    if name == "theme" and value not in (themes := [one.name for one in theme_choices()]):
        raise BadInput(f"There is no theme {value!r}. There are: {', '.join(themes)}.")
    if name == "default_journal" and value not in (DEFAULT_JOURNAL, *settings.journals):
        raise BadInput(f"There is no journal {value!r}. To add it: mastery config journals.{value} FOLDER")
    if name == "keys" and (problem := wrong(inner, value, interface_keys())) is not None:
        raise BadInput(f"keys.{inner}: {problem.says}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def shown(name: str, value: object) -> str:
    """A setting's value as a person writes it."""
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name in ("week_starts", "review_day"):
        return WEEKDAYS[value] if isinstance(value, int) else "never"
    return "" if value is None else str(value)


def default_text() -> str:
    """The config file as it is first made: every setting with what it does, commented out."""
    lines = ["# The config of mastery. `mastery config` shows what holds and where it comes from.", ""]
    for name, one in SETTINGS.items():
        if not one.is_table:
            lines += [f"# {one.says}", f'# {name} = "{shown(name, one.default)}"', ""]
    for name, one in SETTINGS.items():
        if one.is_table:
            lines += [f"# {one.says}", f"[{name}]", ""]
    return "\n".join(lines)


def journal_path(settings: Settings, name: str | None, path: str | None) -> tuple[str, Path]:
    """Name and folder of the journal to open: by --journal, by -j, by $MASTERY_JOURNAL, or the default one.

    Raises MasteryError for a name that the config does not have, and for the home of an unknown user.
    """
    path = path or ("" if name else os.environ.get("MASTERY_JOURNAL", ""))
    if path:
        return Path(path.encode(errors="replace").decode()).name, named(path)
    name = name or settings.default_journal
    if name in settings.journals:
        return name, settings.journals[name]
    if name == DEFAULT_JOURNAL:
        import platformdirs

        return name, Path(platformdirs.user_data_dir("mastery")) / DEFAULT_JOURNAL
    known = ", ".join(dict.fromkeys([DEFAULT_JOURNAL, *settings.journals]))
    raise MasteryError(
        f"There is no journal {name!r}. There are: {known}. To add it: mastery config journals.{name} FOLDER"
    )
