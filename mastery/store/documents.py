"""A table's documents as JSON from the file; each is decoded when it is first accessed."""

from collections.abc import Iterator, MutableMapping
from typing import Any

import msgspec

from mastery.core.base.changes import Document
from mastery.core.base.errors import MasteryError

_DECODER = msgspec.json.Decoder(dict[str, Any])
_ENCODER = msgspec.json.Encoder()


class Documents(MutableMapping[str, Document]):
    """Documents by document id. Reading gives a copy; only setting changes what is stored."""

    def __init__(self, raw: MutableMapping[str, msgspec.Raw] | None = None) -> None:
        self.raw: MutableMapping[str, msgspec.Raw] = raw if raw is not None else {}
        """The JSON of each document."""

    def __getitem__(self, key: str) -> Document:
        raw = self.raw[key]
        try:
            return _DECODER.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise MasteryError(f"Record {key} of the journal is damaged; `mastery doctor` says what is left.") from None

    def __setitem__(self, key: str, document: Document) -> None:
        self.raw[key] = msgspec.Raw(_ENCODER.encode(document))

    def __delitem__(self, key: str) -> None:
        del self.raw[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.raw)

    def __len__(self) -> int:
        return len(self.raw)
