"""The fragment of a record's earlier states."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template

from tests.platform.accounts.people import member, person
from zhiwei.platform.accounts.roles import Role

pytestmark = pytest.mark.django_db


def test_each_state_says_what_it_changed() -> None:
    held = member(person(), Role.COUNTY, "330106")
    held.to_day = date(2026, 3, 31)
    held.save()
    shown = Template("{% load audit %}{% history record %}").render(Context({"record": held}))
    assert "至：— → 2026年3月31日" in shown
    assert shown.index("变更") < shown.index("建立")


def test_only_so_many_are_listed() -> None:
    held = member(person(), Role.COUNTY, "330106")
    for day in range(1, 6):
        held.to_day = date(2026, 3, day)
        held.save()
    shown = Template("{% load audit %}{% history record 3 %}").render(Context({"record": held}))
    assert shown.count("变更") == 4, "three changes, and the word that there are earlier ones"
    assert "2026年3月2日 → 2026年3月3日" in shown
    assert "2026年3月1日 → 2026年3月2日" not in shown
