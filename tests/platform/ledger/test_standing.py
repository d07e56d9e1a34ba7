"""Where money stands, as the pages tell it: columns that add up, money that hangs, days as of, letters, why released."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.platform.accounts import people
from tests.platform.ledger.test_pages import logged_in, owner_of
from tests.platform.ledger.world import DAY, XIHU, YUAN, committed, fund, official, reserved
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import letters, queries, services, tables
from zhiwei.platform.ledger.models import Commitment, Fund
from zhiwei.platform.ledger.services import Paid

pytestmark = pytest.mark.django_db


def paid(one: Commitment) -> Commitment:
    """The commitment, paid today by the bank."""
    maker, checker = official(), official()
    made = services.make_payment_list(maker, one.fund, [one], key=f"L{one.pk}")
    services.approve_list(checker, made, revision=1)
    services.confirm_paid(SYSTEM, made, [Paid(made.lines.get().pk, DAY, "T7")])
    return Commitment.objects.get(pk=one.pk)


def text_of(client: Client, name: str, *args: object, **query: str) -> str:
    """A page of the room."""
    answer = client.get(reverse(f"ledger:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_columns_of_a_fund_add_up_and_the_list_ends_with_their_sums() -> None:
    one, two = fund(1000 * YUAN), fund(500 * YUAN)
    there = paid(committed(one, 300 * YUAN))
    services.take_back(SYSTEM, there, 40 * YUAN, reason="更正", key="back")
    committed(one, 200 * YUAN)
    reserved(one, 100 * YUAN)
    committed(two, 500 * YUAN)
    found = {f.pk: f for f in queries.public_funds()}
    shown = found[one.pk]
    parts = ("paid", "promised", "reserved", "out_again", "available")
    assert [getattr(shown, name) for name in parts] == [f * YUAN for f in (260, 200, 100, 40, 400)]
    for each in found.values():
        assert each.appropriated == sum(getattr(each, name) for name in parts)
    sums = tables.funds(queries.public_funds()).totals()
    assert list(sums.values()) == [f * YUAN for f in (1500, 260, 700, 100, 40, 400)]
    page = text_of(logged_in(), "funds")
    (foot,) = re.findall(r"<tfoot>(.*?)</tfoot>", page, re.DOTALL)
    assert re.findall(r"[\d,]+\.\d\d", foot) == ["1,500.00", "260.00", "700.00", "100.00", "40.00", "400.00"]
    assert "合计" in foot


def test_a_measure_stands_with_its_words_and_not_with_the_rulebooks_id() -> None:
    fund(1, name="配套资金", purposes=["21.2/match"])
    for page in (text_of(logged_in(), "funds"), text_of(Client(), "public")):
        assert "21.2 设计示范基地地方配套资金" in page
        assert "21.2/match" not in page


def test_a_fund_whose_days_are_over_is_not_in_use() -> None:
    there = fund(1000 * YUAN)
    committed(there, 300 * YUAN)
    with clock.stopped(date(2012, 12, 31)):
        assert Fund.objects.get().standing == "使用中"
    with clock.stopped(date(2013, 1, 1)):
        client = logged_in()
        assert Fund.objects.get().standing == "已到期"
        assert there.name in text_of(client, "funds", state="ended")
        assert there.name not in text_of(client, "funds", state="open")
        page = text_of(client, "fund", there.pk)
        assert "还有 300.00 元预留或承诺后没有付出" in page


def test_the_ledger_shows_first_what_is_in_use_and_sums_the_rest_apart() -> None:
    now, also = fund(1000 * YUAN, name="在用甲"), fund(300 * YUAN, name="在用乙")
    gone = fund(
        200 * YUAN, name="过期丙", from_day=date(2011, 1, 1), to_day=date(2011, 12, 31), budget_year=2011
    )
    client = logged_in()
    page = text_of(client, "funds")
    assert now.name in page
    assert also.name in page
    assert gone.name not in page
    assert '<a href="?state=ended">1 项已到期、还没有结清</a>' in page
    # level and place are the same in every row: said once above the list, kept in the file
    assert "级次：县级 · 地区：杭州市西湖区" in page
    assert 'data-l="级次"' not in page
    sent = client.get(reverse("ledger:funds"), {"export": "csv"})
    head, *rows = b"".join(sent.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert head.startswith("资金,级次,地区,")
    assert len(rows) == 2
    every = text_of(client, "funds", state="")
    (foot,) = re.findall(r"<tfoot>(.*?)</tfoot>", every, re.DOTALL)
    sums = re.findall(r'<th scope="row">(\w+)</th>.*?data-l="拨款" class="num">([\d,.]+)<', foot, re.DOTALL)
    assert sorted(sums) == [("其中使用中", "1,300.00"), ("其中已到期", "200.00"), ("合计", "1,500.00")]
    assert "先列使用中的资金" not in every


def test_money_that_hangs_is_told_with_its_days_and_found_by_filters() -> None:
    there = fund(1000 * YUAN)
    old = committed(there, 300 * YUAN)
    with clock.stopped(date(2012, 11, 20)):
        new = committed(there, 100 * YUAN)
    gone = paid(committed(there, 50 * YUAN))

    def named(**query: str) -> list[Commitment]:
        page = text_of(logged_in(), "commitments", **query)
        return [one for one in (old, new, gone) if one.subject.name in page]

    with clock.stopped(date(2012, 11, 30)):
        assert Commitment.objects.get(pk=old.pk).waiting_days == 25
        assert Commitment.objects.get(pk=gone.pk).waiting_days is None
        assert named() == [old, new, gone]
        assert named(unpaid="waiting") == [old, new]
        assert named(days="20") == [old]
        assert named(unpaid="over") == []
    with clock.stopped(date(2013, 3, 1)):
        assert named(unpaid="over") == [old, new]
        assert "116 天还没有付清" in text_of(logged_in(), "commitment", old.pk)


def test_the_balance_is_as_of_a_day_and_says_what_was_carried_over() -> None:
    there = fund()
    for day, fen in ((date(2012, 3, 1), 700 * YUAN), (date(2012, 6, 1), 300 * YUAN)):
        services.appropriate(SYSTEM, there, fen, document=f"文{day}", key=f"in-{day}", on=day)
    client = logged_in()
    page = text_of(client, "fund", there.pk, to_day="2012-05-31")
    assert "截至 2012-05-31 的可用余额：700.00 元" in page
    assert "2012-01-01 以前结转的可用余额：0.00 元" in page
    page = text_of(client, "fund", there.pk, from_day="2012-05-01")
    assert "2012-05-01 以前结转的可用余额：700.00 元" in page
    assert "截至 2012-11-05 的可用余额：1,000.00 元" in page


def test_money_asked_back_gives_a_letter_and_what_was_paid_stays_told() -> None:
    one = paid(committed(fund(1000 * YUAN), 300 * YUAN))
    client, owner = logged_in(), owner_of(one.subject)
    address = reverse("ledger:letter", args=[one.pk])
    assert client.get(address).status_code == 404
    services.take_back(SYSTEM, one, 120 * YUAN, reason="西财追〔2012〕3号", key="back")
    one.refresh_from_db()
    answer = client.get(address)
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert owner.get(reverse("ledger:own-letter", args=[one.pk])).status_code == 200
    assert logged_in("330782").get(address).status_code == 404
    assert address in text_of(client, "commitment", one.pk)
    told = letters.letter(one)
    assert told["blocks"][0] == {"kind": "result", "label": "请退回", "value": "120.00 元", "tag": "todo"}
    assert told["blocks"][3]["rows"] == [
        ["2012-11-05", "要求退回", "120.00 元", "120.00 元", "西财追〔2012〕3号"],
    ]
    assert told["blocks"][5]["rows"][0][:2] == ["2012-11-05", "300.00 元"]
    services.take_back(SYSTEM, one, 180 * YUAN, reason="全部", key="rest")
    services.receive_back(SYSTEM, Commitment.objects.get(pk=one.pk), 300 * YUAN, key="came")
    page = text_of(client, "commitment", one.pk)
    assert re.search(r"<dt>银行付出</dt><dd class=\"num\">300.00</dd>", page)


def test_a_released_commitment_says_why() -> None:
    one = committed(fund(1000 * YUAN))
    services.release(SYSTEM, one, key="free", reason="企业放弃")
    assert Commitment.objects.get(pk=one.pk).why_released == "企业放弃"
    assert "已释放：企业放弃" in text_of(logged_in(), "commitment", one.pk)


def test_who_may_not_reveal_an_account_is_offered_no_link_to_it() -> None:
    one = committed(fund(1000 * YUAN))
    auditor = Client()
    auditor.force_login(people.official(Role.AUDITOR, XIHU))
    assert "查看收款账号" in text_of(logged_in(), "commitment", one.pk)
    assert "查看收款账号" not in text_of(auditor, "commitment", one.pk)
