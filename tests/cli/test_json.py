"""What commands print as JSON is what its page says: of records the fields of the schema, and what it names beside."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.schema import PAGE, schema
from tests.support.cli import Shell

KINDS = {
    name: items["items"]["$ref"].rpartition("/")[2]
    for name, items in schema()["properties"]["tables"]["properties"].items()
}
ROW = re.compile(r"^\| `([^`]+)` \| (list|object) \| (?:`(\w+)`)? ?\|(.*)\|$", re.MULTILINE)
ROWS = {command: (shape, table, more) for command, shape, table, more in ROW.findall(PAGE.read_text("utf-8"))}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    shell = Shell(tmp_path_factory.mktemp("json") / "j")
    Shell(shell.folder.parent / "none").ok("demo", "--keep", str(shell.folder))
    return shell


def test_the_page_has_its_rows() -> None:
    assert len(ROWS) >= 18


@pytest.mark.parametrize("command", ROWS)
def test_a_command_prints_what_the_page_says(sample: Shell, command: str) -> None:
    shape, table, more = ROWS[command]
    named = set(re.findall(r"`(\w+)`", ROWS["practice list"][2] if "as `practice list`" in more else more))
    known = set(schema()["$defs"][KINDS[table]]["properties"]) if table else set()
    found: Any = json.loads(sample.ok(*command.split(), "--format", "json"))
    assert isinstance(found, list if shape == "list" else dict)
    rows: list[dict[str, Any]] = found if isinstance(found, list) else [found]
    assert rows, "the sample has some of everything"
    for row in rows:
        assert named <= row.keys() <= named | known
        assert not table or known - {"deleted", "deleted_by"} <= row.keys()


def test_json_of_share_is_the_list_of_what_was_sent(sample: Shell, tmp_path: Path) -> None:
    assert "--sent" in sample.fails(2, "share", "ana", "--format", "json")
    assert Shell(tmp_path / "j").ok("share", "--sent", "--format", "json") == "[]\n"
