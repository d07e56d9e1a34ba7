"""14.2 and 14.3 from the application to the paid grant, and what may not happen on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from tests.platform.accounts import people
from tests.platform.at_once import threads
from tests.platform.bases import world
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.answers import receipts
from zhiwei.platform.bases import queries, services
from zhiwei.platform.bases.models import Base, Round, Standing
from zhiwei.platform.bases.services import Refused
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.faults import Refused as LedgerRefused
from zhiwei.platform.ledger.models import Commitment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(world.DAY):
        yield


def faults(refused: pytest.ExceptionInfo[cases.Refused]) -> list[str]:
    return [one.text for one in refused.value.faults]


def test_14_2_the_ranking_is_of_the_registers_and_reproducible() -> None:
    world.opened()
    for one in world.three():
        world.applied(one)
    with pytest.raises(Refused, match="申请截止日 2012-09-30 之后才能排名"):
        services.take_ranking(world.official(), Round.objects.get().pk)
    with clock.stopped(world.AFTER):
        with pytest.raises(PermissionDenied):
            services.take_ranking(world.county(), Round.objects.get().pk)
        services.take_ranking(world.official(), Round.objects.get().pk)
        with pytest.raises(Refused, match="不能重排"):
            services.take_ranking(world.official(), Round.objects.get().pk)
    rows = list(Standing.objects.select_related("base__subject"))
    told = [(str(s.base), s.place, s.technology, s.residents, s.unsettled, s.raised, s.leads) for s in rows]
    assert told == [
        ("杭州云栖孵化器", 1, 3, 4, 0, 3, True),
        ("杭州留下创意园", 2, 1, 4, 1, 2, False),
        ("杭州古荡创业园", 3, 1, 4, 0, 0, False),
    ]
    # what the registers say later changes nothing of it
    services.move_in(SYSTEM, rows[2].base, world.firm("后来软件有限公司", True), on=world.DAY, area=10)
    again = queries.ranking_again(list(Standing.objects.select_related("base__subject")))
    assert [(one.key, one.place, one.leads) for one in again] == [
        (s.base.subject_id, s.place, s.leads) for s in rows
    ]


def test_14_2_not_recognised_before_the_notice_ended_without_open_objection() -> None:
    world.supported_here()
    world.opened()
    first, second, third = world.three()
    case = world.applied(first)
    world.applied(second)
    world.applied(third)
    with clock.stopped(world.AFTER):
        services.take_ranking(world.official(), Round.objects.get().pk)
        world.reviewed(case)
        world.step(world.official(), case, "publish")
        with pytest.raises(cases.Refused, match="现为“公示中”"):
            world.step(world.official(), case, "recognise", document="浙企领〔2012〕8号")
        notice = case.notices.get()
        assert (notice.first_day, notice.last_day) == (date(2012, 10, 8), date(2012, 10, 14))
        shown = {one["zh"]: (one["declared"], one["verified"]) for one in notice.figures}
        assert shown["科技型和高技术服务型小微企业比重"] == ("80%", "75%")
        assert shown["成功培育企业数"] == ("5", "3")
        assert "软件" not in str(notice.figures)
        objector = people.viewer(people.person())
        objection = cases.object_to(
            objector, notice.pk, person="某某", contact="13800000000", text="面积不实"
        )
    with clock.stopped(date(2012, 10, 15)):
        cases.tick(clock.now())
        assert Case.objects.get(pk=case.pk).state == "published"  # the objection stops it
        cases.answer_objection(world.official(), objection.pk, upheld=False, answer="现场核对属实")
        cases.tick(clock.now())
        assert Case.objects.get(pk=case.pk).state == "announced"
        made = world.step(world.official(), case, "recognise", document="浙企领〔2012〕8号")
    base = Base.objects.get(pk=first.pk)
    assert (base.recognised_on, base.document) == (date(2012, 10, 15), "浙企领〔2012〕8号")
    receipt = made.receipt
    assert receipt is not None
    facts = receipt.record["subject"]["facts"]
    assert facts["technology_resident_firms"]["value"] == 3
    assert facts["average_technology_share"]["value"] == "5/12"  # (3/4 + 1/4 + 1/4) / 3
    assert facts["average_firms_raised"]["value"] == "5/3"
    assert facts["resident_firms"]["source"] == "入驻和毕业名录，2012-08-31 计算"
    assert receipts.check(receipt) == []


def test_14_2_a_base_that_does_not_lead_or_a_province_without_decision_is_refused() -> None:
    world.opened()
    first, second, third = world.three()
    case, behind = world.applied(first), world.applied(second)
    world.applied(third)
    with clock.stopped(world.AFTER):
        services.take_ranking(world.official(), Round.objects.get().pk)
        for one in (case, behind):
            world.reviewed(one)
            world.step(world.official(), one, "publish")
    with clock.stopped(date(2012, 10, 15)):
        cases.tick(clock.now())
        with pytest.raises(cases.Refused) as refused:
            world.step(world.official(), case, "recognise", document="浙企领〔2012〕8号")
        assert faults(refused) == ["第 14.2 句在 2012-10-15 的判定是“当地可以实施，尚无决定”"]
        world.supported_here()
        with pytest.raises(cases.Refused) as refused:
            world.step(world.official(), behind, "recognise", document="浙企领〔2012〕8号")
        assert faults(refused) == ["第 14.2 句在 2012-10-15 的判定是“不能享受”"]
        assert (
            world.step(world.official(), case, "recognise", document="浙企领〔2012〕8号").state
            == "recognised"
        )


def test_14_2_who_publishes_does_not_recognise_and_experts_review_once() -> None:
    world.supported_here()
    world.opened(reviews=2)
    first, second, third = world.three()
    case = world.applied(first)
    world.applied(second)
    world.applied(third)
    with clock.stopped(world.AFTER):
        services.take_ranking(world.official(), Round.objects.get().pk)
        world.reviewed(case)
        with pytest.raises(cases.Refused, match="需要 2 位专家评审，现有 1 位"):
            world.step(world.official(), case, "publish")
        expert = people.viewer(User.objects.get(memberships__role=Role.EXPERT))
        with pytest.raises(cases.Refused, match="您已经评审过"):
            world.step(expert, case, "review", leads="yes", opinion="再评一次")
        uninvited = people.person()
        people.member(uninvited, Role.EXPERT, organisation=people.organisation("浙江大学", kind="university"))
        with pytest.raises(PermissionDenied):
            world.step(people.viewer(uninvited), case, "review", leads="yes", opinion="不请自来")
        cases.invite(world.official(), case.pk, uninvited, Role.EXPERT)
        world.step(people.viewer(uninvited), case, "review", leads="no", opinion="服务面窄")
        publisher = world.official()
        world.step(publisher, case, "publish")
    with clock.stopped(date(2012, 10, 15)):
        cases.tick(clock.now())
        with pytest.raises(cases.Refused, match="须由另一人办理"):
            world.step(publisher, case, "recognise", document="浙企领〔2012〕8号")


def test_a_base_applies_once_and_only_while_a_round_is_open() -> None:
    empty = world.base("杭州空基地")
    user = people.viewer(world.operator(empty))
    asked = {"origin": "applicant", "content": {"summary": "提供工商代办"}}
    with pytest.raises(cases.Refused) as refused:
        cases.open_case(user, "demonstration_base", empty.subject, key="a", **asked)  # type: ignore[arg-type]
    assert faults(refused) == ["入驻名录里还没有企业", "现在没有受理申请的评选批次"]
    services.move_in(SYSTEM, empty, world.firm("甲软件有限公司"), on=world.MOVED_IN, area=10)
    world.opened()
    made = cases.open_case(user, "demonstration_base", empty.subject, key="a", **asked)  # type: ignore[arg-type]
    again = cases.open_case(user, "demonstration_base", empty.subject, key="a", **asked)  # type: ignore[arg-type]
    assert made.pk == again.pk
    with pytest.raises(cases.Refused, match="已有一件申请在办"):
        cases.open_case(user, "demonstration_base", empty.subject, key="b", **asked)  # type: ignore[arg-type]


def test_14_3_from_the_grant_to_the_bank_with_local_money_beside_it() -> None:
    world.supported_here()
    world.opened()
    bases = world.three()
    for one in bases[1:]:
        world.applied(one)
    case = world.recognised(bases[0])
    provincial, local = world.fund(), world.fund("county", world.XIHU, fen=2_000_000_00)
    with clock.stopped(date(2012, 10, 16)):
        finance = world.official(Role.FINANCE, world.ZHEJIANG)
        world.step(finance, case, "grant", amount="1000000", grant_document="浙财企〔2012〕30号")
        assert [(s.province, s.local, s.ratio) for s in queries.programme()] == [
            (1_000_000_00, 0, Fraction(0))
        ]
        paying = world.official(Role.FINANCE, world.XIHU)
        with pytest.raises(Refused, match="配套资金须出自市、县或园区"):
            services.match(finance, bases[0], provincial, 1, key="m0")
        with pytest.raises(Refused, match="没有被认定"):
            services.match(paying, bases[1], local, 1, key="m1")
        base = Base.objects.get(pk=bases[0].pk)
        services.match(paying, base, local, 500_000_00, key="m2")
        services.match(paying, base, local, 500_000_00, key="m2")  # a second click
        with pytest.raises(LedgerRefused, match="不能重复"):
            services.match(paying, base, local, 100_00, key="m3")
        (row,) = queries.programme()
        assert (row.province, row.local, row.ratio) == (1_000_000_00, 500_000_00, Fraction(1, 2))
        assert (queries.supported_count(), queries.target()) == (1, 100)
        assert pay(bases[0], provincial).state == "done"
    done = Case.objects.get(pk=case.pk)
    assert done.state == "paid"
    assert Commitment.objects.get(case=str(case.pk)).paid == 1_000_000_00


def pay(base: Base, fund: ledger.Fund) -> object:  # type: ignore[name-defined]
    """Have the bank pay what is committed of a fund to the base's account."""
    finance = world.official(Role.FINANCE, world.ZHEJIANG)
    account = ledger.propose_account(
        finance, base.subject, holder=base.subject.name, bank="中国工商银行", number="1202020219900012345"
    )
    ledger.confirm_account(people.viewer(world.operator(base)), account)
    due = Commitment.objects.filter(fund=fund, committed__gt=0)
    made = ledger.make_payment_list(finance, fund, due, key="list/1")
    checked = ledger.approve_list(world.official(Role.FINANCE, world.ZHEJIANG), made, revision=made.revision)
    lines = [ledger.Paid(line.pk, clock.today(), f"流水{line.number}") for line in checked.lines.all()]
    return ledger.confirm_paid(finance, checked, lines)


def test_14_3_no_more_than_the_sentence_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where as many are supported as the sentence names, a grant is refused in its words; a second one of a base too."""
    world.supported_here()
    world.opened()
    bases = world.three()
    for one in bases[1:]:
        world.applied(one)
    case = world.recognised(bases[0])
    world.fund()
    monkeypatch.setattr(queries, "target", lambda: 0)
    with clock.stopped(date(2012, 10, 16)):
        finance = world.official(Role.FINANCE, world.ZHEJIANG)
        with pytest.raises(cases.Refused) as refused:
            world.step(finance, case, "grant", amount="1000000", grant_document="浙财企〔2012〕30号")
        (told,) = faults(refused)
        assert told.startswith("已扶持 0 个，达到 0 个；14.3：“省中小企业专项资金")
        assert Commitment.objects.count() == 0
        monkeypatch.undo()
        world.step(finance, case, "grant", amount="1000000", grant_document="浙财企〔2012〕30号")
        with pytest.raises(cases.Refused):
            world.step(finance, case, "grant", amount="1000000", grant_document="浙财企〔2012〕30号")
    assert Commitment.objects.count() == 1


def two_recognised() -> list[Case]:
    """Two bases that lead before a third, both recognised, and money for both."""
    world.supported_here()
    world.opened()
    leading = [
        world.applied(world.filled(name, technology=3, others=1, raised=3))
        for name in ("杭州云栖孵化器", "杭州转塘孵化器")
    ]
    world.applied(world.filled("杭州古荡创业园", technology=1, others=3, raised=0))
    with clock.stopped(world.AFTER):
        services.take_ranking(world.official(), Round.objects.get().pk)
        for one in leading:
            world.reviewed(one)
            world.step(world.official(), one, "publish")
    with clock.stopped(date(2012, 10, 15)):
        cases.tick(clock.now())
        for one in leading:
            world.step(world.official(), one, "recognise", document="浙企领〔2012〕8号")
    world.fund()
    return leading


def granted(viewer: Viewer, case: Case) -> str:
    """``done``, or ``full`` where all places are taken."""
    with clock.stopped(date(2012, 10, 16)):
        try:
            world.step(viewer, case, "grant", amount="1000000", grant_document="浙财企〔2012〕30号")
        except cases.Refused as refused:
            return "full" if "已扶持 1 个，达到 1 个；" in str(refused) else str(refused)
    return "done"


def test_14_3_who_looked_before_the_others_promise_stood_counts_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = two_recognised()
    finance = world.official(Role.FINANCE, world.ZHEJIANG)
    monkeypatch.setattr(queries, "target", lambda: 1)
    assert granted(finance, first) == "done"
    counted, at_first = queries.supported_count, [0]
    monkeypatch.setattr(queries, "supported_count", lambda: at_first.pop() if at_first else counted())
    assert granted(finance, second) == "full"
    assert at_first == []
    assert (queries.supported_count(), Commitment.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_14_3_the_last_place_goes_to_one_of_two_by_threads_on_postgresql(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    waiting = two_recognised()
    officials = [world.official(Role.FINANCE, world.ZHEJIANG) for _ in waiting]
    monkeypatch.setattr(queries, "target", lambda: 1)
    said: list[str] = []
    threads(2, lambda number: said.append(granted(officials[number], waiting[number])))
    assert sorted(said) == ["done", "full"]
    assert (queries.supported_count(), Commitment.objects.count()) == (1, 1)


def test_14_3_a_base_without_local_money_is_listed_not_blocked() -> None:
    world.supported_here()
    world.opened()
    bases = world.three()
    for one in bases[1:]:
        world.applied(one)
    world.recognised(bases[0])
    (row,) = queries.programme()
    assert (row.base.pk, row.province, row.local, row.ratio, row.supported) == (
        bases[0].pk,
        0,
        0,
        None,
        False,
    )
