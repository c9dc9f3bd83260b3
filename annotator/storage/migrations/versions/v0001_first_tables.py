"""Everything from the first table on."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _required(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name in names]


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
    op.create_table(
        "lesson",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("scheme_id", sa.String(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        *_required(sa.Text(), "summary", "event"),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        *_required(sa.Text(), "license", "source_note", "instructions"),
        sa.Column("feedback", sa.String(), nullable=False),
        *_required(sa.JSON(), "reason_required", "weights", "standards"),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lesson"),
    )
    op.create_table(
        "article_body",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_article_body"),
    )
    op.create_table(
        "article",
        *_required(sa.String(), "lesson_id", "id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        *_required(sa.Text(), "headline", "outlet", "byline", "date", "url"),
        sa.Column("body_hash", sa.String(), nullable=False),
        *_required(sa.JSON(), "blocks", "sentences"),
        sa.ForeignKeyConstraint(["body_hash"], ["article_body.hash"], name="fk_article_body_hash"),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_article_lesson_id"),
        sa.PrimaryKeyConstraint("lesson_id", "id", name="pk_article"),
    )
    op.create_table(
        "category",
        *_required(sa.String(), "lesson_id", "id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *_required(sa.String(), "letter", "shortcut", "colour", "line", "unit"),
        *_required(sa.Text(), "definition", "prompt", "example"),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_category_lesson_id"),
        sa.PrimaryKeyConstraint("lesson_id", "id", name="pk_category"),
    )
    op.create_table(
        "technique",
        *_required(sa.String(), "lesson_id", "category_id", "id"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_required(sa.Text(), "name", "definition", "example"),
        sa.ForeignKeyConstraint(
            ["lesson_id", "category_id"],
            ["category.lesson_id", "category.id"],
            name="fk_technique_lesson_id_category_id",
        ),
        sa.PrimaryKeyConstraint("lesson_id", "category_id", "id", name="pk_technique"),
    )


def _make_questions() -> None:
    op.create_table(
        "question",
        *_required(sa.String(), "lesson_id", "id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_question_lesson_id"),
        sa.PrimaryKeyConstraint("lesson_id", "id", name="pk_question"),
    )
    op.create_table(
        "criterion",
        *_required(sa.String(), "lesson_id", "id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("question_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_criterion_lesson_id"),
        sa.PrimaryKeyConstraint("lesson_id", "id", name="pk_criterion"),
    )
    op.create_table(
        "level",
        *_required(sa.String(), "lesson_id", "criterion_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id", "criterion_id"],
            ["criterion.lesson_id", "criterion.id"],
            name="fk_level_lesson_id_criterion_id",
        ),
        sa.PrimaryKeyConstraint("lesson_id", "criterion_id", "position", name="pk_level"),
    )


def _make_keys() -> None:
    op.create_table(
        "answer_key",
        sa.Column("lesson_id", sa.String(), nullable=False),
        *_required(sa.JSON(), "links", "unscored"),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_answer_key_lesson_id"),
        sa.PrimaryKeyConstraint("lesson_id", name="pk_answer_key"),
    )
    op.create_table(
        "key_annotation",
        *_required(sa.String(), "lesson_id", "id"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_required(sa.String(), "article_id", "category_id"),
        *_required(sa.Integer(), "span_start", "span_end"),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("technique_id", sa.String(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id", "article_id"],
            ["article.lesson_id", "article.id"],
            name="fk_key_annotation_lesson_id_article_id",
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id", "category_id"],
            ["category.lesson_id", "category.id"],
            name="fk_key_annotation_lesson_id_category_id",
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["answer_key.lesson_id"],
            name="fk_key_annotation_lesson_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("lesson_id", "id", name="pk_key_annotation"),
    )


def _make_people() -> None:
    op.create_table(
        "student",
        sa.Column("id", sa.String(), nullable=False),
        *_required(sa.Text(), "name", "name_key"),
        sa.PrimaryKeyConstraint("id", name="pk_student"),
    )
    op.create_index("ix_student_name_key", "student", ["name_key"])
    op.create_table(
        "class_group",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_class_group"),
    )
    op.create_table(
        "membership",
        *_required(sa.String(), "class_group_id", "student_id"),
        sa.ForeignKeyConstraint(
            ["class_group_id"],
            ["class_group.id"],
            name="fk_membership_class_group_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name="fk_membership_student_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("class_group_id", "student_id", name="pk_membership"),
    )
    op.create_table(
        "assignment",
        *_required(sa.String(), "id", "lesson_id", "class_group_id"),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["class_group_id"],
            ["class_group.id"],
            name="fk_assignment_class_group_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_assignment_lesson_id"),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
    )
    op.create_index("ix_assignment_class_group_id", "assignment", ["class_group_id"])
    op.create_index("ix_assignment_lesson_id", "assignment", ["lesson_id"])


def _make_hand_ins() -> None:
    op.create_table(
        "hand_in",
        *_required(sa.String(), "id", "lesson_id"),
        sa.Column("lesson_version", sa.Integer(), nullable=False),
        sa.Column("lesson_hash", sa.String(), nullable=False),
        sa.Column("article_hashes", sa.JSON(), nullable=False),
        *_required(sa.Text(), "student_name", "name_key"),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("handed_in", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("collected_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_hand_in_lesson_id"),
        sa.PrimaryKeyConstraint("id", name="pk_hand_in"),
    )
    op.create_index(
        "ix_hand_in_lesson_id_name_key_attempt", "hand_in", ["lesson_id", "name_key", "attempt"]
    )


def _make_annotations() -> None:
    working, handed_in = sa.text("hand_in_id IS NULL"), sa.text("hand_in_id IS NOT NULL")
    op.create_table(
        "annotation",
        sa.Column("row_id", sa.Integer(), nullable=False),
        *_required(sa.String(), "id", "lesson_id", "author_id"),
        sa.Column("hand_in_id", sa.String(), nullable=True),
        *_required(sa.String(), "article_id", "category_id"),
        *_required(sa.Integer(), "span_start", "span_end"),
        *_required(sa.Text(), "exact", "prefix", "suffix"),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("technique_id", sa.String(), nullable=True),
        *_required(sa.Text(), "reason", "rewrite"),
        sa.ForeignKeyConstraint(
            ["hand_in_id"], ["hand_in.id"], name="fk_annotation_hand_in_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id", "article_id"],
            ["article.lesson_id", "article.id"],
            name="fk_annotation_lesson_id_article_id",
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id", "category_id"],
            ["category.lesson_id", "category.id"],
            name="fk_annotation_lesson_id_category_id",
        ),
        sa.PrimaryKeyConstraint("row_id", name="pk_annotation"),
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
    op.create_table(
        "link",
        sa.Column("row_id", sa.Integer(), nullable=False),
        *_required(sa.String(), "id", "lesson_id", "author_id"),
        sa.Column("hand_in_id", sa.String(), nullable=True),
        *_required(sa.Text(), "title", "note"),
        *_required(sa.JSON(), "ends", "missing_in"),
        sa.ForeignKeyConstraint(
            ["hand_in_id"], ["hand_in.id"], name="fk_link_hand_in_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_link_lesson_id"),
        sa.PrimaryKeyConstraint("row_id", name="pk_link"),
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
    op.create_table(
        "answer",
        sa.Column("row_id", sa.Integer(), nullable=False),
        *_required(sa.String(), "question_id", "lesson_id", "author_id"),
        sa.Column("hand_in_id", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hand_in_id"], ["hand_in.id"], name="fk_answer_hand_in_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id", "question_id"],
            ["question.lesson_id", "question.id"],
            name="fk_answer_lesson_id_question_id",
        ),
        sa.PrimaryKeyConstraint("row_id", name="pk_answer"),
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
    op.create_table(
        "edit",
        sa.Column("row_id", sa.Integer(), nullable=False),
        *_required(sa.String(), "id", "lesson_id", "author_id"),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_edit_lesson_id"),
        sa.PrimaryKeyConstraint("row_id", name="pk_edit"),
        sa.UniqueConstraint("id", name="uq_edit_id"),
    )
    op.create_index(
        "ix_edit_lesson_id_author_id_undone_row_id",
        "edit",
        ["lesson_id", "author_id", "undone", "row_id"],
    )
    op.create_table(
        "reading_place",
        *_required(sa.String(), "lesson_id", "author_id"),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("positions", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_reading_place_lesson_id"),
        sa.PrimaryKeyConstraint("lesson_id", "author_id", name="pk_reading_place"),
    )


def _make_decisions() -> None:
    op.create_table(
        "verdict",
        *_required(sa.String(), "hand_in_id", "annotation_id", "kind", "author_id"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hand_in_id"], ["hand_in.id"], name="fk_verdict_hand_in_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hand_in_id", "annotation_id", name="pk_verdict"),
    )
    op.create_table(
        "credit_override",
        *_required(sa.String(), "hand_in_id", "key_id"),
        sa.Column("credit", sa.Double(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hand_in_id"], ["hand_in.id"], name="fk_credit_override_hand_in_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hand_in_id", "key_id", name="pk_credit_override"),
    )
    op.create_table(
        "criterion_score",
        *_required(sa.String(), "hand_in_id", "criterion_id"),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hand_in_id"], ["hand_in.id"], name="fk_criterion_score_hand_in_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hand_in_id", "criterion_id", name="pk_criterion_score"),
    )


def _make_comments() -> None:
    op.create_table(
        "comment",
        *_required(sa.String(), "id", "hand_in_id"),
        sa.Column("annotation_id", sa.String(), nullable=True),
        sa.Column("question_id", sa.String(), nullable=True),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hand_in_id"], ["hand_in.id"], name="fk_comment_hand_in_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
    )
    op.create_index("ix_comment_hand_in_id", "comment", ["hand_in_id"])
    op.create_table(
        "comment_bank",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("category_id", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_comment_bank"),
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
