"""The tables: every noun of the program, and where its rows point.

Rows of `annotation`, `link` and `answer` without a `hand_in_id` are working copies of the
workspace (`lesson_id`, `author_id`); with one they are part of that hand-in and never
change. Articles, categories and questions that a newer version of a lesson no longer has
are marked as retired and kept, because work may stand on them.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
)

from annotator.storage.columns import UtcTime
from annotator.storage.row_parts import (
    copies,
    hand_in_id,
    key,
    metadata,
    of_lesson,
    required,
    row_id,
)

# -- what the teacher gives --------------------------------------------------------------------

lesson = Table(
    "lesson",
    metadata,
    key("id"),
    required("version", Integer),
    required("hash", String),
    required("title", Text),
    required("scheme_id", String),
    required("rules", JSON),
    required("summary", Text),
    required("event", Text),
    required("language", String),
    required("level", Text),
    required("minutes", Integer),
    required("license", Text),
    required("source_note", Text),
    required("instructions", Text),
    required("feedback", String),
    required("reason_required", JSON),
    required("weights", JSON),
    required("standards", JSON),
    required("public_key", LargeBinary),
    required("hide_outlets", Boolean, server_default=false()),
    required("required_work", JSON, server_default="{}"),
    required("archived", Boolean, server_default=false()),
)

#: Bodies by their SHA-256; a row here is never changed, so a body cannot change either.
article_body = Table("article_body", metadata, key("hash"), required("body", Text))

article = Table(
    "article",
    metadata,
    key("lesson_id", String, ForeignKey("lesson.id")),
    key("id"),
    required("position", Integer),
    required("retired", Boolean),
    required("headline", Text),
    required("outlet", Text),
    required("byline", Text),
    required("date", Text),
    required("url", Text),
    required("license", Text, server_default=""),
    required("source_note", Text, server_default=""),
    required("body_hash", String, ForeignKey("article_body.hash")),
    required("blocks", JSON),
    required("sentences", JSON),
)

category = Table(
    "category",
    metadata,
    key("lesson_id", String, ForeignKey("lesson.id")),
    key("id"),
    required("position", Integer),
    required("retired", Boolean),
    required("name", Text),
    required("letter", String),
    required("shortcut", String),
    required("colour", String),
    required("line", String),
    required("unit", String),
    required("definition", Text),
    required("prompt", Text),
    required("example", Text),
    required("asks_rewrite", Boolean),
)

technique = Table(
    "technique",
    metadata,
    key("lesson_id"),
    key("category_id"),
    key("id"),
    required("position", Integer),
    required("name", Text),
    required("definition", Text),
    required("example", Text),
    of_lesson("category", column="category_id"),
)

question = Table(
    "question",
    metadata,
    key("lesson_id", String, ForeignKey("lesson.id")),
    key("id"),
    required("position", Integer),
    required("retired", Boolean),
    required("prompt", Text),
    required("lines", Integer),
    Column("article_id", String),
)

criterion = Table(
    "criterion",
    metadata,
    key("lesson_id", String, ForeignKey("lesson.id")),
    key("id"),
    required("position", Integer),
    required("name", Text),
    Column("question_id", String),
)

level = Table(
    "level",
    metadata,
    key("lesson_id"),
    key("criterion_id"),
    key("position", Integer),
    required("name", Text),
    required("points", Double),
    required("description", Text),
    of_lesson("criterion", column="criterion_id"),
)

#: One row where this machine has the key of a lesson; a key may hold no annotation at all.
answer_key = Table(
    "answer_key",
    metadata,
    key("lesson_id", String, ForeignKey("lesson.id")),
    required("links", JSON),
    required("unscored", JSON),
)

key_annotation = Table(
    "key_annotation",
    metadata,
    key("lesson_id", String, ForeignKey("answer_key.lesson_id", ondelete="CASCADE")),
    key("id"),
    required("position", Integer),
    required("article_id", String),
    required("category_id", String),
    required("span_start", Integer),
    required("span_end", Integer),
    required("quote", Text),
    required("status", String),
    required("weight", Double),
    Column("technique_id", String),
    required("explanation", Text),
    Column("accepted", JSON(none_as_null=True)),
    of_lesson("article", column="article_id"),
    of_lesson("category", column="category_id"),
)

# -- who works ---------------------------------------------------------------------------------

student = Table(
    "student",
    metadata,
    key("id"),
    required("name", Text),
    required("name_key", Text),
    required("pin_hash", Text, server_default=""),
    Index(None, "name_key"),
)

class_group = Table(
    "class_group",
    metadata,
    key("id"),
    required("name", Text),
    required("sign_in", JSON, server_default="{}"),
)

#: What the roster of a class says of a student; somebody who left stays, with the state.
membership = Table(
    "membership",
    metadata,
    key("class_group_id", String, ForeignKey("class_group.id", ondelete="CASCADE")),
    key("student_id", String, ForeignKey("student.id", ondelete="CASCADE")),
    required("roster_id", Text),
    required("last_name", Text),
    required("first_name", Text),
    required("preferred_name", Text),
    required("full_name", Text),
    required("section", Text),
    required("email", Text),
    required("accommodations", Text),
    required("code", Text),
    required("state", Text),
    required("external_ids", JSON),
    Column("left_at", UtcTime),
)

#: Names that the teacher said belong to a student, though the roster writes them otherwise.
typed_name = Table(
    "typed_name",
    metadata,
    key("class_group_id", String, ForeignKey("class_group.id", ondelete="CASCADE")),
    key("name_key"),
    required("student_id", String, ForeignKey("student.id", ondelete="CASCADE")),
)

assignment = Table(
    "assignment",
    metadata,
    key("id"),
    required("lesson_id", String, ForeignKey("lesson.id")),
    required("class_group_id", String, ForeignKey("class_group.id", ondelete="CASCADE")),
    required("assigned_at", UtcTime),
    Column("due_at", UtcTime),
    Index(None, "lesson_id"),
    Index(None, "class_group_id"),
)

excuse = Table(
    "excuse",
    metadata,
    key("assignment_id", String, ForeignKey("assignment.id", ondelete="CASCADE")),
    key("student_id", String, ForeignKey("student.id", ondelete="CASCADE")),
    required("at", UtcTime),
    required("reason", Text),
)

# -- what they leave ---------------------------------------------------------------------------

hand_in = Table(
    "hand_in",
    metadata,
    key("id"),
    required("lesson_id", String, ForeignKey("lesson.id")),
    required("lesson_version", Integer),
    required("lesson_hash", String),
    required("article_hashes", JSON),
    required("student_name", Text),
    required("name_key", Text),
    required("attempt", Integer),
    required("handed_in", UtcTime),
    required("digest", String),
    Column("collected_at", UtcTime),
    Column("arrived_at", UtcTime),
    Column("taken_at", UtcTime),
    Index(None, "lesson_id", "name_key", "attempt"),
)

annotation = Table(
    "annotation",
    metadata,
    row_id(),
    required("id", String),
    required("lesson_id", String),
    required("author_id", String),
    hand_in_id(is_required=False),
    required("article_id", String),
    required("category_id", String),
    required("span_start", Integer),
    required("span_end", Integer),
    required("exact", Text),
    required("prefix", Text),
    required("suffix", Text),
    required("created", UtcTime),
    Column("technique_id", String),
    required("reason", Text),
    required("rewrite", Text),
    of_lesson("article", column="article_id"),
    of_lesson("category", column="category_id"),
    *copies("annotation", "id"),
)

link = Table(
    "link",
    metadata,
    row_id(),
    required("id", String),
    required("lesson_id", String, ForeignKey("lesson.id")),
    required("author_id", String),
    hand_in_id(is_required=False),
    required("title", Text),
    required("note", Text),
    required("ends", JSON),
    required("missing_in", JSON),
    *copies("link", "id"),
)

answer = Table(
    "answer",
    metadata,
    row_id(),
    required("question_id", String),
    required("lesson_id", String),
    required("author_id", String),
    hand_in_id(is_required=False),
    required("text", Text),
    of_lesson("question", column="question_id"),
    *copies("answer", "question_id"),
)

edit = Table(
    "edit",
    metadata,
    row_id(),
    Column("id", String, nullable=False, unique=True),
    required("lesson_id", String, ForeignKey("lesson.id")),
    required("author_id", String),
    required("label", Text),
    required("at", UtcTime),
    required("undone", Boolean),
    required("changes", JSON),
    Index(None, "lesson_id", "author_id", "undone", "row_id"),
)

reading_place = Table(
    "reading_place",
    metadata,
    key("lesson_id", String, ForeignKey("lesson.id")),
    key("author_id"),
    required("opened_at", UtcTime),
    required("articles", JSON),
    Column("positions", JSON(none_as_null=True)),
    Column("layout", JSON(none_as_null=True)),
)

# -- what the teacher decides ------------------------------------------------------------------

verdict = Table(
    "verdict",
    metadata,
    key("hand_in_id", String, ForeignKey("hand_in.id", ondelete="CASCADE")),
    key("annotation_id"),
    required("kind", String),
    required("author_id", String),
    required("at", UtcTime),
    required("comment", Text),
)

credit_override = Table(
    "credit_override",
    metadata,
    key("hand_in_id", String, ForeignKey("hand_in.id", ondelete="CASCADE")),
    key("key_id"),
    required("credit", Double),
    required("author_id", String),
    required("at", UtcTime),
    required("reason", Text),
)

criterion_score = Table(
    "criterion_score",
    metadata,
    key("hand_in_id", String, ForeignKey("hand_in.id", ondelete="CASCADE")),
    key("criterion_id"),
    required("points", Double),
    required("author_id", String),
    required("at", UtcTime),
    required("comment", Text),
)

comment = Table(
    "comment",
    metadata,
    key("id"),
    hand_in_id(is_required=True),
    Column("annotation_id", String),
    Column("question_id", String),
    required("author_id", String),
    required("at", UtcTime),
    required("text", Text),
    Index(None, "hand_in_id"),
)

comment_bank = Table(
    "comment_bank",
    metadata,
    key("id"),
    Column("category_id", String),
    required("position", Integer),
    required("text", Text),
)
