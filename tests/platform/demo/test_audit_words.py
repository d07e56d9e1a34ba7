"""Everything the acts of a year of the demonstration say is called by a word, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.utils.translation import override

from zhiwei.platform.audit.models import Act
from zhiwei.platform.audit.particulars import label_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
SHARES = "shares"
"""Keys below it are levels of government."""


def names(detail: Any, within: str = "") -> Iterator[tuple[str, str]]:
    """Every name in a detail with the one it stands below; keys of records are no names."""
    if isinstance(detail, dict):
        for name, value in detail.items():
            if not is_key(name):
                yield name, within
            yield from names(value, name)
    elif isinstance(detail, list):
        for one in detail:
            yield from names(one, within)


def is_key(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("language", "foreign"), [("zh-hans", "[a-z]+_[a-z]+|^[a-z]+$"), ("en", "[\u4e00-\u9fff]")]
)
def test_every_name_in_the_acts_has_a_word(language: str, foreign: str) -> None:
    found = {pair for act in Act.objects.all() for pair in names(act.detail)}
    assert len(found) > 200
    with override(language):
        bare = {(name, within) for name, within in found if re.search(foreign, label_of(name, within))}
    assert bare == set()
