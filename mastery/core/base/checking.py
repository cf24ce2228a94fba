"""Checks each field of a record by the rule in its type, so that imported values are as sound as typed ones."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from mastery.core.base.checks import as_it_is, check_day, check_moment, plain_text
from mastery.core.base.errors import BadInput
from mastery.core.base.records import R

Check = Callable[[Any], Any]
S = TypeVar("S", bound=msgspec.Struct)


def checked(record: R) -> R:
    """The record as it would be stored if it had been typed. Raises BadInput naming the first field that is wrong."""
    return _checked(record)


def _checked(struct: S) -> S:
    changed: dict[str, Any] = {}
    kind: type[msgspec.Struct] = type(struct)
    for name, check in _checks_of(kind).items():
        value = getattr(struct, name)
        try:
            right = check(value)
        except BadInput as error:
            raise BadInput(f"{name}: {error}") from None
        if right != value:
            changed[name] = right
    return msgspec.structs.replace(struct, **changed) if changed else struct


@cache
def _checks_of(kind: type[msgspec.Struct]) -> Mapping[str, Check]:
    """The checks of a struct's fields, by name; fields without a check are left out."""
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)
    checks = {field.name: check_of(field.type) for field in found.fields}
    return {name: check for name, check in checks.items() if check is not as_it_is}


def check_of(kind: inspect.Type) -> Check:
    """The check for values of a type: its own rule, or else the one for all texts, days and moments."""
    match kind:
        case inspect.Metadata() if kind.extra and "check" in kind.extra:
            check: Check = kind.extra["check"]
            return check
        case inspect.Metadata():
            return check_of(kind.type)
        case inspect.StrType():
            return plain_text
        case inspect.DateType():
            return check_day
        case inspect.DateTimeType():
            return check_moment
        case inspect.StructType():
            return _checked
        case inspect.VarTupleType():
            return _each(check_of(kind.item_type))
        case inspect.UnionType():  # with None, which needs no check
            (one,) = (each for each in kind.types if not isinstance(each, inspect.NoneType))
            return _if_any(check_of(one))
    return as_it_is


def _each(check: Check) -> Check:
    return as_it_is if check is as_it_is else lambda values: tuple(map(check, values))


def _if_any(check: Check) -> Check:
    return as_it_is if check is as_it_is else lambda value: None if value is None else check(value)
