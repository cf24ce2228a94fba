"""Files of all formats as other programs write them, and mutations by bad disks, programs and people."""

import datetime as dt
import io
import json
import plistlib
import random
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from mastery.core.base.ids import to_text

Files = dict[str, bytes]
"""An import: of one file its bytes under "", else the files of a folder."""

NOW = "2026-11-20T12:00:00Z"

JRNL = """[2026-11-18 08:30] First light. *
A long walk by the river with @anna #walk #morning.

[2026-11-18 21:05] Schöne Größe.
Straße, naïve café, 東京, עברית 👩‍👩‍👧
 [yesterday] is not a date here.

- one
- two

[2026-11-19 07:00] Called @bob about the #garden
[2026-11-19 22:10:30] Slept badly. #sleep
```
#include <stdio.h>
```
[2026-11-20] Nothing but a day.
"""

JRNL_JSON: dict[str, Any] = {
    "tags": {"@anna": 1, "#walk": 2},
    "entries": [
        {"title": "First light.", "body": "A long walk with @anna #walk", "date": "2026-11-18", "time": "08:30",
         "tags": ["#walk", "@anna"], "starred": True},
        {"title": "Schöne Größe.", "body": "Straße 東京\n\nmore", "date": "2026-11-19", "time": "21:05", "tags": []},
        {"title": "A day.", "body": "", "date": "2026-11-20"},
    ],
}  # fmt: skip

DAYONE: dict[str, Any] = {
    "metadata": {"version": "1.0"},
    "entries": [
        {"uuid": "A" * 32, "creationDate": "2026-11-18T07:30:00Z", "timeZone": "Europe/Berlin", "starred": True,
         "text": "First light\\.\n\n![](dayone-moment://P1)\n\nA walk\\.", "tags": ["walk", "morning"],
         "photos": [{"identifier": "P1", "md5": "abc", "type": "jpeg"}],
         "location": {"placeName": "River", "country": "Germany", "latitude": 52.5, "longitude": 13.4}},
        {"uuid": "B" * 32, "creationDate": "2026-11-19T20:05:00Z", "timeZone": "GMT+0530", "isAllDay": True},
        {"uuid": "C" * 32, "creationDate": "2026-11-20T06:00:00Z", "text": "# A title\nbody", "tags": None or []},
    ],
}  # fmt: skip

NOTE = """---
date: 2026-11-18
tags: [walk, "morning light"]
starred: yes
aliases:
  - x
---

# A day in November

Before the first time. #walk

## 08:30 First light

kind: win
A long walk with @anna.

## 21:05

- one
- two
"""

HABITS = """\
Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,\
Target Type,Target Value,Archived?
001,Meditate,YES_NO,Did you?,,1,1,#FF8F00,,,,false
002,Run,NUMERICAL,,,3,7,#388E3C,minutes,AT_LEAST,30.0,false
003,Old,YES_NO,,,1,30,#388E3C,,,,true
"""

MARKS = """Date,Value,Notes
2026-11-20,YES_MANUAL,calm
2026-11-19,NO,
2026-11-18,SKIP,ill
2026-11-17,YES_AUTO,
2026-11-16,UNKNOWN,
2026-11-15,YES_MANUAL,
"""

AMOUNTS = """Date,Value,Notes
2026-11-20,30000,
2026-11-19,45500,long
2026-11-18,3,
"""

CHECKINS = """day,practice,minutes,note
2026-11-18,Meditate,20,calm
2026-11-19,Meditate,,"commas, and ""quotes"" too"
2026-11-19,Run,1h 30m,
2026-11-20,Lesen – täglich,15,東京
"""


def _id(number: int) -> str:
    return to_text((0x019AA000 << 96) + number)


GOAL, PRACTICE, MODEL, ENTRY, MENTOR = map(_id, range(1, 6))

TABLES: dict[str, list[dict[str, Any]]] = {
    "entries": [
        {"id": ENTRY, "day": "2026-11-18", "at": "2026-11-18T08:30:00+01:00", "zone": "Europe/Berlin", "kind": "win",
         "title": "First light.", "body": "A walk with @anna #walk", "tags": ["@anna", "walk"], "starred": True,
         "goals": [GOAL], "models": [MODEL], "minutes": 30, "mood": 4, "shareable": True, "recorded": NOW},
        {"id": _id(20), "day": "2026-11-19", "at": NOW, "title": "Gone", "recorded": NOW, "deleted": NOW},
    ],
    "goals": [
        {"id": GOAL, "title": "Speak Spanish", "vision": "Talk", "target": "2027-06-30", "budget": 120,
         "milestones": [{"title": "A2", "target": "2026-12-01", "done": None}],
         "resources": [{"title": "A book", "kind": "book", "link": "https://example.org", "started": "2026-01-01"}],
         "obstacles": [{"text": "I stop", "model": MODEL}], "made": NOW, "day": "2026-11-20"},
    ],
    "readings": [{"id": _id(6), "goal": GOAL, "day": "2026-11-20", "vision": 8, "reality": 3, "recorded": NOW}],
    "practices": [
        {"id": PRACTICE, "title": "Vocabulary", "goal": GOAL, "minutes": 15, "made": NOW,
         "cadences": [{"since": "2026-10-01", "cadence": "daily"},
                      {"since": "2026-11-01", "cadence": "3/week", "week_starts": 0}]},
    ],
    "checkins": [{"id": _id(7), "practice": PRACTICE, "day": "2026-11-19", "minutes": 20, "recorded": NOW}],
    "rests": [{"id": _id(8), "of": PRACTICE, "since": "2026-11-10", "until": "2026-11-12", "why": "ill"}],
    "models": [
        {"id": MODEL, "statement": "More hours give more work", "about": "work", "confidence": 70, "origin": ENTRY,
         "goals": [GOAL], "made": NOW, "day": "2026-11-01"},
        {"id": _id(21), "statement": "Once I believed", "confidence": 20, "ended": "revised", "ended_day": "2026-11-02",
         "made": NOW, "day": "2026-10-01"},
    ],
    "climbs": [{"id": _id(9), "model": MODEL, "day": "2026-11-02", "data": "x", "leap": "meaning", "recorded": NOW}],
    "evidence": [{"id": _id(10), "model": MODEL, "side": "against", "weight": 3, "text": "x", "entry": ENTRY,
                  "day": "2026-11-03", "recorded": NOW}],
    "visits": [{"id": _id(11), "model": MODEL, "day": "2026-11-04", "still": "partly", "confidence": 60,
                "recorded": NOW}],
    "predictions": [
        {"id": _id(12), "statement": "It rains", "probability": 80, "by": "2026-12-01", "model": MODEL, "made": NOW,
         "day": "2026-11-05"},
        {"id": _id(13), "statement": "It rained", "probability": 90, "by": "2026-11-06", "made": NOW,
         "day": "2026-11-05", "outcome": "no", "resolved": NOW, "resolved_day": "2026-11-06"},
    ],
    "cards": [{"id": _id(14), "question": "Q?", "answer": "A", "entry": ENTRY, "made": NOW, "day": "2026-11-05",
               "memory": {"state": 2, "step": None, "stability": 3.2, "difficulty": 5.1, "due": "2026-11-21T04:00:00Z",
                          "last_review": NOW}, "asked": "2026-11-18", "remembered": "2026-11-18", "times": 3}],
    "skips": [{"id": _id(15), "day": "2026-11-20", "question": "What went well?", "recorded": NOW}],
    "mentors": [{"id": MENTOR, "name": "Ana", "email": "ana@example.org", "rhythm": "week", "made": NOW,
                 "scope": {"goals": [GOAL, "*"], "tags": ["walk"], "kinds": ["win"], "moods": True},
                 "day": "2026-11-01"}],
    "summaries": [{"id": _id(16), "mentor": MENTOR, "name": "Ana", "since": "2026-11-01", "until": "2026-11-07",
                   "form": "md", "digest": "0" * 64, "text": "# Summary", "entries": [ENTRY], "goals": [GOAL],
                   "sent": NOW, "day": "2026-11-08"}],
    "feedback": [{"id": _id(17), "mentor": MENTOR, "name": "Ana", "summary": _id(16), "recorded": NOW,
                  "day": "2026-11-09", "remarks": [{"text": "Well done", "quote": "First light.", "about": ENTRY,
                  "became": [{"how": "commitment", "day": "2026-11-09", "at": NOW}]}]}],
}  # fmt: skip

# What stands behind a comma tells one store of a format from another.
SEEDS: dict[str, Files] = {
    "jrnl": {"": JRNL.encode()},
    "jrnl, a folder": {
        "2026/11/18.txt": JRNL.encode(),
        "2026/11/19.txt": b"[08:15] A time alone.\nText.\n\n[20:15] Another.\n",
        "2026/11/20.txt": b"No head.\n",
    },
    "jrnl, its Markdown": {
        "2026-11-18_a.md": b"# 18/11/2026 08:30 First light.\n\nA walk.\n\n## Head\ntext\n ",
        "2026-11-19_b.md": b"---\ntitle: B\ndate: 19/11/2026 09:00\nstarred: True\ntags: a\nbody: |\t\t\n\tText.\n...",
    },
    "dayone-classic": {
        f"entries/{number}.doentry": plistlib.dumps(
            {
                "Creation Date": dt.datetime(2026, 11, 18, number),
                "Entry Text": f"First light.\nA walk {number}.",
                "Tags": ["walk", "long walk"],
                "Starred": True,
                "Time Zone": "Europe/Berlin",
                "Location": {"Place Name": "Park", "Latitude": 52.5, "Longitude": 13.4},
            }
        )
        for number in (7, 21)
    },
    "jrnl-json": {"": json.dumps(JRNL_JSON, indent=1).encode()},
    "dayone": {"Journal.json": json.dumps(DAYONE, indent=1).encode(), "photos/abc.jpeg": b"\xff\xd8\xff\xe0 photo"},
    "markdown-folder": {
        "2026-11-18.md": NOTE.encode(),
        "daily/2026-11-19 Thursday.md": b"# A title\n\nText with #tags.\n",
        "Ideas.md": b"---\ncreated: 2026-11-20T10:00:00Z\n---\nAn idea.\n",
    },
    "loop": {
        "Habits.csv": HABITS.encode(),
        "001 Meditate/Checkmarks.csv": MARKS.encode(),
        "002 Run/Checkmarks.csv": AMOUNTS.encode(),
        "003 Old/Checkmarks.csv": MARKS.encode(),
    },
    "checkins-csv": {"": CHECKINS.encode()},
    "json": {"": json.dumps({"format": "mastery", "version": 1, "tables": TABLES}, indent=1).encode()},
}

NUMBERS = (0, -1, 1, 7, 2**31, 2**53, 2**63, -(2**64), 10**30, 10**400, 1.5, -0.0, 1e308, 5e-324)
DAYS = (
    "0001-01-01", "9999-12-31", "0000-00-00", "10000-01-01", "2026-02-30", "1660-01-01", "2100-02-29", "-001-01-01",
    "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-11-20T12:00:00+99:99", "2026-11-20T24:00:00Z",
)  # fmt: skip
TEXTS = (
    "", " ", "\0", "\x1b]52;c;eA==\x07", "a\nb\r\nc\rd", "\u2028\u2029\x85\x0b\x0c", "\u202etxt", "\u200b", "[/]",
    "[@click=app.quit()]x", "=1+1", "$(touch x)", "../../etc/passwd", "#", "@", "#" * 50, "é" * 3000, "x" * 200_000,
    "😀" * 500, "*", "0", "true", "null", "\ufeff", "%s%n{0}", "age1x", "a@b.c", "\ud800", "-1", "NaN", "yesterday",
)  # fmt: skip
BITS = (
    b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x1b[2J", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\r", b"\n\n", b'"', b"'",
    b",", b";", b"\t", b"---\n", b"[", b"]", b"{", b"}", b"[[", b"\\", b"\\u0000", b"\\ud800", b"# ", b"```\n", b":",
    b"[2026-11-20 10:00] ", b"[" * 3000, b'{"a":' * 3000, b"  - ", b"null", b"sep=;\n", b"x" * 100_000, b"\n" * 50_000,
)  # fmt: skip


NAMES = ("_stamp", "_stamps", "id", "deleted", "deleted_by", "day", "at", "x" * 500, "é", "")
ENCODINGS = ("latin-1", "cp1252", "utf-16", "utf-16-le")


def mutated(name: str, chance: random.Random) -> Files:
    """The files of a format's seed after one to four mutations."""
    files = dict(SEEDS[name])
    for _ in range(chance.randint(1, 4)):
        key = chance.choice(list(files))
        if len(files) > 1 and chance.random() < 0.1:
            _rename(files, key, chance)
            continue
        change = chance.choice((_in_bytes, _in_lines, _in_values, _in_values, _in_structure, _in_structure))
        files[key] = change(files[key], chance)[: 8 << 20]
    return files


def zipped(files: Mapping[str, bytes], chance: random.Random) -> bytes:
    """The files as a zip archive, sometimes a damaged one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name[:200]), data)
    return _in_bytes(out.getvalue(), chance) if chance.random() < 0.3 else out.getvalue()


def _rename(files: Files, key: str, chance: random.Random) -> None:
    data = files.pop(key)
    name = chance.choice((
        f"x/{key}", key.upper(), key[::-1], f"{key}.json", "9999-12-31.md", "0001-01-01.md", f"é/{key}", "Habits.csv",
        "001 x/Checkmarks.csv", "a\nb.md", f".{key}", "0000-13-45 99.md", key[:-1] or "x",
    ))  # fmt: skip
    if chance.random() < 0.8:
        files[name] = data
    if not files:
        files["x"] = data


def _in_bytes(data: bytes, chance: random.Random) -> bytes:
    at, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    end = min(end, at + chance.choice((1, 4, 100, 10_000)))
    return chance.choice((
        lambda: data[:at] + chance.choice(BITS) + data[at:],
        lambda: data[:at] + chance.choice(BITS) + data[end:],
        lambda: data[:at] + data[end:],
        lambda: data[:at] + data[at:end] * chance.choice((2, 3, 50)) + data[end:],
        lambda: data[:at],
        lambda: data[:at] + chance.randbytes(end - at) + data[end:],
        lambda: data.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace"),
        lambda: data.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b" "))),
    ))()  # fmt: skip


def _in_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(one, lines[other])
        case 2:
            del lines[one]
        case _:
            lines[one:one] = [lines[other]] * chance.choice((10, 500))
    return b"\n".join(lines)


def _in_values(data: bytes, chance: random.Random) -> bytes:
    """Replaces a number, a day or a text with another one."""
    found = list(re.finditer(rb"\d{4}-\d\d-\d\d|\d+|\"[^\"\n]*\"|[A-Za-z_]+", data))
    if not found:
        return data
    match = chance.choice(found)
    right = match[0].startswith(b'"')
    new = str(chance.choice((*NUMBERS, *DAYS, *TEXTS)))
    text = json.dumps(new) if right else new
    return data[: match.start()] + text.encode("utf-8", "surrogatepass") + data[match.end() :]


def _in_structure(data: bytes, chance: random.Random) -> bytes:
    """Changes a value, key, type or depth somewhere in JSON; in other texts, a value."""
    try:
        root = json.loads(data)
    except (ValueError, RecursionError):
        return _in_values(data, chance)
    places: list[tuple[Any, Any]] = []
    waiting = [root]
    while waiting:
        one = waiting.pop()
        inside = one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list) else ()
        for key, value in inside:
            places.append((one, key))
            waiting.append(value)
    if not places:
        return data
    around, key = chance.choice(places)
    _change(around, key, places, chance)
    try:
        return json.dumps(root, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    except (RecursionError, ValueError):
        return data


def _change(around: Any, key: Any, places: list[tuple[Any, Any]], chance: random.Random) -> None:
    match chance.randrange(7):
        case 0:
            around[key] = chance.choice((*NUMBERS, *DAYS, *TEXTS, None, True, [], {}, [[]], {"": ""}))
        case 1:
            del around[key]
        case 2:
            value: Any = around[key]
            for _ in range(chance.choice((1, 5, 30, 120))):
                value = [value] if chance.random() < 0.5 else {"a": value}
            around[key] = value
        case 3 if isinstance(around, dict):
            around[chance.choice(NAMES)] = chance.choice((*DAYS, *TEXTS, *NUMBERS, {"title": "9999999999999-z"}))
        case 4 if isinstance(around, list):
            around.extend([around[key]] * chance.choice((1, 3, 200)))
        case 5:
            other, name = chance.choice(places)
            if name in other if isinstance(other, dict) else name < len(other):
                around[key] = json.loads(json.dumps(other[name]))
        case _:
            value = around[key]
            around[key] = str(value) if not isinstance(value, str) else chance.choice((7, [value], {"x": value}, None))
