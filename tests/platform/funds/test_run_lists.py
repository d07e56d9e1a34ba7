"""The list of runs and the firms of one: what was found first, missing facts among the reasons, places by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.test import Client

from tests.platform.accounts import people
from tests.platform.funds import world
from tests.platform.funds.world import DAY, YEAR_END
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import ReadItem
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds import queries, report
from zhiwei.platform.funds.models import Run
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.models import Job

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


def test_the_latest_run_stands_first_whatever_it_found() -> None:
    opened, idle, moved = made(0, open=2, unchanged=1), made(1, unchanged=3), made(2, clear=1, open=0)
    idle_too = made(3, open=0, clear=0, follow=0, unchanged=3)
    waits = made(4)
    Run.objects.filter(pk=waits.pk).update(result=None, plan={"total": 7, "steps": {}, "opened_fen": 0})
    table = report.listed(queries.runs(SYSTEM))
    listed = list(table.page(QueryDict()).object_list)
    assert listed == [waits, idle_too, moved, idle, opened]
    columns = {one.name: one for one in report.listed([]).columns}
    assert [columns["moved"].of(one) for one in (opened, moved, idle_too)] == [0, 1, 0]
    assert [(columns["total"].of(one), columns["standing"].of(one)) for one in listed[:2]] == [
        (7, "待复核"), (9, "已完成"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("job", "plan", "released", "done", "said"),
    [
        ("waiting", False, False, False, "核算中"),
        ("running", False, False, False, "核算中"),
        ("failed", False, False, False, "失败"),
        ("cancelled", False, False, False, "失败"),
        ("done", True, False, False, "待复核"),
        ("running", True, True, False, "立案公示中"),
        ("failed", True, True, False, "失败"),
        ("done", True, True, True, "已完成"),
        ("", False, False, False, "核算中"),
        ("", False, False, True, "已完成"),
    ],
)
def test_a_run_says_how_far_it_is(job: str, plan: bool, released: bool, done: bool, said: str) -> None:
    one = Run(
        plan={} if plan else None, released_at=clock.now() if released else None, result={} if done else None,
        job=Job(state=job) if job else None,
    )  # fmt: skip
    assert one.standing.label == said


def test_a_run_that_waits_is_named_to_those_who_may_release_it() -> None:
    maker = people.official(Role.COUNTY, "330106")
    waits, _done = made(0), made(1)
    plan = {"total": 7, "steps": {}, "opened_fen": 0}
    Run.objects.filter(pk=waits.pk).update(result=None, plan=plan, made_by=maker)
    said = "杭州市西湖区 2012-12-31 的免申即享核算等您复核，复核后才立案公示"
    for who, named in (
        (people.official(Role.COUNTY, "330106"), True),
        (people.official(Role.CITY, "330100"), True),
        (maker, False),
        (people.official(Role.FINANCE, "330106"), False),
        (people.official(Role.AUDITOR, "330106"), False),
        (people.official(Role.COUNTY, "330782"), False),
    ):
        client = Client()
        client.force_login(who)
        desk, listed = (client.get(one).content.decode() for one in ("/office/", "/office/programmes/"))
        assert (said in desk, "<h2>等您复核</h2>" in listed) == (named, named), who
        assert (f'href="/office/programmes/{waits.pk}/"' in desk) is named
    Run.objects.filter(pk=waits.pk).update(released_at=clock.now(), released_by=people.person())
    client = Client()
    client.force_login(people.official(Role.COUNTY, "330106"))
    assert said not in client.get("/office/").content.decode()


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


def test_whose_case_did_not_go_on_is_recorded_as_read_on_the_page_and_in_the_file() -> None:
    refused, waits = world.firm(0, "300000.00"), world.firm(1, "300000.00")
    case = Case.objects.create(
        key="waits", type="reward", subject=waits, division="330106", state="published", as_of=YEAR_END
    )
    one = made(0)
    one.result |= {
        "opened_fen": 0,
        "refused": [[str(refused.pk), refused.name, "没有资金"]],
        "waiting": [[str(case.pk), "还有异议"]],
    }
    one.save()
    for query in ({}, {"stuck-export": "csv"}):
        read = ReadItem.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        client = Client()
        client.force_login(people.official(Role.COUNTY, "330106"))
        page = b"".join(client.get(f"/office/programmes/{one.pk}/", query)).decode()  # type: ignore[arg-type]
        assert "没有资金" in page
        assert "还有异议" in page
        seen = ReadItem.objects.filter(pk__gt=read, kind="subject").values_list("key", flat=True)
        assert set(seen) == {str(refused.pk), str(waits.pk)}


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
