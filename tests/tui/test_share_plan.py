"""One plan of the next summary: choices made in the interface hold in the shell, and the other way round."""

import datetime as dt
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import msgspec
import pyrage
import pytest

from mastery.core.sharing.mentors import Scope, new_mentor
from mastery.host.config import load_settings
from mastery.store import Journal
from tests.support.cli import Shell
from tests.support.clock import FixedClock
from tests.support.desktop import program
from tests.support.diary import sharing
from tests.support.mail import Inbox, mail_settings
from tests.tui.support import app, choose, gone, keep, lines, said, sent, write

DAY = dt.timedelta(days=1)
SIZE = (120, 44)
OWN = pyrage.x25519.Identity.generate()
HIDDEN = ("A talk at work", "slept on it", "Vocabulary")
"""Words of the entry and of the part that `chosen` leaves out."""


class StillShell(Shell):
    """A shell on the journal of an interface test, with the same clock."""

    def __init__(self, made: Journal) -> None:
        super().__init__(made.path)
        self.clock = made.clock  # type: ignore[assignment]


async def chosen(made: Journal) -> str:
    """Makes every choice that the Share screen offers, and returns the text on show."""
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("w")
        await pilot.pause()
        await write(pilot, "Dear Ana", "What next?")
        await keep(pilot)
        await pilot.press("d")
        await pilot.pause()
        await write(pilot, "2026-11-20")
        await keep(pilot)
        await pilot.press("enter", "down", "K", "down", "down", "space")  # goals before the note; practices out
        await pilot.pause()
        await pilot.press("down", "down", "space")  # the first entry
        await pilot.pause()
        return lines(pilot, "#share-text")


def holds(text: str) -> None:
    """Fails if a text does not follow the choices of `chosen`."""
    assert not any(word in text for word in HIDDEN)
    places = [text.index(words) for words in ("20 Nov 2026 to", "Goals", "Dear Ana", "The subjunctive", "What next?")]
    assert places == sorted(places)


async def test_choices_made_in_the_interface_hold_in_every_way_out_of_the_shell(
    tmp_path: Path,
    served: tuple[Inbox, int],
    desktop: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = sharing(tmp_path / "j", key=str(OWN.to_public()))
    preview = await chosen(made)
    holds(preview)
    made.close()
    shell = StillShell(made)
    printed = shell("share", "ana")
    assert printed.stdout.rstrip("\n") == preview
    assert printed.stderr.startswith("Left out: 1 entry, the part practices. To put one back: --take-in REF\n")

    for name in ("a.md", "a.html", "a.txt"):
        shell.ok("share", "ana", "-o", str(tmp_path / name))
        holds((tmp_path / name).read_text())
    shell.ok("share", "ana", "--encrypt", "-o", str(tmp_path / "a.md.age"))
    assert pyrage.decrypt((tmp_path / "a.md.age").read_bytes(), [OWN]).decode() == printed.stdout
    monkeypatch.setenv("DISPLAY", ":0")
    program(desktop, "xclip", f'cat > "{tmp_path}/pasted"')
    shell.ok("share", "ana", "--copy")
    assert (tmp_path / "pasted").read_text() == printed.stdout
    program(desktop, "xdg-open", f'cp -p "$1" "{tmp_path}/opened"')
    shell.ok("share", "ana", "--open")
    mail_settings(served[1], tmp_path / "config.toml")
    shell.ok("share", "ana", "--send")
    for mail in ((tmp_path / "opened").read_bytes(), served[0].mails[0][2]):
        body = message_from_bytes(mail, policy=default).get_body(["plain"])  # type: ignore[attr-defined]
        holds(body.get_content())
    shell.ok("share", "ana", "--send", "--encrypt")
    assert len(served[0].mails) == 2 and b"Dear Ana" not in served[0].mails[1][2]
    records = sent(made)
    assert len(records) == 8
    assert {one.text for one in records} == {printed.stdout}
    assert {len(one.entries) for one in records} == {1}


async def test_an_entry_left_out_in_the_shell_is_left_out_in_every_way_out_of_the_interface(
    tmp_path: Path,
    served: tuple[Inbox, int],
    desktop: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mail_settings(served[1], tmp_path / "config.toml")
    made = sharing(tmp_path / "j")
    shell = StillShell(made)
    short = shell.ok("list", "--search", "talk").split()[0]
    printed = shell("share", "ana", "--leave-out", short, "--leave-out", "practices")
    assert "Left out: 1 entry, the part practices." in printed.stderr
    opened: list[bytes] = []

    def open_mail(data: bytes) -> Path:
        opened.append(data)
        return Path("/tmp/summary.eml")

    monkeypatch.setattr("mastery.tui.sending.open_mail", open_mail)
    made.refresh()
    async with app(made, start="share", settings=load_settings()).run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert lines(pilot, "#share-text") == printed.stdout.rstrip("\n")
        assert lines(pilot, "#share-page").count("left out") == 2
        for way in (0, 1, 2):
            await pilot.press("s")
            await choose(pilot, way)
            await gone(pilot)
        await pilot.press("s")
        await choose(pilot, 3)
        from textual.widgets import Input

        pilot.app.screen.query_one("#form-path", Input).value = str(tmp_path / "a.txt")
        await keep(pilot)
        copied = pilot.app.clipboard
    texts = [copied, (tmp_path / "a.txt").read_text()]
    for mail in (opened[0], served[0].mails[0][2]):
        body = message_from_bytes(mail, policy=default).get_body(["plain"])  # type: ignore[attr-defined]
        texts.append(body.get_content())
    for text in texts:
        assert not any(word in text for word in HIDDEN) and "The subjunctive" in text
    assert [one.state for one in sent(made)] == ["sent"] * 4


async def test_an_entry_taken_in_by_one_face_is_in_for_the_other(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    shell = StillShell(made)
    shell.ok("share", "ana", "--leave-out", "A talk at work", "--leave-out", "note")
    made.refresh()
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("enter", *["down"] * 4, "space")
        await pilot.pause()
        assert "A talk at work" in lines(pilot, "#share-text")
    assert "A talk at work" in shell.ok("share", "ana")
    shell.ok("share", "ana", "--leave-out", "talk")
    shell.ok("share", "ana", "--take-in", "a-talk-at-work")
    done = shell("share", "ana")
    assert "A talk at work" in done.stdout and "Left out" not in done.stderr


async def test_after_it_left_the_plan_is_the_same_from_both_faces(tmp_path: Path) -> None:
    texts = []
    for face in ("shell", "interface"):
        made = sharing(tmp_path / face)
        await chosen(made)
        shell = StillShell(made)
        if face == "shell":
            shell.ok("share", "ana", "-o", str(tmp_path / "s.md"))
        else:
            async with app(made, start="share").run_test(size=SIZE) as pilot:
                await pilot.pause()
                await pilot.press("s")
                await choose(pilot, 0)
                await gone(pilot)
        holds(shell.ok("share", "ana"))  # the same day, it may leave in another form
        assert isinstance(made.clock, FixedClock)
        made.clock.advance(DAY)
        texts.append(shell.ok("share", "ana"))
    assert texts[0] == texts[1]
    assert "Dear Ana" not in texts[0] and "Vocabulary" in texts[0]
    assert "A talk at work" not in texts[0]  # an entry stays out until it is taken in


def left_out(tmp_path: Path, *refs: str) -> tuple[Journal, StillShell]:
    made = sharing(tmp_path / "j")
    shell = StillShell(made)
    for ref in refs:
        shell.ok("share", "ana", "--leave-out", ref)
    return made, shell


def test_an_entry_that_was_left_out_stays_out_when_it_is_edited_deleted_or_the_days_go_on(tmp_path: Path) -> None:
    made, shell = left_out(tmp_path, "talk")
    made.refresh()
    old = next(one for one in made.entries() if one.title == "A talk at work")
    new = msgspec.structs.replace(old, title="Another title", body="Another body.", kind="lesson")
    made.change(old, new)
    assert "Another" not in shell.ok("share", "ana")
    made.delete(new)
    shell.ok("share", "ana")
    made.restore(made.trash()[0])
    assert "Another" not in shell.ok("share", "ana")
    assert isinstance(made.clock, FixedClock)
    made.clock.advance(3 * DAY)
    assert "Another" not in shell.ok("share", "ana", "--from", "2026-11-01")
    made.clock.advance(30 * DAY)
    shell.ok("share", "ana", "--take-in", old.id)  # out of sight, and known still
    assert "Another title" in shell.ok("share", "ana", "--from", "2026-11-01")


def test_each_mentor_has_a_plan(tmp_path: Path) -> None:
    made, shell = left_out(tmp_path, "talk")
    made.refresh()
    made.add(new_mentor("Bea", made.now(), scope=Scope(tags=("work",))))
    assert "A talk at work" in shell.ok("share", "bea")
    assert "A talk at work" not in shell.ok("share", "ana")


def test_options_of_one_command_override_the_plan_and_do_not_stay(tmp_path: Path) -> None:
    _, shell = left_out(tmp_path, "talk", "questions")
    done = shell("share", "ana", "--without", "goals", "--note", "Hello", "--ask", "Why?", "--first", "questions")
    assert "A talk at work" not in done.stdout and "## Goals" not in done.stdout
    assert done.stdout.index("Why?") < done.stdout.index("Hello")
    plain = shell.ok("share", "ana")
    assert "## Goals" in plain and "Hello" not in plain and "Why?" not in plain and "A talk at work" not in plain


async def test_fresh_starts_over_without_earlier_choices(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    await chosen(made)
    shell = StillShell(made)
    done = shell("share", "ana", "--fresh")
    assert "Dear Ana" not in done.stdout and "Vocabulary" in done.stdout and "A talk at work" in done.stdout
    assert "17 Nov 2026" in done.stdout and "Left out" not in done.stderr
    assert shell.ok("share", "ana") == done.stdout
    again = shell("share", "ana", "--fresh", "--leave-out", "goals")
    assert "Left out: the part goals." in again.stderr and "## Goals" not in shell.ok("share", "ana")


def test_only_parts_and_entries_of_the_summary_can_be_left_out(tmp_path: Path) -> None:
    _, shell = left_out(tmp_path)
    short = shell.ok("list", "--search", "nobody").split()[0]
    for ref in (short, "For nobody", "nonsense", "last"):
        told = shell.fails(1, "share", "ana", "--leave-out", ref)
        assert "The summary for Ana has the parts note, goals" in told
    shell.fails(1, "share", "ana", "--take-in", "nonsense")
    assert "choose one" in shell.fails(2, "share", "ana", "--take-in", "goals", "--leave-out", "goals")
    assert "Left out" not in shell("share", "ana").stderr


def test_a_summary_with_everything_left_out_says_so(tmp_path: Path) -> None:
    _, shell = left_out(tmp_path, "goals", "practices")
    told = shell.fails(1, "share", "ana", "--leave-out", "reflections")
    assert told == (
        "Error: Everything that Ana may see is left out. To put one back: --take-in REF. To start over: --fresh.\n"
    )


@pytest.mark.parametrize("damage", [b"", b"{", b'{"plan": "nonsense"}', b'{"plan": "{\\"without\\": 1}"}', b"\xff\x00"])
async def test_a_plan_that_is_damaged_sends_nothing(tmp_path: Path, damage: bytes) -> None:
    made, shell = left_out(tmp_path, "talk")
    (file,) = (made.path / "drafts").glob("summary-*.form")
    file.write_bytes(damage)
    assert "mastery share ana --fresh" in shell.fails(1, "share", "ana")
    shell.fails(1, "share", "ana", "-o", str(tmp_path / "s.md"))
    assert not (tmp_path / "s.md").exists()
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "cannot be read" in said(pilot)
    assert "A talk at work" in shell.ok("share", "ana", "--fresh")
