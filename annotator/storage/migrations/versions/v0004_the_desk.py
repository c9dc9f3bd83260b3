"""Give the teacher a desk: drafts of lessons, suggestions, grading and returning."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

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
    op.create_table(
        "lesson_draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lesson_draft"),
    )
    op.create_table(
        "draft_page",
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("page", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["lesson_draft.id"], name="fk_draft_page_draft_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("draft_id", "article_id", name="pk_draft_page"),
    )
    op.create_table(
        "suggestion_choice",
        sa.Column("lesson_id", sa.String(), nullable=False),
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("category_id", sa.String(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "lesson_id",
            "article_id",
            "category_id",
            "span_start",
            "span_end",
            name="pk_suggestion_choice",
        ),
    )
    op.create_table(
        "learned_ranking",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("choices", sa.Integer(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("held_out", sa.JSON(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learned_ranking"),
    )
    op.create_table(
        "comparison_correction",
        sa.Column("lesson_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("lesson_id", "id", name="pk_comparison_correction"),
    )


def _make_grading() -> None:
    """Make what the desk knows of a hand-in."""
    op.create_table(
        "grading_state",
        sa.Column("hand_in_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("flagged", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("claimed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["hand_in_id"], ["hand_in.id"], name="fk_grading_state_hand_in_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hand_in_id", name="pk_grading_state"),
    )
    op.create_table(
        "decision_log",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("gesture", sa.String(), nullable=False),
        sa.Column("lesson_id", sa.String(), nullable=False),
        sa.Column("hand_in_id", sa.String(), nullable=True),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("change", sa.JSON(), nullable=False),
        sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("superseded", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hand_in_id"], ["hand_in.id"], name="fk_decision_log_hand_in_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_decision_log_lesson_id"),
        sa.PrimaryKeyConstraint("row_id", name="pk_decision_log"),
    )
    op.create_index("ix_decision_log_lesson_id_row_id", "decision_log", ["lesson_id", "row_id"])
    op.create_table(
        "regrade_request",
        sa.Column("hand_in_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["hand_in_id"], ["hand_in.id"], name="fk_regrade_request_hand_in_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hand_in_id", name="pk_regrade_request"),
    )
    op.create_table(
        "second_opinion",
        sa.Column("hand_in_id", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hand_in_id"], ["hand_in.id"], name="fk_second_opinion_hand_in_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hand_in_id", "author_id", name="pk_second_opinion"),
    )
    op.create_table(
        "desk_place",
        sa.Column("lesson_id", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name="fk_desk_place_lesson_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("lesson_id", "author_id", name="pk_desk_place"),
    )


def _make_returned() -> None:
    """Make what a student gets back."""
    op.create_table(
        "returned_work",
        sa.Column("hand_in_id", sa.String(), nullable=False),
        sa.Column("lesson_id", sa.String(), nullable=False),
        sa.Column("student_name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("feedback", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("hand_in_id", name="pk_returned_work"),
    )
    op.create_index(
        "ix_returned_work_lesson_id_name_key", "returned_work", ["lesson_id", "name_key"]
    )
