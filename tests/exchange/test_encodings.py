"""A file in another encoding is read as what it is, or refused in one line that says what to do."""

import pytest

from mastery.core.base.errors import MasteryError
from mastery.exchange import Read, formats
from tests.support.faults.mutations import SEEDS
from tests.support.formats import CONTEXT


def read(name: str, encoding: str) -> Read:
    form = formats()[name.partition(",")[0]]
    files = {
        one: data if one.endswith(".jpeg") else data.decode().encode(encoding, "replace")
        for one, data in SEEDS[name].items()
    }
    if form.read is not None and "" in files:
        return form.read(files[""], CONTEXT)
    assert form.read_files is not None
    return form.read_files(files, CONTEXT)


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_an_encoding_with_a_mark_gives_the_same_records(name: str, encoding: str) -> None:
    assert read(name, encoding) == read(name, "utf-8")
    assert read(name, encoding).records


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_an_encoding_without_a_mark_is_refused(name: str, encoding: str) -> None:
    try:
        problems = list(read(name, encoding).problems)
        assert read(name, encoding).records == []
    except MasteryError as error:
        problems = [str(error)]
    assert problems and all("NUL" in one or "UTF-8" in one for one in problems), problems


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_letters_of_an_older_encoding_are_refused_with_their_line(encoding: str) -> None:
    with pytest.raises(MasteryError, match="Line 4 is not UTF-8 text; save the file as UTF-8"):
        read("jrnl", encoding)
