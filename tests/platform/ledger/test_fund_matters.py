"""An appropriation that looks like a slip, one put right, a fund closed: what two officials see and what the books keep."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.platform.ledger.test_pages import hidden, logged_in
from tests.platform.ledger.world import DAY, YUAN, committed, fund, official
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.money import YI
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Entry, Fund, FundProposal
from zhiwei.platform.ledger.services import Refused
from zhiwei.platform.office import counts

pytestmark = pytest.mark.django_db


def wrong(there: Fund, fen: int = 9000 * YUAN) -> Entry:
    """An appropriation with a slip in its amount, booked three days ago."""
    with clock.stopped(DAY - timedelta(3)):
        return services.appropriate(
            official(), there, fen, document="西财〔2012〕9号", key=f"slip-{there.pk}", again=True
        )


def test_an_amount_is_unlikely_beside_what_came_before_or_by_itself() -> None:
    empty, there = fund(), fund(1000 * YUAN)
    assert [services.unlikely(there, fen) for fen in (10_000 * YUAN, 10_000 * YUAN + 1)] == [
        "", "是此前全部拨款 1,000 元的 10 倍以上",
    ]  # fmt: skip
    assert [services.unlikely(empty, fen) for fen in (100 * YI - 1, 100 * YI)] == ["", "达到 100 亿元"]
    with pytest.raises(Refused) as refused:
        services.appropriate(SYSTEM, empty, 9_999_999_999_999_999 * YUAN, document="文", key="k")
    assert str(refused.value) == (
        "一笔拨款不能超过 100,000,000,000 元（1,000 亿元）；"
        "所填为 9,999,999,999,999,999 元（99,999,999.99999999 亿元），请核对"
    )
    assert services.appropriate(SYSTEM, empty, services.MOST, document="文", key="k").kind == "appropriate"


def test_a_document_that_gave_money_already_is_booked_again_only_where_that_is_said() -> None:
    there, client = fund(), logged_in()
    address = reverse("ledger:appropriate", args=[there.pk])
    sent = {"money-fen": "500", "money-document": "西财〔2012〕9号"}
    assert client.post(address, sent | {"money-key": "a"}).status_code == 302
    for key in ("b", "c"):
        answer = client.post(address, sent | {"money-key": key})
        said = "文号“西财〔2012〕9号”于 2012-11-05 已入账 500 元。若确是又一笔，请勾选后再记。"
        assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert queries.balance(there) == 500 * YUAN
    assert client.post(address, sent | {"money-key": "d", "money-again": "on"}).status_code == 302
    assert queries.balance(there) == 1000 * YUAN
    other = fund()
    services.appropriate(SYSTEM, other, 500 * YUAN, document="西财〔2012〕9号", key="e")
    services.reverse(SYSTEM, other.entries.get(), reason="误记", key="f")
    services.appropriate(SYSTEM, other, 500 * YUAN, document="西财〔2012〕9号", key="g")
    assert queries.balance(other) == 500 * YUAN


def test_an_unlikely_appropriation_is_booked_after_a_second_look() -> None:
    there, client = fund(1000 * YUAN), logged_in()
    address = reverse("ledger:appropriate", args=[there.pk])
    page = client.get(reverse("ledger:fund", args=[there.pk])).content.decode()
    sent = {
        "money-key": hidden(page, "money-key"),
        "money-fen": "200亿",
        "money-document": "文",
        "money-looked": "",
    }
    answer = client.post(address, sent)
    page = answer.content.decode()
    asked = "所填金额为 20,000,000,000 元（200 亿元），是此前全部拨款 1,000 元的 10 倍以上，还没有入账。"
    assert (answer.status_code, asked in page) == (422, True)
    assert queries.balance(there) == 1000 * YUAN
    looked = sent | {"money-looked": hidden(page, "money-looked")}
    assert looked["money-looked"] == str(200 * YI)
    other = client.post(address, looked | {"money-fen": "900亿"})  # another amount is looked at anew
    assert (other.status_code, "（900 亿元）" in other.content.decode()) == (422, True)
    for _ in range(2):
        assert client.post(address, looked).status_code == 302
    assert queries.balance(there) == 200 * YI + 1000 * YUAN
    refused = client.post(address, sent | {"money-key": "x", "money-fen": "50000亿"})
    assert (refused.status_code, "一笔拨款不能超过" in refused.content.decode()) == (422, True)


def test_a_wrong_appropriation_is_put_right_by_two_and_stays_in_the_books() -> None:
    there, maker, second = fund(), official(), official()
    first = wrong(there)
    committed(there, 500 * YUAN)
    made = services.propose_correction(maker, first, 900 * YUAN, reason="多打一个零", key="p")
    assert services.propose_correction(maker, first, 900 * YUAN, reason="多打一个零", key="p") == made
    assert queries.balance(there) == 8500 * YUAN
    for alone in (maker, SYSTEM):
        with pytest.raises((Refused, PermissionDenied)):
            services.agree_on_fund(alone, made)
    for _ in range(2):
        services.agree_on_fund(second, made)
    there_now = queries.balances(there)
    assert (there_now[Place.APPROPRIATED], there_now[Place.AVAILABLE], there_now[Place.COMMITTED]) == (
        -900 * YUAN, 400 * YUAN, 500 * YUAN,
    )  # fmt: skip
    assert sum(there_now.values()) == 0
    assert queries.balance(there, on=DAY - timedelta(1)) == 9000 * YUAN  # a day that is over stays as it was
    back = Entry.objects.get(kind="reverse")
    assert (back.reverses, back.reason, back.booked_on) == (first, "多打一个零", DAY)
    booked = list(
        Entry.objects.filter(kind="appropriate").order_by("booked_at").values_list("document", "booked_on")
    )
    assert booked == [("西财〔2012〕9号", DAY - timedelta(3)), ("西财〔2012〕9号", DAY)]
    rows = list(queries.statement(there, date(2012, 1, 1), DAY, 0))
    assert min(row.available for row in rows) >= 0
    assert queries.verify(there) == []
    act = Act.objects.get(act="ledger.correct")
    assert (act.detail["proposed_by"], act.detail["fen"], act.detail["right"]) == (
        maker.user_id,
        9000 * YUAN,
        900 * YUAN,
    )
    assert list(queries.correctable(there)) == [Entry.objects.get(kind="appropriate", booked_on=DAY)]


def test_all_of_it_is_taken_back_where_there_was_none() -> None:
    there = fund(100 * YUAN)
    made = services.propose_correction(official(), wrong(there), 0, reason="记到了别的资金", key="p")
    services.agree_on_fund(official(), made)
    assert queries.balances(there) == dict.fromkeys(Place, 0) | {
        Place.APPROPRIATED: -100 * YUAN, Place.AVAILABLE: 100 * YUAN,
    }  # fmt: skip
    assert Entry.objects.filter(fund=there).count() == 3
    assert queries.verify(there) == []


def test_no_more_is_taken_back_than_is_available_then_and_when_it_is_booked() -> None:
    there, maker, second = fund(), official(), official()
    first = wrong(there)
    committed(there, 500 * YUAN)
    with pytest.raises(Refused) as refused:
        services.propose_correction(maker, first, 499 * YUAN, reason="x", key="a")
    assert (
        str(refused.value) == "要冲回 8,501 元，可用的只有 8,500 元；其余已预留、承诺或付出，请先释放或追回"
    )
    for right in (9000 * YUAN, 9001 * YUAN, -1):
        with pytest.raises(Refused) as refused:
            services.propose_correction(maker, first, right, reason="x", key="b")
        assert refused.value.codes == ["amount"]
    made = services.propose_correction(maker, first, 500 * YUAN, reason="x", key="c")
    promised = committed(there, 1 * YUAN)
    with pytest.raises(Refused):
        services.agree_on_fund(second, made)
    made.refresh_from_db()
    assert (made.state, queries.balance(there)) == ("waiting", 8499 * YUAN)
    services.release(SYSTEM, promised, reason="x", key="r")
    services.agree_on_fund(second, made)
    assert queries.balance(there) == 0
    assert queries.verify(there) == []


def test_what_is_no_appropriation_or_was_reversed_is_not_put_right() -> None:
    there, maker = fund(), official()
    first = wrong(there)
    reserve = committed(there, 500 * YUAN).entries.get(kind="reserve")
    with pytest.raises(Refused) as refused:
        services.propose_correction(maker, reserve, 0, reason="x", key="a")
    assert refused.value.codes == ["kind"]
    for stranger in (official("330782"), official(role=Role.AUDITOR), SYSTEM):
        with pytest.raises(PermissionDenied):
            services.propose_correction(stranger, first, 500 * YUAN, reason="x", key="a")
    made = services.propose_correction(maker, first, 500 * YUAN, reason="x", key="b")
    with pytest.raises(Refused) as refused:  # one at a time
        services.propose_correction(maker, first, 600 * YUAN, reason="x", key="c")
    assert refused.value.codes == ["state"]
    services.agree_on_fund(official(), made)
    with pytest.raises(Refused) as refused:
        services.propose_correction(maker, first, 500 * YUAN, reason="x", key="d")
    assert refused.value.codes == ["reversed"]


def test_a_fund_is_closed_by_two_and_surrenders_what_was_shown() -> None:
    there, maker, second = fund(1000 * YUAN), official(), official()
    promised = committed(there, 100 * YUAN)
    with pytest.raises(Refused) as refused:
        services.propose_closing(maker, there, document="西财〔2013〕1号", key="a")
    assert refused.value.codes == ["waiting"]
    services.release(SYSTEM, promised, reason="x", key="r")
    made = services.propose_closing(maker, there, document="西财〔2013〕1号", key="b")
    assert (made.fen, Fund.objects.get().state) == (1000 * YUAN, "open")
    with pytest.raises(Refused) as refused:
        services.agree_on_fund(maker, made)
    assert refused.value.codes == ["same_person"]
    services.appropriate(SYSTEM, there, 1 * YUAN, document="文", key="late")
    with pytest.raises(Refused) as refused:
        services.agree_on_fund(second, made)
    assert str(refused.value) == "提出时上缴 1,000 元，现在是 1,001 元；请作废这项提议后重新提出"
    services.drop_on_fund(maker, made, reason="又来一笔")
    with pytest.raises(Refused):
        services.agree_on_fund(second, made)
    made = services.propose_closing(maker, there, document="西财〔2013〕1号", key="c")
    for _ in range(2):
        services.agree_on_fund(second, made)
    assert (Fund.objects.get().state, queries.balances(there)[Place.SURRENDERED]) == ("closed", 1001 * YUAN)
    assert Act.objects.get(act="ledger.close").detail["proposed_by"] == maker.user_id
    assert queries.verify(there) == []


def test_the_database_holds_the_two_persons_and_the_entry() -> None:
    there = fund()
    made = services.propose_correction(official(), wrong(there), 0, reason="x", key="p")
    for change in (
        {"state": "done"},
        {"state": "done", "decided_by": made.made_by_id},
        {"fen": -1},
        {"kind": "close"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            FundProposal.objects.filter(pk=made.pk).update(**change)


def test_two_officials_put_it_right_and_close_the_fund_on_its_page() -> None:
    there, maker, second, other = fund(), logged_in(), logged_in(), logged_in("330782")
    first = wrong(there)
    address = reverse("ledger:fund", args=[there.pk])
    form = {"correct-key": "k", "correct-entry": str(first.pk), "correct-fen": "900", "correct-reason": ""}
    assert maker.post(reverse("ledger:correct", args=[there.pk]), form).status_code == 422
    page = maker.post(
        reverse("ledger:correct", args=[there.pk]), form | {"correct-reason": "多打一个零"}, follow=True
    ).content.decode()
    assert ("由您提出，须由另一位经办人复核后才入账" in page, "复核无误，同意入账" in page) == (True, False)
    made = FundProposal.objects.get()
    agree = reverse("ledger:agree-on-fund", args=[there.pk, made.pk])
    assert "提出人不能复核自己的提议" in maker.post(agree, follow=True).content.decode()
    assert other.post(agree).status_code == 404
    assert address in second.get(reverse("ledger:funds")).content.decode().partition("等您复核的资金事项")[2]
    assert "等您复核的资金事项" not in maker.get(reverse("ledger:funds")).content.decode()
    page = second.get(address).content.decode()
    assert [
        text for text in ("9,000.00", "900.00", "多打一个零", "复核无误，同意入账") if text not in page
    ] == []
    page = second.post(agree, follow=True).content.decode()
    assert "“冲正拨款”已入账" in page
    assert "冲正 2012-11-02 拨款 西财〔2012〕9号：多打一个零" in page
    assert "现在结清会上缴 900.00 元" in page
    maker.post(
        reverse("ledger:close", args=[there.pk]), {"closing-key": "c", "closing-document": "西财〔2013〕1号"}
    )
    assert queries.balance(there) == 900 * YUAN
    made = FundProposal.objects.get(kind="close")
    assert "结清并上缴 900.00 元" in second.get(address).content.decode()
    sent = {"drop-key": "d", "drop-reason": "还没到期"}
    second.post(reverse("ledger:drop-on-fund", args=[there.pk, made.pk]), sent)
    maker.post(
        reverse("ledger:close", args=[there.pk]), {"closing-key": "e", "closing-document": "西财〔2013〕1号"}
    )
    made = FundProposal.objects.get(kind="close", state="waiting")
    second.post(reverse("ledger:agree-on-fund", args=[there.pk, made.pk]))
    assert Fund.objects.get().state == "closed"


def test_it_stands_on_the_desk_of_those_who_may_release_it() -> None:
    there, maker, second = fund(), official(), official()
    services.propose_correction(maker, wrong(there), 0, reason="x", key="p")
    desks = (maker, second, official(role=Role.COUNTY), official("330782"))
    assert [counts.desk(viewer).fund_matters for viewer in desks] == [0, 1, 1, 0]
