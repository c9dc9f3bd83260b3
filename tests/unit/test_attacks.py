"""The short form of each attack; `make attack` runs the long one."""

from __future__ import annotations

import sys

import pytest

from tests.attack import cost, fuzz
from tests.attack.__main__ import ATTACKS
from tests.attack.readers import READERS, Reader
from tests.attack.table import Attack, table

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
