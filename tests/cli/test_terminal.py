"""What arrives on a terminal and in a file of the program's own styles, and of texts that would command a terminal."""

import io
import subprocess
import sys

import click
import pytest

from mastery.cli.terminal import Guarded, guard, hand_to_clipboard, progress_bar, style, write, write_bytes
from tests.support.cli import Shell, Stream, printed

HOSTILE = "a\x1b[31mb\x1b]52;c;ZXZpbA==\x07\x9b2J\rc\u202ed"


def terminals(monkeypatch: pytest.MonkeyPatch) -> tuple[Stream, Stream]:
    """Standard output and errors, guarded."""
    out, err = Stream(), Stream()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)
    guard()
    return out, err


def test_a_style_of_the_program_arrives_and_one_of_a_text_does_not() -> None:
    assert printed(style("bold \x1b[31mred", bold=True)) == "\x1b[1mbold red\x1b[0m"
    assert printed(style(style("in", dim=True), fg="cyan")) == "\x1b[36m\x1b[2min\x1b[0m\x1b[0m"
    assert printed(HOSTILE) == "ab\ufffd]52;c;ZXZpbA==\ufffd\ufffd2J\ufffdc‹U+202E›d"


def test_a_file_gets_the_text_as_it_is_and_no_styles() -> None:
    assert printed(style(HOSTILE, bold=True), terminal=False) == HOSTILE


def test_no_styles_are_printed_if_the_person_wants_none() -> None:
    context = click.Context(click.Command("x"))
    context.color = False
    with context.scope():
        assert style("plain", bold=True) == "plain"


def test_everything_written_to_a_guarded_terminal_is_filtered(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = terminals(monkeypatch)
    guard()
    assert isinstance(sys.stdout, Guarded) and sys.stdout.unguarded is out
    print("print \x1bc")
    sys.stdout.writelines(["lines \x1bc\n"])
    sys.stdout.buffer.write(b"bytes \x1bc\xff\n")
    write_bytes("more \x9b2J\n".encode())
    click.echo("click \x1bc")
    click.secho("secho \x1bc", err=True)
    write("errors \x1bc\n", err=True)
    assert out.getvalue() == "print \ufffdc\nlines \ufffdc\nbytes \ufffdc\ufffd\nmore \ufffd2J\nclick \ufffdc\n"
    assert err.getvalue() == "secho \ufffdc\nerrors \ufffdc\n"


def test_a_file_gets_bytes_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw))
    guard()
    write_bytes(b"\xff\x1b[31m\0")
    assert raw.getvalue() == b"\xff\x1b[31m\0"


def test_sequences_that_the_program_sends_on_purpose_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = terminals(monkeypatch)
    hand_to_clipboard(b"hello")
    assert out.getvalue() == "\x1b]52;c;aGVsbG8=\a"
    with progress_bar("Writing", 2) as bar:
        bar.update(1)
    assert "\x1b[?25l" in err.getvalue() and "Writing" in err.getvalue()


def test_a_prompt_and_its_complaint_are_filtered(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = terminals(monkeypatch)
    answers = iter(["\x1bc", "2"])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: (print(prompt, end=""), next(answers))[1])
    click.prompt("Number \x1bc", default="x\x9b", type=int, err=True)
    assert "Number \ufffdc [x\ufffd]: " in err.getvalue()
    assert "\x1b" not in err.getvalue() + out.getvalue()


def test_an_error_is_one_line_whatever_was_typed(shell: Shell) -> None:
    result = shell("goal", "show", "a\nb\x85c", terminal=True)
    assert result.stderr.count("\n") == 1
    assert shell.fails(1, "--journal", f"{shell.folder}/no\nfolder\x1b[31m", "show", "last").endswith("\n")


def test_half_a_letter_ends_in_no_traceback(shell: Shell) -> None:
    for encoding in ("utf-8", "latin-1", "ascii"):
        program = [sys.executable, "-m", "mastery", "--journal", str(shell.folder), "goal", "show"]
        ran = subprocess.run([*program, b"a\xff"], env={"PYTHONIOENCODING": encoding}, capture_output=True, check=False)
        assert ran.returncode == 1
        assert ran.stderr.startswith(b"Error: ") and ran.stderr.count(b"\n") == 1


@pytest.mark.parametrize("command", ["log A thought", "list", "export --to json", "goal show nobody"])
def test_closed_outputs_end_in_no_traceback(shell: Shell, command: str) -> None:
    shell.log("Sun.")
    program = f"{sys.executable} -m mastery --journal '{shell.folder}' {command}"
    code = 1 if "nobody" in command else 0
    ran = subprocess.run(["sh", "-c", f"{program} >&-"], capture_output=True, check=False)
    assert (ran.returncode, b"Traceback" in ran.stderr) == (code, False), ran.stderr
    assert subprocess.run(["sh", "-c", f"{program} >&- 2>&-"], check=False).returncode == code
