"""What a tracked file must not name: an index host, a machine's own paths, work left undone."""

from __future__ import annotations

import re

import pytest

from tests.health.tree import ROOT, SOURCE, name_of, tracked_files

# Put together from halves, so that this file does not find itself.
HOSTS = re.compile(
    "|".join(["pypi" + r"\.org", "python" + r"hosted\.org", "npm" + r"js\.(org|com)", r"/simple" + "/"])
)
INDEX_OPTION = re.compile(r"^\s*--(extra-)?index" + r"-url|^\s*--find" + r"-links", re.MULTILINE)
PATHS = re.compile(r"(?<![\w./*~}-])/" + r"(work|tmp|root|home|Users)/")
UNDONE = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def offences(pattern: re.Pattern[str], text: str) -> list[str]:
    """`line: what was found` for each match."""
    return [f"{text.count(chr(10), 0, hit.start()) + 1}: {hit[0].strip()}" for hit in pattern.finditer(text)]


def tracked_offences(pattern: re.Pattern[str], below: str = "") -> list[str]:
    """The offences in all tracked text files under a folder."""
    found, looked = [], 0
    for path in tracked_files():
        if not name_of(path).startswith(below):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a workbook or another binary file
        looked += 1
        found += [f"{name_of(path)}:{offence}" for offence in offences(pattern, text)]
    assert looked, "nothing to look at"
    return found


@pytest.mark.parametrize(
    "pattern", [HOSTS, INDEX_OPTION, PATHS], ids=["index host", "index option", "machine path"]
)
def test_no_tracked_file_names_where_it_was_made(pattern: re.Pattern[str]) -> None:
    found = tracked_offences(pattern)
    assert not found, "\n".join(found)


def test_nothing_is_left_undone_in_the_source() -> None:
    found = tracked_offences(UNDONE, below=f"{name_of(SOURCE)}/")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (HOSTS, "see https://" + "pypi" + ".org/project/click"),
        (HOSTS, "https://mirror.example/" + "simple/"),
        (INDEX_OPTION, "click==8\n--index" + "-url https://mirror.example"),
        (PATHS, "cd /" + "work/main"),
        (PATHS, '"/' + 'tmp/x"'),
        (PATHS, "(/" + "root/.cache)"),
        (PATHS, "/" + "home/li/zhiwei"),
        (UNDONE, "# TO" + "DO: later"),
    ],
)
def test_an_offence_is_found(pattern: re.Pattern[str], text: str) -> None:
    assert len(offences(pattern, text)) == 1


@pytest.mark.parametrize(
    "text", ["src/work/x", "https://x.example/home/", "a/tmp/b", "和/或", "~/work/zhiwei"]
)
def test_a_path_inside_the_project_is_no_offence(text: str) -> None:
    assert offences(PATHS, text) == []


def test_the_two_commands_are_executable() -> None:
    for name in ("dev", ".ci/run"):
        assert (ROOT / name).stat().st_mode & 0o111, f"{name} is not executable"
