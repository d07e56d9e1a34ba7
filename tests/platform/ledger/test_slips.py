"""Slips of the hand on the room's pages: a file filled in by nobody, a list ordered twice, a form sent again after Back."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.platform.accounts import people
from tests.platform.ledger.test_pages import hidden, logged_in
from tests.platform.ledger.test_payments import ordered
from tests.platform.ledger.test_replies import answered
from tests.platform.ledger.test_returns import paid
from tests.platform.ledger.world import DAY, HANGZHOU, XIHU, YUAN, ZHEJIANG, committed, fund, official
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.forms import FundForm
from zhiwei.platform.ledger.models import Fund, PaymentList

pytestmark = pytest.mark.django_db


def texts(page: str) -> str:
    """A page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_a_list_that_was_paid_offers_no_order_and_its_payments_as_a_record() -> None:
    made, client = ordered(300 * YUAN, 200 * YUAN), logged_in()
    address = reverse("ledger:list", args=[made.pk])
    one, two = made.lines.order_by("number")
    page = client.get(address).content.decode()
    assert ("导出银行文件 xlsx" in page, "只含还没有处理结果的" in page) == (True, False)
    services.confirm_paid(SYSTEM, made, [services.Paid(one.pk, DAY, "T1")])
    page = client.get(address).content.decode()
    assert ("导出银行文件 xlsx" in page, "只含还没有处理结果的 1 笔。" in page) == (True, True)
    services.confirm_paid(SYSTEM, made, [services.Paid(two.pk, DAY, "T2")])
    page = client.get(address).content.decode()
    assert ("导出银行文件" in page.replace("不再导出银行文件", ""), "以免重复付款" in page) == (False, True)
    answer = client.post(reverse("ledger:bank-file", args=[made.pk, "csv"]), follow=True)
    assert "清单里没有待银行付款的笔数，不再导出银行文件" in answer.content.decode()
    record = b"".join(client.get(address, {"export": "csv"})).decode()  # type: ignore[arg-type]
    assert all(text in record for text in (one.reference, two.reference, "300.00", "T2", "已付"))


def test_a_reply_filled_in_by_nobody_is_refused_and_a_half_filled_one_says_what_is_left() -> None:
    made, client = ordered(10, 20, 30), logged_in()
    address = reverse("ledger:reply", args=[made.pk])
    answer = client.post(address, {"file": answered(made, [])})
    page = answer.content.decode()
    assert (answer.status_code, "回单里没有填写处理结果" in page, "确认入账" in page) == (422, True, False)
    page = client.post(
        address, {"file": answered(made, [("成功", "2012-11-05", "T1"), ("失败", "2012-11-05", "", "退汇")])}, follow=True
    ).content.decode()  # fmt: skip
    assert "回单写明已付 1 笔、退回 1 笔。还有 1 笔没有处理结果，入账后仍待银行回单。" in page
    reply = made.replies.get()
    page = client.post(reverse("ledger:book", args=[made.pk, reply.pk]), follow=True).content.decode()
    assert (
        page.count("银行回单已入账：已付 1 笔，退回 1 笔。") == 2
    )  # the message, and what stands of the reply


def test_after_a_reply_was_handed_in_it_is_said_what_was_read_and_the_banks_own_amount_is_shown() -> None:
    made, client = ordered(1000 * YUAN, 2000 * YUAN), logged_in()
    address = reverse("ledger:reply", args=[made.pk])
    one, two = made.lines.order_by("number")
    head = "付款编号,金额（元）,处理结果,处理日期,银行流水号\n"
    wrong = f"{one.reference},1000,成功,2012-11-05,T1\n{two.reference},2500.5,成功,2012-11-05,T2\n"
    file = SimpleUploadedFile("r.csv", (head + wrong).encode())
    page = texts(client.post(address, {"file": file}, follow=True).content.decode())
    assert "已读取回单 2 行，其中 1 行有错误，没有入账；错误见下面各行。" in page
    assert "金额：金额与清单不符：清单为 2,000 元，回单为 2,500.50 元" in page
    file = SimpleUploadedFile("r.csv", (head + wrong.replace("2500.5", "2000")).encode())
    page = texts(client.post(address, {"file": file}, follow=True).content.decode())
    assert "已读取回单 2 行，没有发现错误，还没有入账；请核对后确认入账。" in page
    assert made.replies.count() == 2


def test_a_form_sent_again_after_back_says_what_was_booked_under_it() -> None:
    one, client = paid(5000 * YUAN), logged_in()
    services.take_back(SYSTEM, one, 4000 * YUAN, reason="更正后不符合条件", key="claim")
    page = client.get(reverse("ledger:commitment", args=[one.pk])).content.decode()
    sent = {"back-key": hidden(page, "back-key"), "back-on": "2012-11-05", "back-serial": "R1"}
    address = reverse("ledger:received", args=[one.pk])
    assert client.post(address, sent | {"back-fen": "5000"}).status_code == 422
    assert client.post(address, sent | {"back-fen": "100"}).status_code == 302
    answer = client.post(address, sent | {"back-fen": "300"})
    said = "这张表已经提交过：2012-11-05 已登记“收到退款”100 元。要再办一笔，请重新打开页面。"
    page = texts(answer.content.decode())
    assert (answer.status_code, said in page, "Key" in page) == (422, True, False)
    one.refresh_from_db()
    assert one.returned == 100 * YUAN
    english = client.post(address, sent | {"back-fen": "300"}, headers={"accept-language": "en"})
    assert "already sent" in texts(english.content.decode())


def test_a_receipt_of_the_bank_is_booked_once_from_whatever_page() -> None:
    one, client = paid(5000 * YUAN), logged_in()
    services.take_back(SYSTEM, one, 4000 * YUAN, reason="更正后不符合条件", key="claim")
    address = reverse("ledger:received", args=[one.pk])
    sent = {"back-on": "2012-11-05", "back-fen": "2000"}
    assert client.post(address, sent | {"back-key": "a"}).status_code == 422  # no number of the bank's
    assert client.post(address, sent | {"back-key": "a", "back-serial": "R1"}).status_code == 302
    answer = client.post(address, sent | {"back-key": "b", "back-serial": " R1 "})
    said = "流水号“R1”已于 2012-11-05 入账 2,000 元，不能再记"
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    one.refresh_from_db()
    assert one.returned == 2000 * YUAN
    assert client.post(address, sent | {"back-key": "c", "back-serial": "R2"}).status_code == 302


def test_so_do_the_forms_of_a_fund() -> None:
    there, client = fund(1000 * YUAN), logged_in()
    sent = {"money-key": "m", "money-document": "文"}
    address = reverse("ledger:appropriate", args=[there.pk])
    client.post(address, sent | {"money-fen": "100"})
    page = texts(client.post(address, sent | {"money-fen": "300"}).content.decode())
    assert "这张表已经提交过：2012-11-05 已登记“拨款”100 元。" in page
    form = {"key": "f", "level": "county", "division": XIHU, "budget_year": "2012", "purposes": "27.2",
            "from_day": "2012-01-01", "to_day": "2012-12-31"}  # fmt: skip
    client.post(reverse("ledger:fund-new"), form | {"name": "甲"})
    page = texts(client.post(reverse("ledger:fund-new"), form | {"name": "乙"}).content.decode())
    assert "这张表已经提交过：已设立“甲”。" in page
    address = reverse("ledger:close", args=[there.pk])
    client.post(address, {"closing-key": "m2", "closing-document": "文"})
    page = texts(client.post(reverse("ledger:correct", args=[there.pk]), {
        "correct-key": "m2", "correct-entry": str(queries.correctable(there)[0].pk), "correct-fen": "0", "correct-reason": "x",
    }).content.decode())  # fmt: skip
    assert "这张表已经提交过：2012-11-05 已提出“结清上缴”。" in page
    one = paid(1000 * YUAN)
    address = reverse("ledger:claim", args=[one.pk])
    client.post(address, {"claim-key": "c", "claim-fen": "10", "claim-reason": "x"})
    page = texts(
        client.post(address, {"claim-key": "c", "claim-fen": "20", "claim-reason": "x"}).content.decode()
    )
    assert "这张表已经提交过：2012-11-05 已提出“要求退回”10 元。" in page


def test_a_list_is_not_silently_the_one_before() -> None:
    there, client = fund(1000 * YUAN), logged_in()
    committed(there, 100 * YUAN)
    address = reverse("ledger:make-list", args=[there.pk])
    client.post(address, {"key": "k"})
    committed(there, 100 * YUAN)
    page = client.post(address, {"key": "k"}, follow=True).content.decode()
    assert "没有另编；要再编一份，请重新打开资金页面" in page
    assert PaymentList.objects.count() == 1


def test_where_nothing_can_be_paid_no_list_is_offered() -> None:
    there, client = fund(1000 * YUAN), logged_in()
    address, page = reverse("ledger:make-list", args=[there.pk]), reverse("ledger:fund", args=[there.pk])
    assert "现在没有可以付的。" in texts(client.get(page).content.decode())
    committed(there, 100 * YUAN)
    told = texts(client.get(page).content.decode())
    assert ("现在可以付 1 笔。" in told, "把现在可以付的编成付款清单" in told) == (True, True)
    client.post(address, {"key": "k"})
    made = PaymentList.objects.get()
    told = texts(client.get(page).content.decode())
    assert f"现在没有可以付的。 最近编成的付款清单：{made.number}" in told
    assert "把现在可以付的编成付款清单" not in told
    late = texts(client.post(address, {"key": "another tab"}, follow=True).content.decode())
    assert "现在没有可以付的：都已付清、已编入清单或还没有确认收款账户。" in late
    assert PaymentList.objects.count() == 1


@pytest.mark.parametrize(
    ("division", "levels", "made"),
    [
        (XIHU, ["county", "park"], "county"),
        (HANGZHOU, ["place", "park"], "city"),
        (ZHEJIANG, ["place", "park"], "province"),
    ],
)
def test_the_level_of_a_fund_is_preset_as_that_of_the_officials_place(
    division: str, levels: list[str], made: str
) -> None:
    form = FundForm(official(division))
    choices = form.fields["level"].choices  # type: ignore[attr-defined]
    assert [value for value, _label in choices] == levels
    client = Client()
    client.force_login(people.official(Role.FINANCE, division))
    page = client.get(reverse("ledger:fund-new")).content.decode()
    first = re.search(r'<select name="division".*?<option value="(\d+)"', page, re.DOTALL)
    assert first is not None
    sent = {
        "key": hidden(page), "name": "奖励", "level": levels[0], "division": first[1], "budget_year": "2012",
        "purposes": "27.2", "from_day": "2012-01-01", "to_day": "2012-12-31",
    }  # fmt: skip
    client.post(reverse("ledger:fund-new"), sent)
    there = Fund.objects.get()
    assert (there.division, there.level) == (division, made)


def test_the_level_follows_the_place_that_was_chosen() -> None:
    client = logged_in(ZHEJIANG)
    sent = {
        "key": "k", "name": "奖励", "level": "place", "division": XIHU, "budget_year": "2012", "purposes": "27.2",
        "from_day": "2012-01-01", "to_day": "2012-12-31",
    }  # fmt: skip
    client.post(reverse("ledger:fund-new"), sent)
    assert Fund.objects.get().level == "county"
