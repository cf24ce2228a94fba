"""Day One Classic's folder: a property list for each entry, `entries/….doentry`, and its photo, `photos/….jpg`."""

import datetime as dt
import hashlib
import plistlib
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from xml.parsers.expat import ExpatError
from zoneinfo import ZoneInfo

import msgspec

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.records import Entry
from mastery.core.base.tags import unsigned_tags
from mastery.core.writing.capture import make_dated_entry, split_title
from mastery.exchange import Format, Read, ReadContext, decoded, local_moment
from mastery.exchange.dayone import ORIGIN, Place, location_of, time_zone

_MOST = 16 * 1024**2
"""Bytes of the longest entry."""
_PHOTOS = (".jpg", ".jpeg", ".png", ".gif", ".heic")


class _Location(msgspec.Struct, rename={"place_name": "Place Name", "locality_name": "Locality",
                                        "administrative_area": "Administrative Area", "country": "Country",
                                        "latitude": "Latitude", "longitude": "Longitude"}):  # fmt: skip
    place_name: str | None = None
    locality_name: str | None = None
    administrative_area: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class _Entry(msgspec.Struct, rename={"creation_date": "Creation Date", "text": "Entry Text", "starred": "Starred",
                                     "tags": "Tags", "time_zone": "Time Zone", "location": "Location"}):  # fmt: skip
    creation_date: dt.datetime
    text: str = ""
    starred: bool = False
    tags: tuple[str, ...] = ()
    time_zone: str = ""
    location: _Location | None = None


def is_entry(name: str) -> bool:
    """Whether a file of a folder is an entry, by its name in it."""
    return PurePosixPath(name).suffix.lower() == ".doentry"


def wanted(name: str) -> bool:
    """Whether a file of the folder is of use: an entry or a photo."""
    path = PurePosixPath(name)
    if "__MACOSX" in path.parts or path.name.startswith("."):
        return False
    return is_entry(name) or (path.parent.name == "photos" and path.suffix.lower() in _PHOTOS)


def read_files(files: Mapping[str, bytes], context: ReadContext) -> Read:
    """The entries of a folder. Raises MasteryError where there is none."""
    found = {name: data for name, data in files.items() if is_entry(name)}
    if not found:
        raise MasteryError("No entry was found. A folder of Day One Classic has files such as entries/….doentry.")
    photos = {PurePosixPath(name).stem.upper(): name for name in files if name not in found}
    problems: list[str] = []
    seen: Counter[tuple[dt.datetime, str]] = Counter()
    entries: list[Entry] = []
    attachments: dict[str, bytes] = {}
    for name, data in found.items():
        try:
            one = _entry(data)
            at, zone = _moment(name, one, context, problems)
            text = one.text
            photo = photos.get(PurePosixPath(name).stem.upper())
            if photo is not None:
                kept = hashlib.sha256(files[photo]).hexdigest()[:32] + PurePosixPath(photo).suffix.lower()
                attachments[kept] = files[photo]
                text = f"{text.rstrip()}\n\n![photo](attachments/{kept})"
            title, body = split_title(text) if one.text.strip() else ("", text)
            entry = make_dated_entry(
                at,
                title,
                body,
                starred=one.starred,
                tags=unsigned_tags(one.tags, text),
                now=context.now,
                origin=ORIGIN,
                repeat=seen[at, text],
                zone=zone,
            )
        except (BadInput, MasteryError) as error:
            problems.append(f"{name}: {error}")
            continue
        except OverflowError:
            problems.append(f"{name}: the date leads out of the calendar; the entry was left out.")
            continue
        seen[at, text] += 1
        place = Place(**msgspec.structs.asdict(one.location)) if one.location else None
        entries.append(msgspec.structs.replace(entry, location=location_of(place)))
    entries.sort(key=lambda entry: (entry.at, entry.id))
    return Read(entries, problems, attachments=attachments)


def _entry(data: bytes) -> _Entry:
    """The entry of a property list. Raises MasteryError where it is none."""
    if len(data) > _MOST:
        raise MasteryError(f"It has over {_MOST // 1024**2} MB, more than any entry: left out.")
    try:
        fields: Any = plistlib.loads(
            decoded(data).encode(), fmt=plistlib.FMT_XML
        )  # it refuses entities, and nests without recursion
    except (ExpatError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        raise MasteryError("It is not a property list, and was left out.") from None
    try:
        return msgspec.convert(fields, _Entry)
    except (msgspec.ValidationError, RecursionError) as error:
        raise MasteryError(f"The entry cannot be read, and was left out: {error}.") from None


def _moment(name: str, one: _Entry, context: ReadContext, problems: list[str]) -> tuple[dt.datetime, str]:
    """The entry's moment in its own time zone, and that zone's name."""
    at = one.creation_date.replace(tzinfo=dt.UTC)  # property lists have UTC alone
    zone = time_zone(one.time_zone) if one.time_zone else None
    if zone is not None:
        at = at.astimezone(zone)
        return at, one.time_zone if isinstance(zone, ZoneInfo) else at.isoformat()[-6:]
    if one.time_zone:
        problems.append(f"{name}: the time zone {one.time_zone[:40]!r} is not known; the local one was taken.")
    return local_moment(at, context.now), ""


FORMAT = Format("dayone-classic", "Day One Classic's folder (Journal.dayone)", wanted=wanted, read_files=read_files)
