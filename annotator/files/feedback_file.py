"""Feedback files: what a student gets back, signed by the teacher, read with distrust.

A file is two plain lines and a locked box with the teacher's signature and a JSON object:

    annotator-feedback 2
    <name of the secret that opens it> <length>
    <64 bytes of signature, then {"format": 1, ...}>

A student has no key of their own, so it is locked with a secret of the class: one that is made
from what stands in the lesson file. Files of form 1 were signed and not locked; they still open.
What this protects and what it does not is said in docs/decisions/0025.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import FailFast, Field, ValidationError, model_validator

from annotator.domain.errors import NotAllowed, UnreadableFile
from annotator.domain.file_names import safe_file_name
from annotator.domain.hand_ins import LONGEST_NAME
from annotator.domain.lessons import Lesson
from annotator.domain.records import Records, RecordShape
from annotator.domain.returned import FeedbackNote, StudentFeedback
from annotator.files import bounds
from annotator.files.atomic import write_whole
from annotator.files.explaining import first_problem
from annotator.files.json_text import BadJson, read_json
from annotator.files.limits import LONGEST_ARTICLE, MEGABYTE, read_limited
from annotator.files.sealing import class_key, key_name, lock_with, open_locked
from annotator.files.signing import SIGNATURE_LENGTH, is_signed_by, sign
from annotator.files.strict_model import (
    Moment,
    Name,
    Sha256,
    Slug,
    StrictModel,
    Typed,
    is_nothing,
)
from annotator.files.teacher_keys import TeacherKeys
from annotator.translation import _

SUFFIX = ".feedback"
FORMAT = 2
LARGEST_FEEDBACK = 5 * MEGABYTE
_OWN_LETTERS = 6
#: Ten times what the fullest feedback of the demo class has.
MOST_NOTES = 4_000

_HEAD = re.compile(rb"annotator-feedback (\d{1,9})\n")
_OPEN_LINE = re.compile(rb"([0-9a-f]{16}) ([0-9a-f]{128}) (\d{1,9})\n")
_LOCKED_LINE = re.compile(rb"([0-9a-f]{16}) (\d{1,9})\n")
Number = Annotated[float, Field(ge=-100_000, le=100_000)]
Offset = Annotated[int, Field(ge=0, le=LONGEST_ARTICLE)]


class NoteRecord(StrictModel):
    """One highlight with what became of it, or one item that was missed."""

    article: Name
    category: Name
    start: Offset
    end: Offset
    quote: Typed
    outcome: Annotated[str, Field(max_length=60)]
    points: Number = 0.0
    explanation: Typed = ""
    wanted: Name | None = None
    reason: Typed = ""
    rewrite: Typed = ""
    comment: Typed = ""
    by_hand: Typed = ""

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end < self.start:
            raise ValueError(_("a note runs backwards"))
        return self


class LineRecord(StrictModel):
    """One line of the sum that makes the grade."""

    name: Typed
    points: Number
    maximum: Number | None = None


class AnswerRecord(StrictModel):
    """A question, the answer and the comment on it."""

    prompt: Typed
    answer: Typed
    comment: Typed = ""


class FeedbackCriterionRecord(StrictModel):
    """A criterion with the level that was reached."""

    name: Typed
    level: Typed
    points: Number | None
    maximum: Number
    comment: Typed = ""


class FeedbackRecord(StrictModel):
    """One student's graded hand-in."""

    format: Literal[1] = 1
    hand_in: Name
    lesson: Slug
    version: Annotated[int, Field(ge=1, le=1_000_000)]
    title: Typed
    articles: Annotated[dict[Name, Sha256], Field(max_length=50)]
    student: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    attempt: Annotated[int, Field(ge=1, le=10_000)]
    handed_in: Moment
    returned_at: Moment
    points: Number
    maximum: Number
    rubric_points: Number
    rubric_maximum: Number
    comment: Typed = ""
    request: Typed = ""
    request_answer: Typed = ""
    #: How often the teacher had decided about the hand-in, and how much was missed and not told.
    revision: Annotated[int, Field(ge=0)] = 0
    untold: Annotated[int, Field(ge=0)] = 0
    notes: Annotated[list[NoteRecord], Field(max_length=MOST_NOTES), FailFast()]
    answers: Annotated[list[AnswerRecord], Field(max_length=200), FailFast()]
    criteria: Annotated[list[FeedbackCriterionRecord], Field(max_length=200), FailFast()]
    lines: Annotated[list[LineRecord], Field(max_length=300, default_factory=list), FailFast()]
    grade: Annotated[str, Field(max_length=60, exclude_if=is_nothing)] = ""
    counted: Annotated[str, Field(max_length=2_000, exclude_if=is_nothing)] = ""


_SHAPES = {
    FeedbackNote: RecordShape(
        {"article_id": "article", "category_id": "category"}, flat=frozenset({"span"})
    ),
    StudentFeedback: RecordShape(
        {
            "hand_in_id": "hand_in",
            "lesson_id": "lesson",
            "lesson_version": "version",
            "lesson_title": "title",
            "article_hashes": "articles",
            "student_name": "student",
        }
    ),
}
#: Feedback as `FeedbackRecord` checks it, with its moments as they are.
_RECORDS = Records(_SHAPES, native=[datetime])
_STORED = Records(_SHAPES)


class FeedbackFiles:
    """The feedback files of one copy of the program, with its teacher's key."""

    def __init__(self, keys: TeacherKeys) -> None:
        """Sign with the key of a data folder."""
        self._keys = keys

    def write(self, feedback: StudentFeedback, path: Path, lesson_key: bytes = b"") -> None:
        """Sign feedback, lock it for who has the lesson, and write it whole or not at all."""
        self._keys.ensure_public_key()
        private = self._keys.private_key()
        assert private is not None
        try:
            payload = record_of(feedback).model_dump_json().encode("utf-8")
        except ValidationError as trouble:
            raise NotAllowed(
                "What {name} gets back does not fit into a feedback file "
                "({why}). The grades are kept. Return the PDF alone.",
                name=feedback.student_name,
                why=first_problem(trouble),
            ) from trouble
        secret = class_key(feedback.lesson_id, lesson_key)
        locked = lock_with(secret, sign(_kind(FORMAT) + payload, private) + payload)
        head = f"{key_name(secret)} {len(locked)}\n"
        write_whole(path, _kind(FORMAT) + head.encode("ascii") + locked)


def feedback_name(feedback: StudentFeedback) -> str:
    """Return the name of a feedback file, without a folder."""
    moment = feedback.returned_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    student = safe_file_name(feedback.student_name)
    # Two names can look alike in a file name; the hand-in's own number tells them apart.
    own = re.sub("[^A-Za-z0-9]", "", feedback.hand_in_id)[-_OWN_LETTERS:]
    return f"{feedback.lesson_id}_{student}_{moment}_{own}{SUFFIX}"


def _kind(form: int) -> bytes:
    """Return the first line of a file, which is signed too."""
    return b"annotator-feedback %d\n" % form


def read_feedback(path: Path, lessons: Iterable[Lesson] = ()) -> SignedFeedback:
    """Read a feedback file, which one of the lessons opens.

    Raise UnreadableFile if it is damaged, no feedback, or of a lesson that is not among these.
    """
    data = read_limited(path, LARGEST_FEEDBACK)
    head = _HEAD.match(data)
    if head is None:
        raise UnreadableFile(
            "“{name}” is not a feedback file of Annotator. It was left as it is. Ask "
            "your teacher for the right file.",
            name=path.name,
        )
    if int(head[1]) > FORMAT:
        raise UnreadableFile(
            "“{name}” was written by a newer version of Annotator. It was left as it "
            "is. Open it with that version, or ask your teacher for the PDF.",
            name=path.name,
        )
    is_open = int(head[1]) == 1
    line = (_OPEN_LINE if is_open else _LOCKED_LINE).match(data, head.end())
    if line is None or len(data) - line.end() != int(line[line.re.groups]):
        raise _damaged(path, _("it is not whole"))
    rest = data[line.end() :]
    signature = bytes.fromhex(line[2].decode()) if is_open else b""
    if not is_open:
        rest = _unlocked(path, line[1].decode(), rest, lessons)
        signature, rest = rest[:SIGNATURE_LENGTH], rest[SIGNATURE_LENGTH:]
    payload = rest
    try:
        record = read_json(FeedbackRecord, payload, bounds.FEEDBACK)
    except BadJson as trouble:
        raise _damaged(path, str(trouble)) from trouble
    signed = _kind(int(head[1])) + payload
    feedback = _RECORDS.load(StudentFeedback, record.model_dump())
    return SignedFeedback(path.name, feedback, signed, signature)


def _unlocked(path: Path, name: str, locked: bytes, lessons: Iterable[Lesson]) -> bytes:
    secrets = (class_key(lesson.id, lesson.public_key) for lesson in lessons)
    secret = next((each for each in secrets if key_name(each) == name), None)
    if secret is None:
        raise UnreadableFile(
            "“{name}” is about a lesson that is not on this computer as your teacher "
            "gave it out. It was left as it is. Open the lesson file from your teacher "
            "first, then this file again.",
            name=path.name,
        )
    opened = open_locked(secret, locked)
    if opened is None:
        raise _damaged(path, _("it was changed after it was written"))
    return opened


def _damaged(path: Path, how: str) -> UnreadableFile:
    return UnreadableFile(
        "“{name}” is damaged: {why}. It was left as it is. Copy it again, or ask your "
        "teacher for it again.",
        name=path.name,
        why=how,
    )


class SignedFeedback:
    """Feedback as it was read, with its signature still to be checked."""

    def __init__(
        self, name: str, feedback: StudentFeedback, signed: bytes, signature: bytes
    ) -> None:
        """Keep the signed bytes as they are."""
        self.feedback = feedback
        self._name = name
        self._signed = signed
        self._signature = signature

    def check(self, public_key: bytes) -> None:
        """Raise UnreadableFile if it is not from the teacher with this key."""
        if not is_signed_by(self._signed, self._signature, public_key):
            raise UnreadableFile(
                "“{name}” was not written by the teacher of this lesson, or it was "
                "changed after that. It was not taken in. Ask your teacher for it "
                "again.",
                name=self._name,
            )


def record_of(feedback: StudentFeedback) -> FeedbackRecord:
    """Return feedback as its file holds it; pydantic refuses what could not be read back."""
    return FeedbackRecord.model_validate(_RECORDS.dump(StudentFeedback, feedback))


def to_stored(feedback: StudentFeedback) -> dict[str, Any]:
    """Return feedback as the database keeps it."""
    stored: dict[str, Any] = _STORED.dump(StudentFeedback, feedback)
    return stored


def from_stored(stored: Mapping[str, Any]) -> StudentFeedback:
    """Return the feedback that the database keeps."""
    return _STORED.load(StudentFeedback, stored)
