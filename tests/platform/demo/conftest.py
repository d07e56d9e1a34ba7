"""The demonstration province in small, for the tests of one module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.once import once
from tests.platform.demo import kept
from tests.platform.programmes.documented import installed
from zhiwei.platform.demo import build, projects

COUNT = 6_000


@pytest.fixture(scope="module", autouse=True)
def _own_folder() -> Iterator[None]:
    """The programmes that the demonstration brings along, as its settings name them."""
    with installed(projects.OWN):
        yield


def made(folder: Path) -> None:
    """Make the province in the tests' database and keep a copy of it."""
    build.build(lambda text: None, COUNT)
    kept.keep(folder)


@pytest.fixture(scope="module")
def province(
    _own_folder: None, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The province, here for this module and taken away after it; made once in a run and copied."""
    with django_db_blocker.unblock():
        kept.put_back(once(tmp_path_factory, "province", made))
        yield
        call_command("flush", interactive=False, verbosity=0)
