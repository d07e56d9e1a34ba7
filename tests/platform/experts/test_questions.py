"""16.4, online questions: routed by field and place, escalated when nobody answers, published without names."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.platform.experts import world
from tests.platform.experts.world import HANGZHOU, XIHU, YIWU, ZHEJIANG, as_expert, asked, now, official, step
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases import queries as cases
from zhiwei.platform.cases import services as case_services
from zhiwei.platform.experts import queries, report, routing, services
from zhiwei.platform.experts.anonymous import giveaways, masked
from zhiwei.platform.experts.models import Booking, Question
from zhiwei.platform.experts.services import Refused
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import queries as subjects

pytestmark = pytest.mark.django_db


def sees(expert: world.Expert, question: Question) -> bool:
    """Whether a question is on the expert's desk; the page of its case goes with it."""
    listed = queries.questions_for(expert).filter(pk=question.pk).exists()
    try:
        cases.visible_one(as_expert(expert), question.pk)
    except Http404:
        assert not listed
        return False
    assert listed
    return True


def test_16_4_an_expert_sees_only_questions_of_the_own_field() -> None:
    money, law, far = world.expert(), world.expert(["law"]), world.expert(division=YIWU)
    above = world.expert(division=ZHEJIANG)
    question = asked(world.firm())
    assert [sees(one, question) for one in (money, law, far, above)] == [True, False, False, False]
    with pytest.raises(PermissionDenied):
        step(as_expert(law), question, "answer", answer="不知道")
    question = step(as_expert(money), question, "move", field="law", reason="这是合同问题")
    assert [sees(one, question) for one in (money, law)] == [False, True]
    services.change(
        official(Role.CITY, HANGZHOU), law, background="scholar", division=HANGZHOU, fields=["tax"]
    )
    assert not sees(law, question)
    with pytest.raises(PermissionDenied):  # he has no part in it any more
        step(as_expert(law), question, "answer", answer="不知道")


def test_an_expert_of_another_field_is_refused_even_where_he_was_invited() -> None:
    law = world.expert(["law"])
    question = asked(world.firm())
    routing.invite(question, [law])
    assert not queries.questions_for(law).exists()
    with pytest.raises(case_services.Refused, match="这个问题属于“融资”，不是您的领域"):
        step(as_expert(law), question, "answer", answer="不知道")


def test_without_an_expert_near_it_goes_to_the_province_at_once() -> None:
    above, far = world.expert(division=ZHEJIANG), world.expert(division=YIWU)
    question = asked(world.firm())
    assert [sees(one, question) for one in (above, far)] == [True, False]


def test_a_new_expert_finds_the_questions_that_wait() -> None:
    question, ended = asked(world.firm()), asked(world.firm())
    step(world.of(ended.firm), ended, "withdraw")
    late = world.expert()
    assert sees(late, question)
    assert list(queries.questions_for(late)) == [question]
    services.end(official(Role.CITY, HANGZHOU), late)
    assert not queries.questions_for(late).exists()


def test_16_4_an_unanswered_question_is_escalated_after_the_set_time() -> None:
    near, above = world.expert(), world.expert(division=ZHEJIANG)
    question = asked(world.firm())
    assert question.case.due_on == date(2012, 11, 12)  # five working days after Monday the 5th
    ladder = [  # the clock lapses when its last day is over
        (date(2012, 11, 12), "asked", 0),
        (date(2012, 11, 13), "at_county", 1),
        (date(2012, 11, 20), "at_county", 1),
        (date(2012, 11, 21), "at_province", 1),
    ]
    for day, state, count in ladder:
        with clock.stopped(day):
            case_services.tick(clock.now())
            question = now(question)
            assert (question.case.state, queries.unanswered(Question.objects.all()).count()) == (state, count)
    assert sees(above, question)
    assert sees(near, question)
    with clock.stopped(date(2012, 11, 29)):  # five working days after the 21st end on the 28th
        case_services.tick(clock.now())
        assert now(question).case.escalated_to == "province"
        (line,) = report.lines(Question.objects.all(), Booking.objects.all(), 2012)
        assert (line.asked, line.answered, line.went_up, line.open) == (1, 0, 1, 1)
        question = step(as_expert(near), question, "answer", answer="可以按一号文件减")
    assert (question.case.state, question.expert, question.case.escalated_to) == ("answered", near, "")
    assert not queries.unanswered(Question.objects.all()).exists()


def test_officials_answer_only_what_experts_did_not() -> None:
    question, county = asked(world.firm()), official()
    with pytest.raises(case_services.Refused, match="现为“待专家解答”"):
        step(county, question, "reply", answer="请看政策")
    with clock.stopped(date(2012, 11, 13)):
        case_services.tick(clock.now())
        with pytest.raises(PermissionDenied):
            step(official(division=YIWU), question, "reply", answer="请看政策")
        question = step(county, question, "reply", answer="请看政策")
    assert (question.case.state, question.answer, question.expert) == ("answered", "请看政策", None)


def test_the_county_names_an_expert() -> None:
    question, county = asked(world.firm()), official()
    above, law = world.expert(division=ZHEJIANG), world.expert(["law"])
    other = world.expert(name="近处")
    routing.dismiss(question)
    with pytest.raises(Refused, match="请选择本领域、在当地服务的专家"):
        services.point(county, question, law)
    with pytest.raises(PermissionDenied):
        services.point(official(division=YIWU), question, above)
    services.point(county, question, above)
    assert [sees(one, question) for one in (above, other)] == [True, False]


def test_a_firm_asks_on_where_the_answer_did_not_help() -> None:
    near = world.expert()
    question = step(as_expert(near), asked(world.firm(), agrees="true"), "answer", answer="可以减")
    services.publish(as_expert(near), question, title="担保费", text="能不能减？", answer="可以减")
    question = step(world.of(question.firm), question, "again", question="减到多少？")
    assert (question.case.state, question.answered_at, question.published_at) == ("asked", None, None)
    assert question.text == "担保公司收百分之三，能不能减？\n\n减到多少？"
    assert sees(near, question)


def test_a_larger_firm_does_not_ask() -> None:
    with pytest.raises(case_services.Refused, match=r"专家咨询面向小型、微型企业（第 16\.4 句“"):
        asked(world.firm("medium"))
    with pytest.raises(case_services.Refused, match="不超过 100 字"):
        asked(world.firm(), title="问" * 101)
    assert asked(world.firm(), title="问" * 100).pk


def test_2_1_questions_are_counted_by_the_four_difficulties() -> None:
    asked(world.firm(), difficulty="finance")
    asked(world.firm(), difficulty="finance")
    asked(world.firm(division=YIWU), difficulty="profit")
    asked(world.firm())
    rows = Question.objects.all()
    assert subjects.by_difficulty(rows) == {"finance": 2, "profit": 1, "upgrade": 0, "start_up": 0}
    first, second = subjects.by_difficulty_and_division(rows)
    assert (first.division, first.by[""], first.total, second.division) == (XIHU, 1, 3, YIWU)
    with pytest.raises(case_services.Refused, match="请从所列各项中选择"):
        asked(world.firm(), difficulty="weather")


def test_nothing_is_published_without_consent_or_before_an_answer() -> None:
    near = world.expert()
    silent = step(as_expert(near), asked(world.firm()), "answer", answer="可以减")
    with pytest.raises(Refused, match="提问的企业没有同意公开"):
        services.publish(as_expert(near), silent, title="担保费", text="能不能减？", answer="可以减")
    early = asked(world.firm(), agrees="true")
    with pytest.raises(Refused, match="还没有解答"):
        services.publish(official(), early, title="担保费", text="能不能减？", answer="可以减")
    for stranger in (world.of(silent.firm), official(division=YIWU), as_expert(world.expert(name="别人"))):
        with pytest.raises(PermissionDenied):
            services.publish(stranger, silent, title="担保费", text="能不能减？", answer="可以减")


def test_a_published_answer_names_nobody() -> None:
    near, firm = world.expert(), world.firm()
    text = f"{firm.name}的陈小满，电话 139 5710 0000、13957100000，邮箱 a@b.cn，统一代码91330106MA27X2345K"
    assert giveaways(firm, text)[0] == firm.name
    assert set(giveaways(firm, text)) >= {
        "陈小满",
        "139 5710 0000",
        "13957100000",
        "a@b.cn",
        "91330106MA27X2345K",
    }
    clean = masked(firm, text)
    assert giveaways(firm, clean) == []
    assert clean.startswith("某企业的＊＊＊")
    question = asked(firm, agrees="true", question=text)
    question = step(as_expert(near), question, "answer", answer=f"{firm.core}可以申请")
    with pytest.raises(Refused) as refused:
        services.publish(as_expert(near), question, title="担保费", text=text, answer=question.answer)
    assert [fault.field for fault in refused.value.faults] == ["text", "answer"]
    assert firm.core in str(refused.value)
    services.publish(as_expert(near), question, title="担保费", text=clean, answer="可以申请")
    assert [one.public_text for one in queries.published()] == [clean]
    services.withdraw(world.of(firm), question)
    assert not queries.published().exists()
    with pytest.raises(Refused, match="没有同意公开"):  # the firm took its word back
        services.publish(as_expert(near), question, title="担保费", text=clean, answer="可以申请")


def test_the_report_is_computed_from_the_registers() -> None:
    near = world.expert()
    for day in (7, 9, 12):  # asked on the 5th: two, four and seven days
        question = asked(world.firm())
        with clock.stopped(date(2012, 11, day)):
            step(as_expert(near), question, "answer", answer="可以")
    case_services.rate(world.of(question.firm), question.pk, grade=2)
    asked(world.firm())
    booked = [
        services.book(world.of(one), one, slot, need="问")
        for one, slot in zip((world.firm(), world.firm()), world.slots(world.session(near)), strict=True)
    ]
    with clock.stopped(world.LATER):
        for one, came in zip(booked, (True, False), strict=True):
            services.close(as_expert(near), one, came=came)
        services.rate(world.of(booked[0].firm), booked[0], grade=5)
    (line,) = report.lines(Question.objects.all(), Booking.objects.all(), 2012)
    assert (line.month, line.division, line.field) == ("2012-11", XIHU, "finance")
    assert (line.asked, line.answered, line.open, line.median_days, line.held, line.grade) == (
        4,
        3,
        1,
        4,
        1,
        3.5,
    )
    assert queries.mean_grade(near) == 3.5  # five for the session, two for the answer
    assert report.lines(Question.objects.all(), Booking.objects.all(), 2013) == []
    totals = report.totals(2012)
    assert (totals.asked, totals.answered, totals.median_days) == (4, 3, None)  # too few for a public median
    assert totals.held == {"special": 0, "clinic": 1, "online": 0}


def test_what_is_computed_cannot_be_typed_in() -> None:
    near, question = world.expert(), asked(world.firm())
    for name, value in (("answered_at", "2012-11-05"), ("median_days", "1"), ("grade", "5")):
        with pytest.raises(case_services.Refused, match=f"这一步没有“{name}”这一项"):
            step(as_expert(near), question, "answer", answer="可以", **{name: value})
    assert now(question).answered_at is None
