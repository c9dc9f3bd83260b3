"""The tables of the teacher's screen: drafts of lessons, suggestions, grading and returning."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, false

from annotator.storage.columns import Sentence, UtcTime
from annotator.storage.row_parts import (
    all_of,
    hand_in_id,
    key,
    key_of,
    metadata,
    required,
    row_id,
)

# -- building ----------------------------------------------------------------------------------

#: A lesson that is being built, whole as one document; what was imported lies beside it.
lesson_draft = Table(
    "lesson_draft",
    metadata,
    key("id"),
    required("title", Text),
    required("changed_at", UtcTime),
    required("archived", Boolean, server_default=false()),
    required("document", JSON),
)

#: The raw import of each article of a draft, with what the cleaning and the teacher decided.
draft_page = Table(
    "draft_page",
    metadata,
    key("draft_id", String, ForeignKey("lesson_draft.id", ondelete="CASCADE")),
    key("article_id"),
    required("page", JSON),
)

#: What the teacher made of a suggestion: accepted, changed or dismissed.
suggestion_choice = Table(
    "suggestion_choice",
    metadata,
    key("lesson_id"),
    key("article_id"),
    key("category_id"),
    key("span_start", Integer),
    key("span_end", Integer),
    required("choice", String),
    required("features", JSON),
    required("at", UtcTime),
)

#: The order of suggestions that was learned from these choices, if the teacher let it.
learned_ranking = Table(
    "learned_ranking",
    metadata,
    key("id"),
    required("is_on", Boolean, server_default=false()),
    required("choices", Integer),
    *all_of(JSON, "weights held_out"),
    required("learned_at", UtcTime),
)

#: What the teacher corrected by hand in the comparison of a lesson's articles.
comparison_correction = Table(
    "comparison_correction",
    metadata,
    key("lesson_id"),
    key("id"),
    required("kind", String),
    required("position", Integer),
    required("content", JSON),
    required("at", UtcTime),
)

# -- grading -----------------------------------------------------------------------------------

#: How far the grading of a hand-in is; `revision` grows with every decision about it.
grading_state = Table(
    "grading_state",
    metadata,
    key_of("hand_in"),
    required("state", String),
    required("flagged", Boolean, server_default=false()),
    required("revision", Integer, server_default="0"),
    required("claimed_by", Text, server_default=""),
    Column("claimed_at", UtcTime),
    Column("returned_at", UtcTime),
)

#: Every decision with its author and time, and what it takes to undo it: a row for each
#: hand-in that one gesture is about. What was undone and then replaced is `superseded`.
decision_log = Table(
    "decision_log",
    metadata,
    row_id(),
    *all_of(String, "gesture author_id"),
    required("lesson_id", String, ForeignKey("lesson.id")),
    hand_in_id(is_required=False),
    required("at", UtcTime),
    required("label", Sentence),
    required("change", JSON),
    required("undone", Boolean, server_default=false()),
    required("superseded", Boolean, server_default=false()),
    Index(None, "lesson_id", "row_id"),
)

#: A student's sentence that asks to look at a returned hand-in again, and the answer to it.
regrade_request = Table(
    "regrade_request",
    metadata,
    key_of("hand_in"),
    required("at", UtcTime),
    required("text", Text),
    required("answer", Text, server_default=""),
    Column("answered_at", UtcTime),
)

#: A colleague's own decisions about a hand-in, beside those that count.
second_opinion = Table(
    "second_opinion",
    metadata,
    key_of("hand_in"),
    key("author_id"),
    required("at", UtcTime),
    required("decisions", JSON),
)

#: Where a teacher stopped grading a lesson.
desk_place = Table(
    "desk_place",
    metadata,
    key_of("lesson"),
    key("author_id"),
    required("place", JSON),
)

# -- what a student gets back ------------------------------------------------------------------

#: A returned hand-in on the student's side, as the feedback file told it.
returned_work = Table(
    "returned_work",
    metadata,
    key("hand_in_id"),
    required("lesson_id", String),
    *all_of(Text, "student_name name_key"),
    required("received_at", UtcTime),
    required("feedback", JSON),
    Index(None, "lesson_id", "name_key"),
)
