"""Whenever the power fails, everything acknowledged is there, once, even if all that was not fsynced is lost."""

import json
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import mastery.store.log as log
import mastery.store.storage as tables
from mastery.core.base.errors import MasteryError
from mastery.host.config import load_settings
from tests.support.cli import Shell
from tests.support.faults.power import Check, Disk, State
from tests.support.faults.writing import _marked
from tests.support.journals import StillClock, entry, journal

SEED = int(os.environ.get("FAULTS_SEED", "1"))

JOURNAL = Path("new") / "folders" / "diary"
"""The journal in the watched folder: it has to be made with those above it."""

Acknowledge = Callable[[Check], None]


class Flow(NamedTuple):
    """What a person does while the disk is watched, and what was done before."""

    before: Callable[[Shell], None]
    do: Callable[[Shell, Acknowledge], None]
    opens: bool = True
    """Whether the journal opens before."""


def has(*titles: str) -> Check:
    """The entries of these titles are there, each once."""

    def check(home: Path) -> None:
        there = [one.title for one in journal(home / JOURNAL).entries()]
        assert [title for title in titles if there.count(title) != 1] == [], "an entry that was saved is not there once"

    return check


def nothing(_: Shell) -> None:
    """No journal yet."""


def written(shell: Shell) -> None:
    """Entries that were never folded."""
    shell.log("One.")
    shell.log("Two.")


def folded(shell: Shell) -> None:
    """Entries, some of them folded, and a mentor."""
    written(shell)
    shell.ok("mentor", "add", "Ana", "--email", "ana@example.org", "--tag", "*")
    shell.ok("list")
    shell.log("--shareable", "Three. #walking")


def capture(shell: Shell, acknowledge: Acknowledge) -> None:
    shell.log("Saved first.")
    acknowledge(has("Saved first."))
    shell.log("Saved second.")
    acknowledge(has("Saved first.", "Saved second."))


def read(shell: Shell, acknowledge: Acknowledge) -> None:
    shell.ok("list")
    acknowledge(has("One.", "Two."))


def change(shell: Shell, acknowledge: Acknowledge) -> None:
    deleted = journal(shell.folder).find("last").id
    shell.ok("delete", "last")

    def check(home: Path) -> None:
        assert (
            "Three." not in [one.title for one in journal(home / JOURNAL).entries()]
            or len(journal(home / JOURNAL).history(deleted)) == 3
        )

    acknowledge(check)
    shell.ok("undo")
    acknowledge(has("One.", "Two.", "Three."))


def backup(shell: Shell, acknowledge: Acknowledge) -> None:
    shell.ok("backup")

    def check(home: Path) -> None:
        newest = journal(home / JOURNAL).backups()[0]
        assert "Three." in newest.read_text("utf-8")

    acknowledge(check)


def restore(shell: Shell, acknowledge: Acknowledge) -> None:
    shell.ok("restore-backup")

    def check(home: Path) -> None:
        assert [one.title for one in journal(home / JOURNAL).entries()] == ["One.", "Two."]

    acknowledge(check)


def import_(shell: Shell, acknowledge: Acknowledge) -> None:
    shell.ok("import", "--from", "dayone", str(shell.folder.parents[2] / "dayone.zip"))

    def check(home: Path) -> None:
        has("From elsewhere.")(home)
        (photo,) = (home / JOURNAL / "attachments").glob("*.jpeg")
        assert photo.read_bytes() == b"\xff\xd8\xff\xe0 a photo"

    acknowledge(check)


def archive(shell: Shell) -> None:
    """A Day One archive with a photo, in the home."""
    one = {
        "uuid": "A" * 32,
        "creationDate": "2020-01-01T12:00:00Z",
        "text": "From elsewhere.\n\n![](dayone-moment://B1)",
        "photos": [{"identifier": "B1", "md5": "c" * 32, "type": "jpeg"}],
    }
    shell.folder.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(shell.folder.parents[2] / "dayone.zip", "w") as file:
        file.writestr("Journal.json", json.dumps({"metadata": {"version": "1.0"}, "entries": [one]}))
        file.writestr(f"photos/{'c' * 32}.jpeg", b"\xff\xd8\xff\xe0 a photo")


def migrate(shell: Shell, acknowledge: Acknowledge) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "SCHEMA", 2)
        patch.setattr(tables, "SCHEMA", 2)
        patch.setattr(tables, "STEPS", {1: _marked})
        shell.log("After the migration.")
        shell.ok("list")
    acknowledge(has("One.", "Two.", "Three.", "After the migration."))


def config(shell: Shell, acknowledge: Acknowledge) -> None:
    for themes in (("daylight", "ember"), ("ember",)):
        shell.ok("config", "theme", themes[0])

        def check(home: Path, themes: tuple[str, ...] = themes) -> None:
            assert load_settings(home / "config" / "mastery" / "config.toml").theme in themes

        acknowledge(check)


def export(shell: Shell, acknowledge: Acknowledge) -> None:
    file = shell.folder.parents[2] / "out.json"
    shell.ok("export", "--to", "json", "--output", str(file))

    def check(home: Path) -> None:
        assert len(json.loads((home / file.name).read_text("utf-8"))["tables"]["entries"]) == 3

    acknowledge(check)
    shell.ok("export", "--to", "markdown-folder", "--output", str(file.with_name("out")))

    def check_all(home: Path) -> None:
        check(home)
        assert list((home / "out").iterdir())

    acknowledge(check_all)


def draft(shell: Shell, acknowledge: Acknowledge) -> None:
    typing, text = journal(shell.folder), "Half a thought"
    for more in (text, text + ", and more"):
        typing.save_draft("new-1", more)

        def check(home: Path, more: str = more) -> None:
            assert journal(home / JOURNAL).read_draft("new-1").startswith(more)

        acknowledge(check)
    typing.save_form("goal", {"title": text})

    def check_all(home: Path) -> None:
        check(home)
        assert journal(home / JOURNAL).read_form("goal") == {"title": text}

    acknowledge(check_all)
    typing.leave_draft("new-1")


def timer(shell: Shell, acknowledge: Acknowledge) -> None:
    shell.ok("timer", "start")

    def runs(home: Path) -> None:
        if journal(home / JOURNAL).timer() is None:
            has("Read a chapter")(home)

    acknowledge(runs)
    shell.ok("timer", "stop", "--minutes", "20", "--note", "Read a chapter")

    def stands(home: Path) -> None:
        has("Read a chapter")(home)
        assert journal(home / JOURNAL).timer() is None, "the timer that was stopped runs"

    acknowledge(stands)


def send(shell: Shell, acknowledge: Acknowledge) -> None:
    file = shell.folder.parents[2] / "summary.md"
    shell.ok("share", "Ana", "--output", str(file))

    def check(home: Path) -> None:
        assert (home / "summary.md").read_bytes()
        assert len(journal(home / JOURNAL).documents("summaries")) == 1

    acknowledge(check)


def mend(shell: Shell, acknowledge: Acknowledge) -> None:
    shell.ok("doctor", "--mend")
    acknowledge(has("One.", "Two.", "Three."))


def damaged(shell: Shell) -> None:
    folded(shell)
    (shell.folder / "journal.json").unlink()


FLOWS = {
    "first entry": Flow(nothing, capture),
    "save": Flow(folded, capture),
    "first fold": Flow(written, read),
    "fold": Flow(folded, read),
    "delete and undo": Flow(folded, change),
    "backup": Flow(folded, backup),
    "restore-backup": Flow(folded, restore),
    "first import": Flow(archive, import_),
    "import": Flow(lambda shell: (folded(shell), archive(shell))[0], import_),
    "migration": Flow(folded, migrate),
    "config": Flow(nothing, config),
    "export": Flow(folded, export),
    "first draft": Flow(nothing, draft),
    "draft": Flow(folded, draft),
    "timer": Flow(folded, timer),
    "send": Flow(folded, send),
    "mend": Flow(damaged, mend, opens=False),
}


def watched(flow: Flow, home: Path) -> list[State]:
    """The states that a flow can leave the home in."""
    home.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        shell = Shell(home / JOURNAL)
        flow.before(shell)
        disk = Disk(home)
        with disk.watch():
            flow.do(shell, disk.acknowledge)
    return disk.states


def problem(state: State, home: Path, *, opens: bool = True) -> str:
    """What is wrong in a state, as a fresh program finds it; empty where nothing is.

    A journal that did not open before may have to be mended once more.
    """
    state.write(home)
    try:
        if not opens:
            Shell(home / JOURNAL).ok("doctor", "--mend")
        state.check(home)
        there = [one.id for one in journal(home / JOURNAL).entries()]
        assert len(set(there)) == len(there), "an entry is there twice"
        with journal(home / JOURNAL, StillClock()) as again:
            again.add(entry("Afterwards"))
            again.entries()
        now = [one.id for one in journal(home / JOURNAL).entries()]
        assert now[:-1] == there or set(there) < set(now), "what was there is not there after the next entry"
        assert len(now) == len(there) + 1, "the next entry is not there once"
    except (AssertionError, MasteryError, OSError, ValueError, IndexError) as error:
        return f"{state.step}, {state.survived}: {type(error).__name__} {error}"
    return ""


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What survives is computed; the real disk need not turn for it."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.mark.parametrize("name", FLOWS)
def test_everything_acknowledged_survives_a_power_cut(
    tmp_path: Path, name: str, rounds: Callable[[int, int], int]
) -> None:
    states = watched(FLOWS[name], tmp_path / "home")
    assert len(states) > 5, "a flow changes the disk in steps"
    few = random.Random(f"{SEED} {name}").sample(states, min(len(states), rounds(15, len(states))))
    with pytest.MonkeyPatch.context() as patch:
        if name == "migration":
            patch.setattr(log, "SCHEMA", 2)
            patch.setattr(tables, "SCHEMA", 2)
            patch.setattr(tables, "STEPS", {1: _marked})
        found = [problem(one, tmp_path / f"{number}", opens=FLOWS[name].opens) for number, one in enumerate(few)]
    lost = [one for one in found if one]
    print(f"{name}: {len(few)} states, {len(lost)} losses")
    assert not lost, "\n".join(lost)
