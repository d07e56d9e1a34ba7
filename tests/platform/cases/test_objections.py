"""Objections: whom one turns to, the number one is given, what it shows, and the list of the officials who answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tests.platform.accounts import people
from tests.platform.cases.test_pages import browser, text
from tests.platform.cases.test_steps import DAY, later, published, stepped
from tests.platform.cases.trial import firm, official, viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act, ReadItem
from zhiwei.platform.cases import queries, services
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Notice, Objection, Office
from zhiwei.platform.cases.offices import office_of
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
OBJECTION = {"person": "王某", "contact": "0571-88880000", "text": "该企业并非小型微利企业"}


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def objected() -> Objection:
    published()
    return services.object_to(viewer(), Notice.objects.get().pk, **OBJECTION)


def test_the_number_shows_what_became_of_it_and_nobodys_name() -> None:
    published()
    notice = Notice.objects.get()
    done = browser().post(f"/notices/{notice.pk}/", OBJECTION)
    said = Objection.objects.get()
    assert re.fullmatch(r"20130603-[0-9A-F]{12}", said.number)
    assert (done.status_code, done["Location"]) == (302, f"/notices/objections/?number={said.number}")
    page = text(browser().get(done["Location"]))
    for shown in (said.number, "待处理", "2013-06-09", notice.name):
        assert shown in page
    services.answer_objection(viewer(), said.pk, upheld=False, answer="汇算清缴数据核对无误")
    page = text(browser().get(done["Location"].lower()))
    for shown in ("不成立", "2013-06-03 已处理", "汇算清缴数据核对无误"):
        assert shown in page
    for kept_back in OBJECTION.values():
        assert kept_back not in page


@pytest.mark.parametrize(
    "change", [lambda n: n[:-1], lambda n: n[:-1] + "G", lambda n: "20130604" + n[8:], lambda _: "x"]
)
def test_another_number_shows_nothing(change: object) -> None:
    number = objected().number
    answer = browser().get("/notices/objections/", {"number": change(number)})  # type: ignore[operator]
    assert answer.status_code == 404
    assert "没有这个编号的异议" in text(answer)
    assert "公示期满日" not in text(answer)


def test_the_objection_of_a_stopped_notice_leads_to_no_page() -> None:
    said = objected()
    Notice.objects.update(state=Notice.State.STOPPED)
    page = text(browser().get("/notices/objections/", {"number": said.number}))
    assert "试办事项（已终止）" in page
    assert said.notice.name not in page


def test_a_notice_says_whom_to_turn_to_and_how_to_object() -> None:
    published()
    people.official(Role.COUNTY, "330106", "杭州市西湖区经济和信息化局")
    address = f"/notices/{Notice.objects.get().pk}/"
    page = text(browser().get(address))
    for said in ("该机关还没有登记电话", "2013-06-09 以前（含当日）都可以提", "提过异议？凭编号查询"):
        assert said in page
    services.set_office(
        viewer(),
        division="330106",
        authority="西湖区中小企业服务窗口",
        telephone="0571-12345678",
        address="文三路1号",
    )
    page = text(browser().get(address))
    for said in ("西湖区中小企业服务窗口", "0571-12345678", "文三路1号", "也可以打上面的电话"):
        assert said in page
    with clock.stopped(later(7)):
        over = text(browser().get(address))
        assert "公示期已满，不再受理异议" in over
        assert "0571-12345678" in over


def test_the_nearest_and_most_special_office_is_named() -> None:
    assert office_of("trial", "330106").authority == "杭州市西湖区"  # nobody entered, nobody acts there
    province = viewer(Role.PROVINCE, "330000")
    services.set_office(province, division="330000", authority="省", telephone="0571-12345678")
    assert (
        office_of("trial", "330106").authority == "杭州市西湖区"
    )  # the province speaks for its own matters only
    for by, division, kind, name in (
        (viewer(Role.CITY, "330100"), "330100", "trial", "市"), (viewer(), "330106", "", "区"),
        (viewer(), "330106", "trial", "区的一科"),
    ):  # fmt: skip
        services.set_office(by, division=division, authority=name, telephone="0571-12345678", type_id=kind)
        assert office_of("trial", "330106").authority == name
    assert office_of("other", "330106").authority == "区"
    assert office_of("trial", "330782").authority == "金华市义乌市"  # nobody entered there
    again = services.set_office(viewer(), division="330106", authority="新名", telephone="0571-12345679")
    assert (Office.objects.count(), again.telephone) == (4, "0571-12345679")
    assert Act.objects.filter(act="cases.office").count() == 5


def test_an_office_is_entered_by_the_government_of_the_place_with_a_telephone() -> None:
    for who in (viewer(division="330782"), viewer(Role.AUDITOR, "330000")):
        with pytest.raises(PermissionDenied):
            services.set_office(who, division="330106", authority="某局", telephone="0571-12345678")
    with pytest.raises(
        Refused, match="请写明办理机关的名称；请写明办公电话，如 0571-12345678；请从列表中选择事项"
    ):
        services.set_office(viewer(), division="330106", authority=" ", telephone="无", type_id="none")
    by = browser(official())
    sent = {"division": "330106", "authority": "西湖区经信局", "telephone": "0571-12345678"}
    assert by.post("/office/cases/offices/", {**sent, "division": "330782"}).status_code == 422
    assert "已登记" in text(by.post("/office/cases/offices/", sent, follow=True))
    assert "西湖区经信局" in b"".join(by.get("/office/cases/offices/?export=csv").streaming_content).decode()
    assert "西湖区经信局" not in text(browser(official(division="330782")).get("/office/cases/offices/"))
    assert browser(people.official(Role.AUDITOR, "330000")).get("/office/cases/offices/").status_code == 403
    assert 'href="/office/cases/offices/"' in text(by.get("/office/cases/"))


def test_those_who_answer_find_objections_with_their_day_first() -> None:
    said = objected()
    case = said.notice.case
    here, other, tax = official(), official(division="330782"), official(Role.TAX, "330000")
    page = text(browser(here).get("/office/cases/"))
    assert f'<a href="/office/cases/{case.pk}/#objections">{said.number}</a>' in page
    for shown in ("待处理的异议", "2013-06-09", "公示期内"):
        assert shown in page
    assert ReadItem.objects.filter(kind="subject", key=str(case.subject_id)).exists()
    for nobody in (other, tax):
        assert said.number not in text(browser(nobody).get("/office/cases/"))
    file = b"".join(browser(here).get("/office/cases/?objections-export=csv").streaming_content).decode()
    assert said.number in file
    assert "王某" not in file
    with clock.stopped(later(7)):
        assert "公示已期满，办件停着等处理" in text(browser(official()).get("/office/cases/"))
        assert "请在公示期满（2013-06-09）前处理" in text(
            browser(official()).get(f"/office/cases/{case.pk}/")
        )
    services.answer_objection(viewer(), said.pk, upheld=False, answer="核对无误")
    assert "待处理的异议" not in text(browser(here).get("/office/cases/"))
    assert queries.objection_of(said.number) == said


def test_an_answer_that_is_not_complete_is_shown_again_with_what_was_typed() -> None:
    said = objected()
    case = said.notice.case
    services.complain(people.viewer(people.owner(case.subject.organisation)), case.pk, text="办得太慢")
    address, by = f"/office/cases/{case.pk}/", browser(official())
    told = case.complaints.get()
    for where, sent, faults in (
        (f"objections/{said.pk}/", {"answer": "查无此事"}, ["这个字段是必填项。", ">\n查无此事</textarea>"]),
        (
            f"objections/{said.pk}/",
            {"upheld": "no", "answer": " "},
            ["这个字段是必填项。", 'value="no"', "checked"],
        ),
        (f"objections/{said.pk}/", {"upheld": "yes", "answer": "长" * 2001}, ["2000", ">\n" + "长" * 2001]),
        (f"complaints/{told.pk}/", {"text": " "}, ["这个字段是必填项。"]),
        (f"complaints/{told.pk}/", {"text": "长" * 2001}, ["2000", ">\n" + "长" * 2001]),
    ):
        answer = by.post(f"{address}{where}", sent)
        assert answer.status_code == 422
        for one in faults:
            assert one in text(answer), (where, one)
    said.refresh_from_db()
    told.refresh_from_db()
    assert (said.state, said.answer, told.answer) == ("open", "", "")


def test_the_counter_says_what_cannot_be_filed_there_and_why() -> None:
    published()
    said = '<a href="/matters/trial/">试办事项</a>：由县级经办在窗口代办'
    tax = text(browser(official(Role.TAX)).get("/office/cases/new/", {"q": "晨光"}))
    for shown in ("没有可由您代办的事项", "其他事项为什么不能由您代办", said):
        assert shown in tax
    assert said not in text(browser(official()).get("/office/cases/new/", {"q": "晨光"}))
    assert Client().get("/office/cases/new/").status_code == 302


def test_a_firm_finds_its_objections_and_complaints_beside_its_enquiries() -> None:
    case = published()
    rival = people.organisation("杭州古荡纸品有限公司")
    user = people.owner(rival)
    user.display_name, user.phone = "沈余", "0571-86860000"
    user.save()
    client = browser(user)
    page = text(client.get("/my/enquiries/"))
    for begin in (
        'href="/notices/">对公示提出异议',
        'href="/my/cases/">投诉一件办件',
        "没有提出过异议。",
        "没有投诉过。",
    ):
        assert begin in page, begin
    address = f"/notices/{Notice.objects.get().pk}/"
    form = text(client.get(address))
    for known in ('value="杭州古荡纸品有限公司 沈余"', 'value="0571-86860000"'):
        assert known in form, known
    assert "0571-86860000" not in text(browser().get(address))
    client.post(address, OBJECTION)
    said = Objection.objects.get()
    page = text(client.get("/my/enquiries/"))
    assert f'<a href="/notices/objections/?number={said.number}">{said.number}</a>' in page
    assert "杭州晨光五金制品有限公司：试办事项" in page
    owner = people.owner(case.subject.organisation)
    services.complain(people.viewer(owner), case.pk, text="办得太慢")
    own = text(browser(owner).get("/my/enquiries/"))
    assert "办得太慢" in own
    assert said.number not in own
    assert "办得太慢" not in page


def test_its_maker_reads_his_objection_again_and_nobody_else() -> None:
    said = objected()
    user = people.owner()
    said.made_by = user
    said.save()
    address = f"/notices/objections/?number={said.number}"
    for shown in OBJECTION.values():
        assert shown in text(browser(user).get(address))
        for stranger in (browser(), browser(people.owner())):
            assert shown not in text(stranger.get(address))
    wrong = browser().post(address, {"contact": "0571-1"})
    assert (wrong.status_code, "和提交时留下的联系方式不一样" in text(wrong)) == (422, True)
    assert OBJECTION["text"] not in text(wrong)
    right = text(browser().post(address, {"contact": f" {OBJECTION['contact']}"}))
    assert OBJECTION["text"] in right


def test_who_objected_is_for_the_officials_of_the_place_and_neither_the_firm_nor_who_is_invited() -> None:
    said = objected()
    case, address = said.notice.case, f"/office/cases/{said.notice.case_id}/"
    owner, expert = people.owner(case.subject.organisation), people.person("专家甲")
    people.member(expert, Role.EXPERT)
    services.invite(viewer(), case.pk, expert, "expert")
    services.complain(people.viewer(owner), case.pk, text="办得太慢")
    mine = browser(owner).get(address)
    assert (mine.status_code, mine["Location"]) == (302, f"/my/cases/{case.pk}/")
    own = text(browser(owner).get(mine["Location"]))
    invited = text(browser(expert).get(address))
    for kept_back in OBJECTION.values():
        for page in (own, invited):
            assert kept_back not in page
        assert kept_back in text(browser(official()).get(address))
    assert "收到异议" in own
    assert "收到异议" in invited
    assert "办得太慢" in own
    assert "办得太慢" not in invited
    assert "投诉" not in invited
    services.answer_objection(viewer(), said.pk, upheld=False, answer="数据核对无误")
    assert "数据核对无误" in text(browser(owner).get(mine["Location"]))


def test_who_came_to_the_counter_is_not_for_who_is_invited() -> None:
    came = services.AtTheCounter("沈余，会计", "不会上网")
    case = services.open_case(
        viewer(),
        "trial",
        firm(),
        key="counter",
        origin="counter",
        content={"purpose": "转型升级"},
        counter=came,
    )
    case = stepped(case, viewer(), "return", defects=["缺执照"])
    expert = people.person("专家甲")
    people.member(expert, Role.EXPERT)
    services.invite(viewer(), case.pk, expert, "expert")
    for address in (f"/office/cases/{case.pk}/", f"/office/cases/{case.pk}/receipt/"):
        assert "沈余" not in text(browser(expert).get(address))
        assert "沈余" in text(browser(official()).get(address))
    assert "沈余" in text(browser(people.owner(case.subject.organisation)).get(f"/my/cases/{case.pk}/"))
