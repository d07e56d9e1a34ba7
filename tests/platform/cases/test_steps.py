"""The way of a case: who may take which step, what stands against it, what it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.accounts import people
from tests.platform.cases.trial import firm, official, opened, owner_of, reward_decided, viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import ANONYMOUS, SYSTEM
from zhiwei.platform.answers import receipts
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import queries, services
from zhiwei.platform.cases.models import Case, Notice, Objection, Step
from zhiwei.platform.cases.services import Refused
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
DAY = date(2013, 6, 3)


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def later(days: int) -> date:
    return DAY + timedelta(days=days)


def stepped(case: Case, by: object, *steps: str, **given: object) -> Case:
    for step in steps:
        case = services.act(by, case.pk, step, revision=case.revision, **given)  # type: ignore[arg-type]
    return case


def published() -> Case:
    reward_decided()
    case = opened(firm(), declared="20000")
    case = stepped(case, viewer(), "check")
    return stepped(case, viewer(), "publish")


def test_opening_writes_a_case_a_step_and_an_act() -> None:
    subject = firm()
    case = opened(subject, declared="2万")
    assert (case.state, case.division, case.origin, case.revision) == ("submitted", "330106", "applicant", 2)
    assert case.content == {"purpose": "转型升级", "declared": "20000.00"}
    assert case.number == f"20130603-{case.pk.hex[:6].upper()}"
    step = Step.objects.get()
    assert (step.transition, step.from_state, step.to_state, step.number) == ("open", "", "submitted", 1)
    act = Act.objects.get(act="cases.open")
    assert (act.key, act.division, act.detail["type"]) == (str(case.pk), "330106", "trial")


def test_the_same_key_opens_once() -> None:
    subject = firm()
    by = owner_of(subject)
    first, second = opened(subject, by), opened(subject, by)
    assert first.pk == second.pk
    assert (Case.objects.count(), Step.objects.count(), Act.objects.filter(act="cases.open").count()) == (
        1,
        1,
        1,
    )


def test_a_key_of_another_matter_is_refused() -> None:
    first, second = firm(), firm("杭州古荡纸品有限公司")
    opened(first, key="k")
    with pytest.raises(Refused, match="办件编号已用于另一事项"):
        opened(second, key="k")


def test_everything_wrong_with_a_form_is_said_at_once() -> None:
    subject = firm()
    with pytest.raises(Refused) as refused:
        services.open_case(
            owner_of(subject), "trial", subject, key="k", origin="applicant",
            content={"declared": "很多", "other": 1},
        )  # fmt: skip
    assert [(one.field, one.text) for one in refused.value.faults] == [
        ("other", "这一步没有“other”这一项"),
        ("purpose", "请填写“用途”"),
        ("declared", "申报金额：“很多”不是金额；请写数字，例如 12000 或 1.2万"),
    ]
    assert not Case.objects.exists()


@pytest.mark.parametrize("origin", ["applicant", "counter", "proactive"])
def test_who_may_open_in_which_way(origin: str) -> None:
    subject = firm()
    who = {
        "owner": owner_of(subject), "other owner": owner_of(firm("杭州古荡纸品有限公司")), "county": viewer(),
        "other county": viewer(division="330782"), "tax": viewer(Role.TAX), "system": SYSTEM, "nobody": ANONYMOUS,
    }  # fmt: skip
    allowed = {"applicant": {"owner"}, "counter": {"county"}, "proactive": {"county", "system"}}[origin]
    for name, by in who.items():

        def attempt(by: object = by, name: str = name) -> Case:
            return services.open_case(
                by, "trial", subject, key=f"{origin}/{name}", origin=origin, content={"purpose": "x"}  # type: ignore[arg-type]
            )  # fmt: skip

        if name in allowed:
            assert attempt().origin == origin
        else:
            with pytest.raises(PermissionDenied):
                attempt()


def test_the_verdict_guards_a_step_and_its_receipt_is_kept() -> None:
    subject = firm()
    case = opened(subject)
    with pytest.raises(Refused, match=r"第 27\.2 句在 2012-12-31 的判定是“.*”"):
        stepped(case, viewer(), "check")
    assert (Case.objects.get().state, Step.objects.count()) == ("submitted", 1)
    reward_decided()
    case = stepped(case, viewer(), "check")
    assert case.receipt is not None
    assert case.receipt.subject == subject.pk
    assert case.steps.get(transition="check").receipt_id == case.receipt_id
    assert receipts.rerun(case.receipt).measures["27.2"].amount.value == 9_600_00  # type: ignore[union-attr]
    assert receipts.check(case.receipt) == []


def test_missing_facts_are_named() -> None:
    reward_decided()
    subject = firm()
    subject.facts.filter(name="average_employees").delete()
    with pytest.raises(Refused, match=r"还缺少：.*从业人数"):
        stepped(opened(subject), viewer(), "check")


def test_two_persons_check_and_approve() -> None:
    reward_decided()
    checker = viewer()
    case = stepped(opened(firm()), checker, "check")
    assert [one.id for one in queries.may_do(checker, case)] == ["refuse"]
    with pytest.raises(Refused, match="“初审通过”由您办理，“复核并公示”须由另一人办理"):
        stepped(case, checker, "publish")
    assert stepped(case, viewer(), "publish").state == "published"


def test_who_is_no_actor_of_a_step_is_turned_away() -> None:
    subject = firm()
    case = opened(subject)
    for by in (
        owner_of(subject),
        viewer(division="330782"),
        viewer(Role.FINANCE),
        viewer(Role.CITY, "330100"),
        SYSTEM,
    ):
        with pytest.raises(PermissionDenied):
            stepped(case, by, "return", defects=["缺执照"])


def test_a_step_from_another_state_is_refused() -> None:
    case = opened(firm())
    with pytest.raises(Refused, match="办件现为“已受理”，不能办理“付款”"):
        stepped(case, viewer(Role.FINANCE), "pay")


def test_two_tabs_and_a_double_click() -> None:
    subject = firm()
    case, by, other = opened(subject), viewer(), viewer()
    returned = services.act(by, case.pk, "return", revision=case.revision, defects=["缺执照"])
    again = services.act(by, case.pk, "return", revision=case.revision, defects=["缺执照"])
    assert (again.revision, Step.objects.count()) == (returned.revision, 2)
    with pytest.raises(Refused, match="这件办件刚被他人办理过，请刷新后再办"):
        services.act(other, case.pk, "return", revision=case.revision, defects=["缺执照"])
    with pytest.raises(Refused, match="您刚在另一个页面办理过这件办件，请刷新后再办"):
        services.act(by, case.pk, "refuse", revision=case.revision, content={"reason": "x"})


def test_one_return_names_all_defects_and_there_is_no_second() -> None:
    subject = firm()
    case, by = opened(subject), viewer()
    with pytest.raises(Refused, match="请一次写明需要补正的全部问题"):
        stepped(case, by, "return", defects=["  "])
    case = stepped(case, by, "return", defects=["缺执照", "用途不明"])
    assert case.steps.get(transition="return").defects == ["缺执照", "用途不明"]
    with pytest.raises(Refused, match="请提供“营业执照”"):
        stepped(case, owner_of(subject), "resubmit")
    licence = stored()
    case = services.act(
        owner_of(subject), case.pk, "resubmit", revision=case.revision, documents={"licence": licence}
    )
    assert case.documents.get().file == licence
    with pytest.raises(Refused, match="已经一次性告知过需补正的问题，不能再次退回；请作出决定"):
        stepped(case, by, "return", defects=["还缺一项"])


def test_a_second_return_is_not_offered_until_the_case_is_reopened() -> None:
    subject = firm()
    case, by = opened(subject), viewer()

    def offered() -> list[str]:
        return [rule.id for rule in queries.may_do(by, case)]

    assert offered() == ["return", "check", "refuse"]
    case = stepped(case, by, "return", defects=["缺执照"])
    case = services.act(
        owner_of(subject),
        case.pk,
        "resubmit",
        revision=case.revision,
        documents={"licence": stored()},  # type: ignore[dict-item]
    )
    assert offered() == ["check", "refuse"]
    case = stepped(case, by, "refuse", content={"reason": "材料不实"})
    case = stepped(case, by, "reopen")
    assert offered() == ["return", "check", "refuse"]


def stored() -> object:
    from zhiwei.platform.kit.models import StoredFile

    return StoredFile.objects.create(sha256="0" * 64, name="执照.pdf", size=3, kind="pdf")


def test_the_clock_stands_still_while_material_is_corrected() -> None:
    subject = firm()
    case = opened(subject)
    assert case.due_on == later(10)
    with clock.stopped(later(4)):
        case = stepped(case, viewer(), "return", defects=["缺执照"])
        assert case.due_on is None
    with clock.stopped(later(30)):
        assert services.tick().lapsed == 0
        case = services.act(
            owner_of(subject),
            case.pk,
            "resubmit",
            revision=case.revision,
            documents={"licence": stored()},  # type: ignore[dict-item]
        )
        assert case.due_on == later(36)  # six of ten days were left


def test_a_clock_that_lapses_hands_the_case_up() -> None:
    case = opened(firm())
    city = viewer(Role.CITY, "330100")
    with clock.stopped(later(10)):
        assert services.tick().lapsed == 0
    with clock.stopped(later(11)):
        assert (services.tick().lapsed, services.tick().lapsed) == (1, 0)
        case.refresh_from_db()
        assert (case.escalated_to, case.due_on) == ("city", None)
        assert list(queries.overdue(city, clock.today())) == [case]
        assert Act.objects.get(act="cases.lapse").detail["escalated_to"] == "city"
        case = stepped(case, city, "refuse", content={"reason": "超期未提供"})
        assert (case.state, case.escalated_to) == ("refused", "")


def test_the_notice_runs_seven_days_and_the_case_goes_on_by_itself() -> None:
    case = published()
    notice = Notice.objects.get()
    assert (notice.first_day, notice.last_day, notice.state) == (DAY, later(6), "running")
    assert notice.figures == [
        {
            "zh": "申报金额（元）",
            "en": "amount declared (yuan)",
            "declared": "20000.00",
            "verified": "19200.00",
        }
    ]
    with clock.stopped(later(6)):
        assert services.tick().moved == 0
    with clock.stopped(later(7)):
        first, second = services.tick(), services.tick()
        assert (first.notices, first.moved, second.notices, second.moved) == (1, 1, 0, 0)
    case.refresh_from_db()
    assert case.state == "cleared"
    assert case.steps.get(transition="clear").by is None


def test_an_objection_stops_the_case_until_it_is_answered() -> None:
    case = published()
    notice = Notice.objects.get()
    with pytest.raises(Refused) as refused:
        services.object_to(ANONYMOUS, notice.pk, person=" ", contact="", text="")
    assert [one.field for one in refused.value.faults] == ["person", "contact", "text"]
    said = services.object_to(ANONYMOUS, notice.pk, person="王某", contact="0571-1", text="该户已注销")
    with clock.stopped(later(7)):
        assert services.tick().moved == 0
        with pytest.raises(PermissionDenied):
            services.answer_objection(viewer(Role.TAX), said.pk, upheld=False, answer="查无此事")
        with pytest.raises(Refused, match="请写明处理结果和理由"):
            services.answer_objection(viewer(), said.pk, upheld=False, answer=" ")
        services.answer_objection(viewer(), said.pk, upheld=False, answer="查无此事")
        with pytest.raises(Refused, match="这项异议已经处理过"):
            services.answer_objection(viewer(), said.pk, upheld=True, answer="再查")
        assert services.tick().moved == 1
    case.refresh_from_db()
    assert case.state == "cleared"


def test_an_objection_that_is_right_sends_the_case_back_and_a_new_notice_begins() -> None:
    case = published()
    notice = Notice.objects.get()
    said = services.object_to(ANONYMOUS, notice.pk, person="王某", contact="0571-1", text="数字不对")
    services.answer_objection(viewer(), said.pk, upheld=True, answer="属实")
    with clock.stopped(later(8)):
        assert services.tick().moved == 0
        case.refresh_from_db()
        case = stepped(case, viewer(), "recheck", "check")
        case = stepped(case, viewer(), "publish")
        assert Objection.objects.get().state == "upheld"
        newest = Notice.objects.order_by("first_day").last()
        assert newest is not None
        assert newest.first_day == later(8)
    with clock.stopped(later(15)):
        assert services.tick().moved == 1


def test_late_and_stopped_notices_take_no_objection() -> None:
    published()
    notice = Notice.objects.get()
    with (
        clock.stopped(later(7)),
        pytest.raises(Refused, match="公示已于 2013-06-09 期满或已终止，不再受理异议"),
    ):
        services.object_to(ANONYMOUS, notice.pk, person="王某", contact="0571-1", text="晚了")


def test_withdrawal_is_the_applicants_and_reopening_the_offices() -> None:
    subject = firm()
    case = opened(subject)
    with pytest.raises(PermissionDenied):
        stepped(case, viewer(), "withdraw")
    case = stepped(case, owner_of(subject), "withdraw")
    assert (case.state, case.ended_at is not None, case.due_on) == ("withdrawn", True, None)
    other = opened(firm("杭州古荡纸品有限公司"))
    other = stepped(other, viewer(), "refuse", content={"reason": "不符合"})
    assert other.ended_at is not None
    other = stepped(other, viewer(), "reopen")
    assert (other.state, other.ended_at, other.due_on) == ("submitted", None, later(10))


def paid() -> Case:
    case = published()
    with clock.stopped(later(7)):
        services.tick()
        case.refresh_from_db()
        return stepped(case, viewer(Role.FINANCE), "pay")


def test_did_you_get_it() -> None:
    case = paid()
    own = owner_of(case.subject)
    with pytest.raises(PermissionDenied):
        services.confirm_arrival(viewer(), case.pk, answer="yes")
    answered = services.confirm_arrival(own, case.pk, answer="wrong", text="少了一百元")
    assert answered.answer == "wrong"
    assert case.complaints.get().text == "已收到，金额不对：少了一百元"
    assert services.confirm_arrival(own, case.pk, answer="wrong").pk == answered.pk
    with pytest.raises(Refused, match="您已经确认过；如有变化请提出投诉"):
        services.confirm_arrival(own, case.pk, answer="yes")


def test_a_case_is_rated_once_when_it_is_over_and_a_poor_grade_called_back() -> None:
    subject = firm()
    case, own = opened(subject), owner_of(subject)
    with pytest.raises(Refused, match="办结后才能评价"):
        services.rate(own, case.pk, grade=5)
    case = stepped(case, viewer(), "refuse", content={"reason": "不符合"})
    with pytest.raises(Refused, match="请从五档中选择"):
        services.rate(own, case.pk, grade=6)
    services.rate(own, case.pk, grade=1, text="太慢")
    with pytest.raises(Refused, match="每件只能评价一次"):
        services.rate(own, case.pk, grade=5)
    with pytest.raises(Refused, match="请写明回访结果"):
        services.call_back(viewer(), case.pk, outcome="")
    assert services.call_back(viewer(), case.pk, outcome="已当面说明").called_at is not None
    with pytest.raises(Refused, match="没有需要回访的差评"):
        services.call_back(viewer(), case.pk, outcome="再访")


def test_a_complaint_is_answered_by_somebody_else() -> None:
    subject = firm()
    case, own, by = opened(subject), owner_of(subject), viewer()
    case = stepped(case, by, "return", defects=["缺执照"])
    said = services.complain(own, case.pk, text="退得没有道理")
    with pytest.raises(Refused, match="您办理过本件，投诉须由另一人答复"):
        services.answer_complaint(by, said.pk, answer="按规定")
    assert services.answer_complaint(viewer(), said.pk, answer="已核实").answered_at is not None


def test_experts_see_the_cases_they_are_invited_to() -> None:
    case, expert = opened(firm()), people.person("专家甲")
    people.member(expert, Role.EXPERT)
    assert list(queries.visible(people.viewer(expert))) == []
    with pytest.raises(Refused, match="不是可以受邀的角色"):
        services.invite(viewer(), case.pk, expert, "county")
    services.invite(viewer(), case.pk, expert, "expert")
    services.invite(viewer(), case.pk, expert, "expert")
    assert list(queries.visible(people.viewer(expert))) == [case]


def test_who_sees_a_case() -> None:
    subject = firm()
    case = opened(subject)
    for by in (
        owner_of(subject),
        viewer(),
        viewer(Role.CITY, "330100"),
        viewer(Role.AUDITOR, "330000"),
        SYSTEM,
    ):
        assert list(queries.visible(by)) == [case]
    for by in (owner_of(firm("杭州古荡纸品有限公司")), viewer(division="330782"), ANONYMOUS):
        assert list(queries.visible(by)) == []


def test_a_case_is_assigned_to_who_may_act_in_it() -> None:
    case = opened(firm())
    colleague, stranger = official(), official(division="330782")
    assert services.assign(viewer(), case.pk, colleague).assignee == colleague
    with pytest.raises(Refused, match="不能办理本地区的事项"):
        services.assign(viewer(), case.pk, stranger)
    with pytest.raises(PermissionDenied):
        services.assign(viewer(Role.TAX), case.pk, colleague)


def test_the_history_tells_everything_in_order() -> None:
    case = paid()
    with clock.stopped(later(8)):
        services.confirm_arrival(owner_of(case.subject), case.pk, answer="yes")
    texts = [one.text for one in queries.timeline(Case.objects.get())]
    assert texts == [
        "提交申请", "初审通过", "复核并公示", "公示 2013-06-03 至 2013-06-09", "公示期满", "付款",
        "询问是否到账", "已收到，金额无误",
    ]  # fmt: skip
