"""Day One's zip: its texts, days, tags, stars, places and media come in once, and go out so that they come in again."""

import datetime as dt
import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import to_text
from mastery.core.base.records import Entry, Location
from mastery.core.writing.capture import make_dated_entry
from mastery.exchange import Export, Read, dayone
from mastery.host import unpack
from tests.support import photos
from tests.support.cli import Shell
from tests.support.clock import now_of
from tests.support.formats import BODIES, CLOCK, CONTEXT, MOMENTS, TITLES

JPEG = photos.bare_jpeg()
PHOTO = {
    "orderInEntry": 0, "type": "jpeg", "identifier": "76F9B0AC37954B51BF8B9146498B29C2", "fnumber": "2.2",
    "md5": "84528e9cb1e3a415d4d45546027dc478", "isSketch": False, "height": 2968, "date": "2021-03-03T18:34:56Z",
}  # fmt: skip
SYDNEY: dict[str, Any] = {
    "creationDate": "2021-03-02T16:30:50Z",  # half past three at night on 3 March in Sydney
    "timeZone": "Australia/Sydney",
    "starred": True,
    "isPinned": False,
    "duration": 0,
    "editingTime": 63.55,
    "richText": '{"contents":[]}',
    "uuid": "2F8DDCA258634D9994DF3A4FEE328035",
    "tags": ["Travel", "two words"],
    "text": "# All packed up \\.\\. finally\n\n![](dayone-moment://76F9B0AC37954B51BF8B9146498B29C2)\n\n"
    "￼Cairns \\(here we come\\)\\. #holiday\n\n```\nkeep \\. this\n```",
    "photos": [PHOTO],
    "location": {
        "region": {"center": {"longitude": 149.09, "latitude": -35.4}, "radius": 75},
        "placeName": "Wanniassa",
        "localityName": "Wanniassa",
        "administrativeArea": "ACT",
        "country": "Australia",
        "latitude": -35.4,
        "longitude": 149.1,
    },
    "weather": {"temperatureCelsius": 10},
}


def journal(*entries: dict[str, Any]) -> bytes:
    return json.dumps({"metadata": {"version": "1.0"}, "entries": entries}, indent=1).encode()


def plain(text: str, **more: Any) -> dict[str, Any]:
    return {"creationDate": "2021-03-03T10:00:00Z", "timeZone": "Europe/Berlin", "text": text, **more}


def read(*entries: dict[str, Any], **media: bytes) -> tuple[list[Entry], Read]:
    found = dayone.read_files({"Journal.json": journal(*entries), **media}, CONTEXT)
    return [one for one in found.records if isinstance(one, Entry)], found


def test_an_entry_comes_in_with_its_day_text_tags_star_location_and_photo() -> None:
    [entry], found = read(SYDNEY, **{"photos/84528e9cb1e3a415d4d45546027dc478.jpeg": JPEG})
    assert found.problems == []
    [name] = found.attachments
    assert found.attachments[name] == JPEG and name.endswith(".jpeg")
    assert (entry.title, entry.starred, entry.zone) == ("All packed up .. finally", True, "Australia/Sydney")
    assert entry.at.isoformat() == "2021-03-03T03:30:50+11:00"
    assert entry.day == dt.date(2021, 3, 2)  # the day turns at four in the morning there
    assert entry.tags == ("holiday", "travel", "two-words")
    assert entry.body == (f"![photo](attachments/{name})\n\nCairns (here we come). #holiday\n\n```\nkeep \\. this\n```")
    assert entry.location == Location(latitude=-35.4, longitude=149.1, name="Wanniassa, ACT, Australia")


@pytest.mark.parametrize(
    ("location", "came"),
    [
        ({"latitude": 48.2104, "longitude": 16.3654}, Location(latitude=48.2104, longitude=16.3654)),
        ({"placeName": " Café\nCentral ", "country": "Austria"}, Location(name="Café Central, Austria")),
        ({"placeName": "Far out", "latitude": 91, "longitude": 1}, Location(name="Far out")),
        ({"latitude": 48.2104}, None), ({"latitude": -100, "longitude": 0}, None), ({"placeName": " "}, None),
        ({}, None), (None, None),
    ],
)  # fmt: skip
def test_a_location_is_a_field_and_stands_in_no_text(location: object, came: Location | None) -> None:
    [one, again], _ = read(plain("One.", location=location), plain("One.", location=location))
    assert (one.text, one.location) == ("One.", came) and one.id != again.id


def test_an_entry_of_nothing_but_a_location_comes_in() -> None:
    entries, found = read(plain("", location={"latitude": 1, "longitude": 2}), plain("", location={"longitude": 2}))
    assert [one.text for one in entries] == ["Location"] and len(found.problems) == 1


@pytest.mark.parametrize(
    ("text", "where", "as_was"),
    [
        ("One. Two.", {"placeName": "Vienna"}, ("One.", "Two.\n\nLocation: Vienna")),
        ("One.", {"latitude": 1, "longitude": 2}, ("One.", "Location: 1.00000, 2.00000")),
        ("", {"placeName": "Vienna"}, ("", "Location: Vienna")),
    ],
)
def test_an_entry_that_an_earlier_version_imported_is_recognized(
    text: str, where: dict[str, Any], as_was: tuple[str, str]
) -> None:
    at = dt.datetime(2021, 3, 3, 11, tzinfo=ZoneInfo("Europe/Berlin"))
    was = make_dated_entry(at, *as_was, now=now_of(CLOCK), origin=dayone.ORIGIN)
    [entry], _ = read(plain(text, location=where))
    assert entry.id == was.id and "Vienna" not in entry.text


def test_a_text_may_be_missing_and_a_photo_need_not_be_mentioned() -> None:
    files = {"photos/84528e9cb1e3a415d4d45546027dc478.jpeg": JPEG, "videos/aa.mov": b"V", "pdfs/cc.pdf": b"P"}
    silent = plain("", photos=[PHOTO], videos=[{"identifier": "V1", "md5": "aa"}])
    del silent["text"]
    pdf = plain("See ![](dayone-moment:/pdfAttachment/P1)", pdfAttachments=[{"identifier": "P1", "md5": "cc"}])
    entries, found = read(silent, plain(""), pdf, **files)
    assert entries[0].title == "" and len(entries) == 2 and len(found.attachments) == 3
    assert entries[0].body.startswith("[video](attachments/") and "\n\n![photo](attachments/" in entries[0].body
    assert entries[1].text.startswith("See [pdf](attachments/")
    [problem] = found.problems
    assert problem.startswith("Journal.json, line ") and "no text" in problem


def test_a_photo_that_the_export_lacks_is_named_and_leaves_no_dead_link() -> None:
    [entry], found = read(plain("Before\n\n![](dayone-moment://76F9B0AC37954B51BF8B9146498B29C2)", photos=[PHOTO]))
    assert entry.text == "Before"
    assert found.problems == ["Journal.json, line 6: a photo is not in the export and was left out."]


def test_each_problem_has_the_line_of_its_entry_and_the_others_come() -> None:
    entries, found = read(
        plain("One."), {"text": "No date."}, plain("Two.", timeZone="Mars/Olympus"),
        plain("Three.", creationDate="0001-01-01T00:00:00Z", timeZone="America/Denver"), plain("Four."),
    )  # fmt: skip
    assert [one.title for one in entries] == ["One.", "Two.", "Four."]
    before = journal(plain("One."), {"text": "No date."}).decode().partition("No date.")[0]
    line = before.count("\n")  # its brace stands in the line before
    assert found.problems[0].startswith(f"Journal.json, line {line}: the entry cannot be read: ")
    assert "creationDate" in found.problems[0] and "No date." not in " ".join(found.problems)
    assert "'Mars/Olympus' is not known" in found.problems[1] and "out of the calendar" in found.problems[2]


@pytest.mark.parametrize(
    ("zone", "clock", "named"),
    [
        ("America/Denver", "03:00:00-07:00", "America/Denver"),
        ("GMT+0530", "15:30:00+05:30", "+05:30"),
        ("GMT-3", "07:00:00-03:00", "-03:00"),
        ("GMT", "10:00:00+00:00", "+00:00"),
        (None, "11:00:00+01:00", "Europe/Berlin"),
        ("../../etc/passwd", "11:00:00+01:00", "Europe/Berlin"),
    ],
)
def test_the_clock_is_that_of_the_entrys_own_zone(zone: str | None, clock: str, named: str) -> None:
    [entry], _ = read(plain("One.", timeZone=zone))
    assert (entry.at.isoformat()[11:], entry.zone) == (clock, named)


def test_an_entry_of_a_whole_day_is_of_that_day() -> None:
    [entry], _ = read(plain("One.", creationDate="2021-03-03T01:00:00Z", isAllDay=True))
    assert entry.day == dt.date(2021, 3, 3)


def test_a_photo_is_no_title() -> None:
    entries, _ = read(plain("![](http://x/y.png)\nThe sea."), plain("One\\. Two\\."), plain("# \\*So\\*\nit is"))
    assert [one.title for one in entries] == ["", "One.", "*So*"]


def test_several_journals_are_told_apart_by_a_tag() -> None:
    files = {"Work.json": journal(plain("One.")), "My Diary.json": journal(plain("Two.")), "other.json": b"[]"}
    found = dayone.read_files(files, CONTEXT)
    assert {one.tags for one in found.records if isinstance(one, Entry)} == {("work",), ("my-diary",)}
    assert len(found.problems) == 1 and found.problems[0].startswith("other.json: This is no journal of Day One")


@pytest.mark.parametrize("files", [{}, {"a.json": b"{"}, {"a.json": b"\xff"}, {"a.json": b'{"entries": 3}'}])
def test_what_is_no_export_is_refused(files: dict[str, bytes]) -> None:
    with pytest.raises(MasteryError, match="No journal of Day One was found"):
        dayone.read_files(files, CONTEXT)


def test_only_journals_and_media_are_unpacked() -> None:
    names = ["Journal.json", "x/Journal.json", "photos/a.jpeg", "x/videos/b.mov", "pdfs/c.pdf"]
    assert all(map(dayone.wanted, names))
    assert not any(map(dayone.wanted, ["a.txt", "__MACOSX/Journal.json", "._Journal.json", "other/a.jpeg"]))


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_importing_it_twice_adds_nothing_and_trying_it_does_nothing(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "j")
    path = str(zipped(
        tmp_path / "d.zip",
        {"Journal.json": journal(SYDNEY, plain("One.")), "photos/84528e9cb1e3a415d4d45546027dc478.jpeg": JPEG},
    ))  # fmt: skip
    tried = shell.ok("import", "--from", "dayone", "--dry-run", path)
    assert "Found 2 entries, 1 attachment, 2021-03-02 to 2021-03-03." in tried and "2 records would come in" in tried
    assert not (shell.folder / "attachments").exists()
    assert "2 entries in, 0 already there" in shell.ok("import", "--from", "dayone", path)
    [photo] = (shell.folder / "attachments").iterdir()
    assert photo.read_bytes() == JPEG and stat.S_IMODE(photo.stat().st_mode) == 0o600
    assert "0 entries in, 2 already there" in shell.ok("import", "--from", "dayone", path)

    out = str(tmp_path / "out.zip")
    shell.ok("export", "--to", "dayone", "--output", out)
    assert "0 entries in, 2 already there" in shell.ok("import", "--from", "dayone", out)
    other = Shell(tmp_path / "other")
    assert "2 entries in" in other.ok("import", "--from", "dayone", out)
    assert (other.folder / "attachments" / photo.name).read_bytes() == JPEG
    assert other.ok("list", "--format", "md") == shell.ok("list", "--format", "md")


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"../Journal.json": b"{}"}, "climbs out"),
        ({"Journal.json": journal(SYDNEY), "photos/a.jpeg": bytes(3000)}, "more than any entry or photo"),
        ({"Journal.json": b"[" * 900}, "No journal"),
    ],
)
def test_a_hostile_archive_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes], says: str
) -> None:
    monkeypatch.setattr(unpack, "MOST_OF_ONE", 2500)
    shell = Shell(tmp_path / "j")
    said = shell.fails(1, "import", "--from", "dayone", str(zipped(tmp_path / "d.zip", files)))
    assert says in said and not shell.folder.exists()


HEIC = bytes(4) + b"ftypheic" + photos.SECRET


def left(folder: Path) -> dict[str, bytes]:
    """The files of an exported folder or archive, by their names."""
    if folder.is_dir():
        return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    with zipfile.ZipFile(folder) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def brought_in(tmp_path: Path) -> Shell:
    """A journal with an entry of Day One's that has a location, a JPEG and a HEIC."""
    shell = Shell(tmp_path / "j")
    one = plain(
        "The sea. ![](dayone-moment://P1) and ![the boat](dayone-moment://P2)",
        photos=[{"identifier": "P1", "md5": "aa"}, {"identifier": "P2", "md5": "bb"}],
        location={"latitude": 48.2104, "longitude": 16.3654, "placeName": "Café Central"},
    )
    files = {"Journal.json": journal(one), "photos/aa.jpeg": photos.jpeg(), "photos/bb.heic": HEIC}
    shell.ok("import", "--from", "dayone", str(zipped(tmp_path / "d.zip", files)))
    return shell


@pytest.mark.parametrize("form", ["dayone", "markdown-folder", "csv", "html", "markdown", "jrnl"])
def test_neither_a_location_nor_the_metadata_of_a_photo_leaves_unless_asked(tmp_path: Path, form: str) -> None:
    shell = brought_in(tmp_path)
    before = left(shell.folder / "attachments")
    for more in ((), ("--from", "2021-01-01")):
        out = tmp_path / f"out{len(more)}"
        said = shell("export", "--to", form, "--output", str(out), *more).stderr
        files = left(out) if form == "dayone" or out.is_dir() else {"": out.read_bytes()}
        everything = b"".join(files.values()) + said.encode()
        for secret in (photos.SECRET, b"48.21", b"16.36", "Café Central".encode()):
            assert secret not in everything
        if form in ("dayone", "markdown-folder"):
            assert sum(data.startswith(b"\xff\xd8") for data in files.values()) == 1
            [heic] = [name for name in before if name.endswith(".heic")]
            assert f"the boat (left out: {heic})".encode() in everything
            assert f"Left out: {heic} (entry of 2021-03-03)" in said and "--keep-metadata" in said
    assert left(shell.folder / "attachments") == before
    assert photos.SECRET in b"".join(before.values())


def test_a_cleaned_export_is_recognized_on_import(tmp_path: Path) -> None:
    shell = brought_in(tmp_path)
    for form in ("dayone", "markdown-folder"):
        shell.ok("export", "--to", form, "--output", str(tmp_path / form))
        assert "0 entries in, 1 already there" in shell.ok("import", "--from", form, str(tmp_path / form))


def test_everything_leaves_unchanged_in_a_backup_or_if_asked_for(tmp_path: Path) -> None:
    shell = brought_in(tmp_path)
    out, other = str(tmp_path / "out.zip"), Shell(tmp_path / "other")
    assert "Left out" not in shell("export", "--to", "dayone", "--keep-metadata", "--output", out).stderr
    other.ok("import", "--from", "dayone", out)
    assert left(other.folder / "attachments") == left(shell.folder / "attachments")
    for one in (shell, other):
        [entry] = json.loads(one.ok("export", "--to", "json"))["tables"]["entries"]
        assert entry["location"] == {"latitude": 48.2104, "longitude": 16.3654, "name": "Café Central"}
        assert "at Café Central" in one.ok("show")
    shell.ok("export", "--to", "csv", "--keep-metadata", "--output", str(tmp_path / "csv"))
    assert "Café Central" in (tmp_path / "csv" / "entries.csv").read_text()


def test_ids_in_an_export_are_those_of_its_entries_and_none_twice() -> None:
    uuids = ("0F" * 16, "0F" * 16, "0" * 32, "x", "F" * 33)
    entries = [plain(f"{number}.", uuid=uuid) for number, uuid in enumerate(uuids)]
    made = json.dumps({"metadata": {"madeBy": "mastery"}, "entries": entries}).encode()
    ids = [one.id for one in dayone.read_files({"Journal.json": made}, CONTEXT).records]
    assert len({*ids}) == 5 and ids[0] == to_text(int("0F" * 16, 16))
    assert read(entries[0])[0][0].id != ids[0]


def test_a_text_cannot_lead_an_export_out_of_the_attachments(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "j")
    (tmp_path / "secret").write_bytes(b"S")
    shell.log("See ![a](attachments/../../secret) and ![b](attachments/link) and ![c](attachments/..)")
    (shell.folder / "attachments").mkdir()
    (shell.folder / "attachments" / "link").symlink_to(tmp_path / "secret")
    shell.ok("export", "--to", "dayone", "--output", str(tmp_path / "out.zip"))
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.namelist() == ["Journal.json"]


def test_an_archive_is_not_written_into_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = Shell(tmp_path / "j")
    shell.log("One.")
    assert shell("export", "--to", "dayone").stdout_bytes.startswith(b"PK")
    monkeypatch.setattr("mastery.cli.commands.export.output_is_terminal", lambda: True)
    assert "--output FILE" in shell.fails(2, "export", "--to", "dayone")


def test_what_is_written_is_what_day_one_reads() -> None:
    at = dt.datetime(2021, 3, 3, 11, tzinfo=ZoneInfo("Europe/Berlin"))
    kept = entry(at, "One", "![x](attachments/a.png) and [b](attachments/b.mp4)", ["own"])
    files = {"a.png": JPEG, "b.mp4": b"V"}
    with zipfile.ZipFile(io.BytesIO(dayone.write(Export([kept], None, "j", attachment=files.get)))) as archive:
        one = json.loads(archive.read("Journal.json"))["entries"][0]
        assert {name: archive.read(name) for name in archive.namelist() if name != "Journal.json"} == {
            f"photos/{one['photos'][0]['md5']}.png": JPEG,
            f"videos/{one['videos'][0]['md5']}.mp4": b"V",
        }
    assert (one["creationDate"], one["timeZone"], one["tags"]) == ("2021-03-03T10:00:00Z", "Europe/Berlin", ["own"])
    assert len(one["uuid"]) == 32 and one["uuid"] == one["uuid"].upper()
    photo, video = one["photos"][0]["identifier"], one["videos"][0]["identifier"]
    assert one["text"] == f"# One\n\n![x](dayone-moment://{photo}) and ![b](dayone-moment:/video/{video})"


def entry(at: dt.datetime, title: str, body: str, tags: list[str], starred: bool = False, zone: str = "") -> Entry:
    return make_dated_entry(at, title, body, starred=starred, tags=tags, now=now_of(CLOCK), origin="", zone=zone)


WILD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
MARKED = st.sampled_from(
    ["# a", "#", "#\n\n# b", "\\* a\\.", "![](dayone-moment://X)", "\u200b\n\u2028", "Location: x"]
)
ZONES = st.sampled_from(["Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia", "Etc/GMT-14"])


@st.composite
def kept_entries(draw: st.DrawFn) -> list[Entry]:
    found = []
    for at in draw(st.lists(MOMENTS, max_size=3)):
        title, body = draw(st.one_of(TITLES, WILD, MARKED)), draw(st.one_of(BODIES, WILD, MARKED))
        if (title + body).strip():
            zone = draw(ZONES)
            tags = draw(st.lists(st.sampled_from(["work", "@anna", "a b"]), max_size=2))
            found.append(entry(at.replace(tzinfo=ZoneInfo(zone)), title, body, tags, draw(st.booleans()), zone))
    return found


def look(entry: Entry) -> tuple[object, ...]:
    return entry.title, entry.body, entry.day, entry.at, entry.at.utcoffset(), entry.tags, entry.starred


@given(kept_entries())
@example([entry(dt.datetime.max.replace(tzinfo=dt.timezone(-dt.timedelta(hours=5))), "The last", "", [])])
@example([entry(dt.datetime.min.replace(tzinfo=dt.timezone(dt.timedelta(hours=5))), "The first", "", [])])
def test_what_is_written_reads_back_the_same(kept: list[Entry]) -> None:
    with zipfile.ZipFile(io.BytesIO(dayone.write(Export(kept, None, "j")))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    found = dayone.read_files(files, CONTEXT)
    assert found.problems == []
    came = [one for one in found.records if isinstance(one, Entry)]
    assert [look(one)[:3] for one in came] == [look(one)[:3] for one in kept]
    within = [at for at, one in enumerate(kept) if 1 < one.at.year < 9999]
    assert [look(came[at]) for at in within] == [look(kept[at]) for at in within]
