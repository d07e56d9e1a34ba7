"""The list of a run: who got what, who did not and why; as it was, for one's own divisions only, and recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.platform.accounts import people
from tests.platform.funds.world import DAY, YEAR_END, confirmed, correct, decided, firm, funded, night, pay
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.audit.models import Reading
from zhiwei.platform.funds import queries
from zhiwei.platform.funds.models import Finding, Run
from zhiwei.platform.funds.services.finding import keep
from zhiwei.platform.funds.surveying import Found, Surveyor
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def desk(role: Role = Role.COUNTY, division: str = "330106") -> Client:
    client = Client()
    client.force_login(people.official(role, division))
    return client


def found(run: Run) -> dict[str, tuple[str, int | None, str]]:
    rows = queries.findings(SYSTEM, run)
    return {one.subject.name: (one.verdict, one.fen, one.deciding) for one in rows}


def test_the_list_tells_who_got_what_and_why_others_did_not() -> None:
    decided()
    got, below, open_ = firm(0, "300000.00"), firm(1, "60000.00"), firm(2, None)
    other, fund = firm(9, "200000.00", "330782"), funded()
    night()
    with clock.stopped(DAY + timedelta(days=7)):
        night()
        confirmed(got)
        pay(fund)
        run = Run.objects.order_by("-made_at")[0]
        address = f"/office/programmes/{run.pk}/firms/"
        county = desk()
        assert f'href="{address}"' in county.get(f"/office/programmes/{run.pk}/").content.decode()
        page = county.get(address).content.decode()
        for said in (
            got.name,
            "可以享受",
            "9,600.00",
            "已付款",
            below.name,
            "应纳税所得额超过奖励起点：否",
            open_.name,
            "缺少：应纳税所得额",
        ):
            assert said in page, said
        assert other.name not in page
        rows = (
            b"".join(county.get(f"{address}?firms-export=csv").streaming_content)
            .decode("utf-8-sig")
            .splitlines()
        )
        by_name = {row.split(",")[0]: row for row in rows[1:]}
        assert set(by_name) == {got.name, below.name, open_.name}
        assert rows[1].startswith(got.name)  # to whom something is due stands first
        assert by_name[got.name].endswith("9600.00,已付款,9600.00")
        assert "应纳税所得额超过奖励起点：否" in by_name[below.name]
        assert "缺少：应纳税所得额" in by_name[open_.name]
        last = Reading.objects.order_by("-pk")[0]
        assert {item["key"] for item in last.items} >= {str(got.pk), str(below.pk), str(open_.pk)}


def test_the_list_is_narrowed_by_name_place_and_result() -> None:
    decided()
    got, below = firm(0, "300000.00"), firm(1, "60000.00")
    night()
    address = f"/office/programmes/{Run.objects.get().pk}/firms/"
    province = desk(Role.PROVINCE, "330000")
    for query, shown in (
        ({"got": "got"}, {got.name}), ({"got": "not"}, {below.name}), ({"got": "stuck"}, set()), ({"q": "古荡"}, {below.name}),
        ({"division": "330106"}, {got.name, below.name}), ({"division": "330782"}, set()),
    ):  # fmt: skip
        page = province.get(address, query).content.decode()
        assert {name for name in (got.name, below.name) if name in page} == shown, query


def test_a_county_sees_its_part_of_a_run_over_the_province() -> None:
    decided()
    firm(0, "300000.00"), firm(9, "200000.00", "330782")
    night()
    run = Run.objects.get()
    page = desk().get(f"/office/programmes/{run.pk}/").content.decode()
    assert "这里只显示杭州市西湖区的部分" in page
    assert "<dt>判定户数</dt><dd>1</dd>" in page
    assert "9,600.00" in page
    assert "各市应得" not in page
    whole = desk(Role.PROVINCE, "330000").get(f"/office/programmes/{run.pk}/").content.decode()
    assert "<dt>判定户数</dt><dd>2</dd>" in whole
    assert "各市应得" in whole
    own = Run.objects.create(type="reward", division="330106", as_of=YEAR_END, result={})
    assert desk(division="330782").get(f"/office/programmes/{own.pk}/firms/").status_code == 404
    assert Client().get(f"/office/programmes/{run.pk}/firms/").status_code == 302


def test_versions_are_kept_and_a_run_that_changes_nothing_writes_nothing() -> None:
    decided()
    subject, gone = firm(0, "300000.00"), firm(1, "60000.00")
    night()
    first, before = Run.objects.get(), list(Finding.objects.order_by("pk").values_list())
    with clock.stopped(DAY + timedelta(days=1)):
        night()
        assert list(Finding.objects.order_by("pk").values_list()) == before
    with clock.stopped(DAY + timedelta(days=2)):
        correct(subject, "200000.00")
        Subject.objects.filter(pk=gone.pk).update(state=Subject.State.ENDED)
        night()
    last = Run.objects.order_by("-made_at")[0]
    # (200,000 - 60,000) × 20 % × 40 % × 50 %
    assert found(last) == {subject.name: ("entitled", 5_600_00, "")}
    assert found(first)[subject.name] == ("entitled", 9_600_00, "")
    assert set(found(first)) == {subject.name, gone.name}


def test_a_case_that_could_not_go_on_and_contradicting_facts_are_told() -> None:
    decided()
    subject, torn = firm(0, "300000.00"), firm(1, "60000.00")
    run = Run.objects.create(type="reward", division="330106", as_of=YEAR_END, result={"total": 2})
    keep(run, [subject, torn], [Found(subject, "entitled", 9_600_00, "")], {subject.pk: "已在付款清单中"})
    address = f"/office/programmes/{run.pk}/firms/"
    page = desk().get(address, {"got": "stuck"}).content.decode()
    assert (subject.name in page, torn.name in page, "已在付款清单中" in page) == (True, False, True)
    assert "事实互相矛盾，没有判定" in desk().get(address, {"got": "not"}).content.decode()
    keep(
        run,
        [subject, torn],
        [Found(subject, "entitled", 9_600_00, ""), Found(torn, "not_entitled", 0, "")],
        {},
    )
    assert Finding.objects.count() == 2  # the same run begun again replaces what it wrote
    assert found(run)[torn.name] == ("not_entitled", 0, "")


def test_a_run_that_was_overtaken_leaves_what_the_later_one_wrote() -> None:
    subject = firm(0, "300000.00")
    slow = Run.objects.create(type="reward", division="330106", as_of=YEAR_END, result={})
    with clock.stopped(DAY + timedelta(days=1)):
        quick = Run.objects.create(type="reward", division="330000", as_of=YEAR_END, result={})
    keep(quick, [subject], [Found(subject, "entitled", 5_600_00, "")], {})
    keep(slow, [subject], [Found(subject, "entitled", 9_600_00, "")], {})
    assert found(quick) == {subject.name: ("entitled", 5_600_00, "")}
    assert Finding.objects.count() == 1


def test_missing_facts_are_the_same_from_the_compiled_rules() -> None:
    decided()
    rows = [firm(0, "300000.00"), firm(1, None)]
    said = [
        [
            one.missing
            for one in Surveyor(current(), law(date(2012, 12, 31)), "27.2", many=many).survey(rows)[0]
        ]
        for many in (False, True)
    ]
    assert said[0] == said[1] == [(), ("taxable_income",)]
