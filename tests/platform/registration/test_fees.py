"""17.7: nothing is payable for small firms inside the dates, and what was wrongly taken is paid back once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.platform.registration.world import (
    DAY,
    YUAN,
    drafted,
    enterprise,
    founder,
    fund,
    of,
    official,
    step,
    submitted,
)
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers import receipts
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.registration import law
from zhiwei.platform.registration.models import FeeTaken
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db
PAID = {"service": "annual_inspection", "number": "0330 1234", "taken_on": "2012-06-15", "amount": "50.00"}


def claimed(firm: Subject, key: str = "claim", viewer: Viewer | None = None, **changes: str) -> Case:
    """The firm asks for its fee back."""
    return cases.open_case(
        viewer or of(firm), "fee_refund", firm, key=key, origin="applicant", content=PAID | changes
    )


def act(viewer: Viewer, case: Case, name: str, **content: Any) -> Case:
    """A step of the case as it is now."""
    now = Case.objects.get(pk=case.pk)
    return cases.act(viewer, case.pk, name, revision=now.revision, content=content)


def pay(there: Fund) -> None:
    """Two of the county's finance department pay what is due."""
    maker, checker = official(Role.FINANCE), official(Role.FINANCE)
    made = ledger.make_payment_list(maker, there, books.payable(there), key="list")
    ledger.approve_list(checker, made, revision=made.revision)
    ledger.confirm_paid(maker, made, [ledger.Paid(one.pk, clock.today(), "T1") for one in made.lines.all()])


def test_17_7_a_small_firm_pays_nothing_and_a_medium_one_the_tariff() -> None:
    viewer = founder()
    small = law.fees_of(drafted(viewer), DAY)
    assert [(one.payable, one.tariff, one.verdict) for one in small] == [
        (0, 800 * YUAN, "entitled")
    ]  # 0.8 per mille
    firm = {"division": "330106", "legal_form": "limited_company", "industry_code": "3399", "industry_edition": "2011",
            "employees": 500, "revenue": "50000000", "total_assets": "1"}  # fmt: skip
    fee = law.fee("annual_inspection", firm, DAY)
    assert (fee.payable, fee.verdict) == (50 * YUAN, "not_entitled")


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2011, 12, 31), "not_in_force"),
        (date(2012, 1, 1), "entitled"),
        (date(2014, 12, 31), "entitled"),
        (date(2015, 1, 1), "not_in_force"),
    ],
)
def test_17_7_the_waiver_holds_inside_its_dates(day: date, verdict: str) -> None:
    firm = {"division": "330106", "legal_form": "limited_company", "industry_code": "3399", "industry_edition": "2011",
            "employees": 12}  # fmt: skip
    assert law.fee("licence_replacement", firm, day).verdict == verdict


def test_a_fee_that_cannot_be_known_stops_the_decision_and_names_what_is_missing() -> None:
    viewer = founder()
    filing = submitted(viewer, drafted(viewer, employees=None))
    with pytest.raises(CaseRefused, match=r"还不能确定登记费（第 17\.7 句）：缺少从业人员"):
        step(official(), filing, "approve_now", licence="330106000000012")


def test_17_7_a_wrongly_taken_fee_opens_a_refund_and_is_paid_back_once() -> None:
    firm, there = enterprise("杭州望湖五金有限公司"), fund()
    case = claimed(firm)
    taken = FeeTaken.objects.get(case=case)
    assert (taken.number, taken.fen, taken.refund) == ("03301234", 50 * YUAN, None)
    with pytest.raises(CaseRefused, match="同一张票据只退一次"):
        claimed(firm, "again")
    first = official()
    act(first, case, "check")
    with pytest.raises(CaseRefused, match="须由另一人办理"):
        act(first, case, "confirm")
    act(official(), case, "confirm")
    taken.refresh_from_db()
    assert (taken.due, taken.refund) == (0, 50 * YUAN)
    assert books.balance(there, Place.COMMITTED) == 50 * YUAN
    kept = Case.objects.get(pk=case.pk).receipt
    assert kept is not None
    assert (receipts.check(kept), kept.as_of) == ([], date(2012, 6, 15))
    ledger.give_account(of(firm), firm, holder=firm.name, bank="中国工商银行", number="1202020219900012345")
    pay(there)
    assert (Case.objects.get(pk=case.pk).state, books.balance(there, Place.PAID)) == ("paid", 50 * YUAN)
    assert books.verify(there) == []
    with pytest.raises(CaseRefused, match="同一张票据只退一次"):
        claimed(firm, "after")


def test_what_was_due_is_no_refund() -> None:
    firm = enterprise("杭州望湖五金有限公司")
    with pytest.raises(CaseRefused, match=r"那一天应缴 10 元，没有多收；第 17\.7 句“"):
        claimed(firm, service="licence_copy", amount="10.00")
    with pytest.raises(CaseRefused, match="收费日期不能晚于今天"):
        claimed(firm, taken_on="2012-11-06")


def test_part_of_a_fee_is_paid_back_where_part_was_due() -> None:
    firm, there = enterprise("杭州望湖五金有限公司"), fund()
    case = claimed(firm, service="licence_copy", amount="25.50")
    act(official(), case, "check")
    act(official(Role.FINANCE), case, "confirm")
    taken = FeeTaken.objects.get(case=case)
    assert (taken.due, taken.refund, books.balance(there, Place.COMMITTED)) == (1_000, 1_550, 1_550)


def test_a_refused_claim_frees_the_receipt_and_no_fund_no_promise() -> None:
    firm = enterprise("杭州望湖五金有限公司")
    case = claimed(firm)
    act(official(), case, "check")
    with pytest.raises(CaseRefused, match=r"还没有可用于第 17\.7 句（退还登记费）的资金"):
        act(official(), case, "confirm")
    act(official(), case, "refuse", reason="票据不是登记收费")
    assert claimed(firm, "again").state == "claimed"


def test_a_claim_is_changed_with_its_receipt_and_the_refund_follows_it() -> None:
    firm, other, there = enterprise("杭州望湖五金有限公司"), enterprise("杭州望山五金有限公司"), fund()
    case = claimed(firm)
    act(of(firm), case, "amend", **PAID | {"number": "0330 9999", "amount": "60.00"})
    assert FeeTaken.objects.get().number == "03309999"
    claimed(other, "other")  # the first number is free again
    with pytest.raises(CaseRefused, match="票据 03301234 已经申请过退费"):
        act(of(firm), case, "amend", **PAID)
    first = official()
    act(first, case, "check")
    now = Case.objects.get(pk=case.pk)
    cases.act(official(), case.pk, "return", revision=now.revision, defects=["票据金额与填写的不一致"])
    with pytest.raises(CaseRefused, match="没有多收"):
        act(of(firm), case, "resubmit", **PAID | {"number": "0330 9999", "amount": "0"})
    act(of(firm), case, "resubmit", **PAID | {"number": "0330 9999", "amount": "40.00"})
    act(first, case, "check")
    act(official(), case, "confirm")
    taken = FeeTaken.objects.get(case=case)
    assert (taken.fen, taken.refund) == (40 * YUAN, 40 * YUAN)
    assert books.balance(there, Place.COMMITTED) == 40 * YUAN


def test_what_is_wrong_with_a_claim_stands_at_its_box() -> None:
    firm = enterprise("杭州望湖五金有限公司")
    for change, box in (
        ({"taken_on": "2012-11-06"}, "taken_on"),
        ({"service": "licence_copy", "amount": "10.00"}, "amount"),
    ):
        with pytest.raises(CaseRefused) as refused:
            claimed(firm, **change)
        assert [one.field for one in refused.value.faults] == [box]
    claimed(firm)
    with pytest.raises(CaseRefused) as refused:
        claimed(firm, "again")
    assert [one.field for one in refused.value.faults] == ["number"]
