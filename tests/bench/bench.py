"""What the rows share: the journals, the commands, an environment that is nobody's own, and how often to measure."""

import functools
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench import journals
from tests.bench.terminal import Terminal

ROOT = Path(__file__).parents[2]
SMALL = 100
"""Entries of the journal that the others are held against where nothing may grow."""

_PROGRAM = "import sys; from mastery.__main__ import main; sys.exit(main())"
"""What the installed command `mastery` runs."""


class Bench:
    """One run. `work` is a folder that a row may fill; `keep` is where journals lie that outlive the run."""

    def __init__(
        self,
        *,
        keep: Path,
        work: Path,
        sizes: Sequence[int],
        rounds: int,
        jrnl: Path | None = None,
        given: Mapping[int, Path] | None = None,
    ) -> None:
        self.keep = keep
        self.work = work
        self.sizes = sizes
        self.rounds = rounds
        self.jrnl = jrnl
        """The command jrnl, where one is given."""
        self.given = given or {}
        """Journals that the generator did not make, by their size."""
        self.python = sys.executable
        self._copies = 0

    @functools.cached_property
    def env(self) -> Mapping[str, str]:
        """The environment of every program measured: a home of its own, and nothing that changes how Python starts."""
        home = self.keep / "home"
        home.mkdir(exist_ok=True)
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(home),
            "LC_ALL": "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONPATH": str(ROOT),
        }

    def journal(self, size: int) -> Path:
        """A fresh copy of the journal of so many entries."""
        self._copies += 1
        journal = self.given.get(size) or journals.kept(self.keep, size)
        return journals.copied(journal, self.work / f"journal-{self._copies}")

    def mastery(self, journal: Path, *args: str) -> list[str]:
        """The program on a journal."""
        return [self.python, "-c", _PROGRAM, "--journal", str(journal), *args]

    def app(self, name: str, *args: str) -> list[str]:
        """One of the small programs beside this module."""
        return [self.python, "-m", f"tests.bench.apps.{name}", *args]

    @contextmanager
    def interface(self, size: int, journal: Path | None = None) -> Iterator[Terminal]:
        """The interface on a copy of the journal of that size, or on the journal given, with Today painted."""
        with Terminal(self.mastery(journal or self.journal(size)), self.env) as terminal:
            terminal.ready(in_all(size))
            yield terminal


def in_all(size: int) -> str:
    """What Today says once it shows the journal's data."""
    return f"{size:,} in all"
