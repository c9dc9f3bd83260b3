"""Bytes as text, whatever program wrote them."""

from __future__ import annotations

import codecs

import regex

from annotator.files.importing.kinds import looks_wide

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = regex.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", regex.IGNORECASE
)
#: What newspapers and word processors write; the detection chooses among these.
_LIKELY = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "koi8_r",
    "shift_jis",
    "euc_jp",
    "gb18030",
    "big5",
    "euc_kr",
    "utf_16",
    "utf_32",
]
#: Western text is in this one far more often than in the rare ones that fit as well.
_WESTERN = "cp1252"
_HEAD = 4_096
_SAMPLE = 200_000
_LETTERS = regex.compile(r"\p{L}")
_WESTERN_MARKS = regex.compile(
    "[‘’“”–—…€ÀÁÂÃÄÇÈÉÊËÍÑÓÔÖÚÜàáâãäçèéêëíîïñóôöúûüß©«»¿¡·°£ª®º´½¼¾×æøåÆØÅœ™\xa0\xad•]"
)


def decode(data: bytes, *, markup: bool = False) -> str:
    """Return bytes as text: by mark, as UTF-8, as declared, or as charset-normalizer finds."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if looks_wide(data):
        zeros = data[:_HEAD:2].count(0)
        return data.decode(
            "utf-16-be" if zeros > _HEAD // 8 or data[:1] == b"\0" else "utf-16-le",
            errors="replace",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as trouble:
        if _is_nearly_utf8(data, trouble):
            return data.decode("utf-8", errors="replace")
    declared = _declared(data) if markup else ""
    if declared:
        return data.decode(declared, errors="replace")
    return data.decode(_detected(data), errors="replace")


def _is_nearly_utf8(data: bytes, trouble: UnicodeDecodeError) -> bool:
    """Return whether text is UTF-8 but for a cut or damaged place."""
    replaced = data.decode("utf-8", errors="replace")
    spoiled = replaced.count("\ufffd")
    sound = sum(character > "\x7f" for character in replaced) - spoiled
    return sound > 4 * spoiled or (trouble.start >= len(data) - 3 and sound > 0)


def _declared(data: bytes) -> str:
    """Return the encoding that a web page says it has, if Python knows it."""
    match = _DECLARED.search(data[:_HEAD])
    if match is None:
        return ""
    try:
        name = codecs.lookup(match.group(1).decode("ascii")).name
    except LookupError:
        return ""
    # Browsers read Latin-1 as Windows-1252; what claims UTF-8 was tried before.
    return _WESTERN if name in ("iso8859-1", "ascii") else "" if name == "utf-8" else name


def _detected(data: bytes) -> str:
    """Return the encoding that charset-normalizer thinks most likely."""
    western = data.decode(_WESTERN, errors="replace")
    foreign = [c for c in western if c > "\x7f"]
    usual = len(_WESTERN_MARKS.findall(western))
    letters = len(_LETTERS.findall(western))
    if usual == len(foreign) and len(foreign) < 0.15 * max(letters, 1):
        return _WESTERN
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_LIKELY).best()
    return best.encoding if best is not None else _WESTERN
