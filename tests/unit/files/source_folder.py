"""A lesson folder as a teacher writes it by hand, for tests that break it."""

from __future__ import annotations

from pathlib import Path

SCHEME = """format = 1
id = "small"
[[categories]]
id = "loaded"
name = "Loaded"
letter = "L"
key = "1"
colour = "#E69F00"
line = "wavy"
unit = "span"
  [[categories.techniques]]
  id = "name-calling"
  name = "Name-calling"
[[categories]]
id = "opinion"
name = "Opinion"
letter = "O"
key = "3"
colour = "#CC79A7"
line = "double"
unit = "sentence"
[[categories]]
id = "reporting"
name = "Reporting"
letter = "R"
key = "4"
colour = "#6B6B6B"
line = "dotted"
unit = "sentence"
[[rules]]
text = "Judge the text, not the truth."
"""
LESSON = """format = 1
slug = "soup"
version = 3
title = "Soup"
scheme = "small"
feedback = "at-once"
[requirements]
reason = ["loaded"]
[weights]
opinion = 0.25
[[questions]]
id = "why"
prompt = "Why?"
lines = 4
article = "bugle"
[[criteria]]
id = "whole"
name = "The whole"
question = "why"
  [[criteria.levels]]
  name = "Good"
  points = 2
[[standards]]
set = "CCSS"
code = "RI.8.9"
"""
BUGLE = """+++
id = "bugle"
headline = "Soup is dearer"
outlet = "The Bugle"
+++

The greedy canteen and its greedy cook. Soup costs 2 euros. Is soup art?

## Later

It is so sad.
"""
RECORD = """+++
id = "record"
headline = "Soup"
outlet = "The Record"
+++

The canteen raised a price.
"""
KEY = """format = 1
[[annotations]]
article = "bugle"
category = "loaded"
quote = "greedy"
prefix = "The "
status = "required"
technique = "name-calling"
explanation = "It judges the canteen."

[[annotations]]
article = "bugle"
category = "loaded"
quote = "greedy"
suffix = " cook"
status = "trap"
weight = 0.5

[[sentences]]
article = "bugle"
label = "opinion"
quote = "It is so"
explanation = "Sad is a feeling."

[[sentences]]
article = "bugle"
label = "cannot-tell"
quote = "Is soup"
explanation = "A question."

[[links]]
id = "price"
title = "The price"
note = "Who says how much?"
missing = ["record"]
[[links.places]]
article = "bugle"
quote = "costs 2 euros"
[[links.places]]
article = "record"
quote = "raised a price"
"""


class SourceFolder:
    """A lesson folder and a schemes folder that a test may spoil."""

    def __init__(self, place: Path) -> None:
        self.lesson = place / "soup"
        self.schemes = place / "schemes"
        (self.lesson / "articles").mkdir(parents=True)
        self.schemes.mkdir()
        self.write("lesson.toml", LESSON)
        self.write("key.toml", KEY)
        self.write("articles/01-bugle.md", BUGLE)
        self.write("articles/02-record.md", RECORD)
        (self.schemes / "small.toml").write_text(SCHEME, encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        (self.lesson / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.lesson / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))
