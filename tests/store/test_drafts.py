"""Drafts survive a crash and are offered once nobody types in them; what editors left among them is not lost."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from mastery.store.doctor import examine
from mastery.store.mending import mend
from tests.support.cli import Shell
from tests.support.journals import StillClock, entry, journal

KEY = "new-01jd3yqkz8f4m2n6p7r9s0t1v2"
EDIT = f"edit-01jd3yqkz8f4m2n6p7r9s0t1v2-{KEY[4:]}"
TEXT = b"# Half a thought\n\nAnd more of it, caf\xc3\xa9.\n"

COPIES = (
    f"{KEY}.md~", f"#{KEY}.md#", f"{KEY}.md.save", f"{KEY}.md.save.1", f"{KEY}.md.bak", f"{KEY}~", f"{KEY}.md.orig",
    f"{KEY}.md___jb_tmp___", f".{KEY}.md.swp.txt", f"{KEY}.md.autosave", ".goutputstream-X1Y2Z3", f"{KEY}.md.vsctmp",
    f".syncthing.{KEY}.md.tmp", f"{EDIT}.md~", f"{KEY}.md.~1~",
)  # fmt: skip
"""Emacs, nano, joe, Vim with backups, JetBrains, Kate, gedit, VS Code, Syncthing."""

BINARY = {
    f".{KEY}.md.swp": b"b0VIM 9.0\0\0\0\x10\0text",
    f".{KEY}.md.swo": b"b0VIM 9.0\0\0\0\x10\0text",
    f".{KEY}.md.un~": b"Vim\x9fUnDo\xe5\0\2",
    f".{KEY}.md.kate-swp": b"\0\0\0\x10Kate Swap File 2.0",
    f"._{KEY}.md": b"\0\5\x16\7\0\2\0\0Mac OS X",
    ".DS_Store": b"\0\0\0\1Bud1",
}

MARKS = (f".#{KEY}.md", f".~lock.{KEY}.md#")


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """The folder of drafts of a sound journal, with one draft that was left."""
    path = tmp_path / "j"
    with journal(path) as one:
        one.add(entry("one"))
        one.save_draft("new-other", "another draft")
        one.leave_draft("new-other")
        one.entries()
    return path / "drafts"


def offered(drafts: Path) -> list[str]:
    return sorted(one.text for one in journal(drafts.parent).drafts())


def put(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    path.chmod(0o600)


def test_a_draft_is_offered_once_nobody_types_in_it(tmp_path: Path) -> None:
    mine, other = journal(tmp_path / "j"), journal(tmp_path / "j")
    key = mine.new_draft_key()
    mine.save_draft(key, "half a sent")
    assert other.drafts() == []
    mine.leave_draft(key)
    assert [(draft.key, draft.text) for draft in other.drafts()] == [(key, "half a sent")]
    other.drop_draft(key)
    assert list((tmp_path / "j" / "drafts").iterdir()) == []


def test_a_draft_survives_the_death_of_its_process(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from tests.support.journals import entry, journal\n"
        "mine = journal(Path(sys.argv[1])); mine.save_draft(mine.new_draft_key(), 'half a sent')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "j")], check=False)
    assert [draft.text for draft in journal(tmp_path / "j").drafts()] == ["half a sent"]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_an_editor_left_is_named_and_mended_into_a_draft(drafts: Path, name: str) -> None:
    put(drafts / name, TEXT)
    (said,) = [one.text for one in examine(drafts.parent, StillClock()) if one.level == "warn"]
    assert name in said and "9 words" in said and shlex.quote(str(drafts / name)) in said
    assert "thought" not in said, "the doctor prints nothing of a diary"
    assert offered(drafts) == ["another draft"]
    mend(drafts.parent, StillClock())
    assert offered(drafts) == sorted(["another draft", TEXT.decode()])
    assert {one.level for one in examine(drafts.parent, StillClock())} == {"ok"}
    (made,) = [one for one in journal(drafts.parent).drafts() if one.text != "another draft"]
    of = journal(drafts.parent).draft_entry_id(made.key)
    assert of == (EDIT[5:31] if name.startswith("edit-") else None)
    assert made.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", BINARY)
def test_a_binary_file_is_named_and_stays(drafts: Path, name: str) -> None:
    put(drafts / name, BINARY[name])
    for look in (examine, mend):
        look(drafts.parent, StillClock())
        (said,) = [one.text for one in examine(drafts.parent, StillClock()) if one.level == "warn"]
        assert name in said and ("vim -r" in said) == (BINARY[name].startswith(b"b0VIM"))
        assert offered(drafts) == ["another draft"]
        assert (drafts / name).read_bytes() == BINARY[name]


@pytest.mark.parametrize("name", MARKS)
@pytest.mark.parametrize("is_link", [True, False])
def test_a_mark_that_an_editor_is_open_is_named_and_stays(drafts: Path, name: str, is_link: bool) -> None:
    if is_link:
        (drafts / name).symlink_to("anna@host.4711:1700000000")
    else:
        put(drafts / name, b"anna@host.4711:1700000000")
    mend(drafts.parent, StillClock())
    (said,) = [one.text for one in examine(drafts.parent, StillClock()) if one.level == "warn"]
    assert name in said and "If none is open, delete it." in said
    assert offered(drafts) == ["another draft"] and os.path.lexists(drafts / name)


@pytest.mark.parametrize("name", ["4913", f"{KEY}.md~", ".goutputstream-X1Y2Z3"])
def test_an_empty_file_is_removed(drafts: Path, name: str) -> None:
    put(drafts / name, b"\n")
    mend(drafts.parent, StillClock())
    assert not (drafts / name).exists() and offered(drafts) == ["another draft"]


def test_a_copy_of_what_a_draft_holds_is_removed(drafts: Path) -> None:
    put(drafts / "new-other.md~", b"another draft")
    mend(drafts.parent, StillClock())
    assert not (drafts / "new-other.md~").exists() and offered(drafts) == ["another draft"]


def test_the_files_of_an_editor_that_is_open_are_left_alone(drafts: Path) -> None:
    typing = journal(drafts.parent)
    typing.save_draft(KEY, "being typed")
    put(drafts / f"{KEY}.md~", TEXT)
    put(drafts / f".{KEY}.md.swp", BINARY[f".{KEY}.md.swp"])
    assert {one.level for one in examine(drafts.parent, StillClock())} == {"ok"}
    mend(drafts.parent, StillClock())
    assert (drafts / f"{KEY}.md~").exists()
    typing.leave_draft(KEY)
    assert "warn" in {one.level for one in examine(drafts.parent, StillClock())}


def test_files_of_other_programs_do_not_become_drafts(drafts: Path) -> None:
    for name in (".directory", "desktop.ini", "notes.txt", ".stignore"):
        put(drafts / name, b"[settings]\n")
    mend(drafts.parent, StillClock())
    assert offered(drafts) == ["another draft"]
    assert sum(one.level == "warn" for one in examine(drafts.parent, StillClock())) == 4


def test_reading_and_closing_remove_no_text_of_an_editor(drafts: Path) -> None:
    name = f".syncthing.{KEY}.md.tmp"
    put(drafts / name, TEXT)
    with journal(drafts.parent) as one:
        one.add(entry("two"))
        one.entries()
    assert (drafts / name).read_bytes() == TEXT


def test_the_doctor_reports_leftovers_in_the_shell(drafts: Path) -> None:
    put(drafts / f"{KEY}.md~", TEXT)
    shell = Shell(drafts.parent)
    assert "makes it a draft" in " ".join(shell.ok("doctor").split())
    assert "is now the draft" in " ".join(shell.ok("doctor", "--mend").split())
