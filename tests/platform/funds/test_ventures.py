"""13.2, 13.4 and 13.5: investments and exits, compensation of losses, the look through a guide fund."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.platform.accounts import people
from tests.platform.decisions.papers import in_effect, submitted, viewer
from tests.platform.decisions.papers import official as decisions_official
from tests.platform.funds.guarantee_world import (
    DAY,
    LARGE,
    SMALL,
    WAN,
    XIHU,
    YIWU,
    cleared,
    county,
    firm,
    fund,
    official,
    pay,
    people_of,
    proof,
    settled,
    subject,
)
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.about import lines_before
from zhiwei.platform.cases.bulk.choices import choice
from zhiwei.platform.cases.casetypes import get
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.services.bulk import hand_in_bulk
from zhiwei.platform.decisions.models import Filing
from zhiwei.platform.funds.models import Investment, VentureFund
from zhiwei.platform.funds.ventures import register
from zhiwei.platform.funds.ventures.facts import ask
from zhiwei.platform.funds.ventures.look_through import look, parted
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment, Fund
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact

pytestmark = pytest.mark.django_db
INVESTED, LEFT = date(2012, 6, 1), date(2012, 12, 3)


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def institution(
    name: str = "杭州云栖创业投资有限公司", fen: int = 1000 * WAN, *, account: bool = True
) -> VentureFund:
    party = subject("venture_fund", name)
    if account:
        ledger.give_account(SYSTEM, party, holder=name, bank="中国银行", number="1202020219900012345")
    return register.register(
        SYSTEM, party, fen=fen, established_on=date(2010, 1, 4), document="浙创投备〔2010〕1号", talent=True
    )


def owner(one: VentureFund) -> Viewer:
    return people_of(one.subject, Role.OWNER)


def invested(
    one: VentureFund,
    fen: int = 100 * WAN,
    number: str = "投1",
    *,
    into: Subject | None = None,
    on: date = INVESTED,
) -> Investment:
    return register.invest(
        owner(one), one, into or firm(f"杭州{number}软件有限公司"), agreement=number, fen=fen, on_day=on
    )


def left(one: Investment, fen: int = 20 * WAN, on: date = LEFT) -> Investment:
    register.leave(
        SYSTEM,
        one,
        way="exchange",
        on_day=on,
        fen=fen,
        buyer="杭州某公司",
        document=f"产权交易凭证{one.agreement}",
    )
    return one


def decided(ratio: str = "0.5", cap: str = "300000") -> None:
    in_effect(
        sentence="13.2", document="西政发〔2012〕31号", fills={"risk_ratio": ratio, "risk_cap": cap}, to_day=None,
    )  # fmt: skip


def applied(one: Investment) -> Case:
    return cases.open_case(
        owner(one.investor), "venture_compensation", one.investor.subject, key=f"venture/{one.pk}/{Case.objects.count()}",
        origin="applicant", content={"agreement": one.agreement}, documents={"proof": proof()},
    )  # fmt: skip


def test_13_5_a_transfer_with_day_and_price_closes_an_investment() -> None:
    fund_ = institution()
    one, other = invested(fund_), invested(fund_, number="投2")
    rows = Investment.objects.all()
    assert set(register.open_on(rows, DAY)) == {one, other}
    left(one, 120 * WAN)
    assert set(register.open_on(rows, DAY)) == {other}
    assert set(register.open_on(rows, date(2012, 12, 2))) == {one, other}
    closed = Investment.objects.get(pk=one.pk).transfer
    assert (closed.on_day, closed.fen, closed.loss) == (LEFT, 120 * WAN, 0)
    with pytest.raises(register.Refused, match="这笔投资已经退出"):
        left(one)
    with pytest.raises(register.Refused) as refused:
        register.leave(SYSTEM, other, way="gift", on_day=date(2013, 4, 1), fen=-1, document="")
    assert sorted(fault.field for fault in refused.value.faults) == ["document", "fen", "on_day", "way"]


def test_a_fund_never_holds_more_than_its_capital() -> None:
    fund_ = institution(fen=150 * WAN)
    one = invested(fund_, 100 * WAN)
    with pytest.raises(register.Refused, match="超过尚未投出的资金 500,000 元"):
        invested(fund_, 50 * WAN + 1, "投2")
    left(one)
    invested(fund_, 150 * WAN, "投3")
    with pytest.raises(register.Refused, match="这份投资协议已经登记"):
        invested(fund_, 1, "投1")


def test_13_2_the_county_pays_the_least_of_share_cap_and_balance() -> None:
    decided(ratio="0.5", cap="300000")
    fund_ = institution()
    share, capped, poor = (
        left(invested(fund_, number="投1", fen=100 * WAN), 60 * WAN),  # half of 40
        left(invested(fund_, number="投2", fen=100 * WAN), 20 * WAN),  # half of 80, above the cap
        left(invested(fund_, number="投3", fen=100 * WAN), 0),
    )
    there = fund("county", "13.2", 60 * WAN)
    for one in (share, capped):
        made = settled(applied(one))
        assert made.data["amount"] == (20 if one is share else 30) * WAN
        assert cleared(made).state == "ready"
    last = settled(applied(poor))
    assert last.data["amount"] == 10 * WAN  # all that is left of 60
    assert cleared(last).state == "ready"
    pay(there)
    assert books.balance(there) == 0
    assert books.balance(there, Place.PAID) == 60 * WAN
    assert set(Case.objects.values_list("state", flat=True)) == {"paid"}


def test_13_2_a_county_without_a_fund_offers_nothing() -> None:
    with pytest.raises(Refused, match=r"当地还没有报备第 13\.2 句"):
        applied(left(invested(institution())))


def test_13_2_a_firm_elsewhere_or_not_small_is_refused_with_the_reason() -> None:
    decided()
    fund("county", "13.2")
    fund_ = institution()
    elsewhere = firm("上海某软件有限公司")
    Subject.objects.filter(pk=elsewhere.pk).update(division="")  # in no division of the province
    cases_ = [
        (left(invested(fund_, number="投1", into=elsewhere)), "investee_in_province"),
        (left(invested(fund_, number="投2", into=firm("杭州大得很有限公司", LARGE))), "investee_is_small"),
    ]
    for one, deciding in cases_:
        one.refresh_from_db()
        outcome = ask(one, XIHU).measures["13.2"]
        assert (outcome.verdict, outcome.deciding) == ("not_entitled", deciding)
        with pytest.raises(Refused, match="的判定是“不能享受”"):
            settled(applied(one))


def test_before_money_is_decided_payee_amount_fund_and_what_is_left_are_shown() -> None:
    decided(ratio="0.5", cap="300000")
    one = left(
        invested(institution(), number="投2", fen=100 * WAN), 20 * WAN
    )  # half of 80, above the cap of 30
    there = fund("county", "13.2", 60 * WAN)
    case, rules = applied(one), get("venture_compensation").transitions
    for step in ("check", "settle"):
        shown = [(line.label, line.text) for line in lines_before(county(), case, rules[step])]
        assert shown == [
            ("收款方", case.subject.name), ("规则算出的金额", "300,000 元"), ("出资", str(there)),
            ("这项资金现在可用", "600,000 元"), ("办理后可用", "300,000 元"),
        ]  # fmt: skip
    assert lines_before(people_of(case.subject, Role.OWNER), case, rules["settle"]) == []


def test_a_workbook_shows_payee_amount_fund_and_what_is_left_before_it_is_confirmed() -> None:
    decided(ratio="0.5", cap="300000")
    first, second = institution(), institution("杭州云溪创业投资有限公司")
    there = fund("county", "13.2", 60 * WAN)
    held = [
        applied(left(invested(one, number=f"投{n}"), 20 * WAN)) for n, one in enumerate((first, second), 1)
    ]
    for case in held:
        cases.act(county(), case.pk, "check", revision=case.revision)
    user = people.official(Role.COUNTY, XIHU)
    one = choice(people.viewer(user), "venture_compensation:settle")
    assert one is not None
    content = "\n".join(("办件编号", *(case.number for case in held))).encode("utf-8-sig")
    bulk = hand_in_bulk(people.viewer(user), one, SimpleUploadedFile("核定.csv", content))
    assert (bulk.state, Commitment.objects.count()) == ("ready", 0)
    client = Client()
    client.force_login(user)
    page = client.get(f"/cases/bulk/{bulk.pk}/").content.decode()
    for said in (first.subject.name, second.subject.name, str(there), "这项资金现在可用", "办理后可用"):
        assert said in page
    assert (page.count("300,000.00"), page.count("600,000.00")) == (2, 1)  # of each, and the sum of both


def test_13_2_a_gain_and_an_open_investment_are_no_loss() -> None:
    decided()
    fund_ = institution()
    with pytest.raises(Refused, match="请先登记投资和退出"):
        applied(invested(fund_))
    with pytest.raises(Refused, match="没有损失"):
        applied(left(invested(fund_, number="投2"), 130 * WAN))


def test_13_2_a_loss_is_compensated_once() -> None:
    decided()
    fund("county", "13.2")
    one = left(invested(institution()))
    cleared(settled(applied(one)))
    with pytest.raises(Refused, match="办件"):
        applied(one)


def test_who_keeps_the_register() -> None:
    fund_ = institution()
    with pytest.raises(PermissionDenied):
        register.invest(official(Role.COUNTY, YIWU), fund_, firm(), agreement="投9", fen=1, on_day=INVESTED)
    assert list(register.funds(owner(fund_))) == [fund_]
    assert not register.funds(official(Role.COUNTY, YIWU))
    invested(fund_)
    assert register.investments(county()).count() == 1
    assert not register.investments(official(Role.COUNTY, YIWU))


def guide(fen: int = 1000 * WAN) -> Fund:
    return fund("province", "13.4", fen)


def stake(there: Fund, one: VentureFund, fen: int) -> Commitment:
    made = ledger.reserve(
        SYSTEM, there, fen, basis=ledger.Basis("guide_fund", str(one.subject_id)), sentence="13.4",
        subject=one.subject, key=f"stake/{one.pk}",
    )  # fmt: skip
    return ledger.commit(SYSTEM, made, key=f"stake/{one.pk}/commit")


def early(name: str) -> Subject:
    """A technology-based small firm, three years old."""
    made = firm(name, SMALL, founded_on=date(2009, 3, 2))
    add_fact(SYSTEM, made, "technology_based", True, source="science", received_on=date(2012, 3, 1))
    return made


def test_13_4_the_sums_agree_at_each_level() -> None:
    in_effect(
        sentence="13.3",
        document="西政发〔2012〕33号",
        fills={"fund_open": True, "start_up_years": 5},
        to_day=None,
    )
    there = guide()
    first = institution("杭州甲创业投资有限公司", 300 * WAN, account=False)
    second = institution("杭州乙创业投资有限公司", 700 * WAN, account=False)
    stake(there, first, 100 * WAN)  # a third, which leaves fen to be shared out
    stake(there, second, 70 * WAN)
    invested(first, 100 * WAN, "甲1", into=early("杭州早软件有限公司"))
    invested(first, 50 * WAN, "甲2", into=firm("杭州大得很有限公司", LARGE))
    invested(second, 350 * WAN, "乙1", into=firm("杭州老软件有限公司", SMALL, founded_on=date(2001, 1, 4)))
    found = look(there, DAY)
    assert found.stake == books.balance(there, Place.COMMITTED) == 170 * WAN
    assert [one.stake for one in found.sub_funds] == [100 * WAN, 70 * WAN]
    assert [one.share for one in found.sub_funds] == [Fraction(1, 3), Fraction(1, 10)]
    for one in found.sub_funds:
        assert sum(each.part for each in one.placed) + one.unplaced == one.stake
    assert found.placed + found.unplaced == found.stake
    by_firm = {each.investment.agreement: each.part for one in found.sub_funds for each in one.placed}
    assert by_firm == {"甲1": 33_333_333, "甲2": 16_666_667, "乙1": 35 * WAN}
    assert found.others == 830 * WAN
    assert found.leverage == Fraction(83, 17)


def test_13_4_the_shares_of_small_and_early_firms_are_computed() -> None:
    in_effect(
        sentence="13.3",
        document="西政发〔2012〕33号",
        fills={"fund_open": True, "start_up_years": 5},
        to_day=None,
    )
    there, one = guide(), institution(fen=400 * WAN, account=False)
    stake(there, one, 400 * WAN)
    invested(one, 100 * WAN, "甲1", into=early("杭州早软件有限公司"))
    invested(one, 100 * WAN, "甲2", into=firm("杭州大得很有限公司", LARGE))
    invested(one, 200 * WAN, "甲3", into=firm("杭州老软件有限公司", SMALL, founded_on=date(2001, 1, 4)))
    found = look(there, DAY)
    assert found.share_of("small") == Fraction(3, 4)
    assert found.share_of("early") == Fraction(1, 2)  # the large firm is three years old too
    assert (found.unknown("small"), found.unknown("early")) == (0, 0)
    invested_later = look(there, date(2012, 5, 1))
    assert (invested_later.placed, invested_later.unplaced) == (0, 400 * WAN)


@pytest.mark.parametrize(
    ("stake_", "amounts", "whole", "wanted"),
    [
        (100, [1, 1, 1], 3, [34, 33, 33, 0]),
        (10, [], 7, [10]),
        (1, [1, 1], 2, [1, 0, 0]),
        (7, [3, 3], 7, [3, 3, 1]),
    ],
)
def test_parts_make_the_whole(stake_: int, amounts: list[int], whole: int, wanted: list[int]) -> None:
    assert parted(stake_, amounts, whole) == wanted
    assert sum(parted(stake_, amounts, whole)) == stake_


def test_a_preview_says_who_applied_with_figures_that_are_no_facts() -> None:
    """The loss stands with the application alone: it is told with its count, and not taken for nought."""
    decided()
    one = institution()
    case = applied(left(invested(one)))
    filing = submitted(
        viewer(XIHU),
        sentence="13.2",
        document="西政发〔2012〕32号",
        fills={"risk_ratio": "0.6"},
        to_day=None,
        replaces=Filing.objects.get(),
    )
    client = Client()
    client.force_login(decisions_official(XIHU))
    address = f"/office/decisions/{filing.pk}/preview/"
    page = client.post(address, {"as_of": DAY.isoformat()}, follow=True).content.decode()
    assert "1 家在办的申请里有数字，这里没有用上" in page
    assert "其中 1 家的数字尚未核实" in page
    assert 'href="/office/cases/?list=open&amp;type=venture_compensation"' in page
    fund("county", "13.2", 100 * WAN)
    settled(case)
    page = client.post(address, {"as_of": DAY.isoformat()}, follow=True).content.decode()
    assert "1 家在办的申请里有数字" in page
    assert "尚未核实" not in page
    other = submitted(viewer(XIHU), sentence="13.3", fills={"fund_open": True}, document="西政发〔2012〕33号")
    page = client.post(f"/office/decisions/{other.pk}/preview/", {}, follow=True).content.decode()
    assert "在办的申请里有数字" not in page
