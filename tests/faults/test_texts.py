"""Any text and any date: kept as it was typed, through every way in and out, or refused in one clear line."""

import datetime as dt
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mastery.core.base.clock import Now
from mastery.core.base.errors import BadInput
from mastery.core.base.records import KINDS, Entry
from mastery.core.writing.capture import make_dated_entry
from mastery.core.writing.editing import from_editing, to_editing
from mastery.exchange import ReadContext, jrnl
from mastery.host.clock import SystemClock
from mastery.store import Journal
from tests.support.cli import FRIDAY, Shell
from tests.support.journals import StillClock

F = TypeVar("F", bound=Callable[..., None])
DAY_STARTS_AT = dt.time(4)

COMBINING = "e\u0301\u0323\u20d0", "\u0301", "\u200d👩‍👩‍👧‍👦🏳️‍🌈", "क्ष\u200c", "각"
DIRECTED = "\u202eevil", "\u2066", "\u200f", "שלום", "مرحبا", "\ufeff", "\u061c"
CONTROLS = "\0", "\x07", "\x1b[2J", "\x1b]0;title\x07", "\x7f", "\x9b31m", "\x1c", "\x1f", "\x08"
BREAKS = "\r", "\r\n", "\n", "\n\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\t", " ", "\u00a0", "\u3000"
HALVES = "\udcff", "\udc80\udcfe", "\ud800", "\udfff"
"""Of a character: what a shell passes on when its bytes are no UTF-8, and what some programs leave behind."""
MARKDOWN = (
    *(
        "# ",
        "#tag",
        "@anna",
        "#Straße",
        "#a/b",
        "---\n",
        "date: x",
        "tags: a, b",
        "* ",
        " *",
        "**b**",
        "- a\n- b",
        "> ",
    ),
    *("[2026-01-01 10:00] x", "[yesterday] ", "2026-01-01 10:00: ", "yesterday: ", "today:", "9pm: ", "0001-01-01: "),
    *(
        "9999-12-31 23:59: ",
        "in 3 days: ",
        "```\n",
        "| a |",
        ": ",
        ". ",
        "! ",
        "。",
        "\\",
        '"',
        "'",
        "{",
        "<b>",
        "$HOME",
    ),
)
LETTERS = st.text(st.characters(), max_size=40)
PIECES = st.sampled_from((*COMBINING, *DIRECTED, *BREAKS, *MARKDOWN))
BROKEN = st.sampled_from((*CONTROLS, *HALVES))
LONG = st.builds(
    lambda one, times: one * times, st.text(st.characters(exclude_categories=["Cs"]), max_size=3), st.integers(1, 5_000)
)
TEXTS = st.lists(st.one_of(LETTERS, PIECES, PIECES, st.text(max_size=20), BROKEN, LONG), max_size=6).map("".join)
TAGS = st.lists(st.one_of(st.sampled_from(("work", "@anna", "#x", "a b", "Ä,", "#", "@", "é")), LETTERS), max_size=3)
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
NEAR = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1), timezones=st.one_of(st.none(), OFFSETS))
MOMENTS = st.one_of(NEAR, NEAR, NEAR, st.datetimes(timezones=st.one_of(st.none(), OFFSETS)))
"""Mostly within a life's reach: the streak of writing from the year 1 on takes a second, wherever it is shown."""


class HomeClock(StillClock):
    """A clock that stands still in the machine's own zone."""

    def local(self, naive: dt.datetime) -> dt.datetime:
        return SystemClock().local(naive)


@pytest.fixture(autouse=True)
def east_of_greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A zone in which the first and the last day of the calendar have no moment in UTC."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_typed_text_is_kept_through_every_way_in_and_out_or_refused(
    tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    @_often(rounds(100, 10_000))
    @given(TEXTS)
    @example("0001-01-01: The first day")
    @example("9999-12-31 23:59: The last minute")
    @example("one\udcff")
    @example("two blanks where a long title is cut  " + 480 * "x")
    def try_text(text: str) -> None:
        with tempfile.TemporaryDirectory(dir=tmp_path) as name:
            shell = Shell(Path(name) / "j")
            shell.clock = HomeClock(FRIDAY)
            result = shell("log", "--", text)
            if result.exit_code:
                _is_refused(result.exit_code, result.stderr, text)
                assert not shell.folder.exists()
                return
            with Journal(shell.folder, clock=shell.clock) as journal:
                (entry,) = journal.entries()
            _says(entry, text)
            _goes_through(shell, entry)

    try_text()


def test_a_text_from_elsewhere_with_any_date_is_kept_or_refused(
    tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    @_often(rounds(100, 10_000))
    @given(MOMENTS, TEXTS, TEXTS, TAGS, st.booleans(), st.sampled_from(KINDS))
    def try_entry(at: dt.datetime, title: str, body: str, tags: list[str], starred: bool, kind: str) -> None:
        with tempfile.TemporaryDirectory(dir=tmp_path) as name:
            shell = Shell(Path(name) / "j")
            shell.clock = HomeClock(FRIDAY)
            about = {"starred": starred, "tags": tags, "now": Now(shell.clock, DAY_STARTS_AT)}
            try:
                entry = make_dated_entry(at, title, body, origin="test", kind=kind, **about)  # type: ignore[arg-type]
            except BadInput as error:
                _is_refused(2, f"Error: {error}\n", f"{title}\n{body}", tags)
                return
            assert entry.at.replace(tzinfo=None) == at.replace(tzinfo=None)
            assert entry.title.split() == title.split()
            assert entry.body == re.sub("\r\n?", "\n", body).strip() or entry.body.split() == body.split()
            with Journal(shell.folder, clock=shell.clock) as journal:
                journal.import_records([entry])
            _goes_through(shell, entry)

    try_entry()


def _often(times: int) -> Callable[[F], F]:
    """So many examples; the short form takes the same ones every time."""
    return settings(
        max_examples=times,
        derandomize=times <= 100,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def _is_refused(code: int, said: str, text: str, tags: list[str] | None = None) -> None:
    """What cannot be kept is refused in one line that says why, and nothing else is."""
    assert code == 2
    assert said.startswith("Error: ")
    assert said.count("\n") == 1
    if "NUL" in said:
        assert "\0" in text
    elif "Unicode" in said:
        assert re.search("[\ud800-\udfff]", text + "".join(tags or ()))
    elif "is no tag" in said:
        assert tags
    elif "out of reach" in said:
        assert re.search(r"The year (1|9999) is", said)
    elif "after the date" in said:
        assert ":" in text
    else:
        assert "no text" in said
        assert not text.replace("*", "").strip() or text == "-"  # "-" is standard input, which has none


def _squeezed(text: str) -> str:
    """The text without what reading it may take: blanks, and the signs of a heading and a star."""
    return re.sub(r"[\s*#]", "", text)


def _says(entry: Entry, text: str) -> None:
    """Nothing of a typed text is lost but a date before it, and that is what the entry has."""
    typed, kept = _squeezed(text), _squeezed(entry.title + entry.body)
    assert typed.endswith(kept)
    before = typed.removesuffix(kept)
    assert not before or (before.endswith(":") and len(before) < 60), before


def _goes_through(shell: Shell, entry: Entry) -> None:
    """The entry is shown, searched, edited, written in every format, and comes back the same in another journal."""
    for command in (("show",), ("list",), ("today",), ("tags",), ("list", "--format", "csv")):
        shown = shell(*command)
        assert shown.exit_code == 0, shown.output
    _is_edited(shell, entry)
    for name in ("jrnl", "markdown"):
        assert shell("export", "--to", name).exit_code == 0
    out = shell.folder.parent / "out"
    assert shell("export", "--to", "markdown-folder", "-o", str(out)).exit_code == 0
    _comes_back_from_jrnl(shell)
    _comes_back_identical(shell)


def _is_edited(shell: Shell, entry: Entry) -> None:
    """Editing changes what was edited and nothing else, whatever the editor does with the last line's end."""
    form = to_editing(entry)
    for untouched in (form, form.rstrip("\n"), form + "\n", form.replace("\n", "\r\n")):
        assert from_editing(untouched, entry, Now(shell.clock, DAY_STARTS_AT)) == entry
    longer = from_editing(form.rstrip("\n") + "\n\nMore.", entry, Now(shell.clock, DAY_STARTS_AT))
    assert (longer.at, longer.kind, longer.starred, longer.id) == (entry.at, entry.kind, entry.starred, entry.id)
    assert longer.title == entry.title
    assert longer.body == (f"{entry.body}\n\nMore." if entry.body else "More.")
    with Journal(shell.folder, clock=shell.clock) as journal:
        before = journal.entries()[-1]
        journal.change(before, longer)
        assert journal.entries()[-1] == longer
        journal.undo()
        assert journal.entries()[-1] == before == entry


def _comes_back_identical(shell: Shell) -> None:
    """mastery's own JSON, read into a new journal and written again, is the same bytes."""
    first, second = (shell.folder.parent / name for name in ("first.json", "second.json"))
    assert shell("export", "--to", "json", "-o", str(first)).exit_code == 0
    other = Shell(shell.folder.parent / "other")
    assert other("import", "--from", "json", str(first)).exit_code == 0
    assert other("export", "--to", "json", "-o", str(second)).exit_code == 0
    assert first.read_bytes() == second.read_bytes()


def _comes_back_from_jrnl(shell: Shell) -> None:
    """jrnl's text holds every letter too; its reader may part title and body elsewhere."""
    with Journal(shell.folder, clock=shell.clock) as journal:
        (entry,) = journal.entries()
    data = shell("export", "--to", "jrnl").stdout_bytes
    (read,) = jrnl.read(data, ReadContext(Now(shell.clock, DAY_STARTS_AT))).records
    assert isinstance(read, Entry)
    assert read.text.split() == entry.text.split()
    assert f"{read.at:%Y-%m-%d %H:%M}" == f"{entry.at:%Y-%m-%d %H:%M}"
