"""JSON from strangers: counted, then parsed once, then told in one sentence what is wrong."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from annotator.files.bounds import Bounds, TooMuch, check_json
from annotator.files.explaining import first_problem
from annotator.files.reasons import Reason

_Model = TypeVar("_Model", bound=BaseModel)
#: What a record can call the number of its form.
_FORMAT_NAMES = frozenset({"format", "annotator:format"})


class BadJson(Reason):
    """A text that is no record of this kind, said without the file's name."""

    def __init__(self, why: str, *, is_newer: bool = False) -> None:
        super().__init__(why)
        #: Whether a later version of the program wrote it.
        self.is_newer = is_newer


def read_json(model: type[_Model], data: bytes, most: Bounds) -> _Model:
    """Return a JSON text as a record; raise BadJson if it is too much or no such record."""
    try:
        check_json(data, most)
        return model.model_validate_json(data)
    except TooMuch as trouble:
        raise BadJson(str(trouble)) from trouble
    except ValidationError as trouble:
        raise BadJson(first_problem(trouble), is_newer=_is_newer(trouble)) from trouble
    except (MemoryError, RecursionError) as trouble:
        raise BadJson("it needs more memory than there is") from trouble


def _is_newer(trouble: ValidationError) -> bool:
    """Return whether the only known forms are older than the one that the text says."""
    return any(
        len(error["loc"]) == 1
        and error["loc"][0] in _FORMAT_NAMES
        and error["type"] == "literal_error"
        and type(error["input"]) is int
        and error["input"] > 1
        for error in trouble.errors(include_url=False, include_context=False)
    )
