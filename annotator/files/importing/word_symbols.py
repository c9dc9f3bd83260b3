"""Signs of the symbol fonts, which Word stores by their place in the font."""

from __future__ import annotations

_SYMBOL_LOW = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾"
    "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
_SYMBOL = {
    **{0x20 + n: sign for n, sign in enumerate(_SYMBOL_LOW)},
    **{0xA0 + n: sign for n, sign in enumerate(_SYMBOL_HIGH)},
}
_WINGDINGS = {
    0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6E: "■",
    0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA7: "▪",
    0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦",
    0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_UNKNOWN = "□"
_PRIVATE = range(0xF000, 0xF100)


def symbol(code: str, font: str) -> str:
    """Return the sign that a code in hexadecimal digits shows in a font."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    name = font.casefold()
    table = _SYMBOL if name == "symbol" else _WINGDINGS if name == "wingdings" else None
    if table is not None or number in _PRIVATE:
        return (table or {}).get(number & 0xFF, _UNKNOWN)
    return chr(number) if 0x20 <= number < 0xD800 else _UNKNOWN
