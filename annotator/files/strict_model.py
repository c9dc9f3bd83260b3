"""The pydantic base of every format, and the kinds of text that formats are made of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from annotator.domain.text import normalise
from annotator.files.limits import LONGEST_LINE, LONGEST_NAME, LONGEST_TEXT
from annotator.translation import _


class StrictModel(BaseModel):
    """A record of a format: known fields only, no guessing of types, frozen."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        # Most starts of the program read no file: the checks are built when one is read.
        defer_build=True,
        # What stands in a file must not come back in a message at any length.
        hide_input_in_errors=True,
    )


def is_nothing(value: object) -> bool:
    """Return whether a field says nothing: files leave it out then, so that older programs read on.

    For `exclude_if` of a field that versions before this one do not know.
    """
    return not any(dict(value).values()) if isinstance(value, BaseModel) else not value


def one_line(text: str) -> str:
    """Return the text in normal form, on one line, with single spaces."""
    return " ".join(normalise(text).split())


def tidy_text(text: str) -> str:
    """Return the text in normal form without spaces at its ends."""
    return normalise(text).strip()


def _in_utc(moment: datetime) -> datetime:
    if not 1970 <= moment.year <= 9000:
        raise ValueError(_("the year is not one of a school"))
    return moment.astimezone(UTC)


#: A short name for things inside a lesson: an article, a category, a question.
Name = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=LONGEST_NAME)
]
#: Such a name, or nothing.
MaybeName = Annotated[
    str, StringConstraints(pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]*)?$", max_length=LONGEST_NAME)
]
#: The name of a lesson, which is also part of file names.
Slug = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=LONGEST_NAME)
]
#: A line of text that is there.
Line = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=LONGEST_LINE)]
#: A line of text that may be empty.
MaybeLine = Annotated[str, AfterValidator(one_line), Field(max_length=LONGEST_LINE)]
#: A text of several lines, written by a teacher.
Prose = Annotated[str, AfterValidator(tidy_text), Field(max_length=LONGEST_TEXT)]
#: What a student typed, kept as it was typed.
Typed = Annotated[str, Field(max_length=LONGEST_TEXT)]
#: A SHA-256 in hex.
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
#: An address on the web, or nothing.
WebAddress = Annotated[
    str, StringConstraints(pattern=r"^(https?://[^\s\p{C}]+)?$", max_length=2_000)
]
#: A colour as #RRGGBB.
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
#: A weight or a number of points.
Points = Annotated[float, Field(ge=0, le=1_000)]
#: A moment with its zone, kept in UTC.
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
