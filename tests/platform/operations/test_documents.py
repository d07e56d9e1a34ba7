"""The page on installing names every setting there is, and none that is not."""

from __future__ import annotations

import re

from tests.platform.migrated import ROOT

NAME = re.compile(r"ZHIWEI_[A-Z_]+[A-Z]")
SCRIPT = {"ZHIWEI_VENV"}
"""Of ./dev, not of the platform."""


def test_every_setting_is_described() -> None:
    used = {
        name
        for path in (ROOT / "src" / "zhiwei").rglob("*.py")
        for name in NAME.findall(path.read_text(encoding="utf-8"))
    }
    told = set(NAME.findall((ROOT / "docs" / "install.md").read_text(encoding="utf-8")))
    assert sorted(used - SCRIPT) == sorted(told)
