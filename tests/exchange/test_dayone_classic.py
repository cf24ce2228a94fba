"""Day One Classic's folder, as it and jrnl write it: property lists, hostile ones too."""

import datetime as dt
import plistlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Entry, Location
from mastery.exchange import Read, dayone, dayone_classic, jrnl
from tests.support.formats import CONTEXT

FIELDS: dict[str, Any] = {
    "Creation Date": dt.datetime(2026, 3, 5, 22, 30),
    "Starred": True,
    "Entry Text": "Alpha day.\nAlpha body. @anna #long_walk",
    "Time Zone": "Europe/Berlin",
    "UUID": "E31D1D04EBC211F1ABB202FC00000001",
    "Tags": ["anna", "long walk", "two words"],
    "Location": {"Place Name": "Café", "Country": "Germany", "Latitude": 52.5, "Longitude": 13.4},
    "Weather": {"Celsius": "7"},
    "Creator": {"Software Agent": "jrnl/4.6"},
}


def doentry(**changed: Any) -> bytes:
    fields = FIELDS | {name.replace("_", " "): value for name, value in changed.items()}
    return plistlib.dumps({name: value for name, value in fields.items() if value is not None})


def read(*entries: bytes, **files: bytes) -> Read:
    named = {f"entries/{number}.doentry": data for number, data in enumerate(entries)}
    return dayone_classic.read_files({**named, **files}, CONTEXT)


def one(data: bytes) -> Entry:
    (entry,) = read(data).records
    assert isinstance(entry, Entry)
    return entry


def test_an_entry_with_all_it_has() -> None:
    entry = one(doentry())
    assert f"{entry.at:%Y-%m-%d %H:%M%z}" == "2026-03-05 23:30+0100"
    assert (entry.day, entry.zone, entry.starred) == (dt.date(2026, 3, 5), "Europe/Berlin", True)
    assert (entry.title, entry.body) == ("Alpha day.", "Alpha body. @anna #long_walk")
    assert entry.tags == ("@anna", "long_walk", "two-words")
    assert entry.location == Location(latitude=52.5, longitude=13.4, name="Café, Germany")


def test_what_is_missing_is_absent_and_an_unknown_zone_is_named() -> None:
    entry = one(doentry(Starred=None, Tags=None, Location=None, Time_Zone=None, UUID=None))
    assert (entry.tags, entry.starred, entry.location) == (("@anna", "long_walk"), False, None)
    (problem,) = read(doentry(Time_Zone="Middle/Earth")).problems
    assert "'Middle/Earth'" in problem


def test_a_photo_comes_along() -> None:
    found = dayone_classic.read_files(
        {"j/entries/AB12.doentry": doentry(), "j/photos/AB12.jpg": b"a photo", "j/photos/other.jpg": b"x"}, CONTEXT
    )
    (entry,) = found.records
    (name,) = found.attachments
    assert isinstance(entry, Entry) and entry.body.endswith(f"\n\n![photo](attachments/{name})")
    assert found.attachments[name] == b"a photo"
    (alone,) = dayone_classic.read_files(
        {"entries/AB12.doentry": doentry(Entry_Text=""), "photos/ab12.png": b"a photo"}, CONTEXT
    ).records
    assert isinstance(alone, Entry) and (alone.title, alone.body[:8]) == ("", "![photo]")


def test_the_same_folder_gives_the_same_ids_and_equal_entries_stay_two() -> None:
    ids = [entry.id for entry in read(doentry(), doentry()).records]
    assert ids == [entry.id for entry in read(doentry(), doentry()).records]
    assert len(set(ids)) == 2


def test_jrnl_reads_the_folder_too_and_day_one_says_how() -> None:
    files = {"entries/1.doentry": doentry()}
    assert all(map(jrnl.wanted, files))
    assert jrnl.read_files(files, CONTEXT).records == read(doentry()).records
    with pytest.raises(MasteryError, match="--from dayone-classic"):
        dayone.read_files({}, CONTEXT)
    with pytest.raises(MasteryError, match="doentry"):
        dayone_classic.read_files({}, CONTEXT)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<plist version="1.0"><dict><key>Entry Text</key><string>&b;</string></dict></plist>"""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        b"bplist00" + b"\xff" * 40,
        BOMB,
        b"<plist>" + b"<array>" * 200_000,
        b"<plist><dict><key>Creation Date</key><date>2026-13-99T00:00:00Z</date></dict></plist>",
        b"<plist><dict><key>x</key><integer>" + b"9" * 10_000 + b"</integer></dict></plist>",
        plistlib.dumps([]),
        doentry(Creation_Date="today"),
        doentry(Entry_Text=None),
        doentry(Tags="x"),
        doentry(Entry_Text=" \n"),
        doentry(Creation_Date=dt.datetime(1, 1, 1), Time_Zone="America/New_York"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_others_come_in(data: bytes) -> None:
    found = read(data, doentry())
    assert len(found.records) == 1
    (problem,) = found.problems
    assert problem.startswith("entries/0.doentry: ")


@given(st.binary(max_size=300))
def test_damaged_entries_end_in_one_line_each(data: bytes) -> None:
    whole = doentry()
    for damaged in (data, whole[:200] + data + whole[250:]):
        found = read(damaged)
        assert len(found.records) + len(found.problems) >= 1
        assert not any("\n" in problem for problem in found.problems)
