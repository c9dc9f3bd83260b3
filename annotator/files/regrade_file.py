"""Requests to look again: a student's sentence, sealed to the teacher like a hand-in.

A file is two plain lines and a sealed box:

    annotator-regrade 1
    3f2a9c0d11aa22bb 431
    <431 bytes that only the holder of the key with that fingerprint can open>
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from annotator.domain.errors import UnreadableFile
from annotator.domain.file_names import safe_file_name
from annotator.domain.grading_session import RegradeRequest
from annotator.domain.identifiers import HandInId
from annotator.domain.returned import StudentFeedback
from annotator.files import bounds
from annotator.files.atomic import write_whole
from annotator.files.json_text import BadJson, read_json
from annotator.files.limits import read_limited
from annotator.files.sealing import fingerprint, open_sealed, seal
from annotator.files.strict_model import Moment, Name, StrictModel
from annotator.files.teacher_keys import TeacherKeys
from annotator.translation import _

SUFFIX = ".regrade"
FORMAT = 1
#: The longest request, in code points.
LONGEST_REQUEST = 2_000
_LARGEST = 100_000
_HEAD = re.compile(rb"annotator-regrade (\d{1,9})\n([0-9a-f]{16}) (\d{1,9})\n")


class RegradeRecord(StrictModel):
    """One request."""

    format: Literal[1] = 1
    hand_in: Name
    at: Moment
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_REQUEST)]


def write_request(
    feedback: StudentFeedback, text: str, at: datetime, recipient: bytes, folder: Path
) -> Path:
    """Seal a request for the teacher and write it whole or not at all."""
    record = RegradeRecord(hand_in=feedback.hand_in_id, at=at, text=text.strip())
    sealed = seal(record.model_dump_json().encode("utf-8"), recipient)
    head = f"annotator-regrade {FORMAT}\n{fingerprint(recipient)} {len(sealed)}\n"
    moment = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    name = f"{feedback.lesson_id}_{safe_file_name(feedback.student_name)}_{moment}{SUFFIX}"
    write_whole(folder / name, head.encode("ascii") + sealed)
    return folder / name


def read_request(path: Path, keys: TeacherKeys) -> RegradeRequest:
    """Open a request; raise UnreadableFile if it is damaged or for another teacher."""
    data = read_limited(path, _LARGEST)
    head = _HEAD.match(data)
    if head is None or len(data) - head.end() != int(head[3]):
        raise _unreadable(path, _("it is not a whole request of Annotator"))
    if int(head[1]) > FORMAT:
        raise _unreadable(path, _("it was written by a newer version of Annotator"))
    opener = keys.opener(head[2].decode("ascii"))
    if opener is None:
        raise _unreadable(path, _("it is sealed for another teacher"))
    payload = open_sealed(data[head.end() :], opener)
    if payload is None:
        raise _unreadable(path, _("it was changed after it was sealed"))
    try:
        record = read_json(RegradeRecord, payload, bounds.SMALL)
    except BadJson as trouble:
        raise _unreadable(path, str(trouble)) from trouble
    return RegradeRequest(HandInId(record.hand_in), record.at, record.text)


def find_requests(folder: Path) -> tuple[Path, ...]:
    """Return the requests in a folder in name order; nothing where it cannot be read."""
    try:
        return tuple(sorted(p for p in folder.iterdir() if p.name.lower().endswith(SUFFIX)))
    except OSError:
        return ()


def _unreadable(path: Path, how: str) -> UnreadableFile:
    return UnreadableFile(
        "“{name}” could not be used: {why}. It was left as it is. Ask the student to "
        "send the request again.",
        name=path.name,
        why=how,
    )
