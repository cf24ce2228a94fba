"""The table of the interface's keys is what the interface has; what is wrong with chosen keys is told.

After a change of keys: MASTERY_DRAW=1 pytest tests/tui/test_keys.py
"""

import importlib
import os
import pkgutil
from collections.abc import Iterator

import pytest
from textual.binding import Binding

import mastery.tui
from mastery.core.base.keys import EVERYWHERE, SCREENS, WIDGETS, Key, is_key, key_name, keys_of, problems, written_keys
from mastery.host.topics import _HELP, interface_keys
from mastery.tui.places import SCREENS as MAIN

DIALOGS = {"choice", "compose", "form", "guide", "help", "recall", "search", "trash", "welcome"}


def bindings() -> Iterator[Binding]:
    """Every binding of the interface that has an id."""
    for module in pkgutil.walk_packages(mastery.tui.__path__, "mastery.tui."):
        for one in vars(importlib.import_module(module.name)).values():
            if isinstance(one, type) and one.__module__ == module.name:
                own = vars(one).get("BINDINGS", ())
                yield from (binding for binding in own if isinstance(binding, Binding) and binding.id)


def found_keys() -> list[Key]:
    """The table as it should be, by id."""
    found = {}
    for one in bindings():
        keys = tuple(key_name(key.strip()) for key in one.key.split(","))
        found[one.id or ""] = Key(one.id or "", keys, one.tooltip or one.description)
    return [found[identity] for identity in sorted(found)]


def test_the_table_of_keys_is_the_interfaces() -> None:
    if os.environ.get("MASTERY_DRAW"):
        (_HELP / "keys.txt").write_text(written_keys(found_keys()))
    assert interface_keys() == found_keys(), "see the first lines of this file"


def test_every_place_of_keys_is_known() -> None:
    places = {one.id.partition(".")[0] for one in interface_keys()}
    assert places <= {*SCREENS, *WIDGETS, *EVERYWHERE, "app", *DIALOGS}
    assert tuple(one.name for one in MAIN) == SCREENS


def test_the_usual_keys_are_keys() -> None:
    for one in interface_keys():
        assert all(is_key(key) for key in one.keys), one
        assert keys_of(",".join(one.keys)) == one.keys


@pytest.mark.parametrize(
    "key", ["a", "A", "ö", "?", "ctrl+a", "shift+f2", "ctrl+shift+left", "space", "slash", "minus"]
)
def test_what_is_a_key(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", ["", "Ctrl+A", "C-a", "ctrl+", "return", "ab", "hyper-x", "Question_Mark"])
def test_what_is_no_key(key: str) -> None:
    assert not is_key(key)


@pytest.mark.parametrize(
    ("chosen", "of", "says"),
    [
        ({"main.nwe": "a"}, "main.nwe", "did you mean main.new?"),
        ({"xyzzy": "a"}, "xyzzy", "`mastery help keys`"),
        ({"main.new": "Ctrl+A"}, "main.new", "'Ctrl+A' is no key"),
        ({"main.new": "u"}, "main.new", "u is also the key of main.undo"),
        ({"main.new": "/"}, "main.new", "/ is also the key of main.search"),
        ({"main.new": "a"}, "main.new", "a is also the key of goals.add"),
        ({"journal.star": "x", "journal.delete": "x"}, "journal.delete", "x is also the key of journal.star"),
    ],
)
def test_problems_are_told(chosen: dict[str, str], of: str, says: str) -> None:
    found = problems(chosen, interface_keys())
    assert any(one.id == of and says in one.says for one in found), found


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"main.new": "ctrl+n"},
        {"main.new": "u", "main.undo": "ctrl+z"},  # two that change places are no conflict
        {"goals.add": "v"},  # another screen's
        {"compose.keep": "ctrl+n"},  # a dialog's
    ],
)
def test_what_is_no_problem(chosen: dict[str, str]) -> None:
    assert problems(chosen, interface_keys()) == []
