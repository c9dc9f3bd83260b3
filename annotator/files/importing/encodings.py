"""Bytes as text, whatever program wrote them, and the other readings that are as likely."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

from annotator.domain.errors import BadInput
from annotator.domain.imports import TextReading
from annotator.files.importing.kinds import wide_encoding
from annotator.files.importing.likely_signs import likelihoods, script_of
from annotator.services.cleaning.languages import language_of
from annotator.translation import N_

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMENT = regex.compile(rb"<!--.*?(?:-->|$)", regex.DOTALL)
_DECLARED = regex.compile(
    rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*(?P<label>[^\"'\s>]{2,40})"
    rb"|<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*(?P<label>[^\"'\s;>/]{2,40})",
    regex.IGNORECASE,
)
#: Encodings of single bytes that texts of schools and newspapers are in, the likeliest first.
_SINGLE = {
    "windows-1252": N_("Western, Windows"),
    "iso-8859-15": N_("Western, Latin-9"),
    "macintosh": N_("Western, Mac"),
    "windows-1250": N_("Central European, Windows"),
    "iso-8859-2": N_("Central European, Latin-2"),
    "windows-1254": N_("Turkish"),
    "windows-1257": N_("Baltic"),
    "cp850": N_("Western, DOS"),
    "cp852": N_("Central European, DOS"),
    "mac-latin2": N_("Central European, Mac"),
    "windows-1251": N_("Cyrillic, Windows"),
    "koi8-u": N_("Cyrillic, KOI8"),
    "iso-8859-5": N_("Cyrillic, ISO"),
    "ibm866": N_("Cyrillic, DOS"),
    "x-mac-cyrillic": N_("Cyrillic, Mac"),
    "windows-1253": N_("Greek"),
    "windows-1255": N_("Hebrew"),
    "windows-1256": N_("Arabic"),
    "iso-8859-6": N_("Arabic, ISO"),
    "windows-874": N_("Thai"),
    "windows-1258": N_("Vietnamese"),
}
#: Encodings of several bytes; how often which letters stand beside each other tells them apart.
_SEVERAL = {
    "cp932": "shift_jis",
    "shift_jis": "shift_jis",
    "euc_jp": "euc-jp",
    "gb18030": "gb18030",
    "big5": "big5",
    "euc_kr": "euc-kr",
}
#: Python's decoders that read what browsers read under a name.
_AS_BROWSERS = {"gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "big5": "big5hkscs"}
_SHIFTED = regex.compile(rb"\x1b(?:\$[@B]|\([BIJ])")
_HEAD = 4_096
_SAMPLE = 60_000
#: Of all bytes, how many must be no ASCII in a text whose letters take several bytes.
_SEVERAL_SHARE = 0.25
#: Readings are as likely as each other if the signs in which they differ are; many tell more.
_NEAR = 0.5
_AROUND = 24


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text, and where another reading is as likely: each of them with a sample."""

    text: str
    readings: tuple[TextReading, ...] = ()


def decode(data: bytes, *, markup: bool = False, told: str = "") -> str:
    """Return bytes as text: by mark, as UTF-8, as told or declared, or as is likeliest."""
    return decoded(data, markup=markup, told=told).text


def decoded(
    data: bytes,
    *,
    markup: bool = False,
    told: str = "",
    asked: str = "",
    little_words: Mapping[str, frozenset[str]] | None = None,
) -> DecodedText:
    """Return bytes as text; what a person has `asked` for comes before all else."""
    if asked:
        return DecodedText(data.decode(_decoder(asked), errors="replace").lstrip("\ufeff"))
    for mark, name in _MARKS:
        if data.startswith(mark):
            return DecodedText(data.decode(name, errors="replace"))
    wide = wide_encoding(data)
    if wide:
        return DecodedText(data.decode(wide, errors="replace"))
    if _SHIFTED.search(data[:_SAMPLE]):
        return DecodedText(data.decode("iso2022_jp_2", errors="replace"))
    try:
        return DecodedText(data.decode("utf-8"))
    except UnicodeDecodeError as trouble:
        if _is_nearly_utf8(data, trouble):
            return DecodedText(data.decode("utf-8", errors="replace"))
    label = _known(told) or (_declared(data) if markup else "")
    if label:
        return DecodedText(data.decode(label, errors="replace"))
    return _likeliest(data, little_words or {})


def check_encoding(name: str) -> str:
    """Return a name of an encoding that a person gave; raise BadInput if there is none of it."""
    _decoder(name)
    return name


def _decoder(name: str) -> str:
    known = _known(name)
    if not known:
        raise BadInput(
            "There is no encoding “{name}”. Nothing was imported. Common ones are utf-8, "
            "windows-1252, macintosh, iso-8859-15, windows-1250 and windows-1251.",
            name=name,
        )
    return known


def _known(label: str) -> str:
    """Return Python's decoder for a name of an encoding, as browsers know it, or nothing."""
    import webencodings

    found = webencodings.lookup(label)
    if found is not None:
        name = str(found.name)
        return _AS_BROWSERS.get(name, str(found.codec_info.name))
    try:
        return codecs.lookup(label).name if label.isascii() and _is_text(label) else ""
    except LookupError:
        return ""


def _is_text(label: str) -> bool:
    """Return whether a decoder makes text; Python has some that unpack archives."""
    return bool(getattr(codecs.lookup(label), "_is_text_encoding", True))


def _is_nearly_utf8(data: bytes, trouble: UnicodeDecodeError) -> bool:
    """Return whether text is UTF-8 but for a cut or damaged place."""
    replaced = data.decode("utf-8", errors="replace")
    spoiled = replaced.count("\ufffd")
    sound = sum(character > "\x7f" for character in replaced) - spoiled
    return sound > 4 * spoiled or (trouble.start >= len(data) - 3 and sound > 0)


def _declared(data: bytes) -> str:
    """Return the encoding that a web page says it has, if browsers know it."""
    match = _DECLARED.search(_COMMENT.sub(b"", data[:_HEAD]))
    if match is None:
        return ""
    known = _known(match["label"].decode("ascii", errors="replace"))
    # What claims to be UTF-8 or UTF-16 was tried before.
    return "" if known.replace("_", "-").startswith("utf-") else known


# -- where nothing is told -------------------------------------------------------------------------


def _likeliest(data: bytes, little_words: Mapping[str, frozenset[str]]) -> DecodedText:
    """Return the likeliest reading, and with it the others that are as likely."""
    sample = data[:_SAMPLE]
    scored = []
    for place, label in enumerate(_candidates(sample)):
        text = sample.decode(_known(label), errors="replace")
        signs = likelihoods(text, language_of(text, little_words))
        mean = sum(signs.values()) / max(len(signs), 1)
        scored.append((mean - place / 1_000, label, text, signs))
    scored.sort(key=lambda each: -each[0])
    _mean, label, best, signs = scored[0]
    script = script_of(best)
    near = [
        (other, text)
        for _mean, other, text, others in scored[1:]
        if len(text) == len(best)
        and text != best
        and script_of(text) == script
        and _is_near(best, signs, text, others)
    ]
    whole = data.decode(_known(label), errors="replace")
    return DecodedText(whole, tuple(_readings([(label, best), *near])))


def _candidates(sample: bytes) -> Iterator[str]:
    """Yield the encodings that a text may be in."""
    yield from _SINGLE
    high = sum(byte > 0x7F for byte in sample)
    if high > _SEVERAL_SHARE * len(sample):
        from charset_normalizer import from_bytes

        best = from_bytes(sample, cp_isolation=list(_SEVERAL)).best()
        if best is not None and best.encoding in _SEVERAL:
            yield _SEVERAL[best.encoding]


def _is_near(
    best: str, signs: Mapping[int, float], other: str, others: Mapping[int, float]
) -> bool:
    """Return whether another reading is as likely where it differs."""
    places = [n for n in signs if n in others and best[n] != other[n]]
    if not places:
        return False
    other_sum = sum(others[n] for n in places)
    return other_sum > 0 and sum(signs[n] for n in places) - other_sum < _NEAR * len(places) ** 0.5


def _readings(found: list[tuple[str, str]]) -> Iterator[TextReading]:
    """Yield each different reading once, with the words around the first difference."""
    seen: set[str] = set()
    if len({text for _label, text in found}) < 2:
        return
    best = found[0][1]
    place = next(
        n for n, letter in enumerate(best) if any(letter != text[n] for _label, text in found)
    )
    start = max(0, place - _AROUND)
    for label, text in found:
        if text not in seen:
            seen.add(text)
            sample = " ".join(text[start : place + _AROUND].split())
            yield TextReading(label, _SINGLE.get(label, label), sample)
