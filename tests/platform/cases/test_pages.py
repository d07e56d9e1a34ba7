"""The room's pages: who finds what, what a form sends, what is told where something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import zhiwei.platform
from tests.platform.accounts import people
from tests.platform.cases.test_steps import DAY, later, paid, published, stepped
from tests.platform.cases.trial import firm, official, opened, owner_of, reward_decided, types, viewer
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act, ReadItem
from zhiwei.platform.cases import services
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.models import Case, Notice, Objection
from zhiwei.platform.cases.views.office import officials
from zhiwei.platform.cases.views.shown import amount_of
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def browser(user: User | None = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def owner(case: Case) -> Client:
    assert case.subject.organisation is not None
    return browser(people.owner(case.subject.organisation))


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_public_pages_need_no_log_in() -> None:
    case = published()
    notice = Notice.objects.get()
    assert "试办事项" in text(browser().get("/matters/"))
    page = text(browser().get("/matters/trial/"))
    for said in (
        "测试用的事项。",
        "审查期限：10 日（日历日）",
        "超期的交由市级经办办理",
        "等另一位经办人复核。",
        "<svg",
    ):
        assert said in page
    listed = text(browser().get("/notices/"))
    assert "杭州晨光五金制品有限公司" in listed
    shown = text(browser().get(f"/notices/{notice.pk}/"))
    for said in ("申报金额（元）", "20000.00", "19200.00", "2013-06-09", "提出异议"):
        assert said in shown
    assert browser().get(f"/office/cases/{case.pk}/").status_code == 302
    assert browser().get("/matters/none/").status_code == 404


def test_an_objection_from_the_page() -> None:
    published()
    address = f"/notices/{Notice.objects.get().pk}/"
    refused = browser().post(address, {"person": "", "contact": "0571-1", "text": "不实"})
    assert refused.status_code == 422
    assert not Objection.objects.exists()
    assert browser().post(address, {"person": "王某", "contact": "0571-1", "text": "不实"}).status_code == 302
    said = Objection.objects.get()
    assert (said.person, said.state) == ("王某", "open")
    assert "0571-1" not in text(browser().get(address))
    with clock.stopped(later(7)):
        assert "提交异议" not in text(browser().get(address))


def test_a_stopped_notice_is_not_shown() -> None:
    case = published()
    stepped(case, viewer(), "recheck")
    assert browser().get(f"/notices/{Notice.objects.get().pk}/").status_code == 404


def test_the_work_list_shows_what_waits_for_whom() -> None:
    reward_decided()
    case = opened(firm())
    county, tax, other = official(), official(Role.TAX, "330000"), official(division="330782")
    assert case.number in text(browser(county).get("/office/cases/"))
    assert case.number in text(browser(tax).get("/office/cases/"))
    assert case.number not in text(browser(other).get("/office/cases/?list=open"))
    case = stepped(case, people.viewer(county), "check")
    assert case.number not in text(browser(tax).get("/office/cases/"))
    assert case.number in text(browser(tax).get("/office/cases/?list=open"))
    assert case.number not in text(browser(county).get("/office/cases/?list=open&q=古荡"))
    csv = browser(county).get("/office/cases/?list=open&export=csv")
    assert case.number in b"".join(csv.streaming_content).decode()
    assert ReadItem.objects.filter(key=str(case.subject_id)).exists()


def test_the_lists_keep_the_filters_that_narrow_their_counts() -> None:
    kept, other = opened(firm()), opened(firm("杭州古荡纸品有限公司"))
    by = browser(official())
    narrowed = "q=%E6%99%A8%E5%85%89&type=trial"
    page = text(by.get(f"/office/cases/?list=open&{narrowed}&page=1&sort=number&objections-page=2"))
    link = f"?list=all&amp;{narrowed.replace('&', '&amp;')}"
    assert f'<a href="{link}">全部 <span class="count">1</span></a>' in page
    whole = text(by.get(f"/office/cases/?list=all&{narrowed}"))
    assert kept.number in whole
    assert other.number not in whole


def test_a_step_by_form() -> None:
    reward_decided()
    case, by = opened(firm()), official()
    address = f"/office/cases/{case.pk}/"
    page = text(browser(by).get(address))
    for said in ("由您办理", "初审通过", "退回补正", "县里正在审查。", "2013-06-13"):
        assert said in page
    drawn = page[page.index('<figure class="chart flow">') : page.index("</figure>")]
    assert (
        '<table><caption class="unseen">' in drawn
    )  # a card for each step on a phone, no table that is too wide
    assert '<td data-l="由谁办理">' in drawn
    done = browser(by).post(f"{address}do/check/", {"revision": case.revision}, follow=True)
    assert "已办理“初审通过”，办件现为“初审通过”。" in text(done)
    assert "核定金额" in text(done)
    assert "9,600 元" in text(done)
    again = browser(by).post(f"{address}do/check/", {"revision": case.revision})
    assert again.status_code == 302  # the second click
    late = browser(by).get(f"{address}do/check/", follow=True)
    assert late.redirect_chain == [(address, 302)]
    assert "办件现为“初审通过”，不能办理“初审通过”" in text(late)
    refused = browser(by).post(f"{address}do/publish/", {"revision": case.revision + 1})
    assert (refused.status_code, "须由另一人办理" in text(refused)) == (422, True)
    assert browser(by).get(f"{address}do/pay/").status_code == 404


def test_the_return_and_the_corrected_material() -> None:
    case = opened(firm())
    by = browser(official())
    address = f"/office/cases/{case.pk}/do/return/"
    assert by.post(address, {"revision": case.revision, "defects": ""}).status_code == 422
    assert by.post(address, {"revision": case.revision, "defects": "缺执照\n用途不明"}).status_code == 302
    mine = owner(case)
    page = text(mine.get(f"/my/cases/{case.pk}/"))
    for said in ("待补正", "缺执照", "用途不明", "补正后提交", "材料补正期间暂停计时"):
        assert said in page
    other = {"revision": case.revision, "defects": "缺执照"}
    changed = text(by.post(address, other, follow=True))
    assert "这一步已经办理过；这次改动的内容没有保存。" in changed
    case.refresh_from_db()
    address = f"/my/cases/{case.pk}/do/resubmit/"
    assert mine.post(address, {"revision": case.revision}).status_code == 422
    paper = SimpleUploadedFile("执照.pdf", PDF, "application/pdf")
    sent = mine.post(address, {"revision": case.revision, "document_licence": paper})
    assert sent.status_code == 302, text(sent)
    document = case.documents.get()
    file = mine.get(f"/cases/{case.pk}/documents/{document.pk}/")
    assert b"".join(file.streaming_content) == PDF
    stranger = browser(people.owner(people.organisation("别家")))
    assert stranger.get(f"/cases/{case.pk}/documents/{document.pk}/").status_code == 404
    assert stranger.get(f"/my/cases/{case.pk}/").status_code == 404


def test_an_application_by_form_and_its_double_click() -> None:
    subject = firm()
    assert subject.organisation is not None
    mine = browser(people.owner(subject.organisation))
    assert "试办事项" in text(mine.get("/my/cases/"))
    address = f"/my/cases/new/trial/{subject.pk}/"
    page = text(mine.get(address))
    key = page.split('name="key" value="')[1].split('"')[0]
    sent = {"key": key, "purpose": "转型升级", "declared": "1.2万"}
    assert mine.post(address, sent).status_code == 302
    assert mine.post(address, sent).status_code == 302
    case = Case.objects.get()
    assert (case.origin, case.content["declared"]) == ("applicant", "12000.00")
    changed = text(mine.post(address, sent | {"declared": "2.5万"}, follow=True))
    assert f"这张表已经提交过，编号 {case.number}；这次改动的内容没有保存。" in changed
    assert Case.objects.get().content["declared"] == "12000.00"
    assert mine.post(address, {"key": key + "x", "purpose": "另一件"}).status_code == 302
    assert Case.objects.count() == 2
    assert browser(official()).get(address).status_code == 403


def test_the_same_application_from_two_tabs_is_filed_once_unless_it_is_another() -> None:
    subject = firm()
    assert subject.organisation is not None
    mine = browser(people.owner(subject.organisation))
    address = f"/my/cases/new/trial/{subject.pk}/"
    tabs = [text(mine.get(address)).split('name="key" value="')[1].split('"')[0] for _ in range(2)]
    said = {"purpose": "转型升级", "declared": "1.2万"}
    assert mine.post(address, said | {"key": tabs[0]}).status_code == 302
    case = Case.objects.get()
    second = mine.post(address, said | {"key": tabs[1], "declared": "12,000"})
    assert second.status_code == 422
    told = f"内容完全相同的申请 {case.number} 正在办理中，不用再交。"
    assert told in text(second)
    assert 'name="again"' in text(second)
    assert 'name="again"' not in text(mine.get(address))
    assert Case.objects.count() == 1
    assert mine.post(address, said | {"key": tabs[1], "declared": "12,001"}).status_code == 302
    assert mine.post(address, said | {"again": "on"}).status_code == 302
    assert Case.objects.count() == 3
    for one in Case.objects.all():
        stepped(one, people.viewer(people.owner(subject.organisation)), "withdraw")
    assert mine.post(address, said).status_code == 302  # what is over does not stand in the way


def test_all_that_is_wrong_with_a_form_is_told_at_once() -> None:
    subject = firm()
    by = browser(official())
    sent = {
        "purpose": "", "declared": "-5", "counter_person": "王某", "counter_reason": "没有账号",
    }  # fmt: skip
    page = text(by.post(f"/office/cases/new/trial/{subject.pk}/", sent))
    for said in ("这个字段是必填项。", "申报金额：金额不能小于零"):
        assert said in page


def test_who_may_not_take_a_step_is_told_before_he_fills_in_its_form() -> None:
    reward_decided()
    case, by = opened(firm()), official()
    case = stepped(case, people.viewer(by), "check")
    address = f"/office/cases/{case.pk}/"
    led = browser(by).get(f"{address}do/publish/", follow=True)
    assert led.redirect_chain == [(address, 302)]
    assert "“初审通过”由您办理，“复核并公示”须由另一人办理" in text(led)
    assert browser(official()).get(f"{address}do/publish/").status_code == 200


def test_the_counter() -> None:
    subject = firm()
    by = browser(official())
    found = text(by.get("/office/cases/new/", {"q": "晨光"}))
    assert "杭州晨光五金制品有限公司" in found
    address = f"/office/cases/new/trial/{subject.pk}/"
    assert address in found
    sent = {"purpose": "转型升级", "counter_person": "王某，会计", "counter_reason": "没有账号"}
    for left_out in ("counter_person", "counter_reason"):
        assert by.post(address, {**sent, left_out: " "}).status_code == 422
    assert not Case.objects.exists()
    assert by.post(address, sent).status_code == 302
    case = Case.objects.get()
    assert case.origin == "counter"
    said = "窗口代办：由窗口工作人员代为填报。来办理的人：王某，会计。代办的原因：没有账号"
    assert said in text(by.get("/office/cases/?list=open"))
    assert said in text(by.get(f"/office/cases/{case.pk}/"))
    assert said in text(owner(case).get(f"/my/cases/{case.pk}/"))
    act = Act.objects.get(act="cases.open")
    assert (act.detail["reason"], "王某" in str(act.detail)) == ("没有账号", False)
    assert "没有找到" in text(by.get("/office/cases/new/", {"q": "没有这家"}))


def test_afterwards() -> None:
    case = paid()
    mine = owner(case)
    page = text(mine.get(f"/my/cases/{case.pk}/"))
    assert "钱收到了吗？金额对吗？" in page
    mine.post(f"/my/cases/{case.pk}/arrival/", {"answer": "no", "text": "没到"})
    mine.post(f"/my/cases/{case.pk}/rate/", {"grade": "1", "text": "慢"})
    mine.post(f"/my/cases/{case.pk}/complain/", {"text": "请快些"})
    case.refresh_from_db()
    assert (case.arrival.answer, case.rating.grade, case.complaints.count()) == ("no", 1, 2)
    by = browser(official())
    page = text(by.get(f"/office/cases/{case.pk}/"))
    for said in ("没有收到：没到", "请快些", "非常不满意"):
        assert said in page
    for one in case.complaints.all():
        by.post(f"/office/cases/{case.pk}/complaints/{one.pk}/", {"text": "已查"})
    too_long = by.post(f"/office/cases/{case.pk}/call-back/", {"text": "长" * 2001})
    assert (too_long.status_code, "长" * 2001 in text(too_long)) == (422, True)
    by.post(f"/office/cases/{case.pk}/call-back/", {"text": "已当面说明"})
    case.rating.refresh_from_db()
    assert case.rating.outcome == "已当面说明"
    assert case.complaints.filter(answered_at=None).count() == 0
    assert "已当面说明" in text(mine.get(f"/my/cases/{case.pk}/"))


def test_the_answer_whether_the_money_came_is_kept_in_chinese_and_told_in_the_readers_language() -> None:
    case = paid()
    mine, english = owner(case), {"accept-language": "en"}
    mine.post(f"/my/cases/{case.pk}/arrival/", {"answer": "no", "text": "只有短信"}, headers=english)
    assert case.complaints.get().text == "没有收到：只有短信"
    by = browser(official())
    for client, address in (
        (mine, f"/my/cases/{case.pk}/"),
        (by, f"/office/cases/{case.pk}/"),
        (by, "/office/cases/"),
    ):
        assert "没有收到：只有短信" in text(client.get(address))
        page = text(client.get(address, headers=english))
        assert "not received: 只有短信" in page
        assert "没有收到" not in page


def test_complaints_wait_on_the_lists_of_who_answers_them() -> None:
    case = paid()
    services.confirm_arrival(owner_of(case.subject), case.pk, answer="no", text="没到")
    other = official()
    with clock.stopped(later(12)):
        by = browser(other)
        listed = text(by.get("/office/cases/"))
        for said in ("待答复的投诉", "没有收到：没到", "等您答复", f"/office/cases/{case.pk}/#complaints"):
            assert said in listed
        assert "1 项对办理的投诉没有答复，最早的已等 12 天" in text(by.get("/office/"))
        assert 'id="complaints"' in text(by.get(f"/office/cases/{case.pk}/"))
        handler = browser(User.objects.get(pk=case.steps.get(transition="check").by_id))
        assert "由另一人答复（您办理过本件）" in text(handler.get("/office/cases/"))
        assert "项对办理的投诉没有答复" not in text(handler.get("/office/"))
        page = text(handler.get(f"/office/cases/{case.pk}/"))
        assert "您办理过本件，投诉须由另一人答复" in page
        assert "答复投诉" not in page
        elsewhere = browser(official(division="330782"))
        assert "没有收到：没到" not in text(elsewhere.get("/office/cases/"))
        assert "项对办理的投诉没有答复" not in text(elsewhere.get("/office/"))
        services.answer_complaint(people.viewer(other), case.complaints.get().pk, answer="已补付")
        assert "待答复的投诉" not in text(by.get("/office/cases/"))


def test_objections_are_answered_on_the_case() -> None:
    case = published()
    said = services.object_to(viewer(), Notice.objects.get().pk, person="王某", contact="0571-1", text="不实")
    by = browser(official())
    assert "0571-1" in text(by.get(f"/office/cases/{case.pk}/"))
    by.post(f"/office/cases/{case.pk}/objections/{said.pk}/", {"upheld": "no", "answer": "查无此事"})
    said.refresh_from_db()
    assert (said.state, said.answer) == ("rejected", "查无此事")


def test_taking_and_giving_a_case() -> None:
    case, by, colleague = opened(firm()), official(), official()
    client = browser(by)
    client.post(f"/office/cases/{case.pk}/take/")
    case.refresh_from_db()
    assert case.assignee == by
    assert case.number in text(client.get("/office/cases/?list=mine"))
    client.post(f"/office/cases/{case.pk}/assign/", {"user": colleague.pk})
    case.refresh_from_db()
    assert case.assignee == colleague
    client.post(f"/office/cases/{case.pk}/assign/", {"user": people.person().pk})
    case.refresh_from_db()
    assert case.assignee == colleague
    assert "已交回，由本地经办人员共同办理。" in text(
        client.post(f"/office/cases/{case.pk}/assign/", {"user": ""}, follow=True)
    )


def test_what_was_refused_or_given_up_shows_no_amount(monkeypatch: pytest.MonkeyPatch) -> None:
    reward_decided()
    by, kind = official(), registry.get("trial")
    against = {**kind.transitions, "refuse": replace(kind.transitions["refuse"], rejects=True)}
    for step, content, refused in (("refuse", {"reason": "材料不实"}, ""), ("withdraw", {}, "")):
        case = stepped(opened(firm(f"杭州{step}五金有限公司")), people.viewer(by), "check")
        assert amount_of(case) == "9,600 元"
        doer = people.viewer(by) if step == "refuse" else owner_of(case.subject)
        case = stepped(case, doer, step, content=content)
        with monkeypatch.context() as patch:
            patch.setattr(
                "zhiwei.platform.cases.casetypes.get", lambda _type: replace(kind, transitions=against)
            )
            assert amount_of(case) == refused


def test_a_case_is_offered_to_those_it_waits_for_now() -> None:
    finance, county = official(Role.FINANCE), official()
    case = opened(firm())
    assert set(officials(case)) == {county}
    Case.objects.filter(pk=case.pk).update(state="cleared")
    case.refresh_from_db()
    assert finance in set(officials(case))


def test_english() -> None:
    case = published()
    client = browser(official())
    page = text(client.get(f"/office/cases/{case.pk}/", headers={"accept-language": "en"}))
    for said in ("on notice", "Check again", "It is on public notice."):
        assert said in page
    assert owner_of(case.subject).organisation_ids


def test_no_page_prints_the_words_of_the_file_where_a_room_may_know_better() -> None:
    """`plain` says what a state means just now, ``state.plain`` what the file says of it whatever happened."""
    rooms = Path(zhiwei.platform.__file__).parent
    pages = list(rooms.glob("*/templates/**/*.html"))
    assert any("{{ plain }}" in page.read_text(encoding="utf-8") for page in pages)
    assert [page.name for page in pages if "state.plain" in page.read_text(encoding="utf-8")] == []


def test_a_matter_leads_a_visitor_through_the_log_in_to_its_form() -> None:
    subject = firm()
    form = f"/my/cases/new/trial/{subject.pk}/"
    apply = "/matters/trial/apply/"
    assert f'<a class="button" href="{apply}">登录后申请</a>' in text(browser().get("/matters/trial/"))
    assert f'href="{apply}">登录后申请：试办事项</a>' in text(browser().get("/matters/"))
    sent = browser().get(apply)
    assert (sent.status_code, sent["Location"]) == (302, f"/accounts/login/?next={apply}")
    assert subject.organisation is not None
    mine = browser(people.owner(subject.organisation))
    assert mine.get(apply)["Location"] == form
    assert f'<a class="button" href="{form}">提交申请</a>' in text(mine.get("/matters/trial/"))
    assert f'<a href="{form}">提交申请：试办事项</a> ·' in text(mine.get("/my/cases/"))


def test_who_has_several_subjects_chooses_and_who_has_none_is_told_why() -> None:
    first = firm()
    second = firm("杭州古荡纸品有限公司", owned=False)
    second.organisation = first.organisation
    second.save()
    assert first.organisation is not None
    page = text(browser(people.owner(first.organisation)).get("/matters/trial/apply/"))
    for one in (first, second):
        assert f'<a href="/my/cases/new/trial/{one.pk}/">{one.name}</a>' in page
    nobody = text(browser(people.owner(people.organisation("别家"))).get("/matters/trial/apply/"))
    assert "您的账号名下没有可以申请的企业" in nobody
    assert "可以到办理机关的窗口，由县级经办代为填报" in nobody
    assert "登录后申请" not in text(browser(official()).get("/matters/"))


def test_a_matter_that_begins_by_itself_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = types()["trial"]
    alone = replace(kind, start=replace(kind.start, ways=("proactive",)))
    monkeypatch.setattr(registry, "all_types", lambda: {"trial": alone})
    assert "不用申请：符合条件的由系统自动立案" in text(browser().get("/matters/trial/"))
    assert browser(people.owner()).get("/matters/trial/apply/").status_code == 404


def test_a_key_that_a_page_filled_in_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    case = opened(firm())
    assert "用途：转型升级" in text(owner(case).get(f"/my/cases/{case.pk}/"))
    kind = types()["trial"]
    hidden = tuple(replace(one, shown=one.name != "purpose") for one in kind.start.form)
    monkeypatch.setattr(
        registry, "all_types", lambda: {"trial": replace(kind, start=replace(kind.start, form=hidden))}
    )
    assert "转型升级" not in text(owner(case).get(f"/my/cases/{case.pk}/"))


def test_a_paper_handed_in_again_stands_apart_from_the_one_it_replaced() -> None:
    case, by = opened(firm()), viewer()
    mine = owner(case)
    for number in (1, 2):
        case = stepped(case, by, "return", defects=["缺执照"])
        paper = SimpleUploadedFile(f"执照{number}.pdf", PDF + b"%" * number, "application/pdf")
        address = f"/my/cases/{case.pk}/"
        sent = {"revision": case.revision, "document_licence": paper}
        assert mine.post(f"{address}do/resubmit/", sent).status_code == 302
        case.refresh_from_db()
        if number == 1:
            assert "已被新材料替换的" not in text(mine.get(address))
            case = stepped(case, by, "refuse", content={"reason": "不实"})
            case = stepped(case, by, "reopen")
    page = text(mine.get(address))
    standing, replaced = page[page.index("<h2>材料") :].split("已被新材料替换的")
    assert ("执照2.pdf" in standing, "执照1.pdf" in standing) == (True, False)
    assert "执照1.pdf" in replaced[: replaced.index("</ul>")]
