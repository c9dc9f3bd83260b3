"""Which lines of a plain text were only wrapped, and which are paragraphs of their own."""

from __future__ import annotations

import pytest

from annotator.services.cleaning.lines import text_blocks


def blocks(text: str, *, divides: bool = False) -> list[str]:
    return [block.text for block in text_blocks(text, divides_words=divides)]


def line(length: int, end: str = "o") -> str:
    """Return a line of two words that begins with a capital and has so many characters."""
    return f"So s{'o' * (length - 4 - len(end))}{end}"


@pytest.mark.parametrize("width, is_wrapped", [(29, False), (30, True), (110, True), (111, False)])
def test_a_text_is_wrapped_at_thirty_to_a_hundred_and_ten(width: int, is_wrapped: bool) -> None:
    assert len(blocks("\n".join([line(width)] * 5))) == (1 if is_wrapped else 5)


@pytest.mark.parametrize("count, is_wrapped", [(3, False), (4, True)])
def test_three_full_lines_tell_that_a_text_is_wrapped(count: int, is_wrapped: bool) -> None:
    assert len(blocks("\n".join([line(60)] * count))) == (1 if is_wrapped else count)


@pytest.mark.parametrize("length, is_full", [(48, False), (49, True)])
def test_a_line_is_full_where_the_next_word_did_not_fit(length: int, is_full: bool) -> None:
    # 49, a space and the two letters of "So" are more than 86 of 60 per cent.
    text = "\n".join([line(60), line(60), line(60), line(length), line(60)])
    assert len(blocks(text)) == (1 if is_full else 2)


@pytest.mark.parametrize("short, is_wrapped", [(2, True), (3, False)])
def test_half_of_the_lines_must_be_full(short: int, is_wrapped: bool) -> None:
    text = "\n".join([line(20)] * short + [line(60)] * 3)
    assert len(blocks(text)) == (1 + short if is_wrapped else 3 + short)


@pytest.mark.parametrize("ended, is_wrapped", [(2, True), (3, False)])
def test_full_lines_that_mostly_end_sentences_are_paragraphs(ended: int, is_wrapped: bool) -> None:
    text = "\n".join([line(60, ".")] * ended + [line(60)] * (5 - ended))
    assert len(blocks(text)) == (1 if is_wrapped else 5)


def test_one_very_long_line_does_not_hide_the_width() -> None:
    text = "\n".join([line(200), *[line(60)] * 21])
    assert len(blocks(text)) == 1
    assert len(blocks("\n".join([*[line(200)] * 3, *[line(60)] * 9]))) == 12


def test_lines_of_different_groups_are_no_neighbours() -> None:
    text = "\n\n".join("\n".join([line(60)] * 2) for _ in range(3))
    assert len(blocks(text)) == 3
    text = "\n\n\n\n".join([line(60)] * 6)
    assert len(blocks(text)) == 6


@pytest.mark.parametrize("length, is_joined", [(23, False), (24, True)])
def test_a_small_letter_goes_on_with_a_line_that_is_no_label(length: int, is_joined: bool) -> None:
    assert len(blocks(f"{line(length)}\nand so on")) == (1 if is_joined else 2)


def test_a_small_letter_does_not_go_on_with_a_sentence_that_ended() -> None:
    assert len(blocks(f"{line(40, '.')}\nand so on")) == 2


@pytest.mark.parametrize("length, is_joined", [(29, True), (28, True), (23, False), (24, True)])
def test_a_short_line_with_a_colon_is_a_label(length: int, is_joined: bool) -> None:
    text = "\n".join([line(30), line(30), line(30), line(length, ":"), f"S{'o' * 29}"])
    assert len(blocks(text)) == (1 if is_joined else 2)


@pytest.mark.parametrize(
    "start", ["- soup", "• soup", "1. soup", "12) soup", "Date: soup", "> soup"]
)
def test_points_and_labels_begin_anew(start: str) -> None:
    text = "\n".join([*[line(60)] * 4, f"{start} {'o' * 50}"])
    assert len(blocks(text)) == 2


@pytest.mark.parametrize("last", [f"{line(59)}]", "1" * 60])
def test_codes_and_numbers_are_not_gone_on_with(last: str) -> None:
    assert len(blocks("\n".join([*[line(60)] * 3, last, line(60)]))) == 2


@pytest.mark.parametrize(
    "first, second, is_joined",
    [
        (line(45), "and so on.", True),
        (line(44), "and so on.", False),
        (line(10_000), "and so on.", True),
        (line(10_001), "and so on.", False),
        (line(60, "."), "and so on.", False),
        (line(60, ":"), "and so on.", False),
        (line(60, "]"), "and so on.", False),
        (line(60, ")"), "and so on.", False),
        (line(60, ","), "and so on.", True),
        (line(60, "%"), "and so on.", False),
        (line(60, "-"), "and so on.", True),
        (line(60), "And so on.", False),
        (line(60), "x=1;", False),
    ],
)
def test_a_sentence_that_an_empty_line_parts_is_joined(
    first: str, second: str, is_joined: bool
) -> None:
    assert len(blocks(f"{first}\n\n{second}")) == (1 if is_joined else 2)


def test_blocks_of_one_group_are_not_halves() -> None:
    text = f"{line(60, ',')}\n- soup"
    assert [block.group for block in text_blocks(text)] == [0, 0]
    assert [block.group for block in text_blocks(f"{line(60)}\n\nSoup\n\n\nBread")] == [0, 1, 2]


@pytest.mark.parametrize(
    "text, found",
    [
        ("> Soup\n> Bread\nMilk", ["Soup", "Bread", "Milk"]),
        (">> Soup", ["Soup"]),
        ("> Soup\nMilk", ["> Soup", "Milk"]),
        ("> Soup\n\n\n> Bread", ["Soup", "Bread"]),
    ],
)
def test_the_marks_of_a_quoted_letter_go_where_most_lines_have_them(
    text: str, found: list[str]
) -> None:
    assert blocks(text) == found


LINE = "The people of the old govern-"


@pytest.mark.parametrize(
    "text, divides, found",
    [
        (f"{LINE}\nment are here", False, f"{LINE}ment are here"),
        (f"{LINE}\nment are here", True, f"{LINE[:-1]}ment are here"),
        (f"{LINE}\nMent are here", True, f"{LINE}|Ment are here"),
        (f"{LINE[:-1]}\u00ad\nment are here", False, f"{LINE[:-1]}ment are here"),
        (f"{LINE}\nment is a govern-ment", True, f"{LINE}ment is a govern-ment"),
        (f"{LINE}\nment is a government", False, f"{LINE[:-1]}ment is a government"),
    ],
)
def test_a_word_that_a_line_end_divides_is_made_whole(text: str, divides: bool, found: str) -> None:
    assert "|".join(blocks(text, divides=divides)) == found


def test_one_word_that_stands_whole_elsewhere_tells_that_words_are_divided() -> None:
    text = f"{LINE}\nment said that the soup is re-\nally good. The government eats."
    assert "really good" in blocks(text)[0]
    assert "re-ally good" in blocks(text.replace("The government", "The cook"))[0]
