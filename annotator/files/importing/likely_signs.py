"""How likely the signs of a text are where they stand: a wrong encoding puts odd ones there."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable

import regex

_FOREIGN = regex.compile(r"[^\x00-\x7f]")
#: So many signs tell enough.
_MOST = 3_000
#: The letters of a language beyond A to Z, and what its newspapers borrow.
_LETTERS = {
    "en": "éèêëàâäáçïîíôöóûüúñæœ",
    "fr": "àâæçéèêëîïôœùûüÿñ",
    "de": "äöüßéèàáç",
    "es": "áéíóúüñç",
    "pt": "ãõáàâéêíóôúüç",
    "it": "àèéìíòóùúî",
    "nl": "éèëïöüóáàêç",
    "ca": "àçéèíïóòúü·",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "hu": "áéíóöőúüű",
    "ro": "ăâîșțşţ",
    "hr": "čćđšž",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "et": "äõöüšž",
    "sv": "åäöéüàáè",
    "da": "æøåéä",
    "is": "áðéíóúýþæö",
    "tr": "çğıi̇şöüâîû",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
}
_COMMON = frozenset("".join(_LETTERS.values()))
#: The commonest letters of a script: seven in ten of a text, and fewer of a wrong reading.
_COMMONEST = {
    "CYRILLIC": frozenset("оеаинтсрвлі"),
    "GREEK": frozenset("αοιετσνηυρςάίόέή"),
    "HEBREW": frozenset("יוהלארתבשמנ"),
    "ARABIC": frozenset("اليمنوترهبةد"),
    "THAI": frozenset("านรอกเงมยลวดทสคต"),
}
_BIG = frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "DEVANAGARI", *_COMMONEST})
#: The encodings whose first rows hold the common ones of the signs of Chinese and Japanese.
_COMMON_ROWS = (("gb2312", 0xD7), ("big5", 0xC6), ("shift_jis", 0x97))
_EASTERN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL"})
_QUOTES = frozenset("“”„«»‘’‚‹›")
_SURE, _GOOD, _FAIR, _ODD, _WRONG, _IMPOSSIBLE = 1.0, 0.8, 0.25, -0.5, -1.0, -4.0


def likelihoods(text: str, language: str) -> dict[int, float]:
    """Return for each sign that is no ASCII how likely it is at its place, by its number."""
    letters, share = _best_letters(text)
    # Letters of a language that lacks others of the text are less sure ones.
    own_worth = _SURE if language in _LETTERS else _SURE * share**2
    own = frozenset(_LETTERS.get(language, letters))
    padded = f" {text} "
    found = {}
    for match in _FOREIGN.finditer(text):
        place = match.start()
        before, after = padded[place], padded[place + 2]
        found[place] = _likelihood(match.group(), before, after, own, own_worth)
        if len(found) >= _MOST:
            break
    return found


def script_of(text: str) -> str:
    """Return the script of most letters that are no ASCII."""
    scripts = Counter(_script(letter) for letter in _FOREIGN.findall(text) if letter.isalpha())
    return max(scripts, key=scripts.__getitem__) if scripts else ""


def _best_letters(text: str) -> tuple[str, float]:
    """Return the letters of the language that has most of those of a text, and their share."""
    used = Counter(each for each in _FOREIGN.findall(text.casefold()) if each.isalpha())
    shares = {
        letters: sum(count for letter, count in used.items() if letter in letters)
        for letters in _LETTERS.values()
    }
    best = max(shares, key=shares.__getitem__)
    return (best, shares[best] / used.total()) if shares[best] else ("", 0.0)


def _likelihood(sign: str, before: str, after: str, own: frozenset[str], own_worth: float) -> float:
    category = unicodedata.category(sign)
    if sign == "\ufffd" or category in ("Cc", "Co", "Cn", "Cs"):
        return _IMPOSSIBLE
    if category[0] == "M":
        return _of_accent(sign, before)
    rule = _RULES.get(sign)
    if rule is not None:
        return rule(before, after)
    if sign in _QUOTES:
        return _of_quote(sign, before, after)
    if category[0] == "L":
        return _of_letter(sign, before, after, own, own_worth)
    return _ODD


def _of_letter(sign: str, before: str, after: str, own: frozenset[str], own_worth: float) -> float:
    script = _script(sign)
    if script in _EASTERN:
        return _SURE if script != "CJK" or _is_common_han(sign) else _ODD
    if not script or any(each.isalpha() and _script(each) != script for each in (before, after)):
        return _WRONG
    if sign.isupper() and before.islower():
        return _WRONG
    small = sign.casefold()[:1]
    if script != "LATIN":
        if own & _COMMONEST.get(script, own) and small not in own:
            return _FAIR
        return _SURE if small in _COMMONEST.get(script, (small,)) else _GOOD
    alone = not before.isalpha() and not after.isalpha() and before not in "’'"
    if (alone and small not in "àéèêóòúíáìyåæøö") or (
        sign.islower() and before.isupper() and after.isupper()
    ):
        return _ODD
    return own_worth if small in own else _FAIR if small in _COMMON else 0.0


def _of_accent(sign: str, before: str) -> float:
    """Return how likely a mark over or under the letter before it is."""
    if unicodedata.name(sign, "").startswith("COMBINING"):
        return _FAIR if before.isalpha() else _WRONG
    return _GOOD if _script(before) == _script(sign) or before > "\u0500" else _WRONG


def _is_common_han(sign: str) -> bool:
    """Return whether a sign of Chinese or Japanese is one of the common ones."""
    for encoding, last in _COMMON_ROWS:
        try:
            if sign.encode(encoding)[0] <= last:
                return True
        except UnicodeEncodeError:
            continue
    return False


def _script(letter: str) -> str:
    """Return the script of a letter, if many languages are written in it."""
    if letter.isascii():
        return "LATIN"
    name = unicodedata.name(letter, "").partition(" ")[0]
    return "CJK" if name.startswith("IDEOGRAPHIC") else name if name in _BIG else ""


def _of_quote(sign: str, before: str, after: str) -> float:
    if sign in "’‘" and before.isalpha() and after.isalpha():
        return _SURE if sign == "’" else _ODD
    opens = not before.isalnum() and not after.isspace()
    closes = not before.isspace() and not after.isalnum()
    spaced = sign in "«»" and (before.isspace() or after.isspace())
    if sign in "„‚":
        return _SURE if opens else _WRONG
    return _SURE if opens or closes or spaced else _WRONG


def _of_dash(before: str, after: str) -> float:
    even = before.isspace() == after.isspace()
    return _SURE if even else _FAIR


def _of_currency(before: str, after: str) -> float:
    if before.isdigit() or after.isdigit():
        return _SURE
    return _WRONG if before.isalpha() or after.isalpha() else _GOOD


def _of_fraction(before: str, after: str) -> float:
    return _WRONG if before.isalpha() or after.isalpha() else _GOOD


def _of_small_digit(before: str, after: str) -> float:
    return _FAIR if before.isalnum() and not after.isalpha() else _WRONG


def _of_section(before: str, _after: str) -> float:
    return _WRONG if before.isalpha() else _GOOD


def _of_degree(before: str, after: str) -> float:
    return _SURE if before.isdigit() else _GOOD if before.isspace() and after in "CF" else _ODD


def _of_opening(before: str, after: str) -> float:
    return _WRONG if before.isalpha() or not (after.isalnum() or after in "“\"'«¡¿") else _SURE


def _of_ordinal(before: str, after: str) -> float:
    return _GOOD if (before.isdigit() or before == ".") and not after.isalpha() else _WRONG


def _of_mark(before: str, after: str) -> float:
    return _ODD if before.isalpha() and after.isalpha() else _GOOD


def _of_operator(before: str, after: str) -> float:
    return _ODD if before.isalpha() or after.isalpha() else _FAIR


def _rare(_before: str, _after: str) -> float:
    return _ODD


_RULES: dict[str, Callable[[str, str], float]] = {
    **dict.fromkeys("–—―", _of_dash),
    **dict.fromkeys("€£¥¢", _of_currency),
    **dict.fromkeys("½¼¾", _of_fraction),
    **dict.fromkeys("¹²³", _of_small_digit),
    **dict.fromkeys("§¶", _of_section),
    **dict.fromkeys("¿¡", _of_opening),
    **dict.fromkeys("ªº", _of_ordinal),
    **dict.fromkeys("…•·©®™\xa0\xad", _of_mark),
    **dict.fromkeys("×±÷≤≥≠≈", _of_operator),
    **dict.fromkeys("¤¦´¨¸¯ˆ˜˝˛ˇ˘˙¬ƒ†‡", _rare),
    "°": _of_degree,
    "№": _of_mark,
    "、": _of_mark,
    "。": _of_mark,
}
