"""The tables: every noun of the program, and where its rows point.

Rows of `annotation`, `link` and `answer` without a `hand_in_id` are working copies of the
workspace (`lesson_id`, `author_id`); with one they are part of that hand-in and never
change. Articles, categories and questions that a newer version of a lesson no longer has
are marked as retired and kept, because work may stand on them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from annotator.storage.columns import UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _required(name: str, kind: Any, *more: Any) -> Column[Any]:
    return Column(name, kind, *more, nullable=False)


def _key(name: str, kind: Any = String, *more: Any) -> Column[Any]:
    return Column(name, kind, *more, primary_key=True, autoincrement=False)


def _row_id() -> Column[Any]:
    return Column("row_id", Integer, primary_key=True, autoincrement=True)


def _of_lesson(noun: str, *, column: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["lesson_id", column], [f"{noun}.lesson_id", f"{noun}.id"])


def _hand_in_id(*, required: bool) -> Column[Any]:
    target = ForeignKey("hand_in.id", ondelete="CASCADE")
    return Column("hand_in_id", String, target, nullable=not required)


#: The condition of the unique indices that hold working copies only.
WORKING = "hand_in_id IS NULL"


def _copies(table: str, own: str) -> tuple[Index, Index]:
    """Return the indices by which working copies and handed-in copies are found.

    The migration gives PostgreSQL the same conditions; saying so here too would load its
    dialect on every machine.
    """
    working, handed_in = text(WORKING), text("hand_in_id IS NOT NULL")
    return (
        Index(
            f"ix_{table}_working",
            *("lesson_id", "author_id", own),
            unique=True,
            sqlite_where=working,
        ),
        Index(
            f"ix_{table}_handed_in",
            *("hand_in_id", own),
            unique=True,
            sqlite_where=handed_in,
        ),
    )


# -- what the teacher gives --------------------------------------------------------------------

lesson = Table(
    "lesson",
    metadata,
    _key("id"),
    _required("version", Integer),
    _required("hash", String),
    _required("title", Text),
    _required("scheme_id", String),
    _required("rules", JSON),
    _required("summary", Text),
    _required("event", Text),
    _required("language", String),
    _required("level", Text),
    _required("minutes", Integer),
    _required("license", Text),
    _required("source_note", Text),
    _required("instructions", Text),
    _required("feedback", String),
    _required("reason_required", JSON),
    _required("weights", JSON),
    _required("standards", JSON),
    _required("public_key", LargeBinary),
)

#: Bodies by their SHA-256; a row here is never changed, so a body cannot change either.
article_body = Table("article_body", metadata, _key("hash"), _required("body", Text))

article = Table(
    "article",
    metadata,
    _key("lesson_id", String, ForeignKey("lesson.id")),
    _key("id"),
    _required("position", Integer),
    _required("retired", Boolean),
    _required("headline", Text),
    _required("outlet", Text),
    _required("byline", Text),
    _required("date", Text),
    _required("url", Text),
    _required("body_hash", String, ForeignKey("article_body.hash")),
    _required("blocks", JSON),
    _required("sentences", JSON),
)

category = Table(
    "category",
    metadata,
    _key("lesson_id", String, ForeignKey("lesson.id")),
    _key("id"),
    _required("position", Integer),
    _required("retired", Boolean),
    _required("name", Text),
    _required("letter", String),
    _required("shortcut", String),
    _required("colour", String),
    _required("line", String),
    _required("unit", String),
    _required("definition", Text),
    _required("prompt", Text),
    _required("example", Text),
    _required("asks_rewrite", Boolean),
)

technique = Table(
    "technique",
    metadata,
    _key("lesson_id"),
    _key("category_id"),
    _key("id"),
    _required("position", Integer),
    _required("name", Text),
    _required("definition", Text),
    _required("example", Text),
    _of_lesson("category", column="category_id"),
)

question = Table(
    "question",
    metadata,
    _key("lesson_id", String, ForeignKey("lesson.id")),
    _key("id"),
    _required("position", Integer),
    _required("retired", Boolean),
    _required("prompt", Text),
    _required("lines", Integer),
    Column("article_id", String),
)

criterion = Table(
    "criterion",
    metadata,
    _key("lesson_id", String, ForeignKey("lesson.id")),
    _key("id"),
    _required("position", Integer),
    _required("name", Text),
    Column("question_id", String),
)

level = Table(
    "level",
    metadata,
    _key("lesson_id"),
    _key("criterion_id"),
    _key("position", Integer),
    _required("name", Text),
    _required("points", Double),
    _required("description", Text),
    _of_lesson("criterion", column="criterion_id"),
)

#: One row where this machine has the key of a lesson; a key may hold no annotation at all.
answer_key = Table(
    "answer_key",
    metadata,
    _key("lesson_id", String, ForeignKey("lesson.id")),
    _required("links", JSON),
    _required("unscored", JSON),
)

key_annotation = Table(
    "key_annotation",
    metadata,
    _key("lesson_id", String, ForeignKey("answer_key.lesson_id", ondelete="CASCADE")),
    _key("id"),
    _required("position", Integer),
    _required("article_id", String),
    _required("category_id", String),
    _required("span_start", Integer),
    _required("span_end", Integer),
    _required("quote", Text),
    _required("status", String),
    _required("weight", Double),
    Column("technique_id", String),
    _required("explanation", Text),
    _of_lesson("article", column="article_id"),
    _of_lesson("category", column="category_id"),
)

# -- who works ---------------------------------------------------------------------------------

student = Table(
    "student",
    metadata,
    _key("id"),
    _required("name", Text),
    _required("name_key", Text),
    Index(None, "name_key"),
)

class_group = Table("class_group", metadata, _key("id"), _required("name", Text))

#: What the roster of a class says of a student; somebody who left stays, with the state.
membership = Table(
    "membership",
    metadata,
    _key("class_group_id", String, ForeignKey("class_group.id", ondelete="CASCADE")),
    _key("student_id", String, ForeignKey("student.id", ondelete="CASCADE")),
    _required("roster_id", Text),
    _required("last_name", Text),
    _required("first_name", Text),
    _required("preferred_name", Text),
    _required("full_name", Text),
    _required("section", Text),
    _required("email", Text),
    _required("accommodations", Text),
    _required("code", Text),
    _required("state", Text),
    _required("external_ids", JSON),
    Column("left_at", UtcTime),
)

#: Names that the teacher said belong to a student, though the roster writes them otherwise.
typed_name = Table(
    "typed_name",
    metadata,
    _key("class_group_id", String, ForeignKey("class_group.id", ondelete="CASCADE")),
    _key("name_key"),
    _required("student_id", String, ForeignKey("student.id", ondelete="CASCADE")),
)

assignment = Table(
    "assignment",
    metadata,
    _key("id"),
    _required("lesson_id", String, ForeignKey("lesson.id")),
    _required("class_group_id", String, ForeignKey("class_group.id", ondelete="CASCADE")),
    _required("assigned_at", UtcTime),
    Column("due_at", UtcTime),
    Index(None, "lesson_id"),
    Index(None, "class_group_id"),
)

excuse = Table(
    "excuse",
    metadata,
    _key("assignment_id", String, ForeignKey("assignment.id", ondelete="CASCADE")),
    _key("student_id", String, ForeignKey("student.id", ondelete="CASCADE")),
    _required("at", UtcTime),
    _required("reason", Text),
)

# -- what they leave ---------------------------------------------------------------------------

hand_in = Table(
    "hand_in",
    metadata,
    _key("id"),
    _required("lesson_id", String, ForeignKey("lesson.id")),
    _required("lesson_version", Integer),
    _required("lesson_hash", String),
    _required("article_hashes", JSON),
    _required("student_name", Text),
    _required("name_key", Text),
    _required("attempt", Integer),
    _required("handed_in", UtcTime),
    _required("digest", String),
    Column("collected_at", UtcTime),
    Index(None, "lesson_id", "name_key", "attempt"),
)

annotation = Table(
    "annotation",
    metadata,
    _row_id(),
    _required("id", String),
    _required("lesson_id", String),
    _required("author_id", String),
    _hand_in_id(required=False),
    _required("article_id", String),
    _required("category_id", String),
    _required("span_start", Integer),
    _required("span_end", Integer),
    _required("exact", Text),
    _required("prefix", Text),
    _required("suffix", Text),
    _required("created", UtcTime),
    Column("technique_id", String),
    _required("reason", Text),
    _required("rewrite", Text),
    _of_lesson("article", column="article_id"),
    _of_lesson("category", column="category_id"),
    *_copies("annotation", "id"),
)

link = Table(
    "link",
    metadata,
    _row_id(),
    _required("id", String),
    _required("lesson_id", String, ForeignKey("lesson.id")),
    _required("author_id", String),
    _hand_in_id(required=False),
    _required("title", Text),
    _required("note", Text),
    _required("ends", JSON),
    _required("missing_in", JSON),
    *_copies("link", "id"),
)

answer = Table(
    "answer",
    metadata,
    _row_id(),
    _required("question_id", String),
    _required("lesson_id", String),
    _required("author_id", String),
    _hand_in_id(required=False),
    _required("text", Text),
    _of_lesson("question", column="question_id"),
    *_copies("answer", "question_id"),
)

edit = Table(
    "edit",
    metadata,
    _row_id(),
    Column("id", String, nullable=False, unique=True),
    _required("lesson_id", String, ForeignKey("lesson.id")),
    _required("author_id", String),
    _required("label", Text),
    _required("at", UtcTime),
    _required("undone", Boolean),
    _required("changes", JSON),
    Index(None, "lesson_id", "author_id", "undone", "row_id"),
)

reading_place = Table(
    "reading_place",
    metadata,
    _key("lesson_id", String, ForeignKey("lesson.id")),
    _key("author_id"),
    _required("opened_at", UtcTime),
    _required("articles", JSON),
    Column("positions", JSON(none_as_null=True)),
)

# -- what the teacher decides ------------------------------------------------------------------

verdict = Table(
    "verdict",
    metadata,
    _key("hand_in_id", String, ForeignKey("hand_in.id", ondelete="CASCADE")),
    _key("annotation_id"),
    _required("kind", String),
    _required("author_id", String),
    _required("at", UtcTime),
    _required("comment", Text),
)

credit_override = Table(
    "credit_override",
    metadata,
    _key("hand_in_id", String, ForeignKey("hand_in.id", ondelete="CASCADE")),
    _key("key_id"),
    _required("credit", Double),
    _required("author_id", String),
    _required("at", UtcTime),
    _required("reason", Text),
)

criterion_score = Table(
    "criterion_score",
    metadata,
    _key("hand_in_id", String, ForeignKey("hand_in.id", ondelete="CASCADE")),
    _key("criterion_id"),
    _required("points", Double),
    _required("author_id", String),
    _required("at", UtcTime),
    _required("comment", Text),
)

comment = Table(
    "comment",
    metadata,
    _key("id"),
    _hand_in_id(required=True),
    Column("annotation_id", String),
    Column("question_id", String),
    _required("author_id", String),
    _required("at", UtcTime),
    _required("text", Text),
    Index(None, "hand_in_id"),
)

comment_bank = Table(
    "comment_bank",
    metadata,
    _key("id"),
    Column("category_id", String),
    _required("position", Integer),
    _required("text", Text),
)
