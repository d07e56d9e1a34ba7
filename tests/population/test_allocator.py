"""polars keeps pages between batches, unless the environment says otherwise."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from zhiwei.population.allocator import SETTING, VARIABLE, keep_pages


def test_it_is_asked_for_before_polars_is_loaded() -> None:
    program = (
        "import os, sys\n"
        "from zhiwei.population import allocator\n"
        f"print(os.environ['{VARIABLE}'].split(',')[-1])"
    )
    bare = {name: value for name, value in os.environ.items() if name != VARIABLE}
    told = subprocess.run(
        [sys.executable, "-c", program], env=bare, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == SETTING  # polars puts its own defaults before it: the last one holds


def test_what_the_environment_says_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "narenas:1")
    keep_pages()
    assert os.environ[VARIABLE] == "narenas:1"
