"""How pages are printed: paper, type, columns, and what stands on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: The papers that a worksheet can be set for.
Paper = Literal["a4", "letter"]
#: The smallest and the largest type of articles, in points.
SMALLEST_TYPE, LARGEST_TYPE = 10.0, 18.0


@dataclass(frozen=True, slots=True)
class PageOptions:
    """How a worksheet is printed.

    `size` is the type size of the articles in points; `columns` 1 or 2; `spread` turns the
    page and sets two articles side by side; `punched` leaves room for holes at the left;
    `signature` adds a line to sign on.
    """

    paper: Paper = "a4"
    bw: bool = False
    size: float = 11.0
    anonymous: bool = False
    columns: int = 1
    spread: bool = False
    punched: bool = False
    signature: bool = False
