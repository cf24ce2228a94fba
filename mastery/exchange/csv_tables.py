"""CSV, a file for each table of the journal, for spreadsheets and scripts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mastery.core.base.records import to_fields
from mastery.exchange import Export, Format, csv_text


def write(export: Export) -> Iterator[tuple[str, bytes]]:
    """A file for each table that has records; if filters chose the entries, for entries alone.

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
    cells = ([_cell(row.get(name)) for name in names] for row in rows)
    return csv_text([names, *cells], line_end="\r\n").encode()  # as RFC 4180 says


def _cell(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


FORMAT = Format("csv", "CSV, a file for each table; with --trash, deleted records too", write=write, takes_trash=True)
