"""Typed names for the identifiers that travel between rooms."""

from __future__ import annotations

from typing import NewType

LessonId = NewType("LessonId", str)
ArticleId = NewType("ArticleId", str)
CategoryId = NewType("CategoryId", str)
TechniqueId = NewType("TechniqueId", str)
AnnotationId = NewType("AnnotationId", str)
AuthorId = NewType("AuthorId", str)
KeyId = NewType("KeyId", str)
LinkId = NewType("LinkId", str)
QuestionId = NewType("QuestionId", str)
CriterionId = NewType("CriterionId", str)
HandInId = NewType("HandInId", str)
CommentId = NewType("CommentId", str)
BankCommentId = NewType("BankCommentId", str)
FactId = NewType("FactId", str)
WordingId = NewType("WordingId", str)
CorrectionId = NewType("CorrectionId", str)
EditId = NewType("EditId", str)
DraftId = NewType("DraftId", str)
ClassId = NewType("ClassId", str)
AssignmentId = NewType("AssignmentId", str)

#: The author of the answer key and of every decision at the grading screen.
TEACHER = AuthorId("teacher")
