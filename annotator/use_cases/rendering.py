"""What sets documents, loaded only where something is printed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.parts import ProgramPart, need
from annotator.files.atomic import write_whole
from annotator.services.grading import ClassGrades, GradedHandIn
from annotator.services.page_options import PageOptions
from annotator.services.printing import WorksheetWriter

if TYPE_CHECKING:
    from annotator.worksheets.renderer import DocumentRenderer


def renderer(options: PageOptions, processes: int | None = None) -> DocumentRenderer:
    """Return what sets documents; a second process helps with a whole class."""
    need(ProgramPart.PRINTING)
    from annotator.worksheets.renderer import DocumentRenderer

    return DocumentRenderer(options, processes=processes or min(2, os.cpu_count() or 1))


def worksheet_writer(grades: ClassGrades, options: PageOptions) -> WorksheetWriter:
    """Return what writes one graded worksheet of a class."""
    batch = renderer(options).graded(grades)
    from annotator.worksheets.student_sheets import set_sheet
    from annotator.worksheets.typesetting import LayoutCache

    cache = LayoutCache()
    sheets = {sheet.hand_in.id: sheet for sheet in batch.sheets}

    def write(graded: GradedHandIn, path: Path) -> None:
        write_whole(path, set_sheet(sheets[graded.hand_in.id], options, cache))

    return write
