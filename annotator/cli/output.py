"""What a command prints: tables, one JSON object, progress, one sentence of trouble."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from annotator.domain.annotations import Annotation
from annotator.domain.keys import KeyAnnotation
from annotator.domain.notes import shortened
from annotator.services.jobs import Job

#: What would move the cursor, colour a terminal or turn a line around; a line end is a choice.
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SHOWN = "\N{REPLACEMENT CHARACTER}"


def print_json(value: dict[str, Any]) -> None:
    """Print one JSON object and nothing else."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def print_line(text: str = "") -> None:
    """Print one line for a person."""
    sys.stdout.write(_CONTROLS.sub(_SHOWN, text) + "\n")


def print_trouble(text: str) -> None:
    """Print one sentence of trouble to stderr, on one line whatever the names in it hold."""
    sys.stderr.write(_CONTROLS.sub(_SHOWN, text).replace("\n", _SHOWN) + "\n")


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns; columns that hold only numbers stand at the right."""
    widths = [max(len(row[n]) for row in (heads, *rows)) for n in range(len(heads))]
    right = [bool(rows) and all(_is_number(row[n]) for row in rows) for n in range(len(heads))]
    for row in (heads, *rows):
        cells = (
            cell.rjust(width) if at_right else cell.ljust(width)
            for cell, width, at_right in zip(row, widths, right, strict=True)
        )
        print_line("  ".join(cells).rstrip())


def _is_number(cell: str) -> bool:
    return not cell.strip("0123456789.,-+%/ –")


@contextmanager
def shown_progress(what: str) -> Iterator[Job]:
    """Yield a job that shows how far it is, on stderr and only where somebody looks at it."""
    visible = sys.stderr.isatty()

    def show(done: int, of: int, _phase: str) -> None:
        if visible:
            sys.stderr.write(f"\r{what}: {done} of {of}")
            sys.stderr.flush()

    yield Job(show)
    if visible:
        sys.stderr.write("\r" + " " * 60 + "\r")


def unplaced_json(annotation: Annotation) -> dict[str, str]:
    """Return an annotation whose words a lesson does not have."""
    return {
        "article": annotation.article_id,
        "category": annotation.category_id,
        "quote": annotation.quote,
        "reason": annotation.reason,
    }


def unplaced_text(quoted: Sequence[Annotation | KeyAnnotation]) -> str:
    """Return how many annotations have no place, and their words."""
    words = ", ".join(f"“{shortened(each.quote)}” ({each.article_id})" for each in quoted)
    return f"{len(quoted)} annotation{'s' if len(quoted) > 1 else ''}: {words}"


def points_text(points: float) -> str:
    """Return points with at most two decimals, without needless zeros."""
    return f"{round(points, 2):g}"
