"""Plain mode: commands in one process, nothing drawn; and a command for everything that the interface does."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from mastery.cli import root
from mastery.cli.plain import words
from mastery.host.topics import interface_keys
from mastery.store import Journal
from tests.support.cli import Shell
from tests.support.programs import PROGRAM, Terminal, listed
from tests.support.violations import none_of

DRAWN = re.compile("[█▓▒░▞▁▂▃▄▅▆▇▀▌▐│┤├└┘┌┐┬┴─●○…]")
TABLE = Path(__file__).parents[2] / "docs" / "plain.md"

ABOUT_THE_SCREEN = re.compile(
    r"(choice|list|reader|heat|plot|help|search|screen|app|welcome|form)\..*|.*\.(back|left|open|leave|leave_line|help)|"
    r"guide\.(before|line|next|finish)|today\.begin|journal\.(filter|leave_filter|newer|older|read|edit)|main\.(quit|help)|"
    r"review\.(page|before|after)|share\.text|compose\.keep|recall\.turn"
)
"""Keys that move about in what is shown, or begin, keep and leave what is typed: in lines nothing moves."""


@pytest.mark.parametrize(
    ("line", "args"),
    [
        ("today", ["today"]),
        ("  mastery goal  list ", ["goal", "list"]),
        (
            "goal add \"Speak Spanish\" --why 'A whole evening'",
            ["goal", "add", "Speak Spanish", "--why", "A whole evening"],
        ),
        ("done guitar --note it's good", ["done", "guitar", "--note", "it's", "good"]),
        ('done guitar --note "half', ["done", "guitar", "--note", '"half']),
        ("log It's Anna's day,  \"really\".", ["log", "--", "It's Anna's day,  \"really\"."]),
        ('log "I am fine," she said', ["log", "--", '"I am fine," she said']),
        ("log --kind lesson --star Slept on it", ["log", "--kind", "lesson", "--star", "--", "Slept on it"]),
        ("log --kind=lesson -5 degrees", ["log", "--kind=lesson", "-5", "--", "degrees"]),
        ("log -- -5 degrees", ["log", "--", "--", "-5 degrees"]),
        ("log", ["log"]),
        ("log --template lesson", ["log", "--template", "lesson"]),
        ("", []),
        ("mastery", []),
    ],
)
def test_a_line_becomes_a_command(line: str, args: list[str]) -> None:
    assert words(line) == args


def test_it_shows_today_says_how_to_go_on_and_does_what_is_typed(shell: Shell) -> None:
    typed = 'log It\'s late. #tired\ngoal add "Speak Spanish"\n\nmastery goal list\nquit\nlog Not this\n'
    result = shell("--plain", stdin=typed)
    assert result.exit_code == 0
    assert result.stdout.startswith("Friday 20 November 2026")
    assert "quit leaves" in result.stderr
    assert "Speak Spanish" in result.stdout
    entries = Journal(shell.folder, clock=shell.clock).entries()
    assert [(one.title, one.body) for one in entries] == [("It's late.", "#tired")]


def test_what_is_wrong_is_said_in_a_line_and_it_goes_on(shell: Shell) -> None:
    result = shell("--plain", stdin="nonsense\ngoal show x\nshow --nope\nlog Still here\n")
    errors = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 3
    assert "Still here" in shell.ok("show", "last")


def learnt(shell: Shell) -> None:
    """A goal with readings, a practice that was done, time, moods, and predictions enough for a plot."""
    shell.ok("goal", "add", "Speak Spanish")
    shell.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "3", "--on", "2026-11-01")
    shell.ok("goal", "rate", "spanish", "--vision", "8", "--reality", "5")
    shell.ok("practice", "add", "Guitar", "daily", "--minutes", "20", "--from", "2026-11-10")
    shell.ok("done", "guitar")
    shell.log("--mood", "good", "--goal", "spanish", "--minutes", "45", "The subjunctive, again")
    for number in range(10):
        shell.ok("predict", "add", f"It rains {number}", "--probability", "70", "--by", "2026-11-20")
        shell.ok("predict", "resolve", f"it-rains-{number}", "yes" if number else "no")


COMMANDS = (
    ("today",),
    ("goal", "list"),
    ("goal", "show", "spanish"),
    ("practice", "list"),
    ("streak",),
    ("streak", "guitar"),
    ("predict", "calibration"),
    ("review", "year"),
    *(("review", "year", "--picture", name) for name in ("map", "streaks", "time", "tension", "mood", "calibration")),
)


def test_nothing_is_drawn_and_nothing_that_was_drawn_is_left_unsaid(shell: Shell) -> None:
    learnt(shell)
    said = {" ".join(args): shell.ok("--plain", *args) for args in COMMANDS}
    for name, text in said.items():
        assert text.strip(), name
        assert not DRAWN.search(text), (name, text)
    assert "Written this week: Friday" in said["today"]
    assert "2026-11-01: 3 of 8" in said["goal show spanish"]
    assert "Nov 2026: entries 1 on 1 day" in said["review year --picture map"]
    assert "2026-11-01: vision 8, reality 3" in said["review year --picture tension"]
    assert "Week of 2026-11-16: Speak Spanish 45 min" in said["review year --picture time"]
    assert "mood 4" in said["review year --picture mood"]
    assert "9 of 10 came true" in said["review year --picture calibration"]
    assert any(DRAWN.search(shell.ok(*args)) for args in COMMANDS), "without --plain there are drawings"


def test_nothing_is_cut_and_nothing_is_coloured(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    shell.log("A title that is rather longer than forty columns of a terminal")
    assert "…" in shell.ok("list")
    result = shell("--plain", "list", terminal=True)
    assert "forty columns of a terminal" in result.stdout
    assert "\x1b" not in result.stdout


def test_at_a_terminal_it_asks_and_listens(tmp_path: Path) -> None:
    folder = tmp_path / "j"
    with Terminal([*PROGRAM, "--journal", str(folder), "--plain"], lines=40) as terminal:
        terminal.wait("mastery>")
        terminal.type("log Half a thou")
        terminal.wait("Half a thou")  # Python hears no ctrl+c in the moment in which a letter is taken in
        terminal.read(0.2)
        terminal.type("\x03")
        terminal.wait(lambda shown: shown.count("mastery>") == 2)
        terminal.type("log A whole thought\r")
        terminal.wait("Kept ")
        terminal.type("recall add Why? So.\r")
        terminal.wait(lambda shown: shown.count("mastery>") == 4)
        terminal.type("\x04")
        assert terminal.ended() == 0
        assert b"\x1b[?1049h" not in terminal.drawn
    assert [one["title"] for one in listed(folder)] == ["A whole thought"]


WITHOUT_KEY = {"Make a backup", "Choose a theme", "Open another journal"}
"""What only the palette does."""


def rows() -> list[tuple[str, str]]:
    """The lines of the table: what the interface does, and the command."""
    found = re.findall(r"^\| (.+?) \| .*? \| (.+?) \|$", TABLE.read_text(), re.MULTILINE)
    return [(says, commands) for says, commands in found if not set(says) <= set("-")][1:]


def test_everything_the_interface_does_has_a_command_in_the_table() -> None:
    told = {says for says, _ in rows()}
    does = {one.says for one in interface_keys() if not ABOUT_THE_SCREEN.fullmatch(one.id)}
    assert does - told == set()


def test_the_table_names_nothing_that_the_interface_does_not_do() -> None:
    assert {says for says, _ in rows()} <= {one.says for one in interface_keys()} | WITHOUT_KEY


def test_every_command_of_the_table_is_there_with_its_options() -> None:
    def wrong(command: str) -> Iterator[str]:
        ctx, found = click.Context(root), root
        for word in command.split():
            if isinstance(found, click.Group) and (inner := found.get_command(ctx, word)) is not None:
                found = inner
            elif word.startswith("--") and word not in {name for one in found.params for name in one.opts}:
                yield f"{command}: no {word}"
        if found is root:
            yield f"{command}: no such command"

    commands = sorted({one for _, cell in rows() for one in re.findall("`mastery ([^`]+)`", cell)})
    assert len(commands) > 50
    none_of(itertools.chain.from_iterable(map(wrong, commands)))
