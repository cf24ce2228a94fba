"""No record that the schema allows, no clock and no time zone makes a command end with a traceback, or never end."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tinydb import TinyDB

from mastery.core.upkeep.kinds import RECORDS
from mastery.store import Journal
from tests.support.clock import FixedClock
from tests.support.diary import NOW
from tests.support.faults import extremes
from tests.support.faults.calls import runs
from tests.support.faults.sweep import Run
from tests.support.pages import ROOT
from tests.support.patience import PATIENCE
from tests.support.programs import PROGRAM
from tests.support.walking import tour

IDS = {kind.table: extremes.identity(kind.table) for kind in RECORDS} | {
    "deleted": extremes.identity("entries", "deleted")
}


SHORT = {0, 1, 6, 7}
"""The journals that a normal run tries: all at an end of what their types allow, and what no type knows of."""

FILES = {"reply.txt": "Well done.\n\n> title\nMore.\n", "jrnl.txt": "[2026-11-02 07:10] Up early.\n"}


def failed(folder: Path, made: Sequence[Run], **env: str) -> dict[str, str]:
    """The last lines of each failure, by command; `folder` has the journal."""
    for name, text in FILES.items():
        (folder / "journal" / name).write_text(text)
    (folder / "runs.json").write_text(json.dumps([(run.args, run.typed, dict(run.env)) for run in made]))
    (folder / "home").mkdir()
    usual = {"PATH": os.environ["PATH"], "HOME": str(folder / "home"), "LANG": "C.UTF-8", "EDITOR": "true"}
    args = [str(folder / "journal"), str(folder / "runs.json"), str(folder / "seen.json")]
    subprocess.run(
        [sys.executable, "-m", "tests.support.faults.sweep", *args], env=usual | {"TERM": "xterm"} | env, cwd=ROOT,
        check=True, timeout=1800, start_new_session=True,
    )  # fmt: skip
    seen = json.loads((folder / "seen.json").read_text())
    wrong = {}
    for run, (data, code) in zip(made, seen, strict=True):
        if code not in (0, 1, 2, 130, None) or b"Traceback" in bytes.fromhex(data):
            wrong[" ".join(run.args)[:200]] = str(code)[-600:]
    return wrong


@pytest.mark.slow
def test_no_extreme_record_ends_a_command_with_a_traceback(tmp_path: Path, rounds: Callable[[int, int], int]) -> None:
    whole = rounds(0, 1) == 1
    found = {}
    for number, (says, records) in enumerate(extremes.layers()):
        if whole or number in SHORT:
            extremes.write(tmp_path / str(number) / "journal", records)
            every = runs(IDS, "word", whole=False)
            wrong = failed(tmp_path / str(number), every if whole else every[number % 4 :: 4])
            found |= {f"{says}: {call}": why for call, why in wrong.items()}
    assert found == {}


@pytest.mark.slow
async def test_no_extreme_record_ends_the_interface(tmp_path: Path, rounds: Callable[[int, int], int]) -> None:
    """Every key of every screen; a normal run tries the journal with everything at the greatest it may be."""
    for number, (_, records) in enumerate(extremes.layers()):
        if number == 1 or rounds(0, 1) == 1:
            extremes.write(tmp_path / str(number), records)
            assert len(await tour(Journal(tmp_path / str(number), clock=FixedClock(NOW)))) > 40


@pytest.mark.slow
@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:30:00+00:00", "2038-01-19T03:14:08+00:00", "9999-12-31T23:30:00+00:00"]
)
def test_no_clock_ends_a_command_with_a_traceback(
    tmp_path: Path, rounds: Callable[[int, int], int], moment: str
) -> None:
    records = {kind.table: extremes.usual(kind.table) for kind in RECORDS}
    records["practices"] |= extremes.cadences((f"{moment[:8]}01", "daily"))
    extremes.write(tmp_path / "journal", records)
    assert failed(tmp_path, runs(IDS, "word", whole=False)[:: rounds(15, 1)], MOMENT=moment) == {}


@pytest.mark.parametrize(
    "zone", ["UTC+30", "UTC-24:59:59", "Nonsense", "US/Pacific-New", "Europe/Berlin/x", ":", "../../etc"]
)
def test_no_time_zone_ends_a_command_with_a_traceback(tmp_path: Path, zone: str) -> None:
    (tmp_path / "home").mkdir()
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path / "home"), "LANG": "C.UTF-8", "TZ": zone}
    for args in (["log", "One."], ["today"]):
        command = [*PROGRAM, "--journal", str(tmp_path / "journal"), *args]
        done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, check=False, timeout=PATIENCE)
        assert (done.returncode, done.stderr) == (0, b""), args


def test_there_are_hundreds_of_extreme_records_and_tinydb_reads_them(tmp_path: Path) -> None:
    assert sum(len(extremes.variants(kind.table)) for kind in RECORDS) > 350
    extremes.write(tmp_path / "j", next(extremes.layers())[1])
    with TinyDB(tmp_path / "j" / "journal.json") as db:
        assert {kind.table for kind in RECORDS} <= db.tables()
