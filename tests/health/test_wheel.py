"""The wheel, built from the tree without a network, holds every module and every data file."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.health.tree import ROOT, SOURCE

SHIPPED = {".py", ".yaml", ".yml", ".csv", ".json", ".typed"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder: Path = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", ROOT, "--no-build-isolation", "--no-deps", "-w", folder],
        env={**os.environ, "PIP_NO_INDEX": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("zhiwei-*.whl")
    return zipfile.ZipFile(built)


def test_everything_is_inside(wheel: zipfile.ZipFile) -> None:
    there = {
        path.relative_to(SOURCE.parent).as_posix()
        for path in SOURCE.rglob("*")
        if path.suffix in SHIPPED and "__pycache__" not in path.parts
    }
    assert "zhiwei/py.typed" in there
    assert sorted(there - set(wheel.namelist())) == []


def test_nothing_else_is_inside(wheel: zipfile.ZipFile) -> None:
    outside = [name for name in wheel.namelist() if not name.startswith(("zhiwei/", "zhiwei-"))]
    assert outside == []


def test_the_command_is_declared(wheel: zipfile.ZipFile) -> None:
    (entry,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "zhiwei = zhiwei.cli:main" in wheel.read(entry).decode()


def test_the_licence_goes_with_it(wheel: zipfile.ZipFile) -> None:
    ends = {name.rpartition("/")[2] for name in wheel.namelist()}
    assert {"LICENSE", "NOTICE"} <= ends
