"""Put the application together: the database, the keys, the settings and the policy."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from annotator import paths
from annotator.domain.version import VERSION
from annotator.files.hand_in_file import SealedHandIns
from annotator.files.teacher_keys import TeacherKeys
from annotator.services.ports import Ports
from annotator.services.privacy import Eraser
from annotator.services.private_files import protect_data_folder
from annotator.settings import load_policy, load_settings
from annotator.storage.database import open_server, open_store
from annotator.storage.erasing import DatabaseEraser
from annotator.storage.server_erasing import ServerEraser
from annotator.storage.unit_of_work import SqlStore
from annotator.use_cases.application import Application, keep_silent


def open_application(
    data_dir: Path | None = None,
    *,
    now: Callable[[], datetime] | None = None,
    new_id: Callable[[], str] | None = None,
    tell: Callable[[str], None] = keep_silent,
    ask_passphrase: Callable[[], str | None] | None = None,
) -> Application:
    """Open the database in the data folder and put everything together.

    `tell` takes what a person should read when a lesson that is named brings news;
    `ask_passphrase` returns the teacher's passphrase where the key is under one.
    Raise StorageTrouble with a sentence where the folder or the database cannot be used.
    """
    policy, policy_warnings = load_policy()
    folder = paths.data_dir(data_dir or policy.data_dir)
    settings, settings_warnings = load_settings(folder, policy)
    server = policy.database_url
    store = open_server(server) if server else open_store(folder / paths.DATABASE_NAME)
    keys = TeacherKeys(folder, ask_passphrase)
    make_id = new_id or (lambda: uuid.uuid4().hex)
    ports = Ports(
        store=store,
        hand_in_files=SealedHandIns(keys, make_id, VERSION),
        now=now or (lambda: datetime.now(UTC)),
        new_id=make_id,
    )
    opened = protect_data_folder(folder)
    return Application(
        data_dir=folder,
        ports=ports,
        teacher_keys=keys,
        make_eraser=partial(_eraser_of, store, folder),
        open_store=open_store,
        settings=settings,
        policy=policy,
        drop_folder=policy.drop_folder or settings.drop_folder,
        warnings=(*policy_warnings, *settings_warnings, *store.warnings, *opened),
        tell=tell,
    )


def _eraser_of(store: SqlStore, folder: Path) -> Eraser:
    """Return what erases people from a database and, of a file, its backups."""
    if "://" in store.place:
        return ServerEraser(store.writer, store.place)
    return DatabaseEraser(folder / paths.DATABASE_NAME)
