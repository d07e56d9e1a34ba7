"""Version, changelog, dependencies and their licences agree with each other."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata

import pytest

import zhiwei
from tests.health.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
COPYLEFT = re.compile(r"\bA?GPL|(?<!Lesser )General Public License|Affero", re.IGNORECASE)


def requirements(name: str) -> list[str]:
    """The requirement lines of a file under requirements/, without comments, options and hashes."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    bare = (re.split(r"\s#|\s*\\$", line)[0].strip() for line in lines)
    return [line for line in bare if line and not line.startswith(("#", "-"))]


LOCKED = requirements("base.txt")


def test_one_version() -> None:
    assert PROJECT["version"] == zhiwei.__version__


def test_the_changelog_speaks_of_this_version_or_the_next() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings, "CHANGELOG.md has no section"
    assert headings[0] in ("Unreleased", zhiwei.__version__)


def test_the_package_and_the_lock_ask_for_the_same() -> None:
    assert sorted(PROJECT["dependencies"]) == sorted(requirements("base.in"))
    assert sorted(PROJECT["optional-dependencies"]["spark"]) == sorted(requirements("spark.in"))


@pytest.mark.parametrize("name", ["base.in", "dev.in", "spark.in"])
def test_every_dependency_has_its_reason(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    silent = [line for line in lines if re.match(r"\w", line) and not re.search(r"  # \w.{9,}", line)]
    assert silent == []


@pytest.mark.parametrize("name", ["base", "dev", "spark"])
def test_the_lock_holds_what_is_asked_for(name: str) -> None:
    asked = {canonical(line) for line in requirements(f"{name}.in")}
    assert asked <= {canonical(line) for line in requirements(f"{name}.txt")}


def test_both_locks_pin_the_same_versions() -> None:
    assert set(LOCKED) <= set(requirements("dev.txt"))


LOOKED_UP = {"colorama": "BSD-3-Clause", "tzdata": "Apache-2.0"}
"""Licences of what is locked for another platform than this one, read on its page."""


@pytest.mark.parametrize("line", LOCKED)
def test_a_dependency_may_be_shipped_under_our_licence(line: str) -> None:
    wanted = line.partition(";")[2]
    if canonical(line) in LOOKED_UP:
        assert not COPYLEFT.search(LOOKED_UP[canonical(line)])
        return
    assert "python" in wanted or not wanted, "for some platforms only: its licence must be looked up by hand"
    about = metadata.metadata(canonical(line))
    said = [about.get("License-Expression"), about.get("License"), *(about.get_all("Classifier") or [])]
    licences = [text for text in said if text and (not text.count(" :: ") or text.startswith("License ::"))]
    assert licences, f"{line} does not say its licence"
    assert not [text for text in licences if COPYLEFT.search(text)]


@pytest.mark.parametrize(
    "text", ["GPL-3.0-only", "AGPLv3", "GNU General Public License v2", "GNU Affero GPL"]
)
def test_copyleft_is_told(text: str) -> None:
    assert COPYLEFT.search(text)


@pytest.mark.parametrize(
    "text", ["MIT", "Apache-2.0", "LGPL-3.0", "GNU Lesser General Public License", "BSD-3-Clause"]
)
def test_what_is_no_copyleft_is_told(text: str) -> None:
    assert not COPYLEFT.search(text)


def canonical(requirement: str) -> str:
    """The name of a requirement as indexes spell it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()  # type: ignore[index]
