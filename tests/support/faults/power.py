"""The disk at a power cut: everything that was not fsynced, names included, is lost or survives in part.

`Disk` watches one folder while a flow runs. After every call that may change the disk it looks at the folder, so that
it knows what a running program sees. What would be there after a power cut is less: the bytes that a file had when it
was last fsynced, and the names that a folder had when it was. `Disk.states` gives that state, and those in which the
first of the names that were not fsynced survived, each with the bytes lost, half written, and whole.
"""

import builtins
import contextlib
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

Tree = dict[str, bytes | str | None]
"""The content at each path: a file's bytes, the target of a link, None for a folder."""

Check = Callable[[Path], None]
"""Fails if something acknowledged is missing in the copy of the folder that it is given."""


class State(NamedTuple):
    """One state in which a power cut may leave the disk."""

    step: str
    """The last call before the power cut."""
    survived: str
    """The part of the unsynced data that survived."""
    tree: Tree
    check: Check
    """Checks that everything acknowledged by then is there."""

    def write(self, folder: Path) -> None:
        """Writes the folder as it is after the power cut."""
        folder.mkdir()
        for path, content in self.tree.items():
            if content is None:
                (folder / path).mkdir()
            elif isinstance(content, str):
                (folder / path).symlink_to(content)
            else:
                (folder / path).write_bytes(content)


class Node:
    """A file, a link or a folder, as the program sees it and as it was when it was last fsynced."""

    def __init__(self, content: bytes | str | dict[str, "Node"]) -> None:
        self.now = content
        self.safe: bytes | str | dict[str, Node] = content if isinstance(content, str) else type(content)()

    def sync(self) -> None:
        """Does what fsync does."""
        self.now = dict(self.now) if isinstance(self.now, dict) else self.now
        self.safe = dict(self.now) if isinstance(self.now, dict) else self.now


class Named(NamedTuple):
    """A name that was set, or removed (None), and not fsynced yet."""

    folder: Node
    name: str
    node: Node | None


class Disk:
    """The folder under watch. Its content at the beginning is safe."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._nodes: dict[int, Node] = {}
        self._waiting: list[list[Named]] = []
        """The changes of names that were not fsynced, in their order; those of one call together."""
        self._check: Check = lambda _: None
        self._states: dict[tuple[Check, frozenset[tuple[str, bytes | str | None]]], State] = {}
        self.root = self._look()
        for node in self._nodes.values():
            node.sync()
        self._waiting.clear()

    def acknowledge(self, check: Check) -> None:
        """Notes that the program has acknowledged something more. The check covers everything acknowledged so far, and
        holds while the next change is under way."""
        self._check = check
        self._record("the end")

    @property
    def states(self) -> list[State]:
        """Every different state at which the power could go."""
        return list(self._states.values())

    @contextlib.contextmanager
    def watch(self) -> Iterator[None]:
        """Watches the calls of this process while it lasts."""
        with pytest.MonkeyPatch.context() as patch:
            for name in (
                "open", "write", "ftruncate", "truncate", "replace", "rename", "unlink", "remove", "mkdir", "rmdir",
                "link", "symlink",
            ):  # fmt: skip
                patch.setattr(os, name, self._watched(name, getattr(os, name)))
            patch.setattr(os, "fsync", self._fsync)
            patch.setattr(builtins, "open", self._watched_files(builtins.open))
            yield

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **extra: Any) -> Any:
            done = real(*args, **extra)
            self.step(f"{name} {os.path.basename(args[0]) if isinstance(args[0], (str, Path)) else ''}")
            return done

        return call

    def _fsync(self, descriptor: int) -> None:
        """Stands in for os.fsync; the real disk is left alone."""
        self._look()
        node = self._nodes.get(os.fstat(descriptor).st_ino)
        if node is not None:
            node.sync()
            self._waiting = [
                left for group in self._waiting if (left := [one for one in group if one.folder is not node])
            ]
        self._record("fsync")

    def _watched_files(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """Stands in for `open` on a descriptor: its file objects report writes, which do not go through os.write."""
        disk = self

        class Raw(io.FileIO):
            def write(self, data: Any, /) -> int:
                done = super().write(data)
                disk.step("write")
                return done or 0

        def open_(file: Any, mode: str = "r", *args: Any, **extra: Any) -> Any:
            if isinstance(file, int) and mode == "wb" and not args and not extra:
                return io.BufferedWriter(Raw(file, "wb"))
            return real(file, mode, *args, **extra)

        return open_

    def step(self, what: str) -> None:
        """Takes in what a call changed, and every state at which the power could go now."""
        self._look()
        self._record(what)

    # What the program sees

    def _look(self) -> Node:
        seen: set[int] = set()
        changed: list[Named] = []
        root = self._look_at(self.folder, seen, changed)
        self._nodes = {number: node for number, node in self._nodes.items() if number in seen}
        if changed:
            self._waiting.append(changed)
        return root

    def _look_at(self, path: Path, seen: set[int], changed: list[Named]) -> Node:
        number = path.lstat().st_ino
        seen.add(number)
        if path.is_symlink():
            return self._nodes.setdefault(number, Node(os.readlink(path)))
        if not path.is_dir():
            node = self._nodes.setdefault(number, Node(b""))
            node.now = path.read_bytes()
            return node
        node = self._nodes.setdefault(number, Node({}))
        assert isinstance(node.now, dict)
        there = {entry.name: self._look_at(Path(entry.path), seen, changed) for entry in os.scandir(path)}
        changed += [Named(node, name, one) for name, one in there.items() if node.now.get(name) is not one]
        changed += [Named(node, name, None) for name in node.now.keys() - there.keys()]
        node.now = there
        return node

    # What a power cut leaves

    def _record(self, step: str) -> None:
        for names in range(len(self._waiting) + 1):
            for part in ("lost", "half", "whole"):
                tree: Tree = {}
                self._leave(self.root, "", names, part, tree)
                survived = f"{names} of {len(self._waiting)} names, unfsynced bytes {part}"
                self._states.setdefault(
                    (self._check, frozenset(tree.items())), State(step, survived, tree, self._check)
                )

    def _leave(self, node: Node, path: str, names: int, part: str, tree: Tree) -> None:
        if isinstance(node.now, dict):
            assert isinstance(node.safe, dict)
            if path:
                tree[path] = None
            there: dict[str, Node | None] = {**node.safe}
            for group in self._waiting[:names]:
                there.update({one.name: one.node for one in group if one.folder is node})
            for name, one in there.items():
                if one is not None:
                    self._leave(one, f"{path}/{name}".lstrip("/"), names, part, tree)
        elif isinstance(node.now, str) or part == "whole":
            tree[path] = node.now
        else:
            assert isinstance(node.safe, bytes)
            more = len(node.now) - len(node.safe)
            half = node.now[: len(node.safe) + more // 2] if more > 0 else node.safe
            tree[path] = half if part == "half" else node.safe
