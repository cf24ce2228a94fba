"""A person's own prompt packs and templates: used beside ours, in their place, and passed over where broken."""

from pathlib import Path

import pytest

from mastery.host import packs
from mastery.host.packs import load_packs, load_templates


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(packs, "config_folder", lambda: tmp_path)
    (tmp_path / "prompts").mkdir()
    (tmp_path / "templates").mkdir()
    return tmp_path


def test_an_own_pack_is_asked_and_an_empty_one_silences_ours(config: Path) -> None:
    (config / "prompts" / "chess.toml").write_text('questions = ["Which move did you miss?"]')
    (config / "prompts" / "team-learning.toml").write_text("questions = []")
    found = {pack.key: pack for pack in load_packs().packs}
    assert found["chess"].questions == ("Which move did you miss?",)
    assert found["team-learning"].questions == ()


def test_an_own_template_takes_the_place_of_ours(config: Path) -> None:
    (config / "templates" / "lesson.md").write_text("---\nkind: lesson\n---\n# \n\n## One thing")
    found = {one.key: one for one in load_templates().templates}
    assert "One thing" in found["lesson"].text
    assert "decision" in found


def test_what_is_broken_is_named_and_passed_over(config: Path) -> None:
    (config / "prompts" / "bad.toml").write_text("questions = [")
    (config / "templates" / "bad.md").write_bytes(b"\xff\xfe")
    (config / "templates" / "worse.md").write_text("---\nkind: poem\n---\nx")
    assert [line.split(" is passed over")[0] for line in load_packs().problems] == [
        f"The prompt pack {config / 'prompts' / 'bad.toml'}"
    ]
    templates = load_templates()
    assert len(templates.problems) == 2
    assert len(templates.templates) == 7
