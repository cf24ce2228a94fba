"""Folders and archives that are imported: what is honest is read, what is hostile is refused with the reason."""

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from mastery.core.base.errors import MasteryError
from mastery.host import unpack
from mastery.host.unpack import read_files


def everything(name: str) -> bool:
    return True


def archive(path: Path, *parts: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts:
            file.writestr(name, data)
    return path


def test_a_folder_and_an_archive_give_the_same_files(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    (notes / "deep").mkdir(parents=True)
    (notes / ".hidden").mkdir()
    (notes / "a.md").write_bytes(b"A")
    (notes / "deep" / "b.md").write_bytes(b"B")
    (notes / "c.png").write_bytes(b"C")
    (notes / ".hidden" / "d.md").write_bytes(b"D")
    (notes / "link.md").symlink_to("/etc/passwd")
    zipped = archive(tmp_path / "n.zip", ("deep/b.md", b"B"), ("a.md", b"A"), ("c.png", b"C"), ("deep/", b""))
    for path in (notes, zipped):
        assert read_files(path, lambda name: name.endswith(".md")) == {"a.md": b"A", "deep/b.md": b"B"}


@pytest.mark.parametrize("name", ["../out.md", "a/../../out.md", "/etc/passwd", "..\\out.md", "C:/x.md"])
def test_names_that_climb_out_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(MasteryError, match="climbs out"):
        read_files(archive(tmp_path / "n.zip", (name, b"x")), everything)


def test_links_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(MasteryError, match="holds a link"):
        read_files(archive(tmp_path / "n.zip", (link, b"/etc/passwd")), everything)


def test_zeros_without_end_are_refused_before_they_are_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "MOST_OF_ONE", 1 << 20)
    monkeypatch.setattr(unpack, "MOST_BYTES", 3 << 20)
    zeros = bytes(1 << 20)
    with pytest.raises(MasteryError, match="more than any entry or photo"):
        read_files(archive(tmp_path / "one.zip", ("a.md", zeros + b"0")), everything)
    many = archive(tmp_path / "many.zip", *((f"{at}.md", zeros) for at in range(5)))
    with pytest.raises(MasteryError, match="more than any export"):
        read_files(many, everything)
    assert len(read_files(many, lambda name: name == "3.md")) == 1


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST_OF_ONE", 100)
    data = archive(tmp_path / "n.zip", ("a.md", bytes(5000))).read_bytes()
    told = data.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    (tmp_path / "n.zip").write_bytes(told)
    with pytest.raises(MasteryError, match="unpack"):
        read_files(tmp_path / "n.zip", everything)


def test_a_million_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST_FILES", 50)
    with pytest.raises(MasteryError, match="51 files"):
        read_files(archive(tmp_path / "n.zip", *((f"{at}.md", b"") for at in range(51))), everything)
    folder = tmp_path / "many"
    folder.mkdir()
    for at in range(51):
        (folder / f"{at}.md").touch()
    with pytest.raises(MasteryError, match="over 50 files"):
        read_files(folder, everything)


def test_what_is_no_archive_or_a_damaged_one_says_so(tmp_path: Path) -> None:
    (tmp_path / "n.zip").write_bytes(b"no zip")
    with pytest.raises(MasteryError, match="neither a folder nor a zip"):
        read_files(tmp_path / "n.zip", everything)
    with pytest.raises(MasteryError, match="does not exist"):
        read_files(tmp_path / "none", everything)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("a.md", b"text" * 50)
    damaged = buffer.getvalue().replace(b"texttext", b"tex!texx", 1)
    (tmp_path / "d.zip").write_bytes(damaged)
    with pytest.raises(MasteryError, match="cannot be unpacked"):
        read_files(tmp_path / "d.zip", everything)


def test_a_name_that_appears_twice_in_an_archive_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = archive(tmp_path / "n.zip", ("a.md", b"one"), ("b.md", b"x"), ("a.md", b"two"))
    with pytest.raises(MasteryError, match=r"holds the name 'a\.md' 2 times"):
        read_files(twice, everything)


def test_an_archive_that_unpacks_to_far_more_than_it_has_is_refused(tmp_path: Path) -> None:
    zeros = bytes(20 << 20)
    with pytest.raises(MasteryError, match="more than any export of its size"):
        read_files(archive(tmp_path / "n.zip", *((f"{at}.md", zeros) for at in range(4))), everything)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_an_archive_that_is_packed_in_an_unusual_way_is_named(tmp_path: Path, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "n.zip", "w", method) as file:
        file.writestr("a.md", "text")
    with pytest.raises(MasteryError, match="packed in an unusual way"):
        read_files(tmp_path / "n.zip", everything)


def test_an_archive_whose_list_is_too_long_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = archive(tmp_path / "n.zip", ("a.md", b"text"))
    data = path.read_bytes()
    end = data.rindex(b"PK\5\6")
    path.write_bytes(data[: end + 12] + (1 << 31).to_bytes(4, "little") + data[end + 16 :])
    with pytest.raises(MasteryError, match="lists more files than any export has"):
        read_files(path, everything)


def test_what_is_not_a_file_in_a_folder_is_named_and_links_are_passed_over(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "round").symlink_to(notes)
    (notes / "nowhere.md").symlink_to("missing")
    (notes / "a.md").write_text("A")
    assert read_files(notes, everything) == {"a.md": b"A"}
    os.mkfifo(notes / "b.md")
    with pytest.raises(MasteryError, match=r"b\.md is a named pipe"):
        read_files(notes, everything)


def test_folders_nested_too_deeply_are_refused(tmp_path: Path) -> None:
    deep = tmp_path / "notes"
    deep.joinpath(*["a"] * 150).mkdir(parents=True)
    with pytest.raises(MasteryError, match="over 100 levels deep"):
        read_files(deep, everything)
