"""The short form of each attack; `make attack` runs the long one."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.hand_ins import HandIn
from annotator.domain.identifiers import HandInId
from annotator.files.hand_in_file import SealedHandIns
from annotator.files.teacher_keys import TeacherKeys
from annotator.services.collecting import CollectStatus, collect_hand_ins
from annotator.services.lessons import install_lesson
from tests.attack import cost, fuzz
from tests.attack.__main__ import ATTACKS
from tests.attack.readers import LESSON, READERS, Reader, sealed_hand_in
from tests.attack.table import Attack, table
from tests.fakes.ports import make_ports
from tests.unit.files import samples

#: These have tests of their own below, one for each reader or file.
_APART = frozenset({cost.ATTACK.kind, fuzz.ATTACK.kind})


@pytest.mark.parametrize(
    "attack", [each for each in ATTACKS if each.kind not in _APART], ids=lambda each: each.kind
)
def test_an_attack_breaks_nothing(attack: Attack) -> None:
    rows = attack.run(True)
    broken = [row for row in rows if not row.holds]
    assert rows
    assert not broken, table(broken)


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured with POSIX")
@pytest.mark.parametrize(
    "one", [each for each in cost.INPUTS if each.is_short], ids=lambda each: each.name
)
def test_a_small_file_costs_little(one: cost.Input) -> None:
    row = cost.row_of(one)
    assert row.holds, row


@pytest.mark.parametrize("one", READERS, ids=lambda each: each.name)
def test_odd_files_are_told_in_a_sentence(one: Reader) -> None:
    row = fuzz.row_of(one, fuzz.count_for(one, short=True))
    assert row.holds, row


def test_hostile_files_do_not_stop_the_collection_of_good_ones(tmp_path: Path) -> None:
    ports = make_ports()
    files = SealedHandIns(TeacherKeys(tmp_path / "teacher"), ports.new_id)
    ports = replace(ports, hand_in_files=files)
    install_lesson(ports, LESSON)
    drop = tmp_path / "drop"
    drop.mkdir()
    for number in range(3):
        work: HandIn = samples.hand_in(LESSON, name=f"Student {number}")
        files.write(replace(work, id=HandInId(f"h{number}")), LESSON, drop)
    hostile = {each.name: each.made() for each in cost.INPUTS if each.reader == "hand-in"}
    for name, inside in hostile.items():
        (drop / f"{name.replace('/', '-')}.handin").write_bytes(sealed_hand_in(inside))
    report = collect_hand_ins(ports, LESSON, drop)
    assert report.count(CollectStatus.NEW) == 3
    assert report.count(CollectStatus.UNREADABLE) == len(hostile)
    for entry in report.troubles:
        assert entry.path.name in entry.message
        assert "It was left as it is" in entry.message
