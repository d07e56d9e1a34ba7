"""What a fund promises: within its purpose, its period and its balance, once for each basis."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.ledger.world import (
    DAY,
    HANGZHOU,
    XIHU,
    YUAN,
    ZHEJIANG,
    committed,
    firm,
    fund,
    official,
    reserved,
)
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment, Entry
from zhiwei.platform.ledger.services import Basis, Refused
from zhiwei.platform.ledger.services.commitments import Part

pytestmark = pytest.mark.django_db
INVOICE = Basis("invoice", "03300121-00812345")


def test_money_goes_from_available_to_reserved_to_committed() -> None:
    there = fund(5000 * YUAN)
    one = reserved(there, 1200 * YUAN)
    assert queries.balance(there) == 3800 * YUAN
    services.commit(SYSTEM, one, key="c")
    assert queries.balances(there) == dict.fromkeys(Place, 0) | {
        Place.APPROPRIATED: -5000 * YUAN, Place.AVAILABLE: 3800 * YUAN, Place.COMMITTED: 1200 * YUAN,
    }  # fmt: skip
    assert queries.verify(there) == []


def test_13_3_spending_outside_the_purpose_is_refused_and_names_the_sentence() -> None:
    there = fund(5000 * YUAN, purposes=["13.3"], name="科技型小微企业创业投资引导资金")
    with pytest.raises(Refused) as refused:
        reserved(there, sentence="27.2")
    (fault,) = refused.value.faults
    assert (fault.code, fault.sentence) == ("purpose", "13.3")
    assert fault.text.startswith("“科技型小微企业创业投资引导资金”只能用于第 13.3 句“")
    assert fault.text.endswith("”，不能用于第 27.2 句")
    assert not Commitment.objects.exists()
    assert queries.balance(there) == 5000 * YUAN


def test_14_7_spending_for_another_purpose_is_refused() -> None:
    """A reward to an incubator (14.7) is no money for rewards to its firms (27.2)."""
    there = fund(5000 * YUAN, purposes=["14.7"], name="孵化器奖励资金")
    with pytest.raises(Refused) as refused:
        reserved(there, sentence="27.2")
    assert (refused.value.codes, refused.value.faults[0].sentence) == (["purpose"], "14.7")
    assert reserved(there, sentence="14.7").state == "reserved"


def test_a_sentence_covers_its_measures_and_a_measure_not_its_sentence() -> None:
    whole, part = fund(YUAN, purposes=["28.1"]), fund(YUAN, purposes=["28.1/reserve"])
    assert reserved(whole, 1, sentence="28.1/reserve").sentence == "28.1/reserve"
    assert reserved(part, 1, sentence="28.1/reserve").sentence == "28.1/reserve"
    with pytest.raises(Refused) as refused:
        reserved(part, 1, sentence="28.1")
    assert refused.value.codes == ["purpose"]


def test_13_2_the_balance_never_goes_below_zero() -> None:
    there = fund(100 * YUAN, purposes=["13.2", "27.2"])
    reserved(there, 60 * YUAN, sentence="13.2")
    with pytest.raises(Refused) as refused:
        reserved(there, 40 * YUAN + 1)
    assert str(refused.value) == f"“{there.name}”的“可用”只有 40 元，不足以办理"
    assert reserved(there, 40 * YUAN).reserved == 40 * YUAN
    assert queries.balance(there) == 0


@pytest.mark.parametrize(("day", "able"), [
    (date(2011, 12, 31), False), (date(2012, 1, 1), True), (date(2012, 12, 31), True), (date(2013, 1, 1), False),
])  # fmt: skip
def test_nothing_outside_the_period(day: date, able: bool) -> None:
    with clock.stopped(date(2012, 1, 1)):
        there = fund(100 * YUAN)
    with clock.stopped(day):
        if able:
            assert reserved(there, 1).made_at.astimezone(clock.ZONE).date() == day
        else:
            with pytest.raises(Refused) as refused:
                reserved(there, 1)
            assert refused.value.codes == ["period"]
            assert f"只能在 2012-01-01 至 2012-12-31 之间承诺，今天是 {day}" in str(refused.value)


def test_a_commitment_reserved_in_time_is_not_committed_afterwards() -> None:
    one = reserved(fund(100 * YUAN), 1)
    with clock.stopped(date(2013, 1, 1)), pytest.raises(Refused) as refused:
        services.commit(SYSTEM, one, key="late")
    assert refused.value.codes == ["period"]


def test_the_same_invoice_cannot_be_paid_twice_until_it_is_released() -> None:
    first, second = fund(100 * YUAN), fund(100 * YUAN)
    one = reserved(first, 10, basis=INVOICE)
    for there in (first, second):
        with pytest.raises(Refused) as refused:
            reserved(there, 10, basis=INVOICE)
        (fault,) = refused.value.faults
        assert (fault.code, fault.sentence) == ("basis_twice", "27.2")
        assert "凭据 发票 03300121-00812345 已按第 27.2 句“" in fault.text
        assert f"由“杭州市西湖区{first}”承诺或支付" in fault.text
    services.release(SYSTEM, one, key="r", reason="发票作废")
    assert reserved(second, 10, basis=INVOICE).state == "reserved"


def test_one_basis_may_be_paid_by_each_level_and_under_each_sentence_once() -> None:
    county = fund(100, purposes=["14.3", "27.2"])
    city = fund(100, level="city", division=HANGZHOU, purposes=["14.3"])
    province = fund(100, level="province", division=ZHEJIANG, purposes=["14.3"])
    base = Basis("base", "A-17")
    for there, fen in ((county, 30), (city, 20), (province, 50)):
        committed(there, fen, basis=base, sentence="14.3")
    assert reserved(county, 1, basis=base, sentence="27.2").fen == 1
    (found,) = queries.matching("base", "14.3")
    assert (found.province, found.local, found.ratio) == (50, 50, 1)


def test_14_3_a_base_without_local_money_is_listed_not_blocked() -> None:
    province = fund(100, level="province", division=ZHEJIANG, purposes=["14.3"])
    county = fund(100, purposes=["14.3"])
    committed(province, 40, basis=Basis("base", "A"), sentence="14.3")
    committed(county, 10, basis=Basis("base", "A"), sentence="14.3")
    committed(province, 40, basis=Basis("base", "B"), sentence="14.3")
    reserved(county, 10, basis=Basis("base", "B"), sentence="14.3")  # only reserved: not given yet
    shown = [(m.basis, m.province, m.local, m.ratio) for m in queries.matching("base", "14.3", ["B", "C"])]
    assert [(b, p, own, str(r)) for b, p, own, r in shown] == [
        ("A", 40, 10, "1/4"), ("B", 40, 0, "0"), ("C", 0, 0, "None"),
    ]  # fmt: skip


def test_all_faults_are_named_at_once() -> None:
    there = fund(100, purposes=["13.3"])
    reserved(there, 10, basis=INVOICE, sentence="13.3")
    with clock.stopped(date(2013, 5, 1)), pytest.raises(Refused) as refused:
        reserved(there, 0, basis=Basis("", " "), sentence="27.3")
    assert refused.value.codes == ["purpose", "amount", "basis", "period"]
    with pytest.raises(Refused) as refused:
        reserved(there, 10, sentence="27.33")
    assert refused.value.codes == ["unknown_sentence"]
    assert "27.3" in str(refused.value)


def test_a_key_does_a_thing_once() -> None:
    there, payee = fund(1000), firm()
    given = {"basis": INVOICE, "sentence": "27.2", "subject": payee, "key": "K"}
    one = services.reserve(SYSTEM, there, 10, **given)
    assert services.reserve(SYSTEM, there, 10, **given) == one
    with pytest.raises(Refused) as refused:
        services.reserve(SYSTEM, there, 11, **given)
    assert refused.value.codes == ["key"]
    for _ in range(2):
        assert services.commit(SYSTEM, one, key="C").committed == 10
    assert Entry.objects.filter(commitment=one).count() == 2
    assert queries.verify(there) == []


def test_less_may_be_committed_than_was_reserved() -> None:
    there = fund(1000)
    one = services.commit(SYSTEM, reserved(there, 400), key="c", fen=150)
    assert (one.reserved, one.committed, queries.balance(there)) == (0, 150, 850)
    with pytest.raises(Refused):
        services.commit(SYSTEM, reserved(there, 400), key="c2", fen=401)
    assert queries.verify(there) == []


def test_a_supplement_is_a_commitment_of_its_own_on_the_same_basis() -> None:
    there = fund(1000)
    one = committed(there, 100, basis=INVOICE)
    more = services.supplement(SYSTEM, one, 20, reason="更正后应纳税所得额增加", key="S")
    assert (more.part, more.supplements, more.fen, more.state) == (2, one, 20, "reserved")
    assert services.supplement(SYSTEM, one, 20, reason="更正后应纳税所得额增加", key="S") == more
    again = services.supplement(SYSTEM, more, 5, reason="再次更正", key="S2")
    assert (again.part, again.supplements) == (3, one)
    assert [c.fen for c in queries.by_basis("invoice", INVOICE.key)] == [100, 20, 5]
    other = fund(1000, level="city", division=HANGZHOU)
    with pytest.raises(Refused) as refused:
        services.supplement(SYSTEM, one, 5, reason="x", key="S3", fund=other)
    assert refused.value.codes == ["level"]


def test_instalments_sum_to_the_commitment() -> None:
    one = committed(fund(1000), 100)
    with pytest.raises(Refused):
        services.split(SYSTEM, one, [Part(60, DAY), Part(41, DAY)], key="t")
    parts = [Part(60, DAY), Part(40, DAY + timedelta(30), "验收合格")]
    assert [t.fen for t in services.split(SYSTEM, one, parts, key="t")] == [60, 40]
    assert [t.number for t in services.split(SYSTEM, one, parts, key="t")] == [1, 2]


def test_only_officials_of_the_division_and_those_above() -> None:
    there = fund(1000)
    for other in (official("330782"), official(XIHU, Role.TAX)):
        with pytest.raises(PermissionDenied):
            services.reserve(other, there, 1, basis=INVOICE, sentence="27.2", subject=None, key="x")
    above = official(HANGZHOU)
    services.reserve(above, there, 1, basis=INVOICE, sentence="27.2", subject=None, key="x")
    act = Act.objects.get(act="ledger.reserve")
    assert (act.division, act.detail["fen"], act.detail["basis"]) == (XIHU, 1, ["invoice", INVOICE.key])
