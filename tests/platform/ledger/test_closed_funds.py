"""Money that comes back to a closed fund: asked back, sent back by the bank, given to the treasury by two officials."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.platform.ledger.test_letters import ACCOUNT
from tests.platform.ledger.test_pages import logged_in
from tests.platform.ledger.test_returns import paid
from tests.platform.ledger.world import DAY, YUAN, fund, official, reserved
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.audit.models import Act
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment, Fund, FundProposal, PaymentLine
from zhiwei.platform.ledger.services import Basis, Failed, Refused

pytestmark = pytest.mark.django_db


def closed(fen: int = 1000 * YUAN) -> Commitment:
    """A commitment that was paid in full from a fund that was closed since."""
    one = paid(fen)
    services.close_fund(SYSTEM, one.fund, document="西财〔2013〕1号", key="close")
    return one


def sent_back(one: Commitment) -> None:
    """The bank sends its payment back."""
    line = PaymentLine.objects.get(commitment=one)
    services.fail_paid(SYSTEM, line.list, [Failed(line.pk, "退汇", DAY)])
    one.refresh_from_db()


def stands(one: Commitment) -> dict[str, int]:
    """Where the fund's money stands, yuan; its books agree with themselves."""
    assert queries.verify(one.fund) == []
    found = queries.balances(one.fund)
    return {
        place.value: fen // YUAN for place, fen in found.items() if fen and place != Place.APPROPRIATED
    }  # fmt: skip


def codes(act: object, *args: object, **given: object) -> list[str]:
    """What an act is refused for."""
    with pytest.raises(Refused) as refused:
        act(*args, **given)  # type: ignore[operator]
    return refused.value.codes


def test_what_is_asked_back_goes_to_the_treasury_as_it_comes() -> None:
    one, maker, second = closed(), official(), official()
    services.take_back(SYSTEM, one, 400 * YUAN, reason="更正后不符合条件", key="claim")
    assert codes(services.propose_closing, maker, one.fund, document="文", key="early") == ["closed"]
    services.receive_back(SYSTEM, one, 300 * YUAN, key="in1")
    assert codes(services.restore, SYSTEM, one.fund, 300 * YUAN, document="文", key="re") == ["closed"]
    made = services.propose_closing(maker, one.fund, document="西财〔2013〕9号", key="a")
    assert made.fen == 300 * YUAN
    services.receive_back(SYSTEM, one, 50 * YUAN, key="in2")
    with pytest.raises(Refused) as refused:
        services.agree_on_fund(second, made)
    assert str(refused.value) == "提出时上缴 300 元，现在是 350 元；请作废这项提议后重新提出"
    services.drop_on_fund(maker, made, reason="又退回一笔")
    made = services.propose_closing(maker, one.fund, document="西财〔2013〕9号", key="b")
    assert codes(services.agree_on_fund, maker, made) == ["same_person"]
    for _ in range(2):
        services.agree_on_fund(second, made)
    assert stands(one) == {"paid": 600, "receivable": 50, "surrendered": 350}
    assert Fund.objects.get().history.filter(state="closed").count() == 1
    assert Act.objects.filter(act="ledger.close").latest("pk").detail["proposed_by"] == maker.user_id
    assert codes(services.propose_closing, maker, one.fund, document="文", key="again") == ["closed"]


def test_the_same_closing_surrenders_once() -> None:
    one = paid(1000 * YUAN)
    services.appropriate(SYSTEM, one.fund, 10 * YUAN, document="文", key="more")
    for _ in range(2):
        services.close_fund(SYSTEM, one.fund, document="文", key="close")
    services.take_back(SYSTEM, one, 400 * YUAN, reason="x", key="claim")
    services.receive_back(SYSTEM, one, 400 * YUAN, key="in")
    services.close_fund(SYSTEM, one.fund, document="文", key="close")
    assert stands(one) == {"paid": 600, "returned": 400, "surrendered": 10}
    for _ in range(2):
        services.close_fund(SYSTEM, one.fund, document="文", key="later")
    assert stands(one) == {"paid": 600, "surrendered": 410}


def test_what_the_bank_sent_back_is_released_and_surrendered_and_may_be_promised_by_another_fund() -> None:
    one, maker, second = closed(), official(), official()
    sent_back(one)
    assert (queries.payable(one.fund).count(), queries.payable_by_fund(maker)) == (0, [])
    assert codes(services.make_payment_list, maker, one.fund, [one], key="L2") == ["closed"]
    services.release(maker, one, reason="改由本年度资金支付", key="r")
    assert stands(one) == {"available": 1000}
    assert codes(reserved, one.fund, 1) == ["closed"]
    services.agree_on_fund(second, services.propose_closing(maker, one.fund, document="文", key="c"))
    assert stands(one) == {"surrendered": 1000}
    again = reserved(fund(1000 * YUAN), 1000 * YUAN, basis=Basis(one.basis_kind, one.basis_key))
    assert again.state == "reserved"


def test_a_payment_marked_as_sent_back_by_mistake_is_set_back() -> None:
    one = closed()
    sent_back(one)
    line = PaymentLine.objects.get()
    services.set_back(official(), line.list, line, paid_on=DAY, bank_reference="T2", reason="误记")
    assert stands(one) == {"paid": 1000}


def test_a_receipt_entered_wrongly_is_reversed_until_it_is_surrendered() -> None:
    one, maker, second = closed(), official(), official()
    services.take_back(SYSTEM, one, 400 * YUAN, reason="x", key="claim")
    services.receive_back(SYSTEM, one, 400 * YUAN, key="in", serial="R1")
    entry = one.entries.get(kind="receive")
    services.agree(second, services.propose_undoing(maker, entry, reason="记到了别家", key="u"))
    assert stands(one) == {"paid": 600, "receivable": 400}
    services.receive_back(SYSTEM, one, 400 * YUAN, key="in2", serial="R1")
    services.close_fund(SYSTEM, one.fund, document="文", key="later")
    entry = one.entries.get(kind="receive", reversed_by=None)
    assert codes(services.propose_undoing, maker, entry, reason="x", key="v") == ["balance"]


def test_its_letter_names_the_account_that_two_agreed_on() -> None:
    one = closed()
    made = services.propose_refund_account(official(), one.fund, key="account", **ACCOUNT)
    services.agree_on_fund(official(), made)
    assert Fund.objects.get().refund_number == "1901010104000888"


def test_its_page_offers_what_can_be_done_and_nothing_else() -> None:
    one, maker, second = closed(), logged_in(), logged_in()
    address = reverse("ledger:fund", args=[one.fund_id])
    page = maker.get(address).content.decode()
    offered = ["现在没有可以付的。", "退款账户和出具机关"]
    refused = ["拨款入账", "已退回的资金重新可用", "上缴结清以后到账的资金", "编成付款清单", "结清并上缴余额"]
    assert [text in page for text in (*offered, *refused)] == [True] * 2 + [False] * 5
    sent_back(one)
    page = maker.get(address).content.decode()
    assert "这项资金结清以后，银行退回了 1,000.00 元：请逐笔释放，再上缴。" in page
    assert "现在没有可以付的。" in page
    form = {"release-key": "r", "release-reason": "企业账户已注销"}
    page = maker.post(
        reverse("ledger:release", args=[one.pk]), form, follow=True
    ).content.decode()  # fmt: skip
    assert "已释放，留待上缴。" in page
    page = maker.get(address).content.decode()
    assert "这项资金结清以后，又退回或释放了 1,000.00 元，应当上缴" in page
    form = {"closing-key": "c", "closing-document": "西财〔2013〕9号"}
    maker.post(reverse("ledger:close", args=[one.fund_id]), form)
    made = FundProposal.objects.get()
    assert "复核无误，上缴 1,000.00 元" in second.get(address).content.decode()
    second.post(reverse("ledger:agree-on-fund", args=[one.fund_id, made.pk]))
    assert stands(one) == {"surrendered": 1000}
