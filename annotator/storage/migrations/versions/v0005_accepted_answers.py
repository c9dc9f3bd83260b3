"""Tell accepted answers from the teacher's own, and take students' words out of keys.

"Accept for all" used to write the student's reason into the key as its explanation when the
lesson was published again. Such an explanation is known by being the reason of a hand-in on
the same words; a draft may hold it too. What was accepted gets its provenance.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: Article, category and words: where a key and a hand-in speak of the same.
_Place = tuple[str, str, str]
_ACCEPTED = sa.text(
    "SELECT a.article_id, a.category_id, a.exact, v.author_id, v.at, v.hand_in_id "
    "FROM verdict AS v JOIN annotation AS a "
    "ON a.hand_in_id = v.hand_in_id AND a.id = v.annotation_id "
    "WHERE v.kind = 'accept-for-all' ORDER BY v.at DESC"
).columns(at=sa.DateTime())
_REASONS = sa.text(
    "SELECT article_id, category_id, exact, reason FROM annotation "
    "WHERE hand_in_id IS NOT NULL AND reason <> ''"
)
_KEYS = sa.table(
    "key_annotation",
    *(sa.column(name, sa.String) for name in ("lesson_id", "id", "article_id", "category_id")),
    *(sa.column(name, sa.Text) for name in ("quote", "status", "explanation")),
    sa.column("accepted", sa.JSON(none_as_null=True)),
)
_DRAFTS = sa.table("lesson_draft", sa.column("id", sa.String), sa.column("document", sa.JSON))


def upgrade() -> None:
    """Add the column, then repair the keys and the drafts."""
    op.add_column("key_annotation", sa.Column("accepted", sa.JSON(none_as_null=True)))
    if op.get_context().as_sql:
        return
    connection = op.get_bind()
    sources = {_place(row[:3]): _accepted(*row[3:]) for row in connection.execute(_ACCEPTED)}
    reasons: dict[_Place, set[str]] = {}
    for *where, reason in connection.execute(_REASONS):
        reasons.setdefault(_place(where), set()).add(reason.strip())
    optional = sa.select(_KEYS).where(_KEYS.c.status == "optional")
    for row in connection.execute(optional).mappings().all():
        repaired = _repaired(dict(row), sources, reasons)
        mine = (_KEYS.c.lesson_id == row["lesson_id"]) & (_KEYS.c.id == row["id"])
        new = {name: repaired[name] for name in ("explanation", "accepted")}
        connection.execute(sa.update(_KEYS).where(mine).values(new))
    for draft_id, document in connection.execute(sa.select(_DRAFTS)).all():
        key = document["key"]
        entries = [_repaired(each, sources, reasons) for each in key["annotations"]]
        known = [each["id"] for each in entries if each["accepted"] is not None]
        after = {
            **document,
            "key": {**key, "annotations": entries},
            "accepted_ids": known if document["published"] is not None else [],
        }
        connection.execute(
            sa.update(_DRAFTS).where(_DRAFTS.c.id == draft_id).values(document=after)
        )


def _place(parts: Any) -> _Place:
    article_id, category_id, words = parts
    return article_id, category_id, words


def _accepted(author_id: str, at: Any, hand_in_id: str) -> dict[str, str]:
    zone = "" if at.tzinfo else "+00:00"
    return {"author_id": author_id, "at": f"{at.isoformat()}{zone}", "hand_in_id": hand_in_id}


def _repaired(
    entry: dict[str, Any],
    sources: dict[_Place, dict[str, str]],
    reasons: dict[_Place, set[str]],
) -> dict[str, Any]:
    """Return an entry of a key with where it comes from and without a student's words."""
    place = (entry["article_id"], entry["category_id"], entry["quote"])
    if entry["status"] != "optional":
        return {**entry, "accepted": None}
    said = entry["explanation"].strip()
    borrowed = bool(said) and said in reasons.get(place, ())
    return {
        **entry,
        "explanation": "" if borrowed else entry["explanation"],
        "accepted": sources.get(place),
    }
