"""Steps that a run takes in cases name the run: its place, its day, and whether the night or an office began it."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from tests.platform.accounts import people
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.funds.models import Run
from zhiwei.platform.funds.services.running import task_of
from zhiwei.platform.kit.phrases import retold


def test_a_run_of_the_night_says_so_in_both_languages() -> None:
    made = Run(type="reward", division="330000", as_of=date(2012, 12, 31))
    with override("en"):
        said = task_of(made)
        assert retold(said) == "nightly run, 浙江省, 2012-12-31"
    assert said == "夜间核算，浙江省，2012-12-31"


@pytest.mark.django_db
def test_a_run_that_an_official_began_names_his_office_and_not_him() -> None:
    made_by = people.official(Role.COUNTY, "330106", "王珂")
    made = Run(type="reward", division="330106", as_of=date(2012, 12, 31), made_by=made_by)
    assert task_of(made) == "县级经办330106（县级经办）发起的核算，杭州市西湖区，2012-12-31"
