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

from annotator.storage.columns import Sentence, UtcTime
from annotator.storage.row_parts import (
    all_of,
    copies,
    hand_in_id,
    key,
    key_of,
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
    *all_of(Integer, "version minutes"),
    *all_of(String, "hash scheme_id language feedback"),
    *all_of(Text, "title summary event level license source_note instructions"),
    *all_of(JSON, "rules reason_required weights standards"),
    required("public_key", LargeBinary),
    required("hide_outlets", Boolean, server_default=false()),
    required("required_work", JSON, server_default="{}"),
    required("credit_rules", Integer, server_default="1"),
    required("word_budgets", JSON, server_default="{}"),
    required("archived", Boolean, server_default=false()),
    required("asked", JSON, server_default="{}"),
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
    *all_of(Text, "headline outlet byline date url"),
    required("license", Text, server_default=""),
    required("source_note", Text, server_default=""),
    required("body_hash", String, ForeignKey("article_body.hash")),
    *all_of(JSON, "blocks sentences"),
)

category = Table(
    "category",
    metadata,
    key("lesson_id", String, ForeignKey("lesson.id")),
    key("id"),
    required("position", Integer),
    *all_of(Boolean, "retired asks_rewrite"),
    *all_of(Text, "name definition prompt example"),
    *all_of(String, "letter shortcut colour line unit"),
)

technique = Table(
    "technique",
    metadata,
    key("lesson_id"),
    key("category_id"),
    key("id"),
    required("position", Integer),
    *all_of(Text, "name definition example"),
    of_lesson("category", column="category_id"),
)

question = Table(
    "question",
    metadata,
    key("lesson_id", String, ForeignKey("lesson.id")),
    key("id"),
    *all_of(Integer, "position lines"),
    required("retired", Boolean),
    required("prompt", Text),
    Column("article_id", String),
    required("needs_all", Boolean, server_default=false()),
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
    *all_of(Text, "name description"),
    required("points", Double),
    of_lesson("criterion", column="criterion_id"),
)

#: One row where this machine has the key of a lesson; a key may hold no annotation at all.
answer_key = Table(
    "answer_key",
    metadata,
    key("lesson_id", String, ForeignKey("lesson.id")),
    *all_of(JSON, "links unscored"),
)

key_annotation = Table(
    "key_annotation",
    metadata,
    key("lesson_id", String, ForeignKey("answer_key.lesson_id", ondelete="CASCADE")),
    key("id"),
    *all_of(Integer, "position span_start span_end"),
    *all_of(String, "article_id category_id status"),
    *all_of(Text, "quote explanation"),
    required("weight", Double),
    Column("technique_id", String),
    Column("accepted", JSON(none_as_null=True)),
    required("also", JSON, server_default="[]"),
    of_lesson("article", column="article_id"),
    of_lesson("category", column="category_id"),
)

# -- who works ---------------------------------------------------------------------------------

student = Table(
    "student",
    metadata,
    key("id"),
    *all_of(Text, "name name_key"),
    required("pin_hash", Text, server_default=""),
    Index(None, "name_key"),
)

class_group = Table(
    "class_group",
    metadata,
    key("id"),
    required("name", Text),
    required("sign_in", JSON, server_default="{}"),
    required("grade_scale", JSON, server_default="{}"),
)

#: What the roster of a class says of a student; somebody who left stays, with the state.
membership = Table(
    "membership",
    metadata,
    key_of("class_group"),
    key_of("student"),
    *all_of(Text, "roster_id last_name first_name preferred_name full_name section email"),
    *all_of(Text, "accommodations code state"),
    required("external_ids", JSON),
    Column("left_at", UtcTime),
)

#: Names that the teacher said belong to a student, though the roster writes them otherwise.
typed_name = Table(
    "typed_name",
    metadata,
    key_of("class_group"),
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
    key_of("assignment"),
    key_of("student"),
    required("at", UtcTime),
    required("reason", Text),
)

# -- what they leave ---------------------------------------------------------------------------

hand_in = Table(
    "hand_in",
    metadata,
    key("id"),
    required("lesson_id", String, ForeignKey("lesson.id")),
    *all_of(Integer, "lesson_version attempt"),
    *all_of(String, "lesson_hash digest"),
    required("article_hashes", JSON),
    *all_of(Text, "student_name name_key"),
    required("handed_in", UtcTime),
    Column("collected_at", UtcTime),
    Column("arrived_at", UtcTime),
    Column("taken_at", UtcTime),
    required("reading_group", Text, server_default=""),
    Index(None, "lesson_id", "name_key", "attempt"),
)

annotation = Table(
    "annotation",
    metadata,
    row_id(),
    *all_of(String, "id lesson_id author_id article_id category_id"),
    hand_in_id(is_required=False),
    *all_of(Integer, "span_start span_end"),
    *all_of(Text, "exact prefix suffix reason rewrite"),
    required("created", UtcTime),
    Column("technique_id", String),
    of_lesson("article", column="article_id"),
    of_lesson("category", column="category_id"),
    *copies("annotation", "id"),
)

link = Table(
    "link",
    metadata,
    row_id(),
    *all_of(String, "id author_id"),
    required("lesson_id", String, ForeignKey("lesson.id")),
    hand_in_id(is_required=False),
    *all_of(Text, "title note"),
    *all_of(JSON, "ends missing_in"),
    *copies("link", "id"),
)

answer = Table(
    "answer",
    metadata,
    row_id(),
    *all_of(String, "question_id lesson_id author_id"),
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
    required("label", Sentence),
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
    required("reading_group", Text, server_default=""),
)

# -- what the teacher decides ------------------------------------------------------------------

verdict = Table(
    "verdict",
    metadata,
    key_of("hand_in"),
    key("annotation_id"),
    *all_of(String, "kind author_id"),
    required("at", UtcTime),
    required("comment", Text),
)

credit_override = Table(
    "credit_override",
    metadata,
    key_of("hand_in"),
    key("key_id"),
    required("credit", Double),
    required("author_id", String),
    required("at", UtcTime),
    required("reason", Text),
)

criterion_score = Table(
    "criterion_score",
    metadata,
    key_of("hand_in"),
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
