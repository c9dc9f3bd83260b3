"""The parts of the cleaning, one by one: dates, credits, repairs, lines, posts, languages."""

from __future__ import annotations

import pytest

from annotator.services.cleaning.credits import (
    described_picture,
    is_credit,
    labelled_caption,
    without_credit,
)
from annotator.services.cleaning.dates import find_date, is_clock_line, is_date_line, without_dates
from annotator.services.cleaning.embedded import post_remains
from annotator.services.cleaning.languages import language_of
from annotator.services.cleaning.lines import text_blocks
from annotator.services.cleaning.repairs import repaired
from annotator.services.cleaning.words import CleaningWords


@pytest.mark.parametrize(
    "line, date",
    [
        ("Published: Tue 30 Apr 2019 14.05 BST", "2019-04-30"),
        ("April 30th, 2019", "2019-04-30"),
        ("Apr. 3, 2019 at 5:12 p.m. ET", "2019-04-03"),
        ("2019-04-30T12:00:00Z", "2019-04-30"),
        ("30 de abril de 2019", "2019-04-30"),
        ("1er mai 2020", "2020-05-01"),
        ("30. Oktober 2018, 12:30 Uhr", "2018-10-30"),
        ("2019年4月30日", "2019-04-30"),
        ("30/04/2019", "2019-04-30"),
        ("04/05/2019", "04/05/2019"),
        ("13/04/2019", "2019-04-13"),
        ("04/13/2019", "2019-04-13"),
        ("12/04/2019", "12/04/2019"),
        ("04/12/2019", "04/12/2019"),
        ("04/04/2019", "2019-04-04"),
        ("04.05.2019", "2019-05-04"),
        ("31/31/2019", None),
        ("30-Apr-2019", "2019-04-30"),
        ("2019/4/3", "2019-04-03"),
        ("May 4, 2021, first on 3 May 2021", "2021-05-04"),
        ("February 31, 2019 or 3 March 2019", "2019-03-03"),
        (" " * 500 + "3 May 2021", "2021-05-03"),
        (" " * 511 + "3 May 2021", None),
        ("February 31, 2019", None),
        ("In 2019 they left.", None),
    ],
)
def test_dates_are_found_and_uncertain_ones_stay_as_written(
    words: CleaningWords, line: str, date: str | None
) -> None:
    found = find_date(line, words.months)
    assert (found.text if found else None) == date


@pytest.mark.parametrize(
    "line, alone",
    [
        ("Last updated on 3 May 2021 at 14:05 GMT", True),
        ("Montag, 3. Mai 2021", True),
        ("14:05", True),
        ("3 May 2021".ljust(130), True),
        ("3 May 2021".ljust(131), False),
        ("Updated", False),
        ("The bridge fell on 3 May 2021", False),
        ("May the best team win", False),
    ],
)
def test_a_line_is_a_date_only_if_it_says_nothing_else(
    words: CleaningWords, line: str, alone: bool
) -> None:
    assert is_date_line(line, words.months, words.around_dates) is alone


def test_what_a_line_says_besides_its_dates_is_told(words: CleaningWords) -> None:
    def rest(line: str) -> str:
        return without_dates(line, words.months, words.around_dates)

    assert rest("Jane Doe, 3 May 2021 at 14:05 (GMT)") == "Jane Doe"
    assert rest("3 May 2021 | Jane Doe | 4 May 2021 - Bo Lind") == "Jane Doe | Bo Lind"
    assert rest("Updated on 3 May 2021, 2 p.m. UTC+2") == ""


def test_a_time_of_day_is_no_date(words: CleaningWords) -> None:
    times = [
        line
        for line in ("14:05", "2 p.m.", "3 May 2021 14:05", "at noon")
        if is_clock_line(line, words.months, words.around_dates)
    ]
    assert times == ["14:05", "2 p.m."]


@pytest.mark.parametrize(
    "line",
    [
        "AP:Associated Press",
        "Getty Images – Getty",
        "AFP or licensors",
        "REUTERS/Jane Doe",
        "Jane Doe/AP",
        "Doe/AP",
        "Reuters/AP file photo",
        "Jane Ann Mary Sue Doe/AP",
        "Photo: Holm Harbour Boat Rescue Team",
        "Credit: City of the Boats",
        "Photo: Holm Boats.",
        "© Jane Doe/Bo Lind",
        "Handout/Facebook/janedoe",
        "© EPA",
        "Alamy Live News 3",
        "Photo: Jane Doe",
        "Photograph by Jane van der Doe for The Bugle",
        "Image credit: City of Oldbridge",
        "(AP Photo/Jane Doe)",
        "Bild: dpa",
    ],
)
def test_a_credit_is_known(words: CleaningWords, line: str) -> None:
    assert is_credit(line, words)


@pytest.mark.parametrize(
    "line",
    [
        "AP says it will not publish the list.",
        "Reuters reported the talks first",
        "Photo: a boy carries his sister over the bridge",
        "Photo: Holm Harbour Boat Rescue Team Two",
        "Photo: Holm boats",
        "Credit: a boat of the city",
        "Jane Ann Mary Sue Eve Doe/AP",
        "jane ann doe/AP",
        "The Associated Press was told of a plan",
        "Getty, a watchmaker, lent the clock.",
        "Anna Brook",
        "News",
    ],
)
def test_a_line_that_only_names_an_agency_is_no_credit(words: CleaningWords, line: str) -> None:
    assert not is_credit(line, words)


@pytest.mark.parametrize(
    "caption, clean",
    [
        ("A boy on the bridge. (AP Photo/Jane Doe)", "A boy on the bridge."),
        ("A boy on the bridge. REUTERS/Jane Doe", "A boy on the bridge."),
        ("A boy on the bridge (Photo by Jane Doe/Getty Images)", "A boy on the bridge"),
        ("A boy on the bridge | Credit: Jane Doe", "A boy on the bridge"),
        ("A boy on the bridge (left) with a dog", "A boy on the bridge (left) with a dog"),
        ("The bridge (Old Town)", "The bridge (Old Town)"),
        ("The bridge, (said Reuters)", "The bridge, (said Reuters)"),
        ("(AP Photo/Jane Doe)", "(AP Photo/Jane Doe)"),
        (f"A boy | Credit: {'Doe ' * 9}Doe", "A boy"),
        (f"A boy | Credit: {'Doe ' * 10}Doe", f"A boy | Credit: {'Doe ' * 10}Doe"),
    ],
)
def test_the_credit_is_taken_off_a_caption(words: CleaningWords, caption: str, clean: str) -> None:
    assert without_credit(caption, words) == clean


@pytest.mark.parametrize(
    "line, told",
    [
        ("Image copyright AP Image caption A boy", ("AP", "A boy")),
        ("Image copyright AP", ("AP", "")),
        ("Image copyright Holm Boats", ("Holm Boats", "")),
        ("Image copyright Holm Boats of the city", None),
        ("Image copyright is a right of painters", None),
        ("Image copyright a boat Image caption A boy", ("a boat", "A boy")),
    ],
)
def test_a_line_that_names_source_and_picture_is_parted(
    words: CleaningWords, line: str, told: tuple[str, str] | None
) -> None:
    assert described_picture(line, words) == told


@pytest.mark.parametrize(
    "line, caption",
    [
        ("Caption: A boy", "A boy"),
        ("Image caption A boy", "A boy"),
        ("Caption A boy", ""),
        ("Caption:", ""),
        ("Photo: A boy on the old bridge", "A boy on the old bridge"),
        ("Photo: A boy on a bridge", ""),
        ("Photo A boy on the old bridge", ""),
        ("A boy on the old bridge", ""),
    ],
)
def test_a_label_tells_a_caption(words: CleaningWords, line: str, caption: str) -> None:
    assert labelled_caption(line, words) == caption


@pytest.mark.parametrize(
    "raw, clean",
    [
        ("““Evidently,” he said.", "“Evidently,” he said."),
        ('""No,"" she said.', '"No," she said.'),
        ("the armyâ€™s cafÃ©", "the army’s café"),
        ("Tom &amp; Jerry&nbsp;&#8217;s", "Tom & Jerry ’s"),
        ("One<br/>two <em>three</em>", "One two three"),
        ("if a < b and c > d", "if a < b and c > d"),
        ("A gate[/caption]", "A gate"),
        ("the [city] is “tight [sic]”", "the [city] is “tight [sic]”"),
        ("The gate fell down A gate", "The gate fell down A gate"),
        ("The old gate fell The old gate fell", "The old gate fell"),
        ("gov\u00adern\u00adment", "government"),
        ("São Paulo – naïve Ålesund", "São Paulo – naïve Ålesund"),
    ],
)
def test_a_block_is_repaired_without_losing_its_words(raw: str, clean: str) -> None:
    assert repaired(raw).text == clean


def blocks(text: str, *, divides: bool = False) -> list[str]:
    return [block.text for block in text_blocks(text, divides_words=divides)]


WRAPPED = """\
The ferry to Holm did not sail on Monday, because the wind had turned in
the night. Some forty people slept in the waiting room, and the baker of
the harbour brought them bread.

The company said that it was a question of safety. It will try again on
Tuesday.
"""


def test_wrapped_lines_are_joined_and_paragraphs_left_apart() -> None:
    found = blocks(WRAPPED)
    assert len(found) == 2
    assert found[0].endswith("the harbour brought them bread.")


def test_short_lines_beside_each_other_stay_apart() -> None:
    assert blocks("A boy on the bridge\nA boy on the bridge\nAFP or licensors") == [
        "A boy on the bridge",
        "A boy on the bridge",
        "AFP or licensors",
    ]


def test_a_line_that_ends_well_before_the_width_ends_its_paragraph() -> None:
    text = "\n".join(
        [
            "The council talked about the price of soup until the lights",
            "went on outside the canteen and nobody went home before all",
            "of them had an answer.",
            "Questions of the parents, put at noon",
            "Soup will cost what it costs because the flour costs more a",
            "year than it did, and the cook is paid a little better now.",
        ]
    )
    assert [block.split()[0] for block in blocks(text)] == ["The", "Questions", "Soup"]


def test_a_sentence_that_an_empty_line_parts_is_made_whole() -> None:
    assert blocks(
        "The minister, who had come by train, said that the government\n\nwould pay for it."
    ) == ["The minister, who had come by train, said that the government would pay for it."]


def test_a_divided_word_is_made_whole_and_a_compound_keeps_its_hyphen() -> None:
    text = "He asked the govern-\nment for a long-term plan. The government had a long-\nterm one."
    assert blocks(text, divides=True) == [
        "He asked the government for a long-term plan. The government had a long-term one."
    ]


@pytest.mark.parametrize(
    "line, rest, account",
    [
        ("pic.twitter.com/Ab12", "", ""),
        ("Send boats pic.twitter.com/Ab12", "Send boats", ""),
        ("— Bo Lind (@bolind) March 2, 2020", "", "Bo Lind (@bolind)"),
        ("Send boats — Bo Lind (@bo) March 2, 2020", "Send boats", "Bo Lind (@bo)"),
        ("View this post on Instagram", "", ""),
        ("@bolind · 3h", "", ""),
        ("#flood #boats", "", ""),
        ("#flood pic.twitter.com/Ab12", "", ""),
        ("https://example.org/a, www.example.org", "", ""),
        ("Bo Lind (@bolind) March 2, 2020", "", "Bo Lind (@bolind)"),
        ("Send https://t.co/Ab12  boats", "Send boats", ""),
    ],
)
def test_remains_of_posts_are_taken_out(line: str, rest: str, account: str) -> None:
    remains = post_remains(line)
    assert remains is not None
    assert (remains.text, remains.account) == (rest, account)


@pytest.mark.parametrize(
    "line",
    [
        "Bo Lind (@bolind) said nothing about the flood.",
        "The rule is at https://example.org/rule for all to read.",
        "He tweeted: “We will not go.”",
    ],
)
def test_a_sentence_about_a_post_is_left_alone(line: str) -> None:
    assert post_remains(line) is None


@pytest.mark.parametrize(
    "text, code",
    [
        ("The army said that it was not in the square when the shots were heard.", "en"),
        ("El ejército dijo que no estaba en la plaza cuando se oyeron los disparos.", "es"),
        ("Die Armee sagte, dass sie nicht auf dem Platz war, als die Schüsse fielen.", "de"),
        (
            "L'armée n'était pas sur la place et les tirs sont venus du pont, a dit un soldat.",
            "fr",
        ),
        ("قال الجيش إنه لم يكن في الساحة عندما سمعت الطلقات", "ar"),
        ("הצבא אמר שלא היה בכיכר כאשר נשמעו היריות", "he"),
        ("Army square shots heard", ""),
    ],
)
def test_the_language_is_told_or_left_open(words: CleaningWords, text: str, code: str) -> None:
    assert language_of(text, words.languages) == code


@pytest.mark.parametrize(
    "text, code",
    [
        ("א" * 20, "he"),
        ("א" * 19, ""),
        ("α" * 10 + "a" * 10, "el"),
        ("α" * 9 + "a" * 10, ""),
        ("か" * 2 + "漢" * 18, "ja"),
        ("か" + "漢" * 19, "zh"),
        ("پ" + "ا" * 49, "fa"),
        ("پ" + "ا" * 50, "ar"),
        ("ї" * 3 + "а" * 97, "uk"),
        ("ї" * 2 + "а" * 98, "ru"),
        ("the soup is in the pot of the", "en"),
        ("the soup is inside the pots the", ""),
        ("holm boats carry soup bowls towards harbours the", "en"),
        ("holm boats carry soup bowls towards harbours quickly the", ""),
    ],
)
def test_a_language_is_told_from_few_letters_but_not_too_few(
    words: CleaningWords, text: str, code: str
) -> None:
    assert language_of(text, words.languages) == code
