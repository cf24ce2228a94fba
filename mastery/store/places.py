"""Reading the places of entries: what orders and finds an entry without its text."""

from collections.abc import Collection

import msgspec

from mastery.core.base.records import Place

_DECODER = msgspec.json.Decoder(Place)


def place_of(raw: msgspec.Raw) -> Place | None:
    """The place of an entry; None if its fields are damaged."""
    try:
        return _DECODER.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def places_of(raws: Collection[msgspec.Raw]) -> list[Place]:
    """The places of entries; those cut short by damage have none (`mastery doctor` names them); the others are read."""
    try:
        return list(map(_DECODER.decode, raws))
    except msgspec.ValidationError:
        return [place for raw in raws if (place := place_of(raw))]
