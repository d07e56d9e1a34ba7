"""Folders of part files, which appear under their name when they are complete."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhiwei.population.defects import Problem, refuse
from zhiwei.population.writers.parts import no_folder
from zhiwei.population.writers.table import partial

COMPLETE = "_SUCCESS"
"""The file by which Spark says that a folder is complete."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A folder to write to; without an error it takes the place of ``target``, else nothing has changed."""
    folder = partial(target)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder
        remove(target)
        folder.replace(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove(target: Path) -> None:
    """Remove an earlier answer, be it a folder or a file."""
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)


def check(target: Path) -> None:
    """Raises InputDefects where the folder above is not there, or the target is a folder that Spark did not write."""
    if not target.parent.is_dir():
        raise refuse(no_folder(target.parent), file=target.name)
    if target.is_dir() and any(target.iterdir()) and not (target / COMPLETE).exists():
        raise refuse(_foreign(), file=target.name)


def _foreign() -> Problem:
    return Problem(
        "foreign_folder",
        "已有这个文件夹，且不是 Spark 的结果",
        "there is a folder of this name that is no answer of Spark's",
        "给结果另起一个名字",
        "give the output another name",
    )
