"""Folders that processes of tests share: made by the first that asks, while the others wait for it."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def folder_of_the_run(factory: pytest.TempPathFactory) -> Path:
    """The folder of this test run, the same in each of its processes."""
    base = factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of this name, filled by `make` once in a run; what `make` raises is raised to whoever asked."""
    return filled(folder_of_the_run(factory) / name, make)


def filled(folder: Path, make: Callable[[Path], object]) -> Path:
    """A folder that is there whole or not at all: filled by `make` where it is missing, while others wait for it."""
    partial = folder.with_name(f".{folder.name}.part")
    with folder.with_name(f".{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir()
            make(partial)
            partial.rename(folder)
    return folder
