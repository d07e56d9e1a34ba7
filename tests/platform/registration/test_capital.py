"""17.1 to 17.3 as filings: the first instalment, the schedule, the risk list, kinds of contribution, other laws."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from tests.platform.registration.world import (
    DAY,
    XIHU,
    YIWU,
    YUAN,
    all_papers,
    contributed,
    drafted,
    enterprise,
    founded,
    founder,
    number,
    official,
    registered,
    step,
    submitted,
)
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.kit import clock
from zhiwei.platform.registration import capital, defects, law, risks, services
from zhiwei.platform.registration.models import Kind
from zhiwei.platform.registration.refused import Refused
from zhiwei.platform.subjects import queries as subjects

pytestmark = pytest.mark.django_db


def test_17_1_a_fifth_is_enough_and_a_fen_less_is_refused() -> None:
    viewer = founder()
    good = drafted(viewer, "杭州晨光五金制品有限公司")
    rows = (("money", "199999.99", True), ("money", "800000.01", False))
    short = drafted(viewer, "杭州初阳餐饮有限公司", rows=rows)  # type: ignore[arg-type]
    all_papers(viewer, good)
    all_papers(viewer, short)
    assert defects.of(good, DAY) == []
    (said,) = defects.of(short, DAY)
    assert said.startswith("首次出资 199,999.99 元，低于 200,000 元；第 17.1 句“")
    submitted(viewer, short)
    with pytest.raises(CaseRefused) as refused:
        step(official(), short, "approve_now", licence=number())
    assert "首次出资 199,999.99 元，低于 200,000 元" in str(refused.value)
    assert registered(viewer, good).outcome == "registered"


@pytest.mark.parametrize(("investment", "due"), [(False, date(2014, 11, 5)), (True, date(2017, 11, 5))])
def test_17_1_the_rest_is_due_two_or_five_years_after_founding(investment: bool, due: date) -> None:
    firm = founded(founder(), investment_company=investment)
    assert firm.founded_on == DAY
    first, rest = capital.standing(firm).order_by("fen")
    assert (first.fen, first.paid_on, first.due_on) == (200_000 * YUAN, DAY, None)
    assert (rest.fen, rest.paid_on, rest.due_on) == (800_000 * YUAN, None, due)


def test_17_1_one_day_late_puts_the_firm_on_the_risk_list() -> None:
    firm = founded(founder())
    viewer = official()
    assert risks.overdue(viewer, date(2014, 11, 5)) == []
    (found,) = risks.overdue(viewer, date(2014, 11, 6))
    assert (found.enterprise, found.fen, found.days, found.statutory, found.deadline) == (
        firm, 800_000 * YUAN, 1, True, date(2014, 11, 5),
    )  # fmt: skip
    assert risks.overdue(official(division=YIWU), date(2014, 11, 6)) == []
    assert len(risks.overdue(official(Role.COUNTY), date(2014, 11, 6))) == 1


def test_an_agreed_day_that_has_passed_is_a_risk_before_the_law_says_so() -> None:
    viewer = founder()
    filing = drafted(viewer, rows=(("money", 200_000, True),))
    contributed(viewer, filing.entries.get(), "money", 800_000, False, due_on=date(2013, 6, 30))
    registered(viewer, filing)
    (found,) = risks.overdue(official(), date(2013, 7, 1))
    assert (found.since, found.statutory, found.deadline) == (date(2013, 6, 30), False, date(2014, 11, 5))


def test_an_agreed_day_beyond_the_law_is_a_defect() -> None:
    viewer = founder()
    filing = drafted(viewer, rows=(("money", 200_000, True),))
    contributed(viewer, filing.entries.get(), "money", 800_000, False, due_on=date(2014, 11, 6))
    all_papers(viewer, filing)
    (said,) = defects.of(filing, DAY)
    assert "约定在 2014-11-06 缴付，迟于 2014-11-05" in said


def test_a_payment_filed_takes_the_firm_off_the_risk_list() -> None:
    viewer = founder()
    firm = founded(viewer)
    late = date(2014, 11, 20)
    with clock.stopped(late):
        assert len(risks.overdue(official(), late)) == 1
        filing = services.begin(viewer, Kind.PAYMENT, key="pay", enterprise=firm)
        rest = capital.standing(firm).get(paid_on=None)
        with pytest.raises(Refused) as refused:
            services.state_paid(viewer, filing, rest, paid_on=date(2014, 11, 21), proof="")
        assert [fault.field for fault in refused.value.faults] == ["paid_on", "proof"]
        services.state_paid(viewer, filing, rest, paid_on=date(2014, 11, 19), proof="浙验〔2014〕8号")
        registered(viewer, filing, numbers=0)
        assert risks.overdue(official(), late) == []
        rest.refresh_from_db()
        assert (rest.paid_on, rest.proof) == (date(2014, 11, 19), "浙验〔2014〕8号")
        assert law.overdue(firm, late) == (True, date(2014, 11, 5))  # paid in full, but after the last day


def test_17_1_another_law_overrides_and_is_cited() -> None:
    viewer = founder()
    filing = drafted(
        viewer, rows=(("money", 100_000, True), ("money", 900_000, False)), other_law="保险法第六十九条"
    )
    all_papers(viewer, filing)
    assert defects.of(filing, DAY) == []  # a tenth, which 17.1 alone would refuse
    answer = law.capital_answer(filing.entries.get(), DAY)
    outcome = answer.measures["17.1"]
    assert (outcome.verdict, outcome.deciding) == ("not_allowed", "general_capital_rules_apply")
    assert filing.papers.filter(name="approval").exists()
    done = registered(viewer, filing)
    kept = [Receipt.objects.get(pk=key) for what, key in done.receipts if what == "capital"]
    assert len(kept) == 1
    client = Client()
    client.force_login(User.objects.get(pk=viewer.user_id))
    page = client.get(reverse("registration:own", args=[filing.pk])).content.decode()
    assert "<dt>注册资本另有规定，从其规定</dt><dd>保险法第六十九条</dd>" in page


@pytest.mark.parametrize(
    "form", ["individual_business", "sole_proprietorship", "partnership", "farmer_cooperative"]
)
def test_17_2_four_forms_are_registered_with_no_capital(form: str) -> None:
    viewer = founder()
    filing = drafted(viewer, "西湖区晨光五金店", form, rows=())
    all_papers(viewer, filing)
    assert defects.of(filing, DAY) == []
    firm = registered(viewer, filing).entries.get().subject
    assert firm is not None
    assert (firm.legal_form, capital.registered(firm)) == (form, 0)


def test_17_2_a_company_is_not() -> None:
    viewer = founder()
    filing = drafted(viewer, rows=())
    all_papers(viewer, filing)
    found = defects.of(filing, DAY)
    assert "没有填写出资；公司须有注册资本" in found
    assert "注册资本 0 元，低于法定最低限额" in found


@pytest.mark.parametrize(("money", "goods", "refused"), [(300_000, "700000.00", False), ("299999.00", "700001.00", True)])  # fmt: skip
def test_17_3_seventy_percent_may_be_no_money(money: int | str, goods: str, refused: bool) -> None:
    viewer = founder()
    rows = (("money", money, True), ("intellectual_property", goods, True))
    filing = drafted(viewer, rows=rows)  # type: ignore[arg-type]
    all_papers(viewer, filing)
    found = defects.of(filing, DAY)
    assert ([one[:6] for one in found] == ["非货币出资 "]) is refused
    assert bool(found) is refused


def test_17_3_kinds_of_contribution_and_the_pilot_area_of_sea_use_rights() -> None:
    viewer = founder()
    rows = tuple(
        (kind, 10_000, True)
        for kind in ("goods", "land_use_right", "equity", "claim", "intellectual_property", "forest_right")
    )
    filing = drafted(viewer, rows=(("money", 100_000, True), *rows, ("sea_use_right", 10_000, True)))
    all_papers(viewer, filing)
    (said,) = defects.of(filing, DAY)
    assert "以海域使用权出资：所在地不是试点地区" in said
    with pytest.raises(PermissionDenied):
        services.file_pilot(
            official(division=YIWU), division=XIHU, document="试点", from_day=date(2012, 1, 1)
        )
    services.file_pilot(
        official(Role.PROVINCE, "330000"), division="330100", document="浙海渔〔2012〕6号", from_day=date(2012, 6, 1),
        to_day=date(2012, 11, 5),
    )  # fmt: skip
    assert defects.of(filing, DAY) == []  # the city's pilot reaches its counties
    assert len(defects.of(filing, date(2012, 11, 6))) == 1


def test_17_3_labour_is_no_contribution() -> None:
    viewer = founder()
    filing = drafted(viewer, rows=(("money", 200_000, True), ("labour", 10_000, False)))
    all_papers(viewer, filing)
    assert defects.of(filing, DAY) == ["沈余 不能以劳务出资（公司登记管理条例第十四条）"]


def test_capital_is_the_sum_of_contributions_and_takes_no_number() -> None:
    viewer = founder()
    filing = drafted(viewer)
    with pytest.raises(TypeError, match="registered_capital"):
        services.change_entry(viewer, filing.entries.get(), registered_capital=100)
    assert capital.of(filing.entries.get()).registered == 1_000_000 * YUAN


def test_facts_of_the_register_follow_from_the_registration() -> None:
    viewer = founder()
    done = registered(viewer, drafted(viewer))
    firm = done.entries.get().subject
    assert firm is not None
    assert (firm.name, firm.legal_form, firm.division, firm.industry, firm.founded_on) == (
        "杭州晨光五金制品有限公司", "limited_company", XIHU, "3399", DAY,
    )  # fmt: skip
    assert done.subject is not None
    facts = subjects.facts(done.subject, as_of=DAY)
    assert {name: facts[name]["value"] for name in ("registered_capital", "registration_service", "decided_on")} == {
        "registered_capital": "1000000.00", "registration_service": "establishment", "decided_on": "2012-11-05",
    }  # fmt: skip
    assert facts["registered_capital"]["source"] == "工商（市场监管）部门"
    assert subjects.links(done.subject, as_of=DAY)["enterprise"]["facts"]["name"]["value"] == firm.name


def test_an_increase_comes_on_top_of_what_stands() -> None:
    viewer = founder()
    firm = founded(viewer)
    filing = services.begin(viewer, Kind.CAPITAL_INCREASE, key="more", enterprise=firm)
    contributed(viewer, filing.entries.get(), "money", 500_000, True)
    sums = capital.of(filing.entries.get())
    assert (sums.registered, sums.added) == (1_500_000 * YUAN, 500_000 * YUAN)
    registered(viewer, filing, numbers=0)
    assert capital.registered(firm) == 1_500_000 * YUAN


def test_only_ones_own_firms_are_filed_for() -> None:
    firm = enterprise("杭州远山五金制品有限公司")
    with pytest.raises(PermissionDenied):
        services.begin(founder(), Kind.CHANGE, key="x", enterprise=firm)
