"""5.4: the share of technology staff and highly skilled workers of a firm."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import calc
from zhiwei import rulebook
from zhiwei.engine.errors import InputError

DAY = "2012-12-31"


def share(**facts: Any) -> Any:
    return calc("recognition", "technology_and_skill_share", facts, DAY)


def test_5_4_the_indicator_is_defined_once() -> None:
    """Each person counts once, as technology staff or as a highly skilled worker."""
    citing = [name for (_, name), records in rulebook().data.rules.items() if "5.4" in records[0].cites]
    assert citing == ["technology_and_skill_share"]
    assert share(technology_staff=12, skilled_staff=8, all_staff=80) == "0.25"
    assert share(technology_staff=0, skilled_staff=0, all_staff=3) == "0"
    with pytest.raises(InputError, match="part of all staff"):
        share(technology_staff=6, skilled_staff=5, all_staff=10)


def test_5_4_what_is_missing_is_missing_and_not_zero() -> None:
    assert share(technology_staff=12, all_staff=80) == ("missing", "skilled_staff")
    assert share(skilled_staff=8, all_staff=80) == ("missing", "technology_staff")
    assert share(technology_staff=12, skilled_staff=8) == ("missing", "all_staff")
    assert share(technology_staff=0, skilled_staff=0, all_staff=0) == ("not_applicable",)
