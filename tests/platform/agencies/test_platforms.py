"""15.3: no new platform of institution nature, existing ones in the open list until they have moved."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.agencies import world
from tests.platform.agencies.world import PLAN, YIWU, official, opened, platform, run_by, step
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.agencies import queries, services, tables
from zhiwei.platform.agencies.models import Platform
from zhiwei.platform.agencies.services import Refused
from zhiwei.platform.answers import receipts
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases.services import Refused as CaseRefused
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db


def test_15_3_a_new_platform_of_institution_nature_is_not_registered() -> None:
    assert platform(set_up_on=date(2012, 4, 24)).to_be_moved  # the day of the Opinions itself is not 今后
    with pytest.raises(Refused) as refused:
        platform(set_up_on=date(2012, 4, 25), name="西湖区新中心")
    assert "今后不再建设事业性质的公共服务平台或中心，不能登记（第 15.3 句“今后不再建设" in str(refused.value)
    assert not Subject.objects.filter(name="西湖区新中心").exists()
    for nature in ("enterprise", "social_organisation"):
        made = platform(nature, date(2012, 10, 8))
        assert not made.to_be_moved
    assert not queries.open_list().exclude(nature="public_institution").exists()


def test_registering_keeps_the_verdict_and_tells_the_register_of_subjects() -> None:
    made = platform()
    kept = Receipt.objects.get(pk=made.receipt)
    assert receipts.check(kept) == []
    assert kept.subject == made.subject_id
    facts = subjects.facts(made.subject, as_of=world.DAY)
    assert [facts[name]["value"] for name in ("legal_nature", "set_up_on", "transition_plan")] == [
        "public_institution", "2010-03-01", False,
    ]  # fmt: skip
    assert Act.objects.get(act="agencies.register").division == world.XIHU


def test_registering_is_refused_with_every_fault() -> None:
    with pytest.raises(Refused) as refused:
        platform("palace", date(2013, 1, 1), department=" ")
    assert [fault.field for fault in refused.value.faults] == ["nature", "set_up_on", "department"]
    made = platform()
    with pytest.raises(Refused, match="已经登记"):
        platform(name=made.subject.name)
    with pytest.raises(Refused, match="名称为空或超过200字"):
        platform("enterprise", name=" ")
    for viewer in (official(division=YIWU), official(Role.FINANCE)):
        with pytest.raises(PermissionDenied):
            services.register_platform(
                viewer,
                name="甲",
                division=world.XIHU,
                nature="enterprise",
                set_up_on=date(2010, 1, 1),
                department="乙",
            )


def test_a_platform_that_another_register_names_is_taken_up() -> None:
    there = world.create_subject(
        world.SYSTEM, entity="service_platform", name="杭州检测平台", division=world.XIHU, personal_name=False
    )
    county = official()
    assert list(queries.unregistered(county)) == [there]
    assert not queries.unregistered(official(division=YIWU)).exists()
    made = platform(name="杭州检测平台")
    assert made.subject == there
    assert not queries.unregistered(county).exists()


def test_15_3_an_existing_one_stands_in_the_open_list_until_its_move_is_confirmed() -> None:
    made = platform()
    keeper = run_by(made.subject)
    assert list(queries.open_list()) == [made]
    assert tables.platform_state(made, world.DAY)[1] == "no"  # without a plan
    case = opened(keeper, "platform_transition", made.subject, "plan", **PLAN)
    case = step(official(), case, "accept")
    assert case.receipt is not None
    assert case.receipt.as_of == world.DAY
    made.refresh_from_db()
    assert (made.plan_way, made.plan_document, made.plan_due) == (
        "enterprise",
        "西科〔2012〕9号",
        date(2013, 6, 30),
    )
    assert subjects.facts(made.subject, as_of=world.DAY)["transition_plan"]["value"] is True
    with clock.stopped(date(2013, 6, 30)):
        assert not queries.late_platforms(queries.platforms(), clock.today()).exists()
    with clock.stopped(date(2013, 7, 1)):
        assert list(queries.late_platforms(queries.platforms(), clock.today())) == [made]
        with pytest.raises(CaseRefused, match="完成日期不能晚于今天"):
            step(keeper, case, "report", papers="proof", day="2013-07-02", end_document="企照1号")
        case = step(keeper, case, "report", papers="proof", day="2013-06-28", end_document="企照1号")
        assert list(queries.open_list()) == [made]
        case = step(official(), case, "not_done", reason="缺营业执照")
        reporter = official()
        case = step(reporter, case, "report", papers="proof", day="2013-06-29", end_document="企照1号")
        with pytest.raises(CaseRefused, match="须由另一人办理"):
            step(reporter, case, "close")
        case = step(official(), case, "close")
    made.refresh_from_db()
    assert (case.state, made.closed_on, made.closed_document) == ("closed", date(2013, 6, 29), "企照1号")
    assert not queries.open_list().exists()
    with clock.stopped(date(2013, 7, 1)):
        assert subjects.facts(made.subject, as_of=clock.today())["legal_nature"]["value"] == "enterprise"
        with pytest.raises(CaseRefused, match="已于 2013-06-29 完成过渡"):
            opened(keeper, "platform_transition", made.subject, "plan", **PLAN | {"due": "2014-01-01"})


def test_a_plan_is_for_those_that_have_to_move_once_and_ahead() -> None:
    free = platform("enterprise")
    with pytest.raises(CaseRefused, match=r"不须过渡（第 15\.3 句“"):
        opened(official(), "platform_transition", free.subject, "plan", **PLAN)
    stranger = world.create_subject(
        world.SYSTEM, entity="service_platform", name="甲中心", division=world.XIHU
    )
    with pytest.raises(CaseRefused, match="还没有登记"):
        opened(official(), "platform_transition", stranger, "plan", **PLAN)
    made = platform()
    with pytest.raises(CaseRefused, match="计划完成日期须在今天以后"):
        opened(official(), "platform_transition", made.subject, "plan", **PLAN | {"due": "2012-11-05"})
    with pytest.raises(CaseRefused, match="请提供“过渡方案”"):
        opened(official(), "platform_transition", made.subject, **PLAN)
    maker = official()
    case = opened(maker, "platform_transition", made.subject, "plan", **PLAN)
    with pytest.raises(CaseRefused, match="已有一件过渡方案在办"):
        opened(official(), "platform_transition", made.subject, "plan", **PLAN)
    with pytest.raises(CaseRefused, match="须由另一人办理"):
        step(maker, case, "accept")
    with pytest.raises(PermissionDenied):
        step(official(division=YIWU), case, "accept")
    step(official(), case, "refuse", reason="方案不具体")
    assert Platform.objects.get(pk=made.pk).plan_on is None
    assert list(queries.open_list()) == [made]
