"""26.1 to 26.5 and 13.3: uses, matching, growth, the counties' funds, who got the transfers, who goes first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from tests.platform.accounts import people
from tests.platform.decisions.papers import in_effect
from tests.platform.funds.guarantee_world import (
    DAY,
    HANGZHOU,
    LARGE,
    SMALL,
    WAN,
    XIHU,
    YIWU,
    ZHEJIANG,
    applied,
    cleared,
    county,
    decided,
    firm,
    fund,
    given,
    guarantor,
    official,
    pay,
    people_of,
    proof,
    scheme,
    settled,
    step,
)
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit import queries as audit
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds.models import FiscalRevenue
from zhiwei.platform.funds.special import growth, matching, projects, upgrading, uses
from zhiwei.platform.funds.special.counties import Colour, counties
from zhiwei.platform.funds.special.revenue import Refused as RevenueRefused
from zhiwei.platform.funds.special.revenue import enter_revenue
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.faults import Refused as LedgerRefused
from zhiwei.platform.ledger.models import Commitment, Fund
from zhiwei.platform.subjects.models import Guarantee, Subject
from zhiwei.platform.subjects.services import add_fact

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def with_account(one: Subject) -> Subject:
    ledger.give_account(SYSTEM, one, holder=one.name, bank="中国银行", number="1202020219900012345")
    return one


def small(name: str = "杭州晨光五金制品有限公司") -> Subject:
    return with_account(firm(name))


def project(one: Subject, use: str = "innovation", cost: str = "1000000", **more: Any) -> Case:
    content = {"title": "数控改造", "use": use, "planned_cost": cost, **more}
    return cases.open_case(
        people_of(one, Role.OWNER), "sme_project", one, key=f"project/{Case.objects.count()}", origin="applicant",
        content=content, documents={"plan": proof()},
    )  # fmt: skip


def proven(case: Case, matched: str, granted: str, cost: str) -> Case:
    """A project matched by the county, granted by the province, finished and proven."""
    step(county(), case, "match", matched=matched) if matched else step(county(), case, "accept")
    step(official(), case, "grant", granted=granted, grant_document="浙财企〔2013〕5号")
    step(people_of(case.subject, Role.OWNER), case, "finish", {"accounts": proof()})
    return step(county(), case, "prove", proven_cost=cost, audit_report="审1号")


def test_26_1_the_report_shows_matching_by_level_and_leverage() -> None:
    provincial, local = fund("province", "26.2"), fund("county", "26.2")
    with_match = proven(project(small()), "100000", "300000", "1000000")
    proven(project(small("杭州古荡纸品有限公司"), "training", "500000"), "", "100000", "500000")
    (one,) = matching.matched(Fund.objects.all())
    assert (one.fund, one.projects) == (provincial, 2)
    assert one.provincial == 40 * WAN
    assert one.by_level == {Level.CITY: 0, Level.COUNTY: 10 * WAN, Level.PARK: 0}
    assert one.ratio == Fraction(1, 4)
    assert one.private == (100 - 40 + 50 - 10) * WAN
    assert one.leverage == Fraction(100, 50)
    pay(provincial)
    assert Case.objects.get(pk=with_match.pk).state == "ready"  # the county's part is not paid yet
    pay(local)
    assert set(Case.objects.values_list("state", flat=True)) == {"paid"}
    assert matching.matched(Fund.objects.all()) == [one]


def test_fiscal_money_never_exceeds_the_cost() -> None:
    fund("province", "26.2")
    fund("county", "26.2")
    case = project(small(), cost="500000")
    step(county(), case, "match", matched="200000")
    with pytest.raises(Refused, match="财政资金合计 500,001 元，超过项目投入 500,000 元"):
        step(official(), case, "grant", granted="300001", grant_document="甲号")
    step(official(), case, "grant", granted="300000", grant_document="甲号")
    step(people_of(case.subject, Role.OWNER), case, "finish", {"accounts": proof()})
    with pytest.raises(Refused, match="财政资金合计 500,000 元，超过项目投入 499,999 元"):
        step(county(), case, "prove", proven_cost="499999", audit_report="审1号")


def test_the_same_official_does_not_check_and_prove() -> None:
    fund("province", "26.2")
    case, by = project(small()), county()
    step(by, case, "accept")
    step(official(), case, "grant", granted="300000", grant_document="甲号")
    step(people_of(case.subject, Role.OWNER), case, "finish", {"accounts": proof()})
    with pytest.raises(Refused, match="须由另一人办理"):
        step(by, case, "prove", proven_cost="900000", audit_report="审1号")


def test_26_2_every_payment_carries_one_of_the_four_uses() -> None:
    there = fund("province", "26.2", purposes=["26.2", "32.3", "29.1"])
    proven(project(small(), "training"), "", "100000", "500000")
    scheme()
    cleared(settled(applied(given(guarantor(), lost=20 * WAN))))
    assert uses.spent([there]) == {
        uses.Use.INNOVATION: 0, uses.Use.SERVICES: 0, uses.Use.FINANCING: 8 * WAN, uses.Use.TRAINING: 10 * WAN,
    }  # fmt: skip
    with pytest.raises(LedgerRefused) as refused:
        ledger.reserve(
            SYSTEM, there, 1, basis=ledger.Basis("甲", "1"), sentence="29.1", subject=None, key="without"
        )
    (fault,) = refused.value.faults
    assert (fault.code, fault.sentence) == ("use", "26.2")
    assert fault.text.startswith(
        "“专项资金0”的每一笔资金须写明用途：科技创新、创业创新服务体系建设、融资服务体系建设、教育培训服务（第 26.2 句“"
    )
    with pytest.raises(LedgerRefused):
        ledger.reserve(
            SYSTEM, there, 1, basis=ledger.Basis("甲", "1"), sentence="26.2", subject=None, key="no case"
        )
    assert Commitment.objects.filter(fund=there).count() == 2


def test_26_2_the_year_report_compares_growth_with_revenue() -> None:
    fund("province", "26.2", 100 * WAN, year=2012)
    fund("province", "26.2", 130 * WAN, year=2013)
    with pytest.raises(PermissionDenied):
        enter_revenue(county(), division=ZHEJIANG, year=2012, fen=1, document="决算")
    finance = official(Role.FINANCE, ZHEJIANG)
    for year, yuan in ((2012, 6400), (2013, 6900)):
        enter_revenue(finance, division=ZHEJIANG, year=year, fen=yuan * WAN, document=f"{year} 年决算")
    with pytest.raises(RevenueRefused, match="2012 年已经登记"):
        enter_revenue(finance, division=ZHEJIANG, year=2012, fen=1, document="决算")
    with pytest.raises(IntegrityError), transaction.atomic():
        FiscalRevenue.objects.create(division=ZHEJIANG, year=2014, fen=1, document="")
    last, first = growth.years()
    assert (last.year, last.fen, last.growth, last.revenue_growth) == (
        2013, 130 * WAN, Fraction(3, 10), Fraction(500, 6400),
    )  # fmt: skip
    assert last.keeps_up is True
    assert (first.growth, first.revenue_growth, first.keeps_up) == (None, None, None)


def test_26_2_a_fund_that_does_not_grow_with_revenue_shows() -> None:
    fund("province", "26.2", 100 * WAN, year=2012)
    fund("province", "26.2", 100 * WAN, year=2013)
    for year, yuan in ((2012, 6400), (2013, 6900)):
        enter_revenue(SYSTEM, division=ZHEJIANG, year=year, fen=yuan * WAN, document="决算")
    assert growth.years()[0].keeps_up is False


def colours(year: int) -> dict[str, Colour]:
    return {one.division: one.colour for one in counties(year) if one.division in (XIHU, YIWU)}


def test_26_3_the_map_says_none_set_up_or_enlarged_with_amounts() -> None:
    fund("county", "26.3", 50 * WAN, year=2012, document="西政发〔2012〕40号")
    assert colours(2012) == {XIHU: Colour.SET_UP, YIWU: Colour.NONE}
    fund("county", "26.3", 50 * WAN, year=2013)
    assert colours(2013) == {XIHU: Colour.SET_UP, YIWU: Colour.NONE}
    fund("county", "26.3", 1, year=2013)
    assert colours(2013) == {XIHU: Colour.ENLARGED, YIWU: Colour.NONE}
    assert colours(2012)[XIHU] == Colour.SET_UP
    here = next(one for one in counties(2013) if one.division == XIHU)
    assert (here.fen, here.before, here.city) == (50 * WAN + 1, 50 * WAN, HANGZHOU)
    assert here.documents[0] == "西政发〔2012〕40号"
    assert len(counties(2013)) == 90


def test_26_3_a_county_changes_colour_only_with_a_document_number() -> None:
    fund("county", "26.3", 50 * WAN, year=2013, document=" ")
    assert colours(2013)[XIHU] == Colour.NONE
    fund("county", "26.3", 0, year=2013, document="西政发〔2013〕40号")
    assert colours(2013)[XIHU] == Colour.NONE  # a document without money
    fund("county", "27.2", 50 * WAN, year=2013)
    assert colours(2013)[XIHU] == Colour.NONE  # money for something else


def upgraded(one: Subject, yuan: str) -> None:
    case = cases.open_case(
        people_of(one, Role.OWNER), "upgrading", one, key=f"upgrading/{one.pk}", origin="applicant",
        content={"title": "机器换人"}, documents={"plan": proof()},
    )  # fmt: skip
    checker = official()
    step(checker, case, "check")
    with pytest.raises(Refused, match="须由另一人办理"):
        step(checker, case, "grant", amount=yuan, grant_document="浙财企〔2013〕7号")
    step(official(), case, "grant", amount=yuan, grant_document="浙财企〔2013〕7号")


def test_26_4_the_share_to_small_firms_is_computed_from_payments() -> None:
    there = fund("province", "26.4")
    upgraded(small(), "600000")
    upgraded(with_account(firm("杭州大得很有限公司", LARGE)), "300000")
    upgraded(with_account(firm("杭州不知道有限公司", {})), "100000")
    assert upgrading.payments() == []
    pay(there)
    (year,) = upgrading.years(upgrading.payments())
    assert (year.year, year.fen, year.small, year.unknown, year.payees) == (
        2013, 100 * WAN, 60 * WAN, 10 * WAN, 3,
    )  # fmt: skip
    assert year.share == Fraction(3, 5)


def test_26_4_the_size_class_is_that_of_the_day_of_payment() -> None:
    there, grown = fund("province", "26.4"), small()
    upgraded(grown, "600000")
    pay(there)
    with clock.stopped(date(2014, 3, 3)):
        later = fund("province", "26.4", year=2014)
        for label, value in {
            "employees": 2000,
            "revenue@2013": "990000000",
            "total_assets": "900000000",
        }.items():
            add_fact(SYSTEM, grown, label, value, source="statistics", received_on=date(2014, 3, 1))
        case = cases.open_case(
            people_of(grown, Role.OWNER), "upgrading", grown, key="again", origin="applicant",
            content={"title": "机器换人二期"}, documents={"plan": proof()},
        )  # fmt: skip
        step(county(), case, "check")
        step(official(), case, "grant", amount="500000", grant_document="浙财企〔2014〕7号")
        pay(later)
    found = {one.year: (one.small, one.fen) for one in upgrading.years(upgrading.payments())}
    assert found == {2013: (60 * WAN, 60 * WAN), 2014: (0, 50 * WAN)}


def test_26_5_technology_firms_go_first_with_the_reason() -> None:
    fund("province", "26.2")
    plain, technology, unknown = small(), small("杭州早软件有限公司"), small("杭州不知道有限公司")
    for one, value in ((plain, False), (technology, True)):
        add_fact(SYSTEM, one, "technology_based", value, source="science", received_on=date(2012, 3, 1))
    made = [project(one, science_plan=True) for one in (plain, unknown, technology)]
    other = project(technology)
    found = projects.ranked(Case.objects.order_by("opened_at"))
    assert next(one.case for one in found) == made[2]
    by_case = {one.case: (one.first, one.missing) for one in found}
    assert by_case[made[2]] == (True, ())
    assert by_case[made[0]] == (False, ())
    assert by_case[made[1]][0] is None
    assert any(name.endswith("technology_based") for name in by_case[made[1]][1])
    assert by_case[other] == (False, ())


def test_a_firm_that_is_not_small_is_refused_before_it_applies() -> None:
    with pytest.raises(Refused, match="专项资金用于小型、微型企业"):
        project(firm("杭州大得很有限公司", LARGE))
    with pytest.raises(Refused, match="企业规模还不能判定"):
        project(firm("杭州不知道有限公司", {}))


def test_a_project_to_be_finished_waits_for_its_firm_and_not_for_payment() -> None:
    fund("province", "26.2")
    one = small()
    case = project(one)
    step(county(), case, "accept")
    step(official(), case, "grant", granted="300000", grant_document="浙财企〔2013〕5号")
    client = Client()
    assert one.organisation is not None
    client.force_login(people.owner(one.organisation))

    def seen(address: str) -> str:
        return client.get(address).content.decode()

    assert ("报完工（申请人）" in seen("/my/cases/"), "已等付款" in seen("/my/cases/")) == (True, False)
    page = seen(f"/my/cases/{case.pk}/")
    assert '已为您预留 <b class="nw">300,000.00</b> 元，定下来以后才付款。' in page
    assert ("已经定下来" in page, "等得太久" in page) == (False, False)
    step(people_of(one, Role.OWNER), case, "finish", {"accounts": proof()})
    assert "核实投入（县级经办、市级经办）" in seen("/my/cases/")
    step(county(), case, "prove", proven_cost="1000000", audit_report="审1号")
    page = seen(f"/my/cases/{case.pk}/")
    assert '<b class="nw">300,000.00</b> 元已经定下来，还没有付清，已等 0 天。' in page
    assert "等得太久" in page
    assert "已等付款 0 天" in seen("/my/cases/")


def supported(one: Subject) -> Case:
    return cases.open_case(
        people_of(one, Role.OWNER), "development_fund", one, key=f"support/{one.pk}", origin="applicant",
        content={"purpose": "样机试制"}, documents={"plan": proof()},
    )  # fmt: skip


def test_13_3_the_fund_pays_only_technology_firms_in_their_start_up_stage() -> None:
    in_effect(
        sentence="13.3",
        document="西政发〔2012〕33号",
        fills={"fund_open": True, "start_up_years": 5},
        to_day=None,
    )
    there = fund("county", "13.3")
    young, old, plain = (
        with_account(firm(name, {**SMALL, "revenue@2013": "4000000"}, founded_on=founded))
        for name, founded in (
            ("杭州早软件有限公司", date(2009, 3, 2)), ("杭州老软件有限公司", date(2001, 3, 2)), ("杭州茶业有限公司", date(2009, 3, 2)),
        )
    )  # fmt: skip
    for one, value in ((young, True), (old, True), (plain, False)):
        add_fact(SYSTEM, one, "technology_based", value, source="science", received_on=date(2012, 3, 1))
    case = step(county(), supported(young), "check")
    step(county(), case, "grant", amount="80000")
    pay(there)
    assert Case.objects.get(pk=case.pk).state == "paid"
    for one in (old, plain):
        with pytest.raises(Refused, match=r"第 13\.3 句在 2013-03-04 的判定是"):
            step(county(), supported(one), "check")
    with pytest.raises(LedgerRefused) as refused:
        ledger.reserve(
            SYSTEM, there, 1, basis=ledger.Basis("甲", "1"), sentence="26.4", subject=young, key="outside"
        )
    assert [fault.sentence for fault in refused.value.faults] == ["13.3"]


def returned(by: Viewer, case: Case, *defects: str) -> Case:
    now = Case.objects.get(pk=case.pk)
    return cases.act(by, case.pk, "return", revision=now.revision, defects=defects)


def test_a_project_comes_back_once_with_all_that_is_missing_and_the_clock_waits() -> None:
    fund("province", "26.2")
    one = small()
    owner = people_of(one, Role.OWNER)
    case = project(one)
    changed = {"title": "数控改造二期", "use": "training", "planned_cost": "900000"}
    step(owner, case, "amend", **changed)
    returned(county(), case, "方案没有预算", "用途写错")
    assert case.clocks.get().state == "paused"
    with clock.stopped(DAY + timedelta(days=60)):
        assert (
            step(owner, case, "resubmit", {"plan": proof()}, **changed | {"use": "innovation"}).state
            == "submitted"
        )
        assert case.clocks.get().due_on > clock.today()
        with pytest.raises(Refused, match="已经一次性告知过"):
            returned(county(), case, "还有一条")
        assert Case.objects.get(pk=case.pk).content["use"] == "innovation"
    assert case.documents.count() == 2
    step(county(), case, "accept")
    with pytest.raises(Refused, match="不能办理“修改申请”"):
        step(owner, case, "amend", **changed)


@pytest.mark.parametrize("level", ["province", "local"])
def test_a_guarantors_proof_is_replaced_and_what_never_comes_back_can_be_refused(level: str) -> None:
    fund("province", "32.3")
    scheme()
    bank_side = official if level == "province" else county
    if level == "local":
        decided()
    case = applied(given(guarantor()), "guarantee_" + level)
    owner = people_of(case.subject)
    step(owner, case, "amend", {"proof": proof()})
    step(bank_side(), case, "check")
    returned(bank_side(), case, "代偿证明缺少银行印章")
    step(bank_side(), case, "refuse", reason="六十日没有补正")
    other = applied(Guarantee.objects.get(), "guarantee_" + level)  # a refusal frees the contract
    assert other.state == "submitted"


def test_what_the_ledger_refuses_is_undone_and_told_to_the_auditors() -> None:
    fund("county", "26.2", 10 * WAN)
    case = project(small())
    by = county()
    with pytest.raises(Refused) as refused:
        step(by, case, "match", matched="200000")
    act = Act.objects.get(act="cases.refused_money")
    assert (act.key, act.actor_id, act.detail["step"]) == (str(case.pk), by.user_id, "match")
    assert act.detail["why"] == [one.text for one in refused.value.faults]
    assert Case.objects.get(pk=case.pk).state == "submitted"
    assert not Commitment.objects.exists()
    auditor = official(Role.AUDITOR, XIHU)
    (row,) = audit.narrowed(audit.visible(auditor), {"sort_of": "money"})
    assert row == act
    with pytest.raises(Refused, match="不能办理"):
        step(by, case, "prove", proven_cost="1", audit_report="审1号")
    assert (
        Act.objects.filter(act="cases.refused_money").count() == 1
    )  # a step out of turn is no refused money
