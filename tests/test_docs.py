"""Every command that a page shows is run, line by line, by somebody who has what the page talks about.

Run are the blocks marked `sh` of README.md, CONTRIBUTING.md and docs/*.md, the examples in the help of each command
(docs/commands.md is made of it), and those in the topics of `mastery help`.
"""

import datetime as dt
import json
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from mastery.cli import root
from mastery.cli.context import Context
from mastery.core.thinking.model import RUNG_NAMES, RUNGS
from tests.support.clock import FixedClock
from tests.support.docs_home import FILES, furnish, settle
from tests.support.pages import ROOT, Line, blocks, lines, name, pages
from tests.support.patience import PATIENCE
from tests.support.programs import Terminal
from tests.support.violations import none_of

NOW = dt.datetime(2026, 11, 20, 21, 30)

NOT_RUN = {
    "python3 -m venv": "makes a venv and installs into it; .ci/run does it in a clean clone",
    ".venv/bin/": "works on the checkout; .ci/run does it",
    "HYPOTHESIS_PROFILE": "takes a night",
    ".ci/run": "is the check that runs this test",
    "systemctl": "needs systemd",
}
"""Beginnings of lines that are left out, and why."""


MAY_BE_MISSING = {"jq"}
"""Programs whose lines are left out where they are not installed; .ci/run installs them."""

END = "That was it."
"""Said in a terminal after the program."""

SIZE = {"columns": 100, "lines": 50}


class Talk(NamedTuple):
    """What a person does in a terminal."""

    why: str
    """Why it takes one."""
    steps: Sequence[tuple[str, str]] = ()
    """A text that they wait for, and what they type then."""


LEAVE = "\x11"
SCREEN = Talk("it is the interface", [("Today", LEAVE)])
EDITOR = Talk("without one it reads standard input, or refuses")
ASKS = "it asks, and asks only a person"
RUNG = [(RUNG_NAMES[one], "Because it was so.\r") for one in RUNGS]
REST = [("riskiest leap", "meaning\r"), ("Another reading", "It was late.\r")]
IN_A_TERMINAL = {
    "mastery": SCREEN,
    "mastery demo": SCREEN,
    "mastery -j work": SCREEN,
    "mastery --plain": Talk("it talks with a person", [("mastery>", "goal list\r"), ("Spanish", "quit\r")]),
    "mastery log": EDITOR,
    "mastery log --template lesson": EDITOR,
    "mastery log --template decision": EDITOR,
    "mastery review --write": EDITOR,
    "mastery recall": Talk(ASKS, [("press enter", "\r"), ("How was it?", "good\r")]),
    "mastery model climb meetings": Talk(ASKS, [*RUNG, *REST]),
    "mastery model climb meetings --down": Talk(ASKS, [*reversed(RUNG), *REST]),
    "mastery model revisit meetings": Talk(
        ASKS, [("still so?", "partly\r"), ("How sure now?", "60\r"), ("that sure?", "One had none.\r"), ("mind?", "\r")]
    ),
}
"""Commands that take a terminal."""

EMPTY = {
    *("README.md", "docs/start.md", "docs/goals.md", "docs/mental-models.md", "docs/sharing.md"),
    *(
        "mastery goal",
        "mastery goal add",
        "mastery practice",
        "mastery practice add",
        "mastery model",
        "mastery predict",
    ),
    *("mastery mentor", "mastery mentor add"),
    *("mastery predict delete", "mastery goal milestone"),
}
"""What is read by somebody whose journal is empty."""

WORKSHOP = 'mastery predict add "The workshop ends with a decision" --probability 70 --by friday'
SPANISH = 'mastery goal add "Speak Spanish"'
ALONE = 'mastery model add "I learn best alone"'
REPLY = "mastery feedback add --from reply.eml"
MAIL = [
    f"mastery config mail.{one}" for one in ("host smtp.example.org", "from you@example.org", "user you@example.org")
]
FIRST: Mapping[str, Sequence[str]] = {
    "docs/sharing.md": [SPANISH, ALONE],
    "mastery mentor": [SPANISH],
    "mastery mentor add": [SPANISH],
    "mastery practice add": [SPANISH],
    "mastery goal milestone": [SPANISH],
    "mastery predict": ['mastery model add "Meetings without an agenda decide nothing" --about meetings'],
    "mastery predict delete": [WORKSHOP],
    "mastery timer stop": ["mastery timer start guitar"],
    "mastery feedback show": [REPLY, REPLY],
    "mastery feedback keep": [REPLY, REPLY],
}
"""What somebody has done before they read it."""

BEFORE: Mapping[str, Sequence[str]] = {
    'mastery goal obstacle spanish "I have no ear" --model ear': ['mastery model add "An ear is given, not made"'],
    "mastery delete k7w2mq p2x9fa": ["mastery undo"],
    "mastery goal resume spanish": ["mastery goal pause spanish"],
    "mastery timer start": ["mastery timer pause"],
    "mastery timer pause": ["mastery timer start guitar"],
    'mastery timer stop --minutes 45 --note "The subjunctive, again"': ["mastery timer start guitar"],
    "mastery restore k7w2mq": ["mastery delete k7w2mq"],
    "mastery share ana --send": MAIL,
    "mastery edit --draft": ["EDITOR=editor-that-fails mastery log --template lesson || true"],
}
"""What they have done before a line that is one of several to choose from."""

NAMED = re.compile(r"\b(k7w2mq|p2x9fa)\b")
"""The entries that examples call by a short id: the last one, and the one before."""

KEPT = """\
mastery goal add "Speak Spanish" --vision "A whole evening at Ana's."
mastery goal rate spanish --vision 8 --reality 2
mastery goal add "Play the guitar"
mastery practice add Guitar daily --minutes 20
mastery done guitar --on yesterday --minutes 25
mastery model add "Meetings without an agenda decide nothing" --confidence 80 --about meetings
mastery model add "I learn best alone" --confidence 70
mastery predict add "The workshop ends with a decision" --probability 70 --by friday --model meetings
mastery predict add "It will rain on the trip" --probability 30 --by friday
mastery log --kind lesson "The launch slipped. Nobody owned the date. #work"
mastery recall add "Why did the launch slip?" "Nobody owned the date" --entry last
mastery mentor add Ana --email ana@example.org --goal spanish --key "$(cat ana.pub)"
mastery log --mood good --shareable --goal spanish "The subjunctive, at last."
mastery share ana --output summary.md
"""
"""What they kept here yesterday."""


class Reader:
    """Somebody who types what a page says, at home, where a minute passes from line to line."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.now = NOW
        self.said = ""
        """What the last line printed."""
        self._named: dict[str, str] = {}

    def type(self, text: str) -> int:
        """Runs a line and gives its exit code."""
        if NAMED.search(text):
            text = NAMED.sub(lambda found: self._entries()[found[0]], text)
        os.environ["MOMENT"] = self.now.isoformat()
        self.now += dt.timedelta(minutes=1)
        command = without_comment(text)
        if command in IN_A_TERMINAL:
            return self._talk(command, IN_A_TERMINAL[command])
        words = plain_words(command)
        return self._shell(command) if words is None or words[0] != "mastery" else self._inside(words[1:])

    def _entries(self) -> dict[str, str]:
        """The real ids of the entries that are called by one."""
        if not self._named:
            assert self._inside(["list", "-2", "--format", "json"]) == 0
            before, last = (one["short"] for one in json.loads(self.said))
            self._named = {"k7w2mq": last, "p2x9fa": before}
        return self._named

    def _inside(self, words: Sequence[str]) -> int:
        """The program without a process of its own."""
        context = Context(clock=FixedClock(dt.datetime.fromisoformat(os.environ["MOMENT"])))
        result = CliRunner().invoke(root, words, input=FILES["reply.txt"], obj=context)
        self.said = result.output
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code

    def _shell(self, command: str) -> int:
        if command.startswith("PS1="):
            command += '\neval "echo \\"$PS1\\"" | grep "[●○] [0-9]"'  # what the shell makes of it
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", command],
            capture_output=True,
            cwd=self.home,
            check=False,
            timeout=PATIENCE,
        )
        self.said = (done.stdout + done.stderr).decode("utf-8", "replace")
        return done.returncode

    def _talk(self, command: str, talk: Talk) -> int:
        """The program in a terminal; what it does not ask is not answered."""
        with Terminal(["bash", "-c", f"{command}\ncode=$?; echo; echo {END}; exit $code"], **SIZE) as terminal:
            for text, typed in talk.steps:
                shown = terminal.wait(lambda shown, text=text: text in shown or END in shown)  # type: ignore[misc]
                if END in shown:
                    break
                terminal.type(typed)
            self.said = terminal.wait(END)
            return terminal.ended()


def masked(text: str) -> str:
    """A line with what stands in quotes made unseen."""
    return re.sub(r"'[^']*'|\"[^\"]*\"", lambda quoted: "_" * len(quoted[0]), text)


def without_comment(text: str) -> str:
    """A line without the comment behind it."""
    comment = re.search(r"(?:^|\s)#", masked(text))
    return text[: comment.start()].strip() if comment else text.strip()


def plain_words(command: str) -> list[str] | None:
    """The words of a command as a shell would give them to it; None where that takes a shell."""
    quoted = "".join(re.findall(r"\"[^\"]*\"", command))
    if re.search(r"[|<>;&$`*?(){}\[\]\\!=]", masked(command).replace("--", "")) or re.search(r"[$`\\]", quoted):
        return None
    return [os.path.expanduser(word) if word.startswith("~/") else word for word in shlex.split(command)]


def commands_of(page: Path) -> list[Line]:
    """The commands of the blocks marked `sh`; a line that ends with a backslash goes on."""
    found: list[Line] = []
    for block in blocks(page):
        open_line = False
        for line in block.lines if block.language == "sh" else ():
            if open_line:
                found[-1] = found[-1]._replace(text=found[-1].text.removesuffix("\\") + line.text.strip())
            elif without_comment(line.text):
                found.append(line)
            open_line = line.text.endswith("\\")
    return found


def examples() -> Iterator[tuple[str, list[Line]]]:
    """The examples of each command's help, and of each topic."""
    page = ROOT / "docs" / "commands.md"
    for block in blocks(page):
        found = [line._replace(text=line.text.strip()) for line in block.lines if line.text.startswith("    mastery ")]
        if found:
            yield block.lines[0].text.removeprefix("Usage: ").split(" [")[0].split(" COMMAND")[0], found
    for topic in sorted((ROOT / "mastery" / "help").glob("*.md")):
        found = [
            line._replace(text=re.split(r" {3}", line.text.strip())[0])
            for line in lines(topic)
            if line.text.startswith("  mastery ")
        ]
        if found:
            yield f"mastery help {topic.stem}", found


PAGES = {name(page): found for page in pages() if (found := commands_of(page))}
READ = PAGES | dict(examples())
"""What is read from beginning to end: a page, the help of a command, a topic."""


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a journal, and with files from elsewhere; to be copied."""
    home = tmp_path_factory.mktemp("docs") / "home"
    home.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        settle(home, patch)
        furnish(home)
        reader = Reader(home)
        reader.now -= dt.timedelta(days=1)
        for line in KEPT.splitlines():
            assert reader.type(line) == 0, f"{line}\n{reader.said}"
        reader.now = NOW
        assert reader.type("mastery backup") == 0
    return home


def wrong_in(what: str, home: Path) -> Iterator[str]:
    """Reads a page, a help or a topic at home, and gives what does not work."""
    reader = Reader(home)
    for text in FIRST.get(what, ()):
        assert reader.type(text) == 0, f"{text}\n{reader.said}"
    for line in READ[what]:
        program = line.text.split()[0]
        if line.text.startswith(tuple(NOT_RUN)) or (program in MAY_BE_MISSING and not shutil.which(program)):
            continue
        for text in BEFORE.get(without_comment(line.text), ()):
            assert reader.type(text) == 0, f"{text}\n{reader.said}"
        code = reader.type(line.text)
        if code:
            yield f"{line}\nexit code {code}: {reader.said}"


@pytest.mark.parametrize("kind", ["page", "help"])
def test_every_command_that_is_read_works(kind: str, furnished: Path, tmp_path: Path) -> None:
    wrong = []
    for number, what in enumerate(one for one in READ if (one in PAGES) == (kind == "page")):
        home = tmp_path / str(number) / "home"
        shutil.copytree(furnished, home)
        if what in EMPTY:
            shutil.rmtree(home / ".local")
        with pytest.MonkeyPatch.context() as patch:
            settle(home, patch)
            wrong += wrong_in(what, home)
    none_of(wrong)


def test_what_is_left_out_or_prepared_is_still_read() -> None:
    found = {without_comment(line.text) for read in READ.values() for line in read}
    assert len(found) > 250
    assert all(any(text.startswith(beginning) for text in found) for beginning in NOT_RUN)
    assert {*IN_A_TERMINAL, *BEFORE} <= found
    assert {*EMPTY, *FIRST} <= READ.keys()


def test_no_tag_of_an_example_is_a_comment_of_the_shell() -> None:
    for line in (line for read in READ.values() for line in read):
        comment = re.search(r"(?:^|\s)#", masked(line.text))
        assert comment is None or line.text[comment.end() :].startswith(" "), line


def test_the_package_is_installed_and_checked_under_its_own_name() -> None:
    package = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for page in ("README.md", "docs/start.md"):
        assert f"pipx install {package['name']}" in (ROOT / page).read_text("utf-8")
    wheels = re.findall(r"/dist/(\S+)-\*\.whl", (ROOT / ".ci/run").read_text("utf-8"))
    assert set(wheels) == {package["name"].replace("-", "_")}
    assert set(package["scripts"]) == {"mastery"}, "the command has another name than the package"
