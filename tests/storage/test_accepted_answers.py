"""Accepted answers keep where they come from, and older databases lose the words they leaked."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

from alembic import command

from annotator.domain.drafts import LessonDraft
from annotator.domain.identifiers import TEACHER, DraftId, HandInId, KeyId
from annotator.domain.keys import Acceptance, AnswerKey, KeyAnnotation, KeyStatus
from annotator.storage.engine import open_engine
from annotator.storage.schema import alembic_config
from tests.storage import samples
from tests.storage.samples import LEDGER, LOADED

ACCEPTANCE = Acceptance(TEACHER, samples.NOON, HandInId("hand-in-1"))
REASON = samples.annotation().reason


def entry(words, explanation, **changes):
    at = samples.LEDGER_BODY.index(words)
    span = replace(samples.annotation().span, start=at, end=at + len(words))
    made = KeyAnnotation(
        KeyId(f"{LEDGER}/{LOADED}/{span.start}-{span.end}"),
        LEDGER,
        LOADED,
        span,
        words,
        KeyStatus.OPTIONAL,
        explanation=explanation,
    )
    return replace(made, **changes)


def leaked():
    """What stood in a key after "accept for all" and publishing again."""
    return AnswerKey(
        (
            entry("Seventy", "A figure without a source."),
            entry(samples.annotation().quote, REASON),
            entry("crowd", REASON),
        )
    )


def repaired():
    own, accepted, other = leaked().annotations
    return AnswerKey((own, replace(accepted, explanation="", accepted=ACCEPTANCE), other))


def test_where_an_accepted_answer_comes_from_is_kept(class_store):
    with class_store.writing() as unit:
        unit.lessons.put_key(samples.LESSON, repaired())
        unit.commit()
    with class_store.reading() as unit:
        assert unit.lessons.find_key(samples.LESSON) == repaired()


def test_an_older_database_loses_the_words_and_learns_the_source(class_store, path, open_again):
    lesson = samples.lesson()
    draft = LessonDraft(DraftId("d1"), lesson, samples.NOON, leaked(), published=lesson)
    with class_store.writing() as unit:
        unit.lessons.put_key(samples.LESSON, leaked())
        unit.hand_ins.put(replace(samples.stored(), collected_at=datetime.now(UTC)))
        unit.decisions.put(samples.verdict())
        unit.drafts.put(draft)
        unit.commit()
    class_store.close()
    make_older(path)

    with open_again().reading() as unit:
        assert unit.lessons.find_key(samples.LESSON) == repaired()
        found = unit.drafts.find(DraftId("d1"))
    assert found.key == repaired()
    assert found.accepted_ids == {repaired().annotations[1].id}
    assert found.lesson == lesson


def make_older(path):
    """Give a database the shape of the version before, with what that shape can hold."""
    newer = path.with_name("newer.db")
    path.rename(newer)
    engine = open_engine(path)
    with engine.connect() as connection:
        connection.begin()
        command.upgrade(alembic_config(connection), "0004")
        connection.exec_driver_sql("PRAGMA user_version=4")
        connection.commit()
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ATTACH ? AS newer", (str(newer),))
        tables = [name for (name,) in connection.execute("SELECT name FROM main.sqlite_master "
            "WHERE type = 'table' AND name <> 'alembic_version'")]  # fmt: skip
        for table in tables:
            found = connection.execute(f"PRAGMA main.table_info({table})").fetchall()
            names = ", ".join(f'"{row[1]}"' for row in found)
            connection.execute(f"INSERT INTO main.{table} SELECT {names} FROM newer.{table}")
        ((text,),) = connection.execute("SELECT document FROM main.lesson_draft").fetchall()
        document = json.loads(text)
        del document["accepted_ids"]
        for each in document["key"]["annotations"]:
            del each["accepted"]
        connection.execute("UPDATE main.lesson_draft SET document = ?", (json.dumps(document),))
