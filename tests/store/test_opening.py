"""Which editor is opened, the same from the shell and from the interface."""

from pathlib import Path

import pytest

from mastery.core.base.errors import MasteryError
from mastery.host.opening import USUAL_EDITORS, editor_command


def usual(folder: Path, *names: str) -> str:
    """A path with only these programs on it."""
    for name in names:
        (folder / name).touch(0o755)
    return str(folder)


def test_a_set_editor_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    assert editor_command("nano -w") == ["nano", "-w"]
    monkeypatch.setenv("EDITOR", "emacs -nw")
    assert editor_command("nano -w") == ["emacs", "-nw"]
    monkeypatch.setenv("VISUAL", '"/opt/my editor/code" --wait')
    assert editor_command("nano -w") == ["/opt/my editor/code", "--wait"]
    monkeypatch.setenv("VISUAL", "  ")
    assert editor_command("nano -w") == ["emacs", "-nw"]


@pytest.mark.parametrize("name", USUAL_EDITORS)
def test_without_a_setting_the_first_usual_editor_is_taken(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", usual(tmp_path, *USUAL_EDITORS[USUAL_EDITORS.index(name) :]))
    assert editor_command(None) == [name]


def test_a_missing_editor_or_terminal_is_reported_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", usual(tmp_path))
    with pytest.raises(MasteryError, match="No editor was found"):
        editor_command("")
    with pytest.raises(MasteryError, match="no terminal"):
        editor_command(None, has_terminal=False)
    with pytest.raises(MasteryError, match="cannot be understood"):
        editor_command('nano "')
