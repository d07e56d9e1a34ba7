"""The letter that asks money back: whom, from which fund, by which day, to which account; blanks for what is not known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.platform.ledger.test_pages import logged_in
from tests.platform.ledger.test_returns import paid
from tests.platform.ledger.world import DAY, XIHU, YUAN, fund, official
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.answers.codes import code_of
from zhiwei.platform.audit.models import Act
from zhiwei.platform.audit.particulars import particulars
from zhiwei.platform.ledger import letters, services
from zhiwei.platform.ledger.models import Commitment, Fund, FundProposal
from zhiwei.platform.ledger.services import Refused

pytestmark = pytest.mark.django_db
ACCOUNT = {
    "office": "西湖区财政局", "holder": "西湖区财政局专户", "bank": "中国农业银行西湖支行", "number": "1901 0101-04000888",
}  # fmt: skip


def claimed() -> Commitment:
    """A commitment of which a part is claimed back."""
    one = paid(500 * YUAN)
    return services.take_back(SYSTEM, one, 200 * YUAN, reason="更正后不符合条件", key="claim")


def said(one: Commitment, by: date | None = None) -> dict[str, str]:
    """All the facts of a letter."""
    told: Any = letters.letter(one, by)
    return {
        label: text for each in told["blocks"] if each["kind"] == "facts" for label, text in each["pairs"]
    }


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("小微企业奖励资金", "杭州市西湖区小微企业奖励资金（2012）"),
        ("西湖区奖励资金", "西湖区奖励资金（2012）"),
        ("杭州市西湖区奖励资金", "杭州市西湖区奖励资金（2012）"),
    ],
)
def test_the_place_of_a_fund_is_told_once(name: str, told: str) -> None:
    assert fund(name=name, division=XIHU).with_place == told


def test_what_is_not_known_is_left_blank() -> None:
    one = claimed()
    told = said(one)
    assert told["资金"] == f"杭州市西湖区{one.fund}"
    blank = letters.BLANK
    assert [told[label] for label in ("户名", "开户银行", "账号", "出具机关（盖章）")] == [blank] * 4
    assert told["退回期限"] == f"以出具机关写明的日期为准：{blank}"
    assert "回执核验码" not in told
    one.receipt = one.pk
    assert said(one)["回执核验码"] == code_of(one.pk)


def steps(one: Commitment) -> list[list[str]]:
    """The rows of a letter that lead to the amount it asks for."""
    told: Any = letters.letter(Commitment.objects.get(pk=one.pk))
    (table,) = (each for each in told["blocks"] if each["kind"] == "table" and "尚待退回" in each["heads"])
    assert (table["heads"], table["rows"][-1][3]) == (
        ["日期", "事项", "金额", "尚待退回", "事由"], told["blocks"][0]["value"],
    )  # fmt: skip
    return [row[1:] for row in table["rows"]]


def test_what_was_given_up_came_back_or_was_reversed_leads_to_the_amount_asked() -> None:
    one = claimed()
    assert steps(one) == [["要求退回", "200.00 元", "200.00 元", "更正后不符合条件"]]
    services.waive(SYSTEM, one, 50 * YUAN, reason="申诉成立", key="waive")
    services.receive_back(SYSTEM, one, 150 * YUAN, key="in", serial="R1")
    services.take_back(SYSTEM, one, 80 * YUAN, reason="再次更正", key="claim2")
    services.receive_back(SYSTEM, one, 30 * YUAN, key="in2", serial="R2")
    services.reverse(SYSTEM, one.entries.get(document="R2"), reason="记到了别家", key="undo")
    assert steps(one) == [
        ["要求退回", "200.00 元", "200.00 元", "更正后不符合条件"],
        ["撤销退回要求", "-50.00 元", "150.00 元", "申诉成立"],
        ["收到退款", "-150.00 元", "0.00 元", "R1"],
        ["要求退回", "80.00 元", "80.00 元", "再次更正"],
        ["收到退款", "-30.00 元", "50.00 元", "R2"],
        ["冲正", "30.00 元", "80.00 元", "记到了别家"],
    ]


def proposed(viewer: Viewer, there: Fund, key: str = "account", **account: str) -> FundProposal:
    """An account that an official proposes for a fund."""
    return services.propose_refund_account(viewer, there, key=key, **account)


def test_the_account_of_the_office_is_printed_once_two_agreed() -> None:
    one, keeper, second = claimed(), official(), official()
    made = proposed(keeper, one.fund, **ACCOUNT)
    assert proposed(keeper, one.fund, **ACCOUNT) == made
    assert said(Commitment.objects.get(pk=one.pk))["账号"] == letters.BLANK
    with pytest.raises(Refused) as refused:
        services.agree_on_fund(keeper, made)
    assert refused.value.codes == ["same_person"]
    for _ in range(2):
        services.agree_on_fund(second, made)
    one = Commitment.objects.get(pk=one.pk)
    told = said(one, date(2012, 12, 5))
    wanted = {
        "户名": "西湖区财政局专户", "开户银行": "中国农业银行西湖支行", "账号": "1901010104000888",
        "出具机关（盖章）": "西湖区财政局", "退回期限": "2012-12-05",
    }  # fmt: skip
    assert {label: told[label] for label in wanted} == wanted
    act = Act.objects.get(act="ledger.refund_account")
    lines = {line.label: line.text for line in particulars(act, {})}
    assert (lines["退款账户的账号"], lines["退款通知的出具机关"]) == ("1901010104000888", "西湖区财政局")
    assert (act.actor_id, lines["提出人"]) == (second.user_id, str(User.objects.get(pk=keeper.user_id)))
    (kept,) = Fund.objects.get(pk=one.fund_id).history.filter(refund_number="1901010104000888")
    assert (kept.refund_holder, act.key) == ("西湖区财政局专户", str(one.fund_id))
    services.agree_on_fund(keeper, proposed(second, one.fund, "gone"))
    assert said(Commitment.objects.get(pk=one.pk))["账号"] == letters.BLANK


def test_an_account_is_proposed_whole_by_who_may_open_funds_and_one_at_a_time() -> None:
    there = fund()
    with pytest.raises(Refused) as refused:
        proposed(official(), there, number="12345")
    assert [str(fault) for fault in refused.value.faults] == [
        "请填写户名", "请填写开户银行", "账号须为 8 至 32 位数字",
    ]  # fmt: skip
    for stranger in (official("330782"), official(role=Role.AUDITOR), SYSTEM):
        with pytest.raises(PermissionDenied):
            proposed(stranger, there, **ACCOUNT)
    with pytest.raises(Refused) as refused:
        proposed(official(), there)
    assert [str(fault) for fault in refused.value.faults] == ["与现在登记的一样，没有改动"]
    made = proposed(official(), there, **ACCOUNT)
    with pytest.raises(Refused) as refused:
        proposed(official(), there, "key", **ACCOUNT | {"number": "1901010104000889"})
    assert [str(fault) for fault in refused.value.faults] == [
        "这项资金已有一项“退款账户”等待复核，办完后才能再提出"
    ]
    with pytest.raises(Refused) as refused:
        proposed(official(), there, **ACCOUNT | {"number": "1901010104000889"})
    assert refused.value.codes == ["key"]
    services.drop_on_fund(official(), made, reason="不是本局的账户")
    with pytest.raises(Refused) as refused:
        services.agree_on_fund(official(), made)
    assert (refused.value.codes, Fund.objects.get(pk=there.pk).refund_number) == (["state"], "")
    services.close_fund(SYSTEM, there, document="文", key="close")
    assert proposed(official(), there, "late", **ACCOUNT).state == "waiting"


def test_the_office_enters_its_account_another_checks_it_and_the_day_is_given_when_it_prints() -> None:
    one, client, second = claimed(), logged_in(), logged_in()
    address = reverse("ledger:refund-account", args=[one.fund_id])
    sent = {f"refund-{name}": text for name, text in ACCOUNT.items()} | {"refund-key": "k"}
    answer = client.post(address, sent | {"refund-bank": ""})
    assert (answer.status_code, "请填写开户银行" in answer.content.decode()) == (422, True)
    assert logged_in("330782").post(address, sent).status_code == 404
    page = client.post(address, sent, follow=True).content.decode()
    assert "已提出，由另一位经办人复核后生效。" in page
    assert ("由您提出，须由另一位经办人复核后才生效。" in page, "启用这个账户" in page) == (True, False)
    made = FundProposal.objects.get()
    there = reverse("ledger:fund", args=[one.fund_id])
    assert f'href="{there}"' in second.get(reverse("ledger:funds")).content.decode()
    page = second.get(there).content.decode()
    assert "<dd><b>1901010104000888</b></dd>" in page
    assert "退款账户和出具机关" not in page  # until it is decided
    assert Fund.objects.get(pk=one.fund_id).refund_bank == ""
    page = second.post(
        reverse("ledger:agree-on-fund", args=[one.fund_id, made.pk]), follow=True
    ).content.decode()
    assert ("已复核，“退款账户”已生效。" in page, 'value="1901010104000888"' in page) == (True, True)
    assert Fund.objects.get(pk=one.fund_id).refund_bank == "中国农业银行西湖支行"
    client.post(address, sent | {"refund-number": "1901010104000889", "refund-key": "other"})
    page = second.get(there).content.decode()
    assert "<dd><del>1901010104000888</del> → <b>1901010104000889</b></dd>" in page
    letter = reverse("ledger:letter", args=[one.pk])
    assert 'name="by"' in client.get(reverse("ledger:commitment", args=[one.pk])).content.decode()
    answer = client.get(letter, {"by": str(DAY - timedelta(1))})
    assert (answer.status_code, "退回期限不能早于今天" in answer.content.decode()) == (422, True)
    for by in ("", "2012-12-05"):
        answer = client.get(letter, {"by": by})
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
