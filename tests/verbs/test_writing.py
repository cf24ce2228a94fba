"""Entries and drafts: what both faces do with them, whatever others did in the meantime."""

from pathlib import Path

import msgspec
import pytest

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.records import Entry
from mastery.core.thinking.prediction import Prediction
from mastery.store import Journal
from mastery.verbs.writing import delete, discard_draft, drafted_entry, edit_entry, restore, star, write
from tests.support.journals import entry, journal, titles

DECISION = "I take it.\n\nPrediction: We stay\nProbability: {}\nReview on: in 3 months"


def present(made: Journal, one: Entry) -> Entry:
    """The entry as it is in the journal now."""
    made.refresh()
    found = made.get(Entry, one.id)
    assert found is not None
    return found


def test_writing_reads_no_journal_and_saves_the_prediction_of_a_decision(tmp_path: Path) -> None:
    with journal(tmp_path) as made:
        plain = write(made, entry("Slept well", "Seven hours"))
        assert plain.prediction is None
        assert made._db is None
        decision = write(made, entry("The flat", DECISION.format("70 %")))
        assert decision.prediction is not None
        assert made.records(Prediction) == [decision.prediction]
        assert decision.prediction.entry == decision.entry.id
        with pytest.raises(BadInput):
            write(made, entry("The other flat", DECISION.format("rather sure")))
        assert [one.title for one in made.entries()] == ["Slept well", "The flat"]
        made.undo()
        assert (len(made.entries()), made.records(Prediction)) == (1, [])


def test_an_edit_changes_what_was_edited_and_tells_what_happened_meanwhile(tmp_path: Path) -> None:
    with journal(tmp_path) as here, journal(tmp_path) as elsewhere:
        old = write(here, entry("One", "Text")).entry
        elsewhere.change(old, msgspec.structs.replace(old, starred=True))
        edited = edit_entry(here, old, msgspec.structs.replace(old, body="More"))
        assert (edited.entry.body, edited.entry.starred, edited.meanwhile) == ("More", True, "")
        elsewhere.refresh()
        elsewhere.change(edited.entry, msgspec.structs.replace(edited.entry, body="Theirs"))
        mine = edit_entry(here, edited.entry, msgspec.structs.replace(edited.entry, body="Mine"))
        assert (mine.entry.body, mine.meanwhile) == ("Mine", "changed")
        here.undo()
        assert present(here, old).body == "Theirs"


def test_an_edit_brings_back_what_was_deleted_meanwhile_unless_nothing_was_edited(tmp_path: Path) -> None:
    with journal(tmp_path) as here, journal(tmp_path) as elsewhere:
        old = write(here, entry("One", "Text")).entry
        delete(elsewhere, [old])
        assert edit_entry(here, old, old) == (old, "")
        assert present(here, old).deleted is not None
        edited = edit_entry(here, old, msgspec.structs.replace(old, body="More"))
        assert (edited.entry.deleted, edited.meanwhile) == (None, "deleted")
    assert titles(tmp_path) == ["One"]


def test_a_star_is_set_as_it_was_meant_though_another_set_it_first(tmp_path: Path) -> None:
    with journal(tmp_path) as here, journal(tmp_path) as elsewhere:
        seen = write(here, entry("One")).entry
        star(elsewhere, seen, on=True)
        assert star(here, seen, on=True).starred
        assert present(here, seen).starred
        assert not star(here, seen, on=False).starred


def test_entries_are_deleted_and_restored_once_each_and_all_or_none(tmp_path: Path) -> None:
    with journal(tmp_path) as here, journal(tmp_path) as elsewhere:
        one, two = write(here, entry("One")).entry, write(here, entry("Two")).entry
        assert delete(here, [one, one]) == [one]
        (gone,) = here.trash()
        assert restore(here, [gone, gone]) == [gone]
        assert here.trash() == []
        delete(elsewhere, [two])
        with pytest.raises(MasteryError, match="deleted in the meantime"):
            delete(here, [one, two])
        assert [left.title for left in here.entries()] == ["One"]


def test_a_discarded_draft_can_be_brought_back_from_the_trash(tmp_path: Path) -> None:
    with journal(tmp_path) as made:
        one = write(made, entry("One")).entry
        new, edit = made.new_draft_key(), made.new_draft_key(one.id)
        made.save_draft(new, "Half a thought")
        made.leave_draft(new)
        assert drafted_entry(made, new) is None
        assert drafted_entry(made, edit) == one
        gone = discard_draft(made, made.drafts()[0])
        assert made.drafts() == []
        assert [left.id for left in made.trash()] == [gone.id]
        restore(made, made.trash())
        assert {left.title for left in made.entries()} == {"One", "Half a thought"}


@pytest.mark.parametrize(
    ("text", "title", "tags"),
    [
        ("---\ndate: 2026-11-20 21:30\ntags: work\n---\n# Better\n\nWords", "Better", ("work",)),
        ("---\ndate: never\n---\n# Better", "---", ()),
        ("# Better\n\n---\n\nWords", "Better", ()),
    ],
    ids=["first lines", "first lines that cannot be read", "a rule in the text"],
)
def test_a_discarded_draft_of_an_edit_goes_by_its_title(
    tmp_path: Path, text: str, title: str, tags: tuple[str, ...]
) -> None:
    with journal(tmp_path) as made:
        key = made.new_draft_key(write(made, entry("One")).entry.id)
        made.save_draft(key, text)
        made.leave_draft(key)
        gone = discard_draft(made, made.drafts()[0])
        assert (gone.title, gone.tags) == (title, tags)
        assert text.split()[-1] in gone.text
