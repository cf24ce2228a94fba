"""Mentors: adding and changing them from either face, whatever others did in the meantime."""

from pathlib import Path

import msgspec
import pytest

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.sharing.mentors import Mentor, Scope
from mastery.verbs.feedback import add_feedback
from mastery.verbs.mentors import add_mentor, edit_mentor, remove_mentor
from tests.support.journals import journal


def test_an_edit_of_a_mentor_leaves_what_another_process_changed(tmp_path: Path) -> None:
    with journal(tmp_path) as here, journal(tmp_path) as elsewhere:
        old = add_mentor(here, " Ana ", email="ana@example.org", scope=Scope(tags=("work",)))
        edit_mentor(elsewhere, old, msgspec.structs.replace(old, scope=Scope()))
        new = edit_mentor(here, old, msgspec.structs.replace(old, name="Ana\nB.", email=" a@example.org "))
        assert (new.name, new.email, new.scope) == ("Ana B.", "a@example.org", Scope())
        assert here.records(Mentor) == [new]


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"name": "ben"}, {"email": "nobody"}, {"key": "AGE-SECRET-KEY-1"}, {"key": "age1broken"}]
)
def test_what_a_mentor_cannot_have_is_refused_in_either_way(wrong: dict[str, str], tmp_path: Path) -> None:
    with journal(tmp_path) as made:
        ben = add_mentor(made, "Ben", scope=Scope())
        ana = add_mentor(made, "Ana", scope=Scope())
        with pytest.raises(BadInput):
            edit_mentor(made, ana, msgspec.structs.replace(ana, **wrong))
        with pytest.raises(BadInput):
            add_mentor(made, **{"name": "Cleo", **wrong}, scope=Scope())
        assert set(made.records(Mentor)) == {ben, ana}


def test_a_key_that_was_there_before_does_not_stand_in_the_way(tmp_path: Path) -> None:
    """An import may have brought in one to which nothing can be encrypted."""
    with journal(tmp_path) as made:
        old = msgspec.structs.replace(add_mentor(made, "Ana", scope=Scope()), key="age1broken")
        made.change(made.records(Mentor)[0], old)
        assert edit_mentor(made, old, msgspec.structs.replace(old, rhythm="week")).rhythm == "week"


def test_nothing_is_done_with_a_mentor_who_was_removed_meanwhile(tmp_path: Path) -> None:
    with journal(tmp_path) as here, journal(tmp_path) as elsewhere:
        old = add_mentor(here, "Ana", scope=Scope())
        remove_mentor(elsewhere, old)
        for act in (
            lambda: remove_mentor(here, old),
            lambda: edit_mentor(here, old, msgspec.structs.replace(old, rhythm="week")),
            lambda: add_feedback(here, "Well done", old),
        ):
            with pytest.raises(MasteryError, match=r"“Ana” was deleted in the meantime\."):
                act()
