"""Records as data: what every record has, and entries. The others stand with their rules; `tables` lists them all.

`mastery log` imports this module, and each type of record costs it a third of a millisecond.
"""

import datetime as dt
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, TypeVar, get_args, get_type_hints

import msgspec

from mastery.core.base.checks import MERGED, as_it_is, check_minutes, check_owner, check_ref, one_line, rule, some_line
from mastery.core.base.errors import MasteryError
from mastery.core.base.tags import normalise_tags

Kind = Literal["note", "reflection", "lesson", "win", "session", "review"]
KINDS: tuple[str, ...] = get_args(Kind)


Moment = Annotated[dt.datetime, msgspec.Meta(tz=True)]
"""A moment that can be compared with every other: with its offset."""
Line = Annotated[str, rule(one_line)]
"""One line."""
Name = Annotated[str, rule(some_line)]
"""One line that is not empty."""
Prose = Annotated[str, MERGED]
"""Any number of lines."""
Ref = Annotated[str, rule(check_ref)]
"""The id of another record; empty for none."""
Owner = Annotated[str, rule(check_owner)]
"""The id of the record to which it belongs."""
Tags = Annotated[tuple[str, ...], rule(normalise_tags)]
Minutes = Annotated[int, rule(check_minutes)]


class Record(msgspec.Struct, kw_only=True, frozen=True):
    """What every record has. Fields a newer version added stay in the file untouched."""

    table: ClassVar[str] = ""
    noun: ClassVar[str] = "record"
    """What one is called in messages: "goal"."""
    plural: ClassVar[str] = ""
    """What several are called, where that is not the noun with an "s"."""
    title_field: ClassVar[str] = "title"
    """The field by which messages call it; one with an owner and no title goes by its owner's."""
    has_own_name: ClassVar[bool] = False
    """Whether records are found by their titles, so that no two that go on may share one."""
    owner: ClassVar[tuple[str, ...]] = ()
    """The field with the id of the record it belongs to, and the tables in which that may be."""

    id: str
    deleted: Moment | None = None
    """When it went to the trash; None while it lives."""
    deleted_by: Line = ""
    """"undo" when undoing its making put it in the trash, so that importing it again brings it back."""

    def is_over(self, today: dt.date) -> bool:
        """Whether it has ended, which frees its name for another record."""
        return False


class Location(msgspec.Struct, kw_only=True, frozen=True):
    """Where an entry was written."""

    latitude: Annotated[float, msgspec.Meta(ge=-90, le=90)] | None = None
    """Degrees north, WGS 84."""
    longitude: Annotated[float, msgspec.Meta(ge=-180, le=180)] | None = None
    """Degrees east."""
    name: str = ""
    """"Café Central, Vienna, Austria"."""

    @property
    def said(self) -> str:
        """Its name, or its coordinates if it has none: "48.21040, 16.36540"."""
        if self.name or self.latitude is None or self.longitude is None:
            return self.name
        return f"{self.latitude:.5f}, {self.longitude:.5f}"


class Entry(Record, kw_only=True, frozen=True):
    """A dated Markdown text."""

    table: ClassVar[str] = "entries"
    noun: ClassVar[str] = "entry"
    plural: ClassVar[str] = "entries"

    day: Annotated[dt.date, rule(as_it_is)]
    """The journal day, fixed at capture."""
    at: Annotated[dt.datetime, msgspec.Meta(tz=True), rule(as_it_is)]
    """The moment it is about, with the offset that held there."""
    zone: Line = ""
    """The name of the zone it was captured in, "Europe/Berlin" or "+01:00"."""
    kind: Kind = "note"
    title: Annotated[Line, MERGED] = ""  # with the body it is one text: an edit can move a line from one to the other
    """One line."""
    body: Prose = ""
    """Markdown, without the title; no blank lines at its ends."""
    tags: Tags = ()
    """All tags, of the text and added by hand: "work" for #work, "@anna" for @anna."""
    starred: bool = False
    goals: tuple[Ref, ...] = ()
    """Ids of the goals it is about."""
    models: tuple[Ref, ...] = ()
    """Ids of the mental models it is about."""
    minutes: Minutes = 0
    """Minutes spent learning."""
    applied: bool = False
    """Whether the skill was used for real, outside of practice."""
    mood: Annotated[int, msgspec.Meta(ge=0, le=5)] = 0
    """How it felt, 1 (very low) to 5 (very good); 0 where that was not said."""
    shareable: bool = False
    """Whether mentors in whose scope it lies may see it."""
    location: Location | None = None
    """Where it was written, if an import said so. It is not part of the text or of any summary."""
    recorded: Moment
    """When it was written down."""

    @property
    def text(self) -> str:
        """Title and body as one text, a blank line between them."""
        return f"{self.title}\n\n{self.body}" if self.title and self.body else self.title or self.body


class Place(msgspec.Struct, frozen=True, gc=False):
    """What gives an entry its place: known of every entry, where the whole is read of those looked at."""

    id: str
    day: dt.date
    at: Moment
    deleted: Moment | None = None


R = TypeVar("R", bound=Record)


@cache
def text_fields(kind: type[Record]) -> frozenset[str]:
    """The fields whose versions can be merged, so that a change of them names those it replaces."""
    hints = get_type_hints(kind, include_extras=True)
    return frozenset(name for name, hint in hints.items() if MERGED in getattr(hint, "__metadata__", ()))


def title_of(record: Record) -> str:
    """What messages call a record; empty for kinds without titles."""
    return str(getattr(record, record.title_field, ""))


def to_fields(record: Record) -> dict[str, Any]:
    """The record as plain JSON values, id and defaults included."""
    fields: dict[str, Any] = msgspec.to_builtins(record)
    return fields


def from_fields(kind: type[R], fields: dict[str, Any]) -> R:
    """The record of plain JSON values; unknown fields are passed over.

    Raises MasteryError naming the field that does not fit.
    """
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise MasteryError(f"A record of {kind.table} cannot be read: {error}.") from None
