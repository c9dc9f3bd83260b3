"""Give the teacher a desk: drafts of lessons, suggestions, grading and returning."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from annotator.storage.migrations.tables import Reference, make_table, required

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what older tables lack, then the new tables."""
    op.add_column(
        "class_group", sa.Column("sign_in", sa.JSON(), server_default="{}", nullable=False)
    )
    op.add_column(
        "lesson", sa.Column("hide_outlets", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "lesson", sa.Column("required_work", sa.JSON(), server_default="{}", nullable=False)
    )
    op.add_column(
        "lesson", sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    for column in ("license", "source_note"):
        op.add_column("article", sa.Column(column, sa.Text(), server_default="", nullable=False))
    op.add_column("reading_place", sa.Column("layout", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("student", sa.Column("pin_hash", sa.Text(), server_default="", nullable=False))
    _make_building()
    _make_grading()
    _make_returned()


def _make_building() -> None:
    """Make the drafts and what the teacher chose and corrected."""
    make_table(
        "lesson_draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        key="id",
    )
    make_table(
        "draft_page",
        *required(sa.String(), "draft_id article_id"),
        sa.Column("page", sa.JSON(), nullable=False),
        Reference("draft_id", "lesson_draft.id", cascade=True),
        key="draft_id article_id",
    )
    make_table(
        "suggestion_choice",
        *required(sa.String(), "lesson_id article_id category_id"),
        *required(sa.Integer(), "span_start span_end"),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        key="lesson_id article_id category_id span_start span_end",
    )
    make_table(
        "learned_ranking",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("choices", sa.Integer(), nullable=False),
        *required(sa.JSON(), "weights held_out"),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        key="id",
    )
    make_table(
        "comparison_correction",
        *required(sa.String(), "lesson_id id kind"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        key="lesson_id id",
    )


def _make_grading() -> None:
    """Make what the desk knows of a hand-in."""
    make_table(
        "grading_state",
        *required(sa.String(), "hand_in_id state"),
        sa.Column("flagged", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("claimed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        Reference("hand_in_id", "hand_in.id", cascade=True),
        key="hand_in_id",
    )
    make_table(
        "decision_log",
        sa.Column("row_id", sa.Integer(), nullable=False),
        *required(sa.String(), "gesture lesson_id"),
        sa.Column("hand_in_id", sa.String(), nullable=True),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("change", sa.JSON(), nullable=False),
        sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("superseded", sa.Boolean(), server_default=sa.false(), nullable=False),
        Reference("hand_in_id", "hand_in.id", cascade=True),
        Reference("lesson_id", "lesson.id"),
        key="row_id",
    )
    op.create_index("ix_decision_log_lesson_id_row_id", "decision_log", ["lesson_id", "row_id"])
    make_table(
        "regrade_request",
        sa.Column("hand_in_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        Reference("hand_in_id", "hand_in.id", cascade=True),
        key="hand_in_id",
    )
    make_table(
        "second_opinion",
        *required(sa.String(), "hand_in_id author_id"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        Reference("hand_in_id", "hand_in.id", cascade=True),
        key="hand_in_id author_id",
    )
    make_table(
        "desk_place",
        *required(sa.String(), "lesson_id author_id"),
        sa.Column("place", sa.JSON(), nullable=False),
        Reference("lesson_id", "lesson.id", cascade=True),
        key="lesson_id author_id",
    )


def _make_returned() -> None:
    """Make what a student gets back."""
    make_table(
        "returned_work",
        *required(sa.String(), "hand_in_id lesson_id"),
        *required(sa.Text(), "student_name name_key"),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("feedback", sa.JSON(), nullable=False),
        key="hand_in_id",
    )
    op.create_index(
        "ix_returned_work_lesson_id_name_key", "returned_work", ["lesson_id", "name_key"]
    )
