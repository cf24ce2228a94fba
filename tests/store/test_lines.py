"""The entries where they lie in the file: what is read of it is what stands there, whoever wrote it and whenever."""

import json
import os
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastery.core.base.errors import MasteryError
from mastery.core.base.ids import to_int
from mastery.core.base.records import Entry
from mastery.store import lines
from mastery.store.documents import Documents
from mastery.store.folder import Meta, split_tables
from mastery.store.lines import EntryLines, read_tables
from mastery.store.places import place_of
from mastery.store.storage import encode_tables
from tests.support.examples import examples
from tests.support.journals import entry, journal, titles

META = Meta(schema=1, journal="0" * 26, generation=2)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ['\n"entries": {\n', "\n}", "},\n", '"1": {', "a\r\nb", "x" * 900]
)
RECORDS = st.fixed_dictionaries({"title": TEXTS, "body": TEXTS}, optional={"more": st.dictionaries(TEXTS, TEXTS)})


@st.composite
def entries(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Entries as the table has them; a few lack what gives them a place."""
    found: dict[str, dict[str, Any]] = {}
    for record in draw(st.lists(RECORDS, max_size=30)):
        one = entry("")
        known = {"id": one.id, "day": str(one.day), "at": one.at.isoformat()}
        found[str(to_int(one.id))] = (known if draw(st.integers(0, 9)) else {"id": one.id}) | record
    return found


OTHERS = st.dictionaries(
    st.sampled_from(["goals", "checkins"]), st.dictionaries(st.integers(1, 1 << 70).map(str), RECORDS, max_size=9)
)


def table(path: Path) -> EntryLines:
    """The table of entries, read by its lines."""
    raw = read_tables(path)[0]["entries"].raw
    assert isinstance(raw, EntryLines)
    return raw


def fields(record: Entry) -> dict[str, Any]:
    """A record as JSON has it."""
    return msgspec.json.decode(msgspec.json.encode(record))


def content(raw: Any) -> list[tuple[str, Any]]:
    return [(key, msgspec.json.decode(one)) for key, one in raw.items()]


@given(entries(), OTHERS, OTHERS, st.data())
def test_the_entries_in_their_lines_are_those_of_the_whole_file(
    tmp_path_factory: pytest.TempPathFactory,
    made: dict[str, dict[str, Any]],
    before: dict[str, Any],
    behind: dict[str, Any],
    data: st.DataObject,
) -> None:
    path = tmp_path_factory.mktemp("j") / "journal.json"
    written = before | {"entries": made} | {name: one for name, one in behind.items() if name not in before}
    path.write_bytes(encode_tables(written, META))
    sizes = {"PIECE": data.draw(st.sampled_from([40, 400, 4000])), "BLOCK": data.draw(st.sampled_from([10, 300, 3000]))}
    with mock.patch.multiple(lines, **sizes):
        tables, meta = read_tables(path)
        whole, _ = split_tables(path.read_bytes(), path)
        assert meta == META and list(tables) == list(written)
        assert all(dict(tables[name]) == dict(whole[name]) for name in tables)
        raw = table(path)
        plain = dict(whole["entries"].raw)
        for key in data.draw(st.lists(st.sampled_from(sorted(made) or ["5"]), max_size=9)):
            new = msgspec.Raw(msgspec.json.encode(made.get(key, {"id": "5"}) | {"title": "changed"}))
            raw[key] = plain[key] = new
        if data.draw(st.booleans()) and plain:
            gone = data.draw(st.sampled_from(sorted(plain)))
            del raw[gone], plain[gone]
            assert gone not in raw
        assert list(raw) == list(plain) and len(raw) == len(plain)
        assert content(raw) == content(plain)
        assert [bytes(one) for one in raw.values()] == [bytes(one) for one in plain.values()]
        standing = [place for one in plain.values() if (place := place_of(one))]
        assert raw.places() == standing and raw.places() == standing
        for key in data.draw(st.permutations(sorted(plain))):
            assert bytes(raw[key]) == bytes(plain[key])


@pytest.mark.parametrize(
    "write",
    [
        lambda tables: json.dumps(tables).encode(),
        lambda tables: json.dumps(tables, indent=0).encode(),
        lambda tables: json.dumps(tables, indent=2).encode(),
        lambda tables: json.dumps(tables, indent=0).replace('"entries": {', '"entries": {\n').encode(),
        lambda tables: encode_tables({"entries": tables["entries"]}, META).replace(b'": {"', b'":{"'),
        lambda tables: encode_tables({"entries": tables["entries"]}, META).rstrip(b"\n"),
        lambda tables: encode_tables({"entries": tables["entries"]}, META).replace(b",\n", b"\n,"),
        lambda tables: encode_tables({"entries": tables["entries"]}, META).replace(b',"', b',\n"'),
    ],
    ids=["a line", "lines", "pretty", "lines alike", "no blanks", "no end", "commas first", "a line a field"],
)
def test_a_file_that_another_program_wrote_is_read_all_the_same(tmp_path: Path, write: Any) -> None:
    path = tmp_path / "journal.json"
    made = {str(to_int(one.id)): fields(one) for one in [entry(f"Entry {number}") for number in range(5)]}
    path.write_bytes(write({"meta": {"1": msgspec.to_builtins(META)}, "entries": made}))
    tables, meta = read_tables(path)
    assert meta == META
    assert dict(tables["entries"]) == made
    assert {key: tables["entries"][key] for key in reversed(made)} == made


@given(entries(), st.data())
@examples(200)
def test_a_damaged_file_is_no_other_journal(
    tmp_path_factory: pytest.TempPathFactory, made: dict[str, dict[str, Any]], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("j") / "journal.json"
    whole = encode_tables({"goals": {}, "entries": made, "checkins": {"7": {"id": "7"}}}, META)
    at = data.draw(st.integers(0, len(whole) - 1))
    bad = data.draw(st.sampled_from([whole[:at], whole[:at] + whole[at + 1 :], whole[:at] + b"}\n" + whole[at:]]))
    path.write_bytes(bad)

    def read(tables: dict[str, Documents]) -> Any:
        return {name: {key: bytes(one) for key, one in table.raw.items()} for name, table in tables.items()}

    with mock.patch.multiple(lines, PIECE=400, BLOCK=300):
        try:
            expected = read(split_tables(bad, path)[0])
        except MasteryError:
            with pytest.raises(MasteryError):
                read(read_tables(path)[0])
        else:
            assert read(read_tables(path)[0]) == expected


@pytest.mark.parametrize("block", [1, 300, 128 * 1024])
def test_a_comma_that_is_lost_or_too_many_is_damage_wherever_blocks_end(tmp_path: Path, block: int) -> None:
    made = {str(to_int(one.id)): fields(one) for one in [entry(f"Entry {number}") for number in range(5)]}
    whole = encode_tables({"entries": made}, META)
    commas = [at for at in range(len(whole)) if whole.startswith(b",\n", at)]
    last = whole.index(b"\n}", commas[3])
    bad = [whole[:at] + whole[at + 1 :] for at in commas[:4]] + [whole[:last] + b"," + whole[last:]]
    with mock.patch.multiple(lines, PIECE=block, BLOCK=block):
        for number, data in enumerate(bad):
            path = tmp_path / f"{number}.json"
            path.write_bytes(data)
            with pytest.raises(MasteryError):
                read_tables(path)


def test_a_file_that_is_replaced_is_read_on_as_it_was(tmp_path: Path) -> None:
    one, other = entry("One", "of the old file"), entry("Other")
    path = tmp_path / "journal.json"
    path.write_bytes(encode_tables({"entries": {"1": one}}, META))
    raw = table(path)
    (tmp_path / "new").write_bytes(encode_tables({"entries": {"2": other}}, META))
    os.replace(tmp_path / "new", path)
    assert content(raw) == [("1", fields(one))]
    assert bytes(raw["1"]) == msgspec.json.encode(one)


def rewritten(path: Path, old: bytes, new: bytes) -> None:
    """What an editor or a synchronising program does that writes into the file and does not replace it."""
    data = path.read_bytes()
    with path.open("r+b") as file:
        file.write(data.replace(old, new))
        file.truncate()


def test_what_another_program_writes_into_the_file_is_taken_in_and_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with journal(path) as mine:
        mine.add(entry("One"), entry("Two"))
        assert mine.entries()  # what is read is folded
    with journal(path) as mine:
        assert [one.title for one in mine.entries()] == ["One", "Two"]
        rewritten(path / "journal.json", b'"One"', b'"Number one"')
        assert mine.refresh() is True
        assert [one.title for one in mine.entries()] == ["Number one", "Two"]
        mine.add(entry("Three"))
    assert titles(path) == ["Number one", "Two", "Three"]


def test_a_file_that_is_being_written_into_is_not_folded_away(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with journal(path) as mine:
        mine.add(entry("One"), entry("Two"))
        assert mine.entries()
    whole = (path / "journal.json").read_bytes()
    mine = journal(path)
    assert len(mine.entries()) == 2
    mine.add(entry("Three"))
    rewritten(path / "journal.json", whole, whole[:300])
    seen = mine.entries()
    assert seen[0].title == "This entry cannot be read" and seen[2].title == "Three"
    with pytest.raises(MasteryError, match="is damaged"):
        mine.refresh()
    mine.close()
    assert (path / "journal.json").read_bytes() == whole[:300]
    rewritten(path / "journal.json", whole[:300], whole)
    assert titles(path) == ["One", "Two", "Three"]


def test_a_journal_read_by_its_lines_goes_on_after_its_folder_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with journal(path) as mine:
        mine.add(entry("One"))
        assert mine.entries()
    mine = journal(path)
    assert len(mine.entries()) == 1
    path.rename(tmp_path / "away")
    assert mine.entries()[0].title == "One"
    with pytest.raises(MasteryError, match="is gone"):
        mine.refresh()
    assert mine.entries()[0].title == "One"
