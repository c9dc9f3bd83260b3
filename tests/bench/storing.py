"""One annotation stored with its history, against a bare insert and commit of sqlite3."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

from annotator.domain.annotating import Add
from annotator.domain.spans import Span
from annotator.services.annotating import annotate
from annotator.services.signing_in import sign_in, workspace_of
from annotator.wiring.application import open_application
from tests.bench.measuring import Row

#: Annotations stored in each turn.
TIMES = 60
TURNS = 7


def run() -> Row:
    """Store annotations through the services and rows through sqlite3, in turns."""
    with tempfile.TemporaryDirectory() as folder:
        application = open_application(Path(folder) / "data")
        application.lessons.install_shipped()
        lesson = application.lessons.named("caracas-2019-04-30")
        workspace = workspace_of(sign_in(application.ports, "Bench"), lesson.id)
        raw = raw_database(Path(folder) / "raw.db")
        article = lesson.articles[0]
        category = lesson.scheme.categories[0]
        ours, bare = [], []
        for turn in range(TURNS):
            for n in range(TIMES):
                start = turn * TIMES + n
                begun = time.perf_counter()
                gesture = Add(article.id, category.id, Span(start, start + 30))
                annotate(application.ports, lesson, workspace, (), gesture)
                ours.append(time.perf_counter() - begun)
                begun = time.perf_counter()
                raw.execute("begin immediate")
                raw.execute(
                    "insert into annotation values (?, ?, ?, ?, ?, ?)",
                    (str(start), "bench", article.id, start, start + 30, "x" * 120),
                )
                raw.execute("commit")
                bare.append(time.perf_counter() - begun)
        raw.close()
        application.close()
    mine, theirs = statistics.median(ours) * 1e3, statistics.median(bare) * 1e3
    note = "sqlite3 insert and commit, same pragmas"
    return Row("one annotation stored", mine, theirs, "ms", mine / theirs, 3.0, note)


def raw_database(path: Path) -> sqlite3.Connection:
    """Return a database that stores as durably as ours, with one bare table."""
    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
        raw.execute(f"pragma {pragma}")
    raw.execute(
        "create table annotation (id text primary key, author text, article text, "
        "start integer, end integer, reason text)"
    )
    return raw
