"""The room's pages by who looks: what each finds, does, takes away, and what stays hidden from him."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.platform.accounts import people
from tests.platform.experts import world
from tests.platform.experts.world import DAY, LATER, XIHU, YIWU, asked, session, slots, step
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import ReadItem
from zhiwei.platform.cases import services as case_services
from zhiwei.platform.experts import services
from zhiwei.platform.experts.models import Booking, Expert, Expertise, Question, Session
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


def as_person(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def file(response: Any) -> str:
    return b"".join(response).decode()


def test_everybody_sees_channels_and_sessions_and_no_name(client: Client) -> None:
    made = session(world.expert(name="甄知"))
    page = text(client.get(reverse("experts:home")))
    for words in ("专场咨询", "“门诊”咨询", "网上咨询", "融资clinic", "专家 1 位"):
        assert words in page
    for address in (reverse("experts:home"), reverse("experts:session", args=[made.pk])):
        page = text(client.get(address))
        assert "甄知" not in page
        assert "文三路" not in page
    assert "用企业账号登录后可以预约" in page
    assert "融资clinic" not in text(client.get(reverse("experts:home"), {"channel": "online"}))
    assert "融资clinic" not in text(client.get(reverse("experts:home"), {"division": YIWU}))
    assert "融资clinic,“门诊”咨询,融资,杭州市西湖区,2012-11-09,09:00–10:00,2" in file(
        client.get(reverse("experts:home"), {"sessions-export": "csv", "field": "finance"})
    )
    english = text(client.get(reverse("experts:home"), headers={"accept-language": "en"}))
    assert "Volunteer experts" in english
    assert "/experts/" in text(client.get("/"))


def test_a_firm_books_from_the_page_of_a_session_and_grades() -> None:
    expert, firm = world.expert(), world.firm()
    made = session(expert)
    owner, address = as_person(people.owner(firm.organisation)), reverse("experts:session", args=[made.pk])
    assert "甄知" in text(owner.get(address))
    first, second = slots(made)
    sent = {"firm": str(firm.pk), "slot": str(first.pk), "need": "想问贷款", "difficulty": "finance"}
    assert owner.post(address, {**sent, "need": ""}).status_code == 422
    assert not Booking.objects.exists()
    page = text(owner.post(address, sent, follow=True))
    booked = Booking.objects.get()
    assert "文三路 1 号" in page
    taken = owner.post(address, {**sent, "slot": str(second.pk)})
    assert (taken.status_code, "已经预约了这一场" in text(taken)) == (422, True)
    own = text(owner.get(reverse("experts:own")))
    assert "融资clinic" in own
    assert reverse("experts:own") in text(owner.get(f"/my/{firm.pk}/"))
    with clock.stopped(LATER):
        services.close(world.as_expert(expert), booked, came=True)
        owner = as_person(people.owner(firm.organisation))  # four days later he logs in anew
        assert "评价专家咨询" in text(owner.get(f"/my/{firm.pk}/"))
        page = text(
            owner.post(
                reverse("experts:booking", args=[booked.pk]), {"grade": "5", "remark": "好"}, follow=True
            )
        )
        assert "谢谢您的评价" in page
        assert "评价专家咨询" not in text(owner.get(f"/my/{firm.pk}/"))


def test_a_booking_is_for_its_firm_its_expert_and_its_place() -> None:
    expert, firm = world.expert(), world.firm()
    booked = services.book(world.of(firm), firm, slots(session(expert))[0], need="想问贷款")
    address = reverse("experts:booking", args=[booked.pk])
    county = people.official(Role.COUNTY, XIHU)
    for user in (people.owner(firm.organisation), expert.user, county):
        assert "想问贷款" in text(as_person(user).get(address))
    strangers = (people.owner(), world.expert(name="别人").user, people.official(Role.COUNTY, YIWU))
    for user in strangers:
        client = as_person(user)
        assert client.get(address).status_code == 404
        assert client.post(reverse("experts:close", args=[booked.pk]), {"came": "yes"}).status_code == 404
        assert client.post(reverse("experts:cancel", args=[booked.pk])).status_code in (403, 404)
    assert Client().get(address).status_code == 302
    booked.refresh_from_db()
    assert booked.state == "booked"
    assert (
        ReadItem.objects.filter(kind="subject", key=str(firm.pk)).count() == 2
    )  # expert and county, not the owner
    owner = as_person(people.owner(firm.organisation))
    assert "号已放出" in text(owner.post(reverse("experts:cancel", args=[booked.pk]), follow=True))


def test_an_expert_finds_his_desk_and_what_waits() -> None:
    expert, law = world.expert(), world.expert(["law"], name="别人")
    question = asked(world.firm())
    desk = as_person(expert.user)
    assert "/my/expert/" in text(desk.get("/my/"))
    page = text(desk.get(reverse("experts:desk")))
    assert question.title in page
    assert question.firm.name in page
    assert question.title not in text(as_person(law.user).get(reverse("experts:desk")))
    assert as_person(law.user).get(f"/office/cases/{question.pk}/").status_code == 404
    assert question.firm.name in file(desk.get(reverse("experts:desk"), {"questions-export": "csv"}))
    answer = desk.post(
        f"/office/cases/{question.pk}/do/answer/",
        {"revision": question.case.revision, "answer": "可以减"},
        follow=True,
    )
    assert "已解答" in text(answer)
    assert as_person(people.owner()).get(reverse("experts:desk")).status_code == 403
    nobody = people.person()
    people.member(nobody, Role.EXPERT, organisation=people.organisation("浙江大学"))
    assert "还不在专家名册里" in text(as_person(nobody).get(reverse("experts:desk")))


def test_firm_and_expert_see_for_how_many_days_a_question_waits() -> None:
    """16.4 sets no time for an answer; the days are counted from the last time the firm asked."""
    expert, one = world.expert(), world.firm()
    first = asked(one, title="先问的")
    asked(one, title="后问的")

    def desk() -> str:
        return text(as_person(expert.user).get(reverse("experts:desk")))

    def own() -> str:
        return text(as_person(people.owner(one.organisation)).get(reverse("experts:own")))

    with clock.stopped(DAY + timedelta(days=3)):
        assert waits(desk()) == waits(own()) == {"先问的": "3", "后问的": "3"}
        first = step(world.as_expert(expert), first, "answer", answer="可以减")
        first = step(world.of(one), first, "again", question="减到多少？")
    with clock.stopped(DAY + timedelta(days=4)):
        page = desk()
        assert page.index("后问的") < page.index("先问的")  # the longest waiting on top
        assert waits(page) == {"先问的": "1", "后问的": "4"}
        step(world.as_expert(expert), first, "answer", answer="减到百分之二")
        assert waits(own()) == {"先问的": "—", "后问的": "4"}


def waits(page: str) -> dict[str, str]:
    """What the column 已等 says of each question of a page, by its title."""
    found = re.findall(r'>(先问的|后问的)</a>.*?data-l="已等（天）"[^>]*>([^<]*)<', page, re.DOTALL)
    return {title: said.strip() for title, said in found}


def test_an_expert_opens_and_cancels_his_hours() -> None:
    expert = world.expert()
    desk = as_person(expert.user)
    sent = {
        "channel": "online", "field": "finance", "division": XIHU, "topic": "晚间问答", "place": "网上会场", "day": "2012-11-09",
        "begins": "19:00", "ends": "20:00", "seats": "", "minutes": "",
    }  # fmt: skip
    answer = desk.post(reverse("experts:own-session"), sent)
    assert (answer.status_code, "至少排出一个号" in text(answer)) == (422, True)
    desk.post(reverse("experts:own-session"), {**sent, "minutes": "20"})
    made = Session.objects.get()
    assert made.slots.count() == 3
    cancel = reverse("experts:cancel-session", args=[made.pk])
    assert cancel in text(desk.get(reverse("experts:session", args=[made.pk])))
    for user in (people.owner(), people.official(Role.COUNTY, YIWU)):
        assert as_person(user).post(cancel, {"reason": "x"}).status_code == 403
    desk.post(cancel, {"reason": "出差"})
    made.refresh_from_db()
    assert (made.state, made.reason) == ("cancelled", "出差")


def test_the_county_keeps_the_register_and_sees_its_own() -> None:
    county, other = (
        as_person(people.official(Role.COUNTY, XIHU)),
        as_person(people.official(Role.COUNTY, YIWU)),
    )
    user = people.person("甄知")
    people.member(user, Role.EXPERT, organisation=people.organisation("浙江大学"))
    sent = {"user": str(user.pk), "background": "scholar", "division": XIHU, "fields_": ["finance", "tax"]}
    assert county.post(reverse("experts:new"), {**sent, "division": YIWU}).status_code == 422
    county.post(reverse("experts:new"), sent)
    made = Expert.objects.get()
    assert [one.field for one in made.expertise.all()] == ["finance", "tax"]
    address = reverse("experts:expert", args=[made.pk])
    assert "财税" in text(county.get(address))
    assert other.get(address).status_code == 404
    hours = {
        "channel": "special", "field": "tax", "division": XIHU, "topic": "小微税收专场", "place": "区政府", "day": "2012-11-09",
        "begins": "14:00", "ends": "16:00", "seats": "30",
    }  # fmt: skip
    county.post(reverse("experts:office-session", args=[made.pk]), hours)
    assert Session.objects.get().slots.count() == 30
    assert "小微税收专场" in text(county.get(reverse("experts:office")))
    question = asked(world.firm())
    for page in (text(county.get(reverse("experts:office"))), text(county.get("/office/"))):
        assert "/office/experts/" in page
    assert question.title in text(county.get(reverse("experts:office")))
    assert question.title not in text(other.get(reverse("experts:office")))
    assert other.get(reverse("experts:question", args=[question.pk])).status_code == 404
    assert question.firm.name not in file(other.get(reverse("experts:office"), {"questions-export": "csv"}))
    assert question.firm.name in file(county.get(reverse("experts:office"), {"questions-export": "csv"}))
    county.post(reverse("experts:office-session", args=[made.pk]), hours)  # the same hours again
    assert Session.objects.count() == 1
    county.post(reverse("experts:end", args=[made.pk]))
    assert Expert.objects.get().state == "active"  # a session is to come
    county.post(address, {**sent, "background": "retired", "fields_": ["law"]})
    assert Expert.objects.get().background == "retired"
    assert as_person(people.owner()).get(reverse("experts:office")).status_code == 403


def test_what_nobody_answered_is_on_a_page_of_its_own_and_in_the_report() -> None:
    county = as_person(people.official(Role.COUNTY, XIHU))
    question = asked(world.firm(), difficulty="finance")
    assert "0 个问题" in text(county.get(reverse("experts:unanswered")))
    with clock.stopped(date(2012, 11, 13)):
        case_services.tick(clock.now())
        county = as_person(people.official(Role.COUNTY, XIHU))
        page = text(county.get(reverse("experts:unanswered")))
        assert "1 个问题" in page
        assert reverse("experts:question", args=[question.pk]) in page
        assert "没有人解答的（1）" in text(county.get(reverse("experts:office")))
        address = reverse("experts:question", args=[question.pk])
        assert "本领域还没有专家" in text(county.get(address))
        above = world.expert(["law"], division=world.ZHEJIANG)
        assert county.post(address, {"expert": str(above.pk)}).status_code == 422
        Expertise.objects.create(expert=above, field="finance")
        county.post(address, {"expert": str(above.pk)})
        assert "甄知" in text(county.get(address))
        lines = file(county.get(reverse("experts:report"), {"year": 2012, "report-export": "csv"}))
        assert "2012-11,杭州市西湖区,融资,1,0,1,1,,0," in lines
        assert "杭州市西湖区,1,0,0,0,0" in file(
            county.get(reverse("experts:report"), {"year": 2012, "places-export": "csv"})
        )
        assert "本年度还没有咨询" in text(county.get(reverse("experts:report"), {"year": 2013}))


def test_an_answer_is_published_in_words_that_name_nobody() -> None:
    expert, firm = world.expert(), world.firm()
    question = asked(firm, agrees="true", question=f"我们{firm.name}的担保费能不能减？")
    question = step(world.as_expert(expert), question, "answer", answer="可以按文件减。")
    desk = as_person(expert.user)
    address = reverse("experts:publish", args=[question.pk])
    assert address in text(desk.get(reverse("experts:desk")))
    page = text(desk.get(address))
    assert "我们某企业的担保费能不能减？" in page
    assert firm.name not in page
    sent = {"title": "担保费能不能减", "text": f"{firm.name}问", "answer": "可以"}
    answer = desk.post(address, sent)
    assert (answer.status_code, "会让人认出提问者" in text(answer)) == (422, True)
    desk.post(address, {**sent, "text": "担保费能不能减？"})
    public = Client()
    assert "担保费能不能减" in text(public.get(reverse("experts:answers"), {"q": "担保"}))
    assert "担保费能不能减" not in text(public.get(reverse("experts:answers"), {"field": "law"}))
    shown = text(public.get(reverse("experts:answer", args=[question.pk])))
    assert firm.name not in shown
    assert public.get(reverse("experts:publish", args=[question.pk])).status_code == 302
    assert as_person(people.official(Role.COUNTY, YIWU)).get(address).status_code == 404
    as_person(people.owner(firm.organisation)).post(reverse("experts:withdraw", args=[question.pk]))
    assert public.get(reverse("experts:answer", args=[question.pk])).status_code == 404


def test_an_answer_to_be_published_is_offered_to_who_may_publish_it() -> None:
    near = world.expert()
    question = step(world.as_expert(near), asked(world.firm(), agrees="true"), "answer", answer="可以减")
    address = reverse("experts:publish", args=[question.pk])
    for role, offered in ((Role.COUNTY, True), (Role.FINANCE, False), (Role.TAX, False)):
        client = as_person(people.official(role, XIHU))
        assert (address in text(client.get(reverse("experts:office")))) is offered
        assert client.get(address).status_code == (200 if offered else 404)


def test_asking_begins_at_the_firms_own_case(client: Client) -> None:
    firm = world.firm()
    owner = as_person(people.owner(firm.organisation))
    answer = owner.get(reverse("experts:ask"))
    assert answer["Location"] == reverse("cases:own-new", args=["expert_question", firm.pk])
    page = text(owner.get(answer["Location"]))
    assert "属于哪一难" in page
    sent = {
        "field": "finance",
        "title": "担保费",
        "question": "能不能减？",
        "difficulty": "profit",
        "agrees": "on",
    }
    owner.post(answer["Location"], sent)
    question = Question.objects.get()
    assert (question.difficulty, question.agrees, question.firm) == ("profit", True, firm)
    assert "担保费" in text(owner.get(reverse("experts:own")))
    assert client.get(reverse("experts:own")).status_code == 302


def test_a_county_opens_sessions_for_an_expert_of_its_city_and_does_not_change_his_entry() -> None:
    expert, far = world.expert(), world.expert(division=YIWU, name="远处")
    county = as_person(people.official(Role.COUNTY, XIHU))
    address = reverse("experts:expert", args=[expert.pk])
    page = text(county.get(address))
    assert "安排咨询场次" in page
    assert "变更登记" not in page
    assert county.get(reverse("experts:expert", args=[far.pk])).status_code == 404
    county.post(address, {"background": "other", "division": XIHU, "fields_": ["law"]})
    assert county.post(reverse("experts:end", args=[expert.pk])).status_code == 403
    expert.refresh_from_db()
    assert (expert.background, expert.state) == ("scholar", "active")
    hours = {
        "channel": "clinic", "field": "finance", "division": XIHU, "topic": "融资门诊", "place": "区政府", "day": "2012-11-09",
        "begins": "14:00", "ends": "16:00", "minutes": "30",
    }  # fmt: skip
    new = reverse("experts:office-session", args=[expert.pk])
    assert (
        county.post(new, {**hours, "division": world.HANGZHOU}).status_code == 422
    )  # not the county's own place
    county.post(new, hours)
    assert Session.objects.get().slots.count() == 4
