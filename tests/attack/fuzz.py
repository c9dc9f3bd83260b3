"""Damaged and made-up files: a reader may say what is wrong and let nothing else out."""

from __future__ import annotations

import json
import random
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.domain.errors import AnnotatorError
from tests.attack.readers import READERS, Reader
from tests.attack.table import Attack, Row

SEED = 20_261_128
#: How many files each reader gets, and how many of the slow ones.
_MANY, _SOME, _FEW = 400, 40, 12
_SLOW = frozenset({"Word", "PDF", "saved page", "web page", "Markdown", "text"})
#: No made-up file is large, so none may take long; in seconds.
_LONGEST = 5.0

_SIGNS = '{}[]",:=.#\\\n\r\t +-<>/&;\'"0123456789eE'
_WORDS = (
    "null", "true", "NaN", "1e999", "-1e999", '"\\ud800"', '"\\u0000"', "[[]]", "{}", '""', "1",
    '"a"', "-0", "9" * 400, "2026-05-04T12:00:00Z", "9999-12-31T23:59:59.999Z", "\ud7ff", "\ufeff",
    "<p>", "</p>", "<!--", "-->", "<b><i>", "&amp;", "&#0;", "&#xD800;", "+++", "---", "[a](b)",
    "# ", "| a |", "=1+1", '"""', "'''", "[[a]]", "a.b.c", "\u202e", "é", "👩‍👩‍👧", "\x00", "\x1f",
)  # fmt: skip


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with some of them changed, cut out, doubled, or exchanged for odd ones."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place = chance.randrange(len(made) + 1)
        other = chance.randrange(len(made) + 1)
        first, last = sorted((place, min(other, place + 200)))
        match chance.randrange(6):
            case 0:
                made[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[first:last]
            case 2:
                made[place:place] = made[first:last] * chance.choice((1, 2, 50))
            case 3:
                made[place:place] = chance.choice(_WORDS).encode("utf-8", "surrogatepass")
            case 4:
                made[first:last] = chance.choice(_WORDS).encode("utf-8", "surrogatepass")
            case _:
                del made[place:]
    return bytes(made)


def odd_json(sample: bytes, chance: random.Random) -> bytes:
    """Return a JSON sample in which one value is another, is missing, or has company."""
    data = json.loads(sample)
    places = list(_places(data))
    for _ in range(chance.choice((1, 1, 3))):
        holder, name = chance.choice(places)
        odd = chance.choice(
            (None, True, -1, 0, 1, 2, 10**30, 1.5, float("inf"), float("nan"), "", "a", "\ud800",
             "\x00", "../x", "9" * 40, "x" * 2_000, [], {}, [[]], {"a": 1}, data, "1970-01-01",
             "AAAA", "A" * 43 + "=", "2026-05-04T12:00:00+99:99", "urn:annotator:article:x")
        )  # fmt: skip
        try:
            holder[name] = odd
        except (IndexError, KeyError):
            continue
    try:
        return json.dumps(data).encode()
    except (ValueError, RecursionError):  # it holds itself now
        return sample


def _places(data: object) -> Iterator[tuple[object, object]]:
    entries = data.items() if isinstance(data, dict) else enumerate(data)
    for name, value in list(entries):
        yield data, name
        if isinstance(value, dict | list):
            yield from _places(value)


def grown(chance: random.Random) -> bytes:
    """Return a text that a simple grammar of brackets, signs and words makes."""
    pieces = []
    for _ in range(chance.choice((1, 5, 40, 200))):
        piece = chance.choice(_WORDS) if chance.random() < 0.4 else chance.choice(_SIGNS)
        pieces.append(piece * chance.choice((1, 1, 1, 3, 30)))
    return "".join(pieces).encode("utf-8", "surrogatepass")


def files_for(one: Reader, count: int, chance: random.Random) -> Iterator[bytes]:
    """Yield what a reader gets: damaged samples, odd values in them, and made-up ones."""
    sample = one.sample()
    is_json = sample[:1] in b"{["
    for number in range(count):
        match number % 4:
            case 0 | 1:
                inside = spoiled(sample, chance)
            case 2 if is_json:
                inside = odd_json(sample, chance)
            case _:
                inside = grown(chance)
        yield one.packed(inside)
        if number % 8 == 0:  # the outside of a sealed file too
            yield spoiled(one.packed(sample), chance)


def fuzz(one: Reader, count: int, seed: int = SEED) -> tuple[list[str], float, int]:
    """Return what escaped a reader, the longest reading in seconds, and how many were read."""
    chance = random.Random(f"{seed} {one.name}")
    escaped: list[str] = []
    longest, accepted = 0.0, 0
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")
        place = Path(folder, one.file_name)
        for number, data in enumerate(files_for(one, count, chance)):
            place.write_bytes(data)
            start = time.process_time()
            try:
                one.read(place)
                accepted += 1
            except AnnotatorError as trouble:
                if "\n" in str(trouble) or not str(trouble).strip():
                    escaped.append(f"{number}: no sentence, {str(trouble)!r}")
            except Exception as trouble:  # noqa: BLE001  that is what is looked for
                escaped.append(f"{number}: {type(trouble).__name__}: {str(trouble)[:80]}")
            longest = max(longest, time.process_time() - start)
    return escaped, longest, accepted


def row_of(one: Reader, count: int) -> Row:
    """Return what came of one reader's files."""
    escaped, longest, accepted = fuzz(one, count)
    found = f"{len(escaped)} escaped, {accepted} read, longest {longest:.1f} s"
    found += f" ({escaped[0]})" if escaped else ""
    name = f"{count} files for {one.name}"
    return Row("fuzz", name, found, "0 escaped", not escaped and longest <= _LONGEST)


def count_for(one: Reader, *, short: bool) -> int:
    """Return how many files a reader gets."""
    slow = one.name in _SLOW
    return (_FEW if slow else _SOME) if short else (_SOME if slow else _MANY)


def run(short: bool) -> Sequence[Row]:
    """Give every reader its files."""
    return [row_of(each, count_for(each, short=short)) for each in READERS]


ATTACK = Attack("fuzz", "damaged and made-up files of every kind", run)
