"""One way between the domain's values and plain ones: rows, JSON in the database, parts of files.

What a record looks like comes from its dataclass: a dictionary of the fields, a list for a
tuple, the value of an enumeration. A `RecordShape` says where a record differs from that. A field
that a record lacks takes the default of the dataclass, and what it holds beyond the fields is
passed over: so what the versions before and after this one wrote can be read.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import datetime
from enum import Enum
from operator import attrgetter, itemgetter
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

_Value = TypeVar("_Value")
_Change = Callable[[Any], Any]


class BadRecord(ValueError):
    """A record that is none of its kind: damaged, or of a version that this program cannot read."""


@dataclass(frozen=True, slots=True)
class RecordShape:
    """How the record of a dataclass differs from the dictionary of its fields."""

    #: What fields are called in the record, where that is not their own name.
    names: Mapping[str, str] = field(default_factory=dict)
    #: Dataclass fields whose own fields stand among the others.
    flat: frozenset[str] = frozenset()
    #: Fields that the record does not hold; who reads it brings them.
    elsewhere: frozenset[str] = frozenset()
    #: Whether it is the list of the values instead of a dictionary.
    is_list: bool = False


class Conversion(NamedTuple):
    """How values of one type become plain and come back; None where they are plain already."""

    dump: _Change | None = None
    load: _Change | None = None


_AS_IT_IS = Conversion()
_PLAIN = RecordShape()
_BY_TYPE: Mapping[type, Conversion] = {
    float: Conversion(float, float),
    datetime: Conversion(datetime.isoformat, datetime.fromisoformat),
    bytes: Conversion(lambda data: base64.b64encode(data).decode("ascii"), base64.b64decode),
    Path: Conversion(str, Path),
}


class Records:
    """Records of dataclasses, in the shapes that are named; built when first asked for.

    `kinds` names the members of unions, which their records tell as `kind`. Values of the types
    in `native` stay as they are. `inside` makes what a field holds that is more than one value,
    as the JSON columns of a row do.
    """

    def __init__(
        self,
        shapes: Mapping[type, RecordShape] | None = None,
        *,
        kinds: Mapping[str, type] | None = None,
        native: Iterable[type] = (),
        inside: Records | None = None,
    ) -> None:
        self._shapes = shapes or {}
        self._kinds = kinds or {}
        self._inside = inside or self
        self._ways: dict[Any, Conversion] = dict.fromkeys((str, int, bool, *native), _AS_IT_IS)

    def dump(self, kind: Any, value: Any) -> Any:
        """Return a value of a type as plain values."""
        change = self.conversion(kind).dump
        return value if change is None else change(value)

    def load(self, kind: type[_Value], record: Any, **elsewhere: Any) -> _Value:
        """Return the value that a record holds; raise BadRecord where it is none of its kind."""
        with _refusing(kind):
            value: _Value = (self.conversion(kind).load or _same)(record, **elsewhere)
        return value

    def load_all(self, kind: type[_Value], records: Iterable[Any]) -> tuple[_Value, ...]:
        """Return the values that records of one kind hold; raise BadRecord where one is none."""
        with _refusing(kind):
            return tuple(map(self.conversion(kind).load or _same, records))

    # -- by type ---------------------------------------------------------------

    def conversion(self, hint: Any) -> Conversion:
        """Return how values of a type become plain and come back."""
        known = self._ways.get(hint)
        if known is None:
            known = self._ways[hint] = self._made(hint)
        return known

    def _made(self, hint: Any) -> Conversion:
        origin, arguments = get_origin(hint), get_args(hint)
        if hasattr(hint, "__supertype__"):
            return self.conversion(hint.__supertype__)
        if origin in (Union, UnionType):
            return self._union([one for one in arguments if one is not NoneType], arguments)
        if origin in (tuple, frozenset):
            return _several(origin, self.conversion(arguments[0]))
        if origin is not None and issubclass(origin, Mapping):
            return _mapping(arguments[0], self.conversion(arguments[1]))
        if is_dataclass(hint):
            return self._dataclass(hint)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return Conversion(attrgetter("value"), hint)
        return _BY_TYPE.get(hint, _AS_IT_IS)

    def _union(self, some: list[Any], arguments: tuple[Any, ...]) -> Conversion:
        way = self.conversion(some[0]) if len(some) == 1 else self._tagged(some)
        return _maybe(way) if len(some) < len(arguments) else way

    def _tagged(self, members: list[Any]) -> Conversion:
        """Return the way of one of several dataclasses, which its record names."""
        if not all(is_dataclass(one) for one in members):
            return _AS_IT_IS
        names = {kind: name for name, kind in self._kinds.items()}

        def dump(value: Any) -> Any:
            return {"kind": names[type(value)], **self.dump(type(value), value)}

        return Conversion(dump, lambda record: self.load(self._kinds[record["kind"]], record))

    def _dataclass(self, kind: Any) -> Conversion:
        shape = self._shapes.get(kind, _PLAIN)
        parts, way = self._fielded(kind)
        if not shape.is_list:
            return way
        dump, load = way[0] or _same, way[1] or _same
        keys = [key for part in parts for key in part.keys]
        return Conversion(
            lambda value: list(dump(value).values()),
            lambda record: load(dict(zip(keys, record, strict=False))),
        )

    def _fielded(self, kind: Any) -> tuple[tuple[_Part, ...], Conversion]:
        """Return the fields of a dataclass in its record, and the way of the dictionary of them."""
        parts = tuple(self._parts(kind, self._shapes.get(kind, _PLAIN)))
        reads = [part.reader() for part in parts]
        names = [part.field.name for part in parts]

        def load(record: Any, **elsewhere: Any) -> Any:
            found = [read(record) for read in reads]
            if not elsewhere:
                return kind(*found)
            return kind(**dict(zip(names, found, strict=True)), **elsewhere)

        return parts, Conversion(_dumper(parts), load)

    def _parts(self, kind: Any, shape: RecordShape) -> Iterator[_Part]:
        hints = get_type_hints(kind)
        for one in fields(kind):
            if one.name in shape.elsewhere:
                continue
            hint, name = hints[one.name], shape.names.get(one.name, one.name)
            if one.name in shape.flat:
                inner, way = self._fielded(hint)
                keys = tuple(key for part in inner for key in part.keys)
                yield _Part(one, keys, way, is_flat=True)
            else:
                whose = self if _is_single(hint) else self._inside
                yield _Part(one, (name,), whose.conversion(hint))


class _Part(NamedTuple):
    """One field of a dataclass and where it stands in the record."""

    field: Field[Any]
    keys: tuple[str, ...]
    way: Conversion
    is_flat: bool = False

    def reader(self) -> _Change:
        """Return what takes the field out of a record, or its default where it is not there."""
        change = self.way.load
        if self.is_flat:
            assert change is not None
            return change
        (key,) = self.keys
        if self.field.default is MISSING and self.field.default_factory is MISSING:
            get = itemgetter(key)
            return get if change is None else lambda record: change(get(record))
        return self._lenient(key, change)

    def _lenient(self, key: str, change: _Change | None) -> _Change:
        default, factory = self.field.default, self.field.default_factory

        def read(record: Any) -> Any:
            try:
                found = record[key]
            except KeyError:
                return default if factory is MISSING else factory()
            return found if change is None else change(found)

        return read


@contextmanager
def _refusing(kind: Any) -> Iterator[None]:
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as trouble:
        raise BadRecord(f"this is no {kind.__name__}: {trouble!r}") from trouble


def _dumper(parts: Sequence[_Part]) -> _Change:
    plan = [(None if p.is_flat else p.keys[0], attrgetter(p.field.name), p.way.dump) for p in parts]

    def dump(value: Any) -> dict[str, Any]:
        record: dict[str, Any] = {}
        for key, get, change in plan:
            found = get(value) if change is None else change(get(value))
            if key is None:
                record.update(found)
            else:
                record[key] = found
        return record

    return dump


def _maybe(way: Conversion) -> Conversion:
    dump, load = way
    return Conversion(
        dump and (lambda value: None if value is None else dump(value)),
        load and (lambda record: None if record is None else load(record)),
    )


def _several(kind: Any, way: Conversion) -> Conversion:
    dump, load = way
    order: Any = sorted if kind is frozenset else list
    return Conversion(
        order if dump is None else lambda values: order(map(dump, values)),
        kind if load is None else lambda record: kind(map(load, record)),
    )


def _mapping(of: Any, way: Conversion) -> Conversion:
    """Return the way of a mapping; the keys of JSON are texts."""
    key = of if of is int else str
    dump, load = way[0] or _same, way[1] or _same
    return Conversion(
        lambda values: {str(one): dump(values[one]) for one in sorted(values)},
        lambda record: {key(one): load(value) for one, value in record.items()},
    )


def _same(value: Any) -> Any:
    return value


def _is_single(hint: Any) -> bool:
    """Return whether values of a type, or None, are one plain value each."""
    if get_origin(hint) in (Union, UnionType):
        return all(_is_single(one) for one in get_args(hint))
    return get_origin(hint) is None and not is_dataclass(hint)
