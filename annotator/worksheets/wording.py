"""How numbers and quotations are written on a worksheet."""

from __future__ import annotations


def points(value: float) -> str:
    """Return points without needless decimals: 3, 2.5, 0.33."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return (text if text not in ("-0", "") else "0").replace("-", "−")


def signed(value: float) -> str:
    """Return points that are added or taken, with their sign: +2, −0.5, 0."""
    text = points(value)
    return text if text == "0" or value < 0 else f"+{text}"


def of_maximum(value: float, maximum: float) -> str:
    """Return points of a maximum: 2.5 / 4."""
    return f"{points(value)} / {points(maximum)}"


def share(value: float) -> str:
    """Return a share between 0 and 1 in whole per cent."""
    return f"{value * 100:.0f} %"


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
