"""CSV, a file for each table of the journal, for spreadsheets and scripts."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mastery.core.records import to_fields
from mastery.exchange import Export, Format

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of a text that a spreadsheet would run as a formula: such a text gets a ' before it."""


def write(export: Export) -> Iterator[tuple[str, bytes]]:
    """A file for each table that has records, the trash too; for entries alone where filters chose them.

    The columns are the fields of the table, id first; lists and what lies deeper are JSON.
    """
    documents = export.documents
    if documents is None:
        documents = {"entries": [to_fields(one) for one in export.entries]}
    for table, rows in sorted(documents.items()):
        if rows:
            yield f"{table}.csv", _table(rows)


def _table(rows: Sequence[Mapping[str, Any]]) -> bytes:
    names = list(dict.fromkeys(["id", *(name for row in rows for name in row)]))
    out = io.StringIO(newline="")
    writer = csv.writer(out)  # lines end as RFC 4180 says
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return json.dumps(value, ensure_ascii=False)


FORMAT = Format("csv", "CSV, a file for each table, the trash too", write=write)
