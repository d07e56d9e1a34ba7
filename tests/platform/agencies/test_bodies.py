"""15.5: bodies under departments are linked, separated, converted, each with its day; the yearly report counts them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.platform.agencies import world
from tests.platform.agencies.world import APART, YIWU, body, official, opened, platform, run_by, step
from zhiwei.law.sentences import load_opinions
from zhiwei.platform.agencies import queries, report, services
from zhiwei.platform.agencies.models import Body, Platform, Stage, State
from zhiwei.platform.agencies.services import Refused
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.services import Refused as CaseRefused
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


def separated(made: Body, day: str = "2012-10-31") -> Case:
    """Reported at the counter and confirmed by another."""
    case = opened(
        official(), "agency_separation", made.subject, "proof", day=day, document="西府〔2012〕7号", **APART
    )
    return step(official(), case, "confirm")


def converted(made: Body, day: str) -> Case:
    """The same for a conversion."""
    case = opened(
        official(),
        "agency_conversion",
        made.subject,
        "proof",
        day=day,
        document="西府〔2012〕8号",
        licence="33010600001",
    )
    return step(official(), case, "confirm")


def test_15_5_each_body_is_linked_separated_or_converted_with_its_days() -> None:
    assert all(
        word in next(o for o in load_opinions() if o.id == "15.5").text for word in ("管办分离", "转制为企业")
    )
    assert [str(one) for one in State] == ["linked", "separated", "converted"]
    made = body()
    agency = run_by(made.subject)
    case = opened(
        agency,
        "agency_separation",
        made.subject,
        "proof",
        day="2012-10-31",
        document="西府〔2012〕7号",
        **APART,
    )
    assert Body.objects.get().state == "linked"  # reported is not confirmed
    step(official(), case, "confirm")
    converted(made, "2012-11-05")
    made = Body.objects.get()
    assert [(one.state, one.on, one.document) for one in made.stages.all()] == [
        ("linked", date(2006, 5, 1), "西编〔2006〕5号"),
        ("separated", date(2012, 10, 31), "西府〔2012〕7号"),
        ("converted", date(2012, 11, 5), "西府〔2012〕8号"),
    ]
    assert (made.state, made.done) == ("converted", True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.create(body=made, state="separated", on=date(2012, 1, 1), document="x")


def test_separation_is_told_in_four_respects_and_confirmed_by_another() -> None:
    made, maker = body(), official()
    with pytest.raises(CaseRefused) as refused:
        opened(
            maker, "agency_separation", made.subject, "proof", day="2012-10-31", document="x", people="已退出"
        )
    assert str(refused.value) == "请填写“财务怎样分开”；请填写“办公场所怎样分开”；请填写“职能怎样分开”"
    case = opened(maker, "agency_separation", made.subject, "proof", day="2012-10-31", document="x", **APART)
    with pytest.raises(CaseRefused, match="须由另一人办理"):
        step(maker, case, "confirm")
    with pytest.raises(PermissionDenied):
        step(official(division=YIWU), case, "confirm")
    with pytest.raises(CaseRefused, match="已有一件在办"):
        opened(
            official(), "agency_separation", made.subject, "proof", day="2012-10-31", document="x", **APART
        )


@pytest.mark.parametrize("day", ["2006-04-30", "2012-11-06"])
def test_a_day_before_the_link_or_after_today_is_refused(day: str) -> None:
    with pytest.raises(CaseRefused, match="日期应在 2006-05-01 和今天之间"):
        separated(body(), day)


def test_conversion_follows_separation_and_is_for_those_that_are_no_enterprise() -> None:
    made = body()
    with pytest.raises(CaseRefused, match="这家机构现为“未脱钩”"):
        converted(made, "2012-10-31")
    company = body("enterprise")
    separated(company)
    assert Body.objects.get(pk=company.pk).done
    with pytest.raises(CaseRefused, match=r"已是企业法人，不需要转制（第 15\.5 句“"):
        converted(company, "2012-11-01")
    with pytest.raises(CaseRefused, match="不在部门下属机构清单里"):
        opened(
            official(), "agency_conversion", world.legal_person("agency"), "proof", day="2012-11-01", document="x",
            licence="1",
        )  # fmt: skip


def test_the_list_takes_a_body_once_and_with_every_fault_named() -> None:
    made = body()
    with pytest.raises(Refused, match="已在清单里"):
        body(name=made.subject.name)
    with pytest.raises(Refused) as refused:
        body("club", since=date(2012, 12, 1), department=" ")
    assert [fault.field for fault in refused.value.faults] == ["person", "since", "department"]
    with pytest.raises(PermissionDenied):
        services.list_body(
            official(division=YIWU), name="甲", division=world.XIHU, department="乙", person="none",
            since=date(2006, 1, 1), document="丙",
        )  # fmt: skip


def test_what_is_later_than_its_plan_is_overdue_and_what_has_none_too() -> None:
    county = official()
    planned, bare, company = body(), body(), body("enterprise")
    services.plan(
        county,
        planned,
        document="西府办〔2012〕3号",
        separate_by=date(2012, 11, 4),
        convert_by=date(2012, 12, 31),
    )
    services.plan(
        county, company, document="西府办〔2012〕3号", separate_by=date(2012, 11, 5), convert_by=None
    )

    def late(day: date) -> set[str]:
        return {one.subject.name for one in queries.late_bodies(queries.bodies(), day)}

    assert late(world.DAY) == {planned.subject.name, bare.subject.name}
    assert late(date(2012, 11, 6)) == {one.subject.name for one in (planned, bare, company)}
    separated(planned)
    separated(company)
    assert late(date(2012, 12, 31)) == {bare.subject.name}
    assert late(date(2013, 1, 1)) == {planned.subject.name, bare.subject.name}  # to be converted by then
    assert Act.objects.filter(act="agencies.plan").count() == 2


def test_a_plan_asks_for_the_days_that_the_sentence_makes_necessary() -> None:
    county = official()
    with pytest.raises(Refused) as refused:
        services.plan(county, body(), document=" ", separate_by=None, convert_by=None)
    assert [fault.field for fault in refused.value.faults] == ["document", "separate_by", "convert_by"]
    day = date(2013, 1, 1)
    with pytest.raises(Refused, match="不需要转制"):
        services.plan(county, body("enterprise"), document="x", separate_by=day, convert_by=day)
    with pytest.raises(Refused, match="转制不能早于分离"):
        services.plan(county, body(), document="x", separate_by=day, convert_by=date(2012, 12, 1))


def test_15_5_the_yearly_report_counts_the_states() -> None:
    first, second, _third = body(), body("enterprise"), body(division=YIWU)
    separated(first, "2011-12-31")
    separated(second, "2012-01-01")
    converted(first, "2012-06-30")
    moved = platform()
    Platform.objects.filter(pk=moved.pk).update(closed_on=date(2012, 9, 1), registered_on=date(2012, 5, 1))
    platform()
    bodies, platforms = Body.objects.all(), Platform.objects.all()
    xihu, yiwu = report.lines(bodies, platforms, 2012)
    assert (xihu.linked, xihu.separated, xihu.converted, xihu.bodies, xihu.to_convert) == (0, 1, 1, 2, 0)
    assert (xihu.separated_in_year, xihu.converted_in_year) == (1, 1)
    assert (xihu.platforms_open, xihu.platforms_moved, xihu.moved_in_year) == (1, 1, 1)
    assert (yiwu.division, yiwu.linked, yiwu.separated, yiwu.converted) == (YIWU, 1, 0, 0)
    before, _yiwu = report.lines(bodies, platforms, 2011)
    assert (before.linked, before.separated, before.to_convert, before.converted) == (1, 1, 1, 0)
    assert before.separated_in_year == 1
    assert report.lines(bodies, platforms, 2005) == []
    total = report.total([xihu, yiwu])
    assert (total.bodies, total.linked, total.separated, total.converted) == (3, 1, 1, 1)
    with clock.stopped(date(2012, 6, 29)):  # what comes later is not in it
        assert report.lines(bodies, platforms, 2012)[0].converted == 0


def test_a_state_is_never_typed_in() -> None:
    made = body()
    for name in ("state", "separated", "linked"):
        with pytest.raises(CaseRefused, match=f"这一步没有“{name}”这一项"):
            opened(
                official(), "agency_separation", made.subject, "proof", day="2012-10-31", document="x", **APART,
                **{name: "converted"},
            )  # fmt: skip
    assert Body.objects.get().state == "linked"
