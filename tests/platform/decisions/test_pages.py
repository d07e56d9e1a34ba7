"""The pages of the room: what they show to whom, what a form refuses and where it says so."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.platform.decisions.papers import (
    HANGZHOU,
    XIHU,
    YIWU,
    content,
    in_effect,
    official,
    submitted,
    viewer,
)
from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.decisions import services
from zhiwei.platform.decisions.models import Filing, State
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
DAY = date(2012, 6, 1)


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def logged_in(division: str = XIHU, role: Role = Role.COUNTY) -> Client:
    client = Client()
    client.force_login(official(division, role))
    return client


def filled(**changes: str) -> dict[str, str]:
    return {
        "division": XIHU, "document": "西政发〔2012〕18号", "title": "关于扶持小微企业的实施意见",
        "issued_on": "2012-05-02", "from_day": "2012-01-01", "to_day": "2015-12-31", "term_reward_share": "50%",
        "then": "submit", **changes,
    }  # fmt: skip


NEW = "/office/decisions/new/27.2/"


def test_the_public_list_shows_only_what_took_effect(client: Client) -> None:
    shown = in_effect()
    submitted(viewer(YIWU), division=YIWU, document="义政发〔2012〕9号")
    page = client.get("/decisions/").content.decode()
    assert "西政发〔2012〕18号" in page
    assert "奖励比例 50%" in page.replace("超出部分地方税收贡献的", "")
    assert "义政发〔2012〕9号" not in page
    assert client.get(f"/decisions/{shown.pk}/").status_code == 200


def test_a_draft_has_no_public_page(client: Client) -> None:
    filing = submitted(viewer())
    assert client.get(f"/decisions/{filing.pk}/").status_code == 404


def test_officials_pages_want_a_log_in(client: Client) -> None:
    filing = submitted(viewer())
    for address in ("/office/decisions/", NEW, f"/office/decisions/{filing.pk}/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_a_county_sees_nothing_of_another() -> None:
    filing = submitted(viewer(YIWU), division=YIWU, document="义政发〔2012〕9号")
    client = logged_in()
    assert "义政发〔2012〕9号" not in client.get("/office/decisions/").content.decode()
    assert "义政发" not in b"".join(client.get("/office/decisions/?export=csv")).decode()  # type: ignore[arg-type]
    for address in ("", "edit/", "scan/"):
        assert client.get(f"/office/decisions/{filing.pk}/{address}").status_code == 404
    for act in ("submit", "approve", "return", "withdraw", "preview"):
        answer = client.post(
            f"/office/decisions/{filing.pk}/{act}/", {"revision": "2", "reasons": "x", "reason": "x"}
        )
        assert answer.status_code == 404
    filing.refresh_from_db()
    assert filing.state == State.SUBMITTED


def test_a_form_sent_for_another_county_is_refused() -> None:
    answer = logged_in().post(NEW, filled(division=YIWU))
    assert answer.status_code == 422
    assert not Filing.objects.exists()


def test_a_form_files_and_a_colleague_approves() -> None:
    answer = logged_in().post(NEW, filled())
    filing = Filing.objects.get()
    assert answer["Location"] == f"/office/decisions/{filing.pk}/"
    assert (filing.state, filing.fills) == (State.SUBMITTED, {"reward_share": "0.5"})
    logged_in().post(f"/office/decisions/{filing.pk}/approve/", {"revision": str(filing.revision)})
    filing.refresh_from_db()
    assert (filing.state, filing.filed_on) == (State.APPROVED, DAY)


def test_its_maker_finds_no_button_and_no_way_to_approve() -> None:
    client = logged_in()
    client.post(NEW, filled())
    filing = Filing.objects.get()
    page = client.get(f"/office/decisions/{filing.pk}/").content.decode()
    assert "须由同级或上级的另一位经办人复核" in page
    assert "/approve/" not in page
    answer = client.post(
        f"/office/decisions/{filing.pk}/approve/", {"revision": str(filing.revision)}, follow=True
    )
    assert "填报人不能复核自己填报的决定" in answer.content.decode()
    filing.refresh_from_db()
    assert filing.state == State.SUBMITTED


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"term_reward_share": "101%"}, "term_reward_share", "= 101%，超出第 27.2 句限定的 0% 至 100%：“"),
        (
            {"term_reward_share": "60"},
            "term_reward_share",
            "请报备 0% 至 100% 之间的数值。没有写百分号：如果是 60%，请写成“60%”",
        ),
        ({"term_reward_share": "１２．５"}, "term_reward_share", "如果是 12.5%，请写成“12.5%”"),
        ({"term_reward_share": "半数"}, "term_reward_share", "不是数字"),
        ({"term_reward_share": ""}, "", "既没有填写数值，也没有写明不实施"),
        ({"declines": "on"}, "declines", "既写明不实施，又填写了数值"),
        ({"to_day": "2011-12-31"}, "to_day", "终止日早于起始日 2012-01-01"),
        ({"issued_on": "2012-06-02"}, "issued_on", "印发日期 2012-06-02 尚未到来"),
        ({"document": ""}, "document", "必填"),
        ({"from_day": "2016-01-01", "to_day": ""}, "term_reward_share", "在此期间不由地方决定"),
    ],
)
def test_a_fault_stands_at_its_box(changes: dict[str, str], field: str, text: str) -> None:
    answer = logged_in().post(NEW, filled(**changes))
    assert answer.status_code == 422
    found = answer.context["form"].errors
    assert any(text in one for one in found[field or "__all__"]), found
    assert not Filing.objects.exists()


def test_a_returned_filing_is_mended_and_handed_in_again() -> None:
    maker, checker = official(), official()
    filing = submitted(accounts.viewer(maker))
    first, second = Client(), Client()
    first.force_login(maker)
    second.force_login(checker)
    second.post(
        f"/office/decisions/{filing.pk}/return/", {"revision": "2", "reasons": "文号不清\n\n缺扫描件"}
    )
    page = first.get(f"/office/decisions/{filing.pk}/").content.decode()
    assert "<li>文号不清</li><li>缺扫描件</li>" in page
    first.post(
        f"/office/decisions/{filing.pk}/edit/", filled(document="西政发〔2012〕18号（更正）", revision="3")
    )
    filing.refresh_from_db()
    assert (filing.document, filing.state) == ("西政发〔2012〕18号（更正）", State.SUBMITTED)


def test_an_edit_of_what_was_changed_meanwhile_is_refused() -> None:
    maker = viewer()
    filing = services.draft(maker, content())
    services.revise(maker, filing.pk, {"title": "先改的标题"}, revision=1)
    answer = logged_in().post(
        f"/office/decisions/{filing.pk}/edit/", filled(revision="1", title="后改的标题")
    )
    assert "刚被他人修改" in answer.content.decode()
    filing.refresh_from_db()
    assert filing.title == "先改的标题"


def test_the_matrix_as_a_page_and_as_a_file(client: Client) -> None:
    """34.2: every sentence left open by every county."""
    in_effect(division=HANGZHOU, document="杭政发〔2012〕3号")
    page = client.get("/decisions/matrix/?day=2012-07-01").content.decode()
    assert "沿用上级：杭州市 杭政发〔2012〕3号" in page
    raw = b"".join(client.get("/decisions/matrix/?day=2012-07-01&export=csv")).decode("utf-8-sig")  # type: ignore[arg-type]
    rows = {row["代码"]: row for row in csv.DictReader(io.StringIO(raw))}
    assert rows[HANGZHOU]["27.2"] == "已报备：杭州市 杭政发〔2012〕3号"
    assert rows[XIHU]["27.2"] == "沿用上级：杭州市 杭政发〔2012〕3号"
    assert rows[YIWU]["27.2"] == "未报备"


def test_a_filter_by_day_keeps_what_holds_then(client: Client) -> None:
    in_effect()
    for day, shown in (
        ("2011-12-31", False),
        ("2012-01-01", True),
        ("2015-12-31", True),
        ("2016-01-01", False),
    ):
        assert ("西政发〔2012〕18号" in client.get(f"/decisions/?day={day}").content.decode()) is shown


def test_every_sentence_left_open_has_a_form() -> None:
    client = logged_in()
    page = client.get("/office/decisions/new/").content.decode()
    for sentence in (
        "13.2",
        "13.3",
        "14.2",
        "14.6",
        "14.7",
        "18.6",
        "19.1",
        "27.2",
        "28.1",
        "28.2",
        "28.3",
        "32.4",
    ):
        assert f"/office/decisions/new/{sentence}/" in page
        assert client.get(f"/office/decisions/new/{sentence}/").status_code == 200
    assert client.get("/office/decisions/new/27.3/")["Location"] == "/office/decisions/new/"


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_a_scan_is_public_with_its_decision_and_not_before(client: Client) -> None:
    maker = logged_in()
    maker.post(NEW, filled() | {"scan": SimpleUploadedFile("18号.pdf", PDF)})
    filing = Filing.objects.get()
    assert filing.scan is not None
    assert client.get(f"/decisions/{filing.pk}/scan/").status_code == 404
    assert b"".join(maker.get(f"/office/decisions/{filing.pk}/scan/")) == PDF  # type: ignore[arg-type]
    services.approve(viewer(), filing.pk, revision=filing.revision)
    shown = client.get(f"/decisions/{filing.pk}/scan/")
    assert (b"".join(shown), shown["Content-Type"]) == (PDF, "application/pdf")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "content"), [("18号.exe", b"MZ"), ("18号.pdf", b"MZ\x90\x00 no pdf"), ("18号.pdf", b"")]
)
def test_what_is_no_scan_is_refused_at_its_box(name: str, content: bytes) -> None:
    answer = logged_in().post(NEW, filled() | {"scan": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert answer.context["form"].errors["scan"]
    assert not Filing.objects.exists()


def test_a_change_without_a_scan_keeps_the_one_there_is() -> None:
    client = logged_in()
    client.post(NEW, filled(then="keep") | {"scan": SimpleUploadedFile("18号.pdf", PDF)})
    filing = Filing.objects.get()
    client.post(f"/office/decisions/{filing.pk}/edit/", filled(then="keep", revision="1", title="改过的标题"))
    filing.refresh_from_db()
    assert (filing.title, filing.scan.name if filing.scan else "") == ("改过的标题", "18号.pdf")


def test_the_public_page_names_no_person(client: Client) -> None:
    filing = in_effect()
    page = (
        client.get(f"/decisions/{filing.pk}/").content.decode() + client.get("/decisions/").content.decode()
    )
    assert filing.made_by is not None
    assert filing.checked_by is not None
    for person in (filing.made_by, filing.checked_by):
        assert person.display_name not in page


def test_pages_speak_english(client: Client) -> None:
    filing = in_effect()
    client.cookies["django_language"] = "en"
    assert "Documents that cities and counties filed" in client.get("/decisions/").content.decode()
    assert "2012-01-01 to 2015-12-31: 0% to 100%" in client.get(f"/decisions/{filing.pk}/").content.decode()


def test_what_was_approved_and_has_not_begun_says_from_which_day() -> None:
    filing = submitted(viewer(), from_day=date(2012, 12, 1))
    client = logged_in()
    address = f"/office/decisions/{filing.pk}/"
    assert "同意，自 2012-12-01 起施行" in client.get(address).content.decode()
    done = client.post(f"{address}approve/", {"revision": filing.revision}, follow=True).content.decode()
    assert "已批准，自 2012-12-01 起施行；" in done
    for page in (address, "/office/decisions/", "/decisions/", f"/decisions/{filing.pk}/"):
        shown = client.get(page).content.decode()
        assert "已批准，自 2012-12-01 起施行" in shown
        assert '<span class="tag ok">' not in shown
    with clock.stopped(date(2012, 12, 1)):
        assert '<span class="tag ok">已生效</span>' in client.get("/decisions/").content.decode()
    with clock.stopped(date(2016, 1, 1)):  # it ran to the end of 2015
        assert '<span class="tag off">已终止</span>' in client.get("/decisions/").content.decode()


def test_a_decision_that_is_replaced_from_a_later_day_holds_until_then() -> None:
    old = in_effect()
    in_effect(
        document="西政发〔2012〕30号", fills={"reward_share": "1"}, from_day=date(2012, 9, 1), replaces=old
    )
    assert "已生效，至 2012-08-31 止" in Client().get(f"/decisions/{old.pk}/").content.decode()
    with clock.stopped(date(2012, 9, 1)):
        assert "已被替代" in Client().get(f"/decisions/{old.pk}/").content.decode()
        for client, address in (
            (Client(), f"/decisions/{old.pk}/"),
            (logged_in(), f"/office/decisions/{old.pk}/"),
        ):
            assert "由 西政发〔2012〕30号 替代" in client.get(address).content.decode()
            english = client.get(address, headers={"accept-language": "en"}).content.decode()
            assert "superseded by 西政发〔2012〕30号" in english
            assert "替代" not in english


def test_the_form_shows_beside_a_box_what_holds_now() -> None:
    assert "现行：没有决定" in logged_in().get(NEW).content.decode()
    in_effect()
    assert "现行：50%（杭州市西湖区 西政发〔2012〕18号）" in logged_in().get(NEW).content.decode()


def test_the_row_of_ones_own_county_is_marked_in_the_matrix(client: Client) -> None:
    page = logged_in().get("/decisions/matrix/").content.decode()
    assert page.count('class="level3 own"') == 1
    assert '西湖区 <span class="tag info">本地</span>' in page
    assert " own" not in client.get("/decisions/matrix/").content.decode().partition("<tbody>")[2]


def test_the_list_is_narrowed_by_where_a_decision_stands_today() -> None:
    """The filter knows what the list says: approved and not begun, in effect, over."""
    with clock.stopped(date(2012, 5, 10)):
        over = in_effect(document="西政发〔2012〕3号", to_day=date(2012, 5, 31))
    with clock.stopped(date(2012, 5, 11)):
        later = in_effect(document="西政发〔2012〕2号", from_day=date(2013, 1, 1))
    holds = in_effect(document="西政发〔2012〕1号")
    client = logged_in()
    for wanted, shown in (("approved", holds), ("begins", later), ("over", over)):
        for address in ("/office/decisions/", "/decisions/"):
            page = client.get(address, {"state": wanted}).content.decode()
            assert [one.document for one in (holds, later, over) if one.document in page] == [shown.document]


@pytest.mark.parametrize("said", ["6000%", "６０００％", "101%", "-1", "6000"])
def test_a_share_that_cannot_be_meant_is_not_guessed_at(said: str) -> None:
    errors = logged_in().post(NEW, filled(term_reward_share=said)).context["form"].errors
    assert "超出第 27.2 句限定的 0% 至 100%" in errors["term_reward_share"][0]
    assert "没有写百分号" not in errors["term_reward_share"][0]


def test_finance_finds_no_way_to_take_back_what_another_office_filed() -> None:
    filing = submitted(viewer())
    page, sent = f"/office/decisions/{filing.pk}/", {"revision": str(filing.revision), "reason": "不要了"}
    other = logged_in(role=Role.FINANCE)
    shown = other.get(page)
    assert shown.status_code == 200
    assert "/withdraw/" not in shown.content.decode()
    assert other.post(f"{page}withdraw/", sent).status_code == 403
    filing.refresh_from_db()
    assert filing.state == State.SUBMITTED
    colleague = logged_in()
    assert "撤回这份决定" in colleague.get(page).content.decode()
    assert "已撤回。" in colleague.post(f"{page}withdraw/", sent, follow=True).content.decode()
    filing.refresh_from_db()
    assert filing.state == State.WITHDRAWN


def test_a_decision_in_effect_is_proposed_to_end_by_one_and_ended_by_another(client: Client) -> None:
    filing = in_effect()
    page = f"/office/decisions/{filing.pk}/"
    first, second, money = logged_in(), logged_in(), logged_in(role=Role.FINANCE)
    assert "/withdraw/" not in first.get(page).content.decode()
    assert "提出撤回" not in money.get(page).content.decode()
    sent = {"revision": str(filing.revision), "reason": "", "lapses_from": ""}
    refused = first.post(f"{page}end/", sent)
    assert (refused.status_code, "撤回理由" in refused.content.decode()) == (422, True)
    said = first.post(f"{page}end/", sent | {"reason": "误报，文件没有印发"}, follow=True).content.decode()
    assert "已提出撤回，等待另一位经办人同意；在此之前这份决定照常适用。" in said
    assert "由您提出，须由同级或上级的另一位经办人同意。" in said
    assert ("/agree/" in said, "收回提议" in said) == (False, True)
    filing.refresh_from_db()
    assert filing.state == State.APPROVED
    one = filing.endings.get()
    assert f"{page}end/{one.pk}/agree/" not in money.get(page).content.decode()
    assert money.post(f"{page}end/{one.pk}/agree/").status_code == 403
    assert logged_in(YIWU).post(f"{page}end/{one.pk}/agree/").status_code == 404
    assert (
        "提出人不能复核自己的提议" in first.post(f"{page}end/{one.pk}/agree/", follow=True).content.decode()
    )
    assert "撤回提议：西政发〔2012〕18号" in second.get("/office/decisions/").content.decode()
    assert "撤回提议：" not in first.get("/office/decisions/").content.decode()
    assert "同意，自始不适用" in second.get(page).content.decode()
    assert second.post(f"{page}end/{one.pk}/drop/", {"reason": ""}).status_code == 422
    said = second.post(f"{page}end/{one.pk}/agree/", follow=True).content.decode()
    assert "已撤回。" in said
    assert "误报，文件没有印发 → 已复核" in said
    filing.refresh_from_db()
    assert (filing.state, filing.lapses_from) == (State.WITHDRAWN, date(2012, 1, 1))
    assert "误报，文件没有印发" in client.get(f"/decisions/{filing.pk}/").content.decode()


def test_a_form_that_is_refused_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    filing = in_effect()
    page = f"/office/decisions/{filing.pk}/"
    by, revision = logged_in(), str(filing.revision)
    sent = {"revision": revision, "reason": "文件已废止，见新文", "lapses_from": "2011-12-31"}
    refused = by.post(f"{page}end/", sent)
    shown = refused.content.decode()
    assert refused.status_code == 422
    for said in ("该日不在决定的适用期间内", ">\n文件已废止，见新文</textarea>", 'value="2011-12-31"'):
        assert said in shown, said
    stale = by.post(f"{page}end/", sent | {"revision": "0", "lapses_from": "2013-01-01"})
    shown = stale.content.decode()
    assert stale.status_code == 422
    for said in ("这份决定刚被他人修改，请刷新后再办", ">\n文件已废止，见新文</textarea>"):
        assert said in shown, said
    assert by.post(f"{page}end/", sent | {"lapses_from": "2013-01-01"}).status_code == 302
    twice = by.post(f"{page}end/", sent | {"lapses_from": "2013-01-01"})
    assert twice.status_code == 422
    assert '<p class="message error">已有一项撤回提议等待复核，办完后才能再提出</p>' in twice.content.decode()


def test_a_return_or_withdrawal_that_is_refused_keeps_what_was_typed() -> None:
    waits = submitted(viewer())
    for act, typed in (("return", {"reasons": "缺扫描件"}), ("withdraw", {"reason": "写错了"})):
        answer = logged_in().post(f"/office/decisions/{waits.pk}/{act}/", {"revision": "0", **typed})
        assert answer.status_code == 422
        assert f">\n{next(iter(typed.values()))}</textarea>" in answer.content.decode()


def test_a_proposal_that_is_not_agreed_to_is_dropped_with_the_reason() -> None:
    filing = in_effect()
    page = f"/office/decisions/{filing.pk}/"
    logged_in().post(
        f"{page}end/", {"revision": str(filing.revision), "reason": "废止", "lapses_from": "2013-01-01"}
    )
    one, second = filing.endings.get(), logged_in()
    shown = second.get(page).content.decode()
    assert "同意，自 2013-01-01 起不再适用" in shown
    assert "提出撤回这份决定" not in shown  # one waits
    said = second.post(f"{page}end/{one.pk}/drop/", {"reason": "没有废止文件"}, follow=True).content.decode()
    assert "提议已作废，这份决定照常适用。" in said
    assert "废止 → 未办理" in said
    assert "没有废止文件" in said
    filing.refresh_from_db()
    assert filing.state == State.APPROVED
    assert "提出撤回这份决定" in said
