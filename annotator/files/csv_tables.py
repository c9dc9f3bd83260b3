"""CSV as spreadsheets and schools write it: read any of them, write what all of them read.

A cell that a spreadsheet would run as a formula is written with an apostrophe before the
formula sign, and that one apostrophe is taken away again when a file is read, so that every
name comes back as it was. Where a cell starts depends on the spreadsheet: one that expects
semicolons cuts our cells at theirs, so each place behind a separator is guarded too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.domain.errors import BadInput, UnreadableFile
from annotator.domain.imports import TextReading
from annotator.files.bounds import TooMuch, check_cells
from annotator.files.limits import MEGABYTE, read_limited
from annotator.files.name_encodings import (
    ENCODINGS,
    encoding_by_marks,
    likely_encodings,
    readings,
)

#: A year's gradebook of a large course has a tenth of this.
LARGEST_TABLE = 5 * MEGABYTE
#: The most rows below the header, and the most columns.
MOST_ROWS, MOST_COLUMNS = 5_000, 1_000

_DELIMITERS = (",", ";", "\t")
#: How many rows decide about the delimiter.
_LOOKED_AT = 50

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
#: What a spreadsheet skips before a formula; a tab or a line end starts a place of its own, and
#: looking across them again and again would cost the square.
_SKIPPED = r"(?:[^\S\t\r\n]|\")*+"
_STARTS_FORMULA = re.compile(rf"(^|[,;\t\r\n])({_SKIPPED})('*+[{_SIGNS}])")
_GUARDED = re.compile(rf"(^|[,;\t\r\n])({_SKIPPED})'('*+[{_SIGNS}])")
#: How Canvas keeps a name that starts with an equals sign from being run.
_WRAPPED = re.compile(r'="(.*)"', re.DOTALL)
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t])"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row of cells, and the line of the file on which it starts."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Return a cell; empty where the row is too short."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A header and rows of cells, as they stand in the file."""

    header: tuple[str, ...]
    rows: tuple[CsvRow, ...]
    delimiter: str = ","
    encoding: str = "utf-8"
    #: How the file can be read, where nothing but its words tells which way is right.
    readings: tuple[TextReading, ...] = ()


def read_table(path: Path, *, encoding: str | None = None) -> CsvTable:
    """Return the table in a file; raise UnreadableFile if it is none.

    The encoding is guessed where none is given.
    """
    data = read_limited(path, LARGEST_TABLE)
    text, found = decoded(data, encoding, path.name)
    table = table_of(text, path.name, found)
    if found not in ENCODINGS or found.startswith("utf"):
        return table
    near = tuple(dict.fromkeys((found, *likely_encodings(data))))
    return replace(table, readings=readings(data, near))


def decoded(data: bytes, encoding: str | None, name: str) -> tuple[str, str]:
    """Return the text of a file without its byte order mark, and its encoding."""
    if encoding is not None and encoding not in ENCODINGS:
        raise BadInput(
            "“{encoding}” is no encoding that is known here. “{name}” was not read. "
            "Choose one of {encodings}.",
            encoding=encoding,
            name=name,
            encodings=", ".join(ENCODINGS),
        )
    chosen = encoding or encoding_by_marks(data)
    if chosen is None:
        if b"\0" in data:
            raise _no_text(name)
        chosen = likely_encodings(data)[0]
    try:
        text = data.decode("utf-8-sig" if chosen == "utf-8" else chosen)
    except UnicodeDecodeError as trouble:
        raise UnreadableFile(
            "“{name}” is not written in the encoding {encoding}. It was left as it is. "
            "Choose another encoding, or save it again as “CSV UTF-8”.",
            name=name,
            encoding=chosen,
        ) from trouble
    if "\0" in text:
        raise _no_text(name)
    return text.removeprefix("\ufeff"), chosen


def _no_text(name: str) -> UnreadableFile:
    return UnreadableFile(
        "“{name}” is not a table in text form. It was left as it is. Open it in the "
        "spreadsheet that made it and save it as “CSV UTF-8”.",
        name=name,
    )


def table_of(text: str, name: str, encoding: str = "utf-8") -> CsvTable:
    """Return the table of a text; `name` is the file's, for messages."""
    try:
        check_cells(text)
    except TooMuch as trouble:
        raise UnreadableFile(
            "“{name}” cannot be read: {why}. It was left as it is. Check that it "
            "is the right file.",
            name=name,
            why=trouble,
        ) from trouble
    told = _SEPARATOR_LINE.match(text)
    first_line = 1
    if told:
        text, first_line = text[told.end() :], 2
    delimiter = told.group(1) if told else _delimiter_of(text)
    rows: list[CsvRow] = []
    try:
        for row in _records(text, delimiter, first_line, strict=True):
            if len(row.cells) > MOST_COLUMNS or len(rows) > MOST_ROWS:
                raise UnreadableFile(
                    "“{name}” has more than {rows:,} rows or {columns:,} "
                    "columns, the most that a table of a class can have. It was left "
                    "as it is. Check that it is the right file.",
                    name=name,
                    rows=MOST_ROWS,
                    columns=MOST_COLUMNS,
                )
            rows.append(row)
    except csv.Error as trouble:
        line = rows[-1].line + 1 if rows else first_line
        raise UnreadableFile(
            "“{name}” has quotation marks that do not close, in the row after line "
            "{line}. It was left as it is. Correct the row, or save the table again as "
            "CSV.",
            name=name,
            line=line - 1,
        ) from trouble
    if not rows:
        raise UnreadableFile(
            "“{name}” is empty. It was left as it is. Check that it is the right file.", name=name
        )
    return CsvTable(rows[0].cells, tuple(rows[1:]), delimiter, encoding)


def _records(text: str, delimiter: str, first_line: int, *, strict: bool) -> Iterator[CsvRow]:
    """Return the rows that hold anything, each with the line on which it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    line = first_line
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield CsvRow(line, tuple(cells))
        line = reader.line_num + first_line


def _delimiter_of(text: str) -> str:
    return max(_DELIMITERS, key=lambda delimiter: _fit(text, delimiter))


def _fit(text: str, delimiter: str) -> float:
    """Return how many columns this delimiter makes, times the share of rows that have them."""
    widths = []
    try:
        for row in _records(text, delimiter, 1, strict=False):
            widths.append(len(row.cells))
            if len(widths) == _LOOKED_AT:
                break
    except csv.Error:
        return 0.0
    if not widths or widths[0] < 2:
        return 0.0
    return widths[0] * sum(width == widths[0] for width in widths) / len(widths)


# -- formulas ------------------------------------------------------------------------------------


def guarded(cell: str) -> str:
    """Return the cell with an apostrophe wherever a spreadsheet would start a formula."""
    # A dash alone, which stands for nothing, is text to every spreadsheet.
    return cell if cell == "-" else _STARTS_FORMULA.sub(r"\1\2'\3", cell)


def unguarded(cell: str) -> str:
    """Return a cell as it was before it was guarded, by us or by Canvas."""
    wrapped = _WRAPPED.fullmatch(cell)
    if wrapped:
        return wrapped.group(1)
    return _GUARDED.sub(r"\1\2\3", cell)


#: Points as the program writes them.
_POINT = re.compile(r"^(-?\d+)\.(\d\d)$")

# -- writing -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """A table to be written or looked at before: header and rows of text, not yet guarded."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class TheirCell(str):
    """A cell of another system's table, which is written back as it came."""

    __slots__ = ()


def csv_bytes(table: Written, *, with_mark: bool = False, delimiter: str = ",") -> bytes:
    """Return the bytes of a table: RFC 4180, UTF-8, our formula cells guarded.

    The byte order mark is what Excel needs to read UTF-8, and what other programs may stumble
    over. A spreadsheet that expects semicolons also expects numbers with a comma.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n", delimiter=delimiter)
    rows = _guarded_rows((table.header, *table.rows))
    if delimiter == ";":
        rows = ([_POINT.sub(r"\1,\2", cell) for cell in row] for row in rows)
    writer.writerows(rows)
    return target.getvalue().encode("utf-8-sig" if with_mark else "utf-8")


def _guarded_rows(rows: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    for row in rows:
        yield [cell if isinstance(cell, TheirCell) else guarded(cell) for cell in row]
