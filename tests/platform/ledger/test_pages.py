"""The room's pages: money in, a promise, a list checked by two, the bank's file and reply, the firm's own view."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.platform.accounts import people
from tests.platform.ledger.test_payments import ordered
from tests.platform.ledger.test_replies import answered
from tests.platform.ledger.world import XIHU, YUAN, committed, firm, fund
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.queries import who_looked
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import BankAccount, Commitment, Entry, Fund, PaymentList

pytestmark = pytest.mark.django_db


def logged_in(division: str = XIHU, role: Role = Role.FINANCE) -> Client:
    """A client of somebody new in an office."""
    client = Client()
    client.force_login(people.official(role, division))
    return client


def owner_of(subject: object) -> Client:
    """A client of the firm's owner."""
    client = Client()
    client.force_login(people.owner(subject.organisation))  # type: ignore[attr-defined]
    return client


def hidden(page: str, name: str = "key") -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_fund_is_opened_with_its_faults_at_their_boxes_and_money_comes_in_once() -> None:
    client = logged_in()
    address = reverse("ledger:fund-new")
    form = {
        "key": hidden(client.get(address).content.decode()), "name": "科技型小微企业引导资金", "level": "county",
        "division": XIHU, "budget_year": "2012", "purposes": "13.33", "from_day": "2012-01-01",
        "to_day": "2012-12-31",
    }  # fmt: skip
    answer = client.post(address, form)
    assert (answer.status_code, "没有句子或措施 13.33" in answer.content.decode()) == (422, True)
    answer = client.post(address, form | {"purposes": "13.3，27.2"}, follow=True)
    there = Fund.objects.get()
    assert (answer.status_code, there.purposes) == (200, ["13.3", "27.2"])
    page = answer.content.decode()
    assert "第 13.3 句“" in page
    sent = {"money-key": hidden(page, "money-key"), "money-fen": "1.2万", "money-document": "西财〔2012〕9号"}
    for _ in range(2):  # a double click
        client.post(reverse("ledger:appropriate", args=[there.pk]), sent)
    assert queries.balance(there) == 12_000 * YUAN
    page = client.get(reverse("ledger:fund", args=[there.pk])).content.decode()
    assert "12,000.00" in page
    earlier = client.get(reverse("ledger:fund", args=[there.pk]), {"to_day": "2012-11-04"}).content.decode()
    standing = earlier.partition("2012-11-04 的余额（元）")[2].partition("</dl>")[0]
    assert ("0.00" in standing, "12,000.00" in standing) == (True, False)
    file = client.get(reverse("ledger:fund", args=[there.pk]), {"export": "csv"})
    assert "拨款" in b"".join(file).decode()  # type: ignore[arg-type]


def test_a_list_from_the_button_to_the_banks_reply() -> None:
    there = fund(1000 * YUAN)
    one, two = committed(there, 300 * YUAN), committed(there, 200 * YUAN)
    committed(there, 100 * YUAN, subject=firm(account=False))
    maker, checker = logged_in(), logged_in()
    page = maker.get(reverse("ledger:fund", args=[there.pk])).content.decode()
    for _ in range(2):
        answer = maker.post(reverse("ledger:make-list", args=[there.pk]), {"key": hidden(page)})
    made = PaymentList.objects.get()
    assert sorted(made.lines.values_list("commitment_id", flat=True)) == sorted([one.pk, two.pk])
    address = reverse("ledger:list", args=[made.pk])
    assert answer["Location"] == address
    assert "复核无误，准予付款" not in maker.get(address).content.decode()
    maker.post(reverse("ledger:approve", args=[made.pk]), {"revision": "1"})
    made.refresh_from_db()
    assert made.state == "draft"
    assert "等您复核" in checker.get(reverse("ledger:lists")).content.decode()
    checker.post(reverse("ledger:approve", args=[made.pk]), {"revision": "1"})
    made.refresh_from_db()
    assert made.state == "approved"
    assert maker.get(reverse("ledger:bank-file", args=[made.pk, "xlsx"])).status_code == 405
    file = maker.post(reverse("ledger:bank-file", args=[made.pk, "xlsx"]))
    assert (file.status_code, made.number in file["Content-Disposition"]) == (200, True)
    bad = answered(made, [("好",), ("成功", "2012-11-05", "T2")])
    page = maker.post(reverse("ledger:reply", args=[made.pk]), {"file": bad}, follow=True).content.decode()
    assert "回单有错误，没有入账" in page
    reply = made.replies.get()
    assert maker.get(reverse("ledger:marked", args=[made.pk, reply.pk])).status_code == 200
    good = answered(made, [("成功", "2012-11-05", "T1"), ("成功", "2012-11-05", "T2")])
    maker.post(reverse("ledger:reply", args=[made.pk]), {"file": good})
    reply = made.replies.get(state="ready")
    for _ in range(2):
        answer = maker.post(reverse("ledger:book", args=[made.pk, reply.pk]), follow=True)
        assert "银行回单已入账：已付 2 笔，退回 0 笔。" in answer.content.decode()
    assert queries.balance(there, Place.PAID) == 500 * YUAN
    assert Entry.objects.filter(kind="pay").count() == 2
    no_table = SimpleUploadedFile("x.csv", b"a,b\n1,2\n")
    answer = maker.post(reverse("ledger:reply", args=[made.pk]), {"file": no_table})
    assert (answer.status_code, "缺少列" in answer.content.decode()) == (422, True)


def test_money_is_asked_back_on_the_page_of_a_promise() -> None:
    made = ordered(500 * YUAN)
    line = made.lines.get()
    services.confirm_paid(SYSTEM, made, [services.Paid(line.pk, made.checked_at.date())])
    one = Commitment.objects.get(pk=line.commitment_id)
    client = logged_in()
    address = reverse("ledger:commitment", args=[one.pk])
    page = client.get(address).content.decode()
    sent = {"claim-key": hidden(page, "claim-key"), "claim-fen": "501", "claim-reason": "更正后不符合条件"}
    answer = client.post(reverse("ledger:claim", args=[one.pk]), sent)
    assert (answer.status_code, "“已付”只有 500 元" in answer.content.decode()) == (422, True)
    client.post(reverse("ledger:claim", args=[one.pk]), sent | {"claim-fen": "200"})
    second = logged_in()

    def agreed() -> None:
        waits = one.proposals.get(state="waiting")
        second.post(reverse("ledger:agree", args=[one.pk, waits.pk]))

    agreed()
    page = client.get(address).content.decode()
    assert "待退回" in page
    for name, said in (("waive", {"waive-fen": "50", "waive-reason": "申诉成立"}),
                       ("received", {"back-fen": "150", "back-on": "2012-11-05", "back-serial": "R1"})):  # fmt: skip
        prefix = "waive" if name == "waive" else "back"
        key = hidden(page, f"{prefix}-key")
        client.post(reverse(f"ledger:{name}", args=[one.pk]), said | {f"{prefix}-key": key})
        if name == "waive":
            agreed()
    one.refresh_from_db()
    assert (one.paid, one.receivable, one.returned) == (350 * YUAN, 0, 150 * YUAN)


def test_another_county_finds_nothing_and_strangers_must_log_in(client: Client) -> None:
    made = ordered(100)
    line = made.lines.get()
    addresses = [
        reverse("ledger:fund", args=[made.fund_id]), reverse("ledger:list", args=[made.pk]),
        reverse("ledger:commitment", args=[line.commitment_id]), reverse("ledger:reveal", args=[line.account_id]),
    ]  # fmt: skip
    other = logged_in("330782")
    assert [other.get(one).status_code for one in addresses] == [404] * 4
    assert other.post(reverse("ledger:approve", args=[made.pk]), {"revision": "1"}).status_code == 404
    assert [client.get(one).status_code for one in addresses] == [302] * 4
    for name in ("funds", "commitments", "lists"):
        page = other.get(reverse(f"ledger:{name}")).content.decode()
        assert made.fund.name not in page
        assert line.payee not in page


def test_a_firm_confirms_with_one_click_and_sees_its_own_money_only() -> None:
    there = fund(1000 * YUAN)
    payee, stranger = firm(account=False), firm(account=False)
    one = committed(there, 300 * YUAN, subject=payee)
    services.propose_account(
        SYSTEM, payee, holder=payee.name, bank="中国工商银行", number="6222021202001234567"
    )
    owner, other = owner_of(payee), owner_of(stranger)
    page = owner.get(reverse("ledger:own")).content.decode()
    assert "中国工商银行 ****4567" in page
    assert "6222021202001234567" not in page
    account = BankAccount.objects.get()
    assert other.post(reverse("ledger:confirm-account", args=[account.pk])).status_code == 404
    owner.post(reverse("ledger:confirm-account", args=[account.pk]))
    assert queries.account_of(payee) == account
    assert owner.get(reverse("ledger:own-commitment", args=[one.pk])).status_code == 200
    assert other.get(reverse("ledger:own-commitment", args=[one.pk])).status_code == 404
    assert payee.name not in other.get(reverse("ledger:own")).content.decode()
    address = reverse("ledger:reveal", args=[account.pk])
    asked = owner.get(address).content.decode()
    assert "6222021202001234567" not in asked
    assert 'name="why"' not in asked, "nobody gives a reason for his own firm's data"
    assert "6222021202001234567" in owner.post(address).content.decode()
    assert [look.items[0]["fields"] for look in who_looked("subject", str(payee.pk))][-1] == ["bank_account"]
    taker = logged_in()
    assert 'name="why"' in taker.get(address).content.decode()
    assert "6222021202001234567" not in taker.post(address, {"why": ""}).content.decode()
    assert "6222021202001234567" in taker.post(address, {"why": "核对"}).content.decode()
    assert who_looked("subject", str(payee.pk))[0].items[0]["why"] == "核对"
    form = {"subject": str(payee.pk), "bank": "中国银行", "number": "12", "bank_code": ""}
    answer = owner.post(reverse("ledger:give-account"), form)
    assert (answer.status_code, "账号须为 8 至 32 位数字" in answer.content.decode()) == (422, True)
    owner.post(reverse("ledger:give-account"), form | {"number": "62166100001"})
    assert queries.account_of(payee).bank == "中国银行"


def test_the_public_page_has_figures_and_no_names(client: Client) -> None:
    made = ordered(100 * YUAN, 200 * YUAN)
    lines = list(made.lines.all())
    services.confirm_paid(SYSTEM, made, [services.Paid(one.pk, made.checked_at.date()) for one in lines])
    page = client.get(reverse("ledger:public")).content.decode()
    assert made.fund.name in page
    assert "300.00" in page
    assert not any(one.payee in page for one in lines)
    (shown,) = queries.public_funds()
    assert (shown.appropriated, shown.paid, shown.payees) == (300 * YUAN, 300 * YUAN, 2)
    english = client.get(reverse("ledger:public"), headers={"accept-language": "en"}).content.decode()
    assert "Public funds" in english


def test_what_one_official_promised_is_paid_only_after_another_saw_payee_amount_and_basis() -> None:
    """The declared ground on which rooms let one official promise: docs/platform/ledger.md, Two officials."""
    there, payee = fund(1000 * YUAN), firm()
    one = people.official(Role.FINANCE, XIHU)
    viewer = people.viewer(one)
    promised = services.reserve(
        viewer, there, 300 * YUAN, basis=services.Basis("tax_year", "2011-甲"), sentence="27.2", subject=payee, key="p"
    )  # fmt: skip
    services.commit(viewer, promised, key="c")
    made = services.make_payment_list(viewer, there, [promised], key="l")
    with pytest.raises(services.Refused) as refused:
        services.approve_list(viewer, made, revision=made.revision)
    assert refused.value.codes == ["same_person"]
    assert queries.balance(there, Place.COMMITTED) == 300 * YUAN
    page = logged_in().get(reverse("ledger:list", args=[made.pk])).content.decode()
    shown = (payee.name, "300.00", "2011-甲", "复核无误，准予付款")
    assert [text for text in shown if text not in page] == []
