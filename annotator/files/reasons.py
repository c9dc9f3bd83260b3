"""Why a file cannot be used, as a part of the sentence that names it."""

from __future__ import annotations

from annotator.domain.errors import AnnotatorError


class Reason(AnnotatorError):
    """A clause that follows a colon: who catches it says which file is meant and what to do."""
