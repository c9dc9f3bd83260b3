"""Compare the articles of one lesson or draft, put the comparison right, and print it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from annotator.domain.comparisons import Comparison
from annotator.domain.errors import BadInput
from annotator.domain.identifiers import DraftId, LessonId
from annotator.domain.keys import AnswerKey
from annotator.domain.parts import ProgramPart, need
from annotator.files.atomic import write_whole
from annotator.services import comparing
from annotator.services.comparing import FEWEST, MOST, ComparedLesson
from annotator.services.page_options import PageOptions, Paper
from annotator.services.ports import Ports
from annotator.translation import _, speaking
from annotator.use_cases.lessons import LessonInstaller
from annotator.use_cases.on_ports import on_ports


@dataclass(frozen=True, slots=True)
class Comparing:
    """The comparison of what has this id, a lesson or a draft; reading takes its time."""

    ports: Ports
    installer: LessonInstaller
    subject: str

    def read(self) -> ComparedLesson:
        """Return the lesson with what was put right so far.

        Raise BadInput with a sentence where it has too few articles or too many.
        """
        subject = self.subject
        with self.ports.store.reading() as unit:
            draft = unit.drafts.find(DraftId(subject))
            if draft is None and unit.lessons.find(LessonId(subject)) is None:
                draft = next((d for d in unit.drafts.all() if d.lesson.id == subject), None)
        if draft is not None:
            lesson, key = draft.lesson, draft.key
        else:
            lesson, known = self.installer.with_key(subject)
            key = known or AnswerKey()
        filled = [article for article in lesson.articles if article.body.strip()]
        if not filled:
            raise BadInput(
                "“{title}” has no articles with text; to compare, it needs two. Add another "
                "article in the builder.",
                title=lesson.title,
            )
        if len(filled) < FEWEST:
            raise BadInput(
                "“{title}” has 1 article with text; to compare, it needs two. Add another article "
                "in the builder.",
                title=lesson.title,
            )
        if len(lesson.articles) > MOST:
            raise BadInput(
                "“{title}” has {number} articles, and {most} can be compared at once. "
                "Take some out in the builder.",
                title=lesson.title,
                number=len(lesson.articles),
                most=MOST,
            )
        return ComparedLesson(lesson, key, self.corrections(lesson.id))

    corrections = on_ports(comparing.corrections_of)
    correct = on_ports(comparing.correct)
    undo = on_ports(comparing.undo_correction)

    def print(
        self, compared: ComparedLesson, comparison: Comparison, folder: Path, paper: Paper = "a4"
    ) -> Path:
        """Write a comparison as a PDF into a folder; return where.

        The outlets' figures come from the answer key where there is one.
        """
        need(ProgramPart.PRINTING)
        from annotator.worksheets.comparison import ComparisonSheet, comparison_document

        of_key = compared.key_figures
        sheet = ComparisonSheet(
            compared.lesson,
            comparison,
            of_key or comparison.figures,
            _("answer key") if of_key else _("suggestions"),
        )
        path = folder / f"{compared.lesson.id}_comparison.pdf"
        with speaking(sheet.lesson.language):
            write_whole(path, comparison_document(sheet, PageOptions(paper=paper)))
        return path
