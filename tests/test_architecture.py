"""Imports point one way, rules stay pure, and the command line starts light."""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import textual

from tests.support.private_names import private_overlaps, private_uses
from tests.support.violations import none_of

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "mastery"
MAY_IMPORT = {
    "core": {"core"},
    "host": {"core", "host"},
    "store": {"core", "host", "store"},
    "verbs": {"core", "host", "store", "verbs"},
    "exchange": {"core", "exchange"},
    "cli": {"core", "host", "store", "verbs", "exchange", "cli"},
    "tui": {"core", "host", "store", "verbs", "exchange", "tui"},
}
CORE = ("base", "writing", "goals", "thinking", "practices", "review", "sharing", "pages", "today", "upkeep", "sample")
"""The sub-packages of core; each imports only itself and those before it."""
IMPURE = {"os", "io", "pathlib", "socket", "subprocess", "tempfile", "shutil", "time", "sys", "locale"}
FILE_CALLS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "rename"}
PRINTS = {"print"} | {f"click.{name}" for name in ("echo", "secho", "style", "progressbar", "echo_via_pager", "clear")}
"""Calls that print without the guard, or strip text that a file should get."""
WAYS_ROUND = {"sys.stdout.buffer", "sys.stderr.buffer", "sys.__stdout__", "sys.__stderr__", "os.write"}
CHANGES = {"act", "add", "change", "delete", "restore", "import_records"}
"""The methods of a journal that change records."""
DECLARED = {"Field", "Form", "Question", "Format", "Setting", "ScreenInfo", "Step", "_Kind"}
"""What is written down in rows, as a table is read, and built nowhere else."""
PRIVATE_SIDE = PACKAGE / "tui" / "terminal" / "private.py"
MODULES = [(part, path) for part in MAY_IMPORT for path in sorted((PACKAGE / part).rglob("*.py"))]


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Every node of a file's syntax."""
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def imported(path: Path) -> set[str]:
    """The full names of all modules that a file imports, inside functions too."""
    names: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            names.add(node.module or "")
    return names


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where something is: the file, and the line of a node."""
    line = f":{getattr(node, 'lineno', 0)}" if node is not None else ""
    return f"{path.relative_to(TESTS.parent)}{line}"


def test_every_part_is_looked_at() -> None:
    assert {part for part, _ in MODULES} == set(MAY_IMPORT)
    assert len(MODULES) > 40


def test_imports_point_one_way() -> None:
    none_of(
        f"{place(path)} imports {name}"
        for part, path in MODULES
        for name in sorted(imported(path))
        if name.startswith("mastery.") and name.split(".")[1] not in MAY_IMPORT[part]
    )


def test_the_subjects_of_core_import_only_those_before_them() -> None:
    none_of(
        f"{place(path)} imports {name}"
        for path in sorted((PACKAGE / "core").glob("*/**/*.py"))
        for name in sorted(imported(path))
        if name.startswith("mastery.core.")
        and CORE.index(name.split(".")[2]) > CORE.index(path.relative_to(PACKAGE / "core").parts[0])
    )


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
            waiting += node.orelse
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        waiting += ast.iter_child_nodes(node)
    return names


def test_core_asks_neither_the_system_nor_the_time() -> None:
    def wrong() -> Iterator[str]:
        for part, path in MODULES:
            if part != "core":
                continue
            allowed = {"os"} if path.name == "ids.py" else set()  # os.urandom: chance is no file, clock or terminal
            for name in {name.split(".")[0] for name in imported(path)} & (IMPURE - allowed):
                yield f"{place(path)} imports {name}"
            for node in nodes(path):
                if isinstance(node, ast.Attribute) and node.attr in ("utcnow", "getenv", "environ"):
                    yield f"{place(path, node)}: {node.attr}"
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    asked = ast.unparse(node.func.value)
                    if node.func.attr in ("now", "today") and asked not in ("clock", "self.clock"):
                        yield f"{place(path, node)}: {asked}.{node.func.attr}()"

    none_of(wrong())


def test_commands_and_screens_open_no_file() -> None:
    def opens(call: ast.Call) -> bool:
        if "os.devnull" in ast.unparse(call):  # where output goes when its reader has gone
            return False
        if isinstance(call.func, ast.Name):
            return call.func.id == "open"
        return getattr(call.func, "attr", "") in FILE_CALLS

    none_of(
        f"{place(path, node)}: {ast.unparse(node.func)}"
        for part, path in MODULES
        for node in (nodes(path) if part in ("cli", "tui") else ())
        if isinstance(node, ast.Call) and opens(node)
    )


def test_only_verbs_change_records() -> None:
    """What a person does is one function in mastery/verbs, which commands and screens call."""

    def changes(node: ast.AST) -> bool:
        if not isinstance(node, ast.Attribute) or node.attr not in CHANGES:
            return False
        return ast.unparse(node.value).removesuffix("()").rpartition(".")[2] == "journal"

    none_of(
        place(path, node)
        for part, path in MODULES
        if part not in ("verbs", "store")
        for node in nodes(path)
        if changes(node)
    )


def test_commands_print_by_way_of_the_guard() -> None:
    def passes(node: ast.AST) -> bool:
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in ("click.prompt", "click.confirm"):  # input() prints past the guard where it is standard output
                return "err=True" in ast.unparse(node)
            return called not in PRINTS
        if isinstance(node, ast.ImportFrom) and node.module == "click":
            return not {f"click.{one.name}" for one in node.names} & PRINTS
        if isinstance(node, ast.Attribute):
            return ast.unparse(node) not in WAYS_ROUND
        return not (isinstance(node, ast.Constant) and isinstance(node.value, str) and "\x1b" in node.value)

    none_of(
        f"{place(path, node)}: {ast.unparse(node)}"
        for part, path in MODULES
        for node in (nodes(path) if part == "cli" and path.name != "terminal.py" else ())
        if not passes(node)
    )


def test_results_of_more_than_three_fields_are_built_by_keyword() -> None:
    wide = {
        (_name_of(path), node.name)
        for _, path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.ClassDef)
        and {"NamedTuple", "msgspec.Struct"} & set(map(ast.unparse, node.bases))
        and sum(isinstance(one, ast.AnnAssign) for one in node.body) > 3
    }
    assert ("mastery.core.review.review", "Review") in wide
    none_of(
        f"{place(path, node)} builds {node.func.id} by place"
        for _, path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and len(node.args) > 3
        and node.func.id not in DECLARED
        and (_origins(path).get(node.func.id, _name_of(path)), node.func.id) in wide
    )


@cache
def _origins(path: Path) -> dict[str, str]:
    """The module that each imported name of a file comes from."""
    found = [node for node in nodes(path) if isinstance(node, ast.ImportFrom)]
    return {one.name: node.module or "" for node in found for one in node.names}


def test_only_one_module_uses_the_private_side_of_textual() -> None:
    """Neither a private name of another's object or module, nor one of a class of Textual, overridden or by chance."""

    def wrong() -> Iterator[str]:
        for part, path in MODULES:
            if part == "tui" and path != PRIVATE_SIDE:
                yield from (f"{place(path, node)}: {use}" for node in nodes(path) for use in private_uses(node))
                yield from private_overlaps(importlib.import_module(_name_of(path)))

    none_of(f"{one} (belongs into {place(PRIVATE_SIDE)})" for one in wrong())


def test_no_test_names_a_device_of_the_machine() -> None:
    """A fault that writes through links would replace it, where the tests run as root."""
    allowed = {"devices.py", Path(__file__).name}
    none_of(
        f"{place(path, node)}: use tests.support.devices"
        for path in sorted(TESTS.rglob("*.py"))
        for node in (nodes(path) if path.name not in allowed else ())
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match("/dev/(?!stdin|stdout|stderr|fd)", node.value)
    )


def test_no_test_module_imports_from_another() -> None:
    """What they share lives in tests/support, or in tests/tui/support.py."""
    none_of(
        f"{place(path)} imports {name}"
        for path in sorted(TESTS.rglob("*.py"))
        for name in sorted(_needed(path))
        if name.startswith("tests.") and any(part.startswith(("test_", "conftest")) for part in name.split("."))
    )


def test_no_test_of_the_interface_waits_for_time() -> None:
    """It waits for a state: `pause()`, `rested` and `until` of tests/tui/support.py."""

    def waits(node: ast.AST) -> bool:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            return False
        is_pause = node.func.attr == "pause" and ast.unparse(node.func.value) == "pilot" and bool(node.args)
        is_sleep = ast.unparse(node.func) in ("time.sleep", "asyncio.sleep") and ast.unparse(node.args[0]) != "0"
        return is_pause or is_sleep

    none_of(
        f"{place(path, node)}: {ast.unparse(node)}"
        for folder in ("tui", "both")
        for path in sorted((TESTS / folder).rglob("test_*.py"))
        for node in nodes(path)
        if waits(node)
    )


def test_what_is_private_of_textual_is_used_in_one_file_of_the_tests() -> None:
    """Names with an underscore that Textual's source gives to `self`, and mastery's own does not."""

    def private(folder: Path) -> set[str]:
        return {
            name for path in folder.rglob("*.py") for name in re.findall(r"self\.(_[a-z]\w+)", path.read_text("utf-8"))
        }

    def uses(node: ast.AST) -> bool:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "textual":
            return "._" in node.module or any(one.name.startswith("_") for one in node.names)
        is_other = isinstance(node, ast.Attribute) and ast.unparse(node.value) not in ("self", "cls", "super()", "os")
        return is_other and node.attr in theirs  # type: ignore[attr-defined]

    theirs = private(Path(textual.__file__).parent) - private(PACKAGE) - {"_replace"}  # which named tuples have
    assert {"_notifications", "_compositor"} <= theirs
    none_of(
        f"{place(path, node)}: {ast.unparse(node)}"
        for path in sorted(TESTS.rglob("*.py"))
        for node in (nodes(path) if path != TESTS / "tui" / "support.py" else ())
        if uses(node)
    )


def test_the_command_line_starts_light() -> None:
    program = (
        "import sys, mastery.cli, mastery.cli.commands.log\n"
        "print(*sorted({'textual', 'rich', 'markdown_it', 'sqlite3', 'tinydb', 'dateutil'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
