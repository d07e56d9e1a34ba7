"""32.3 and 32.4: what a guarantee gets from the province and from its county, to the booked yuan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.funds import guarantee_world as world
from tests.platform.funds.guarantee_world import (
    DAY,
    LARGE,
    LOCAL,
    PROVINCE,
    WAN,
    XIHU,
    YIWU,
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
    scheme,
    settled,
    step,
)
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.queries import timeline
from zhiwei.platform.decisions.matrix import Word
from zhiwei.platform.funds.guarantees import business, facts, schemes
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.faults import Refused as LedgerRefused
from zhiwei.platform.ledger.models import Commitment, PaymentLine
from zhiwei.platform.subjects.models import Guarantee
from zhiwei.platform.subjects.queries import records
from zhiwei.platform.subjects.services.records import Refused as RecordRefused
from zhiwei.platform.subjects.services.records import record_event, strike_event, strike_guarantee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def paid_for(one: Guarantee) -> dict[str, int]:
    rows = facts.commitments([one]).values_list("sentence", "paid")
    return dict(rows)


def test_32_3_the_province_pays_its_share_and_payments_sum_to_the_fund_movement() -> None:
    scheme(ratio="0.4", cap=30 * WAN)
    there = fund("province", "32.3")
    party = guarantor()
    ones = [given(party, "保1", lost=50 * WAN), given(party, "保2", lost=99 * WAN)]
    for one in ones:
        made = cleared(settled(applied(one)))
        assert made.state == "ready"
        told = [line for event in timeline(made) for line in event.lines if line.startswith("适用日")]
        assert told == ["适用日：2012-12-03（按这一天的规定和事实判定）"]  # not the day of the application
    pay(there)
    assert [paid_for(one)["32.3"] for one in ones] == [20 * WAN, 30 * WAN]  # 40 percent; 39.6 cut to the cap
    assert set(Case.objects.values_list("state", flat=True)) == {"paid"}
    assert (
        books.balance(there, Place.PAID) == sum(PaymentLine.objects.values_list("fen", flat=True)) == 50 * WAN
    )
    assert books.balance(there) == 950 * WAN
    assert books.verify(there) == []


def test_32_3_a_guarantee_above_the_limit_or_of_a_firm_not_small_does_not_count() -> None:
    scheme(limit=200 * WAN)
    fund("province", "32.3")
    party = guarantor()
    above = applied(given(party, "保1", 200 * WAN + 1))
    large = applied(given(party, "保2", borrower=firm("杭州大得很有限公司", LARGE)))
    within = applied(given(party, "保3", 200 * WAN))
    for case in (above, large):
        with pytest.raises(Refused, match=r"第 32\.3 句在 2012-12-03 的判定是“不能享受”"):
            settled(case)
    assert settled(within).state == "published"
    found = {one.guarantee.contract: one for one in business.of_year(records.guarantees(SYSTEM), 2012)}
    assert {number: one.counts for number, one in found.items()} == {"保1": False, "保2": False, "保3": True}
    assert found["保1"].why == ("within_programme_limit",)
    assert found["保2"].why == ("borrower_is_small",)
    assert [found[number].balance for number in ("保1", "保2", "保3")] == [0, 0, 120 * WAN]


def test_32_3_the_same_guarantee_counts_once() -> None:
    scheme()
    there = fund("province", "32.3")
    one = given(guarantor())
    case = cleared(settled(applied(one)))
    with pytest.raises(Refused, match="办件"):
        applied(one)
    commitment = Commitment.objects.get(case=str(case.pk))
    with pytest.raises(LedgerRefused) as refused:
        ledger.reserve(
            SYSTEM, there, 1, basis=ledger.Basis(commitment.basis_kind, commitment.basis_key), sentence="32.3",
            subject=one.guarantor, key="again",
        )  # fmt: skip
    assert "basis_twice" in refused.value.codes
    again = facts.ask(one, XIHU, DAY, "32.3").measures["32.3"]
    assert (again.verdict, again.deciding) == ("not_entitled", "not_counted_before")


def test_a_guarantee_that_money_is_promised_on_is_not_struck() -> None:
    scheme()
    fund("province", "32.3")
    one = given(guarantor(), lost=80 * WAN)
    case = cleared(settled(applied(one)))
    strike_event(SYSTEM, one.events.get(), "凭证号录错")
    words = "这笔担保已经安排或支付补偿资金 320,000 元，不能作废；请先由财政收回"
    with pytest.raises(RecordRefused, match=words):
        strike_guarantee(SYSTEM, one, "录错")
    assert Commitment.objects.get(case=str(case.pk)).basis_key == str(one.subject_id)


def test_a_struck_guarantee_is_compensated_by_nobody_and_counts_nowhere() -> None:
    scheme()
    fund("province", "32.3")
    party = guarantor()
    wrong = strike_guarantee(SYSTEM, given(party, "保1", lost=0), "录错")
    assert list(business.of_year(records.guarantees(SYSTEM).filter(struck_at=None), 2012)) == []
    with pytest.raises(Refused):
        settled(applied(wrong))
    right = given(party, "保1")
    assert settled(applied(right)).state == "published"


def test_32_3_without_a_rule_of_the_province_the_verdict_is_open() -> None:
    fund("province", "32.3")
    with pytest.raises(Refused, match="还缺少：担保额在补偿办法限额内"):
        settled(applied(given(guarantor())))


def test_32_4_a_county_without_a_filed_rule_shows_as_none() -> None:
    scheme()
    with pytest.raises(Refused, match=r"当地还没有报备第 32\.4 句"):
        applied(given(guarantor()), LOCAL)
    decided()
    by_place = {one.division: one for one in business.places()}
    assert (by_place[XIHU].word, by_place[XIHU].document) == (Word.FILED, "西政发〔2012〕30号")
    assert (by_place[YIWU].word, by_place[YIWU].document) == (Word.SILENT, "")


def test_32_4_province_and_county_together_stay_within_loss_and_caps() -> None:
    scheme(ratio="0.8", cap=60 * WAN)
    decided(ratio="0.5", cap="300000")
    provincial, local = fund("province", "32.3"), fund("county", "32.4")
    party = guarantor()
    small, capped = given(party, "保1", lost=20 * WAN), given(party, "保2", lost=150 * WAN)
    for one in (small, capped):
        cleared(settled(applied(one)))
        cleared(settled(applied(one, LOCAL)))
    pay(provincial)
    pay(local)
    assert paid_for(small) == {"32.3": 16 * WAN, "32.4": 4 * WAN}  # half were 10, but 4 are left of the loss
    assert paid_for(capped) == {"32.3": 60 * WAN, "32.4": 30 * WAN}  # both at their caps
    uncovered = {
        one.guarantee.contract: one.uncovered for one in business.of_year(records.guarantees(SYSTEM), 2012)
    }
    assert uncovered == {"保1": 0, "保2": 60 * WAN}
    place = next(one for one in business.places() if one.division == XIHU)
    assert (place.guarantees, place.provincial, place.local) == (2, 76 * WAN, 34 * WAN)


def test_32_4_what_the_county_promised_first_comes_off_the_province() -> None:
    scheme(ratio="0.8")
    decided(ratio="0.5")
    fund("province", "32.3")
    fund("county", "32.4")
    one = given(guarantor(), lost=20 * WAN)
    local = settled(applied(one, LOCAL))
    with clock.stopped(DAY + timedelta(days=4)):
        first = settled(applied(one))  # 16 shown to the public
    cleared(local)
    assert facts.promised(one, "32.4") == 10 * WAN
    with clock.stopped(DAY + timedelta(days=12)):
        cases.tick(clock.now())
        assert Case.objects.get(pk=first.pk).state == "published"
        with pytest.raises(Refused, match="现在算出的补偿是 100,000 元，公示的是 160,000 元；须重新核定"):
            step(SYSTEM, first, "clear")
        step(official(), first, "resettle", reason="县里已补偿一部分")
    with clock.stopped(DAY + timedelta(days=20)):
        cases.tick(clock.now())
    assert facts.promised(one) == 20 * WAN


def test_a_recovery_brings_back_what_is_above() -> None:
    scheme(ratio="0.4")
    there = fund("province", "32.3")
    one = given(guarantor(), lost=80 * WAN)
    case = cleared(settled(applied(one)))
    pay(there)
    with clock.stopped(DAY + timedelta(days=30)):
        with pytest.raises(Refused, match="不用退回"):
            step(official(), case, "propose_return")
        record_event(SYSTEM, one, kind="recovered", on_day=clock.today(), fen=50 * WAN, document="追1")
        one_official = official()
        step(one_official, case, "propose_return")
        with pytest.raises(Refused, match="“追回代偿后提出退回”由您办理，“复核属实，要求退回”须由另一人办理"):
            step(one_official, case, "reclaim", reason="已追回 50 万元")
        step(official(), case, "reclaim", reason="已追回 50 万元")
        assert facts.promised(one) == 12 * WAN  # 40 percent of 30
        step(official(Role.FINANCE, world.ZHEJIANG), case, "refund", document="收1")
    assert Case.objects.get(pk=case.pk).state == "refunded"
    assert books.balance(there, Place.RETURNED) == 20 * WAN


def test_the_scheme_is_filed_by_the_province_with_a_document() -> None:
    given_: dict[str, Any] = {
        "from_day": DAY,
        "limit": WAN,
        "ratio": Fraction("0.4"),
        "cap": WAN,
        "document": "甲号",
    }
    with pytest.raises(PermissionDenied):
        schemes.file_scheme(county(), **given_)
    with pytest.raises(schemes.Refused) as refused:
        schemes.file_scheme(official(), **{**given_, "limit": 0, "ratio": Fraction("1.1"), "document": " "})
    assert sorted(fault.field for fault in refused.value.faults) == ["document", "limit", "ratio"]
    schemes.file_scheme(official(), **given_)
    with pytest.raises(schemes.Refused, match="这一天施行的办法已经报备"):
        schemes.file_scheme(official(), **given_)


def test_no_amount_is_typed_in() -> None:
    """Neither form of a compensation asks for an amount; one that is sent is refused."""
    scheme()
    fund("province", "32.3")
    one = given(guarantor())
    with pytest.raises(Refused, match="amount"):
        cases.open_case(
            people_of(one.guarantor), PROVINCE, one.guarantor, key="typed", origin="applicant",
            content={"contract": one.contract, "amount": "999999"}, documents={"proof": world.proof()},
        )  # fmt: skip
    assert not Commitment.objects.exists()


def test_only_the_guarantor_applies_for_its_guarantee() -> None:
    scheme()
    one = given(guarantor())
    other = guarantor("杭州另一家融资性担保有限公司", account=False)
    with pytest.raises(PermissionDenied):
        applied(one, by=people_of(other))
    with pytest.raises(Refused, match="登记簿里没有这份担保合同"):
        cases.open_case(
            people_of(other), PROVINCE, other, key="other", origin="applicant", content={"contract": one.contract},
            documents={"proof": world.proof()},
        )  # fmt: skip
