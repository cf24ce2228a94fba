"""Every verb is called by both faces, and has a case that shows that both come to the same."""

import ast
from importlib import import_module
from pathlib import Path

from tests.support.violations import none_of

BOTH = Path(__file__).parent
PACKAGE = BOTH.parents[1] / "mastery"
CHANGES = {"act", "add", "change", "delete", "restore", "set_timer"}
"""Methods of the journal that change its records."""

ONE_FACE = {
    "goals.delete_goal": "by mistake only, in the shell; in the interface undo takes a new goal back",
    "goals.link": "the interface sets what an entry is about in its form, by edit_entry",
    "goals.rate_all": "the guided review rates several goals at once; the shell rates one at a time",
    "goals.unlink": "as link",
    "practices.delete_practice": "as delete_goal",
    "practices.end_rest": "the interface takes a rest back by undo",
    "reviews.add_lesson": "of the guided review; the shell's review is written in the editor",
    "reviews.discard_review": "of a draft that the interface offers; the shell goes on with it in the editor",
    "sample.save_sample": "`mastery demo` opens the interface, and does not stand in it",
    "sample.temporary_sample": "as save_sample",
    "sample.write_sample": "as save_sample",
    "timing.discard": "the interface stops a timer, and undo takes its record back",
    "writing.star": "the shell stars by `log --star`, and by the first lines of `edit`",
}
"""What only one face has, and why."""


def functions(path: Path) -> dict[str, ast.FunctionDef]:
    """The functions of a module by their names."""
    return {one.name: one for one in ast.parse(path.read_text("utf-8")).body if isinstance(one, ast.FunctionDef)}


HELPERS = {"edit"}
"""What verbs share: whoever calls it changes records."""


def changes(one: ast.FunctionDef, others: set[str]) -> bool:
    """Whether a function changes a journal's records, or calls one of the others."""
    for node in ast.walk(one):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in others:
                return True
            if isinstance(called, ast.Attribute) and called.attr in CHANGES:
                of = ast.unparse(called.value)
                if of == "journal" or of.endswith(".journal"):
                    return True
    return False


def verbs() -> set[str]:
    """The public functions of `mastery.verbs` that change records, as "goals.rate"."""
    found: set[str] = set()
    for path in sorted((PACKAGE / "verbs").glob("*.py")):
        if path.stem == "present":  # it helps the others
            continue
        own = functions(path)
        making = HELPERS - set(own)
        while fresh := {name for name, one in own.items() if name not in making and changes(one, making)}:
            making |= fresh
        found |= {f"{path.stem}.{name}" for name in making - HELPERS if not name.startswith("_")}
    return found


def called(face: str) -> set[str]:
    """The verbs that a face imports, or takes from an imported module of theirs."""
    found: set[str] = set()
    for path in (PACKAGE / face).rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        imports = [one for one in nodes if isinstance(one, ast.ImportFrom)]
        modules = {name.name for one in imports if one.module == "mastery.verbs" for name in one.names}
        for one in imports:
            if (one.module or "").startswith("mastery.verbs."):
                found |= {f"{(one.module or '').rpartition('.')[2]}.{name.name}" for name in one.names}
        for node in nodes:
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in modules:
                found.add(ast.unparse(node))
    return found


def shown() -> set[str]:
    """The verbs that have a case."""
    names: set[str] = set()
    for path in sorted(BOTH.glob("test_*.py")):
        module = import_module(f"tests.both.{path.stem}")
        for case in (*getattr(module, "CASES", ()), *getattr(module, "REFUSALS", ())):
            names.add(f"{case.verb.__module__.rpartition('.')[2]}.{case.verb.__name__}")
    return names


def test_every_verb_has_two_faces_that_come_to_the_same() -> None:
    wrong = []
    cases, faces = shown(), {face: called(face) for face in ("cli", "tui")}
    for verb in sorted(verbs()):
        lacking = [f"no {face} calls it" for face, names in faces.items() if verb not in names]
        lacking += ["no case in tests/both"] * (verb not in cases)
        if lacking and verb not in ONE_FACE:
            wrong.append(f"{verb}: {', '.join(lacking)}")
        if not lacking and verb in ONE_FACE:
            wrong.append(f"{verb}: has both faces, so it need not be listed")
    none_of([*wrong, *(f"{one}: there is no such verb" for one in sorted(set(ONE_FACE) - verbs()))])
