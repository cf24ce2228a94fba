"""Imports point one way, rules stay pure, and the command line starts light."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "mastery"
MAY_IMPORT = {
    "core": {"core"},
    "host": {"core", "host"},
    "store": {"core", "host", "store"},
    "verbs": {"core", "host", "store", "verbs"},
    "exchange": {"core", "exchange"},
    "cli": {"core", "host", "store", "verbs", "exchange", "cli"},
    "tui": {"core", "host", "store", "verbs", "exchange", "tui"},
}
CORE = ("base", "writing", "goals", "thinking", "practices", "review", "sharing", "today", "upkeep", "sample")
"""The sub-packages of core; each imports only itself and those before it."""
IMPURE = {"os", "io", "pathlib", "socket", "subprocess", "tempfile", "shutil", "time", "sys", "locale"}
FILE_CALLS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "rename"}
PRINTS = {"print"} | {f"click.{name}" for name in ("echo", "secho", "style", "progressbar", "echo_via_pager", "clear")}
"""Calls that print without the guard, or strip text that a file should get."""
WAYS_ROUND = {"sys.stdout.buffer", "sys.stderr.buffer", "sys.__stdout__", "sys.__stderr__", "os.write"}
MODULES = [(part, path) for part in MAY_IMPORT for path in sorted((PACKAGE / part).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The full names of all modules that a file imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            names.add(node.module or "")
    return names


def test_every_part_is_looked_at() -> None:
    assert {part for part, _ in MODULES} == set(MAY_IMPORT)
    assert len(MODULES) > 40


@pytest.mark.parametrize(("part", "path"), MODULES, ids=lambda one: str(one).rpartition("mastery/")[2])
def test_imports_point_one_way(part: str, path: Path) -> None:
    parts = {name.split(".")[1] for name in imported(path) if name.startswith("mastery.")}
    assert parts <= MAY_IMPORT[part]


def test_the_subjects_of_core_import_only_those_before_them() -> None:
    for path in sorted((PACKAGE / "core").rglob("*.py")):
        subject = path.relative_to(PACKAGE / "core").parts[0]
        for name in imported(path) if subject != "__init__.py" else ():
            if name.startswith("mastery.core."):
                assert CORE.index(name.split(".")[2]) <= CORE.index(subject), f"{path}: {name}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports inside functions counted, those for types alone not."""
    names = {_name_of(path): path for path in PACKAGE.rglob("*.py")}
    graph = {name: _needed(path) & names.keys() - {name} for name, path in names.items()}
    while free := [name for name, needed in graph.items() if not needed & graph.keys()]:
        for name in free:
            del graph[name]
    assert not graph, f"in a circle, or above one: {sorted(graph)}"


def _name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def _needed(path: Path) -> set[str]:
    """The full names of what a file imports when it runs: modules, and what may be a name in one or a module."""
    names: set[str] = set()
    waiting: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        waiting += ast.iter_child_nodes(node)
    return names


@pytest.mark.parametrize("path", [path for part, path in MODULES if part == "core"], ids=lambda path: path.name)
def test_core_asks_neither_the_system_nor_the_time(path: Path) -> None:
    allowed = {"os"} if path.name == "ids.py" else set()  # os.urandom: chance is no file, clock or terminal
    assert not {name.split(".")[0] for name in imported(path)} & (IMPURE - allowed)
    calls = {node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
    assert not calls & {"utcnow", "getenv", "environ"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("now", "today"):
            assert ast.unparse(node.func.value) in ("clock", "self.clock"), f"line {node.lineno}"


@pytest.mark.parametrize("path", [path for part, path in MODULES if part in ("cli", "tui")], ids=lambda path: path.name)
def test_commands_and_screens_open_no_file(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            if "os.devnull" in ast.unparse(node):  # where output goes when its reader has gone
                continue
            if isinstance(node.func, ast.Name):
                assert node.func.id != "open", f"line {node.lineno}"
            else:
                assert getattr(node.func, "attr", "") not in FILE_CALLS, f"line {node.lineno}: {node.func}"


@pytest.mark.parametrize(
    "path", [path for part, path in MODULES if part == "cli" and path.name != "terminal.py"], ids=lambda path: path.name
)
def test_commands_print_by_way_of_the_guard(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in ("click.prompt", "click.confirm"):  # input() prints past the guard where it is standard output
                assert "err=True" in ast.unparse(node), f"line {node.lineno}"
            assert called not in PRINTS, f"line {node.lineno}: {called}"
        if isinstance(node, ast.ImportFrom) and node.module == "click":
            assert not {f"click.{one.name}" for one in node.names} & PRINTS, f"line {node.lineno}"
        if isinstance(node, ast.Attribute):
            assert ast.unparse(node) not in WAYS_ROUND, f"line {node.lineno}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert "\x1b" not in node.value, f"line {node.lineno}"


def test_no_test_names_a_device_of_the_machine() -> None:
    """A fault that writes through links would replace it, where the tests run as root."""
    allowed = {"devices.py", Path(__file__).name}
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))) if path.name not in allowed else ():
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            named = re.match("/dev/(?!stdin|stdout|stderr|fd)", node.value) if is_text else None
            assert not named, f"{path.name}, line {node.lineno}: use tests.support.devices"


def test_no_test_module_imports_from_another() -> None:
    """What they share lives in tests/support, or in tests/tui/support.py."""
    tests = Path(__file__).parent
    borrowed = [
        f"{path.relative_to(tests)} imports {name}"
        for path in sorted(tests.rglob("*.py"))
        for name in sorted(imported(path))
        if name.startswith("tests.") and name.rpartition(".")[2].startswith(("test_", "conftest"))
    ]
    assert not borrowed, "\n".join(borrowed)


def test_the_command_line_starts_light() -> None:
    program = (
        "import sys, mastery.cli, mastery.cli.commands.log\n"
        "print(*sorted({'textual', 'rich', 'markdown_it', 'sqlite3', 'tinydb', 'dateutil'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
