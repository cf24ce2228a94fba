"""Several processes write into one journal at once, an interface among them: all is there, once, and is shown."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mastery.tui.app import LOOK_EVERY
from tests.support.faults.writing import writer
from tests.support.patience import PATIENCE
from tests.support.programs import PROGRAM, all_of, interface, ok


@pytest.mark.parametrize("writers", [2, 5])
def test_everything_of_everybody_is_there_and_shown(
    tmp_path: Path, writers: int, rounds: Callable[[int, int], int]
) -> None:
    folder, each = tmp_path / "j", rounds(40, 500)
    with interface(folder) as terminal:
        terminal.wait("first line")
        at_work = [writer(folder, f"w{number}", each) for number in range(writers)]
        for one in at_work:
            assert one.communicate(timeout=PATIENCE)[0].count("\n") == each
            assert one.returncode == 0
        terminal.wait(f"{writers * each:,} in all")
        terminal.type("q")
        assert terminal.ended() == 0
    assert all_of(folder) == sorted(f"w{number} {one}" for number in range(writers) for one in range(each))


def test_the_interface_writes_while_another_process_does(tmp_path: Path, rounds: Callable[[int, int], int]) -> None:
    folder, theirs, ours = tmp_path / "j", rounds(40, 500), rounds(10, 100)
    with interface(folder, lines=40) as terminal:
        terminal.wait("first line")
        terminal.type("i")
        terminal.wait("Back")
        other = writer(folder, "theirs", theirs)
        for number in range(ours):
            terminal.type(f"ours {number}\r")
        assert other.communicate(timeout=PATIENCE)[0].count("\n") == theirs
        terminal.wait(f"{theirs + ours:,} in all")
        terminal.type("\x11")
        assert terminal.ended() == 0
    assert all_of(folder) == sorted([f"theirs {one}" for one in range(theirs)] + [f"ours {one}" for one in range(ours)])


def test_those_who_read_and_fold_take_nothing_from_those_who_write(
    tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    folder, each = tmp_path / "j", rounds(40, 500)
    at_work = [
        writer(folder, "captured", each),
        writer(folder, "folded", each, "fold"),
        writer(folder, "saved", 20, "backup"),
    ]
    with interface(folder) as terminal:
        while any(one.poll() is None for one in at_work):
            subprocess.run([*PROGRAM, "--journal", str(folder), "list", "-1"], stdout=subprocess.DEVNULL, check=True)
            terminal.read()
        terminal.wait(f"{2 * each + 20:,} in all")
    for one in at_work:
        assert one.communicate()[0].count("\n") > 0 and one.returncode == 0
    names = [("captured", each), ("folded", each), ("saved", 20)]
    assert all_of(folder) == sorted(f"{name} {one}" for name, count in names for one in range(count))


def test_what_another_process_wrote_is_on_the_screen_within_a_second(
    tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    """It looks twice a second, and shows what is new without a key."""
    assert LOOK_EVERY <= 0.5
    folder = tmp_path / "j"
    ok(folder, "log", "The first.")
    with interface(folder) as terminal:
        terminal.wait("1 in all")
        for number in range(2, 2 + rounds(5, 25)):
            ok(folder, "log", f"Number {number}.")
            terminal.wait(f"{number} in all")
