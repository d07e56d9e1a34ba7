"""20.2 by its clauses: consent of three sides, filing, the end, reminders, insurance, work as evidence for a title."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.accounts import people
from tests.platform.talent.world import DAY, YIWU, World, act, firm, of, official
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers import receipts
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.talent import queries, services
from zhiwei.platform.talent.models import Researcher, Secondment, TitleApplication

pytestmark = pytest.mark.django_db


def test_20_2_three_sides_agree_before_it_is_filed(world: World) -> None:
    one = world.moving()
    assert world.moving() == one  # a double click
    for who, step, said in (
        (world.hr, "file", {"filing_number": "1"}),
        (world.boss, "accept", {"post": "总工"}),
    ):
        with pytest.raises(CaseRefused, match="待原单位同意"):
            act(who, one, step, **said)
    with pytest.raises(PermissionDenied):
        act(world.boss, one, "consent", consent_document="1")
    one = act(world.clerk, one, "consent", consent_document="院人〔2012〕5号")
    with pytest.raises(CaseRefused, match="待企业接收"):
        act(world.hr, one, "file", filing_number="1")
    with pytest.raises(PermissionDenied):
        act(of(firm()), one, "accept", post="总工")
    one = act(world.boss, one, "accept", post="总工程师")
    one = act(world.hr, one, "file", filing_number="杭人备2012-1")
    assert (one.case.state, one.filed_on, one.live) == ("running", DAY, True)
    receipt = Receipt.objects.get(pk=one.case.receipt_id)
    assert receipts.check(receipt) == []
    facts = receipt.record["subject"]["facts"]
    assert facts["unit_consents"]["source"] == "办件经过：单位同意"
    assert facts["high_level_expert"]["source"] == "单位的科技人员登记：正高级职称"


def test_20_2_nothing_is_filed_without_the_units_consent(world: World) -> None:
    one = world.moving()
    case = Case.objects.get(pk=one.case_id)
    Case.objects.filter(pk=case.pk).update(state="agreed")  # as if the way round the consent were open
    with pytest.raises(CaseRefused, match=r"第 20.2 句在 2012-11-05 的判定是“不允许”"):
        cases.act(world.hr, case.pk, "file", revision=case.revision, content={"filing_number": "1"})


@pytest.mark.parametrize(
    ("started", "until"),
    [(date(2012, 11, 1), date(2017, 11, 1)), (date(2012, 2, 29), date(2017, 2, 28))],
)
def test_20_2_the_post_is_kept_for_five_years_from_the_first_day(
    world: World, started: date, until: date
) -> None:
    one = world.moving(starts_on=started)
    one = act(world.clerk, one, "consent", consent_document="1")
    one = act(world.boss, one, "accept", post="总工程师")
    with pytest.raises(CaseRefused, match="这一步没有“kept_until”这一项"):
        act(world.hr, one, "file", filing_number="1", kept_until="2032-01-01")
    one = act(world.hr, one, "file", filing_number="1")
    assert one.kept_until == until


def test_20_2_a_start_to_come_is_judged_as_of_that_day(world: World) -> None:
    one = world.moving(starts_on=date(2013, 1, 1))
    one = act(world.clerk, one, "consent", consent_document="1")
    one = act(world.boss, one, "accept", post="总工程师")
    one = act(world.hr, one, "file", filing_number="1")
    assert (one.case.as_of, one.kept_until) == (date(2013, 1, 1), date(2018, 1, 1))


def test_20_2_a_later_law_keeps_the_post_for_three_years(world: World) -> None:
    with clock.stopped(date(2017, 3, 10)):
        one = world.moving(starts_on=date(2017, 3, 10))
        one = act(world.clerk, one, "consent", consent_document="1")
        one = act(world.boss, one, "accept", post="总工程师")
        one = act(world.hr, one, "file", filing_number="1")
    assert one.kept_until == date(2020, 3, 10)


@pytest.mark.parametrize("other", ["work", "person"])
def test_20_2_speaks_of_experts_in_research_and_transfer(world: World, other: str) -> None:
    if other == "person":
        Researcher.objects.update(high_level=False, high_level_basis="")
    one = world.moving(work="other" if other == "work" else "transfer")
    one = act(world.clerk, one, "consent", consent_document="1")
    one = act(world.boss, one, "accept", post="总工程师")
    with pytest.raises(CaseRefused, match="判定是“不属于适用对象”"):
        act(world.hr, one, "file", filing_number="1")


def test_20_2_the_firm_must_be_small(world: World) -> None:
    # medium from 300 persons and 20 million yuan; both are asked for
    for employees, revenue, fits in ((299, "20000000", True), (300, "20000000", False)):
        world.firm = firm(employees=employees, revenue=revenue)
        world.boss = of(world.firm)
        one = act(world.clerk, world.moving(f"to {employees}"), "consent", consent_document="1")
        one = act(world.boss, one, "accept", post="总工程师")
        if fits:
            one = act(world.hr, one, "file", filing_number="1")
            act(world.clerk, one, "come_back", returned_on="2012-11-05")
        else:
            with pytest.raises(CaseRefused, match=r"第 20.2 句在 2012-11-05 的判定是“不允许”"):
                act(world.hr, one, "file", filing_number="1")


def test_20_2_somebody_is_at_one_firm_at_a_time(world: World) -> None:
    world.moving()
    with pytest.raises(services.Refused, match="您已有一件在办或在期的离岗"):
        world.moving("again")
    assert Secondment.objects.count() == 1
    act(world.selves[0], Secondment.objects.get(), "withdraw")
    assert world.moving("again").live


def test_20_2_reminded_before_the_end_and_ended_after_it(world: World) -> None:
    one = world.at_firm()
    until = one.kept_until
    assert until is not None

    def on(days: int) -> tuple[int, int]:
        with clock.stopped(until - timedelta(days=days)):
            done = services.tick()
        return done.reminded, done.ended

    assert on(181) == (0, 0)
    assert [on(180), on(180), on(100), on(90), on(30), on(1), on(0)] == [
        (1, 0), (0, 0), (0, 0), (1, 0), (1, 0), (0, 0), (0, 0),
    ]  # fmt: skip
    assert list(one.reminders.values_list("days", flat=True)) == [180, 90, 30]
    assert Act.objects.filter(act="talent.remind", key=str(one.pk)).count() == 3
    assert on(-1) == (0, 1)
    one.refresh_from_db()
    assert (one.live, one.ended_on, Case.objects.get(pk=one.case_id).state) == (False, until, "ended")
    assert on(-2) == (0, 0)


def test_20_2_the_expert_returns(world: World) -> None:
    one = world.at_firm()
    with pytest.raises(CaseRefused, match="返回日期应在到企业工作起始日 2012-11-01 和今天之间"):
        act(world.selves[0], one, "come_back", returned_on="2012-11-06")
    with pytest.raises(PermissionDenied):
        act(world.boss, one, "come_back", returned_on="2012-11-05")
    one = act(world.clerk, one, "come_back", returned_on="2012-11-05")
    assert (one.case.state, one.ended_on, one.live) == ("returned", DAY, False)


def test_20_2_the_unit_goes_on_paying_its_part_of_the_insurance(world: World) -> None:
    one = world.at_firm()
    with clock.stopped(date(2013, 3, 10)):
        assert queries.months_missing(one) == [
            date(2012, 11, 1), date(2012, 12, 1), date(2013, 1, 1), date(2013, 2, 1),
        ]  # fmt: skip
        assert services.pay_insurance(world.clerk, one, through=date(2013, 1, 20)) == 3
        assert queries.months_missing(one) == [date(2013, 2, 1)]
        with pytest.raises(services.Refused, match="到这个月为止都已登记"):
            services.pay_insurance(world.clerk, one, through=date(2013, 1, 31))
        with pytest.raises(services.Refused, match="月份不能晚于今天"):
            services.pay_insurance(world.clerk, one, through=date(2013, 4, 1))
        with pytest.raises(PermissionDenied):
            services.pay_insurance(world.boss, one, through=date(2013, 2, 1))


def test_20_2_work_at_the_firm_is_evidence_for_a_title(world: World) -> None:
    one = world.at_firm()
    expert, clerk = world.selves[0], world.clerk
    with pytest.raises(services.Refused, match="完成日期应在 2012-11-01 和 2012-11-05 之间"):
        services.state_work(expert, one, title="样机", done_on=date(2012, 10, 31))
    work = services.state_work(expert, one, title="样机", done_on=date(2012, 11, 4))
    with pytest.raises(services.Refused, match="企业还没有确认：样机"):
        services.apply_for_title(expert, one, title="正高级工程师", works=[work])
    with pytest.raises(PermissionDenied):
        services.confirm_work(clerk, work)
    services.confirm_work(world.boss, work)
    work.refresh_from_db()
    asked = services.apply_for_title(expert, one, title="正高级工程师", works=[work])
    assert list(asked.works.all()) == [work]
    with pytest.raises(services.Refused, match="已有一件待评审的申报"):
        services.apply_for_title(expert, one, title="研究员", works=[])
    with pytest.raises(PermissionDenied):
        services.decide_title(world.boss, asked, granted=True, document="1")
    with pytest.raises(services.Refused, match="请写明理由"):
        services.decide_title(clerk, asked, granted=False, document="院职〔2013〕1号")
    done = services.decide_title(clerk, asked, granted=True, document="院职〔2013〕1号")
    assert (done.state, Researcher.objects.get(pk=world.expert.pk).title) == ("granted", "正高级工程师")


def test_20_2_titles_are_reviewed_while_the_post_is_kept(world: World) -> None:
    one = world.moving()
    with pytest.raises(services.Refused, match="备案以后才能回原单位评审"):
        services.apply_for_title(world.selves[0], one, title="研究员", works=[])
    act(world.selves[0], one, "withdraw")
    one = act(world.clerk, world.at_firm("again"), "come_back", returned_on="2012-11-05")
    with pytest.raises(services.Refused, match="离岗已经结束"):
        services.apply_for_title(world.selves[0], one, title="研究员", works=[])
    assert not TitleApplication.objects.exists()


def test_20_2_another_countys_office_does_not_file(world: World) -> None:
    one = act(world.clerk, world.moving(), "consent", consent_document="1")
    one = act(world.boss, one, "accept", post="总工程师")
    with pytest.raises(PermissionDenied):
        act(official(Role.COUNTY, YIWU), one, "file", filing_number="1")


def test_20_2_nobody_asks_for_another(world: World) -> None:
    with pytest.raises(PermissionDenied):
        services.ask_to_move(
            world.selves[1], world.expert, world.firm, starts_on=DAY, work="research", task="x", key="x"
        )
    assert not Secondment.objects.exists()


def test_who_left_the_unit_or_the_firm_is_not_invited(world: World) -> None:
    yesterday = clock.today() - timedelta(days=1)
    for body, role in ((world.unit, Role.INSTITUTE), (world.firm, Role.OWNER)):
        people.member(people.person(), role, organisation=body.organisation, to_day=yesterday)
    case = world.moving().case
    assert case is not None
    invited = set(case.participants.values_list("user", flat=True))
    assert invited == {world.clerk.user_id, world.boss.user_id}
