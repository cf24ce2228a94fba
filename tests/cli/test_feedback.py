"""Replies of mentors: taken in, matched with what they quote, and shown beside it."""

import datetime as dt
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.sharing.feedback import split_reply
from tests.support.cli import Shell, editor


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "j")
    shell.ok("goal", "add", "Speak Spanish", "--vision", "A whole evening.")
    shell.log("--shareable", "--goal", "spanish", "The subjunctive. At last I hear where it is needed, and use it.")
    shell.log("--shareable", "--goal", "spanish", "Another evening. We talked for an hour about the garden.")
    shell.ok("mentor", "add", "Ana", "--email", "Ana@Example.org", "--goal", "spanish")
    shell.ok("share", "ana", "-o", str(tmp_path / "s.md"))
    return shell


REPLY = """\
Dear you, well done.

On Fri, 20 Nov 2026 at 21:30, Me <me@example.org> wrote:
> ### Speak Spanish
Keep at it.
> At last I hear where it is needed,
> and use it.
Write three such
sentences a day.
> Something nobody wrote
Hm.
-- 
Ana
"""  # noqa: W291


def test_a_reply_is_matched_with_what_it_quotes(shell: Shell, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Ana <ana@example.org>", "me@example.org", "Re: Summary"
    mail.set_content(REPLY)
    mail.add_alternative("<p>html</p>", subtype="html")
    (tmp_path / "reply.eml").write_bytes(mail.as_bytes())
    said = shell.ok("feedback", "add", "--from", str(tmp_path / "reply.eml"))
    assert said == "Kept 4 remarks of Ana, 2 beside what they quote.\n"
    told = shell.ok("feedback", "show")
    assert "1. On the summary\nDear you, well done." in told
    assert "2. On Speak Spanish\n> Speak Spanish\nKeep at it." in told.replace("> ### Speak", "> Speak")
    assert "and use it.\nWrite three such\nsentences a day." in told and "3. On The subjunctive.  " in told
    assert "On the summary\n> Something nobody wrote\nHm." in told
    assert "1  2026-11-20  Ana  4 remarks" in shell.ok("feedback")
    assert "Ana: Write three such" in shell.ok("show", shell.ok("list", "--search", "subjunctive").split()[0])
    assert "Feedback\nAna  2026-11-20\n  Keep at it.\n" in shell.ok("goal", "show", "spanish")
    assert "feedback of" in shell.ok("undo")


def test_a_remark_becomes_an_entry_evidence_or_a_commitment(shell: Shell, tmp_path: Path) -> None:
    shell.ok("model", "add", "I learn best alone", "--confidence", "70", "--goal", "spanish")
    shell.ok("feedback", "add", "--from", "-", "--mentor", "ana", stdin=REPLY)
    said = shell.ok("feedback", "keep", "3", "--as", "entry")
    assert "Kept as an entry" in said and "Ana: Write three such" in said
    entry = shell.ok("show", "last")
    assert "> At last I hear where it is needed," in entry and "sentences a day." in entry
    assert shell.ok("list", "--goal", "spanish", "-1").endswith("Ana: Write three such\n")
    said = shell.ok("feedback", "keep", "1", "--as", "evidence", "--model", "alone", "--against", "--weight", "2")
    assert said == "Kept as evidence against: I learn best alone\n"
    assert "Ana: Dear you, well done." in shell.ok("model", "show", "alone")
    said = shell.ok("feedback", "keep", "2", "--as", "commitment")
    assert said == "Promised: Keep at it. (Ana). The next review of a week asks about it.\n"
    told = shell.ok("feedback", "show")
    assert "Keep at it.\n→ a commitment, 2026-11-20" in told and "→ evidence: I learn best alone, 2026-11-20" in told
    told = shell.ok("share", "ana")
    assert "“Keep at it.” became a promise" in told and "became an entry\n" in told and "alone" not in told
    assert "already" in shell.fails(2, "feedback", "keep", "2", "--as", "commitment")
    assert "no remark 5" in shell.fails(2, "feedback", "keep", "5", "--as", "entry")
    assert "--model NAME" in shell.fails(2, "feedback", "keep", "1", "--as", "evidence")
    assert "what became of" in shell.ok("undo") and "→ a commitment" not in shell.ok("feedback", "show")


def test_what_is_said_of_a_belief_stands_beside_it(shell: Shell, tmp_path: Path) -> None:
    shell.ok("model", "add", "I learn best alone, and early", "--confidence", "70", "--goal", "spanish")
    shell.ok("model", "revise", "alone", "I learn best in company", "--confidence", "60", "--why", "The evenings")
    shell.ok("mentor", "edit", "ana", "--see", "models")
    shell.clock.moment += dt.timedelta(minutes=1)
    shell.ok("share", "ana", "-o", str(tmp_path / "beliefs.md"))
    stdin = "> I learn best in company\nNot always, I think.\n"
    assert "1 remark of Ana, 1 beside" in shell.ok("feedback", "add", "--from", "-", "--mentor", "ana", stdin=stdin)
    assert "Feedback\nAna  2026-11-20\n  Not always, I think.\n" in shell.ok("model", "show", "company")
    assert "On I learn best in company" in shell.ok("feedback", "show")


def test_undo_takes_the_entry_of_a_remark_back_with_it(shell: Shell) -> None:
    shell.ok("feedback", "add", "--from", "-", "--mentor", "ana", stdin=REPLY)
    shell.ok("feedback", "keep", "1", "--as", "entry")
    shell.ok("undo")
    assert "Ana:" not in shell.ok("list") and "→" not in shell.ok("feedback", "show")
    shell.ok("feedback", "keep", "1", "--as", "entry")
    assert "Ana: Dear you, well done." in shell.ok("list")


def test_the_next_review_of_a_week_asks_about_a_commitment(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.ok("feedback", "add", "--from", "-", "--mentor", "ana", stdin="Sleep more.")
    shell.ok("feedback", "keep", "1", "--as", "commitment")
    monkeypatch.setattr("mastery.cli.commands.review.input_is_terminal", lambda: True)
    editor(tmp_path, monkeypatch, f'cp "$1" {tmp_path}/asked')
    shell("review", "week", "--write")
    assert "## Promised this week\n\n> Which did you keep? Tick it: [x]\n\n- [ ] Sleep more. (Ana)" in (
        tmp_path / "asked"
    ).read_text("utf-8")


def test_without_feedback_it_is_said_how_to_take_a_reply_in(shell: Shell) -> None:
    for command in (("show",), ("keep", "1", "--as", "entry")):
        assert "No feedback yet. To take a reply in:" in shell.fails(2, "feedback", *command)


def test_plain_text_is_of_the_only_mentor_or_says_whose_it_is_by_name(shell: Shell) -> None:
    assert "Kept 1 remark of Ana.\n" in shell.ok("feedback", "add", "--from", "-", stdin="Well done.")
    shell.ok("mentor", "add", "Bruno")
    assert "--mentor NAME" in shell.fails(2, "feedback", "add", "--from", "-", stdin="Well done.")
    assert "Kept 1 remark of Bruno.\n" in shell.ok(
        "feedback", "add", "--from", "-", "--mentor", "bruno", stdin="Well done."
    )


def test_a_mail_of_another_address_is_not_taken_for_the_mentors(shell: Shell) -> None:
    mail = "From: Carla <carla@example.org>\nSubject: Re: Summary\n\nWell done."
    shell.ok("mentor", "edit", "ana", "--email", "ana@example.org")
    assert "No mentor has the address carla@example.org" in shell.fails(2, "feedback", "add", "--from", "-", stdin=mail)


def test_what_is_no_reply_is_told(shell: Shell, tmp_path: Path) -> None:
    assert "no text" in shell.fails(2, "feedback", "add", "--from", "-", "--mentor", "ana", stdin="\n")
    assert "nothing but quotes" in shell.fails(2, "feedback", "add", "--from", "-", "--mentor", "ana", stdin="> a\n> b")
    assert "does not exist" in shell.fails(1, "feedback", "add", "--from", str(tmp_path / "none"))
    stranger = "From: x@example.org\nSubject: y\n\nHello"
    assert "No mentor has the address x@example.org" in shell.fails(2, "feedback", "add", "--from", "-", stdin=stranger)
    assert "No feedback yet" in shell("feedback").stderr


@given(st.lists(st.tuples(st.text("abc ", max_size=8), st.text("xyz", min_size=1, max_size=8)), max_size=6))
def test_no_answer_is_lost(parts: list[tuple[str, str]]) -> None:
    text = "\n".join(f"> {quote}\n{answer}" for quote, answer in parts)
    assert split_reply(text) == [(quote.strip(), answer) for quote, answer in parts]


def test_feedback_and_what_was_sent_are_found_by_number_and_by_short_id(shell: Shell, tmp_path: Path) -> None:
    (sent,) = shell.ok("share", "--sent", "--ids").splitlines()
    short = sent.split()[0]
    (tmp_path / "reply.txt").write_text("Keep at it.")
    shell.ok("feedback", "add", "--mentor", "ana", "--from", str(tmp_path / "reply.txt"))
    reply = shell.ok("feedback", "list", "--ids").split()[0]
    assert shell.ok("feedback", "show", reply) == shell.ok("feedback", "show") == shell.ok("feedback", "show", "1")
    assert shell.ok("share", "--show", short) == shell.ok("share", "--show", "1")
    assert f"no number or short id {short[::-1]}" in shell.fails(2, "share", "--show", short[::-1])
    assert "no number or short id 2" in shell.fails(2, "share", "--show", "2")
    assert "no number or short id 0" in shell.fails(2, "feedback", "show", "0")
