"""Residents, departures and graduates of a base from a file, by its operator and by officials of its place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from tests.platform.accounts import people
from tests.platform.bases.world import DAY, XIHU, base, firm, official, operator
from tests.platform.decisions.papers import in_effect
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.bases import services
from zhiwei.platform.bases.models import Base, Graduation, Residency
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.list_files import list_file
from zhiwei.platform.subjects.list_files.reading import said
from zhiwei.platform.subjects.models import ListUpload
from zhiwei.platform.subjects.services import list_uploads

pytestmark = pytest.mark.django_db
HEAD = "企业,入驻日期,租用面积（平方米）\n"
LEFT = "企业,迁出日期\n"
RAISED = "企业,毕业日期,毕业证明\n"
FIRST, SECOND = "杭州晨光软件有限公司", "杭州望湖软件有限公司"


def csv(text: str) -> SimpleUploadedFile:
    """A file of text."""
    return SimpleUploadedFile("入驻.csv", text.encode("utf-8-sig"))


def handed(viewer: Any, one: Base, text: str, name: str = "residents") -> ListUpload:
    """Handed in."""
    kind = list_file(name)
    assert kind is not None
    return list_uploads.hand_in_list(viewer, kind, str(one.subject_id), csv(text))


def defects(upload: ListUpload) -> list[tuple[int, str]]:
    """Number and text of every defect."""
    return [(row["number"], said(one)) for row in upload.rows for one in row["defects"]]


def test_a_file_fills_the_register_and_again_changes_nothing() -> None:
    one, viewer = base("西溪软件园", area=300), people.viewer(people.official())
    firm(FIRST), firm(SECOND)
    text = HEAD + f"{FIRST},2012-03-01,100\n{SECOND},2012-03-01,200\n"
    upload = handed(viewer, one, text)
    assert (upload.state, Residency.objects.count()) == ("ready", 0)
    list_uploads.enter_list(viewer, upload.pk)
    assert sorted(Residency.objects.values_list("firm__name", "moved_in_on", "area")) == [
        (FIRST, date(2012, 3, 1), 100), (SECOND, date(2012, 3, 1), 200),
    ]  # fmt: skip
    assert handed(viewer, one, text).state == "same"


def test_each_row_counts_upon_the_rows_before_it() -> None:
    one, viewer = base("西溪软件园", area=300), people.viewer(operator(base("义乌软件园")))
    firm(FIRST), firm(SECOND)
    text = HEAD + f"{FIRST},2012-03-01,101\n{SECOND},2012-03-01,200\n{SECOND},2010-05-31,1\n"
    with pytest.raises(Http404):
        handed(viewer, one, text)
    upload = handed(people.viewer(operator(one)), one, text)
    assert defects(upload) == [
        (3, "第 3 列“租用面积（平方米）”：可出租面积只剩 199 平方米"),
        (4, "第 2 列“入驻日期”：入驻日期不能早于基地启用日期 2010-06-01"),
    ]
    with pytest.raises(Http404):
        handed(official(Role.COUNTY, "330782"), one, text)


def test_what_was_entered_moved_out_or_struck_is_not_entered_again() -> None:
    one, viewer = base("西溪软件园"), people.viewer(people.official())
    first, second = firm(FIRST), firm(SECOND)
    day = date(2011, 3, 1)
    gone = services.move_in(SYSTEM, one, first, on=day, area=100)
    services.move_out(SYSTEM, gone, on=date(2012, 1, 5))
    wrong = services.move_in(SYSTEM, one, second, on=day, area=50)
    services.strike(SYSTEM, wrong, "录错企业")
    text = HEAD + f"{FIRST},2011-03-01,100\n{SECOND},2011-03-01,50\n{SECOND},2011-03-01,51\n"
    upload = handed(viewer, one, text)
    assert [row["result"] for row in upload.rows] == ["same", "refused", "refused"]
    assert defects(upload) == [
        (3, "第 1 列“企业”：这条登记已经作废（录错企业）；请删去这一行，确要登记的在名录页面逐户登记"),
        (4, "第 2 列“入驻日期”：与第 3 行重复；请删去一行"),
    ]
    other = handed(viewer, one, HEAD + f"{FIRST},2011-03-01,99\n")
    assert "该企业已登记：2011-03-01 入驻，100 平方米" in defects(other)[0][1]


def test_the_page_leads_to_the_file_and_what_is_taken_away_comes_back() -> None:
    one = base("西溪软件园")
    gone = services.move_in(SYSTEM, one, firm(FIRST), on=date(2011, 3, 1), area=100)
    services.graduate(SYSTEM, one, gone.firm, on=date(2012, 1, 4), document="毕字1号")
    services.move_out(SYSTEM, gone, on=date(2012, 1, 5))
    for user, page in (
        (people.official(Role.COUNTY, XIHU), f"/office/bases/{one.subject_id}/"),
        (operator(one), f"/my/{one.subject_id}/base/"),
    ):
        client = Client()
        client.force_login(user)
        for name, file_of in (
            ("residents", "residents"),
            ("departures", "residents"),
            ("graduates", "graduates"),
        ):
            there = f"/lists/{name}/of/{one.subject_id}/"
            assert there in client.get(page).content.decode()
            assert page in client.get(there).content.decode()
            for form in ("csv", "xlsx"):
                file = b"".join(client.get(page, {f"{file_of}-export": form}).streaming_content)  # type: ignore[attr-defined]
                answer = client.post(there, {"file": SimpleUploadedFile(f"a.{form}", file)}, follow=True)
                assert "文件里的内容都已登记" in answer.content.decode()


def test_graduates_are_entered_once_and_a_row_that_says_otherwise_is_refused() -> None:
    one, viewer = base("西溪软件园"), people.viewer(people.official())
    for name in (FIRST, SECOND):
        services.move_in(SYSTEM, one, firm(name), on=date(2011, 3, 1), area=100)
    firm("杭州外来软件有限公司")
    text = RAISED + f"{FIRST},2012-05-02,毕字1号\n"
    upload = handed(viewer, one, text, "graduates")
    assert (upload.state, Graduation.objects.count()) == ("ready", 0)
    list_uploads.enter_list(viewer, upload.pk)
    assert list(Graduation.objects.values_list("firm__name", "graduated_on", "document")) == [
        (FIRST, date(2012, 5, 2), "毕字1号")
    ]
    assert handed(viewer, one, text, "graduates").state == "same"
    more = f"{FIRST},2012-05-03,毕字1号\n{SECOND},2012-05-02,\n{SECOND},2012-05-02,毕字2号\n杭州外来软件有限公司,2012-05-02,毕字3号\n"
    assert defects(handed(viewer, one, RAISED + more, "graduates")) == [
        (
            2,
            "第 1 列“企业”：该企业已登记：2012-05-02 毕业，毕字1号；请改为一致或删去这一行，登记有误的先作废",
        ),
        (3, "第 3 列“毕业证明”：请填写这一格"),
        (4, "第 1 列“企业”：与第 3 行重复；请删去一行"),
        (5, "第 1 列“企业”：该企业在毕业日期之前没有入驻过这个基地"),
    ]
    services.strike(SYSTEM, Graduation.objects.get(), "发错证书")
    assert "已经作废（发错证书）" in defects(handed(viewer, one, text, "graduates"))[0][1]


def test_a_graduation_from_a_file_opens_what_one_from_the_form_opens() -> None:
    with clock.stopped(DAY):
        one, viewer = base("西溪软件园"), people.viewer(people.official())
        in_effect(
            sentence="14.6", document="西科〔2012〕6号", fills={"reward_per_graduate": "50000"}, from_day=date(2012, 5, 1),
            to_day=None,
        )  # fmt: skip
        services.move_in(SYSTEM, one, firm(FIRST, True), on=date(2011, 3, 1), area=100)
        upload = handed(viewer, one, RAISED + f"{FIRST},2012-05-02,毕字1号\n", "graduates")
        assert not Case.objects.exists()
        list_uploads.enter_list(viewer, upload.pk)
        assert Case.objects.get().subject == one.subject


def test_departures_end_what_is_open_and_nothing_else() -> None:
    one, viewer = base("西溪软件园"), people.viewer(operator(base("义乌软件园")))
    for name in (FIRST, SECOND):
        services.move_in(SYSTEM, one, firm(name), on=date(2011, 3, 1), area=100)
    firm("杭州外来软件有限公司")
    text = LEFT + f"{FIRST},2012-01-05\n"
    with pytest.raises(Http404):
        handed(viewer, one, text, "departures")
    viewer = people.viewer(operator(one))
    list_uploads.enter_list(viewer, handed(viewer, one, text, "departures").pk)
    assert dict(Residency.objects.values_list("firm__name", "moved_out_on")) == {
        FIRST: date(2012, 1, 5), SECOND: None,
    }  # fmt: skip
    assert handed(viewer, one, text, "departures").state == "same"
    more = f"{FIRST},2012-01-06\n{SECOND},2010-01-05\n杭州外来软件有限公司,2012-01-05\n"
    assert defects(handed(viewer, one, LEFT + more, "departures")) == [
        (2, "第 1 列“企业”：该企业已登记 2012-01-05 迁出；请改为一致或删去这一行"),
        (3, "第 2 列“迁出日期”：迁出日期应在入驻日期和今天之间"),
        (4, "第 1 列“企业”：该企业没有登记入驻这个基地；请核对名称，或先登记入驻"),
    ]
    other = "基地,企业,迁出日期\n义乌软件园," + f"{SECOND},2012-01-05\n"
    assert "这一行是“义乌软件园”的" in defects(handed(viewer, one, other, "departures"))[0][1]
