"""A database server that is stopped in mid-work: nothing that was confirmed may be lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.errors import StorageTrouble
from annotator.domain.identifiers import HandInId, KeyId
from annotator.storage.database import open_server
from annotator.storage.unit_of_work import SqlStore
from tests.attack.table import Attack, Row
from tests.attack.victims import dice_of
from tests.storage import samples
from tests.storage.server import NoServer, Server, own_server

STOPS, STOPS_SHORT = 8, 1
#: The server stops so long after the first step at the latest, in seconds.
_LATEST = 0.5
_LONGEST_WAIT = 60
#: What a person may be told; the second is for a step whose answer was lost.
_SENTENCES = ("does not answer", "may have been stored, or may not have been")


@dataclass
class Writer:
    """A teacher's program that stores one decision after the other until it is told why not."""

    store: SqlStore
    name: str
    confirmed: set[str] = field(default_factory=set)
    begun: set[str] = field(default_factory=set)
    told: str = ""
    first: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Store until the server stops."""
        for key_id in self._numbers():
            self.begun.add(key_id)
            try:
                with self.store.writing() as unit:
                    unit.decisions.put(samples.override(key_id=KeyId(key_id)))
                    unit.grading.put_flag(HandInId("hand-in-1"), flagged=True)
                    unit.commit()
            except StorageTrouble as trouble:
                self.told = str(trouble)
                return
            except Exception as bug:  # noqa: BLE001 - the table shows whatever it was
                self.told = f"!! {type(bug).__name__}: {bug}"
                return
            self.confirmed.add(key_id)
            self.first.set()

    def _numbers(self) -> Iterator[str]:
        number = 0
        while True:
            number += 1
            yield f"{self.name}-{number}"


def stopped_once(server: Server, stores: Sequence[SqlStore], turn: int, moment: float) -> list[str]:
    """Stop and start the server while all write; return what is wrong, after `confirmed`."""
    writers = [Writer(store, f"{turn}-{letter}") for letter, store in enumerate(stores)]
    threads = [threading.Thread(target=writer.run) for writer in writers]
    for thread in threads:
        thread.start()
    for writer in writers:
        writer.first.wait(_LONGEST_WAIT)
    threading.Event().wait(moment)
    server.stop()
    for thread in threads:
        thread.join(_LONGEST_WAIT)
    server.start()
    with stores[0].reading() as unit:
        decided = unit.decisions.of_hand_ins([HandInId("hand-in-1")])
    there = {each.key_id for each in decided[HandInId("hand-in-1")].overrides}
    wrong = []
    for writer in writers:
        lost = writer.confirmed - there
        wrong += [f"{len(lost)} confirmed are gone"] if lost else []
        if not any(sentence in writer.told for sentence in _SENTENCES):
            wrong.append(writer.told or "nothing was told")
        unasked = {one for one in there if one.startswith(f"{writer.name}-")} - writer.begun
        wrong += [f"{len(unasked)} nobody stored"] if unasked else []
    return [str(sum(len(writer.confirmed) for writer in writers)), *wrong]


def run(short: bool) -> Sequence[Row]:
    """Stop the server so many times while two programs write."""
    stops, dice = STOPS_SHORT if short else STOPS, dice_of("stop")
    confirmed, wrong = 0, []
    try:
        with own_server() as server:
            stores = [open_server(server.url) for _ in range(2)]
            with stores[0].writing() as unit:
                unit.lessons.put(samples.lesson())
                unit.lessons.put_key(samples.LESSON, samples.answer_key())
                unit.hand_ins.put(replace(samples.stored(1), collected_at=samples.NOON))
                unit.commit()
            for turn in range(stops):
                count, *found = stopped_once(server, stores, turn, dice.uniform(0, _LATEST))
                confirmed += int(count)
                wrong += found
            for store in stores:
                store.close()
    except NoServer as reason:
        return [Row("server stop", "two writers", f"skipped: {reason}", "0 lost", True)]
    found = f"{stops} stops, {confirmed} confirmed, {len(wrong)} wrong"
    return [Row("server stop", "two writers", "; ".join([found, *wrong[:3]]), "0 lost", not wrong)]


ATTACK = Attack("server stop", "a database server that stops in mid-work", run)
