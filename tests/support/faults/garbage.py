"""The damager: a small journal with something of everything, and what a bad disk, sync or program makes of it."""

import contextlib
import datetime as dt
import json
import random
import re
import shutil
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import to_int
from mastery.core.base.records import Entry
from mastery.store import Journal
from tests.support.cli import Shell
from tests.support.devices import link_to_device

JSON, LOG, LOCK = "journal.json", "journal.log", "journal.lock"

DEEP = 100_000
"""Brackets in brackets: more than any reader's stack holds."""


def small_journal(folder: Path) -> dict[str, set[str]]:
    """Makes a journal in which every part has something: backups, history, an edit, trash, a log, a draft.

    Returns the titles that each entry ever had, by id.
    """
    shell = Shell(folder)
    shell.clock.moment = dt.datetime(2026, 11, 18, 8, 30, tzinfo=dt.UTC)
    for text in (
        "First light. A long walk by the river with @anna #walk #morning",
        "Schöne Größe. Straße, #straße, naïve café",
        "🎉 Done! The draft is finished 👩‍👩‍👧 #writing",
        "A thought. It was nothing",
        "yesterday 21:30: A late one *",
    ):
        shell.log(text)
    shell.ok("list")
    shell.clock.moment += dt.timedelta(days=1)
    shell.ok("delete", shell.log("--kind", "lesson", "Sleep on it. I said yes too fast #work"))
    shell.clock.moment += dt.timedelta(days=1)
    shell.log("Not folded yet. 東京 and עברית and walk")
    shell.log("Nor this one #walk")
    journal = Journal(folder, clock=shell.clock)  # never closed: what it changes stays in the log
    edited = next(one for one in journal.entries() if one.title == "First light.")
    journal.change(edited, msgspec.structs.replace(edited, title="First light, edited", starred=True))
    key = journal.new_draft_key()
    journal.save_draft(key, "Half a thought about the gard")
    journal.leave_draft(key)
    titles = {one.id: {one.title} for one in (*journal.entries(), *journal.trash())}
    titles[edited.id].add("First light.")
    return titles


def damage(folder: Path, chance: random.Random) -> list[str]:
    """Damages one file of the journal or a few, and says how."""
    done = []
    for _ in range(chance.choices((1, 2, 3), (70, 20, 10))[0]):
        kinds = (_bytes, _foreign, _record, _meta, _forged, _place)
        kind = chance.choices(kinds, (40, 12, 18, 6, 14, 10))[0]
        said = kind(folder, chance)
        if said:
            done.append(said)
    return done or damage(folder, chance)


def whole_lines(files: Mapping[str, bytes | None]) -> set[str]:
    """The ids of the entries that a line of journal.json or of the log still holds whole."""
    found = set()
    for line in (files.get(JSON) or b"").split(b"\n"):
        record = re.fullmatch(rb'"(\d+)": (\{.*\}),?\r?', line)
        with contextlib.suppress(ValueError, RecursionError, MasteryError, msgspec.ValidationError):
            if record:
                entry = msgspec.json.decode(record[2], type=Entry)
                found |= {entry.id} if to_int(entry.id) == int(record[1]) else set()
    for line in (files.get(LOG) or b"").split(b"\n")[1:-1]:
        with contextlib.suppress(ValueError, RecursionError, TypeError):
            if int(line[:8], 16) == zlib.crc32(line[9:]):
                change = json.loads(line[9:])
                found |= {change["record"]} if change.get("made") and change["table"] == "entries" else set()
    return found


def _target(folder: Path, chance: random.Random) -> Path:
    """One of the journal's files, mostly one of the two that matter."""
    some = [folder / JSON] * 8 + [folder / LOG] * 6 + [folder / LOCK]
    for inside in ("history", "backups", "drafts"):
        some += sorted((folder / inside).glob("*"))
    return chance.choice([one for one in some if one.is_file()] or [folder / JSON])


# Bytes


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 1, 3, 30))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _replace(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] = chance.choice(b'"\\{}[]:,0189-eE.\n\r\t \0\x7f\xff\xc3abz')


def _insert(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at:at] = chance.choice((chance.randbytes(40), b"\n", b"\0", b'"', b"}", b"9", b"0" * 30, b"\xef\xbb\xbf"))


def _span(data: bytearray, chance: random.Random) -> slice:
    start = chance.randrange(len(data))
    return slice(start, start + chance.choice((1, 10, 100, 512, 4096)))


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[_span(data, chance)]


def _cut_end(data: bytearray, chance: random.Random) -> None:
    del data[chance.choice((len(data) - 1, chance.randrange(len(data)))) :]


def _zero(data: bytearray, chance: random.Random) -> None:
    where = _span(data, chance)
    data[where] = bytes(len(data[where]))


def _double(data: bytearray, chance: random.Random) -> None:
    where = _span(data, chance)
    data[where] = data[where] * 2


def _double_all(data: bytearray, chance: random.Random) -> None:
    data.extend(bytes(data))


def _swap(data: bytearray, chance: random.Random) -> None:
    one, other = sorted(chance.randrange(len(data)) for _ in range(2))
    data[:] = data[:1] + data[other:] + data[one:other] + data[1:one]


def _lose_line(data: bytearray, chance: random.Random) -> None:
    lines = data.split(b"\n")
    del lines[chance.randrange(len(lines))]
    data[:] = b"\n".join(lines)


def _shuffle_lines(data: bytearray, chance: random.Random) -> None:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    data[:] = b"\n".join(lines)


def _double_line(data: bytearray, chance: random.Random) -> None:
    lines = data.split(b"\n")
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    data[:] = b"\n".join(lines)


def _windows_lines(data: bytearray, chance: random.Random) -> None:
    data[:] = data.replace(b"\n", b"\r\n")


def _utf16(data: bytearray, chance: random.Random) -> None:
    data[:] = data.decode("utf-8", "replace").encode("utf-16")


def _latin1(data: bytearray, chance: random.Random) -> None:
    data[:] = data.decode("utf-8", "replace").encode("latin-1", "replace")


def _twice_encoded(data: bytearray, chance: random.Random) -> None:
    data[:] = data.decode("latin-1").encode()


def _marked(data: bytearray, chance: random.Random) -> None:
    data[:0] = b"\xef\xbb\xbf"


def _empty(data: bytearray, chance: random.Random) -> None:
    data.clear()


BYTES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    *(_flip, _flip, _flip, _replace, _replace, _insert, _insert, _cut, _cut_end, _cut_end, _zero, _zero),
    *(_double, _double_all, _swap, _lose_line, _shuffle_lines, _double_line),
    *(_windows_lines, _utf16, _latin1, _twice_encoded, _marked, _empty),
)


def _bytes(folder: Path, chance: random.Random) -> str:
    path, how = _target(folder, chance), chance.choice(BYTES)
    data = bytearray(path.read_bytes())
    if not data and how is not _marked:
        data += b"\0"
    how(data, chance)
    path.write_bytes(data)
    return f"{path.relative_to(folder)}: {how.__name__}"


# What another program wrote there

FOREIGN: tuple[bytes, ...] = (
    *(b"", b"\n", b"\0" * 4096, b"null", b"true", b"0", b"-0", b'""', b"[]", b"{}", b'{"_default": {}}'),
    *(b"NaN", b"Infinity", b"1e400", b"9" * 5_001, b'{"meta": NaN}', b'{"meta": {"1": 1e400}}'),
    *(
        b"[" * DEEP,
        b'{"a":' * DEEP,
        b"[" * DEEP + b"]" * DEEP,
        b'{"entries": {"1": ' + b"[" * DEEP + b"]" * DEEP + b"}}",
    ),
    b'{"meta": {"1": {"schema":1,"journal":"x","generation":2}}, "entries": {"1": ' + b"[" * DEEP + b"]" * DEEP + b"}}",
    b'{"_default": {"1": {"name": "buy milk", "done": false}, "2": {"name": "call home", "done": true}}}',
    b'{"tags": {"@work": 2}, "entries": [{"title": "A day.", "body": "", "date": "2026-11-20", "time": "09:00"}]}',
    b'{"meta": []}',
    b'{"meta": {"1": {}}}',
    b'{"meta": {"1": {"schema": "1", "journal": 1, "generation": null}}}',
    b'{"meta": {"1": {"schema": 1, "journal": "x", "generation": 1}}, "entries": []}',
    b'{"meta": {"1": {"schema": 1, "journal": "x", "generation": 1}}, "entries": {"1": 1, "2": null, "3": []}}',
    b'{"meta": {"1": {"schema": 99, "journal": "x", "generation": 1}}}',
    b'{"meta": {"1": {"schema": 0, "journal": "x", "generation": 1}}}',
    b'{"meta": {"1": {"schema": -9223372036854775808, "journal": "x", "generation": 1}}}',
    b'{"meta": {"1": {"schema": 1, "journal": "x", "generation": 18446744073709551615, "time": 18446744073709551615}}}',
    b"[2026-11-20 21:30] A day.\nIn another program's journal\n",
    b"<<<<<<< mine\n{}\n=======\n[]\n>>>>>>> theirs\n",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
    b"PK\x03\x04" + bytes(range(256)) * 8,
)


def _foreign(folder: Path, chance: random.Random) -> str:
    path, number = _target(folder, chance), chance.randrange(len(FOREIGN))
    path.write_bytes(FOREIGN[number])
    return f"{path.relative_to(folder)}: holds {FOREIGN[number][:60]!r}"


# Records of wrong shape in a file that is JSON all the same

FAR = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00Z")
ODD: tuple[Any, ...] = (
    *(
        None,
        True,
        0,
        -1,
        -0.0,
        1.5,
        10**18,
        10**30,
        10**5000,
        "",
        "x",
        "\0",
        "é" * 5_000,
        [],
        {},
        [[]],
        {"a": {"b": []}},
    ),
    *("2026-13-45", "2026-11-20", "2026-11-20T21:30:00", "2026-02-30T00:00:00Z", "24:00", "NaN", float("nan")),
    *(
        float("inf"),
        float("-inf"),
        *FAR,
        "01m7pwdvt0e93a5k4wkf5bpbqx",
        "ilou" * 7,
        "1" * 25,
        "1" * 27,
        "Ⅷ" * 26,
        "\x1b[2J",
    ),
)
FIELDS = (
    *("id", "deleted", "deleted_by", "day", "at", "zone", "kind", "title", "body", "tags", "starred", "recorded"),
    *("_stamp", "_stamps", "unheard_of"),
)
NUMBERS = ("1", "0", "-1", "x", "", "1.5", " 2", "１２", "1" * 5_000, str(1 << 128), str(1 << 200), "0" * 39, "\0", '"')
TABLES = ("entries", "goals", "meta", "dreams", "", "En tries", 'quo"ted', "\u2028", "../x")


def _loaded(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return None


def _dumped(tables: Any, chance: random.Random) -> bytes:
    """The tables as the program writes them, a record a line, or as another program would."""
    if chance.random() < 0.2:
        return json.dumps(tables, indent=chance.choice((None, 2)), ensure_ascii=chance.random() < 0.5).encode()
    parts = []
    for name, documents in tables.items():
        if name == "meta":
            parts.append(f'"meta": {json.dumps(documents)}')
        else:
            lines = (f"{json.dumps(key)}: {json.dumps(one, ensure_ascii=False)}" for key, one in documents.items())
            parts.append(f"{json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n}")
    return ("{" + ",\n".join(parts) + "}\n").encode()


def _record(folder: Path, chance: random.Random) -> str:
    path = chance.choice([folder / JSON] * 4 + sorted((folder / "backups").glob("*.json")))
    tables = _loaded(path) if path.is_file() else None
    entries = tables.get("entries") if isinstance(tables, dict) else None
    if not isinstance(entries, dict) or not all(isinstance(one, dict) for one in entries.values()) or not entries:
        return ""
    said = []
    with_long_numbers()
    for _ in range(chance.choice((1, 1, 2, 6))):
        key = chance.choice(list(entries))
        field, value, number = chance.choice(FIELDS), chance.choice(ODD), chance.choice(NUMBERS)
        name, other = chance.choice(TABLES), chance.choice(list(entries))
        match chance.choices(("field", "lost", "number", "twin", "table", "stamps"), (60, 10, 10, 6, 8, 6))[0]:
            case "field":
                entries[key][field] = value
                said.append(f"{field} is {repr(value)[:40] if value != 10**5000 else '10**5000'}")
            case "lost":
                entries[key].pop(field, None)
                said.append(f"no {field}")
            case "number":
                entries[number] = entries.pop(key)
                said.append(f"a record numbered {number[:40]!r}")
            case "twin":
                entries[key]["id"] = entries[other].get("id")
                said.append("two records of one id")
            case "table":
                tables[name] = {**(tables.get(name) or {}), number: {"id": value, field: value}}
                said.append(f"a table {name!r} with a record {number[:40]!r}")
            case "stamps":
                stamps = {"title": value, "starred": value, "body": "9" * 13}
                entries[key][chance.choice(("_stamp", "_stamps"))] = stamps
                said.append("wrong stamps")
    path.write_bytes(_dumped(tables, chance))
    return f"{path.relative_to(folder)}: {', '.join(said)}"


def with_long_numbers() -> None:
    """Lets the damager write numbers that Python otherwise refuses to print."""
    sys.set_int_max_str_digits(0)


def _meta(folder: Path, chance: random.Random) -> str:
    tables = _loaded(folder / JSON) if (folder / JSON).is_file() else None
    try:
        meta = tables["meta"]["1"]
        field = chance.choice(list(meta))
        meta[field] = chance.choice((*ODD, 2, 3, 5, 10**12, (1 << 63) - 1, 1 << 63, (1 << 64) - 1, -(1 << 63)))
    except (KeyError, TypeError, IndexError):
        return ""
    with_long_numbers()
    (folder / JSON).write_bytes(_dumped(tables, chance))
    return f"journal.json: meta {field} is {str(meta[field])[:40]}"


# Lines of the log that are of wrong shape but whole


def _line(content: bytes) -> bytes:
    return b"%08x %s\n" % (zlib.crc32(content), content)


def _forged(folder: Path, chance: random.Random) -> str:
    """A line with its right checksum that no mastery wrote: the header, or a change of a new or a known record."""
    path = chance.choice([folder / LOG] * 3 + sorted((folder / "history").glob("*.log")))
    if not path.is_file():
        return ""
    head, *lines = path.read_bytes().split(b"\n")
    try:
        change = json.loads(chance.choice([head, *lines])[9:])
    except (ValueError, RecursionError):
        return ""
    if not isinstance(change, dict) or not change:
        return ""
    with_long_numbers()
    wide = (*ODD, 10**13, (1 << 63) - 1, 1 << 63, (1 << 64) - 1, -(1 << 63), *TABLES)
    if "set" in change:
        new = {"record": "01m7pwdvt0e93a5k4wkf5bp" + "".join(chance.choices("0123456789", k=3))}
        is_new = chance.random() < 0.7
        change.update(new if is_new else {})
        what = "a change of a new record" if is_new else "a change of a known record"
        change["time"] = chance.choice((change.get("time", 0), 1795163999999, 1, 10**13, 10**18, (1 << 63) - 1))
        field, value = (
            chance.choice((*FIELDS, "table", "table", "record", "time", "act", "set", "at")),
            chance.choice(wide),
        )
        (change if field in change and field != "id" else change["set"])[field] = value
        line = json.dumps(change, ensure_ascii=False).encode()
        at = chance.randrange(1, len(lines) + 2)
        data = b"\n".join([head, *lines][:at]) + b"\n" + _line(line) + b"\n".join([head, *lines][at:])
    else:
        field, value, what = chance.choice(list(change)), chance.choice(wide), "a header"
        change[field] = value
        data = _line(json.dumps(change, ensure_ascii=False).encode()) + b"\n".join(lines)
    path.write_bytes(data)
    return f"{path.relative_to(folder)}: {what} whose {field} is {str(value)[:40]!r}"


# Things that are not what they should be


def _place(folder: Path, chance: random.Random) -> str:
    inside = [*(folder / one for one in ("history", "backups", "drafts"))]
    path = chance.choice([folder / JSON, folder / LOG, folder / LOCK, *inside, _target(folder, chance)])
    what = chance.choice(("a folder", "a full folder", "a file", "a loop", "nowhere", "a device"))
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    if not path.parent.is_dir():
        return ""
    match what:
        case "a folder":
            path.mkdir()
        case "a full folder":
            path.mkdir()
            (path / "2026-11.log").mkdir()
            (path / "2026-11-20T210000.json").mkdir()
            (path / "new-x.md").mkdir()
            (path / ".x.1.tmp").mkdir()
            (path / "note.txt").write_text("somebody's")
        case "a file":
            path.write_bytes(b"a file")
        case "a loop":
            path.symlink_to(path.name)
        case "nowhere":
            path.symlink_to("not/there")
        case "a device":
            link_to_device("null", path)
    return f"{path.relative_to(folder)}: is {what}"
