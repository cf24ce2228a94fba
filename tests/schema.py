"""The schema of the JSON export, made of the types of the records, and the tables of fields in its documentation.

Run as `python -m tests.schema` it writes both anew.
"""

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from mastery.core.base.ids import ALPHABET, LENGTH
from mastery.core.base.records import Record
from mastery.core.upkeep.kinds import RECORDS
from mastery.exchange.mastery_json import VERSION

DOCS = Path(__file__).parent.parent / "docs"
SCHEMA = DOCS / "mastery-export.schema.json"
PAGE = DOCS / "json-schema.md"
MARK = "<!-- From here on made by `python -m tests.schema`. -->\n"

_TYPES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
_FORMATS = {"date": "day", "date-time": "moment"}


def schema() -> dict[str, Any]:
    """The schema of an export."""
    _, parts = msgspec.json.schema_components(RECORDS, ref_template="#/$defs/{name}")
    for kind in _structs():
        part = parts[kind.__name__]
        for name, says in _fields_text(kind).items():
            if name in part["properties"]:
                part["properties"][name]["description"] = says
        if issubclass(kind, Record):
            part["properties"]["id"] |= {"pattern": f"^[{ALPHABET}]{{{LENGTH}}}$", "description": "Its id."}
    tables = {kind.table: {"type": "array", "items": {"$ref": f"#/$defs/{kind.__name__}"}} for kind in RECORDS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "JSON export of mastery",
        "type": "object",
        "required": ["format", "version", "tables"],
        "properties": {
            "format": {"const": "mastery"},
            "version": {"const": VERSION},
            "tables": {
                "description": "The records of each table; a table without records may be missing.",
                "type": "object",
                "properties": tables,
                "additionalProperties": {"type": "array", "items": {"type": "object"}},
            },
        },
        "$defs": dict(sorted(parts.items())),
    }


def _structs() -> list[type[msgspec.Struct]]:
    """The types of records, and what lies within them."""
    found: dict[type[msgspec.Struct], None] = {}

    def walk(one: object) -> None:
        if isinstance(one, msgspec.inspect.StructType):
            if one.cls not in found:
                found[one.cls] = None
                for field in one.fields:
                    walk(field.type)
        elif isinstance(one, msgspec.inspect.Type):
            for name in one.__struct_fields__:
                inner = getattr(one, name)
                for part in inner if isinstance(inner, tuple) else (inner,):
                    walk(part)

    for info in msgspec.inspect.multi_type_info(RECORDS):
        walk(info)
    return list(found)


def _fields_text(kind: type) -> dict[str, str]:
    """What is written under each field of a class and of those it comes from."""
    said: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if base is not msgspec.Struct and issubclass(base, msgspec.Struct):
            lines = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
            assert isinstance(lines, ast.ClassDef)
            for field, text in zip(lines.body, lines.body[1:], strict=False):
                if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
                    assert isinstance(field.target, ast.Name) and isinstance(text.value, ast.Constant)
                    said[field.target.id] = " ".join(str(text.value.value).split()).replace("None", "null")
    return said


def pages(made: Mapping[str, Any]) -> Iterator[str]:
    """The tables of fields as Markdown."""
    parts = dict(made["$defs"])
    for name, table in made["properties"]["tables"]["properties"].items():
        yield from _table(f"`{name}`", parts.pop(table["items"]["$ref"].rpartition("/")[2]))
    for name, part in parts.items():
        yield from _table(name, part)


def _table(heading: str, part: Mapping[str, Any]) -> Iterator[str]:
    yield f"\n### {heading}\n\n{part['description'].splitlines()[0]}\n\n| field | value | meaning |\n|---|---|---|\n"
    for name, field in part["properties"].items():
        if name not in ("id", "deleted", "deleted_by"):
            needed = " (always there)" if name in part["required"] else ""
            says = field.get("description", "").replace("|", "\\|")
            yield f"| `{name}` | {_value(field)}{needed} | {says} |\n"


def _value(field: Mapping[str, Any]) -> str:
    """A field's type in words."""
    if "anyOf" in field:
        return " or ".join(map(_value, field["anyOf"]))
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "enum" in field:
        return ", ".join(str(one) or "empty" for one in field["enum"])
    kind = str(field.get("type"))
    if kind == "array":
        return f"list: {_value(field['items'])}"
    if kind == "null":
        return "null"
    said = _FORMATS.get(field.get("format", ""), _TYPES.get(kind, kind))
    if "minimum" in field and "maximum" in field:
        said += f" {field['minimum']}–{field['maximum']}"
    return said


def schema_text() -> str:
    """The schema's file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def page_text() -> str:
    """The documentation, with its tables anew."""
    return PAGE.read_text("utf-8").partition(MARK)[0] + MARK + "".join(pages(schema()))


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), "utf-8")
    PAGE.write_text(page_text(), "utf-8")
