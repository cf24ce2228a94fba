"""What commands print as JSON is what its page says: of records the fields of the schema, and what it names beside."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.schema import PAGE, schema
from tests.support.cli import Shell
from tests.support.violations import none_of

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


def test_a_command_prints_what_the_page_says(sample: Shell) -> None:
    def wrong() -> Iterator[str]:
        for command, (shape, table, more) in ROWS.items():
            named = set(re.findall(r"`(\w+)`", ROWS["practice list"][2] if "as `practice list`" in more else more))
            known = set(schema()["$defs"][KINDS[table]]["properties"]) if table else set()
            least = named | (known - {"deleted", "deleted_by"})
            found: Any = json.loads(sample.ok(*command.split(), "--format", "json"))
            rows: list[dict[str, Any]] = found if isinstance(found, list) else [found]
            if not rows or not isinstance(found, list if shape == "list" else dict):
                yield f"{command}: no {shape}, or an empty one; the sample has some of everything"
            for row in rows:
                if not least <= row.keys() <= named | known:
                    yield f"{command}: {sorted(row.keys() ^ (named | known))}"

    none_of(wrong())


def test_json_of_share_is_the_list_of_what_was_sent(sample: Shell, tmp_path: Path) -> None:
    assert "--sent" in sample.fails(2, "share", "ana", "--format", "json")
    assert Shell(tmp_path / "j").ok("share", "--sent", "--format", "json") == "[]\n"
