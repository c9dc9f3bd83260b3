"""What handing in says: what is missing before it, and the receipt after it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.lessons import Lesson
from annotator.services.handing_in import Missing, Receipt
from annotator.services.lessons import Progress

CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class ReceiptCard:
    """A receipt as a student reads it: pairs of a caption and a value, and the file."""

    rows: tuple[tuple[str, str], ...]
    path: Path

    @property
    def text(self) -> str:
        """Return the receipt as lines to copy."""
        return "\n".join(f"{caption}: {value}" for caption, value in self.rows)


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else many}"


def missing_lines(lesson: Lesson, missing: Missing) -> tuple[str, ...]:
    """Return a line for each kind of thing that is missing, with its count."""
    lines = []
    if missing.reasons:
        number = len(missing.reasons)
        lines.append(counted(number, "annotation has", "annotations have") + " no reason yet")
    if missing.questions:
        number, all_of_them = len(missing.questions), len(lesson.questions)
        verb = "is" if number == 1 else "are"
        lines.append(f"{number} of {all_of_them} questions {verb} not answered yet")
    if missing.articles:
        outlets = ", ".join(lesson.article(each).outlet for each in missing.articles)
        number = len(missing.articles)
        lines.append(
            counted(number, "article has", "articles have") + f" no annotation yet: {outlets}"
        )
    return tuple(lines)


def complete_line(progress: Progress) -> str:
    """Return the sentence for work in which nothing is missing."""
    parts = [counted(progress.annotations, "annotation", "annotations")]
    if progress.questions:
        parts.append(counted(progress.answered, "answer", "answers"))
    return f"Everything is there: {' and '.join(parts)}."


def receipt_code(path: Path) -> str:
    """Return the first letters of the file's SHA-256: a code that two people can compare."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:CODE_LENGTH]


def receipt_card(lesson: Lesson, receipt: Receipt, code: str) -> ReceiptCard:
    """Return what a receipt shows; the time is this machine's."""
    made = receipt.hand_in
    when = made.handed_in.astimezone()
    answered = sum(bool(answer.text.strip()) for answer in made.answers)
    rows = (
        ("Lesson", lesson.title),
        ("Name", made.student_name),
        ("Attempt", str(made.attempt)),
        ("Time", f"{when.day} {when:%B %Y, %H:%M}"),
        ("Annotations", str(len(made.annotations))),
        ("Answers", f"{answered} of {len(lesson.questions)}"),
        ("File", receipt.path.name),
        ("Receipt code", f"{code[:4]} {code[4:]}"),
    )
    return ReceiptCard(rows, receipt.path)
