"""Finished PDF files with further objects in compressed object streams (PDF 1.5).

ReportLab writes every object by itself and in full; a structure tree of a thousand small
dictionaries would be three times as large as the text it describes.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Sequence

#: Objects in one stream: a reader unpacks a stream as a whole.
_PER_STREAM = 256
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])")


def with_objects(file: bytes, first: int, objects: Sequence[bytes]) -> bytes:
    """Return the file with `objects` numbered from `first` on, and one new table of places.

    The file must not be encrypted and must use no number from `first` on.
    """
    start = _START.search(file)
    if start is None:
        raise ValueError("not a PDF file with a table of places")
    table_at = int(start.group(1))
    table, _, trailer = file[table_at : start.start()].partition(b"trailer")
    places = [
        struct.pack(">BIH", kind == b"n", int(offset), 0 if kind == b"n" else 0xFFFF)
        for offset, _, kind in _ENTRY.findall(table)
    ]
    if len(places) > first:
        raise ValueError(f"the file has {len(places)} objects and more were to begin at {first}")
    body = bytearray(file[:table_at])
    further = []
    stream_number = first + len(objects)
    own_places = []
    for stream, count in _streams(first, objects):
        own_places.append(struct.pack(">BIH", 1, len(body), 0))
        body += _stream_object(stream_number, b"/Type/ObjStm" + stream[0], stream[1])
        further += [struct.pack(">BIH", 2, stream_number, index) for index in range(count)]
        stream_number += 1
    own_places.append(struct.pack(">BIH", 1, len(body), 0))
    head = b"/Type/XRef/W[1 4 2]/Index[0 %d %d %d]/Size %d" % (
        len(places),
        first,
        len(further) + len(own_places),
        stream_number + 1,
    )
    head += b"".join(_entries_of(trailer))
    end = len(body)
    body += _stream_object(stream_number, head, b"".join([*places, *further, *own_places]))
    return bytes(body) + b"startxref\n%d\n%%%%EOF\n" % end


def _streams(first: int, objects: Sequence[bytes]) -> Iterator[tuple[tuple[bytes, bytes], int]]:
    for begin in range(0, len(objects), _PER_STREAM):
        part = objects[begin : begin + _PER_STREAM]
        places = []
        offset = 0
        for index, content in enumerate(part):
            places.append(b"%d %d" % (first + begin + index, offset))
            offset += len(content) + 1
        head = b" ".join(places) + b"\n"
        packed = head + b"\n".join(part)
        yield (b"/N %d/First %d" % (len(part), len(head)), packed), len(part)


def _stream_object(number: int, entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>" % (number, entries, len(packed))
    return head + b"stream\n" + packed + b"\nendstream\nendobj\n"


def _entries_of(trailer: bytes) -> Iterator[bytes]:
    """Yield the entries of the old trailer that the new one keeps."""
    for name in (b"Root", b"Info"):
        found = re.search(rb"/%s\s+(\d+ \d+ R)" % name, trailer)
        if found:
            yield b"/%s %s" % (name, found.group(1))
    identity = re.search(rb"/ID\s*(\[.*?\])", trailer, re.DOTALL)
    if identity:
        yield b"/ID" + identity.group(1)
