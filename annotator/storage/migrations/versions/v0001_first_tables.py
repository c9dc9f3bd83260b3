"""Everything from the first table on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from annotator.storage.migrations.tables import Reference, make_table, required

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table, and on SQLite the triggers that keep what never changes."""
    _make_lessons()
    _make_questions()
    _make_keys()
    _make_people()
    _make_hand_ins()
    _make_annotations()
    _make_links_and_answers()
    _make_history()
    _make_decisions()
    _make_comments()
    if op.get_context().dialect.name == "sqlite":
        _make_triggers()


def _make_lessons() -> None:
    make_table(
        "lesson",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("scheme_id", sa.String(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        *required(sa.Text(), "summary event"),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        *required(sa.Text(), "license source_note instructions"),
        sa.Column("feedback", sa.String(), nullable=False),
        *required(sa.JSON(), "reason_required weights standards"),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        key="id",
    )
    make_table(
        "article_body",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        key="hash",
    )
    make_table(
        "article",
        *required(sa.String(), "lesson_id id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        *required(sa.Text(), "headline outlet byline date url"),
        sa.Column("body_hash", sa.String(), nullable=False),
        *required(sa.JSON(), "blocks sentences"),
        Reference("body_hash", "article_body.hash"),
        Reference("lesson_id", "lesson.id"),
        key="lesson_id id",
    )
    make_table(
        "category",
        *required(sa.String(), "lesson_id id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *required(sa.String(), "letter shortcut colour line unit"),
        *required(sa.Text(), "definition prompt example"),
        Reference("lesson_id", "lesson.id"),
        key="lesson_id id",
    )
    make_table(
        "technique",
        *required(sa.String(), "lesson_id category_id id"),
        sa.Column("position", sa.Integer(), nullable=False),
        *required(sa.Text(), "name definition example"),
        Reference("lesson_id category_id", "category.lesson_id category.id"),
        key="lesson_id category_id id",
    )


def _make_questions() -> None:
    make_table(
        "question",
        *required(sa.String(), "lesson_id id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(), nullable=True),
        Reference("lesson_id", "lesson.id"),
        key="lesson_id id",
    )
    make_table(
        "criterion",
        *required(sa.String(), "lesson_id id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("question_id", sa.String(), nullable=True),
        Reference("lesson_id", "lesson.id"),
        key="lesson_id id",
    )
    make_table(
        "level",
        *required(sa.String(), "lesson_id criterion_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        Reference("lesson_id criterion_id", "criterion.lesson_id criterion.id"),
        key="lesson_id criterion_id position",
    )


def _make_keys() -> None:
    make_table(
        "answer_key",
        sa.Column("lesson_id", sa.String(), nullable=False),
        *required(sa.JSON(), "links unscored"),
        Reference("lesson_id", "lesson.id"),
        key="lesson_id",
    )
    make_table(
        "key_annotation",
        *required(sa.String(), "lesson_id id"),
        sa.Column("position", sa.Integer(), nullable=False),
        *required(sa.String(), "article_id category_id"),
        *required(sa.Integer(), "span_start span_end"),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("technique_id", sa.String(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        Reference("lesson_id article_id", "article.lesson_id article.id"),
        Reference("lesson_id category_id", "category.lesson_id category.id"),
        Reference("lesson_id", "answer_key.lesson_id", cascade=True),
        key="lesson_id id",
    )


def _make_people() -> None:
    make_table(
        "student",
        sa.Column("id", sa.String(), nullable=False),
        *required(sa.Text(), "name name_key"),
        key="id",
    )
    op.create_index("ix_student_name_key", "student", ["name_key"])
    make_table(
        "class_group",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        key="id",
    )
    make_table(
        "membership",
        *required(sa.String(), "class_group_id student_id"),
        Reference("class_group_id", "class_group.id", cascade=True),
        Reference("student_id", "student.id", cascade=True),
        key="class_group_id student_id",
    )
    make_table(
        "assignment",
        *required(sa.String(), "id lesson_id class_group_id"),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        Reference("class_group_id", "class_group.id", cascade=True),
        Reference("lesson_id", "lesson.id"),
        key="id",
    )
    op.create_index("ix_assignment_class_group_id", "assignment", ["class_group_id"])
    op.create_index("ix_assignment_lesson_id", "assignment", ["lesson_id"])


def _make_hand_ins() -> None:
    make_table(
        "hand_in",
        *required(sa.String(), "id lesson_id"),
        sa.Column("lesson_version", sa.Integer(), nullable=False),
        sa.Column("lesson_hash", sa.String(), nullable=False),
        sa.Column("article_hashes", sa.JSON(), nullable=False),
        *required(sa.Text(), "student_name name_key"),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("handed_in", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("collected_at", sa.DateTime(timezone=True), nullable=True),
        Reference("lesson_id", "lesson.id"),
        key="id",
    )
    op.create_index(
        "ix_hand_in_lesson_id_name_key_attempt", "hand_in", ["lesson_id", "name_key", "attempt"]
    )


def _make_annotations() -> None:
    working, handed_in = sa.text("hand_in_id IS NULL"), sa.text("hand_in_id IS NOT NULL")
    make_table(
        "annotation",
        sa.Column("row_id", sa.Integer(), nullable=False),
        *required(sa.String(), "id lesson_id author_id"),
        sa.Column("hand_in_id", sa.String(), nullable=True),
        *required(sa.String(), "article_id category_id"),
        *required(sa.Integer(), "span_start span_end"),
        *required(sa.Text(), "exact prefix suffix"),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("technique_id", sa.String(), nullable=True),
        *required(sa.Text(), "reason rewrite"),
        Reference("hand_in_id", "hand_in.id", cascade=True),
        Reference("lesson_id article_id", "article.lesson_id article.id"),
        Reference("lesson_id category_id", "category.lesson_id category.id"),
        key="row_id",
    )
    op.create_index(
        "ix_annotation_handed_in",
        "annotation",
        ["hand_in_id", "id"],
        unique=True,
        sqlite_where=handed_in,
        postgresql_where=handed_in,
    )
    op.create_index(
        "ix_annotation_working",
        "annotation",
        ["lesson_id", "author_id", "id"],
        unique=True,
        sqlite_where=working,
        postgresql_where=working,
    )


def _make_links_and_answers() -> None:
    working, handed_in = sa.text("hand_in_id IS NULL"), sa.text("hand_in_id IS NOT NULL")
    make_table(
        "link",
        sa.Column("row_id", sa.Integer(), nullable=False),
        *required(sa.String(), "id lesson_id author_id"),
        sa.Column("hand_in_id", sa.String(), nullable=True),
        *required(sa.Text(), "title note"),
        *required(sa.JSON(), "ends missing_in"),
        Reference("hand_in_id", "hand_in.id", cascade=True),
        Reference("lesson_id", "lesson.id"),
        key="row_id",
    )
    op.create_index(
        "ix_link_handed_in",
        "link",
        ["hand_in_id", "id"],
        unique=True,
        sqlite_where=handed_in,
        postgresql_where=handed_in,
    )
    op.create_index(
        "ix_link_working",
        "link",
        ["lesson_id", "author_id", "id"],
        unique=True,
        sqlite_where=working,
        postgresql_where=working,
    )
    make_table(
        "answer",
        sa.Column("row_id", sa.Integer(), nullable=False),
        *required(sa.String(), "question_id lesson_id author_id"),
        sa.Column("hand_in_id", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        Reference("hand_in_id", "hand_in.id", cascade=True),
        Reference("lesson_id question_id", "question.lesson_id question.id"),
        key="row_id",
    )
    op.create_index(
        "ix_answer_handed_in",
        "answer",
        ["hand_in_id", "question_id"],
        unique=True,
        sqlite_where=handed_in,
        postgresql_where=handed_in,
    )
    op.create_index(
        "ix_answer_working",
        "answer",
        ["lesson_id", "author_id", "question_id"],
        unique=True,
        sqlite_where=working,
        postgresql_where=working,
    )


def _make_history() -> None:
    make_table(
        "edit",
        sa.Column("row_id", sa.Integer(), nullable=False),
        *required(sa.String(), "id lesson_id author_id"),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.UniqueConstraint("id", name="uq_edit_id"),
        Reference("lesson_id", "lesson.id"),
        key="row_id",
    )
    op.create_index(
        "ix_edit_lesson_id_author_id_undone_row_id",
        "edit",
        ["lesson_id", "author_id", "undone", "row_id"],
    )
    make_table(
        "reading_place",
        *required(sa.String(), "lesson_id author_id"),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("positions", sa.JSON(none_as_null=True), nullable=True),
        Reference("lesson_id", "lesson.id"),
        key="lesson_id author_id",
    )


def _make_decisions() -> None:
    make_table(
        "verdict",
        *required(sa.String(), "hand_in_id annotation_id kind author_id"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        Reference("hand_in_id", "hand_in.id", cascade=True),
        key="hand_in_id annotation_id",
    )
    make_table(
        "credit_override",
        *required(sa.String(), "hand_in_id key_id"),
        sa.Column("credit", sa.Double(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        Reference("hand_in_id", "hand_in.id", cascade=True),
        key="hand_in_id key_id",
    )
    make_table(
        "criterion_score",
        *required(sa.String(), "hand_in_id criterion_id"),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        Reference("hand_in_id", "hand_in.id", cascade=True),
        key="hand_in_id criterion_id",
    )


def _make_comments() -> None:
    make_table(
        "comment",
        *required(sa.String(), "id hand_in_id"),
        sa.Column("annotation_id", sa.String(), nullable=True),
        sa.Column("question_id", sa.String(), nullable=True),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        Reference("hand_in_id", "hand_in.id", cascade=True),
        key="id",
    )
    op.create_index("ix_comment_hand_in_id", "comment", ["hand_in_id"])
    make_table(
        "comment_bank",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("category_id", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        key="id",
    )


def _make_triggers() -> None:
    op.execute(
        "CREATE TRIGGER article_body_never_changes BEFORE UPDATE ON article_body "
        "BEGIN SELECT RAISE(ABORT, 'the body of an article never changes'); END"
    )
    # Whether and when it was collected is the one thing that is learnt later.
    op.execute(
        "CREATE TRIGGER hand_in_never_changes BEFORE UPDATE OF id, lesson_id, lesson_version, "
        "lesson_hash, article_hashes, student_name, name_key, attempt, handed_in, digest "
        "ON hand_in BEGIN SELECT RAISE(ABORT, 'a hand-in never changes'); END"
    )
    for table in ("annotation", "link", "answer"):
        kept = (
            f"ON {table} WHEN OLD.hand_in_id IS NOT NULL %s"
            "BEGIN SELECT RAISE(ABORT, 'handed-in work never changes'); END"
        )
        op.execute(f"CREATE TRIGGER handed_in_{table}_never_changes BEFORE UPDATE {kept % ''}")
        # Deleting a whole hand-in still works: then its row is gone before its parts go.
        there = "AND EXISTS (SELECT 1 FROM hand_in WHERE id = OLD.hand_in_id) "
        op.execute(f"CREATE TRIGGER handed_in_{table}_never_goes BEFORE DELETE {kept % there}")
