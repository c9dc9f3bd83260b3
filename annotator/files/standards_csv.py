"""Standards that lessons can be tagged with, from CSV files that a teacher may edit."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.errors import UnreadableFile
from annotator.domain.lessons import Standard
from annotator.domain.text import normalise
from annotator.files.limits import MEGABYTE, read_text_limited
from annotator.translation import ngettext

COLUMNS = ("set", "code", "text")
LARGEST = 2 * MEGABYTE
MOST_STANDARDS = 5_000
LONGEST_CODE = 100
LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class StandardsFound:
    """The standards in their order, and a sentence for each file or row left out."""

    standards: tuple[Standard, ...]
    warnings: tuple[str, ...] = ()


def read_standards(folders: Iterable[Path]) -> StandardsFound:
    """Return the standards of every CSV file of the folders; later ones replace earlier ones."""
    found: dict[tuple[str, str], Standard] = {}
    warnings: list[str] = []
    for folder in folders:
        for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
            try:
                rows = _rows(path)
            except UnreadableFile as trouble:
                warnings.append(str(trouble))
                continue
            left_out = 0
            for row in rows:
                standard = _standard(row)
                if standard is None or len(found) >= MOST_STANDARDS:
                    left_out += 1
                else:
                    found[standard.set, standard.code] = standard
            if left_out:
                warnings.append(
                    ngettext(
                        "“{name}”: {number} row was left out: no set or no code.",
                        "“{name}”: {number} rows were left out: no set or no code.",
                        left_out,
                        name=path.name,
                    )
                )
    return StandardsFound(tuple(found.values()), tuple(warnings))


def _rows(path: Path) -> list[dict[str, str]]:
    text = normalise(read_text_limited(path, LARGEST)).lstrip("\ufeff")
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    try:
        rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as trouble:
        raise UnreadableFile(
            "“{name}” is no CSV file that can be read. The other standards are there. "
            "Save it again as CSV with the columns set, code and text.",
            name=path.name,
        ) from trouble
    folded = [{(k or "").strip().casefold(): v for k, v in row.items()} for row in rows]
    if folded and not {"set", "code"} <= folded[0].keys():
        raise UnreadableFile(
            "“{name}” has no columns named set and code. The other standards are there. "
            "Name the columns set, code and text.",
            name=path.name,
        )
    return folded


def _standard(row: dict[str, str]) -> Standard | None:
    """Return the standard of a row, or None where it names none."""
    texts = {name: " ".join(_text(row.get(name)).split()) for name in COLUMNS}
    if not texts["set"] or not texts["code"]:
        return None
    if max(len(texts["set"]), len(texts["code"])) > LONGEST_CODE:
        return None
    return Standard(texts["set"], texts["code"], texts["text"][:LONGEST_TEXT])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
