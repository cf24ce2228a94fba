"""Finds uses of what another package calls private: names that begin with one underscore."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from functools import cache
from types import ModuleType

FOREIGN = ("textual", "textual_plotext", "rich")
"""Packages whose private names may change with any version."""

PUBLIC = {"_replace", "_asdict", "_fields", "_make"}
"""Documented names with an underscore: those of named tuples. Another is `os._exit`."""

OWN = ("self", "cls", "super()")


def is_private(name: str) -> bool:
    """Whether a name begins with one underscore and is not documented all the same."""
    return name.startswith("_") and not name.startswith("__") and name not in PUBLIC


def private_uses(node: ast.AST) -> Iterator[str]:
    """The private names of others that one node imports, or uses of an object that is not `self`."""
    if isinstance(node, ast.Import):
        yield from (one.name for one in node.names if any(map(is_private, one.name.split("."))))
    elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] != "mastery":
        named = [*(node.module or "").split("."), *(one.name for one in node.names)]
        yield from (f"{node.module}: {name}" for name in named if is_private(name))
    elif isinstance(node, ast.Attribute) and is_private(node.attr) and ast.unparse(node.value) not in OWN:
        yield from {ast.unparse(node)} - {"os._exit"}
    elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("getattr", "setattr", "hasattr", "delattr"):
        named = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        yield from (ast.unparse(node) for name in named if is_private(name))


def private_overlaps(module: ModuleType) -> Iterator[str]:
    """The private names that a class of a module shares with a class of FOREIGN it is made of, meant or by chance."""
    for name, made in vars(module).items():
        if inspect.isclass(made) and made.__module__ == module.__name__:
            for base in made.__mro__[1:]:
                if base.__module__.partition(".")[0] in FOREIGN:
                    for shared in sorted(_names_of(made) & _names_of(base)):
                        yield f"{module.__name__}.{name}: {shared} of {base.__module__}.{base.__name__}"


@cache
def _names_of(made: type) -> set[str]:
    """The private names that a class defines, or uses of itself."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(made))).body[0]
    assert isinstance(tree, ast.ClassDef)
    found = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and ast.unparse(node.value) in OWN}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {one.id for one in targets if isinstance(one, ast.Name)}
    return set(filter(is_private, found))
