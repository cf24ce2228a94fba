"""The Share screen, driven as a person drives it: what is on show is what leaves."""

import asyncio
import datetime as dt
import os
import threading
from pathlib import Path

import msgspec
import pyrage
import pytest
import trustme
from textual.widgets import Input, OptionList, Static, TextArea

from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal
from mastery.core.sharing.feedback import Feedback
from mastery.core.sharing.mentors import Mentor, Scope, new_mentor
from mastery.core.sharing.summary import parts
from mastery.core.thinking.acts import new_model
from mastery.core.thinking.model import Evidence
from mastery.host.config import load_settings
from mastery.store import Journal
from mastery.tui.screens.form import FormScreen
from mastery.tui.screens.goals import GoalsScreen
from mastery.tui.screens.guide import GuideScreen
from mastery.tui.screens.journal import JournalScreen
from mastery.tui.screens.share import ShareScreen
from mastery.tui.widgets.mentorlist import MentorList
from mastery.tui.widgets.page import Page
from mastery.tui.widgets.viewbar import ViewBar
from mastery.verbs.feedback import add_feedback
from mastery.verbs.mentors import seen_by
from mastery.verbs.sending import Ready, leaving
from tests.support.clock import FixedClock
from tests.support.devices import device
from tests.support.diary import NOW, entry, filled, journal, sharing
from tests.support.mail import Inbox, hanging_up, mail_settings, serving
from tests.support.patience import PATIENCE
from tests.tui.support import (
    app,
    before,
    choose,
    gone,
    is_ending,
    keep,
    keys,
    lines,
    picture,
    rested,
    said,
    sent,
    shown,
    typed,
    write,
)

SIZE = (120, 44)
DAY = dt.timedelta(days=1)
OWN = pyrage.x25519.Identity.generate()

REPLY = "Well done.\n\n> Speak Spanish\nKeep at it. Talk.\n> At last I hear where it is needed\nWrite three.\n"


async def test_a_journal_without_mentors_teaches_the_first_step(tmp_path: Path) -> None:
    async with app(journal(tmp_path / "j"), start="today").run_test(size=SIZE) as pilot:
        await pilot.press("6")
        await pilot.pause()
        assert "adds a mentor" in shown(pilot.app.screen.query_one("#share-empty", Static))
        assert "a Mentor" in keys(pilot) and "s Send" not in keys(pilot) and "r Reply" not in keys(pilot)
        assert "tab Text" not in keys(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FormScreen)


async def test_a_note_that_is_written_is_in_whatever_was_pressed_before(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("enter", "space")
        await pilot.pause()
        assert "w writes it" in said(pilot) and "left out" not in lines(pilot, "#share-page")
        await pilot.press("w")
        await pilot.pause()
        await pilot.press(*"Dear")
        await keep(pilot)
        assert "Dear" in lines(pilot, "#share-text")
        await pilot.press("space")
        await pilot.pause()
        assert "Dear" not in lines(pilot, "#share-text")
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("tab", *"Why")
        await keep(pilot)
        assert "Why" in lines(pilot, "#share-text") and "Dear" not in lines(pilot, "#share-text")
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("end", *"est")
        await keep(pilot)
        assert "Dearest" in lines(pilot, "#share-text")


async def test_a_second_mentor_has_another_name(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        await pilot.press(*"ana", "ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FormScreen) and len(made.records(Mentor)) == 1
        await pilot.press(*" B", "ctrl+s")
        await pilot.pause()
        assert {one.name for one in made.records(Mentor)} == {"Ana", "ana B"}


async def test_a_mentor_is_added_changed_removed_and_brought_back(tmp_path: Path) -> None:
    made = filled(tmp_path / "j")
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        await write(
            pilot,
            "Ana",
            "ana@example.org",
            str(OWN.to_public()),
            "span",
            "#work, @anna",
            "lesson win",
            "mo, times",
            "tw",
        )
        await keep(pilot)
        (ana,) = made.records(Mentor)
        goal = next(one for one in made.records(Goal) if one.title == "Speak Spanish")
        assert ana.scope == Scope(
            goals=(goal.id,), tags=("work", "@anna"), kinds=("lesson", "win"), moods=True, times=True
        )
        assert (ana.email, ana.key, ana.rhythm) == ("ana@example.org", str(OWN.to_public()), "two weeks")
        assert "They see: Speak Spanish, #work, @anna, only lesson, win, with moods, times" in lines(
            pilot, "#share-page"
        )

        await pilot.press("e")
        await pilot.pause()
        goals = pilot.app.screen.query_one("#form-goals", Input)
        assert goals.value == "Speak Spanish"
        goals.value = "*"
        pilot.app.screen.query_one("#form-sees", Input).value = "counts"
        pilot.app.screen.query_one("#form-kinds", Input).value = "diary"
        await keep(pilot)
        assert isinstance(pilot.app.screen, FormScreen)  # there is no such kind
        pilot.app.screen.query_one("#form-kinds", Input).value = ""
        await keep(pilot)
        (ana,) = made.records(Mentor)
        assert ana.scope == Scope(goals=("*",), tags=("work", "@anna"), counts=True)

        await pilot.press("x")
        await pilot.pause()
        assert made.records(Mentor) == [] and pilot.app.screen.has_class("-empty")
        await pilot.press("u")
        await pilot.pause()
        assert [one.name for one in made.records(Mentor)] == ["Ana"]


async def test_what_is_on_show_is_what_leaves(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    async with app(made, start="share").run_test(size=(200, 60)) as pilot:
        await pilot.pause()
        assert "The subjunctive" in lines(pilot, "#share-text") and "For nobody" not in lines(pilot, "#share-text")
        await pilot.press("w")
        await pilot.pause()
        await write(pilot, "Dear Ana", "What next?")
        await keep(pilot)
        assert "\n\nDear Ana\n\n" in lines(pilot, "#share-text")

        await pilot.press("enter", "down", "down", "space")  # practices
        await pilot.pause()
        assert "left out" in lines(pilot, "#share-page") and "Vocabulary" not in lines(pilot, "#share-text")
        assert "space Take in" in keys(pilot)
        await pilot.press("space")
        await pilot.pause()
        assert "Vocabulary" in lines(pilot, "#share-text") and "space Leave out" in keys(pilot)
        await pilot.press("K", "K")  # practices before goals, and before the note
        await pilot.pause()
        text = lines(pilot, "#share-text")
        assert text.index("## Practices") < text.index("Dear Ana") < text.index("## Goals")
        await pilot.press("shift+down", "down", "down", "down", "space")  # and after the note; the first entry
        await pilot.pause()
        text = lines(pilot, "#share-text")
        assert text.index("Dear Ana") < text.index("## Practices") < text.index("## Goals")
        assert "A talk at work" not in text and "The subjunctive" in text

        await pilot.press("s")
        await choose(pilot, 0)
        await gone(pilot)
        (one,) = sent(made)
        assert one.text.rstrip("\n") == text == pilot.app.clipboard.rstrip("\n")
        assert (one.form, one.sealed, len(one.entries)) == ("md", False, 1)
        assert "Copied." in said(pilot)
        assert "Sent 1" in shown(pilot.app.screen.query_one(ViewBar))


async def test_what_was_written_for_a_summary_is_there_again_until_it_leaves(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("w")
        await pilot.pause()
        await write(pilot, "Dear Ana")
        await keep(pilot)
        await pilot.press("enter", "down", "down", "down", "space")
        await pilot.pause()
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "Dear Ana" in lines(pilot, "#share-text") and "## What I wrote" not in lines(pilot, "#share-text")
        await pilot.press("s")
        await choose(pilot, 0)
        await gone(pilot)
        assert "Dear Ana" in lines(pilot, "#share-text")  # the same day it may leave in another form
        clock = made.clock
        assert isinstance(clock, FixedClock)
        clock.advance(DAY)
        pilot.app.look_again()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "Dear Ana" not in lines(pilot, "#share-text") and "## What I wrote" in lines(pilot, "#share-text")


async def test_the_days_are_chosen(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    made.add(msgspec.structs.replace(entry("Long ago", days_ago=60, tags=("work",)), shareable=True))
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "Tue 17 Nov 2026 to Mon 23 Nov 2026, 7 days" in lines(pilot, "#share-page")
        await pilot.press("d")
        await pilot.pause()
        await write(pilot, "tomorrow")
        await keep(pilot)
        assert isinstance(pilot.app.screen, FormScreen) and "comes after" in said(pilot)
        pilot.app.screen.query_one("#form-since", Input).value = "3 months ago"
        await keep(pilot)
        assert "Long ago" in lines(pilot, "#share-text") and "to Mon 23 Nov 2026" in lines(pilot, "#share-page")


async def test_a_mentor_who_may_see_nothing_is_sent_nothing(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    made.change(made.records(Mentor)[0], msgspec.structs.replace(made.records(Mentor)[0], scope=Scope()))
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "There is nothing yet that Ana may see" in lines(pilot, "#share-text")
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ShareScreen) and "in Journal, b marks" in said(pilot)
        assert sent(made) == []


async def test_a_file_is_written_in_the_format_of_its_ending_and_encrypted(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j", key=str(OWN.to_public()))
    file = tmp_path / "ana.html.age"
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        await choose(pilot, 3, 0)
        field = pilot.app.screen.query_one("#form-path", Input)
        assert field.value == "~/ana-2026-11-23.html.age"
        field.value = str(file)
        await pilot.pause()
        assert "one HTML file" in shown(pilot.app.screen.query_one("#form-note-path"))
        await keep(pilot)
        page = pyrage.decrypt(file.read_bytes(), [OWN]).decode()
        assert page.startswith("<!doctype html>") and "The subjunctive" in page and "For nobody" not in page
        assert file.stat().st_mode & 0o777 == 0o600
        (one,) = sent(made)
        assert (one.form, one.sealed) == ("html", True)
        await pilot.press("s")
        await choose(pilot, 3, 1)
        pilot.app.screen.query_one("#form-path", Input).value = str(file)
        await keep(pilot)
        assert "choose another" in shown(pilot.app.screen.query_one("#form-note-path")) and len(sent(made)) == 1


async def test_encrypted_text_is_copied_for_who_has_a_key_only(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j", key=str(OWN.to_public()))
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        await choose(pilot, 0, 0)
        await gone(pilot)
        assert pilot.app.clipboard.startswith("-----BEGIN AGE ENCRYPTED FILE-----")
        assert pyrage.decrypt(pilot.app.clipboard.encode(), [OWN]).decode() == sent(made)[0].text


async def test_the_mail_program_gets_a_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bytes] = []

    def open_mail(data: bytes) -> Path:
        opened.append(data)
        return Path("/tmp/summary.eml")

    monkeypatch.setattr("mastery.tui.sending.open_mail", open_mail)
    made = sharing(tmp_path / "j", key=str(OWN.to_public()))
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        for number, (begins, hidden) in enumerate(((b"Subject: A summary, enc", True), (b"Subject: Summary", False))):
            await pilot.press("s")
            await choose(pilot, 1, number)
            await gone(pilot)
            assert opened[-1].startswith(begins) and b"X-Unsent: 1" in opened[-1]
            assert (b"subjunctive" in opened[-1]) != hidden
        assert sorted((one.form, one.sealed) for one in sent(made)) == [("eml", False), ("eml", True)]


async def test_it_is_mailed_over_tls_while_the_interface_goes_on(
    tmp_path: Path,
    served: tuple[Inbox, int],
) -> None:
    inbox, port = served
    mail_settings(port, tmp_path / "config.toml")
    made = sharing(tmp_path / "j")
    async with app(made, start="share", settings=load_settings()).run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = lines(pilot, "#share-text")
        await pilot.press("s")
        await choose(pilot, 2)
        await gone(pilot)
        assert "Sent to ana@example.org." in said(pilot)
        mail = inbox.only().get_body(["plain"])
        assert mail is not None and "At last I hear where it is needed." in mail.get_content()
        (one,) = sent(made)
        assert one.text.rstrip("\n") == text and one.form == "eml"


async def test_a_mail_that_is_refused_is_told_and_not_kept_as_sent(
    tmp_path: Path,
    served: tuple[Inbox, int],
) -> None:
    inbox, port = served
    mail_settings(port, tmp_path / "config.toml")
    made = sharing(tmp_path / "j", email="nobody@example.org")
    async with app(made, start="share", settings=load_settings()).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        await choose(pilot, 2)
        await gone(pilot)
        assert "refuses the address" in said(pilot) and "s Send" in keys(pilot)
        assert sent(made) == [] and inbox.mails == []


@pytest.mark.parametrize(("step", "state"), [("RCPT", ""), ("dot", "unknown"), ("QUIT", "sent")])
async def test_a_server_that_hangs_up_is_told_and_recorded_as_it_is(
    tmp_path: Path,
    authority: trustme.CA,
    step: str,
    state: str,
) -> None:
    made = sharing(tmp_path / "j")
    with serving(authority, hanging_up(step)) as (_, port):
        mail_settings(port, tmp_path / "config.toml")
        async with app(made, start="share", settings=load_settings()).run_test(size=SIZE) as pilot:
            await pilot.pause()
            await pilot.press("s")
            await choose(pilot, 2)
            await gone(pilot)
            told = {"": "Nothing was sent.", "unknown": "it may have arrived", "sent": "Sent to ana@example.org."}
            assert told[state] in said(pilot)
            unsure = "The summary of Mon 23 Nov 2026 may have arrived: ask Ana" in lines(pilot, "#share-page")
            assert unsure == (state == "unknown")
            assert [one.state for one in sent(made)] == [state] * bool(state)
            await pilot.press("h")
            await pilot.pause()
            assert ("may have arrived: ask Ana" in lines(pilot, "#share-page")) == (state == "unknown")


async def test_a_mail_on_its_way_is_kept_though_the_program_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def send() -> None:
        begun.set()
        assert may_end.wait(PATIENCE)

    monkeypatch.setattr("mastery.tui.sending.mailing", lambda *_, encrypt: (b"mail", send))
    made = sharing(tmp_path / "j")
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        await choose(pilot, 2)
        await asyncio.to_thread(begun.wait, PATIENCE)
        assert "On its way to ana@example.org" in lines(pilot, "#share-page") and "s Send" not in keys(pilot)
        assert [one.state for one in sent(made)] == ["sending"]
        await pilot.press("q")
        assert is_ending(pilot.app)
        may_end.set()
    await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()}, return_exceptions=True)
    assert [(one.form, one.state) for one in sent(made)] == [("eml", "sent")]


def share_all(made: Journal) -> None:
    """Sends Ana what she may see."""
    ana = made.records(Mentor)[0]
    found = seen_by(made, ana, NOW.date() - 6 * DAY, NOW.date())
    with leaving(made, Ready(ana, found, "S", parts(found)), b"", "md", is_sealed=False):
        pass


async def test_a_reply_is_pasted_and_stands_beside_what_it_quotes(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        await choose(pilot, 0)
        await gone(pilot)
        await pilot.press("r")
        await pilot.pause()
        await keep(pilot)
        assert "one of the two" in said(pilot)
        pilot.app.screen.query_one("#form-text", TextArea).text = REPLY
        await keep(pilot)
        assert "Kept 3 remarks of Ana, 2 beside what they quote." in said(pilot)
        await pilot.press("f", "enter")
        await pilot.pause()
        told = lines(pilot, "#share-page")
        assert "On the summary\nWell done." in told and "On Speak Spanish\n> Speak Spanish\nKeep at it. Talk." in told
        assert "On The subjunctive\n> At last I hear where it is needed\nWrite three." in told

        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, GoalsScreen)
        assert "Feedback\nAna  Mon 23 Nov 2026\n  Keep at it. Talk." in lines(pilot)
        await pilot.press("6")
        await pilot.pause()
        await pilot.press("down", "enter")
        await rested(pilot)
        assert isinstance(pilot.app.screen, JournalScreen)
        about = shown(pilot.app.screen.query_one("#reader-about"))
        assert "shared with Ana on 2026-11-23" in about.replace("\n", " ") and "Ana: Write three." in about
        await pilot.press("6")
        await pilot.pause()
        await pilot.press("up", "up", "enter")
        await pilot.pause()
        assert "Sent 1" in shown(pilot.app.screen.query_one(ViewBar))
        assert "The subjunctive" in lines(pilot, "#share-text")  # the summary that it answers


async def test_a_remark_becomes_an_entry_evidence_or_a_promise_with_one_key(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    share_all(made)
    add_feedback(made, REPLY, made.records(Mentor)[0])
    made.add(new_model("I learn best alone", 70, made.now()))
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("f", "enter")
        await pilot.pause()
        assert "E Entry" in keys(pilot) and "v Evidence" in keys(pilot) and "c Commit" in keys(pilot)
        await pilot.press("E")
        await pilot.pause()
        assert "Ana: Well done." in [one.title for one in made.entries()]
        assert "→ an entry: Ana: Well done." in lines(pilot, "#share-page") and "E Entry" not in keys(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert "Ana: Well done." not in [one.title for one in made.entries()]
        assert "→" not in lines(pilot, "#share-page") and "E Entry" in keys(pilot)

        await pilot.press("down", "c")
        await pilot.pause()
        assert "Promised: Keep at it. (Ana)" in said(pilot) and "→ a commitment" in lines(pilot, "#share-page")
        await pilot.press("down", "v")
        await pilot.pause()
        await typed(pilot, "alone", "against", "2")
        assert pilot.app.screen.query_one("#form-text", TextArea).text == "Ana: Write three."
        await keep(pilot)
        (evidence,) = made.records(Evidence)
        assert (evidence.side, evidence.weight, evidence.text) == ("against", 2, "Ana: Write three.")
        (feedback,) = made.records(Feedback)
        assert [[one.how for one in remark.became] for remark in feedback.remarks] == [[], ["commitment"], ["evidence"]]

        await pilot.press("p")
        await pilot.pause()
        assert "“Keep at it. Talk.” became a promise" in lines(pilot, "#share-text")
        assert "alone" not in lines(pilot, "#share-text")
        await pilot.press("5", "r")
        await pilot.pause()
        assert isinstance(pilot.app.screen, GuideScreen)
        kept = pilot.app.screen.query_one("#form-kept", TextArea).text
        assert "- [ ] Keep at it. (Ana)" in kept


async def test_what_was_sent_is_read_again(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("h")
        await pilot.pause()
        assert "Nothing was sent to them yet" in lines(pilot, "#share-page")
        await pilot.press("p", "s")
        await choose(pilot, 0)
        await gone(pilot)
        first = sent(made)[0].text
        made.add(msgspec.structs.replace(entry("Later", tags=("work",), hour=20), shareable=True))
        assert isinstance(made.clock, FixedClock)
        made.clock.advance(dt.timedelta(minutes=1))
        pilot.app.look_again()  # type: ignore[attr-defined]
        await pilot.press("s")
        await choose(pilot, 0)
        await gone(pilot)
        await pilot.press("h", "enter")
        await pilot.pause()
        assert "Later" in lines(pilot, "#share-text")
        await pilot.press("down")
        await pilot.pause()
        assert lines(pilot, "#share-text") == first.rstrip("\n") and "Later" not in first
        await pilot.press("escape", "p")
        await pilot.pause()
        assert "Later" in lines(pilot, "#share-text") and "s Send" in keys(pilot)


async def test_the_mouse_shows_a_view_and_a_mentor(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    made.add(new_mentor("Bea", made.now(), scope=Scope(goals=("*",))))
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.click(MentorList, offset=(4, 4))
        await pilot.pause()
        assert "Bea" in lines(pilot, "#share-page")
        await pilot.click(ViewBar, offset=(shown(pilot.app.screen.query_one(ViewBar)).index("Feedback") + 2, 0))
        await pilot.pause()
        assert "No feedback of theirs yet" in lines(pilot, "#share-page")


async def test_another_process_changes_what_is_on_show(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    with Journal(tmp_path / "j", clock=FixedClock(NOW)) as other:
        async with app(made, start="share").run_test(size=SIZE) as pilot:
            await pilot.pause()
            other.add(msgspec.structs.replace(entry("From elsewhere", tags=("work",), hour=20), shareable=True))
            pilot.app.look_again()  # type: ignore[attr-defined]
            await pilot.pause()
            assert "From elsewhere" in lines(pilot, "#share-text")


async def test_a_long_line_is_shown_whole(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    words = " ".join(f"word{number}" for number in range(900))
    made.add(msgspec.structs.replace(entry("Long", words, tags=("work",), hour=20), shareable=True))
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert lines(pilot, "#share-text").replace("\n", " ").count("word") == 900


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_the_page_and_the_text_are_both_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    made = sharing(tmp_path / "j")
    async with app(made, start="share").run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        page, text = (pilot.app.screen.query_one(name, Page) for name in ("#share-page", "#share-text"))
        assert "Goals" in shown(page) and "# Summary" in shown(text)
        assert text.region.bottom <= size[1] - 1 and "s Send" in keys(pilot) and "space Leave out" in keys(pilot)
        await pilot.press("tab", "end")
        await pilot.pause()
        assert pilot.app.screen.focused is text
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert pilot.app.screen.focused is pilot.app.screen.query_one(MentorList)


async def test_the_text_follows_the_part_and_the_entry_under_the_cursor(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    async with app(made, start="share").run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        text = pilot.app.screen.query_one("#share-text", Page)
        for down, begins in ((2, "## Practices"), (1, "## What I wrote"), (1, "### A talk at work")):
            await pilot.press(*["down"] * down)
            await pilot.pause()
            assert shown(text).split("\n")[1].strip() == begins
        await pilot.press("up", "up", "up", "up")
        await pilot.pause()
        assert text.scroll_offset.y < 5


async def test_nothing_leaves_that_is_not_in_sight(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    made.add(new_mentor("Bea", made.now(), scope=Scope(tags=("work",))))
    async with app(made, start="share").run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "s Send" not in keys(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "The subjunctive" in lines(pilot, "#share-text")
        await pilot.press("escape", "down", "enter")
        await pilot.pause()
        text = lines(pilot, "#share-text")
        assert "The subjunctive" not in text and "A talk at work" in text
        await pilot.press("s")
        await choose(pilot, 0)
        await gone(pilot)
        assert [(one.name, one.text.rstrip("\n")) for one in sent(made)] == [("Bea", text)]


@pytest.mark.parametrize(("name", "pressed"), [("share", ("enter",)), ("share-feedback", ("f", "enter"))])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_screen_looks_as_it_did(
    tmp_path: Path, name: str, pressed: tuple[str, ...], size: tuple[int, int]
) -> None:
    made = sharing(tmp_path / "j")
    share_all(made)
    add_feedback(made, REPLY, made.records(Mentor)[0])
    screen = app(made, start="share")
    async with screen.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*pressed)
        await pilot.pause()
        seen = picture(screen)
    assert seen == before(name, size, seen)


async def test_every_action_is_in_the_palette(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("enter", "ctrl+p")
        await pilot.pause()
        options = pilot.app.screen.query_one(OptionList)
        names = "\n".join(str(options.get_option_at_index(at).prompt) for at in range(options.option_count))
        for name in (
            "Send",
            "Write",
            "Days",
            "Leave out",
            "Move",
            "Sent",
            "Feedback",
            "Reply",
            "Mentor",
            "Edit",
            "Remove",
        ):
            assert name in names


def test_entries_made_of_remarks_are_private(tmp_path: Path) -> None:
    from mastery.verbs.feedback import save_as_entry

    made = sharing(tmp_path / "j")
    share_all(made)
    found = add_feedback(made, REPLY, made.records(Mentor)[0])
    made_of = save_as_entry(made, found, 1)
    stored = made.get(Entry, made_of.id)
    assert stored is not None and not stored.shareable and stored.goals


@pytest.mark.parametrize("name", ["pipe", "noise", "mail", "~no-such-person/x", "full", "missing"])
async def test_the_form_refuses_a_file_that_is_not_a_reply(tmp_path: Path, name: str) -> None:
    made = sharing(tmp_path / "j")
    os.mkfifo(tmp_path / "pipe")
    device("full", tmp_path / "full")
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "mail").write_bytes(b"From: ana@example.org\nContent-Type: multipart/mixed; boundary=b\n\n" * 5000)
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        pilot.app.screen.query_one("#form-path", Input).value = name if name[0] == "~" else str(tmp_path / name)
        await keep(pilot)
        assert isinstance(pilot.app.screen, FormScreen) and said(pilot)
    assert made.records(Feedback) == []


async def test_a_reply_in_latin_1_is_read_in_the_form(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    (tmp_path / "reply.txt").write_bytes("Schöne Grüße".encode("latin-1"))
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        pilot.app.screen.query_one("#form-path", Input).value = str(tmp_path / "reply.txt")
        await keep(pilot)
    made.refresh()
    assert [one.remarks[0].text for one in made.records(Feedback)] == ["Schöne Grüße"]


async def test_the_form_refuses_a_path_in_an_unknown_home(tmp_path: Path) -> None:
    made = sharing(tmp_path / "j")
    async with app(made, start="share").run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        await choose(pilot, 3)
        pilot.app.screen.query_one("#form-path", Input).value = "~no-such-person/x.md"
        await pilot.pause()
        await keep(pilot)
        assert "nobody's home folder" in shown(pilot.app.screen.query_one("#form-note-path"))
