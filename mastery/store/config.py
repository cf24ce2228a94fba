"""The config: one commented TOML file in the platform's config folder. A missing one means the defaults."""

import datetime as dt
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from mastery.core.clock import WEEKDAYS
from mastery.core.errors import BadInput, MasteryError
from mastery.store.files import make_folder, read_bytes, told, write_atomic

DEFAULT_JOURNAL = "default"


class Settings(NamedTuple):
    """Every setting's value, and where it comes from."""

    default_journal: str
    """The name of the journal that opens when none is chosen."""
    journals: dict[str, Path]
    """The folder of each named journal."""
    theme: str
    day_starts_at: dt.time
    """The clock time at which the journal day turns."""
    week_starts: int
    """The weekday on which weeks begin; Monday is 0. A cadence keeps the one it was set with."""
    journaling: bool
    """Whether writing every day is a practice."""
    weekly_minutes: int
    """Minutes a week that are meant for learning, all goals together; 0 for no budget."""
    review_day: int | None
    """The weekday of the weekly review, Monday is 0; None where Today says nothing of reviews."""
    review_at: dt.time
    """The clock time from which a review is due on its day."""
    editor: str | None
    mail: dict[str, str]
    """How summaries are mailed: host, port, user, from, security (`store.mailing`)."""
    keys: dict[str, str]
    """The key of each binding of the interface that is not the usual one, by the binding's id."""
    sources: dict[str, str]
    """For each setting that is not the default: "config"."""


class Setting(NamedTuple):
    """One setting: how its value is checked, its default, and what it says of itself in the file."""

    check: Callable[[object], Any]
    default: Any
    says: str
    allowed: str


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


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError
    return {_text(name): _text(one) for name, one in value.items()}


def _folders(value: object) -> dict[str, Path]:
    return {name: Path(folder).expanduser() for name, folder in _texts(value).items()}


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
    "journals": Setting(
        _folders,
        {},
        'Journals by name, as in work = "~/journals/work"; open one with `mastery -j work`.',
        "folders by name",
    ),
    "mail": Setting(
        _texts,
        {},
        'How `mastery share --send` mails: host = "smtp.example.org", from = "you@example.org", user, port, security.',
        "texts by name",
    ),
    "keys": Setting(
        _texts, {}, 'Keys of the interface, as in "main.new" = "a"; `?` there shows them.', "keys by the binding's id"
    ),
}
"""Every setting, tables last, as TOML wants them."""


def config_folder() -> Path:
    """The folder of the config, where a person's own themes lie too."""
    return config_path().parent


def config_path() -> Path:
    """Where the config file is, whether it exists or not: $MASTERY_CONFIG, or in the platform's config folder."""
    named = os.environ.get("MASTERY_CONFIG")
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_config_dir("mastery")) / "config.toml"


def load_settings(path: Path | None = None) -> Settings:
    """The settings of the config file, and the defaults for what it does not say.

    Raises MasteryError naming file and line for what is not understood, and what is allowed there.
    """
    path = path or config_path()
    values = {name: one.default for name, one in SETTINGS.items()}
    sources: dict[str, str] = {}
    if path.exists():
        import tomllib

        try:
            text = read_bytes(path).decode()
            found = tomllib.loads(text)
        except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, a number or a nesting without end
            said = str(error).partition("\n")[0].partition(";")[0]
            raise MasteryError(f"{path} cannot be understood: {said}.") from None
        for name, value in found.items():
            values[name] = _checked(name, value, f"{path}, line {_line(text, name)}")
            sources[name] = "config"
    return Settings(**values, sources=sources)


def _checked(name: str, value: object, where: str) -> Any:
    if name not in SETTINGS:
        raise MasteryError(f"{where}: there is no setting {name!r}. There are: {', '.join(SETTINGS)}.")
    try:
        return SETTINGS[name].check(value)
    except ValueError:
        raise MasteryError(f"{where}: {name} must be {SETTINGS[name].allowed}.") from None


def _line(text: str, name: str) -> int:
    """The line of the file in which a top-level setting stands."""
    found = re.compile(rf'^[ \t]*\[?[ \t]*"?{re.escape(name)}"?\s*[\].=]', re.MULTILINE).search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def set_setting(key: str, value: str) -> None:
    """Sets one setting in the file ("theme", "journals.work"), which keeps its comments; it is made on first need.

    Raises BadInput for an unknown key or a value that is not allowed, MasteryError where the file cannot be written.
    """
    import tomlkit

    name, _, inner = key.partition(".")
    if name not in SETTINGS:
        raise BadInput(f"There is no setting {key!r}. There are: {', '.join(SETTINGS)}.")
    setting = SETTINGS[name]
    if bool(inner) != isinstance(setting.default, dict):
        shape = f"{name}.NAME" if not inner else name
        raise BadInput(f"Write it as: mastery config {shape} VALUE")
    try:
        setting.check({inner: value} if inner else value)
    except ValueError:
        raise BadInput(f"{key} must be {setting.allowed}, not {value!r}.") from None
    path = config_path()
    load_settings(path)  # a file that is not understood is not written over
    document = tomlkit.parse(read_bytes(path).decode() if path.exists() else default_text())
    if inner:
        table = document.setdefault(name, tomlkit.table())
        table[inner] = value
    else:
        document[name] = value
    make_folder(path.parent)
    with told("written", path):
        write_atomic(path, tomlkit.dumps(document).encode())


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
        if not isinstance(one.default, dict):
            lines += [f"# {one.says}", f'# {name} = "{shown(name, one.default)}"', ""]
    for name, one in SETTINGS.items():
        if isinstance(one.default, dict):
            lines += [f"# {one.says}", f"[{name}]", ""]
    return "\n".join(lines)


def journal_path(settings: Settings, name: str | None, path: str | None) -> tuple[str, Path]:
    """Name and folder of the journal that is meant: by --journal, by -j, by $MASTERY_JOURNAL, or the default one.

    Raises MasteryError for a name that the config does not have.
    """
    if path:
        return Path(path).name, Path(path).expanduser()
    if not name and (named := os.environ.get("MASTERY_JOURNAL")):
        return Path(named).name, Path(named).expanduser()
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
