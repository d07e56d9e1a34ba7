"""The list of runs and the firms of one: what was found first, missing facts among the reasons, places by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from tests.platform.accounts import people
from tests.platform.funds.world import DAY, YEAR_END
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.funds import queries, report
from zhiwei.platform.funds.models import Run
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def made(days: int, **steps: int) -> Run:
    result = {
        "total": 9,
        "verdicts": {"entitled": 4, "undetermined": 3},
        "deciding": {},
        "steps": steps,
        "due": 0,
    }
    return Run.objects.create(
        type="reward", division="330106", as_of=YEAR_END, result=result,
        made_at=clock.now() + timedelta(days=days),
    )  # fmt: skip


def test_nights_that_found_something_stand_first() -> None:
    opened, idle, moved = made(0, open=2, unchanged=1), made(1, unchanged=3), made(2, clear=1, open=0)
    idle_too = made(3, open=0, clear=0, follow=0, unchanged=3)
    assert list(queries.found_first(Run.objects.all())) == [moved, opened, idle_too, idle]
    columns = {one.name: one for one in report.listed([]).columns}
    assert [columns["moved"].of(one) for one in (opened, moved, idle_too)] == [0, 1, 0]


def test_missing_facts_are_among_the_reasons() -> None:
    rows = report.reasons(made(0, unchanged=3)).rows
    assert [(str(one["label"]), one["count"]) for one in rows] == [("尚缺事实，还不能判定", 3)]


def test_a_reason_reads_as_what_is_not_met() -> None:
    one = made(0, unchanged=3)
    one.result |= {"verdicts": {"not_entitled": 83}, "deciding": {"corporate_income_taxpayer": 83}}
    assert [one["label"] for one in report.reasons(one).rows] == ["企业所得税纳税人：否"]
    one.result |= {"verdicts": {"not_entitled": 80, "no_decision_filed": 3}}
    assert [one["label"] for one in report.reasons(one).rows] == ["不符合或没有确定：企业所得税纳税人"]


def test_those_entitled_are_summed_up_from_new_cases_and_others() -> None:
    one = made(0, open=6, unchanged=1)
    one.result |= {"places": {"330100": [5, 1], "330700": [2, 1]}}
    assert report.summed(one) == "应得 7 户：本次新立 6 件，其余 1 户早有办件，或没有办成。"
    one.plan, one.result = one.result, None
    assert report.summed(one) == "应得 7 户：将新立 6 件，其余 1 户已有办件。"
    one.plan |= {"places": {"330100": [6, 1]}}
    assert report.summed(one) == ""


def test_firms_are_narrowed_by_the_name_of_a_place() -> None:
    run = made(0, unchanged=1)
    client = Client()
    client.force_login(people.official(Role.CITY, "330100"))
    run.division = "330100"
    run.save()
    page = client.get(f"/office/programmes/{run.pk}/firms/").content.decode()
    assert '<option value="330106">杭州市西湖区</option>' in page
    assert "义乌" not in page
    assert "行政区划代码" not in page
