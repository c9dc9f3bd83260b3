"""What a lesson package may tell of a class: `class.json`, beside the lesson and not part of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from annotator.domain.errors import NotAllowed
from annotator.domain.hand_ins import LONGEST_NAME, clean_name
from annotator.domain.records import Records, RecordShape
from annotator.domain.sign_in import SignIn, SignInEntry
from annotator.files.lesson_record import without_empty
from annotator.files.strict_model import MaybeLine, Moment, Name, StrictModel
from annotator.translation import _

CLASS_MEMBER = "class.json"
MOST_STUDENTS = 2_000

PersonName = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]


class StudentRecord(StrictModel):
    """One student who may be picked: the code, and the name where the teacher allows it."""

    code: Name
    name: PersonName | None = None
    #: Two of the class have this name, so the code is what is signed in.
    by_code: Annotated[bool, Field(alias="byCode")] = False


class ClassRecord(StrictModel):
    """The whole of `class.json`: no number, no address, nothing of any grade."""

    kind: Literal["annotator-class"] = "annotator-class"
    format: Literal[1] = 1
    id: Name
    name: PersonName
    students: Annotated[list[StudentRecord], Field(max_length=MOST_STUDENTS)]
    drop_folder: Annotated[MaybeLine, Field(alias="dropFolder")] = ""
    keeps_drafts: Annotated[bool, Field(alias="keepsDrafts")] = False
    #: Only there where it is so: the version before does not know it.
    needs_pins: Annotated[Literal[True] | None, Field(alias="needsPins")] = None
    due: Moment | None = None

    @model_validator(mode="after")
    def _are_names(self) -> Self:
        names = [self.name, *(each.name for each in self.students if each.name)]
        codes = [each.code for each in self.students]
        if any(not _is_clean(name) for name in names):
            raise ValueError(_("a name has spaces or signs that a name cannot have"))
        if len(set(codes)) < len(codes):
            raise ValueError(_("two students have the same code"))
        return self


def _is_clean(name: str) -> bool:
    try:
        return clean_name(name) == name
    except NotAllowed:
        return False


_RECORDS = Records(
    {
        SignIn: RecordShape(
            {"class_id": "id", "class_name": "name", "entries": "students", "due_at": "due"}
        ),
        SignInEntry: RecordShape({"uses_code": "by_code"}),
    },
    native=[datetime],
)


def class_record(sign_in: SignIn) -> ClassRecord:
    """Return the sign-in of a class as its record; raise NotAllowed if none could be read back."""
    told = {"students": [], **without_empty(_RECORDS.dump(SignIn, sign_in))}
    try:
        return ClassRecord.model_validate(told)
    except ValidationError as trouble:
        raise NotAllowed(
            "The class “{name}” cannot be put into a lesson file: a name or a "
            "code in it has signs that it cannot have. Nothing was written.",
            name=sign_in.class_name,
        ) from trouble


def sign_in_of(record: ClassRecord) -> SignIn:
    """Return the sign-in that a record holds."""
    return _RECORDS.load(SignIn, record.model_dump(by_alias=False, exclude_defaults=True))
