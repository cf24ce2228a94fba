"""Without flock a file is the lock: it has one holder at a time, and a holder that has ended is taken over."""

import contextlib
import datetime as dt
import errno
import fcntl
import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from mastery.core.base.errors import MasteryError
from mastery.store import lockfile
from mastery.store.doctor import examine
from mastery.store.lock import held_path, locked
from mastery.store.lockfile import Holder
from tests.support.faults.writing import writer
from tests.support.journals import StillClock, entry, journal, titles
from tests.support.patience import PATIENCE
from tests.support.programs import all_of, clear, listed, ok, run

LOCK = "journal.lock"


def fails(number: int) -> Callable[[int, int], None]:
    """Fails as flock does on a file system without it."""

    def flock(_: int, __: int) -> None:
        raise OSError(number, os.strerror(number))

    return flock


@pytest.fixture
def no_flock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No process of this test can flock a file."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import errno, fcntl, os\n"
        "def flock(*_):\n"
        "    raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))\n"
        "fcntl.flock = flock\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(site))
    monkeypatch.setattr(fcntl, "flock", fails(errno.ENOLCK))


def holder(path: Path, **others: object) -> bytes:
    """A lock of a process of this machine that has ended, or what else is said of it; its bytes."""
    with subprocess.Popen(["true"]) as ended:
        ended.wait()
    one = Holder(
        host=platform.node(),
        space=lockfile._space(),
        process=ended.pid,
        started="some time",
        since=dt.datetime.now(dt.UTC),
        token=os.urandom(8).hex(),
    )
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(one, **others)))
    return path.read_bytes()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_without_flock_a_file_is_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(fcntl, "flock", fails(number))
    with locked(tmp_path / LOCK):
        assert held_path(tmp_path / LOCK).exists()
        with pytest.raises(MasteryError, match="Another program"), locked(tmp_path / LOCK, patience=0.05):
            raise AssertionError("two hold it")
    assert not held_path(tmp_path / LOCK).exists()
    journal(tmp_path / "j").add(entry("one"))
    assert titles(tmp_path / "j") == ["one"]


def test_another_error_of_flock_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fcntl, "flock", fails(errno.EIO))
    with pytest.raises(OSError, match="Input/output"), locked(tmp_path / LOCK):
        raise AssertionError("it is held")


@pytest.mark.usefixtures("no_flock")
def test_without_flock_no_change_is_lost(tmp_path: Path, rounds: Callable[[int, int], int]) -> None:
    folder, each = tmp_path / "j", rounds(20, 100)
    at_work = [writer(folder, f"w{number}", each) for number in range(4)]
    at_work.append(writer(folder, "folds", each // 4, "fold"))
    for one in at_work:
        one.communicate(timeout=PATIENCE)
        assert one.returncode == 0
    expected = [f"w{number} {one}" for number in range(4) for one in range(each)]
    assert all_of(folder) == sorted(expected + [f"folds {one}" for one in range(each // 4)])
    assert [one.name for one in folder.iterdir() if "held" in one.name] == []
    assert {one.level for one in examine(folder, StillClock())} == {"ok"}


HOLDS = """
import sys, time
from pathlib import Path
from mastery.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.mark.usefixtures("no_flock")
def test_the_lock_of_a_process_that_was_killed_is_taken_over(tmp_path: Path) -> None:
    folder = tmp_path / "j"
    ok(folder, "log", "One.")
    with subprocess.Popen([sys.executable, "-c", HOLDS, str(folder / LOCK)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdout.readline() == b"held\n"
        with pytest.raises(MasteryError, match="Another program"), locked(folder / LOCK, patience=0.1):
            raise AssertionError("two hold it")
        child.send_signal(signal.SIGKILL)
        # It is not waited for yet: a process that has ended is gone, though the system still has its number.
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        with locked(folder / LOCK, patience=PATIENCE):
            pass
    ok(folder, "log", "Two.")
    assert [one["title"] for one in listed(folder)] == ["One.", "Two."]


@pytest.mark.usefixtures("no_flock")
def test_a_process_that_got_the_number_of_the_holder_is_not_taken_for_it(tmp_path: Path) -> None:
    holder(held_path(tmp_path / LOCK), process=os.getppid(), started="at another time")
    with locked(tmp_path / LOCK, patience=PATIENCE):
        pass


INSIDE = """
import os, random, sys
from pathlib import Path
from mastery.store.lock import locked
folder, seed, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
chance = random.Random(seed)
for _ in range(count):
    dies = chance.random() < 0.7
    child = os.fork()
    if not child:
        with locked(folder / "journal.lock", patience=60):
            os.close(os.open(folder / "inside", os.O_CREAT | os.O_EXCL))
            counted = folder / "counted"
            counted.write_text(str(int(counted.read_text()) + 1))
            os.unlink(folder / "inside")
            if dies:
                os._exit(0)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        sys.exit(1)
"""


@pytest.mark.usefixtures("no_flock")
def test_one_of_several_processes_takes_over_a_lock(tmp_path: Path, rounds: Callable[[int, int], int]) -> None:
    (tmp_path / "counted").write_text("0")
    each = rounds(25, 250)
    command = [sys.executable, "-c", INSIDE, str(tmp_path)]
    at_work = [subprocess.Popen([*command, str(seed), str(each)]) for seed in range(4)]
    assert [one.wait(timeout=PATIENCE) for one in at_work] == [0] * 4
    assert int((tmp_path / "counted").read_text()) == 4 * each


@contextlib.contextmanager
def ending_at(step: int) -> Iterator[None]:
    """Ends this process at that step on the disk."""
    count = 0
    reals = {name: getattr(os, name) for name in ("open", "replace", "unlink")}

    def watched(name: str) -> Callable[..., object]:
        def call(*args: object, **extra: object) -> object:
            nonlocal count
            count += 1
            if count == step:
                os._exit(9)
            return reals[name](*args, **extra)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in reals:
            patch.setattr(os, name, watched(name))
        yield
    os._exit(0)


@pytest.mark.usefixtures("no_flock")
@pytest.mark.parametrize("first", ["free", "stale"])
def test_a_process_that_ends_while_taking_over_does_not_block_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    monkeypatch.setattr(lockfile, "_UNNAMED", 0.02)
    ended = 0
    for step in range(1, 30):
        folder = tmp_path / f"{step}"
        folder.mkdir()
        if first == "stale":
            holder(held_path(folder / LOCK))
        for again in (step, max(1, step - 2)):  # the second ends on its way to take the first one's place
            child = os.fork()
            if not child:
                with ending_at(again), locked(folder / LOCK, patience=PATIENCE):
                    pass
            ended += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        with locked(folder / LOCK, patience=PATIENCE):
            pass
        assert not held_path(folder / LOCK).exists()
    assert ended > 4


@pytest.mark.usefixtures("no_flock")
def test_a_lock_that_names_nobody_is_waited_for_and_then_taken(tmp_path: Path) -> None:
    lock = held_path(tmp_path / LOCK)
    lock.touch()
    with pytest.raises(MasteryError, match="Another program"), locked(tmp_path / LOCK, patience=0.1):
        raise AssertionError("two hold it")
    os.utime(lock, (time.time() - 60,) * 2)
    with locked(tmp_path / LOCK, patience=PATIENCE):
        pass


@pytest.mark.usefixtures("no_flock")
@pytest.mark.parametrize("other", [{"host": "nas-upstairs"}, {"space": "pid:[1]"}], ids=["a machine", "a container"])
def test_a_lock_of_another_machine_is_never_taken_over(tmp_path: Path, other: dict[str, str]) -> None:
    folder = tmp_path / "j"
    ok(folder, "log", "One.")
    lock = held_path(folder / LOCK)
    data = holder(lock, since=dt.datetime.now(dt.UTC) - dt.timedelta(hours=3), **other)
    done = run(folder, "log", "Two.")
    clear(done)
    said = done.stderr.decode()
    assert done.returncode == 1 and said.count("\n") == 1
    assert str(lock) in said and other.get("host", platform.node()) in said and "delete that file" in said
    assert lock.read_bytes() == data
    assert [one["title"] for one in listed(folder)] == ["One."], "reading needs no lock"
    assert any("is held by" in one.text for one in examine(folder, StillClock()))
    lock.unlink()
    ok(folder, "log", "Two.")
    assert [one["title"] for one in listed(folder)] == ["One.", "Two."]


TYPES = """
import sys, time
from pathlib import Path
from mastery.store import Journal
from mastery.host.clock import SystemClock
Journal(Path(sys.argv[1]), clock=SystemClock()).save_draft("new-1", "half a thought")
print("typing", flush=True)
time.sleep(60)
"""


@pytest.mark.usefixtures("no_flock")
def test_without_flock_a_draft_is_offered_once_nobody_types_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "j"
    with subprocess.Popen([sys.executable, "-c", TYPES, str(folder)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdout.readline() == b"typing\n"
        assert journal(folder).drafts() == []
        child.send_signal(signal.SIGKILL)
    assert [one.text for one in journal(folder).drafts()] == ["half a thought"]
    again = journal(folder)
    again.save_draft("new-1", "half a thought, and more")
    assert again.drafts() == []
    again.leave_draft("new-1")
    assert [one.text for one in journal(folder).drafts()] == ["half a thought, and more"]
