"""The demonstration province in small, for the tests of one module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command

from zhiwei.platform.demo import build

COUNT = 6_000


@pytest.fixture(scope="module")
def province(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The province, made once for this module and taken away after it."""
    with django_db_blocker.unblock():
        build.build(lambda text: None, COUNT)
        yield
        call_command("flush", interactive=False, verbosity=0)
