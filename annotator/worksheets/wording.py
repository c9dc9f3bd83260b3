"""How quotations are written on a worksheet."""

from __future__ import annotations


def shortened(text: str, longest: int) -> str:
    """Return at most `longest` characters, cut between words with an ellipsis."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    cut = flat[: longest - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > longest // 2 else cut).rstrip(" ,.;:") + "…"


def quoted(text: str, longest: int = 160) -> str:
    """Return a quotation in quotation marks, shortened; one that begins with its own has those."""
    short = shortened(text, longest)
    return short if short[:1] in ("“", '"', "„", "«") else f"“{short}”"
