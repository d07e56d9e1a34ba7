"""The page of a reward as its firm sees it: of which year, by which decision, to which account, until when, and what is lost."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.platform.accounts import people
from tests.platform.funds.world import (
    DAY,
    XIHU,
    case_of,
    correct,
    decided,
    firm,
    funded,
    night,
    officer,
    with_account,
)
from zhiwei.platform.cases import formulas, standing
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.decisions.models import Filing
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db
OVER = DAY + timedelta(days=7)
"""Monday 10 June 2013, the first of three days of the dragon boat festival."""


def own(subject: Subject) -> Client:
    client = Client()
    assert subject.organisation is not None
    client.force_login(people.owner(subject.organisation))
    return client


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def cleared() -> Case:
    """A reward of 9,600 yuan for 2012 whose notice is over and whose account waits for one click."""
    with clock.stopped(DAY):
        decided()
        subject, _ = firm(0, "300000.00"), funded()
        night()
        with_account(subject)
    with clock.stopped(OVER):
        night()
    return case_of(subject)


def test_the_firm_sees_account_amount_and_last_day_of_its_payment(cleared: Case) -> None:
    address = f"/my/cases/{cleared.pk}/"
    with clock.stopped(OVER):
        client = own(cleared.subject)
        page = text(client.get(address))
        paper = Filing.objects.get()
        for said in (
            "<h1>小型微利企业地方税收贡献奖励（2012 年度）</h1>",
            f'<a href="/decisions/{paper.pk}/">杭州市西湖区 {paper.document}</a>',
        ):
            assert said in page, said
        assert "小型微利企业地方税收贡献奖励（2012 年度）" in text(client.get("/my/cases/"))
        assert "小型微利企业地方税收贡献奖励（2012 年度）" in text(client.get(f"/my/{cleared.subject_id}/"))
        form = text(client.get(f"{address}do/confirm/"))
        for said in (
            cleared.subject.name,
            "中国工商银行杭州分行",
            "尾号 2345",
            "付到这个账户的金额",
            "9,600 元",
        ):
            assert said in form, said
        assert "1202020219900012345" not in form
        after = text(client.post(f"{address}do/confirm/", {"revision": cleared.revision}, follow=True))
    assert (
        '付款：最迟 <b class="nw">2013-06-26</b>（10 个工作日）' in after
    )  # 13, 14, 17 to 21, 24 to 26 June
    assert "9,600 元" in after


def test_money_that_hangs_says_how_long_it_is_waited_for_and_whom_to_ask(cleared: Case) -> None:
    address = f"/my/cases/{cleared.pk}/"
    with clock.stopped(OVER):
        cases.set_office(officer(), division=XIHU, authority="西湖区经信局", telephone="0571-87654321")
        client = own(cleared.subject)
        client.post(f"{address}do/confirm/", {"revision": cleared.revision})
    with clock.stopped(OVER + timedelta(days=100)):
        client = own(cleared.subject)  # the log-in of then is long over
        page = text(client.get(address))
        for said in (
            '<b class="nw">9,600.00</b> 元已经定下来，还没有付清，已等 100 天。',
            "收款账户（中国工商银行杭州分行 ****2345）已确认，您不用再做什么。",
            '付款的事可以问：西湖区经信局 <b class="nw">0571-87654321</b>',
            '<a href="#complain">等得太久？投诉</a>',
            'id="complain"',
        ):
            assert said in page, said
        assert "还没有确认的收款账户" not in page
        following, also = page.partition("接下来")[2].partition("也可能")[::2]
        assert ("<b>银行付款后自动继续</b></li>" in following, "数据更正" in following) == (True, False)
        assert "银行已付款" not in following
        assert "数据更正，重新核定公示" in also
        assert "已等付款 100 天（西湖区经信局 0571-87654321）" in text(client.get("/my/cases/"))
        assert standing.awaited_words(Case.objects.get(pk=cleared.pk)) == "付款"


def test_without_a_confirmed_account_the_case_leads_to_it(cleared: Case) -> None:
    cleared.subject.bank_accounts.update(state="proposed")
    with clock.stopped(OVER):
        page = text(own(cleared.subject).get(f"/my/cases/{cleared.pk}/"))
        listed = text(own(cleared.subject).get("/my/cases/"))
    assert '已为您预留 <b class="nw">9,600.00</b> 元，定下来以后才付款。' in page
    assert "已经定下来" not in page  # the money is set aside, nobody waits for its payment yet
    assert "等得太久" not in page
    assert ("确认收款账户（申请人）" in listed, "已等付款" in listed) == (True, False)
    assert '还没有确认的收款账户，确认以后才能付款：<a href="/my/money/">去登记或确认收款账户</a>' in page


def test_giving_up_is_no_button_and_its_page_says_what_is_lost(cleared: Case) -> None:
    address = f"/my/cases/{cleared.pk}/"
    with clock.stopped(OVER):
        client = own(cleared.subject)
        page = text(client.get(address))
        assert re.findall(r'class="button[^"]*" href="/my/cases/[^"]*/do/(\w+)/"', page) == ["confirm"]
        assert page.index("不想继续办理？") < page.index(f"{address}do/renounce/")
        client.post(f"{address}do/confirm/", {"revision": cleared.revision})
        page = text(client.get(address))
        assert "请您办理" not in page  # nothing is left to do, giving up is no task
        form = text(client.get(f"{address}do/renounce/"))
    for said in ("这样做会失去什么", "9,600 元不再付给您。", "不能恢复，也不会再次立案"):
        assert said in form


def test_a_correction_says_which_fact_changed_from_what_to_what(cleared: Case) -> None:
    """(200,000 − 60,000) × 20 % × 40 % × 50 % = 5,600."""
    with clock.stopped(date(2013, 7, 1)):
        correct(cleared.subject, "200000.00")
        night()
        page = text(own(cleared.subject).get(f"/my/cases/{cleared.pk}/"))
        english = text(
            own(cleared.subject).get(f"/my/cases/{cleared.pk}/", headers={"accept-language": "en"})
        )
    said = "“应纳税所得额（2012）”由 300,000 元（税务机关）改为 200,000 元（税务机关，2013-07-01 收到）"
    assert said in page
    assert "金额由 9,600 元 改为 5,600 元" in page
    assert "The amount changed from" in english


def test_a_step_of_money_names_no_fact_twice_where_nothing_changed(cleared: Case) -> None:
    with clock.stopped(OVER):
        page = text(own(cleared.subject).get(f"/my/cases/{cleared.pk}/"))
    assert "改为" not in page


def test_notices_show_year_amount_and_formula_and_are_found_by_the_name_of_the_place() -> None:
    """(300,000 − 60,000) × 20 % × 40 % = 19,200, half of it 9,600."""
    with clock.stopped(DAY):
        decided()
        firm(0, "300000.00")
        night()
        visitor = Client()
        listed = text(visitor.get("/notices/"))
        assert '<option value="330106">杭州市西湖区</option>' in listed
        assert "杭州晨光五金制品有限公司" in text(visitor.get("/notices/", {"division": "330100"}))
        assert "杭州晨光五金制品有限公司" not in text(visitor.get("/notices/", {"division": "330782"}))
        file = b"".join(visitor.get("/notices/", {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
        page = text(visitor.get(f"/notices/{case_of(Subject.objects.get()).notices.get().pk}/"))
    assert "杭州晨光五金制品有限公司,小型微利企业地方税收贡献奖励,2012,9600.00,杭州市西湖区," in file
    assert "小型微利企业地方税收贡献奖励（2012 年度）" in page
    above = "应纳税所得额（300,000.00 元） − 奖励起算的年应纳税所得额（60,000.00 元）"
    for line in (
        "地方税收贡献奖励金额 = 超出部分地方税收贡献（19,200.00 元） × 奖励比例（50%） = 9,600.00 元",
        f"({above}) × 实际税率（20%） × 企业所得税地方分享比例（40%） = 19,200.00 元",
    ):
        assert line in page, line


def test_a_working_with_a_fact_the_public_is_not_shown_is_left_out(cleared: Case) -> None:
    assert cleared.receipt is not None
    whole = formulas.of(cleared.receipt.record, {"应纳税所得额"})
    assert [one["zh"].partition(" = ")[0] for one in whole] == [
        "地方税收贡献奖励金额",
        "超出部分地方税收贡献",
    ]
    kept = formulas.of(cleared.receipt.record, set())
    assert kept == whole[:1]
