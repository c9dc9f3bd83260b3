"""Text is read in whatever encoding it was written, and where two are as likely both are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import paths
from annotator.domain.errors import BadInput
from annotator.domain.imports import readings_told
from annotator.files.importing.encodings import check_encoding, decoded
from annotator.files.importing.importer import import_file
from annotator.files.importing.word_lists import read_cleaning_words
from annotator.services.cleaning.words import CleaningWords

LISTS = read_cleaning_words(paths.resources_dir() / "importing").languages
WESTERN = ("windows-1252", "iso-8859-15", "macintosh", "cp850")
CENTRAL = ("windows-1250", "iso-8859-2")
CYRILLIC = ("windows-1251", "koi8-r", "iso-8859-5", "ibm866", "x-mac-cyrillic")
TEXTS = {
    "en": ("The café owner’s naïve hope was “trade” – and the fiancé’s résumé cost £4.", WESTERN),
    "de": (
        "Die Straße ist für Fußgänger gesperrt, sagte der Bürgermeister der Stadt Köln.",
        WESTERN,
    ),
    "fr": (
        "Le maire a déjà fermé l’hôtel où l’élève était ; c’est très gênant, dit-il à Noël.",
        WESTERN,
    ),
    "es": (
        "¿Cuánto costará? El alcalde dijo que el año próximo habrá más niños en la montaña.",
        WESTERN,
    ),
    "pt": (
        "A câmara não explicou à população por que razão a ponte está fechada há três meses.",
        WESTERN,
    ),
    "it": (
        "Il sindaco non può più aprire il ponte: è chiuso perché la città non ha i soldi, così.",
        WESTERN,
    ),
    "sv": (
        "Borgmästaren sade att bron över ån är stängd för två år och att det är för dyrt.",
        WESTERN,
    ),
    "pl": ("Burmistrz powiedział, że most zostanie zamknięty na dwa lata.", CENTRAL),
    "cs": ("Starosta řekl, že most přes řeku bude dva roky zavřený příští rok.", CENTRAL),
    "hu": (
        "A polgármester szerint a híd két évig zárva lesz, mert túl drága és nincs rá pénz őszig.",
        CENTRAL,
    ),
    "tr": (
        "Belediye başkanı köprünün iki yıl için kapalı olduğunu söyledi ve İstanbul’da.",
        ("windows-1254",),
    ),
    "ru": (
        "Мэр города сказал, что мост закроют на два года, потому что денег на ремонт нет.",
        CYRILLIC,
    ),
    "uk": (
        "Міський голова сказав, що міст закриють на два роки, бо грошей на ремонт немає.",
        ("windows-1251", "koi8-u"),
    ),
    "el": (
        "Ο δήμαρχος είπε ότι η γέφυρα θα κλείσει για δύο χρόνια επειδή δεν υπάρχουν χρήματα.",
        ("windows-1253", "iso-8859-7"),
    ),
    "he": ("ראש העיר אמר שהגשר ייסגר לשנתיים כי אין כסף לתיקון שלו.", ("windows-1255",)),
    "ar": (
        "قال رئيس البلدية إن الجسر سيغلق لمدة عامين لأنه لا يوجد مال للإصلاح.",
        ("windows-1256",),
    ),
    "ja": (
        "市長は火曜日の夜、橋を二年間閉鎖すると発表しました。",
        ("shift_jis", "euc-jp", "iso2022_jp"),
    ),
    "zh": (
        "市长星期二晚上宣布，这座桥将关闭两年，因为修理费用是承诺的两倍。居民们很担心。",
        ("gb18030", "big5hkscs"),
    ),
    "ko": ("시장은 화요일 밤에 다리를 이 년 동안 폐쇄한다고 발표했다.", ("euc-kr",)),
}
CASES = [(text, name) for text, names in TEXTS.values() for name in names]


def encoded(text: str, name: str) -> bytes:
    """Return a text in an encoding; what this has no sign for becomes plain."""
    if name == "big5hkscs":
        text = "市長星期二晚上宣布，這座橋將關閉兩年，因為修理費用是承諾的兩倍。居民們很擔心。"
    for sign, plain in (("’", "'"), ("“", '"'), ("”", '"'), ("–", "-")):
        try:
            sign.encode(python(name))
        except UnicodeEncodeError:
            text = text.replace(sign, plain)
    return text.encode(python(name))


def python(name: str) -> str:
    return {"windows-874": "cp874", "ibm866": "cp866", "x-mac-cyrillic": "mac_cyrillic"}.get(
        name, name
    )


@pytest.mark.parametrize("text, name", CASES)
def test_a_text_without_a_word_on_its_encoding_is_read(text: str, name: str) -> None:
    data = encoded(text, name)
    assert decoded(data, little_words=LISTS).text == data.decode(python(name))


@pytest.mark.parametrize("text", [text for text, _names in TEXTS.values()])
@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-16", "utf-8", "utf-8-sig"])
def test_unicode_is_read_with_and_without_a_mark(text: str, name: str) -> None:
    assert (
        decoded(f"{text}\r\n{text}\n".encode(name)).text.lstrip("\ufeff") == f"{text}\r\n{text}\n"
    )


@pytest.mark.parametrize(
    "label, python_name",
    [
        ("gb2312", "gbk"), ("x-gbk", "gbk"), ("x-sjis", "cp932"), ("windows-31j", "cp932"),
        ("ks_c_5601-1987", "cp949"), ("iso-8859-9", "cp1254"), ("latin5", "cp1254"),
        ("latin1", "cp1252"), ("ascii", "cp1252"), ("csisolatin2", "iso-8859-2"),
        ("x-mac-roman", "mac_roman"), ("x-cp1251", "cp1251"), ("dos-874", "cp874"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "page",
    [
        '<html><head><meta charset="{}"></head>',
        "<html><head><META HTTP-EQUIV='Content-Type' content='text/html; charset={}'></head>",
        '<?xml version="1.0" encoding="{}"?>\n<html>',
        '<!-- <meta charset="koi8-r"> --><html><meta charset = {} >',
    ],
)  # fmt: skip
def test_a_page_that_tells_its_encoding_is_read_as_browsers_do(
    label: str, python_name: str, page: str
) -> None:
    signs = {"gbk": "镕", "cp932": "①髙", "cp949": "똠", "cp1254": "“ğş”", "cp1252": "“é”"}
    text = page.format(label) + f"<p>{signs.get(python_name, 'e')}</p>"
    assert decoded(text.encode(python_name), markup=True).text == text


def test_a_name_that_nobody_knows_is_not_believed() -> None:
    text = '<meta charset="x-nothing"><p>Die Brücke für Fußgänger ist zu.</p>'
    assert decoded(text.encode("cp1252"), markup=True, little_words=LISTS).text == text


def test_where_two_readings_are_as_likely_both_are_shown() -> None:
    found = decoded("Smith, \xdeahin, Jones".encode("latin-1"))
    assert {"Smith, Þahin, Jones", "Smith, Şahin, Jones"} <= {r.sample for r in found.readings}
    told = readings_told(found.readings)
    assert "--encoding" in told
    assert "Þahin" in told
    assert "Şahin" in told


def test_where_one_reading_is_right_nothing_is_asked() -> None:
    for language in ("en", "de", "fr", "es", "ru"):
        text, names = TEXTS[language]
        for name in names[:1]:
            assert decoded(encoded(text, name), little_words=LISTS).readings == ()


def test_what_a_person_names_comes_first(tmp_path: Path, words: CleaningWords) -> None:
    path = tmp_path / "names.txt"
    path.write_bytes("Der Lehrer \xdeahin aus \xdeile.".encode("latin-1"))
    assert import_file(path, words, "windows-1254").kept[0].text == "Der Lehrer Şahin aus Şile."
    with pytest.raises(BadInput, match="no encoding “klingon”"):
        check_encoding("klingon")
    for odd in ("zip", "base64", "rot13", "ünïcode", ""):
        with pytest.raises(BadInput):
            check_encoding(odd)


@settings(max_examples=200, deadline=None)
@given(data=st.binary(min_size=1, max_size=300), markup=st.booleans())
def test_any_bytes_are_some_text(data: bytes, markup: bool) -> None:
    found = decoded(data, markup=markup)
    assert isinstance(found.text, str)
    assert len({reading.sample for reading in found.readings}) != 1 or len(found.readings) > 1
