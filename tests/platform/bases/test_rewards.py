"""14.6 and 14.7: a graduation opens its reward by itself, a struck one takes it back, rates and tax come from registers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.bases import world
from tests.platform.decisions.papers import in_effect
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.bases import services
from zhiwei.platform.bases.models import Base, Graduation, TaxPayment
from zhiwei.platform.bases.rewards import law, matters, payments
from zhiwei.platform.bases.rewards import services as rewards
from zhiwei.platform.bases.services import Refused
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Commitment, Fund, PaymentLine
from zhiwei.policy.vocabulary_programme import GraduationDenominator

pytestmark = pytest.mark.django_db
EACH = 50_000_00
"""What 西湖区 decided for each graduate in these tests, fen."""


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(world.DAY):
        yield


def decided() -> None:
    """西湖区 pays 50,000 yuan for each graduate and a tenth of the tax."""
    for sentence, fills in (("14.6", {"reward_per_graduate": "50000"}), ("14.7", {"reward_ratio": "0.1"})):
        in_effect(
            sentence=sentence,
            document=f"西科〔2012〕{sentence}号",
            fills=fills,
            from_day=date(2012, 5, 1),
            to_day=None,
        )


def raised(base: Base, name: str, technology: bool | None = True, on: date = world.DAY) -> Graduation:
    """A firm that resided in a base and graduates."""
    one = world.firm(name, technology)
    entry = services.move_in(SYSTEM, base, one, on=world.MOVED_IN, area=10)
    made = services.graduate(SYSTEM, base, one, on=on, document=f"毕字{name}")
    services.move_out(SYSTEM, entry, on=on)
    return made


def case_of(one: Graduation) -> Case | None:
    return Case.objects.filter(key=matters.graduation_key(one)).first()


def test_14_6_each_technology_graduate_opens_a_reward_of_the_local_amount() -> None:
    """n graduates give n times the local amount; who is not technology-based, or unknown, opens nothing."""
    decided()
    base = world.base("杭州云栖孵化器")
    three = [raised(base, f"云栖{n}号软件有限公司") for n in range(3)]
    other, unknown = raised(base, "云栖餐饮有限公司", False), raised(base, "云栖未知有限公司", None)
    opened = Case.objects.filter(type="graduation_reward")
    assert sorted(one.key for one in opened) == sorted(f"graduation/{one.pk}" for one in three)
    assert [one.data["amount"] for one in opened] == [EACH] * 3
    assert {one.state for one in opened} == {"checking"}
    assert opened[0].receipt is not None
    told = law.judged([other, unknown])
    assert told[other.pk].counts is False
    assert told[unknown.pk] == law.Judged(None, ("firm.technology_based",))


def test_14_6_without_a_decision_or_outside_an_incubator_nothing_opens() -> None:
    base = world.base("杭州云栖孵化器")
    one = raised(base, "云栖1号软件有限公司")
    assert case_of(one) is None
    decided()
    park = world.base("杭州古荡创业园", kind="start_up_park")
    assert case_of(raised(park, "古荡1号软件有限公司")) is None
    # the decision came later: the county looks again, once
    assert rewards.open_due(world.county(), [base, park], 2012) == 1
    assert rewards.open_due(world.county(), [base, park], 2012) == 0
    assert case_of(one) is not None
    with pytest.raises(PermissionDenied):
        rewards.open_due(world.official(Role.COUNTY, "330782"), [base], 2012)


def test_14_6_paid_once_through_the_ledger_and_taken_back_when_the_graduation_is_struck() -> None:
    decided()
    there = world.fund("county", world.XIHU, purpose="14.6")
    base = world.base("杭州云栖孵化器")
    one = raised(base, "云栖1号软件有限公司")
    case = case_of(one)
    assert case is not None
    world.approved(case)
    held = Commitment.objects.get(case=str(case.pk))
    assert (held.fen, held.basis_kind, held.basis_key) == (EACH, "graduation", str(one.firm_id))
    assert (held.sentence, held.subject_id, held.receipt is not None) == ("14.6", base.subject_id, True)
    assert world.paid(case, there).state == "paid"
    services.strike(SYSTEM, one, "毕业证书系伪造")
    case.refresh_from_db()
    held.refresh_from_db()
    assert (case.state, held.paid, held.receivable) == ("claimed", 0, EACH)
    # the firm may graduate again, but its reward is not paid a second time before the first came back
    again = services.graduate(SYSTEM, base, one.firm, on=world.DAY, document="毕字补1号")
    second = case_of(again)
    assert second is not None
    with pytest.raises(cases.Refused, match="不能重复"):
        world.approved(second)
    world.step(world.official(Role.FINANCE, world.XIHU), case, "refund", document="回单77号")
    held.refresh_from_db()
    assert (Case.objects.get(pk=case.pk).state, held.returned) == ("refunded", EACH)
    assert world.approved(second).state == "granted"


def test_14_6_a_struck_graduation_frees_what_was_not_paid() -> None:
    decided()
    world.fund("county", world.XIHU, purpose="14.6")
    base = world.base("杭州云栖孵化器")
    first, second = raised(base, "云栖1号软件有限公司"), raised(base, "云栖2号软件有限公司")
    case, other = case_of(first), case_of(second)
    assert case is not None
    assert other is not None
    world.approved(case)
    services.strike(SYSTEM, first, "登记有误")
    services.strike(SYSTEM, second, "登记有误")
    assert [Case.objects.get(pk=one.pk).state for one in (case, other)] == ["struck", "struck"]
    assert [one.state for one in Commitment.objects.all()] == ["released"]


def test_14_6_the_province_pays_no_local_reward_and_the_amount_cannot_be_typed() -> None:
    decided()
    world.fund("province", world.ZHEJIANG, purpose="14.6")
    case = case_of(raised(world.base("杭州云栖孵化器"), "云栖1号软件有限公司"))
    assert case is not None
    with pytest.raises(cases.Refused, match="当地还没有可用于"):
        world.approved(case)
    with pytest.raises(cases.Refused, match="这一步没有“amount”这一项"):
        world.step(world.county(), case, "approve", amount="9999999")


def year_of_ten() -> tuple[Base, list[Graduation]]:
    """Ten firms at the start of 2012, three of which graduate in May."""
    base = world.base("杭州云栖孵化器")
    graduated = [raised(base, f"云栖{n}号软件有限公司", on=date(2012, 5, 2)) for n in range(3)]
    for number in range(7):
        services.move_in(
            SYSTEM, base, world.firm(f"云栖在孵{number}号软件有限公司", True), on=world.MOVED_IN, area=10
        )
    return base, graduated


def test_14_7_the_rate_is_counted_in_every_reading() -> None:
    base, _ = year_of_ten()
    found = law.year_of(base, 2012)
    assert (found.residents, found.residents_at_year_end, found.graduates, found.technology) == (10, 7, 3, 3)
    assert found.rates() == {
        GraduationDenominator.YEAR_START: Fraction(3, 10),
        GraduationDenominator.AVERAGE: Fraction(6, 17),
        GraduationDenominator.YEAR_END_AND_GRADUATES: Fraction(3, 10),
    }


def test_14_7_tax_counts_while_incubated_and_three_years_after_graduation() -> None:
    base, graduated = year_of_ten()
    firm = graduated[0].firm
    tax = world.official(Role.TAX, world.XIHU)
    left = world.firm("云栖离开软件有限公司", True)
    entry = services.move_in(SYSTEM, base, left, on=world.MOVED_IN, area=10)
    services.move_out(SYSTEM, entry, on=date(2012, 4, 1))
    with clock.stopped(date(2016, 1, 4)):
        days = (date(2011, 2, 28), date(2011, 3, 1), date(2015, 5, 1), date(2015, 5, 2), date(2015, 5, 3))
        for number, day in enumerate(days):
            payments.enter_payment(tax, firm, paid_on=day, fen=1_000_00, number=f"浙税{number}")
        for number, day in enumerate((date(2012, 3, 31), date(2012, 4, 1)), start=10):
            payments.enter_payment(tax, left, paid_on=day, fen=500_00, number=f"浙税{number}")
        counted = {year: law.year_of(base, year).tax for year in (2011, 2012, 2013, 2015)}
        with pytest.raises(Refused, match="完税凭证 浙税0 已经登记"):
            payments.enter_payment(tax, firm, paid_on=days[0], fen=1, number=" 浙税 0 ")
        with pytest.raises(PermissionDenied):
            payments.enter_payment(world.county(), firm, paid_on=days[0], fen=1, number="浙税99")
    # 2011: the law of that year is not in force; 2015: to the third anniversary; who left pays as no incubated firm
    assert counted == {2011: 0, 2012: 500_00, 2013: 0, 2015: 2_000_00}


def test_14_7_the_yearly_reward_follows_rate_and_tax_and_a_struck_graduation() -> None:
    decided()
    base, graduated = year_of_ten()
    tax = world.official(Role.TAX, world.XIHU)
    with clock.stopped(date(2013, 2, 1)):
        there = world.fund("county", world.XIHU, purpose="14.7", year=2013)
        payments.enter_payment(
            tax, graduated[0].firm, paid_on=date(2012, 4, 5), fen=80_000_00, number="浙税1"
        )
        payments.enter_payment(
            tax, graduated[1].firm, paid_on=date(2012, 11, 5), fen=20_000_00, number="浙税2"
        )
        payments.enter_payment(tax, graduated[1].firm, paid_on=date(2013, 1, 5), fen=7_00, number="浙税3")
        case = rewards.open_year(base, 2012)
        assert case is not None
        assert (case.state, case.data["amount"]) == ("checking", 10_000_00)  # a tenth of 100,000 yuan
        assert rewards.open_year(base, 2012) == case
        assert rewards.open_year(base, 2013) is None  # not over yet
        world.approved(case)
        assert Commitment.objects.get(case=str(case.pk)).basis_key == f"{base.subject_id}/2012"
        assert world.paid(case, there).state == "paid"
        services.strike(SYSTEM, graduated[2], "证书作废")  # two of ten: the rate is not reached
        case.refresh_from_db()
        assert (case.state, Commitment.objects.get(case=str(case.pk)).receivable) == ("claimed", 10_000_00)


def test_14_7_below_the_rate_nothing_opens() -> None:
    decided()
    base, graduated = year_of_ten()
    services.move_in(SYSTEM, base, world.firm("云栖第十一号软件有限公司", True), on=world.MOVED_IN, area=10)
    tax = world.official(Role.TAX, world.XIHU)
    with clock.stopped(date(2013, 2, 1)):
        payments.enter_payment(
            tax, graduated[0].firm, paid_on=date(2012, 4, 5), fen=80_000_00, number="浙税1"
        )
        assert rewards.open_year(base, 2012) is None  # 3 of 11


def paid_year() -> tuple[Base, list[Graduation], Case, Fund]:
    """The year of ten firms, its reward of 10,000 yuan (a tenth of 100,000) paid in February of 2013."""
    decided()
    base, graduated = year_of_ten()
    there = world.fund("county", world.XIHU, purpose="14.7", year=2013)
    payments.enter_payment(
        world.official(Role.TAX, world.XIHU), graduated[0].firm, paid_on=date(2012, 4, 5), fen=100_000_00, number="浙税1"
    )  # fmt: skip
    case = rewards.open_year(base, 2012)
    assert case is not None
    world.approved(case)
    assert world.paid(case, there).state == "paid"
    return base, graduated, Case.objects.get(pk=case.pk), there


def test_14_7_more_tax_after_the_payment_is_checked_and_paid_as_a_supplement() -> None:
    tax = world.official(Role.TAX, world.XIHU)
    with clock.stopped(date(2013, 2, 1)):
        _base, graduated, case, there = paid_year()
        payments.enter_payment(
            tax, graduated[1].firm, paid_on=date(2012, 6, 5), fen=30_000_00, number="浙税2"
        )
        case.refresh_from_db()
        assert case.state == "raised"
        assert (
            Commitment.objects.filter(case=str(case.pk)).count() == 1
        )  # nothing is promised before the county's check
        first = world.county()
        world.step(first, case, "check_more")
        for by, said, content in (
            (world.county(), "这一步没有“amount”这一项", {"amount": "9999999"}),
            (first, "“补付已核对，交另一人复核”由您办理，“复核无误，补付差额”须由另一人办理", {}),
        ):
            with pytest.raises(cases.Refused, match=said):
                world.step(by, case, "approve_more", **content)
        case = world.step(world.county(), case, "approve_more")
        first, more = Commitment.objects.filter(case=str(case.pk)).order_by("part")
        assert (case.data["amount"], first.paid, more.fen, more.committed) == (
            13_000_00, 10_000_00, 3_000_00, 3_000_00,
        )  # fmt: skip
        assert (more.supplements_id, more.basis_key) == (first.pk, first.basis_key)
        assert world.paid(case, there).state == "paid"
        assert [one.paid for one in Commitment.objects.filter(case=str(case.pk)).order_by("part")] == [
            10_000_00, 3_000_00,
        ]  # fmt: skip
        # another case of the same year is not opened, and nothing is raised where nothing changed
        assert rewards.open_due(world.county(), [_base], 2012) == 0
        case.refresh_from_db()
        assert case.state == "paid"


def test_14_7_a_supplement_that_shrinks_again_is_dropped_kept_or_turned_into_a_claim() -> None:
    tax = world.official(Role.TAX, world.XIHU)
    with clock.stopped(date(2013, 2, 1)):
        _base, graduated, case, there = paid_year()

        def entered(fen: int, number: str) -> TaxPayment:
            return payments.enter_payment(
                tax, graduated[1].firm, paid_on=date(2012, 6, 5), fen=fen, number=number
            )

        wrong = entered(30_000_00, "浙税2")
        payments.strike_payment(tax, wrong, "登记有误")
        assert Case.objects.get(pk=case.pk).state == "paid"
        entered(20_000_00, "浙税3")
        world.approved(case, "_more")
        entered(5_000_00, "浙税4")  # promised 2,000, now 2,500 is due on top: checked anew
        case.refresh_from_db()
        assert case.state == "raised"
        assert [one.state for one in Commitment.objects.filter(case=str(case.pk), part=2)] == ["released"]
        world.approved(case, "_more")
        assert world.paid(case, there).state == "paid"
        assert sum(one.paid for one in Commitment.objects.filter(case=str(case.pk))) == 12_500_00
        first = TaxPayment.objects.get(number="浙税1")
        payments.strike_payment(tax, first, "重复登记")  # a tenth of 25,000 is due, 10,000 too much was paid
        case.refresh_from_db()
        assert case.state == "claimed"
        assert sum(one.receivable for one in Commitment.objects.filter(case=str(case.pk))) == 10_000_00
        world.step(world.official(Role.FINANCE, world.XIHU), case, "refund", document="回单9号")
        entered(10_000_00, "浙税5")
        case.refresh_from_db()
        assert case.state == "raised"
        world.approved(case, "_more")
        assert world.paid(case, there).state == "paid"
        held = Commitment.objects.filter(case=str(case.pk))
        assert sum(one.paid for one in held) == 3_500_00  # a tenth of 25,000 + 10,000


def test_14_7_still_less_due_is_claimed_while_a_claim_waits_and_after_it_came_back() -> None:
    tax, finance = world.official(Role.TAX, world.XIHU), world.official(Role.FINANCE, world.XIHU)
    with clock.stopped(date(2013, 2, 1)):
        base, graduated, case, there = paid_year()
        more = [
            payments.enter_payment(
                tax, graduated[1].firm, paid_on=date(2012, 6, 5), fen=10_000_00, number=f"浙税{n}"
            )
            for n in (2, 3, 4)
        ]
        world.approved(Case.objects.get(pk=case.pk), "_more")
        assert world.paid(case, there).state == "paid"

        def struck(one: TaxPayment) -> tuple[str, int]:
            payments.strike_payment(tax, one, "登记有误")
            held = Commitment.objects.filter(case=str(case.pk))
            return Case.objects.get(pk=case.pk).state, sum(each.receivable for each in held)

        assert struck(more[0]) == ("claimed", 1_000_00)
        assert struck(more[1]) == ("claimed", 2_000_00)
        case = world.step(finance, Case.objects.get(pk=case.pk), "refund", document="回单9号")
        assert case.state == "refunded"
        assert struck(more[2]) == ("claimed", 1_000_00)
        asked = Commitment.objects.get(case=str(case.pk), receivable__gt=0)
        ledger.waive(SYSTEM, asked, 1_000_00, reason="经研究不再追回", key="waive")
        assert Case.objects.get(pk=case.pk).state == "refunded"  # 2,000 had come, the rest was given up
        rewards.follow_year(base, 2012, "再次核对")
        assert Case.objects.get(pk=case.pk).state == "refunded"


def test_14_7_a_payment_that_the_bank_sends_back_is_paid_anew() -> None:
    with clock.stopped(date(2013, 2, 1)):
        base, _graduated, case, there = paid_year()
        line = PaymentLine.objects.get()
        ledger.fail_paid(SYSTEM, line.list, [ledger.Failed(line.pk, "退汇", clock.today())])
        assert Case.objects.get(pk=case.pk).state == "granted"
        rewards.follow_year(base, 2012, "再次核对")
        assert Case.objects.get(pk=case.pk).state == "granted"
        assert world.paid(case, there).state == "paid"


def test_14_7_a_graduation_entered_after_the_payment_raises_the_year_too() -> None:
    """The tax of a graduate counts beyond its moving out; entered later, the reward of the paid year grows."""
    tax = world.official(Role.TAX, world.XIHU)
    with clock.stopped(date(2013, 2, 1)):
        base, _graduated, case, _there = paid_year()
        late = world.firm("云栖迟报软件有限公司", True)
        entry = services.move_in(SYSTEM, base, late, on=date(2012, 3, 1), area=10)
        services.move_out(SYSTEM, entry, on=date(2012, 5, 2))
        payments.enter_payment(tax, late, paid_on=date(2012, 8, 1), fen=40_000_00, number="浙税9")
        assert Case.objects.get(pk=case.pk).state == "paid"  # it left without graduating: not counted
        services.graduate(SYSTEM, base, late, on=date(2012, 5, 2), document="毕字补9号")
        case.refresh_from_db()
        assert case.state == "raised"
        assert world.approved(case, "_more").data["amount"] == 14_000_00
