"""Day One's JSON: a zip archive, or its folder, with a JSON file for each journal and the media beside them.

Its dates are in UTC with the name of a time zone, its Markdown has a backslash before every sign, and a text may be
missing. What `write` makes says so in its metadata: its texts are read as they stand.
"""

import datetime as dt
import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from mastery.core.base.backslashes import unescaped, without_escapes
from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.ids import to_int, to_text
from mastery.core.base.records import Entry, Location
from mastery.core.writing.attachments import ATTACHED
from mastery.core.writing.capture import make_dated_entry, split_title
from mastery.exchange import Export, Format, Read, ReadContext, decoded, local_moment

ORIGIN = "dayone"
"""Goes into the ids of what comes from Day One."""

NO_JSON = "An export has a JSON file. A folder with .doentry files is of Day One Classic: --from dayone-classic."

MADE_BY = "mastery"


class _Kind(NamedTuple):
    """A kind of media: what Day One calls it, and how its text links to it."""

    field: str
    folder: str
    link: str
    called: str
    suffixes: tuple[str, ...] = ()


_KINDS = (
    _Kind("videos", "videos", "dayone-moment:/video/", "video", (".mp4", ".mov", ".m4v", ".webm")),
    _Kind("audios", "audios", "dayone-moment:/audio/", "audio", (".m4a", ".mp3", ".aac", ".wav", ".caf", ".ogg")),
    _Kind("pdfAttachments", "pdfs", "dayone-moment:/pdfAttachment/", "pdf", (".pdf",)),
    _Kind("photos", "photos", "dayone-moment://", "photo"),
)

_MOMENT = re.compile(r"!?\[([^\]\n]*)\]\(dayone-moment:/+(?:[A-Za-z]+/)?([0-9A-Za-z-]+)\)")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
_GMT = re.compile(r"(?:GMT|UTC)(?:([+-])(\d{1,2}):?(\d{2})?)?")
_FILLERS = str.maketrans({"\u2028": "\n", "\ufffc": None})
"""Day One's line break within a paragraph, and what stands for a photo in its editor."""
_UUID = re.compile(r"[0-9A-F]{32}")
_BLANK = re.compile(r"^\u200b+$", re.MULTILINE)


class _Media(msgspec.Struct, rename="camel"):
    identifier: str = ""
    md5: str = ""


class Place(msgspec.Struct, rename="camel"):
    """Where an entry was written."""

    place_name: str | None = None
    locality_name: str | None = None
    administrative_area: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class _Entry(msgspec.Struct, rename="camel"):
    creation_date: dt.datetime
    time_zone: str | None = None
    text: str | None = None
    tags: tuple[str, ...] = ()
    starred: bool = False
    is_all_day: bool = False
    location: Place | None = None
    photos: tuple[_Media, ...] = ()
    videos: tuple[_Media, ...] = ()
    audios: tuple[_Media, ...] = ()
    pdf_attachments: tuple[_Media, ...] = ()
    uuid: str = ""
    day: dt.date | None = None
    """The journal day, in what `write` made."""


class _Metadata(msgspec.Struct, rename="camel"):
    made_by: str | None = None


class _File(msgspec.Struct):
    entries: list[msgspec.Raw]
    metadata: _Metadata = msgspec.field(default_factory=_Metadata)


def wanted(name: str) -> bool:
    """Whether a file of the export is of use: a journal, or of the media."""
    path = PurePosixPath(name)
    if "__MACOSX" in path.parts or path.name.startswith("."):
        return False
    return path.suffix.lower() == ".json" or path.parent.name in {kind.folder for kind in _KINDS}


def read_files(files: Mapping[str, bytes], context: ReadContext) -> Read:
    """The entries of all journals of an export. Raises MasteryError where none is one.

    Where there are several journals, each gives its entries its name as a tag.
    """
    problems: list[str] = []
    journals: dict[str, tuple[_File, bytes]] = {}
    for name, data in files.items():
        if PurePosixPath(name).suffix.lower() == ".json":
            try:
                journals[name] = _journal(data)
            except MasteryError as error:
                problems.append(f"{name}: {error}")
    if not journals:
        raise MasteryError(f"No journal of Day One was found. {' '.join(problems) or NO_JSON}")
    media = _Files({PurePosixPath(name).stem.lower(): name for name in files if name not in journals}, files, {})
    reading = _Reading(context=context, media=media, problems=problems, seen=Counter(), own=set())
    entries: list[Entry] = []
    for name, (journal, data) in journals.items():
        more = (PurePosixPath(name).stem,) if len(journals) > 1 else ()
        as_it_stands = journal.metadata.made_by == MADE_BY
        for line, one in _entries(journal, data):
            entry = reading.entry(f"{name}, line {line}", one, more, as_it_stands)
            entries += [entry] if entry else []
    return Read(entries, problems, attachments=media.kept)


def _journal(data: bytes) -> tuple[_File, bytes]:
    data = decoded(data).encode()
    try:
        return msgspec.json.decode(data, type=_File), data
    except (msgspec.MsgspecError, RecursionError) as error:
        raise MasteryError(f"This is no journal of Day One: {error}.") from None


def _entries(journal: _File, data: bytes) -> Iterator[tuple[int, bytes]]:
    """Of each entry the line it begins in, and its bytes."""
    line, place = 1, 0
    for raw in map(bytes, journal.entries):
        start = data.index(raw, place)
        line += data.count(b"\n", place, start)
        yield line, raw
        place = start + len(raw)
        line += raw.count(b"\n")


class _Files(NamedTuple):
    """The media of an export."""

    names: Mapping[str, str]
    """By what their names begin with, in lower case."""
    data: Mapping[str, bytes]
    kept: dict[str, bytes]
    """Those that a text links to, by their names among the journal's attachments."""

    def keep(self, one: _Media) -> str | None:
        """The name the file gets, made from what is in it; None where the export does not have it."""
        name = self.names.get(one.md5.lower()) or self.names.get(one.identifier.lower())
        if name is None:
            return None
        suffix = PurePosixPath(name).suffix.lower()
        kept = hashlib.sha256(self.data[name]).hexdigest()[:32] + (suffix if _SUFFIX.fullmatch(suffix) else "")
        self.kept[kept] = self.data[name]
        return kept


class _Reading(NamedTuple):
    """What reading an export needs, entry for entry."""

    context: ReadContext
    media: _Files
    problems: list[str]
    seen: Counter[tuple[dt.datetime, str, str]]
    own: set[str]
    """Ids of entries that `write` exported."""

    def entry(self, place: str, data: bytes, more_tags: tuple[str, ...], as_it_stands: bool) -> Entry | None:
        """An entry; None, and a problem more, where it cannot be read or has no text."""
        try:
            one = msgspec.json.decode(data, type=_Entry)
            at, zone = self._moment(place, one)
        except (msgspec.MsgspecError, RecursionError) as error:
            self.problems.append(f"{place}: the entry cannot be read: {error}.")
            return None
        except OverflowError:
            self.problems.append(f"{place}: the date leads out of the calendar; the entry was left out.")
            return None
        text = self._linked(place, one, as_it_stands)
        title, body = _as_written(text) if as_it_stands else _split(_plain(text))
        location = location_of(one.location)
        make = partial(
            make_dated_entry,
            starred=one.starred,
            tags=(*one.tags, *more_tags),
            now=self.context.now,
            origin=ORIGIN,
            zone=zone,
        )
        # The id is made from the text with the location below it, where earlier versions put it, so that entries they
        # imported are recognized.
        where = f"Location: {location.said}" if location else ""
        below = f"{body}\n\n{where}" if where and body else where or body
        key = at, title, below
        try:
            entry = make(at, title, below, repeat=self.seen[key])
            if location:
                bare = make(at, title if title or body.strip() else "Location", body)
                entry = msgspec.structs.replace(bare, id=entry.id, location=location)
        except BadInput as error:
            self.problems.append(f"{place}: {error}")
            return None
        self.seen[key] += 1
        if as_it_stands and (own := _own_id(one.uuid)) and own not in self.own:
            self.own.add(own)
            entry = msgspec.structs.replace(entry, id=own)
        day = one.day or (at.date() if one.is_all_day else entry.day)
        return msgspec.structs.replace(entry, day=day)

    def _moment(self, place: str, one: _Entry) -> tuple[dt.datetime, str]:
        """The entry's moment in its own time zone, and that zone's name."""
        at = one.creation_date
        if at.tzinfo is None:
            at = at.replace(tzinfo=dt.UTC)
        if one.time_zone:
            zone = time_zone(one.time_zone)
            if zone is not None:
                at = at.astimezone(zone)
                return at, one.time_zone if isinstance(zone, ZoneInfo) else at.isoformat()[-6:]
            self.problems.append(
                f"{place}: the time zone {one.time_zone[:40]!r} is not known; the local one was taken."
            )
        return local_moment(at, self.context.now), ""

    def _linked(self, place: str, one: _Entry, as_it_stands: bool) -> str:
        """The text with links to the kept media; at its end those that it does not mention."""
        found: dict[str, tuple[str, str | None]] = {}
        for kind, media in zip(_KINDS, (one.videos, one.audios, one.pdf_attachments, one.photos), strict=True):
            for each in media:
                found[each.identifier or each.md5] = kind.called, self.media.keep(each)
        mentioned = set()

        def link(match: re.Match[str]) -> str:
            says, identifier = match[1], match[2]
            if identifier not in found:
                return match[0]
            mentioned.add(identifier)
            called, name = found[identifier]
            return _link(called, says if says or as_it_stands else called, name)

        parts = [_MOMENT.sub(link, one.text or "")]
        for identifier, (called, name) in found.items():
            if name is None:
                self.problems.append(f"{place}: a {called} is not in the export and was left out.")
            elif identifier not in mentioned:
                parts.append(_link(called, called, name))
        return "\n\n".join(parts)


def _link(called: str, says: str, name: str | None) -> str:
    """The link to a kept file, nothing where there is no file."""
    sign = "!" if called == "photo" else ""
    return f"{sign}[{says}](attachments/{name})" if name else ""


def time_zone(name: str) -> dt.tzinfo | None:
    """The time zone of that name, also of "GMT+0530"; None where there is none."""
    gmt = _GMT.fullmatch(name)
    if gmt is not None:
        offset = dt.timedelta(hours=int(gmt[2] or 0), minutes=int(gmt[3] or 0))
        return dt.timezone(-offset if gmt[1] == "-" else offset) if offset < dt.timedelta(days=1) else None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not known, no name of a zone, or the name of a folder of zones
        return None


def location_of(found: Place | None) -> Location | None:
    """Where an entry was written; None if the file does not say, or no point on Earth has these coordinates."""
    if found is None:
        return None
    parts = (found.place_name, found.locality_name, found.administrative_area, found.country)
    name = ", ".join(dict.fromkeys(" ".join(one.split()) for one in parts if one and one.strip()))
    north, east = found.latitude, found.longitude
    if north is None or east is None or not (abs(north) <= 90 and abs(east) <= 180):
        return Location(name=name) if name else None
    return Location(latitude=north, longitude=east, name=name)


def _own_id(uuid: str) -> str:
    """The journal's own id in a UUID that `write` made; empty if it did not."""
    try:
        identity = to_text(int(uuid, 16)) if _UUID.fullmatch(uuid) else ""
        return identity if identity and to_int(identity) else ""
    except BadInput:
        return ""


def _split(text: str) -> tuple[str, str]:
    """Title and body of a text of Day One; a photo is no title, and a title needs no backslash."""
    if text.lstrip().startswith(("![", "[")):
        return "", text
    title, body = split_title(text)
    return without_escapes(title), body


def _as_written(text: str) -> tuple[str, str]:
    """Title and body of a text that `write` made."""
    first, _, rest = text.partition("\n")
    return (first[2:], rest) if first == "#" or first.startswith("# ") else ("", text)


def _plain(text: str) -> str:
    """The Markdown without what only Day One needs, and with no more backslashes than Markdown needs."""
    return unescaped(_BLANK.sub("", text.translate(_FILLERS)))


def write(export: Export) -> bytes:
    """The entries as a zip archive with one journal, and the attachments that their texts link to."""
    media: dict[str, bytes] = {}
    entries = [_written(entry, export, media) for entry in export.entries]
    journal = {"metadata": {"version": "1.0", "madeBy": MADE_BY}, "entries": entries}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, "Journal.json", msgspec.json.format(msgspec.json.encode(journal), indent=1))
        for name, data in media.items():
            _add(archive, name, data)
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    part = zipfile.ZipInfo(name)  # the same time always: the same journal gives the same bytes
    part.external_attr = 0o600 << 16
    archive.writestr(part, data, zipfile.ZIP_DEFLATED)


def _written(entry: Entry, export: Export, media: dict[str, bytes]) -> dict[str, Any]:
    head = f"# {entry.title}\n\n" if entry.title else "#\n\n" if entry.body.startswith("#") else ""
    fields: dict[str, Any] = {}

    def link(match: re.Match[str]) -> str:
        data = export.attachment(match[2])
        if data is None:
            return export.without_left_out(match[0])
        suffix = PurePosixPath(match[2]).suffix.lower()
        kind = next((one for one in _KINDS if suffix in one.suffixes), _KINDS[-1])
        md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
        identifier = hashlib.sha256(f"{entry.id} {md5}".encode()).hexdigest()[:32].upper()
        known = fields.setdefault(kind.field, [])
        if all(one["identifier"] != identifier for one in known):
            known.append({
                "identifier": identifier, "md5": md5, "type": suffix[1:] or "jpeg", "orderInEntry": len(known),
            })  # fmt: skip
        media[f"{kind.folder}/{md5}{suffix}"] = data
        return f"![{match[1]}]({kind.link}{identifier})"

    text = (head + ATTACHED.sub(link, entry.body)).rstrip()
    moment, zone = _utc(entry)
    fields |= {"uuid": f"{to_int(entry.id):032X}", "creationDate": moment, "timeZone": zone, "day": entry.day}
    if entry.location is not None:
        place = entry.location
        fields["location"] = {"latitude": place.latitude, "longitude": place.longitude, "placeName": place.name}
    return fields | {"text": text, "tags": entry.tags, "starred": entry.starred}


def _utc(entry: Entry) -> tuple[str, str]:
    """The moment in UTC and a time zone in which it has the clock time that it has."""
    at = entry.at.replace(microsecond=0)
    try:
        moment = at.astimezone(dt.UTC)
    except OverflowError:  # at the ends of the calendar
        return f"{at.replace(tzinfo=None).isoformat()}Z", "GMT"
    return f"{moment.replace(tzinfo=None).isoformat()}Z", _named(at, entry.zone)


def _named(at: dt.datetime, name: str) -> str:
    zone = time_zone(name) if name else None
    if isinstance(zone, ZoneInfo) and at.astimezone(zone).replace(tzinfo=None) == at.replace(tzinfo=None):
        return name
    return f"GMT{at:%z}"


FORMAT = Format(
    "dayone", "Day One's JSON (.zip): entries and their photos", write=write, read_files=read_files, wanted=wanted
)
