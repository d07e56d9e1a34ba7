"""20.3, 20.5 and 20.6 by their clauses: declared and confirmed, split to the fen, deferred and taken up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.talent.world import DAY, YUAN, World, act, institute, of, official
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers import receipts
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.talent import services, splitting
from zhiwei.platform.talent.models import EquityAward, SpareTime, Split

pytestmark = pytest.mark.django_db


# 20.3


def test_20_3_declared_with_the_own_work_done_and_confirmed_by_the_unit(world: World) -> None:
    with pytest.raises(services.Refused, match="声明须写明已完成本职工作"):
        world.declared(own_work_done=False)
    one = world.declared()
    with pytest.raises(PermissionDenied):
        act(world.boss, one, "confirm", confirmation="考核合格")
    with pytest.raises(PermissionDenied):
        act(world.selves[1], one, "confirm", confirmation="考核合格")
    one = act(world.clerk, one, "confirm", confirmation="2012年考核合格")
    assert (one.case.state, one.recorded_on) == ("recorded", DAY)
    facts = Receipt.objects.get(pk=one.case.receipt_id).record["subject"]["facts"]
    assert {name: facts[name]["source"] for name in ("own_work_done", "unit_confirms", "unit_kind")} == {
        "own_work_done": "本人声明", "unit_confirms": "办件经过：单位确认", "unit_kind": "主体登记",
    }  # fmt: skip


def test_20_3_a_year_is_declared_once_and_again_after_a_refusal(world: World) -> None:
    one = world.declared()
    with pytest.raises(services.Refused, match="2012 年度已为这家企业声明过"):
        world.declared("again")
    act(world.clerk, one, "decline", reason="课题未结")
    assert world.declared("again").live
    assert SpareTime.objects.count() == 2


def test_20_3_not_by_somebody_at_a_firm_nor_for_a_year_to_come(world: World) -> None:
    world.at_firm()
    given = {"year": 2013, "own_work_done": True, "duties": "x", "key": "x"}
    with pytest.raises(services.Refused) as refused:
        services.declare(world.selves[0], world.expert, world.firm, **given)  # type: ignore[arg-type]
    assert [one.text for one in refused.value.faults] == [
        "年度应在企业成立之年和今年之间",
        "您已离岗到企业工作，不是在职创业",
    ]


# 20.5


def fixed(world: World, one: Split) -> Split:
    """Everybody agrees, the institute fixes."""
    for viewer in world.selves[: one.members.count()]:
        one = act(viewer, one, "agree")
    return act(world.clerk, one, "fix")  # type: ignore[no-any-return]


def test_20_5_the_split_sums_to_the_proceeds_to_the_cent(world: World) -> None:
    one = fixed(world, world.split())
    # 1,000,000.01 yuan; three fifths are 600,000.006, to the fen 600,000.01
    assert (one.proceeds, one.team, one.unit_part) == (100_000_001, 60_000_001, 40_000_000)
    assert [m.amount for m in one.members.all()] == [20_000_001, 20_000_000, 20_000_000]
    receipt = Receipt.objects.get(pk=one.case.receipt_id)
    assert receipts.check(receipt) == []
    assert one.case.data["amount"] == 60_000_001


@pytest.mark.parametrize(
    ("fen", "shares", "found"),
    [
        (100, ("1/3", "1/3", "1/3"), [34, 33, 33]),
        (1, ("1/2", "1/2"), [1, 0]),
        (0, ("1/2", "1/2"), [0, 0]),
        (10, ("1/6", "2/6", "3/6"), [2, 3, 5]),  # 1.67, 3.33, 5: the first lost most
        (7, ("0.1", "0.2", "0.7"), [1, 1, 5]),  # 0.7, 1.4, 4.9: one fen each to the third and the first
        (2**53 + 1, ("1/2", "1/2"), [2**52 + 1, 2**52]),
    ],
)
def test_20_5_parts_by_hand(fen: int, shares: tuple[str, ...], found: list[int]) -> None:
    assert splitting.parts(fen, [Fraction(one) for one in shares]) == found
    assert sum(found) == fen


@pytest.mark.parametrize("shares", [("1/2", "1/3"), ("3/2", "-1/2"), ()])
def test_20_5_shares_that_make_no_whole_are_no_shares(shares: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="do not make 1"):
        splitting.parts(100, [Fraction(one) for one in shares])


def test_20_5_everybody_agrees_before_it_is_fixed(world: World) -> None:
    one = act(world.selves[0], world.split(), "agree")
    with pytest.raises(CaseRefused, match="您已经同意"):
        act(world.selves[0], one, "agree")
    with pytest.raises(CaseRefused, match="还有 2 人没有同意自己的份额"):
        act(world.clerk, one, "fix")
    stranger = of(world.firm, Role.RESEARCHER)
    with pytest.raises(PermissionDenied):
        act(stranger, one, "agree")
    one = act(world.selves[1], one, "disagree", reason="贡献不止三分之一")
    assert one.case.state == "disputed"
    one = services.revise(world.clerk, one, world.portions(("1/4", "1/2", "1/4")), change="按贡献")
    assert [m.agreed_at for m in one.members.all()] == [None, None, None]
    one = fixed(world, one)
    assert [m.amount for m in one.members.all()] == [15_000_000, 30_000_001, 15_000_000]
    with pytest.raises(services.Refused, match="已经定案，不能再改"):
        services.revise(world.clerk, one, world.portions(("1/2", "1/4", "1/4")), change="x")


def test_20_5_amounts_are_not_typed(world: World) -> None:
    with pytest.raises(TypeError):
        world.split(amount=100)
    one = world.split()
    for viewer in world.selves:
        one = act(viewer, one, "agree")
    with pytest.raises(CaseRefused, match="这一步没有“team”这一项"):
        act(world.clerk, one, "fix", team="700000.00")


@pytest.mark.parametrize(
    ("shares", "changes", "said"),
    [
        (("1/2", "1/4"), {}, "份额之和须为 1，现在是 0.75"),
        (("1/3", "1/3"), {}, "份额之和须为 1，现在是 2/3"),
        ((), {}, "请写明团队每个人的份额"),
        (("1", "0"), {}, "每个人的份额须大于零"),
        (("1",), {"ratio": Fraction(1, 3)}, "比例请写成百分数或小数"),
        (("1",), {"ratio": Fraction(11, 10)}, "比例应在 0 和 1 之间"),
        (("1",), {"proceeds": 0}, "所得收益须大于零"),
        (("1",), {"received_on": date(2012, 11, 6)}, "到账日期不能晚于今天"),
    ],
)
def test_20_5_what_is_wrong_with_a_plan(
    world: World, shares: tuple[str, ...], changes: dict[str, object], said: str
) -> None:
    with pytest.raises(services.Refused, match=said):
        world.split(shares, **changes)
    assert not Split.objects.exists()


def test_20_5_a_receipt_is_divided_once(world: World) -> None:
    one = world.split()
    with pytest.raises(services.Refused, match="到账凭证 银收20121001 的收益已经分配过"):
        world.split(key="again")
    act(world.clerk, one, "withdraw")
    assert world.split(key="again").live


def test_20_5_every_part_is_paid_once_and_the_last_ends_it(world: World) -> None:
    one = world.split(("1/2", "1/2"))
    first = one.members.get(position=1)
    with pytest.raises(services.Refused, match="方案定案以后才能发放"):
        services.record_payment(world.clerk, first, on=DAY, voucher="付1")
    one = fixed(world, one)
    first, second = one.members.all()
    with pytest.raises(services.Refused, match="发放日期应在定案日期 2012-11-05 和今天之间"):
        services.record_payment(world.clerk, first, on=date(2012, 11, 4), voucher="付1")
    with pytest.raises(PermissionDenied):
        services.record_payment(world.selves[0], first, on=DAY, voucher="付1")
    services.record_payment(world.clerk, first, on=DAY, voucher="付1")
    with pytest.raises(services.Refused, match="已于 2012-11-05 发放，只发一次"):
        services.record_payment(world.clerk, first, on=DAY, voucher="付2")
    assert Case.objects.get(pk=one.case_id).state == "fixed"
    services.record_payment(world.clerk, second, on=DAY, voucher="付3")
    assert Case.objects.get(pk=one.case_id).state == "paid"


def test_20_5_only_ones_own_people_share(world: World) -> None:
    other = institute()
    clerk = of(other, Role.INSTITUTE)
    with pytest.raises(services.Refused, match="只能分给本单位登记的科技人员"):
        services.propose(clerk, other, {**_plan(), "voucher": "x"}, world.portions(("1",)), key="x")
    with pytest.raises(PermissionDenied):
        services.propose(clerk, world.unit, _plan(), world.portions(("1",)), key="y")


def _plan() -> dict[str, object]:
    from tests.platform.talent.world import SPLIT

    return dict(SPLIT)


# 20.6


def deferred(world: World) -> EquityAward:
    """An award recorded by the tax office."""
    return act(official(Role.TAX), world.award(), "record", deferral_number="递2012-1")  # type: ignore[no-any-return]


def test_20_6_nothing_is_due_now_and_the_deferral_is_recorded(world: World) -> None:
    with pytest.raises(PermissionDenied):
        act(world.hr, world.award(), "record", deferral_number="1")
    one = deferred(world)
    assert (one.case.state, one.deferred_on, one.held_on) == ("deferred", DAY, DAY)
    receipt = Receipt.objects.get(pk=one.case.receipt_id)
    assert receipts.rerun(receipt).measures["20.6"].verdict == "entitled"
    assert one.assessed is None


def test_20_6_cash_is_no_equity(world: World) -> None:
    with pytest.raises(CaseRefused, match=r"第 20.6 句在 2012-10-20 的判定是“不能享受”"):
        act(official(Role.TAX), world.award(form="cash"), "record", deferral_number="1")


def test_20_6_an_award_is_deferred_once(world: World) -> None:
    one = world.award()
    with pytest.raises(services.Refused, match="这项奖励已经申报过"):
        world.award("again")
    act(official(Role.TAX), one, "refuse", reason="材料不符")
    assert world.award("again").live


@pytest.mark.parametrize("event", ["dividend", "transfer"])
def test_20_6_at_a_dividend_or_transfer_the_record_is_taken_up(world: World, event: str) -> None:
    one, tax = deferred(world), official(Role.TAX)
    with pytest.raises(CaseRefused, match="现为“递延中”"):
        act(tax, one, "take_up", assessed="1.00", assessment="1")
    with clock.stopped(date(2014, 5, 20)):
        with pytest.raises(CaseRefused, match="发生日期应在取得日期 2012-10-20 和今天之间"):
            act(world.selves[0], one, "report", event=event, event_on="2012-10-19", income="50000")
        one = act(world.selves[0], one, "report", event=event, event_on="2014-05-18", income="50000")
        assert (one.event, one.income) == (event, 50_000 * YUAN)
        one = act(tax, one, "take_up", assessed="10000.00", assessment="杭税票2014-88")
    assert (one.case.state, one.taken_up_on, one.assessed) == ("taken_up", date(2014, 5, 20), 10_000 * YUAN)
    receipt = Receipt.objects.get(pk=one.case.receipt_id)
    assert receipt.as_of == date(2014, 5, 18)
    found = receipts.rerun(receipt).measures["20.6"]
    assert (found.verdict, found.deciding) == ("not_entitled", "award_still_held")


def test_20_6_the_unit_confirms_that_it_is_still_held(world: World) -> None:
    one = deferred(world)
    with clock.stopped(date(2013, 11, 5)):
        one = act(world.clerk, one, "hold")
    assert (one.case.state, one.held_on) == ("deferred", date(2013, 11, 5))
