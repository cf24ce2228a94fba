"""Uses the built wheel on every Python of this machine that it allows, with its oldest and its newest dependencies.

Run as: python .ci/every_python.py HOME WHEEL FOLDER, at the top of a checkout. Pythons are looked for on the path and
among those of pyenv in HOME. Each pair gets a venv in FOLDER, in which the command line writes and reads, and
`tests/support/smoke_interface.py` uses the interface. On the newest Python, all tests of the interface then run with
the oldest Textual. Exits with 1 if any of it fails, or only one Python was found.
"""

import glob
import os
import re
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

NEXT_MINOR = 20
"""The first minor version of Python 3 that is not looked for."""

AGES = ("oldest", "newest")

PROJECT = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]


def lower_bounds(requirements: list[str]) -> list[str]:
    """The requirements pinned to their lower bounds: "click>=8.2,<9" becomes "click==8.2". Raises ValueError."""
    pinned = []
    for one in requirements:
        found = re.match(r"([\w.-]+)\s*>=\s*([\w.]+)", one)
        if found is None:
            raise ValueError(f"{one!r} has no lower bound.")
        pinned.append(f"{found[1]}=={found[2]}")
    return pinned


def runs(program: str) -> bool:
    """Whether a Python starts and can make a venv; a stub of a version manager may not."""
    tried = subprocess.run([program, "-c", "import venv, ensurepip"], capture_output=True, check=False)
    return tried.returncode == 0


def find(name: str, home: str) -> str:
    """The program of a Python such as "python3.12": from pyenv, else from the path; empty if none works."""
    managed = sorted(glob.glob(f"{home}/.pyenv/versions/{name.removeprefix('python')}.*/bin/{name}"), reverse=True)
    on_path = [f"{folder}/{name}" for folder in os.get_exec_path() if os.path.exists(f"{folder}/{name}")]
    return next((one for one in [*managed, *on_path] if runs(one)), "")


def install(name: str) -> None:
    """Installs a Python from Debian, with venv, if Debian has it and permissions allow."""
    if subprocess.run(["/usr/bin/apt-cache", "show", name], capture_output=True, check=False).returncode == 0:
        as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        command = [*as_root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", name, f"{name}-venv"]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(command, capture_output=True, check=False, env=environment)


def pythons(least: int, home: str) -> dict[str, str]:
    """The Pythons of this machine from 3.`least` on, by version: "3.12" and its program."""
    found = {}
    for minor in range(least, NEXT_MINOR):
        name = f"python3.{minor}"
        program = find(name, home)
        if not program and os.path.exists("/usr/bin/apt-cache"):
            install(name)
            program = find(name, home)
        if program:
            found[f"3.{minor}"] = program
    return found


def try_one(version: str, age: str, python: str, wheel: str, folder: Path) -> str:
    """Installs and uses the wheel in a venv of its own. Returns what went wrong; empty if nothing did."""
    place = folder / f"{version}-{age}"
    home = str(place / "home")
    pinned = lower_bounds(PROJECT["dependencies"]) if age == "oldest" else []
    steps = [
        [python, "-m", "venv", str(place)],
        [f"{place}/bin/pip", "install", "-q", wheel, *pinned],
        [sys.executable, "tests/support/smoke_interface.py", f"{place}/bin/mastery"],
        [f"{place}/bin/mastery", "log", "In the shell too. #ci"],
        [f"{place}/bin/mastery", "search", "shell"],
        [f"{place}/bin/mastery", "export", "--to", "html", "-o", f"{place}/book.html"],
    ]
    for step in steps:
        environment = {**os.environ, "HOME": home} if step in steps[2:] else None
        ran = subprocess.run(
            step, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, env=environment
        )
        if ran.returncode != 0:
            return f"{' '.join(step)}: exit code {ran.returncode}\n{ran.stdout[-3000:]}{ran.stderr[-3000:]}"
    return ""


def interface_tests(python: str, folder: Path) -> int:
    """Runs the tests of the interface with the oldest Textual. Returns the exit code of the step that failed, or 0."""
    place = folder / "oldest-textual"
    oldest = next(one for one in lower_bounds(PROJECT["dependencies"]) if one.startswith("textual=="))
    print(f"The tests of the interface, with {python} and {oldest}:", flush=True)
    for step in (
        [python, "-m", "venv", str(place)],
        [f"{place}/bin/pip", "install", "-q", "-e", ".[test]", oldest],
        [f"{place}/bin/pytest", "-q", "-n", "2", "--dist", "worksteal", "-p", "no:cacheprovider", "tests/tui"],
    ):
        code = subprocess.run(step, check=False, stdin=subprocess.DEVNULL).returncode
        if code != 0:
            return code
    return 0


def main(home: str, wheel: str, folder: str) -> int:
    """0 if the wheel works on every Python, at least two of them, with both ages of dependencies, and the tests do."""
    found = pythons(int(PROJECT["requires-python"].removeprefix(">=3.")), home)
    print("Pythons found:", ", ".join(f"{version} ({program})" for version, program in found.items()) or "none")
    if len(found) < 2:
        print("At least two are needed. Install another one.")
        return 1
    pairs = [(version, age) for version in found for age in AGES]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        failures = list(pool.map(lambda one: try_one(*one, found[one[0]], wheel, Path(folder)), pairs))
    for (version, age), failure in zip(pairs, failures, strict=True):
        print(f"Python {version}, {age} dependencies: {failure or 'works'}")
    return int(any(failures)) or interface_tests(list(found.values())[-1], Path(folder))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
