"""The documents can be followed: links lead somewhere, commands run, policies are taken."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from annotator import paths
from annotator.gui.help.guide_pages import anchor_of, guide_pages
from annotator.settings import load_policy
from tests.e2e.conftest import Run

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_INDENTED = re.compile(r"^ +((?:annotator|mkdir) .+)$", re.MULTILINE)
_BLOCK = re.compile(r"(?:^ {4,}\S.*\n|^\n(?= {4}))+", re.MULTILINE)
#: Opening the app ends when it is closed.
_OPENS = re.compile(r"^annotator( \S+\.lesson)?$")


def anchors_of(page: Path) -> set[str]:
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    return {anchor_of(re.sub(r"[`*]", "", heading)) for heading in _HEADING.findall(text)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    for link in _LINK.findall(text):
        name, _, anchor = link.partition("#")
        if "://" in name or name.startswith("mailto:"):
            continue
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{page.name} links to {link}"
        if anchor:
            assert anchor in anchors_of(target), f"{page.name} links to {link}"


def test_the_index_names_every_page() -> None:
    named = {page.path.resolve() for page in guide_pages(DOCS)}
    missing = {page.name for page in DOCS.glob("*.md")} - {path.name for path in named}
    assert missing == set()


def test_the_decisions_have_their_index() -> None:
    index = (DOCS / "decisions" / "index.md").read_text(encoding="utf-8")
    for page in sorted((DOCS / "decisions").glob("0*.md")):
        title = _HEADING.findall(page.read_text(encoding="utf-8"))[0].partition(". ")[2]
        assert f"[{title}]({page.name})" in index


def commands_of(page: Path) -> list[str]:
    """Return the commands in the blocks of a page, as they would be typed."""
    text = page.read_text(encoding="utf-8")
    blocks = [line for block in _FENCED.findall(text) for line in block.splitlines()]
    typed = [line.strip() for line in blocks] + _INDENTED.findall(_FENCED.sub("", text))
    told = (line.partition("  #")[0].strip() for line in typed)
    return [c for c in told if c.startswith(("annotator ", "mkdir ")) and not _OPENS.match(c)]


WITH_COMMANDS = [page for page in PAGES if commands_of(page)]


def test_the_guide_of_teachers_has_commands() -> None:
    assert DOCS / "teacher-guide.md" in WITH_COMMANDS


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: page.stem)
def test_every_command_of_a_page_runs_in_its_order(
    page: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    shutil.copytree(paths.lessons_dir() / "warm-up", scratch / "my-lesson")
    monkeypatch.chdir(scratch)
    for command in commands_of(page):
        program, *words = shlex.split(command)
        if program == "mkdir":
            Path(*words).mkdir()
            continue
        ran = run(*words)
        assert ran.status == 0, f"{command}: {ran.err}"


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.stem)
def test_every_policy_of_a_page_is_taken_without_a_word(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for number, block in enumerate(
        re.findall(r"(?:^ {4,}\S.*\n|^\n(?= {4}))+", text, re.MULTILINE)
    ):
        lines = "\n".join(line.strip() for line in block.splitlines())
        if not re.search(r"^(teaching|drop_folder|database_url) = ", lines, re.MULTILINE):
            continue
        file = tmp_path / f"{number}.toml"
        file.write_text(lines, encoding="utf-8")
        policy, troubles = load_policy(file)
        assert policy != type(policy)(), lines
        assert list(troubles) == [], lines
