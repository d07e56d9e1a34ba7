"""Guarantees and loans as records: entered once, with what became of them, by who may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.platform.accounts import people
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import queries
from zhiwei.platform.subjects.models import Guarantee, GuaranteeEvent, Loan, Subject
from zhiwei.platform.subjects.queries import records
from zhiwei.platform.subjects.services import create_subject
from zhiwei.platform.subjects.services.records import (
    Contract,
    Refused,
    record_event,
    record_guarantee,
    record_loan,
    strike_event,
    strike_guarantee,
    strike_loan,
)

pytestmark = pytest.mark.django_db
XIHU, YIWU = "330106", "330782"
DAY = date(2013, 3, 4)
BEGAN, ENDS = date(2012, 5, 7), date(2013, 5, 6)
WAN = 10_000_00


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def subject(entity: str, name: str, division: str = XIHU) -> Subject:
    return create_subject(
        SYSTEM, entity=entity, name=name, division=division, founded_on=date(2005, 3, 1),
        organisation=people.organisation(name, division=division),
    )  # fmt: skip


def firm(name: str = "杭州晨光五金制品有限公司") -> Subject:
    return subject("enterprise", name)


def guarantor(name: str = "杭州众信融资性担保有限公司") -> Subject:
    return subject("guarantor", name)


def people_of(party: Subject, role: Role = Role.GUARANTOR) -> Viewer:
    user = people.person()
    people.member(user, role, organisation=party.organisation)
    return people.viewer(user)


def given(number: str = "保2012-1", fen: int = 200 * WAN, by: Subject | None = None) -> Guarantee:
    party = by or guarantor()
    return record_guarantee(people_of(party), party, firm(), Contract(number, fen, BEGAN, ENDS))


def event(one: Guarantee, kind: str, fen: int, document: str, on: date = DAY) -> GuaranteeEvent:
    return record_event(SYSTEM, one, kind=kind, on_day=on, fen=fen, document=document)


def test_a_guarantee_is_a_subject_the_law_can_be_asked_about() -> None:
    made = given()
    assert (made.subject.entity, made.subject.name) == ("guarantee", "保2012-1：杭州晨光五金制品有限公司")
    assert made.subject.organisation is None  # nobody logs in for a contract
    assert set(queries.links(made.subject, as_of=DAY)) == {"borrower"}
    assert made.source == "self"
    assert Act.objects.filter(act="records.guarantee", key=str(made.subject_id)).exists()


def test_balance_and_loss_follow_from_what_happened() -> None:
    one = given(fen=200 * WAN)
    event(one, "repaid", 50 * WAN, "还1", date(2012, 8, 1))
    event(one, "claim", 80 * WAN, "代1", date(2012, 12, 3))
    event(one, "recovered", 30 * WAN, "追1", date(2013, 2, 1))
    now = records.standing(one)
    assert (now.balance, now.claimed, now.loss) == (70 * WAN, 80 * WAN, 50 * WAN)
    assert now.claimed_on == date(2012, 12, 3)
    then = records.standing(one, date(2012, 9, 1))
    assert (then.balance, then.loss, then.claimed_on) == (150 * WAN, 0, None)


def test_no_more_is_claimed_than_guaranteed_and_none_recovered_that_was_not_lost() -> None:
    one = given(fen=200 * WAN)
    with pytest.raises(Refused, match="超过担保余额 2,000,000 元"):
        event(one, "claim", 200 * WAN + 1, "代1")
    event(one, "claim", 120 * WAN, "代1")
    with pytest.raises(Refused, match="凭证 代1 已经登记"):
        event(one, "claim", WAN, "代1")
    with pytest.raises(Refused, match="追回超过尚未追回的代偿 1,200,000 元"):
        event(one, "recovered", 121 * WAN, "追1")
    with pytest.raises(Refused, match="日期应在担保起日和今天之间"):
        event(one, "claim", WAN, "代2", date(2013, 3, 5))
    assert records.standing(one).loss == 120 * WAN


def test_a_mistake_is_struck_with_its_reason_and_stays() -> None:
    one = given()
    wrong = event(one, "claim", 120 * WAN, "代1")
    with pytest.raises(Refused, match="请写明理由"):
        strike_event(SYSTEM, wrong, " ")
    strike_event(SYSTEM, wrong, "金额有误")
    assert records.standing(one).loss == 0
    assert GuaranteeEvent.objects.get(pk=wrong.pk).struck_why == "金额有误"
    event(one, "claim", 12 * WAN, "代1")
    assert records.standing(one).loss == 12 * WAN


def test_a_claim_that_was_recovered_is_not_struck_alone() -> None:
    one = given()
    claim = event(one, "claim", 120 * WAN, "代1")
    event(one, "recovered", 20 * WAN, "追1")
    with pytest.raises(Refused, match="先作废追回"):
        strike_event(SYSTEM, claim, "有误")


def test_a_contract_is_entered_once() -> None:
    party = guarantor()
    one = given(by=party)
    with pytest.raises(Refused, match="一份合同只登记一次"):
        record_guarantee(people_of(party), party, one.borrower, Contract("保2012-1", WAN, BEGAN, ENDS))
    with pytest.raises(IntegrityError), transaction.atomic():
        Guarantee.objects.create(
            subject=firm("杭州另一家有限公司"), guarantor=party, borrower=one.borrower, contract="保2012-1", fen=1,
            from_day=BEGAN, to_day=ENDS, source="self", received_on=DAY,
        )  # fmt: skip


def test_every_fault_of_a_guarantee_is_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        record_guarantee(SYSTEM, firm("甲有限公司"), guarantor(), Contract(" ", 0, date(2013, 4, 1), BEGAN))
    assert sorted(fault.field for fault in refused.value.faults) == [
        "borrower", "contract", "fen", "from_day", "guarantor", "to_day",
    ]  # fmt: skip


def test_who_keeps_and_who_sees_a_record() -> None:
    one = given()
    other = people_of(guarantor("义乌诚信融资性担保有限公司"))
    with pytest.raises(PermissionDenied):
        record_event(other, one, kind="claim", on_day=DAY, fen=WAN, document="代1")
    county = people.viewer(people.official(Role.COUNTY, XIHU))
    record_event(county, one, kind="claim", on_day=DAY, fen=WAN, document="代1", source="economy")
    assert list(records.guarantees(county)) == [one]
    assert list(records.guarantees(people_of(one.guarantor))) == [one]
    assert not records.guarantees(other)
    assert not records.guarantees(people.viewer(people.official(Role.COUNTY, YIWU)))


def test_a_guarantee_is_not_above_its_loan() -> None:
    bank, borrower = subject("bank", "杭州小微银行"), firm()
    loan = record_loan(SYSTEM, bank, borrower, Contract("贷2012-1", 100 * WAN, BEGAN, ENDS), source="bank")
    assert list(records.loans(people_of(bank, Role.BANK))) == [loan]
    party = guarantor()
    with pytest.raises(Refused, match="担保金额超过贷款金额 1,000,000 元"):
        record_guarantee(SYSTEM, party, borrower, Contract("保1", 101 * WAN, BEGAN, ENDS), loan=loan)
    made = record_guarantee(SYSTEM, party, borrower, Contract("保1", 100 * WAN, BEGAN, ENDS), loan=loan)
    assert made.loan == loan


def test_a_loan_entered_wrongly_is_struck_with_its_reason_and_counts_no_more() -> None:
    bank, borrower = subject("bank", "杭州小微银行"), firm()
    keeper = people_of(bank, Role.BANK)
    wrong = record_loan(keeper, bank, borrower, Contract("贷1", 100 * WAN, BEGAN, ENDS))
    with pytest.raises(Refused, match="请写明理由"):
        strike_loan(keeper, wrong, " ")
    for other in (people_of(subject("bank", "义乌小微银行"), Role.BANK), people_of(borrower, Role.OWNER)):
        with pytest.raises(PermissionDenied):
            strike_loan(other, wrong, "金额录错")
    struck = strike_loan(keeper, wrong, "金额录错")
    assert (struck.struck_by_id, struck.struck_why, struck.fen) == (keeper.user_id, "金额录错", 100 * WAN)
    kept = Subject.objects.get(pk=wrong.subject_id)
    assert (kept.state, kept.ended_on) == ("ended", BEGAN)  # runs, counts and answers take what exists
    act = Act.objects.get(act="records.strike_loan", key=str(wrong.subject_id))
    assert act.detail == {"contract": "贷1", "why": "金额录错"}
    with pytest.raises(Refused, match="这笔贷款已经作废"):
        strike_loan(keeper, wrong, "再来一次")
    right = record_loan(keeper, bank, borrower, Contract("贷1", 10 * WAN, BEGAN, ENDS))
    assert list(Loan.objects.filter(struck_at=None)) == [right]
    with pytest.raises(Refused, match="一份合同只登记一次"):
        record_loan(keeper, bank, borrower, Contract("贷1", 10 * WAN, BEGAN, ENDS))


def test_a_guarantee_entered_wrongly_is_struck_with_its_reason_and_counts_no_more() -> None:
    party = guarantor()
    keeper, wrong = people_of(party), given("保1", 2000 * WAN, party)
    with pytest.raises(Refused, match="请写明理由"):
        strike_guarantee(keeper, wrong, " ")
    with pytest.raises(PermissionDenied):
        strike_guarantee(people_of(guarantor("杭州别家担保有限公司")), wrong, "金额录错")
    claim = event(wrong, "claim", 12 * WAN, "代1")
    with pytest.raises(Refused, match="登记了还款、代偿或追回，不能作废；请先把这些登记逐条作废"):
        strike_guarantee(keeper, wrong, "金额录错")
    strike_event(keeper, claim, "不是这份合同的")
    struck = strike_guarantee(keeper, wrong, "金额录错")
    assert (struck.struck_by_id, struck.struck_why, struck.fen) == (keeper.user_id, "金额录错", 2000 * WAN)
    assert records.standing(struck).balance == 0
    kept = Subject.objects.get(pk=wrong.subject_id)
    assert (kept.state, kept.ended_on) == ("ended", BEGAN)  # runs, counts and answers take what exists
    act = Act.objects.get(act="records.strike_guarantee", key=str(wrong.subject_id))
    assert act.detail == {"contract": "保1", "why": "金额录错"}
    for refused in (
        lambda: strike_guarantee(keeper, wrong, "再来一次"),
        lambda: event(wrong, "claim", WAN, "代2"),
    ):
        with pytest.raises(Refused, match="这笔担保已经作废"):
            refused()
    right = record_guarantee(keeper, party, wrong.borrower, Contract("保1", 200 * WAN, BEGAN, ENDS))
    assert list(Guarantee.objects.filter(struck_at=None)) == [right]
    with pytest.raises(Refused, match="一份合同只登记一次"):
        record_guarantee(keeper, party, wrong.borrower, Contract("保1", 200 * WAN, BEGAN, ENDS))


def test_a_loan_is_struck_after_the_guarantee_that_leaned_on_it() -> None:
    bank, borrower, party = subject("bank", "杭州小微银行"), firm(), guarantor()
    loan = record_loan(SYSTEM, bank, borrower, Contract("贷1", 100 * WAN, BEGAN, ENDS))
    leans = record_guarantee(SYSTEM, party, borrower, Contract("保1", WAN, BEGAN, ENDS), loan=loan)
    strike_guarantee(SYSTEM, leans, "有误")
    assert strike_loan(SYSTEM, loan, "有误").struck_why == "有误"


def test_no_guarantee_leans_on_a_struck_loan() -> None:
    bank, borrower, party = subject("bank", "杭州小微银行"), firm(), guarantor()
    loan = record_loan(SYSTEM, bank, borrower, Contract("贷1", 100 * WAN, BEGAN, ENDS))
    record_guarantee(SYSTEM, party, borrower, Contract("保1", WAN, BEGAN, ENDS), loan=loan)
    with pytest.raises(Refused, match="担保合同 保1 登记在这笔贷款上，不能作废"):
        strike_loan(SYSTEM, loan, "有误")
    other = record_loan(SYSTEM, bank, borrower, Contract("贷2", 100 * WAN, BEGAN, ENDS))
    other = strike_loan(SYSTEM, other, "有误")
    with pytest.raises(Refused, match="这笔贷款已经作废"):
        record_guarantee(SYSTEM, party, borrower, Contract("保2", WAN, BEGAN, ENDS), loan=other)


def test_the_database_lets_a_contract_be_there_once() -> None:
    bank, borrower = subject("bank", "杭州小微银行"), firm()
    first = record_loan(SYSTEM, bank, borrower, Contract("贷1", WAN, BEGAN, ENDS))
    second = record_loan(SYSTEM, bank, borrower, Contract("贷2", WAN, BEGAN, ENDS))
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.filter(pk=second.pk).update(contract="贷1")
    strike_loan(SYSTEM, first, "有误")
    Loan.objects.filter(pk=second.pk).update(contract="贷1")
