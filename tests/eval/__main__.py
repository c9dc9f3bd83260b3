"""Print how good the language part and the credit rules are; `python -m tests.eval [--check]`.

With `--check` it ends with 1 if a figure with a target lies below it.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

from annotator import paths
from annotator.files.importing.word_lists import read_cleaning_words
from annotator.nlp.language_help import LanguageHelp
from annotator.nlp.pipeline import find_pipeline
from annotator.nlp.suggester import Suggester
from tests.eval.credit_rules import shipped_boards, tables
from tests.eval.outside import (
    ATTRIBUTION_FILE,
    BIAS_FILE,
    VARIABLE,
    attribution_lines,
    bias_lines,
    data_folder,
)
from tests.eval.own import lesson_lines, own_lines
from tests.eval.scores import Line, table
from tests.eval.web import FOLDER, TRUTH, web_lines

CHECKOUT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Measure everything that can be measured here and print it."""
    warnings.simplefilter("ignore")  # a model's note on its version is no news here
    lexicons = paths.resources_dir() / "lexicons"
    pipeline, suggester = find_pipeline(paths.resources_dir() / "models"), Suggester(lexicons)
    lines: list[Line] = [*own_lines(pipeline, suggester), *lesson_lines(LanguageHelp(lexicons))]
    folder = data_folder(CHECKOUT)
    if folder is None:
        sys.stdout.write(
            "The evaluation data does not stand beside the checkout, so only the project's own "
            f"sentences were measured. To measure more, set {VARIABLE} to its folder.\n\n"
        )
    else:
        if (folder / ATTRIBUTION_FILE).is_file():
            lines += attribution_lines(folder / ATTRIBUTION_FILE, pipeline, lexicons)
        if (folder / BIAS_FILE).is_file():
            lines += bias_lines(folder / BIAS_FILE, pipeline, suggester)
        if (folder / FOLDER / TRUTH).is_file():
            lines += web_lines(
                folder / FOLDER, read_cleaning_words(paths.resources_dir() / "importing")
            )
    sys.stdout.write(table(lines) + "\n\n")
    text, missed = tables(list(shipped_boards()))
    sys.stdout.write(text + "\n")
    below = [each.name for each in lines if each.target and (each.f1 or 0) < each.target]
    for name in below:
        sys.stderr.write(f"below its target: {name}\n")
    for name in missed:
        sys.stderr.write(f"not as it should be: {name}\n")
    return 1 if (below or missed) and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
