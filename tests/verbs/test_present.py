"""A verb starts from the record as it is now, whatever a screen took up earlier."""

from pathlib import Path

import msgspec
import pytest

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.thinking.acts import new_model
from mastery.core.thinking.model import Model
from mastery.verbs.present import edit, present
from tests.support.journals import journal


def test_what_another_process_changed_stays_where_the_edit_did_not_touch_it(tmp_path: Path) -> None:
    with journal(tmp_path) as here:
        old = new_model("I learn best alone", 70, here.now())
        here.add(old)
        assert here.records(Model) == [old]
        with journal(tmp_path) as elsewhere:
            elsewhere.change(old, msgspec.structs.replace(old, about="learning"))
        assert present(here, old).about == "learning"
        edited = edit(here, old, msgspec.structs.replace(old, statement="I learn best with others"))
        assert (edited.statement, edited.about) == ("I learn best with others", "learning")
    with journal(tmp_path) as fresh:
        assert fresh.records(Model) == [edited]


def test_what_was_deleted_elsewhere_is_not_changed(tmp_path: Path) -> None:
    with journal(tmp_path) as here:
        old = new_model("I learn best alone", 70, here.now())
        here.add(old)
        with journal(tmp_path) as elsewhere:
            elsewhere.delete(old)
        with pytest.raises(MasteryError, match=r"“I learn best alone” was deleted in the meantime\."):
            edit(here, old, msgspec.structs.replace(old, about="learning"))
        assert here.records(Model) == []


def test_an_edit_takes_no_name_that_another_record_has(tmp_path: Path) -> None:
    with journal(tmp_path) as here:
        old, other = (new_model(one, 70, here.now()) for one in ("I learn best alone", "Asking is weak"))
        here.add(old, other)
        with pytest.raises(BadInput, match="There is already a model"):
            edit(here, old, msgspec.structs.replace(old, statement="asking is weak"))
