"""The documents of one student: all that a second process needs to know to set them."""

from __future__ import annotations

from annotator.translation import speaking
from annotator.worksheets.graded import graded_worksheet
from annotator.worksheets.sheets import CopySheet, GradedSheet, PageOptions
from annotator.worksheets.student_copy import student_copy
from annotator.worksheets.typesetting import LayoutCache

#: A document of one student.
StudentSheet = GradedSheet | CopySheet


def set_sheet(sheet: StudentSheet, options: PageOptions, cache: LayoutCache) -> bytes:
    """Return the document of one student, in the language of the lesson."""
    with speaking(sheet.lesson.language):
        if isinstance(sheet, GradedSheet):
            return graded_worksheet(sheet, options, cache)
        return student_copy(sheet, options, cache)
