"""The documents of one student: all that a second process needs to know to set them."""

from __future__ import annotations

from annotator.translation import speaking
from annotator.worksheets.documents import Content
from annotator.worksheets.graded import graded_content
from annotator.worksheets.setting import setting_for
from annotator.worksheets.sheets import CopySheet, GradedSheet, PageOptions
from annotator.worksheets.student_copy import copy_content
from annotator.worksheets.typesetting import LayoutCache

#: A document of one student.
StudentSheet = GradedSheet | CopySheet


def content_of(sheet: StudentSheet, options: PageOptions, cache: LayoutCache) -> Content:
    """Return what makes the document of one student."""
    setting = setting_for(sheet.lesson, options, cache)
    if isinstance(sheet, GradedSheet):
        return graded_content(sheet, setting)
    return copy_content(sheet, setting)


def set_sheet(sheet: StudentSheet, options: PageOptions, cache: LayoutCache) -> bytes:
    """Return the document of one student as a file."""
    with speaking(sheet.lesson.language):
        return content_of(sheet, options, cache).alone()
