"""What was learned from a teacher's own choices among the suggestions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How an order does on choices that it was not learned from.

    Both orders put the same number of suggestions first: `precision` is the share of these
    that the teacher took, `recall` the share of all taken that are among them; `plain_` is
    the order that nothing was learned for. None where nothing could be held out.
    """

    precision: float | None
    recall: float | None
    plain_precision: float | None
    plain_recall: float | None


@dataclass(frozen=True, slots=True)
class LearnedRanking:
    """An order of suggestions that fits one teacher; used only while it is on."""

    weights: Mapping[str, float]
    choices: int
    held_out: HeldOut
    learned_at: datetime
    is_on: bool = False
