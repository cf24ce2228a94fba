"""Whatever goes wrong while a summary leaves, it is recorded if it left, and never called sent if it did not."""

import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from mastery.core.sharing.sent import Summary
from tests.support.faults.disk import contents, limited, linux_only, sealed
from tests.support.journals import journal
from tests.support.mail import Inbox, sending_through, serving
from tests.support.patience import PATIENCE
from tests.support.programs import PROGRAM, UNPRIVILEGED, clear


@pytest.fixture
def inbox_and_folder(tmp_path: Path, authority: trustme.CA) -> Iterator[tuple[Inbox, Path]]:
    with serving(authority) as (inbox, port):
        yield inbox, sending_through(port, tmp_path).folder


def states(folder: Path) -> list[str]:
    """The states of what was recorded as sent, the newest first, as a fresh look at the journal finds them."""
    return [one.state for one in reversed(journal(folder).records(Summary))]


@pytest.mark.parametrize("step", ["handle_RCPT", "handle_DATA"])
def test_a_program_that_is_killed_while_it_sends_leaves_a_summary_that_may_have_arrived(
    inbox_and_folder: tuple[Inbox, Path], step: str
) -> None:
    inbox, folder = inbox_and_folder
    reached, continues = threading.Event(), threading.Event()
    usual = getattr(inbox, step)

    async def wait(*args: object) -> str:
        reached.set()
        assert continues.wait(PATIENCE)
        return str(await usual(*args))

    setattr(inbox, step, wait)
    sending = subprocess.Popen(
        [*PROGRAM, "--journal", str(folder), "share", "ana", "--send"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert reached.wait(PATIENCE)
    finally:
        sending.send_signal(signal.SIGKILL)
        sending.communicate(timeout=PATIENCE)
        continues.set()
    assert states(folder) == ["sending"]
    for args, told in ((("share", "--sent"), "may have arrived: ask Ana"), (("status",), "ask Ana")):
        done = subprocess.run(
            [*PROGRAM, "--journal", str(folder), *args], capture_output=True, timeout=PATIENCE, check=True
        )
        assert told in done.stdout.decode()


HEADER = 200
"""Bytes by which the log's first line may have grown."""


def lines(folder: Path) -> int:
    """Bytes of all lines there are, folded or not."""
    return sum(path.stat().st_size for path in (folder / "journal.log", *(folder / "history").glob("*")))


WAYS = (("--send",), ("-o", "OUT"))


def sending(folder: Path, way: tuple[str, ...], out: Path) -> tuple[str, ...]:
    return ("share", "ana", *(str(out) if one == "OUT" else one for one in way))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way[0]))
def test_a_full_disk_is_found_out_before_anything_is_sent(
    inbox_and_folder: tuple[Inbox, Path], tmp_path: Path, way: tuple[str, ...]
) -> None:
    inbox, folder = inbox_and_folder
    before, out = contents(folder), tmp_path / "out.md"
    done = limited(folder, 20, *sending(folder, way, out))
    clear(done)
    assert done.returncode == 1 and b"Nothing was sent, because it could not be recorded" in done.stderr
    assert done.stderr.count(b"\n") == 1 and not inbox.mails and not out.exists() and contents(folder) == before


@linux_only
@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way[0]))
def test_a_journal_that_may_not_be_written_sends_nothing(
    inbox_and_folder: tuple[Inbox, Path], tmp_path: Path, way: tuple[str, ...]
) -> None:
    inbox, folder = inbox_and_folder
    out = tmp_path / "out.md"
    with sealed(folder):
        before = contents(folder)
        command = [*UNPRIVILEGED, *PROGRAM, "--journal", str(folder), *sending(folder, way, out)]
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        assert done.returncode == 1 and b"Nothing was sent" in done.stderr and done.stderr.count(b"\n") == 1
        assert contents(folder) == before
    assert not inbox.mails and not out.exists()


@pytest.mark.parametrize("answer", ["250 OK", "550 no"])
def test_on_a_disk_that_fills_up_in_between_what_left_is_recorded(
    inbox_and_folder: tuple[Inbox, Path], rounds: Callable[[int, int], int], tmp_path: Path, answer: str
) -> None:
    inbox, folder = inbox_and_folder
    inbox.answer = answer
    shutil.copytree(folder, tmp_path / "whole")
    limited(tmp_path / "whole", resource.RLIM_INFINITY, "share", "ana", "--send")
    needed = lines(tmp_path / "whole") - lines(folder)
    log, found = (folder / "journal.log").stat().st_size, set()
    for number, room in enumerate(range(needed - HEADER, 0, -(needed // rounds(3, 60)))):
        copy, mails = tmp_path / str(number), len(inbox.mails)
        shutil.copytree(folder, copy)
        done = limited(copy, log + room, "share", "ana", "--send")
        clear(done)
        found.add((len(inbox.mails) > mails, *states(copy)))
        assert done.returncode == 1 and done.stderr.count(b"\n") == 1
        assert (b"Nothing was sent" in done.stderr) == (len(inbox.mails) == mails or answer != "250 OK")
    assert found == {(True, "sending"), (False,)}


def test_a_summary_whose_sending_is_cut_off_is_neither_sent_nor_gone(
    inbox_and_folder: tuple[Inbox, Path], tmp_path: Path
) -> None:
    _, folder = inbox_and_folder
    script = (
        "import sys, os; from mastery.verbs import sending; "
        "sending.write_private = lambda *a, **k: os.kill(os.getpid(), 9); "
        "from mastery.__main__ import main; main()"
    )
    command = [sys.executable, "-c", script, "--journal", str(folder), "share", "ana", "-o", str(tmp_path / "o.md")]
    assert subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False).returncode == -9
    assert states(folder) == ["sending"]
